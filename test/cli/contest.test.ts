/** `shadowprice contest`: `--json` is the API's answer, on both backends. */

import { describe, expect, it } from 'vitest';
import { type Engine, loadEngine } from '../../src/index';
import { json, printed, runLine } from './run';

type Contest = Engine['contest'];
type Case = readonly [line: string, answer: (contest: Contest) => unknown];

const one = (...inputs: number[]) => [[inputs, inputs]];
const two = (...inputs: number[]) => [...one(...inputs), ...one(...inputs)];
const invest = { actions: 'invest', periods: 2 } as const;

const answers: readonly Case[] = [
  ['payoffs --strategies 1,2 --b 10', (c) => c.payoffs({ performanceProductivity: 10 }, one(1, 2))],
  [
    'payoffs --strategies 1,2/0.5,1 --theta 0.25,0.5 --d 2 --gamma 0.9 --periods 2 --ends-on-win',
    (c) =>
      c.payoffs(
        {
          risk: { theta: [0.25, 0.5] },
          disasterCost: 2,
          discountFactor: 0.9,
          periods: 2,
          endsOnWin: true,
        },
        [
          [
            [1, 2],
            [0.5, 1],
          ],
          [
            [1, 2],
            [0.5, 1],
          ],
        ],
      ),
  ],
  [
    'payoffs --strategies 1,2/0,1:0,0/2,2 --periods 2 --scale 2 --draw-is-safe --last-period-forever --gamma 0.5,0.6',
    (c) =>
      c.payoffs(
        {
          periods: 2,
          contestSuccess: { kind: 'ratio-with-draw', scale: 2 },
          noWinIsDisaster: false,
          lastPeriodForever: true,
          discountFactor: [0.5, 0.6],
        },
        [
          [
            [1, 2],
            [0, 1],
          ],
          [
            [0, 0],
            [2, 2],
          ],
        ],
      ),
  ],
  [
    'gradient --strategies 0.3,0 --risk additive --weights 1,2',
    (c) => c.gradient({ risk: { kind: 'additive', weights: [1, 2] } }, one(0.3, 0)),
  ],
  [
    'gradient --actions share --periods 2 --strategies 0.3,0.2,1,0,0,40 --r 0.2 --r-invest 0.02 --r-share 0.001',
    (c) =>
      c.gradient(
        {
          actions: 'share',
          periods: 2,
          cost: {
            kind: 'unit',
            safety: 0.2,
            performance: 0.2,
            investSafety: 0.02,
            investPerformance: 0.02,
            shareSafety: 0.001,
            sharePerformance: 0.001,
          },
        },
        two(0.3, 0.2, 1, 0, 0, 40),
      ),
  ],
  ['states --strategies 1,0 --players 3', (c) => c.states({ players: 3 }, [Array(3).fill([1, 0])])],
  [
    'states --strategies 1,2,3,4 --actions invest --periods 2 --risk multiplicative',
    (c) => c.states({ ...invest, risk: { kind: 'multiplicative' } }, two(1, 2, 3, 4)),
  ],
  ['solve --starts 0', (c) => c.solve({}, { starts: 0 })],
];

