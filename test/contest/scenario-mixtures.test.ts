/** Columns where the first equilibrium is a mixture. */

import { describe, expect, it } from 'vitest';
import { type ContestParameters, completeGame, states } from '../../src/contest/index';
import { type Solver, scenario } from '../../src/contest/scenario/index';
import type { MixedStrategy } from '../../src/contest/solve/result';
import { backends } from '../backends';
import { expectClose } from '../numbers';
import { quick } from './scenario-solver';

describe.each(backends)('mixtures on $name', ({ backend }) => {
  const strategy = (...inputs: number[][]) => inputs;
  const mix = (of: readonly (readonly [number, number[][]])[]): MixedStrategy[] =>
    of.map(([probability, own]) => ({ probability, strategy: own }));
  const solverOf =
    (mixture: MixedStrategy[][]): Solver =>
    (own, complete, options) => {
      const solution = quick(own, complete, options);
      const [first] = solution.equilibria;
      return { ...solution, equilibria: [{ ...first, kind: 'mixed', mixture }] };
    };
  const mixture = [
    mix([
      [0.25, strategy([1, 2], [0.5, 1])],
      [0.75, strategy([2, 0.5], [1, 1])],
    ]),
    mix([
      [0.5, strategy([1, 1], [3, 1])],
      [0.5, strategy([0.1, 3], [1, 2])],
    ]),
  ];
  const drawn: ContestParameters = {
    periods: 2,
    endsOnWin: true,
    contestSuccess: { kind: 'ratio-with-draw' },
    cost: { kind: 'unit' },
  };
  const vary = [{ parameter: 'disasterCost', values: [1] }];
  const complete = completeGame(drawn);
  const profiles = mixture[0].flatMap((a) =>
    mixture[1].map((b) => ({
      weight: a.probability * b.probability,
      found: states(
        backend,
        complete,
        [0, 1].map((t) => [a.strategy[t], b.strategy[t]]),
      ),
    })),
  );
  const mean = (value: (found: (typeof profiles)[number]['found']) => number) =>
    profiles.reduce((sum, { weight, found }) => sum + weight * value(found), 0);

  it('have the states of what is played, each with its probability', () => {
    const { columns } = scenario(backend, solverOf(mixture), drawn, { vary });
    expect(columns.kind).toEqual(['mixed']);
    for (const t of [0, 1]) {
      const reached = mean(({ survival }) => survival[t]);
      expectClose(columns.survival[0][t] as number, reached, 1e-15);
      for (const j of [0, 1]) {
        for (const field of ['safety', 'performance', 'odds'] as const) {
          expectClose(
            columns[field][0][t][j] as number,
            mean((found) => found[field][t][j]),
            1e-15,
          );
        }
        const wins = mean((found) => found.survival[t] * found.winProbability[t][j]);
        const safely = mean(
          (found) => found.survival[t] * found.winProbability[t][j] * found.safeIfWins[t][j],
        );
        expectClose(columns.winProbability[0][t][j] as number, wins / reached, 1e-14);
        expectClose(columns.safeIfWins[0][t][j] as number, safely / wins, 1e-14);
      }
    }
  });

  it('that never win have no odds to win safely', () => {
    const idle = [
      mix([
        [0.5, strategy([1, 0], [1, 0])],
        [0.5, strategy([2, 0], [1, 0])],
      ]),
      mix([[1, strategy([1, 1], [1, 1])]]),
    ];
    const { columns } = scenario(backend, solverOf(idle), drawn, { vary });
    expect(columns.winProbability[0][0][0]).toBe(0);
    expect(columns.safeIfWins[0][0][0]).toBeNull();
    expect(columns.odds[0][0][0]).toBeNull();
    expect(columns.safeIfWins[0][0][1]).toBeGreaterThan(0);
  });

  it('of too many profiles have none', () => {
    const many = mix(
      Array.from({ length: 65 }, (_, k) => [1 / 65, strategy([k, 1], [k, 1])] as const),
    );
    const { columns } = scenario(backend, solverOf([many, many]), drawn, { vary });
    expect(columns.safety[0]).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(columns.payoff[0][0]).not.toBeNull();
    const fewer = scenario(backend, solverOf([many.slice(1), many.slice(1)]), drawn, { vary });
    expect(fewer.columns.safety[0][0][0]).toBeGreaterThan(0);
  });
});
