/**
 * Strategies that a search starts from: what the player does now, also ten times and a tenth of it; nothing at
 * all; dropping out from a period on, or in one period alone; no investment; and the best of many random
 * strategies, half of them alike in all periods and half with every input drawn by itself, each spread evenly
 * in the logarithm between next to nothing and many times the stakes.
 */

import { designOf } from '../../sampling/designs';
import type { Seed } from '../../sampling/seed-sequence';
import { rangeOf } from './grid';
import { rowsOf, type Search } from './search';

/** How often a random input is 0. */
const zeroShare = 0.15;
/** An investment that is made once is made in the first period as often as in another. */
const strategyNumbers = 4;

/** @param bases what the player does now: one strategy, or those that he mixes */
export function startsOf(
  search: Search,
  bases: readonly Float64Array[],
  random: number,
  seed: Seed,
  stream: number,
): Float64Array[] {
  const { periods, inputs } = search.problem.game;
  const [base] = bases;
  const changed = (of: (x: number, t: number, k: number) => number) =>
    base.map((x, at) => of(x, Math.floor(at / inputs), at % inputs));
  const starts = [...bases, changed(() => 0)];
  starts.push(
    changed((x, _, k) => (k < 4 ? 10 * x : x)),
    changed((x) => x / 10),
  );
  if (inputs > 2) starts.push(changed((x, _, k) => (k < 2 ? x : 0)));
  const exits = Math.min(periods - 1, search.effort.exits);
  for (let exit = 0; exit < exits; exit++) {
    const at = Math.floor((exit * (periods - 1)) / exits);
    starts.push(
      changed((x, t) => (t > at ? 0 : x)),
      changed((x, t) => (t === at ? 0 : x)),
    );
  }
  return [...starts, ...bestRandom(search, random, seed, stream)];
}

function bestRandom(search: Search, wanted: number, seed: Seed, stream: number): Float64Array[] {
  if (wanted === 0) return [];
  const { problem, size } = search;
  const samples = Math.min(4096, search.effort.pool * wanted);
  const dimensions = size + strategyNumbers;
  const design = designOf(problem.backend, { design: 'random', samples, dimensions, seed }, [
    stream,
  ]);
  const draws = design.matrix();
  const strategies = Array.from({ length: samples }, (_, m) =>
    randomStrategy(search, draws.subarray(m * dimensions, (m + 1) * dimensions)),
  );
  const values = search.values(rowsOf(search, strategies), samples);
  const order = strategies.map((_, m) => m).filter((m) => Number.isFinite(values[m]));
  order.sort((a, b) => values[b] - values[a] || a - b);
  const isAlike = (m: number) => draws[m * dimensions] < 0.5;
  const half = Math.ceil(wanted / 2);
  const chosen = [
    ...order.filter(isAlike).slice(0, half),
    ...order.filter((m) => !isAlike(m)).slice(0, wanted - half),
  ];
  return chosen.map((m) => strategies[m]);
}

/** The first numbers of a draw say of which kind the strategy is. */
function randomStrategy({ problem, size }: Search, draw: Float64Array): Float64Array {
  const { periods, inputs, maximumSharing } = problem.game;
  const { math } = problem.backend;
  const isAlike = draw[0] < 0.5;
  const investsOnce = draw[1] < 0.5;
  const investsAt = draw[2] < 0.5 ? 0 : Math.floor(2 * (draw[2] - 0.5) * periods);
  return new Float64Array(size).map((_, at) => {
    const t = Math.floor(at / inputs);
    const k = at % inputs;
    const isInvestment = k === 2 || k === 3;
    if (isAlike && isInvestment && investsOnce && t !== investsAt) return 0;
    const u = draw[strategyNumbers + (isAlike ? k : at)];
    if (u < zeroShare) return 0;
    const share = (u - zeroShare) / (1 - zeroShare);
    if (k >= 4) return share > 0.7 ? maximumSharing : share * share * maximumSharing;
    const { low, high } = rangeOf(problem, t, k);
    return low * math.pow(high / low, share);
  });
}
