/** `shadowprice contest` with bad input: exit 2, one line on standard error, nothing on standard output. */

import { describe, expect, it } from 'vitest';
import { folderOf, type Outcome, run, runLine } from './run';

function expectRefused({ code, stdout, stderr }: Outcome, message: string | RegExp) {
  expect(stdout).toBe('');
  const [line, ...rest] = stderr.split('\n');
  expect(rest).toEqual(['']);
  if (typeof message === 'string') expect(line).toBe(`shadowprice: ${message}`);
  else expect(line).toMatch(message);
  expect(line).toMatch(/^shadowprice: /);
  expect(code).toBe(2);
}

const verbs = [
  'payoffs',
  'gradient',
  'states',
  'solve',
  'scenario',
  'compare',
  'optimum',
  'sensitivity',
  'demo',
] as const;
const reading = verbs.filter((verb) => verb !== 'demo');

const lines: [string, string | RegExp][] = [
  ['', `contest needs a verb: ${verbs.join(', ')}`],
  ['payofs', 'unknown verb of contest "payofs"; did you mean payoffs?'],
  ['payoffs --strategy 1,2', 'unknown flag --strategy; did you mean --strategies?'],
  ['payoffs a.json b.json', 'payoffs takes at most one argument, got 2'],
  // strategies
  ['payoffs', 'payoffs needs strategies: --strategies 1,2, or "strategies" in a problem'],
  ['gradient', /^shadowprice: gradient needs strategies: /],
  ['states', /^shadowprice: states needs strategies: /],
  ['payoffs --strategies x', 'strategies.0.0.0: got "x", expected a finite number ≥ 0'],
  ['payoffs --strategies 1,', 'strategies.0.0.1: got "", expected a finite number ≥ 0'],
  ['payoffs --strategies 1', /^shadowprice: strategies.0.0: got an array of length 1, .*length 2/],
  ['payoffs --strategies 1,2,3', /^shadowprice: strategies.0.0: got an array of length 3/],
  ['payoffs --strategies 1,2/1,2/1,2', /^shadowprice: strategies.0: got an array of length 3/],
  ['payoffs --strategies 1,2:1,2', /^shadowprice: strategies: got an array of length 2/],
  ['payoffs --strategies -1,2', /^shadowprice: strategies.0.0.0: got -1, .*\(safety\)$/],
  [
    'states --actions share --strategies 1,1,1,1,1,41',
    /^shadowprice: strategies.0.0.5: got 41, .*≤ 40 \(sharePerformance\)$/,
  ],
  [
    'payoffs --strategies 1e308,1 --cost linear --slope 1e300',
    /^shadowprice: strategies: got -Infinity/,
  ],
  ['solve --strategies 1,2', /^shadowprice: unknown flag --strategies/],
  // the game
  ['solve --players 1', 'players: got 1, expected a whole number from 2 to 16'],
  ['payoffs --strategies 1,2 --players 1e9', /^shadowprice: players: got 1000000000/],
  ['payoffs --strategies 1,2 --players 2.5', /^shadowprice: players: got 2.5/],
  ['solve --periods 0', 'periods: got 0, expected a whole number from 1 to 100'],
  ['solve --actions swim', 'actions: got "swim", expected one of basic, invest, share'],
  ['solve --risk all', /^shadowprice: risk: got "all", expected one of winner, /],
  [
    'solve --contest-success draw',
    'contestSuccess: got "draw", expected one of ratio, ratio-with-draw',
  ],
  ['solve --theta', '--theta, --risk-theta needs a value'],
  [
    'solve --theta x',
    'risk.theta: got "x", expected a finite number ≥ 0, or one a player, as 0.9,1',
  ],
  ['solve --theta 1,x', 'risk.theta.1: got "x", expected a finite number ≥ 0'],
  ['solve --theta 1,2,3', /^shadowprice: risk.theta: got an array of length 3, .*length 2$/],
  ['solve --theta -1', /^shadowprice: risk.theta: got -1/],
  ['solve --a 0', /^shadowprice: safetyProductivity: got 0/],
  ['solve --gamma 0.9,1.1', /^shadowprice: discountFactor.1: got 1.1/],
  ['solve --scale 1,2', 'contestSuccess.scale: got "1,2", expected a finite number > 0'],
  ['solve --on-disaster 2', /^shadowprice: reward.onDisaster: got 2/],
  ['solve --risk additive --weights 0', /^shadowprice: risk.weights: got 0/],
  ['solve --last-period-forever', /^shadowprice: discountFactor: got 1, .*for ever$/],
  ['solve --cost cubic', /^shadowprice: cost: got "cubic", expected one of unit, linear, /],
  ['solve --cost-safety -1', /^shadowprice: cost.safety: got -1/],
  [
    'solve --cost unit --penalty 2',
    'cost.penalty: got 2, but cost of kind unit has no penalty; it belongs to penalty',
  ],
  ['solve --margin 1 --penalty 2', 'no kind of cost has --margin and --penalty'],
  // options
  ['solve --method guess', 'method: got "guess", expected one of pure, mixed, fictitious-play'],
  ['solve --starts -1', /^shadowprice: starts: got -1/],
  ['solve --seed 1.5', 'seed: got "1.5", expected a whole number ≥ 0'],
  ['solve --tolerance 0', /^shadowprice: tolerance: got 0/],
  ['solve --max-iterations 0', /^shadowprice: maxIterations: got 0/],
  ['solve --start 1', /^shadowprice: start.0.0: got an array of length 1/],
  ['solve --backend gpu', 'backend: got "gpu", expected one of wasm, javascript, auto'],
  // scenarios
  ['scenario', 'scenario needs something that varies: --vary theta=0,0.5,1'],
  ['scenario --vary theta', /^shadowprice: vary: got "theta", expected a name and its values/],
  ['scenario --vary =1', /^shadowprice: vary: got "=1"/],
  ['scenario --vary thta=1,2', '--vary: unknown number "thta"; did you mean theta?'],
  ['scenario --vary nobody=1', /^shadowprice: --vary: unknown number "nobody"; .*--help$/],
  ['scenario --vary theta=', 'vary.risk.theta.0: got "", expected a finite number'],
  ['scenario --vary theta=0..1', /^shadowprice: vary.risk.theta: got "0..1", .*0..2:9/],
  ['scenario --vary theta=0..1:x', /^shadowprice: vary.risk.theta.count: got "x"/],
  ['scenario --vary theta=0..1:1', /^shadowprice: vary.0.count: got 1/],
  ['scenario --vary theta=0..1:3:log', /^shadowprice: vary.0.from: got 0/],
  [
    'scenario --vary theta=0..1:3:cubic',
    'vary.risk.theta.spacing: got "cubic", expected one of linear, log',
  ],
  ['scenario --vary theta@2=1', /^shadowprice: vary.0.player: got 2, .*from 0 to 1$/],
  ['scenario --vary theta@x=1', /^shadowprice: vary.risk.theta.player: got "x"/],
  ['scenario --vary theta=1 --vary θ=2', /^shadowprice: vary.1.parameter: .*varied already$/],
  ['scenario --vary theta=-1,2', /^shadowprice: vary.0.values.0: got -1/],
  [
    'scenario --vary theta=1,2 --vary d=1,2,3 --expand broadcast',
    /^shadowprice: vary.0.values: .*3 values or one/,
  ],
  ['scenario --vary theta=1,2 --slice 5', 'slice: got "5", expected a range of points from..to'],
  ['scenario --vary theta=1,2 --slice 3..4', /^shadowprice: slice.from: got 3/],
  ['scenario --vary theta=1,2 --workers 99', /^shadowprice: workers: got 99/],
  ['scenario --vary theta=0,1 --vary d=0..1:1e6', /^shadowprice: vary: got 2000000/],
  // comparisons
  ['compare', 'compare needs something to compare: --outcome odds'],
  ['compare --outcome odds', 'compare needs something that varies: --vary theta=0,0.5,1'],
  ['compare --outcome luck --vary theta=1', /^shadowprice: outcome: got "luck", .*odds/],
  ['compare --outcome odds --vary theta=1 --claim more', /^shadowprice: claim: got "more"/],
  ['compare --outcome odds --vary theta=1 --left foo=1', '--left: "foo" is no flag of the game'],
  [
    'compare --outcome odds --vary theta=1 --left plyers=1',
    '--left: "plyers" is no flag of the game; did you mean players?',
  ],
  ['compare --outcome odds --vary theta=1 --right a', '--right: a needs a value, as a=2'],
  [
    'compare --outcome odds --vary theta=1 --left ends-on-win=1',
    '--left: ends-on-win takes no value',
  ],
  ['compare --outcome odds --vary theta=1 --left a=x', /^shadowprice: safetyProductivity: got "x"/],
  ['compare --outcome odds --vary theta=1 --period 3', /^shadowprice: period: got 3/],
  ['compare --outcome odds --vary theta=1 --player 3', /^shadowprice: player: got 3/],
  ['compare --outcome payoff --vary theta=1 --period 0', /^shadowprice: period: got 0, .*nothing/],
  // the optimum and sensitivities
  ['optimum --welfare-weights 1', /^shadowprice: weights: got an array of length 1/],
  [
    'optimum --welfare-weights 0,0',
    /^shadowprice: weights: got an array of length 2, .*not all 0$/,
  ],
  ['optimum --welfare-weights x', 'welfareWeights.0: got "x", expected a finite number'],
  ['sensitivity --strategies 1,2 --parameters foo', /^shadowprice: parameters.0: got "foo"/],
  ['sensitivity --strategies 1,2 --player 5', /^shadowprice: player: got 5/],
  ['sensitivity --strategies 1', /^shadowprice: strategies.0.0: got an array of length 1/],
  // demos
  [
    'demo bsic',
    'demo: got "bsic", expected one of basic, invest, sharing, scenario, readme, docs, all',
  ],
  ['demo basic invest', 'demo takes at most one argument, got 2'],
  ['demo basic --theta 1', /^shadowprice: unknown flag --theta/],
];

