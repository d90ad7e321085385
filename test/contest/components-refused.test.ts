/** Components that cannot be used, or give what cannot be, and what the inputs are that they are asked about. */

import { describe, expect, it } from 'vitest';
import type { ContestComponents } from '../../src/contest/components';
import { type ContestParameters, contestOf } from '../../src/contest/index';
import { ParameterError } from '../../src/engine/errors';
import { javascript, wasm } from '../backends';
import { expectClose } from '../numbers';

const contest = contestOf(javascript);
const two = [
  [
    [1, 1],
    [1, 1],
  ],
];

const errorOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(ParameterError);
    return error as ParameterError;
  }
  return null;
};

const throws = () => {
  throw new RangeError('no such period');
};

/** What is given as `components`, the path that is named, and a part of the message. */
const definitions: readonly [unknown, string, string][] = [
  [3, 'components', 'got 3, expected an object of functions production, risk,'],
  [[], 'components', 'an object of functions'],
  [throws, 'components', 'got a function, expected an object of functions'],
  [{ risk: 3 }, 'components.risk', 'got 3, expected a function'],
  [{ cost: null }, 'components.cost', 'got null, expected a function'],
  [{ risks: throws }, 'components.risks', 'did you mean risk?'],
];

/** A component, what it gives, and a part of the message. */
const answers: readonly [keyof ContestComponents, unknown, string][] = [
  ['production', undefined, 'got undefined, expected an object { safety, performance }'],
  ['production', 3, 'got 3, expected an object'],
  ['production', {}, 'a finite number ≥ 0 as safety of player 0 in period 0'],
  ['production', { safety: 1 }, 'got undefined, expected a finite number ≥ 0 as performance'],
  ['production', { safety: Number.NaN, performance: 1 }, 'got NaN, expected a finite number ≥ 0'],
  ['production', { safety: -1, performance: 1 }, 'got -1, expected a finite number ≥ 0'],
  ['production', { safety: 1, performance: Infinity }, 'got Infinity, expected a finite number'],
  ['production', Promise.resolve({}), 'got undefined'],
  ['risk', undefined, 'got undefined, expected an array of 2 numbers, one a player'],
  ['risk', 0.5, 'got 0.5, expected an array of 2 numbers'],
  ['risk', '01', 'got "01", expected an array of 2 numbers'],
  ['risk', [1], 'got an array of length 1, expected an array of 2 numbers'],
  ['risk', [1, 1, 1], 'got an array of length 3, expected an array of 2 numbers'],
  ['risk', [1, '1'], 'got "1", expected a number from 0 to 1 for player 1 in period 0'],
  ['risk', [1, Number.NaN], 'got NaN, expected a number from 0 to 1 for player 1'],
  ['risk', [1.01, 1], 'got 1.01, expected a number from 0 to 1 for player 0'],
  ['risk', Float64Array.of(1, -0.01), 'got -0.01, expected a number from 0 to 1'],
  ['contestSuccess', [0.5], 'expected an array of 2 numbers'],
  ['contestSuccess', [0.5, Number.NaN], 'got NaN, expected a number from 0 to 1'],
  ['contestSuccess', [0.5, -0.1], 'got -0.1, expected a number from 0 to 1'],
  ['contestSuccess', [0.75, 0.5], 'got 1.25, expected probabilities with a sum ≤ 1 in period 0'],
  ['reward', undefined, 'got undefined, expected a finite number where player 0 wins, to player 0'],
  ['reward', Number.NaN, 'got NaN, expected a finite number where player 0 wins'],
  ['reward', -Infinity, 'got -Infinity, expected a finite number'],
  ['disasterCost', '1', 'got "1", expected a finite number where player 0 wins, to player 0'],
  ['disasterCost', Infinity, 'got Infinity, expected a finite number'],
  ['cost', Number.NaN, 'got NaN, expected a finite number to player 0 in period 0'],
  ['cost', null, 'got null, expected a finite number'],
];

describe('components that are refused', () => {
  it.each(definitions)('%o', (components, path, message) => {
    const error = errorOf(() => contest.game({ components } as ContestParameters));
    expect(error?.path).toBe(path);
    expect(error?.message).toContain(message);
  });

  it.each(answers)('%s giving %o', (name, answer, message) => {
    const components = { [name]: () => answer } as ContestComponents;
    for (const verb of ['payoffs', 'gradient', 'jacobian', 'states'] as const) {
      const error = errorOf(() => contest.game({ components })[verb](two));
      expect(error?.path, verb).toBe(`components.${name}`);
      expect(error?.message).toContain(message);
    }
  });

  it('one that throws, with what it threw', () => {
    for (const name of ['production', 'risk', 'contestSuccess', 'reward', 'disasterCost', 'cost']) {
      const error = errorOf(() => contest.payoffs({ components: { [name]: throws } }, two));
      expect(error?.message).toBe(
        `components.${name}: got "RangeError: no such period", expected a function that throws nothing`,
      );
      expect(error?.cause).toBeInstanceOf(RangeError);
    }
    const reward = () => {
      throw null;
    };
    expect(errorOf(() => contest.payoffs({ components: { reward } }, two))?.given).toBeNull();
  });

  it('one of a belief, by the belief’s path; what it has from the game, by that of the game', () => {
    const fails = { cost: () => Number.NaN };
    const own = errorOf(() => contest.payoffs({ beliefs: [null, { components: fails }] }, two));
    expect(own?.path).toBe('beliefs.1.components.cost');
    const game: ContestParameters = { components: fails, beliefs: [{ disasterCost: 2 }, null] };
    expect(errorOf(() => contest.payoffs(game, two))?.path).toBe('components.cost');
    const beliefs = [null, { components: { cost: 3 } }] as never;
    expect(errorOf(() => contest.game({ beliefs }))?.path).toBe('beliefs.1.components.cost');
  });

  it('what misses its bound by rounding is not', () => {
    const components = {
      risk: () => [1 + 1e-15, -1e-17],
      contestSuccess: () => [0.7, 0.3 + 1e-15],
    };
    const { survival, safeIfWins } = contest.states({ components, endsOnWin: true }, two);
    expect(survival).toEqual([1]);
    expect(safeIfWins).toEqual([[1, 0]]);
    const last = { ...components, contestSuccess: () => [0.7, 0.3 - 1e-16] };
    const { payoffs } = contest.payoffs(
      { components: { ...last, disasterCost: ({ winner }) => winner! + 1 } },
      two,
    );
    expectClose(payoffs[0], 0.7 - 0.3 * 2 - 0.2, 1e-14);
  });
});

