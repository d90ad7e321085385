/**
 * Where a search looks for an input: at 0, and at points that are evenly spread in its logarithm.
 *
 * They reach from where an input costs next to nothing to where it costs many times all that is at stake, and
 * beyond what anybody spends in the profile. They lie closer where it is likely to matter: where the input costs
 * something beside the stakes, and around what is spent in the profile; and the closer, the faster payoffs
 * change with it, which goes with its elasticity. What is shared has points of its own, as 1 − e^{−z} saturates.
 */

import { contestFields } from '../../engine/kernels/contest';
import { fieldOf, type Problem, stakesOf } from './problem';

/** Stakes that the highest point would cost, and what the lowest is to the highest. */
const highestCost = 30;
const span = 1e-11;
/** What the lowest point where costs matter is to the highest. */
const costlySpan = 3e-5;
/** How far around what is spent in the profile points lie closer. */
const around = 30;
/** Points of an input that costs nothing. */
const free = { low: 1e-6, high: 1e12, nearLow: 1e-3, nearHigh: 1e3 };
const farther = [1e30, 1e100];
/** Points that lie closer, at most. */
const mostPoints = 120;
/** Points of what is shared, as shares of the greatest. */
const shares = [0.0002, 0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1];

/** Bounds of an input > 0, and the intervals in which points lie closer. */
interface Range {
  readonly low: number;
  readonly high: number;
  readonly isFree: boolean;
  readonly near: readonly (readonly [number, number])[];
}

/** @param density points a factor of ten where they lie closer, at an elasticity of 1 */
export function gridOf(problem: Problem, t: number, k: number, density: number): Float64Array {
  if (k >= 4) return sharingGrid(problem.game.maximumSharing);
  const { low, high, isFree, near } = rangeOf(problem, t, k);
  const { exp, log } = problem.backend.math;
  const coarse = log(10);
  const [from, to] = [log(low), log(high)];
  const intervals = near.map(([a, b]) => [Math.max(from, log(a) - coarse), Math.min(to, log(b))]);
  const width = intervals.reduce((sum, [a, b]) => sum + Math.max(0, b - a), 0);
  const wanted = coarse / (density * steepness(problem, t, k));
  const fine = Math.max(wanted, width / mostPoints);
  const values = [0];
  for (let y = from; y < to; ) {
    values.push(exp(y));
    const isNear = intervals.some(([a, b]) => a <= y && y <= b);
    y += isNear ? fine : Math.max(fine, coarse);
  }
  values.push(high);
  if (isFree) values.push(...farther.filter((x) => x > high));
  return Float64Array.from(values);
}

/** How fast payoffs change with the logarithm of an input, at most. */
function steepness({ model, player }: Problem, t: number, k: number): number {
  const at = (name: keyof typeof contestFields) => fieldOf(model, contestFields[name], player, t);
  if (k === 0) return Math.max(1, at('safetyElasticity'));
  // what is invested acts through productivities
  if (k > 1) return 0.5;
  return Math.max(1, at('performanceElasticity') * Math.max(1, at('theta')));
}

export function rangeOf(problem: Problem, t: number, k: number): Range {
  const { price, slope, stake } = stakesOf(problem, t, k);
  const { cost, reward, disasterCost } = problem.model.components?.functions ?? {};
  // what stakes and prices are is the user's to know
  const isOwn = cost !== undefined || reward !== undefined || disasterCost !== undefined;
  const isFree = isOwn || (price === 0 && slope === 0);
  let { low, high } = free;
  let costly: readonly [number, number] = [free.nearLow, free.nearHigh];
  if (!isFree) {
    high = price > 0 ? (highestCost * stake) / price : Number.POSITIVE_INFINITY;
    if (slope > 0) high = Math.min(high, Math.sqrt((2 * highestCost * stake) / slope));
    costly = [costlySpan * high, high / 5];
    if (k < 2) high = worthwhile(problem, t, high, price);
    low = high * span;
  }
  const spent = spentOn(problem, t, k);
  if (spent !== null) {
    low = Math.min(low, 1e-4 * spent[0]);
    high = Math.max(high, 1e3 * spent[1]);
  }
  high = Math.min(high, 1e200);
  return {
    low: Math.max(low, high * 1e-200),
    high,
    isFree,
    near: spent === null ? [costly] : [costly, [spent[0] / around, spent[1] * around]],
  };
}

/** The least and the most that anybody spends on an input, null where nobody does. */
function spentOn(
  { game, rivals }: Problem,
  t: number,
  k: number,
): readonly [number, number] | null {
  const { players, inputs } = game;
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < players; i++) {
    const x = rivals.profiles[(t * players + i) * inputs + k];
    if (x > 0) least = Math.min(least, x);
    most = Math.max(most, x);
  }
  return most > 0 ? [least, most] : null;
}

/** Up to where a reward that grows with performance could pay for it. */
function worthwhile(problem: Problem, t: number, from: number, price: number): number {
  const { model, player, backend } = problem;
  const at = (name: keyof typeof contestFields) => fieldOf(model, contestFields[name], player, t);
  const reward = Math.max(at('winPerPerformance'), at('losePerPerformance'));
  if (!(reward > 0) || price === 0) return from;
  const B = reward * at('performanceProductivity');
  const beta = at('performanceElasticity');
  let high = from;
  while (high < 1e15 && B * backend.math.pow(high, beta) > price * high) high *= 10;
  return high;
}

function sharingGrid(greatest: number): Float64Array {
  return Float64Array.from([0, ...shares.map((share) => share * greatest)]);
}
