/**
 * Local best responses of a player, by a gradient method between bounds, with the rules and numbers of
 * src/engine/javascript/contest/respond.ts: from each maximum some corners are tried that the slope in y does
 * not show,
 *
 *     effort at 0, alone or both kinds of a period, and effort at 0 let go, alone where dU_i/dx > 0 there, or
 *     both kinds of a period,                                                                          (16)
 *
 * and the search goes on from what is better.
 *
 *     data       | X, a unit each input | w, each profile | starts | values | profiles |
 *     scratch    | objects | vectors of D = T K | H, D x D | own records | rival records |
 */

import { exp } from '../math/exp';
import { InverseHessian, rowBytesOf } from '../numerics/inverse-hessian';
import { maximize } from '../numerics/maximize-bounded';
import { Search } from '../numerics/search';
import { ENDS_ON_WIN, has, inputs, periods, profiles } from './layout';
import { evaluate, evaluateBlock, loadProfiles } from './objective';
import { outcomes } from './outcome';
import { powers } from './powers';
import { productivities } from './productivity';
import { fillOwn, fillRivals, OWN_BYTES, recordsOf, RIVAL_BYTES } from './records';
import { hasPrice, Objective, toInputs, toVariables, variableOf } from './variables';

/** Variables below it are tried at 0. */
const SMALL: f64 = 0.5;
const MOST_ROUNDS: i32 = 6;
/** What a value at 0 may be less and count as no worse. */
const TIE: f64 = 1e-15;
/** No input grows beyond so many units. */
const MOST_UNITS: f64 = 1e12;
const VECTORS: i32 = 16;

/** y where a variable at 0 is let go to: x/X = 1e-6, 1e-4, 1e-2, 0.1, 1. */
const RELEASES = memory.data<f64>([1e-3, 1e-2, 0.1, 0.31622776601683794, 1]);
const RELEASES_END: i32 = 40;
/** From where on both kinds of a period are. */
const BOTH_RELEASES: i32 = 24;

/** Bytes of scratch. */
export function contestRespondBytes(periods: i32, inputs: i32, profiles: i32): i32 {
  const D = periods * inputs;
  const records = recordsOf(periods) * (OWN_BYTES + profiles * RIVAL_BYTES);
  const objects =
    room(offsetof<Objective>()) + room(offsetof<InverseHessian>()) + room(offsetof<Search>());
  return objects + D * (VECTORS + D) * 8 + records;
}

/**
 * Local best responses of player i from each of `count` starts to some rivals' profiles, in a block that is
 * prepared for as many or fewer of these. Returns the number of evaluations.
 */
export function contestRespond(
  block: i32,
  i: i32,
  data: i32,
  profileCount: i32,
  count: i32,
  scratch: i32,
  scale: f64,
  maximumSharing: f64,
  maxIterations: i32,
  tolerance: f64,
): i32 {
  const bytes = (periods(block) * inputs(block)) << 3;
  const weights = data + (inputs(block) << 3);
  const search = arrange(block, scratch);
  const o = search.objective;
  o.player = i;
  o.units = data;
  o.weights = weights;
  o.scale = scale;
  o.maximumSharing = maximumSharing;
  o.evaluations = 0;
  fillBounds(o);
  o.profiles = profileCount;
  o.atOnce = profiles(block);
  let x = weights + (profileCount << 3);
  o.given = x + count * (bytes + 8);
  prepare(o);
  let value = x + count * bytes;
  for (let left = count; left > 0; left--) {
    f64.store(value, scale * from(search, x, maxIterations, tolerance));
    x += bytes;
    value += 8;
  }
  return o.evaluations;
}

/** Records of the player and his rivals; where all profiles fit into the block, they are there after it. */
function prepare(o: Objective): void {
  const block = o.block;
  const isByRecords = o.own !== 0;
  if (isByRecords) fillOwn(block, o.player, o.own);
  let to = o.rivals;
  let first = 0;
  do {
    first += loadProfiles(o, first);
    if (isByRecords) {
      if (inputs(block) > 2) productivities(block);
      powers(block);
      outcomes(block);
      to = fillRivals(block, o.player, to);
    }
  } while (first < o.profiles && isByRecords);
}

/** Bytes of an object, rounded up to whole numbers. */
// @ts-ignore: decorator
@inline
function room(bytes: usize): i32 {
  return i32((bytes + 7) & ~7);
}

