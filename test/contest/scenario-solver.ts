/**
 * A solver that answers at once: what it finds hangs on every number of the game and on where it starts, so that
 * a scenario that mixes up either is found out. It searches nothing.
 */

import { payoffs } from '../../src/contest/payoffs';
import type { Solver } from '../../src/contest/scenario/index';
import type { ContestSolution, Equilibrium } from '../../src/contest/solve/result';
import { disasterProbability } from '../../src/contest/states';
import { nested, profileLength } from '../../src/contest/strategies';

/** Games whose disasters cost more than this have no equilibrium, beyond that bound two. */
export const noneAbove = 100;
export const twoAbove = 50;

export const quick: Solver = (backend, game, { start, seed = 1 }) => {
  const { numbers } = game.model;
  const size = game.players * game.periods;
  const mean = numbers.reduce((sum, x) => sum + (Number.isFinite(x) ? x : 0), 0) / numbers.length;
  const given = (start ?? []).flatMap((period) => period.flatMap((own) => [...own]));
  const profile = Float64Array.from({ length: profileLength(game) }, (_, k) => {
    const x = ((given[k] ?? Number(seed) / 10) + mean / (k + 2)) / 2;
    return k % game.inputs < 4 ? x : Math.min(x, game.maximumSharing / 2);
  });
  const cost = numbers[11 * size];
  const count = cost > noneAbove ? 0 : cost > twoAbove ? 2 : 1;
  const equilibria = Array.from({ length: count }, (_, m): Equilibrium => {
    const strategies = nested(
      game,
      profile.map((x) => x * (m + 1)),
    );
    return {
      kind: 'pure',
      strategies,
      payoffs: [...payoffs(backend, game, strategies).payoffs],
      exploitability: Array.from({ length: game.players }, (_, i) => i * 1e-16),
      disasterProbability: disasterProbability(backend, game, strategies).disasterProbability,
    };
  });
  return {
    backend: backend.name,
    status: count === 0 ? 'iteration-limit' : 'converged',
    method: 'pure',
    equilibria,
    iterations: given.length,
    certificate: {
      kind: 'exploitability',
      tolerance: 1e-10,
      holds: count > 0,
      lower: 0,
      upper: null,
      starts: 0,
      proof: 'searched',
      secondOrder: null,
    },
  } satisfies ContestSolution;
};
