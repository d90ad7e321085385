/** `shadowprice compliance` with bad input: exit 2, one line on standard error, nothing on standard output. */

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
  'decide',
  'payoffs',
  'boundaries',
  'map',
  'shares',
  'sample',
  'tornado',
  'indices',
  'shapley',
  'require',
  'regulator',
] as const;
const probability = 'expected a finite number ≥ 0 and ≤ 1';

const lines: [string, string | RegExp][] = [
  ['', `compliance needs a verb: ${verbs.join(', ')}`],
  ['share', 'unknown verb of compliance "share"; did you mean shares?'],
  ['decide --fne 1', 'unknown flag --fne; did you mean --fine?'],
  ['decide --samples 5', /^shadowprice: unknown flag --samples/],
  ['map --backend gpu', 'backend: got "gpu", expected one of wasm, javascript, auto'],
  // numbers of one lab
  ['decide --fine', '--f, --fine needs a value'],
  ['decide --audit-rate x', `auditRate: got "x", ${probability}`],
  ['decide --audit-rate 0..1', `auditRate: got "0..1", ${probability}`],
  ['decide --a 1.5', `auditRate: got 1.5, ${probability}`],
  ['decide --b -1', 'benefit: got -1, expected a finite number ≥ 0'],
  ['payoffs --detection NaN', /^shadowprice: detection: got "NaN"/],
  ['payoffs --c 1e999', /^shadowprice: splitCost: got "1e999"/],
  ['payoffs --sigma=', /^shadowprice: coordination: got ""/],
  ['payoffs --eta -1', /^shadowprice: riskAversion: got -1/],
  ['payoffs --reputation -1', /^shadowprice: reputation: got -1/],
  ['payoffs --m -1', /^shadowprice: motivation: got -1/],
  ['payoffs --k 2.5', 'sites: got 2.5, expected a whole number from 2 to 1000'],
  // numbers of many labs
  ['shares --fine x', 'fine: got "x", expected a finite number ≥ 0, or a range low..high'],
  ['shares --fine 1..', 'fine: got "1..", expected a range low..high'],
  ['shares --fine ..2', 'fine: got "..2", expected a range low..high'],
  ['shares --fine 0..x', 'fine.1: got "x", expected a finite number'],
  ['shares --fine 3..1', /^shadowprice: fine: got an array of length 2, expected low ≤ high/],
  ['shares --audit-rate 0..2', `auditRate.1: got 2, ${probability}`],
  ['shares --reputation 0..1', /^shadowprice: reputation: /],
  ['sample --sites 2..4', /^shadowprice: sites: .*discrete/],
  ['sample --b 0.5 --a 0.5 --d 0.5 --f 0 --c 0 --sigma 0', /^shadowprice: ranges: .*varies/],
  // maps and boundaries
  [
    'map --x nobody',
    /^shadowprice: x: got "nobody", expected one of benefit \(B\), auditRate \(a\)/,
  ],
  ['map --x reputation', /^shadowprice: x: got "reputation", expected one of benefit/],
  ['map --x fine --y F', 'y: got "fine", expected another parameter than x, fine'],
  ['boundaries --y auditRate', 'y: got "auditRate", expected another parameter than x, auditRate'],
  ['map --x-range 1', 'xRange: got "1", expected a range low..high'],
  ['map --x-range 0..2', /^shadowprice: xRange.1: got 2/],
  ['boundaries --y-range 1..0', /^shadowprice: yRange: /],
  ['boundaries --points 1', /^shadowprice: points: got 1/],
  ['map --resolution 0', /^shadowprice: resolution: got 0/],
  [
    'map --resolution 400x',
    'resolution: got "", expected cells along each side, as 400 or 400x300',
  ],
  ['map --resolution 2x3x4', /^shadowprice: resolution: /],
  ['map --resolution 50000', /^shadowprice: resolution: got 50000, .*20000/],
  ['map --resolution 50000 --json', /^shadowprice: resolution: got 50000, .*20000/],
  ['map --resolution 20000 --json', /^shadowprice: --json prints maps of at most 4000000 cells/],
  // samples
  ['sample --samples 0', /^shadowprice: samples: got 0/],
  ['sample --samples 1.5', /^shadowprice: samples: got 1.5/],
  ['sample --samples 1e12', /^shadowprice: samples: got 1000000000000/],
  ['sample --samples many', /^shadowprice: samples: got "many"/],
  ['sample --design hammersley', /^shadowprice: design: got "hammersley", expected one of latin-/],
  ['sample --seed -1', 'seed: got "-1", expected a whole number ≥ 0'],
  ['sample --seed 1.5', 'seed: got "1.5", expected a whole number ≥ 0'],
  ['sample --seed 0x10', 'seed: got "0x10", expected a whole number ≥ 0'],
  ['sample --seed 1e300', 'seed: got "1e300", expected a whole number ≥ 0'],
  ['sample --replicates 1', /^shadowprice: replicates: got 1/],
  [
    'sample --design grid --replicates 16',
    /^shadowprice: replicates: got 16, .*grid is one design/,
  ],
  // tornado, indices, Shapley effects
  ['tornado --levels 0.2', /^shadowprice: levels: /],
  ['tornado --levels 0.2,x', /^shadowprice: levels.1: got "x"/],
  ['tornado --levels 0.8,0.2', /^shadowprice: levels: /],
  ['tornado --levels 0,2', /^shadowprice: levels.1: got 2/],
  ['tornado --action hide', 'action: got "hide", expected one of comply, evade, split'],
  ['tornado --method exact --seed 1', /^shadowprice: method: got "exact"/],
  ['tornado --as-published --fine 1', /^shadowprice: ranges: .*nothing beside asPublished/],
  ['indices --method guess', 'method: got "guess", expected one of exact, sampled'],
  ['indices --method exact --samples 99', /^shadowprice: method: got "exact"/],
  ['indices --confidence 1', /^shadowprice: confidence: got 1/],
  ['indices --design grid', /^shadowprice: design: got "grid"/],
  ['shapley --replicates 4', /^shadowprice: replicates: got 4/],
  ['shapley --samples -5', /^shadowprice: samples: got -5/],
  // requirements
  ['require', 'require needs a share to reach: --target 0.5'],
  ['require --target 0.5', 'require needs a lever: --lever fine, or --lever fine,audit-rate=2'],
  ['require --target 2 --lever fine', /^shadowprice: target: got 2/],
  ['require --target half --lever fine', /^shadowprice: target: got "half"/],
  [
    'require --target 0.5 --lever benefit',
    /^shadowprice: lever: got "benefit", expected one of audit/,
  ],
  ['require --target 0.5 --lever fine,', /^shadowprice: lever: got ""/],
  ['require --target 0.5 --lever fine=', 'lever.fine: got "", expected a price ≥ 0'],
  ['require --target 0.5 --lever fine=-1', /^shadowprice: levers.fine.price: got -1/],
  ['require --target 0.5 --lever fine --fine 1', /^shadowprice: ranges.fine: got 1/],
  [
    'require --target 0.5 --lever fine --limit fine',
    /^shadowprice: limit: got "fine", .*fine=0..5/,
  ],
  [
    'require --target 0.5 --lever fine --limit fine=5',
    /^shadowprice: limit.fine: got "5", .*fine=0/,
  ],
  ['require --target 0.5 --lever fine --limit fine=5..0', /^shadowprice: levers.fine.low: got 5/],
  [
    'require --target 0.5 --lever fine --limit a=0..2',
    /^shadowprice: --limit auditRate: it is no l/,
  ],
  ['require --target 0.5 --lever a --limit a=0..2', /^shadowprice: levers.auditRate.high: got 2/],
  ['require --target 0.5 --lever fine --tolerance 0', /^shadowprice: tolerance: got 0/],
  // the regulator
  ['regulator', 'regulator needs its response to what it sees: --response 1'],
  ['regulator --response -1', /^shadowprice: response: got -1/],
  ['regulator --response 1 --baseline 2', /^shadowprice: baseline: got 2/],
  ['regulator --response 1 --observes splits', /^shadowprice: observes: got "splits"/],
  ['regulator --response 1 --periods 0.5', /^shadowprice: periods: got 0.5/],
  ['regulator --response 1 --adjustment 0', /^shadowprice: adjustment: got 0/],
  ['regulator --response 1 --audit-rate 0.5', /^shadowprice: ranges.auditRate: got 0.5/],
];

