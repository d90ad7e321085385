/**
 * The greatest value of a smooth function between bounds, from a start: projected BFGS, as
 * src/numerics/maximize-bounded.ts has it, with the same rules and numbers.
 *
 *     d = H g,   y' = clip(y + a d),   s = y' - y,   q = g - g'
 *
 * Vectors are of an even number of coordinates. The function is that of contest/objective.ts.
 */

import { evaluate } from '../contest/objective';
import { dot, hold, learn, release, startAnew, sumOf, times } from './inverse-hessian';
import { clip, held, moveTo, residualOf, residuals, Search } from './search';

/** What the value may fall by and count as unchanged. */
const ROUNDING: f64 = 1e-14;
const MOST_SHORTENINGS: i32 = 30;
const MOST_DOUBLINGS: i32 = 12;
/** How far a step may go, relative to a coordinate above 1: with H = I, and with what is learnt. */
const MOST_FRESH: f64 = 0.25;
const MOST_LEARNT: f64 = 2;
/** A step is slow where it was shortened as often and gained no more. */
const SLOW_SHORTENINGS: i32 = 3;
const SLOW_GAIN: f64 = 1e-9;
const MOST_SLOW: i32 = 4;

/** From the point y to the best one found, in its place; returns its value. */
export function maximize(search: Search, maxIterations: i32, tolerance: f64): f64 {
  const inverse = search.inverse;
  const free = search.free;
  clip(search);
  let value = evaluate(search.objective, search.y, search.gradient);
  let slow = 0;
  memory.fill(free, 255, search.bytes);
  startAnew(inverse, free);
  search.isAimed = false;
  for (let left = maxIterations; left > 0 && abs(value) < Infinity; left--) {
    const residual = findFree(search);
    if (residual <= tolerance) break;
    const next = aim(search) ? advance(search, value, residual) : NaN;
    if (next === next) {
      const isSlow =
        search.shortenings >= SLOW_SHORTENINGS && next - value <= SLOW_GAIN * max(1.0, abs(value));
      slow = isSlow ? slow + 1 : 0;
      value = next;
      move(search);
      if (slow < MOST_SLOW) {
        const q = search.longer;
        search.isAimed = learn(inverse, search.made, q, search.slope, search.direction);
        continue;
      }
    }
    if (inverse.isFresh) break;
    startAnew(inverse, free);
    search.isAimed = false;
    slow = 0;
  }
  return value;
}

/** Finds which coordinates no bound holds; the residual over these. */
function findFree(search: Search): f64 {
  const y = search.y;
  const gradient = search.gradient;
  const free = search.free;
  const lower = search.lower;
  const upper = search.upper;
  let most = f64x2.splat(0);
  let k = 0;
  do {
    const at = v128.load(y + k);
    const g = v128.load(gradient + k);
    const isHeld = held(v128.load(lower + k), v128.load(upper + k), at, g);
    most = f64x2.max(most, residuals(at, g, isHeld));
    const now = v128.not(isHeld);
    const changed = v128.xor(now, v128.load(free + k));
    if (v128.any_true(changed)) turn(search, k, now, changed);
    k += 16;
  } while (k < search.bytes);
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
}

/** Takes coordinates out of H or in. */
// @ts-ignore: decorator
@noinline
function turn(search: Search, k: i32, now: v128, changed: v128): void {
  const inverse = search.inverse;
  v128.store(search.free + k, now);
  search.isAimed = false;
  if (i64x2.extract_lane(changed, 0) !== 0) {
    if (i64x2.extract_lane(now, 0) !== 0) release(inverse, k);
    else hold(inverse, k);
  }
  if (i64x2.extract_lane(changed, 1) !== 0) {
    if (i64x2.extract_lane(now, 1) !== 0) release(inverse, k + 8);
    else hold(inverse, k + 8);
  }
}