/** Where everything is in the scratch. */
function arrange(block: i32, scratch: i32): Search {
  const T = periods(block);
  const K = inputs(block);
  const bytes = (T * K) << 3;
  let at = scratch;
  const o = changetype<Objective>(at);
  const inverse = changetype<InverseHessian>((at += room(offsetof<Objective>())));
  const search = changetype<Search>((at += room(offsetof<InverseHessian>())));
  at += room(offsetof<Search>());
  search.objective = o;
  search.inverse = inverse;
  search.bytes = bytes;
  search.lower = o.lower = at;
  search.upper = o.upper = at += bytes;
  search.y = at += bytes;
  search.gradient = at += bytes;
  search.trial = at += bytes;
  search.trialGradient = at += bytes;
  search.longer = at += bytes;
  search.longerGradient = at += bytes;
  search.direction = at += bytes;
  search.slope = at += bytes;
  search.made = at += bytes;
  search.free = at += bytes;
  o.x = at += bytes;
  o.byInput = at += bytes;
  inverse.hq = at += bytes;
  inverse.rows = at += bytes;
  inverse.bytes = bytes;
  // efforts of two periods have little to do with each other, but, where the game goes on anyway, much with
  // what is invested
  inverse.pairBytes = K === 2 || has(block, ENDS_ON_WIN) ? T << 4 : 0;
  o.block = block;
  o.own = K < 6 ? at + rowBytesOf(bytes, inverse.pairBytes) : 0;
  o.rivals = o.own + recordsOf(T) * OWN_BYTES;
  return search;
}

function fillBounds(o: Objective): void {
  const T = periods(o.block);
  const K = inputs(o.block);
  for (let t = 0; t < T; t++) {
    for (let kind = 0; kind < K; kind++) {
      const k = variableOf(T, K, t, kind);
      const isPart = kind > 3 && !hasPrice(o, kind, t);
      f64.store(o.lower + k, isPart ? exp(-o.maximumSharing) : 0);
      let upper = kind < 2 ? Math.sqrt(MOST_UNITS) : MOST_UNITS;
      if (kind > 3) upper = isPart ? 1 : o.maximumSharing;
      f64.store(o.upper + k, upper);
    }
  }
}

/** From a start to a local best response in its place; its value. */
function from(search: Search, x: i32, maxIterations: i32, tolerance: f64): f64 {
  toVariables(search.objective, x, search.y);
  let value = maximize(search, maxIterations, tolerance);
  for (let left = MOST_ROUNDS; left > 0 && abs(value) < Infinity; left--) {
    if (!toCorners(search, value)) break;
    value = maximize(search, maxIterations, tolerance);
  }
  toInputs(search.objective, search.y, x);
  return value;
}

/** Tries corners; whether y has changed, for the better or to a 0 that is no worse. */
function toCorners(search: Search, value: f64): bool {
  const o = search.objective;
  const y = search.y;
  const efforts = periods(o.block) << 4;
  let best = value;
  let changed = false;
  for (let k = 0; k < efforts; k += 16) {
    for (let which = 0; which < 3; which++) {
      // both kinds, then either
      const at = y + k + (which === 2 ? 8 : 0);
      const other = which === 0 ? at + 8 : at;
      const before = f64.load(at);
      const otherBefore = f64.load(other);
      const isTried = which === 0 ? before > 0 || otherBefore > 0 : before > 0 && before < SMALL;
      if (!isTried) continue;
      f64.store(at, 0);
      f64.store(other, 0);
      const next = evaluate(o, y, 0);
      let isKept = next > best;
      if (!isKept && which > 0 && next >= best - TIE) {
        evaluateBlock(o, y);
        isKept = slopeAt(o, at - y) <= 0;
      }
      if (isKept) {
        best = max(best, next);
        changed = true;
        continue;
      }
      f64.store(at, before);
      f64.store(other, otherBefore);
    }
  }
  return release(search, best) || changed;
}

/** Lets effort at 0 go, as far as that pays; whether it did. */
function release(search: Search, value: f64): bool {
  const o = search.objective;
  const y = search.y;
  const end = y + (periods(o.block) << 4);
  let best = value;
  // where both kinds are at 0 neither may be worth anything alone
  for (let at = y; at < end; at += 16) {
    if (f64.load(at) > 0 || f64.load(at, 8) > 0) continue;
    for (let level = BOTH_RELEASES; level < RELEASES_END; level += 8) {
      best = put(search, at, at + 8, level, best);
    }
  }
  let isCurrent = false;
  for (let at = y; at < end; at += 8) {
    if (f64.load(at) > 0) continue;
    if (!isCurrent) evaluateBlock(o, y);
    isCurrent = !(slopeAt(o, at - y) > 0);
    if (isCurrent) continue;
    for (let level = 0; level < RELEASES_END; level += 8) {
      const next = put(search, at, at, level, best);
      if (next === best && f64.load(at) > 0) break;
      best = next;
    }
  }
  return best > value;
}

/** Puts a level into one place of y or two, if that is better; the value then. */
function put(search: Search, at: i32, other: i32, level: i32, best: f64): f64 {
  const before = f64.load(at);
  const otherBefore = f64.load(other);
  f64.store(at, f64.load(<i32>RELEASES + level));
  f64.store(other, f64.load(at));
  const next = evaluate(search.objective, search.y, 0);
  if (next > best) return next;
  f64.store(at, before);
  f64.store(other, otherBefore);
  return best;
}

/** df/dx of an effort where `evaluateBlock` was last; k in bytes. */
// @ts-ignore: decorator
@inline
function slopeAt(o: Objective, k: i32): f64 {
  const place = (k >> 4) * inputs(o.block) + ((k >> 3) & 1);
  return f64.load(o.byInput + (place << 3));
}
