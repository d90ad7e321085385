/**
 * exp, log and pow over flat arrays of f64, given by byte addresses. `out` may equal an input; any
 * other overlap is not supported.
 *
 * Each hot loop computes and stores two pairs first and looks for unserved lanes afterwards, with
 * one exit condition: the engine then hoists every constant out of the loop, which it does not do
 * for code that comes after a branch. When a lane was not served, the loop is left, those four
 * results are recomputed by the general pair function, and the loop is entered again. What remains
 * at the end, up to three elements, goes through the scalar function, which has the same bits.
 */
import { exp, expOutside, expPair, expPairBounded } from './exp';
import { log, logOutside, logPair, logPairPositive } from './log';
import { pow, powOutside, powPair, powPairBounded } from './pow';

// Out of line on purpose: the rare path should not crowd the loops.
// @ts-ignore: decorator
@noinline
function expRare(x: v128): v128 {
  return expPair(x);
}

// @ts-ignore: decorator
@noinline
function logRare(x: v128): v128 {
  return logPair(x);
}

// @ts-ignore: decorator
@noinline
function powRare(x: v128, y: v128): v128 {
  return powPair(x, y);
}

export function expInto(x: i32, out: i32, count: i32): void {
  const end = x + (count << 3);
  const last = end - 32;
  while (x <= last) {
    let a: v128, b: v128, outside: bool;
    do {
      a = v128.load(x);
      b = v128.load(x, 16);
      v128.store(out, expPairBounded(a));
      v128.store(out, expPairBounded(b), 16);
      outside = expOutside(a, b);
      x += 32;
      out += 32;
    } while (i32(x <= last) & i32(!outside));
    if (outside) {
      v128.store(out - 32, expRare(a));
      v128.store(out - 16, expRare(b));
    }
  }
  for (; x < end; x += 8, out += 8) f64.store(out, exp(f64.load(x)));
}

export function logInto(x: i32, out: i32, count: i32): void {
  const end = x + (count << 3);
  const last = end - 32;
  while (x <= last) {
    let a: v128, b: v128, outside: bool;
    do {
      a = v128.load(x);
      b = v128.load(x, 16);
      v128.store(out, logPairPositive(a));
      v128.store(out, logPairPositive(b), 16);
      outside = logOutside(a, b);
      x += 32;
      out += 32;
    } while (i32(x <= last) & i32(!outside));
    if (outside) {
      v128.store(out - 32, logRare(a));
      v128.store(out - 16, logRare(b));
    }
  }
  for (; x < end; x += 8, out += 8) f64.store(out, log(f64.load(x)));
}

export function powInto(x: i32, y: i32, out: i32, count: i32): void {
  const end = x + (count << 3);
  const last = end - 32;
  while (x <= last) {
    let a: v128, b: v128, c: v128, d: v128, outside: bool;
    do {
      a = v128.load(x);
      b = v128.load(y);
      c = v128.load(x, 16);
      d = v128.load(y, 16);
      v128.store(out, powPairBounded(a, b));
      v128.store(out, powPairBounded(c, d), 16);
      outside = powOutside(a, b, c, d);
      x += 32;
      y += 32;
      out += 32;
    } while (i32(x <= last) & i32(!outside));
    if (outside) {
      v128.store(out - 32, powRare(a, b));
      v128.store(out - 16, powRare(c, d));
    }
  }
  for (; x < end; x += 8, y += 8, out += 8) f64.store(out, pow(f64.load(x), f64.load(y)));
}