describe('the command line', () => {
  it.concurrent.each(lines)('contest %s', async (line, message) => {
    expectRefused(await runLine(`contest ${line}`.trim()), message);
  });
});

const axis = '"vary": [{ "parameter": "risk.theta", "values": [1] }]';
const documents: [string, string | RegExp, verb: (typeof verbs)[number]][] = [
  ['', 'standard input is empty, expected a problem in JSON', 'solve'],
  ['5', 'problem: got 5, expected a JSON object', 'payoffs'],
  ['{"game": 5}', 'game: got 5, expected an object of parameters of a game', 'solve'],
  ['{"game": {"A": 5}}', 'A: got 5, expected its name in full, safetyProductivity', 'solve'],
  ['{"theta": 5}', 'theta: got 5, expected its name in full, risk.theta', 'optimum'],
  ['{"plyers": 5}', /^shadowprice: plyers: got 5, .*; did you mean players\?$/, 'gradient'],
  ['{"risk": {"thet": 5}}', /^shadowprice: risk.thet: got 5, .*; did you mean theta\?$/, 'solve'],
  ['{"risk": 5}', 'risk: got 5, expected an object of kind, theta, weights', 'solve'],
  ['{"players": "2"}', 'players: got "2", expected a whole number from 2 to 16', 'solve'],
  ['{"game": {}, "players": 3}', 'players: got 3, expected it inside "game"', 'solve'],
  ['{"game": {}, "parameters": {}}', /^shadowprice: parameters: .*nothing beside "game"$/, 'solve'],
  ['{"method": "pur"}', /^shadowprice: method: got "pur"/, 'solve'],
  ['{"seed": 1, "options": {}}', 'seed: got 1, expected it inside "options"', 'solve'],
  ['{"options": []}', /^shadowprice: options: .*expected an object of options$/, 'solve'],
  ['{"options": {"metod": 1}}', /; did you mean method\?$/, 'solve'],
  ['{"options": {"seed": 1}}', /^shadowprice: options.seed: .*has no options$/, 'states'],
  ['{"seed": "x"}', 'seed: got "x", expected a whole number ≥ 0', 'solve'],
  ['{"seed": 1e17}', /^shadowprice: seed: got 100000000000000000/, 'optimum'],
  ['{"strategies": []}', /^shadowprice: strategies: .*solve takes no strategies$/, 'solve'],
  ['{"strategies": []}', /^shadowprice: strategies: got an array of length 0/, 'payoffs'],
  ['{"strategies": "x"}', /^shadowprice: strategies: got "x"/, 'gradient'],
  [
    '{"strategies": [[[1, "2"], [1, 2]]]}',
    /^shadowprice: strategies.0.0.1: got "2", .*\(performance\)$/,
    'states',
  ],
  [
    '{"strategies": [[[[1, 2], [1, 2]]], [[[1, 2], [1, 2]]]]}',
    /^shadowprice: strategies: .*one profile$/,
    'states',
  ],
  ['{"cost": {"saftey": 1}}', /; did you mean safety\?$/, 'solve'],
  ['{"cost": 3}', 'cost: got 3, expected an object with a kind and prices', 'solve'],
  ['{"beliefs": [null]}', /^shadowprice: beliefs: got an array of length 1/, 'solve'],
  [
    '{"beliefs": [null, {"disasterCost": -1}]}',
    /^shadowprice: beliefs.1.disasterCost: got -1/,
    'solve',
  ],
  ['{"components": {"risk": 1}}', 'components.risk: got 1, expected a function', 'solve'],
  [
    '{"discountFactor": {"byPeriod": [1, 2]}}',
    /^shadowprice: discountFactor.byPeriod: got an array of length 2/,
    'solve',
  ],
  ['{"__proto__": {"players": 3}}', /^shadowprice: __proto__: /, 'solve'],
  ['{"vary": 5}', /^shadowprice: vary: got 5/, 'scenario'],
  ['{"vary": [{"parameter": "theta"}]}', /^shadowprice: vary.0/, 'scenario'],
  [`{${axis}, "solve": 5}`, /^shadowprice: solve: got 5/, 'scenario'],
  [`{${axis}, "solve": {"metod": 1}}`, /did you mean method\?$/, 'scenario'],
  [`{${axis}, "outcome": "odds", "left": 5}`, /^shadowprice: left: got 5/, 'compare'],
  [
    `{${axis}, "outcome": "odds", "left": {"A": 5}}`,
    'A: got 5, expected its name in full, safetyProductivity',
    'compare',
  ],
];

describe('documents', () => {
  it.concurrent.each(documents)('%s', async (input, message, verb) => {
    expectRefused(await run(['contest', verb, '-'], { input }), message);
  });

  it.concurrent.each(reading)('%s names a cut-off file', async (verb) => {
    const path = await folderOf({ 'problem.json': '{"game": {' });
    expectRefused(
      await run(['contest', verb, path('problem.json')]),
      `${path('problem.json')}: the JSON is cut off at line 1, column 11: expected a key in quotes or }`,
    );
    expectRefused(
      await run(['contest', verb, path('none.json')]),
      `cannot read ${path('none.json')}: no such file`,
    );
  });
});