/** The direction, and how far to go in it at first; whether it leads upward. */
function aim(search: Search): bool {
  const bytes = search.bytes;
  const y = search.y;
  const slope = search.slope;
  const direction = search.direction;
  if (!search.isAimed) {
    const gradient = search.gradient;
    const free = search.free;
    for (let k = 0; k < bytes; k += 16) {
      v128.store(slope + k, v128.and(v128.load(gradient + k), v128.load(free + k)));
    }
    times(search.inverse, slope, direction);
  }
  const most = search.inverse.isFresh ? MOST_FRESH : MOST_LEARNT;
  const one = f64x2.splat(1);
  const longest = f64x2.splat(most);
  let rises = f64x2.splat(0);
  let beyond = rises;
  let k = 0;
  do {
    const d = v128.load(direction + k);
    const size = f64x2.max(one, f64x2.abs(v128.load(y + k)));
    rises = f64x2.add(rises, f64x2.mul(d, v128.load(slope + k)));
    beyond = v128.or(beyond, f64x2.gt(f64x2.abs(d), f64x2.mul(longest, size)));
    k += 16;
  } while (k < bytes);
  search.step = v128.any_true(beyond) ? most / lengthOf(search) : 1;
  search.rise = sumOf(rises);
  return search.rise > 0;
}

/** The greatest |d_k| / max(1, |y_k|). */
function lengthOf(search: Search): f64 {
  let longest: f64 = 0;
  for (let k = 0; k < search.bytes; k += 8) {
    const size = max(1.0, abs(f64.load(search.y + k)));
    longest = max(longest, abs(f64.load(search.direction + k)) / size);
  }
  return longest;
}

/** A good step to `trial`, and its value; NaN where there is none. */
function advance(search: Search, value: f64, residual: f64): f64 {
  const objective = search.objective;
  const trial = search.trial;
  const trialGradient = search.trialGradient;
  const flat = ROUNDING * max(1.0, abs(value));
  let step = search.step;
  let next: f64 = NaN;
  let shortenings = 0;
  for (; ; shortenings++) {
    if (shortenings > MOST_SHORTENINGS) return NaN;
    const rise = moveTo(search, step, trial);
    if (rise === 0) return NaN;
    next = evaluate(objective, trial, trialGradient);
    const gain = next - value;
    if (gain > 0 && gain >= 1e-4 * rise) break;
    if (abs(gain) <= flat && residualOf(search, trial, trialGradient) < 0.9 * residual) break;
    const vertex = abs(gain) < Infinity ? (0.5 * rise) / (rise - gain) : 0.1;
    step *= vertex >= 0.1 ? min(vertex, 0.5) : 0.1;
  }
  search.shortenings = shortenings;
  return shortenings === 0 ? lengthen(search, next) : next;
}

/** Doubles a first step as long as the slope has hardly fallen and the value rises. */
function lengthen(search: Search, next: f64): f64 {
  const direction = search.direction;
  let step = search.step;
  for (let left = MOST_DOUBLINGS; left > 0; left--) {
    if (dot(search.trialGradient, direction, search.bytes) <= 0.9 * search.rise) break;
    step *= 2;
    moveTo(search, step, search.longer);
    const further = evaluate(search.objective, search.longer, search.longerGradient);
    if (!(further > next)) break;
    next = further;
    const trial = search.trial;
    const trialGradient = search.trialGradient;
    search.trial = search.longer;
    search.trialGradient = search.longerGradient;
    search.longer = trial;
    search.longerGradient = trialGradient;
  }
  return next;
}

/** y and its gradient become those of `trial`; s to `made`, q to `longer`. */
function move(search: Search): void {
  const y = search.y;
  const s = search.made;
  const q = search.longer;
  const slope = search.slope;
  const free = search.free;
  const trial = search.trial;
  const gradient = search.gradient;
  const trialGradient = search.trialGradient;
  let k = 0;
  do {
    const isFree = v128.load(free + k);
    const there = v128.load(trial + k);
    const g = v128.load(trialGradient + k);
    v128.store(s + k, v128.and(f64x2.sub(there, v128.load(y + k)), isFree));
    v128.store(q + k, v128.and(f64x2.sub(v128.load(gradient + k), g), isFree));
    v128.store(y + k, there);
    v128.store(gradient + k, g);
    v128.store(slope + k, v128.and(g, isFree));
    k += 16;
  } while (k < search.bytes);
}
