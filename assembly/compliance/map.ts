/**
 * Decision maps by row intervals: along a row one parameter x varies, both payoffs are affine in it, so
 * that each class is an interval that is found by search and filled.
 *
 *     complying:  not (evade > 0 or split > 0). In floating point too, evade and split are monotone in every
 *                 parameter, so this changes once along a row                                       (1)
 *     splitting among the others:  D = a·d·F·(1−σ) − c > 0, monotone in x (constant in B)           (2)
 *
 * The decision compares split with evade, each rounded: within |D| ≤ tolerance = 2⁻⁴⁸ (|B| + c + a·d·F), which
 * bounds all rounding, cells are decided one by one; beyond it the sign of D is that of split − evade.
 * Every cell thus has the code of `decide`, to the last.
 *
 * Searches start from the row before, whose boundaries are near.
 */

import { decide } from './decision';

const TOLERANCE: f64 = 1 / f64(u64(1) << 48);
/** Larger than what underflow can take away. */
const LEAST: f64 = 1e-300;

/** Whether the lab complies. */
const COMPLIES: i32 = 0;
/** Whether it does not. */
const BREAKS: i32 = 1;
/** Whether D is at least, and more than, a level; at most, and less than it. */
const AT_LEAST: i32 = 2;
const ABOVE: i32 = 3;
const AT_MOST: i32 = 4;
const BELOW: i32 = 5;

// @ts-ignore: decorator
@inline
function code(six: i32): i32 {
  return decide(
    f64.load(six),
    f64.load(six, 8),
    f64.load(six, 16),
    f64.load(six, 24),
    f64.load(six, 32),
    f64.load(six, 40),
  );
}

/** a·d·F. */
// @ts-ignore: decorator
@inline
function expectedFine(six: i32): f64 {
  return f64.load(six, 8) * f64.load(six, 16) * f64.load(six, 24);
}

/** D of (2). */
// @ts-ignore: decorator
@inline
function advantage(six: i32): f64 {
  return expectedFine(six) * (1 - f64.load(six, 40)) - f64.load(six, 32);
}

function holds(what: i32, six: i32, place: i32, x: f64, level: f64): bool {
  f64.store(place, x);
  if (what === COMPLIES) return code(six) === 0;
  if (what === BREAKS) return code(six) !== 0;
  const D = advantage(six);
  if (what === AT_LEAST) return D >= level;
  if (what === ABOVE) return D > level;
  if (what === AT_MOST) return D <= level;
  return D < level;
}

/** The first index at which a condition holds that holds from somewhere on, or `width`. */
function first(what: i32, six: i32, place: i32, x: i32, width: i32, level: f64, guess: i32): i32 {
  // low < answer ≤ high
  let low = -1;
  let high = width;
  let stride = 1;
  if (guess < width && !holds(what, six, place, f64.load(x + (guess << 3)), level)) {
    low = guess;
    for (; low + stride < width; stride <<= 1) {
      const probe = low + stride;
      if (holds(what, six, place, f64.load(x + (probe << 3)), level)) {
        high = probe;
        break;
      }
      low = probe;
    }
  } else {
    high = guess;
    for (; high - stride >= 0; stride <<= 1) {
      const probe = high - stride;
      if (!holds(what, six, place, f64.load(x + (probe << 3)), level)) {
        low = probe;
        break;
      }
      high = probe;
    }
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(what, six, place, f64.load(x + (middle << 3)), level)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Codes of `rows` rows of `width` cells, a byte each, row by row.
 *
 * @param six address of B, a, d, F, c, σ; the two that vary are overwritten
 * @param x address of the ascending values of parameter `xIndex` along a row
 * @param y address of the values of parameter `yIndex`, one a row
 */
export function complianceMap(
  six: i32,
  xIndex: i32,
  x: i32,
  width: i32,
  yIndex: i32,
  y: i32,
  rows: i32,
  cells: i32,
): void {
  const place = six + (xIndex << 3);
  const isBenefit = xIndex === 0;
  // D rises with a, d, F and falls with c, σ
  const rises = xIndex >= 1 && xIndex <= 3;
  const begin = f64.load(x);
  const end = f64.load(x + ((width - 1) << 3));
  let change = 0;
  let from = 0;
  let to = 0;
  for (let k = 0; k < rows; k++, cells += width) {
    f64.store(six + (yIndex << 3), f64.load(y + (k << 3)));
    change = first(isBenefit ? BREAKS : COMPLIES, six, place, x, width, 0, change);
    const low = isBenefit ? change : 0;
    const high = isBenefit ? width : change;
    memory.fill(isBenefit ? cells : cells + high, 0, width - (high - low));
    if (low === high) continue;

    // the largest |B|, c and a·d·F of the row stand at one of its ends
    f64.store(place, begin);
    let size = Math.max(0, expectedFine(six));
    let other = Math.abs(f64.load(six)) + f64.load(six, 32);
    f64.store(place, end);
    size = Math.max(size, expectedFine(six));
    other = Math.max(other, Math.abs(f64.load(six)) + f64.load(six, 32));
    const tolerance = TOLERANCE * (size + other) + LEAST;
    let before: u8, after: u8;
    if (isBenefit) {
      const D = advantage(six);
      before = after = D > tolerance ? 2 : 1;
      from = Math.abs(D) > tolerance ? width : 0;
      to = width;
    } else if (rises) {
      from = first(AT_LEAST, six, place, x, width, -tolerance, from);
      to = first(ABOVE, six, place, x, width, tolerance, max(from, to));
      before = 1;
      after = 2;
    } else {
      from = first(AT_MOST, six, place, x, width, tolerance, from);
      to = first(BELOW, six, place, x, width, -tolerance, max(from, to));
      before = 2;
      after = 1;
    }
    const start = min(max(from, low), high);
    const stop = min(max(to, start), high);
    memory.fill(cells + low, before, start - low);
    for (let i = start; i < stop; i++) {
      f64.store(place, f64.load(x + (i << 3)));
      store<u8>(cells + i, u8(code(six)));
    }
    memory.fill(cells + stop, after, high - stop);
  }
}
