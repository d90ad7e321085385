/** `shadowprice contest`: every flag, and problems in every form. */

import { beforeAll, describe, expect, it } from 'vitest';
import { flagOf } from '../../src/cli/flags';
import { contestTable } from '../../src/contest/table';
import { type Engine, loadEngine } from '../../src/index';
import { folderOf, json, printed } from './run';

type Contest = Engine['contest'];

const one = (...inputs: number[]) => [[inputs, inputs]];
const two = (...inputs: number[]) => [...one(...inputs), ...one(...inputs)];

describe('flags', () => {
  const rows = Object.entries(contestTable).filter(([name]) => !name.startsWith('cost.'));
  const game = (path: string, value: number) => {
    const [first, second] = path.split('.');
    return second === undefined ? { [first]: value } : { [first]: { [second]: value } };
  };

  it.concurrent.each(rows)('%s by word and by symbol', async (path, { flag }) => {
    const { contest } = await loadEngine();
    const value = 0.7;
    const parameters = { actions: 'share', ...game(path, value) } as Record<string, unknown>;
    if (path === 'contestSuccess.scale') {
      parameters.contestSuccess = { kind: 'ratio-with-draw', scale: value };
    }
    const strategies = one(0.3, 0.2, 1, 1, 0.5, 0);
    const expected = printed(contest.gradient(parameters as object, strategies));
    const word = flagOf(path.replace(/\.(.)/g, (_, letter: string) => letter.toUpperCase()));
    for (const each of new Set([word, `--${flag}`])) {
      const line = `contest gradient --actions share --strategies 0.3,0.2,1,1,0.5,0 ${each} ${value}`;
      expect((await json(line)).document).toEqual(expected);
    }
  });

  it.concurrent.each<readonly [string, object]>([
    ['--slope 0.1', { kind: 'linear', slope: { safety: 0.1, performance: 0.1 } }],
    [
      '--certified 0.05 --threshold 2',
      { kind: 'certification', certified: { safety: 0.05, performance: 0.05 }, threshold: 2 },
    ],
    [
      '--certified 0.05 --margin 1,2 --r 0.3',
      {
        kind: 'relative-certification',
        certified: { safety: 0.05, performance: 0.05 },
        margin: [1, 2],
        safety: 0.3,
        performance: 0.3,
      },
    ],
    ['--penalty 0.4 --threshold 9', { kind: 'penalty', penalty: 0.4, threshold: 9 }],
    ['--cost-performance 0.3,0.4', { kind: 'unit', performance: [0.3, 0.4] }],
  ])('cost %s', async (flags, cost) => {
    const { contest } = await loadEngine();
    const { document } = await json(`contest payoffs --strategies 1,2 ${flags}`);
    expect(document).toEqual(printed(contest.payoffs({ cost } as object, one(1, 2))));
  });

  it('infinite derivatives are text', async () => {
    const { document } = await json('contest gradient --strategies 0,1/1,1');
    expect(document).toHaveProperty('gradient.0.0.0', 'Infinity');
  });
});