describe('components on the backend wasm', () => {
  const refused = contestOf(wasm);
  const components: ContestComponents = { cost: () => 0 };

  it('are refused by every verb, with what to do instead', () => {
    const games: ContestParameters[] = [{ components }, { beliefs: [null, { components }] }];
    games.forEach((game, k) => {
      const bound = refused.game(game);
      const verbs = ['payoffs', 'gradient', 'jacobian', 'states', 'disasterProbability'] as const;
      for (const verb of verbs) {
        // states are those of the game as it is, without what anybody believes
        if (k === 1 && !['payoffs', 'gradient', 'jacobian'].includes(verb)) continue;
        expect(errorOf(() => bound[verb](two))?.message, verb).toBe(
          "components: got an object with cost, expected none on the backend wasm; load the engine with { backend: 'javascript' }",
        );
      }
    });
  });

  it('that replace nothing are none', () => {
    const plain = refused.payoffs({}, two).payoffs;
    for (const none of [{}, { cost: undefined }, undefined, null]) {
      expect(refused.payoffs({ components: none } as ContestParameters, two).payoffs).toEqual(
        plain,
      );
    }
  });
});

describe('what components are asked', () => {
  it('inputs in their range only, also for derivatives at its ends', () => {
    const seen: number[][] = [[], [], [], [], [], []];
    const components: ContestComponents = {
      cost: ({ inputs }) => {
        inputs.forEach((x, k) => {
          seen[k].push(x);
        });
        return 0.1 * inputs[0] + 0.01 * inputs[4] ** 2 + 0.03 * inputs[5];
      },
    };
    const strategies = [
      [
        [0, 1, 0, 0, 3, 0],
        [1, 1e-9, 0, 0, 2.999, 1],
      ],
    ];
    const game = contest.game({ actions: 'share', maximumSharing: 3, components });
    const { gradient } = game.gradient(strategies);
    expectClose(gradient[0][0][4], -0.06, 1e-9);
    expectClose(gradient[0][1][4], -0.05998, 1e-9);
    expectClose(gradient[0][0][5], -0.03, 1e-9);
    expectClose(gradient[0][1][5], -0.03, 1e-9);
    seen.forEach((values, k) => {
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values)).toBeLessThanOrEqual(k < 4 ? 2 : 3);
      expect(new Set(values).size, `input ${k}`).toBeGreaterThan(10);
    });
  });

  it('copies, so that what they do to them changes nothing', () => {
    const spoil = (...arrays: Float64Array[]) => {
      for (const array of arrays) array.fill(Number.NaN);
    };
    const half = ({ performance }: { readonly performance: Float64Array }) => {
      const shares = Array.from(performance, (p) => p / (1 + performance[0] + performance[1]));
      spoil(performance);
      return shares;
    };
    const components: ContestComponents = {
      production: ({ inputs }) => {
        const [safety, performance] = inputs.map(Math.sqrt);
        spoil(inputs);
        return { safety: 10 * safety, performance };
      },
      contestSuccess: half,
      risk: ({ safety, performance }) => {
        const sigma = safety.map((s, j) => s / (s + Math.sqrt(performance[j])));
        spoil(safety, performance);
        return sigma;
      },
      reward: ({ player, winner, performance }) => {
        spoil(performance);
        return player === winner ? 1 : 0;
      },
      cost: ({ inputs, safety, performance, odds }) => {
        const sum = 0.1 * (inputs[0] + inputs[1]);
        spoil(inputs, safety, performance, odds);
        return sum;
      },
    };
    const strategies = [
      [
        [0.5, 2],
        [1, 3],
      ],
    ];
    const found = contest.gradient({ components }, strategies);
    const plain = contest.gradient({ contestSuccess: { kind: 'ratio-with-draw' } }, strategies);
    plain.payoffs.forEach((u, i) => {
      expectClose(found.payoffs[i], u, 1e-14);
      plain.gradient[0][i].forEach((g, k) => {
        expectClose(found.gradient[0][i][k], g, 1e-9);
      });
    });
  });
});
