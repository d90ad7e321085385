/**
 * Where a search looks for an input: 0, and points spread evenly in its logarithm.
 *
 * They reach from where an input costs next to nothing to where it costs many times all that is at stake, and
 * beyond what anybody spends in the profile. An elasticity above 1 makes payoffs change faster, so points lie
 * closer. What is shared has points of its own, since 1 − e^{−z} saturates.
 */

import { contestFields } from '../../engine/kernels/contest';
import { fieldOf, type Problem, stakesOf } from './problem';

/** Stakes that the highest point would cost, and what the lowest is to the highest. */
const highestCost = 30;
const span = 1e-11;
/** Points of an input that costs nothing. */
const free = { low: 1e-6, high: 1e12 };
const farther = [1e30, 1e100];
/** Distance of points below 1, as a share of the greatest; the last is the greatest itself. */
const shares = [0.0002, 0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1];

/** @param points most points besides 0 */
export function gridOf(problem: Problem, t: number, k: number, points: number): Float64Array {
  if (k >= 4) return sharingGrid(problem.game.maximumSharing);
  const { low, high, isFree } = rangeOf(problem, t, k);
  const { math } = problem.backend;
  const elasticity = k < 2 ? elasticityOf(problem, t, k) : 1;
  const decades = math.log(high / low) / math.log(10);
  const wanted = Math.ceil(2 * decades * Math.max(1, elasticity));
  const steps = Math.max(2, Math.min(wanted, points));
  const factor = math.pow(high / low, 1 / steps);
  const values = [0];
  for (let step = 0, x = low; step <= steps; step++, x *= factor) values.push(x);
  if (isFree) values.push(...farther);
  return Float64Array.from(values);
}

const elasticityOf = ({ model, player }: Problem, t: number, k: number) =>
  fieldOf(
    model,
    k === 0 ? contestFields.safetyElasticity : contestFields.performanceElasticity,
    player,
    t,
  );

export function rangeOf(problem: Problem, t: number, k: number) {
  const { price, slope, stake } = stakesOf(problem, t, k);
  const isFree = price === 0 && slope === 0;
  let { low, high } = free;
  if (!isFree) {
    high = price > 0 ? (highestCost * stake) / price : Number.POSITIVE_INFINITY;
    if (slope > 0) high = Math.min(high, Math.sqrt((2 * highestCost * stake) / slope));
    if (k < 2) high = worthwhile(problem, t, high, price);
    low = high * span;
  }
  const { players, inputs } = problem.game;
  const { profiles } = problem.rivals;
  for (let at = t * players * inputs + k; at < (t + 1) * players * inputs; at += inputs) {
    const x = profiles[at];
    if (!(x > 0)) continue;
    low = Math.min(low, 1e-4 * x);
    high = Math.max(high, 1e3 * x);
  }
  high = Math.min(high, 1e200);
  return { low: Math.max(low, high * 1e-200), high, isFree };
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