describe('problems by file and by standard input', () => {
  let contest: Contest;
  beforeAll(async () => {
    ({ contest } = await loadEngine());
  });
  const game = {
    safetyProductivity: { byPeriod: [5, [6, 7]] },
    periods: 2,
    disasterCost: [
      [1, 2],
      [0.5, 1],
    ],
    beliefs: [null, { risk: { theta: 0.3 } }],
  };
  const strategies = two(0.3, 0.4);

  it.concurrent.each<readonly [verb: string, document: object, answer: () => unknown]>([
    ['payoffs', { game, strategies }, () => contest.payoffs(game, strategies)],
    ['payoffs', { ...game, strategies }, () => contest.payoffs(game, strategies)],
    [
      'gradient',
      { parameters: game, strategies: [strategies, strategies] },
      () => contest.gradient(game, [strategies, strategies]),
    ],
    ['states', { game, strategies, options: {} }, () => contest.states(game, strategies)],
    [
      'solve',
      { game: { disasterCost: 2 }, options: { starts: 1, seed: '7' } },
      () => contest.solve({ disasterCost: 2 }, { starts: 1, seed: 7 }),
    ],
    [
      'solve',
      { disasterCost: 2, starts: 1, start: one(1, 1) },
      () => contest.solve({ disasterCost: 2 }, { starts: 1, start: one(1, 1) }),
    ],
    [
      'scenario',
      {
        game: { contestSuccess: { kind: 'ratio-with-draw' } },
        vary: [
          {
            parameter: 'disasterCost',
            values: [
              [1, 2],
              [2, 1],
            ],
          },
        ],
        solve: { starts: 0 },
      },
      () =>
        contest.scenario(
          { contestSuccess: { kind: 'ratio-with-draw' } },
          {
            vary: [
              {
                parameter: 'disasterCost',
                values: [
                  [1, 2],
                  [2, 1],
                ],
              },
            ],
            solve: { starts: 0 },
          },
        ),
    ],
    [
      'compare',
      {
        left: { players: 3 },
        right: {},
        outcome: 'totalPayoff',
        claim: 'right-greater',
        vary: [{ parameter: 'disasterCost', values: [1] }],
      },
      () =>
        contest.compare({
          left: { players: 3 },
          right: {},
          outcome: 'totalPayoff',
          claim: 'right-greater',
          vary: [{ parameter: 'disasterCost', values: [1] }],
        }),
    ],
  ])('%s %o', async (verb, document, answer) => {
    const text = JSON.stringify(document);
    const path = await folderOf({ 'problem.json': text });
    const expected = { code: 0, document: printed(answer()) };
    expect(await json(`contest ${verb} ${path('problem.json')}`)).toEqual(expected);
    // those that search read standard input no otherwise
    if (!('strategies' in document)) return;
    expect(await json(`contest ${verb} -`, { input: text })).toEqual(expected);
  });

  it('puts flags over fields, and leaves what is beside them', async () => {
    const input = JSON.stringify({
      game: {
        risk: { kind: 'additive', theta: 0.1 },
        cost: { kind: 'linear', safety: 0.2, slope: { safety: 0.1 } },
        endsOnWin: true,
      },
      strategies: one(1, 1),
    });
    const payoffs = async (flags: string) =>
      (await json(`contest payoffs - ${flags}`, { input })).document;
    const expected = (parameters: object, profile = one(1, 1)) =>
      printed(contest.payoffs(parameters, profile));
    const cost = { kind: 'linear', safety: 0.2, slope: { safety: 0.1 } } as const;
    expect(await payoffs('--theta 0.7 --no-ends-on-win')).toEqual(
      expected({ risk: { kind: 'additive', theta: 0.7 }, cost }),
    );
    expect(await payoffs('--cost-performance 0.9 --strategies 2,3')).toEqual(
      expected(
        {
          risk: { kind: 'additive', theta: 0.1 },
          cost: { ...cost, performance: 0.9 },
          endsOnWin: true,
        },
        one(2, 3),
      ),
    );
    expect(await payoffs('--cost penalty --penalty 2 --theta 0.1')).toEqual(
      expected({
        risk: { kind: 'additive', theta: 0.1 },
        cost: { kind: 'penalty', safety: 0.2, penalty: 2 },
        endsOnWin: true,
      }),
    );
  });

  it('puts what both games have under what each has', async () => {
    const vary = [{ parameter: 'disasterCost', values: [1] }];
    const input = JSON.stringify({
      game: { players: 3 },
      left: { players: 2 },
      vary,
      outcome: 'payoff',
    });
    const { document } = await json('contest compare - --right a=5 --b 2', { input });
    expect(document).toEqual(
      printed(
        contest.compare({
          left: { players: 2, performanceProductivity: 2 },
          right: { players: 3, performanceProductivity: 2, safetyProductivity: 5 },
          vary,
          outcome: 'payoff',
        }),
      ),
    );
  });
});