describe('the command line', () => {
  it.concurrent.each(lines)('compliance %s', async (line, message) => {
    expectRefused(await runLine(`compliance ${line}`.trim()), message);
  });
});

const documents: [string, string | RegExp, verb: (typeof verbs)[number]][] = [
  ['', 'standard input is empty, expected a problem in JSON', 'decide'],
  ['5', 'problem: got 5, expected a JSON object', 'map'],
  ['{"fne": 5}', /^shadowprice: fne: got 5, .*; did you mean fine\?$/, 'decide'],
  ['{"F": 5}', 'F: got 5, expected its name in full, fine', 'shares'],
  ['{"parameters": {"fne": 5}}', /; did you mean fine\?$/, 'decide'],
  ['{"parameters": []}', /^shadowprice: parameters: .*expected an object of parameters$/, 'map'],
  ['{"fine": 5, "options": {}}', 'fine: got 5, expected it inside "ranges"', 'sample'],
  [
    '{"ranges": {}}',
    /^shadowprice: ranges: .*expected parameters for compliance decide$/,
    'decide',
  ],
  ['{"parameters": {}}', /expected ranges for compliance sample$/, 'sample'],
  ['{"samples": 5, "options": {}}', 'samples: got 5, expected it inside "options"', 'sample'],
  ['{"ranges": {}, "options": {"ranges": {}}}', /^shadowprice: options.ranges: /, 'sample'],
  ['{"options": {"smples": 5}}', /; did you mean samples\?$/, 'sample'],
  ['{"options": []}', /^shadowprice: options: .*expected an object of options$/, 'tornado'],
  ['{"options": {"x": "fine"}}', /^shadowprice: options.x: .*has no options$/, 'decide'],
  ['{"options": {"samples": "5"}}', /^shadowprice: samples: got "5"/, 'sample'],
  ['{"seed": "x"}', 'seed: got "x", expected a whole number ≥ 0', 'sample'],
  ['{"seed": 1e17}', /^shadowprice: seed: got 100000000000000000/, 'sample'],
  ['{"fine": [0, 1], "benefit": [1, 2, 3]}', /^shadowprice: fine: .*a column of 3/, 'decide'],
  ['{"fine": {"kind": "cauchy"}}', /^shadowprice: fine.kind: got "cauchy"/, 'sample'],
  ['{"fine": {"kind": "normal", "mean": 1, "standardDeviation": 1}}', /truncated/, 'sample'],
  ['{"correlation": [{"between": ["fine"], "value": 0}]}', /^shadowprice: correlation/, 'shapley'],
  ['{"correlation": []}', /^shadowprice: correlation: .*use shapley$/, 'indices'],
  ['{"target": 0.5, "levers": {"fne": {}}}', /; did you mean fine\?$/, 'require'],
  ['{"target": 0.5, "levers": 5}', /^shadowprice: levers: got 5/, 'require'],
  ['{"target": 0.5, "levers": {"fine": {"cost": 1}}}', /^shadowprice: levers.fine.cost/, 'require'],
  ['{"x": "F"}', /^shadowprice: x: got "F", expected one of benefit/, 'map'],
  ['{"xRange": [0]}', /^shadowprice: xRange: /, 'boundaries'],
  ['{"__proto__": {"fine": 5}}', /^shadowprice: __proto__: /, 'shares'],
];

describe('documents', () => {
  it.concurrent.each(documents)('%s', async (input, message, verb) => {
    expectRefused(await run(['compliance', verb, '-'], { input }), message);
  });

  it.concurrent.each(verbs)('%s names a cut-off file', async (verb) => {
    const path = await folderOf({ 'problem.json': '{"options": {' });
    expectRefused(
      await run(['compliance', verb, path('problem.json')]),
      `${path('problem.json')}: the JSON is cut off at line 1, column 14: expected a key in quotes or }`,
    );
    expectRefused(
      await run(['compliance', verb, path('none.json')]),
      `cannot read ${path('none.json')}: no such file`,
    );
  });
});
