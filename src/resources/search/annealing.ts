/**
 * Simulated annealing: Metropolis' walk, cooled. A move that adds d to the cost is made with probability
 *
 *     min(1, e^{−d/T})                                                                              (SE1)
 *
 * that is, where d < T·(−ln u) with u uniform. The temperature falls from T₀ to T₁ over `levels` of equally
 * many looks,
 *
 *     geometric:  T_k = T₀ (T₁/T₀)^{k/levels},      Lundy–Mees:  T_{k+1} = T_k/(1 + β T_k).          (SE2)
 *
 * Temperatures not given are estimated from the increases met on a random walk: T₀ accepts the mean one with
 * probability 1/10, T₁ one at the lower twentieth, with 10⁻⁴ T₀ ≤ T₁ ≤ T₀/10. Both are in units of the
 * objective, so a problem in other units has the same walk.
 *
 * Sources: N. Metropolis et al., Journal of Chemical Physics 21 (1953) 1087; S. Kirkpatrick, C. D. Gelatt and
 * M. P. Vecchi, Science 220 (1983) 671; M. Lundy and A. Mees, Mathematical Programming 34 (1986) 111; for the
 * start, D. S. Johnson et al., Operations Research 37 (1989) 865.
 */

import type { Backend } from '../../engine/backend';
import type { RandomStream } from '../../sampling/random-stream';
import { missed, movesAround, part, type Work } from './local';
import type { CompleteOptions } from './options';
import type { Streams } from './streams';
import type { Walk } from './walk';

export interface Temperatures {
  start: number;
  end: number;
}

/** Temperatures of a schedule. */
const mostLevels = 500;
/** Moves of the walk that temperatures are estimated on. */
const sampled = 256;
/** Share of the evaluations kept for the descent at the end: more where a neighbourhood is large. */
const [leastDescent, mostDescent] = [0.05, 0.3];
/** What T₀ and T₁ accept with probability 1/10, over T. */
const odds = Math.LN10;

/** @param temperatures where those of the last start are left */
export function* anneal<S, M>(
  walk: Walk<S, M>,
  options: CompleteOptions,
  streams: Streams,
  backend: Backend,
  temperatures: Temperatures,
): Work {
  const starts = options.restarts + 1;
  let annealed = 0;
  for (let start = 0; start < starts; start++) {
    if (walk.isOver()) return walk.isProven();
    const stream = streams.of(start);
    walk.begin(stream);
    if (start === 0) annealed = walk.most - descentOf(walk);
    const end = Math.floor(((start + 1) / starts) * annealed);
    const { start: high, end: low } = temperaturesOf(walk, stream, options, end);
    temperatures.start = high;
    temperatures.end = low;
    const looks = end - walk.evaluations;
    const levels = Math.max(1, Math.min(mostLevels, looks));
    const cool = coolingOf(options.cooling, high, low, levels, backend);
    const exponential = streams.exponentials(start);
    for (let level = 0; level < levels; level++) {
      const until = end - Math.round((looks * (levels - 1 - level)) / levels);
      while (walk.evaluations < until) {
        if (walk.isOver()) return walk.isProven();
        sweep(walk, stream, exponential, cool(level), until);
        yield;
      }
    }
  }
  return true;
}

/** Evaluations for the descent at the end. */
function descentOf<S, M>(walk: Walk<S, M>): number {
  const most = mostDescent * walk.most;
  return Math.max(leastDescent * walk.most, Math.min(most, 4 * movesAround(walk, most)));
}

function sweep<S, M>(
  walk: Walk<S, M>,
  stream: RandomStream,
  exponential: () => number,
  temperature: number,
  until: number,
): void {
  const { problem } = walk;
  const looks = Math.min(part, until - walk.evaluations);
  for (let k = 0; k < looks; k++) {
    const move = problem.propose(walk.solution, stream);
    const change = move === null ? missed(walk) : walk.look(move);
    if (change <= 0 || (change < Infinity && change < temperature * exponential())) {
      walk.make(move as M, change);
      if (walk.isOver()) return;
    }
  }
}

/** A random walk from the start, and what it says of temperatures. */
function temperaturesOf<S, M>(
  walk: Walk<S, M>,
  stream: RandomStream,
  { startTemperature, endTemperature }: CompleteOptions,
  end: number,
): Temperatures {
  const increases: number[] = [];
  if (startTemperature === undefined || endTemperature === undefined) {
    const looks = Math.min(sampled, Math.floor((end - walk.evaluations) / 4));
    for (let k = 0; k < looks && !walk.isOver(); k++) {
      const move = walk.problem.propose(walk.solution, stream);
      const change = move === null ? missed(walk) : walk.look(move);
      if (move === null || change === Number.POSITIVE_INFINITY) continue;
      if (change > walk.margin) increases.push(change);
      walk.make(move, change);
    }
  }
  increases.sort((a, b) => a - b);
  const mean = increases.reduce((sum, d) => sum + d, 0) / Math.max(1, increases.length);
  const small = increases[Math.floor(increases.length / 20)] ?? 0;
  const high = startTemperature ?? Math.max(mean / odds, endTemperature ?? 0);
  const low = endTemperature ?? Math.min(high / 10, Math.max(high * 1e-4, small / odds));
  return { start: high, end: low };
}

/** The temperature of a level. */
function coolingOf(
  cooling: CompleteOptions['cooling'],
  high: number,
  low: number,
  levels: number,
  { math }: Backend,
): (level: number) => number {
  // where nothing ever increased the cost, there is nothing to accept
  if (!(low > 0)) return () => 0;
  const last = Math.max(1, levels - 1);
  if (cooling === 'geometric') {
    const rate = math.log(low / high) / last;
    return (level) => high * math.exp(rate * level);
  }
  // 1/T grows by the same amount each level
  const step = (1 / low - 1 / high) / last;
  return (level) => 1 / (1 / high + step * level);
}