/** Searches, which take their time. */
const searches: readonly Case[] = [
  [
    'solve --b 10 --cost-safety 0.05 --starts 2 --seed 12345678901234567890 --tolerance 1e-9 --max-iterations 50',
    (c) =>
      c.solve(
        { performanceProductivity: 10, cost: { kind: 'unit', safety: 0.05 } },
        { starts: 2, seed: 12345678901234567890n as never, tolerance: 1e-9, maxIterations: 50 },
      ),
  ],
  [
    'solve --start 1,2/0.5,1 --starts 0 --win 2 --lose 0.1 --win-performance 0.01 --on-disaster 0.5',
    (c) =>
      c.solve(
        { reward: { winFixed: 2, loseFixed: 0.1, winPerPerformance: 0.01, onDisaster: 0.5 } },
        {
          start: [
            [
              [1, 2],
              [0.5, 1],
            ],
          ],
          starts: 0,
        },
      ),
  ],
  [
    'scenario --vary r=0.05..0.1:2 --vary theta=0,0.5 --b 10 --starts 1',
    (c) =>
      c.scenario(
        { performanceProductivity: 10 },
        {
          vary: [
            { parameters: ['cost.safety', 'cost.performance'], from: 0.05, to: 0.1, count: 2 },
            { parameter: 'risk.theta', values: [0, 0.5] },
          ],
          solve: { starts: 1 },
        },
      ),
  ],
  [
    'scenario --vary d@1=0.5..2:3:log --vary cost.safety+cost.performance=0.1,0.2,0.3 --expand broadcast --no-follow --slice 1..3',
    (c) =>
      c.scenario(
        {},
        {
          vary: [
            { parameter: 'disasterCost', player: 1, from: 0.5, to: 2, count: 3, spacing: 'log' },
            { parameters: ['cost.safety', 'cost.performance'], values: [0.1, 0.2, 0.3] },
          ],
          expand: 'broadcast',
          follow: false,
          slice: { from: 1, to: 3 },
        },
      ),
  ],
  [
    'compare --left a=2 --right a=50 --right risk=additive --outcome odds --claim right-greater --vary theta=0,1 --b 10',
    (c) =>
      c.compare({
        left: { performanceProductivity: 10, safetyProductivity: 2 },
        right: { performanceProductivity: 10, safetyProductivity: 50, risk: { kind: 'additive' } },
        outcome: 'odds',
        claim: 'right-greater',
        vary: [{ parameter: 'risk.theta', values: [0, 1] }],
      }),
  ],
  [
    'compare --left periods=2 --vary-right A=5,20 --vary d=1 --outcome winProbability --player 1 --period 0 --tolerance 0.1 --starts 1',
    (c) =>
      c.compare({
        left: { periods: 2 },
        right: {},
        vary: [{ parameter: 'disasterCost', values: [1] }],
        varyRight: [{ parameter: 'safetyProductivity', values: [5, 20] }],
        outcome: 'winProbability',
        player: 1,
        period: 0,
        tolerance: 0.1,
        solve: { starts: 1 },
      }),
  ],
  [
    'optimum --scale 1',
    (c) => c.optimum({ contestSuccess: { kind: 'ratio-with-draw', scale: 1 } }),
  ],
  [
    'optimum --scale 1 --welfare-weights 1,0.5 --starts 2',
    (c) =>
      c.optimum(
        { contestSuccess: { kind: 'ratio-with-draw', scale: 1 } },
        { weights: [1, 0.5], starts: 2 },
      ),
  ],
  [
    'optimum --scale 1 --anarchy',
    (c) => {
      const game = { contestSuccess: { kind: 'ratio-with-draw', scale: 1 } } as const;
      const optimum = c.optimum(game);
      const solution = c.solve(game);
      return { optimum, solution, anarchy: c.priceOfAnarchy(game, optimum, solution) };
    },
  ],
  ['sensitivity', (c) => c.sensitivity({}, c.solve({}).equilibria[0].strategies)],
  [
    'sensitivity --parameters θ,r,disasterCost --player 1 --strategies 0.5,0.8 --scale 1',
    (c) =>
      c.sensitivity({ contestSuccess: { kind: 'ratio-with-draw', scale: 1 } }, one(0.5, 0.8), {
        parameters: ['risk.theta', 'cost.safety', 'cost.performance', 'disasterCost'],
        player: 1,
      }),
  ],
];

/** Whose certificate does not hold: a profile that is no equilibrium. */
const doubtful = (line: string) => line.includes('--strategies 0.5,0.8');

describe.each([
  ['wasm', [...answers, ...searches]],
  ['javascript', answers],
] as const)('on %s', (backend, cases) => {
  it.concurrent.each(cases)('%s', async (line, answer) => {
    const { contest } = await loadEngine({ backend });
    const { code, document } = await json(`contest ${line} --backend ${backend}`);
    expect(document).toEqual(printed(answer(contest)));
    expect(code).toBe(doubtful(line) ? 1 : 0);
  });
});

describe('what is no equilibrium', () => {
  it('is refused with exit code 1', async () => {
    const { contest } = await loadEngine();
    const line = 'contest solve --as-published --seed 2';
    expect(await json(line)).toEqual({
      code: 1,
      document: printed(contest.solve({}, { asPublished: true, seed: 2 })),
    });
    const rounds = 'contest solve --method fictitious-play --max-iterations 3';
    expect((await runLine(rounds)).code).toBe(1);
  });
});
