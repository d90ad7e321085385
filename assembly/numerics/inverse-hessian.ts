/**
 * H, the inverse of the negative Hessian of a function that is to be maximized, as known from steps s and from
 * what each took off the gradient, q (BFGS, src/numerics/inverse-hessian.ts):
 *
 *     H' = H + (1 + q.Hq/s.q) s s^T/(s.q) - (Hq s^T + s (Hq)^T)/(s.q)        where s.q > 0              (1)
 *     H'_jk = H_jk - H_jh H_hk/H_hh,   H'_hk = 0        where coordinate h is held                      (2)
 *
 * in blocks: of two coordinates each, and one of the rest, all of even size, row after row.
 */

/** What s.q must exceed, relative to |s||q|. */
const LEAST_CURVATURE: f64 = 1e-8;
const MOST_FLAT: f64 = 1e6;
/** Bytes of a row of a pair, and of its rows. */
const PAIR: i32 = 16;
const PAIR_ROWS: i32 = 32;

// @ts-ignore: decorator
@unmanaged
export class InverseHessian {
  /** Bytes of a vector, and of that part of it that is in blocks of two. */
  bytes: i32 = 0;
  pairBytes: i32 = 0;
  rows: i32 = 0;
  /** Scratch, one vector. */
  hq: i32 = 0;
  /** Whether nothing has been learnt since startAnew. */
  isFresh: bool = false;
}

/** Bytes of H. */
// @ts-ignore: decorator
@inline
export function rowBytesOf(bytes: i32, pairBytes: i32): i32 {
  const rest = bytes - pairBytes;
  return 2 * pairBytes + (rest >> 3) * rest;
}

/** The first row of the block of coordinate k, which is given in bytes, like all coordinates here. */
// @ts-ignore: decorator
@inline
function rowsAt(h: InverseHessian, k: i32): i32 {
  return h.rows + 2 * (k < h.pairBytes ? k & ~15 : h.pairBytes);
}

// @ts-ignore: decorator
@inline
function firstOf(h: InverseHessian, k: i32): i32 {
  return k < h.pairBytes ? k & ~15 : h.pairBytes;
}

// @ts-ignore: decorator
@inline
function lengthOf(h: InverseHessian, k: i32): i32 {
  return k < h.pairBytes ? PAIR : h.bytes - h.pairBytes;
}

/** Address of H_kk. */
// @ts-ignore: decorator
@inline
function diagonal(h: InverseHessian, k: i32): i32 {
  const own = k - firstOf(h, k);
  return rowsAt(h, k) + (own >> 3) * lengthOf(h, k) + own;
}

/** @param free masks: 0 for coordinates that are held */
export function startAnew(h: InverseHessian, free: i32): void {
  h.isFresh = true;
  memory.fill(h.rows, 0, rowBytesOf(h.bytes, h.pairBytes));
  for (let k = 0; k < h.bytes; k += 8) {
    if (i64.load(free + k) !== 0) f64.store(diagonal(h, k), 1);
  }
}

/** `to` = H v */
export function times(h: InverseHessian, v: i32, to: i32): void {
  let row = h.rows;
  for (const end = v + h.pairBytes; v < end; v += PAIR) {
    timesPair(row, v128.load(v), to);
    row += PAIR_ROWS;
    to += PAIR;
  }
  if (h.bytes > h.pairBytes) timesBlock(row, v, to, h.bytes - h.pairBytes);
}

// @ts-ignore: decorator
@inline
function timesPair(row: i32, v: v128, to: i32): void {
  const a = f64x2.mul(v128.load(row), v);
  const b = f64x2.mul(v128.load(row, PAIR), v);
  v128.store(to, sumLanes(a, b));
}

// @ts-ignore: decorator
@inline
function sumLanes(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<i64>(a, b, 0, 2), v128.shuffle<i64>(a, b, 1, 3));
}

// @ts-ignore: decorator
@inline
export function sumOf(a: v128): f64 {
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}

/** Rows of `bytes` each times v: four at a time, then two. */
function timesBlock(row: i32, v: i32, to: i32, bytes: i32): void {
  const end = to + bytes;
  while (to + 16 < end) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let k = 0;
    const second = row + bytes;
    const third = second + bytes;
    const fourth = third + bytes;
    do {
      const x = v128.load(v + k);
      a = f64x2.add(a, f64x2.mul(v128.load(row + k), x));
      b = f64x2.add(b, f64x2.mul(v128.load(second + k), x));
      c = f64x2.add(c, f64x2.mul(v128.load(third + k), x));
      d = f64x2.add(d, f64x2.mul(v128.load(fourth + k), x));
      k += 16;
    } while (k < bytes);
    v128.store(to, sumLanes(a, b));
    v128.store(to, sumLanes(c, d), 16);
    row = fourth + bytes;
    to += 32;
  }
  if (to === end) return;
  let a = f64x2.splat(0);
  let b = a;
  let k = 0;
  do {
    const x = v128.load(v + k);
    a = f64x2.add(a, f64x2.mul(v128.load(row + k), x));
    b = f64x2.add(b, f64x2.mul(v128.load(row + bytes + k), x));
    k += 16;
  } while (k < bytes);
  v128.store(to, sumLanes(a, b));
}

/** Sum over `bytes` of pairs of a_k b_k. */
export function dot(a: i32, b: i32, bytes: i32): f64 {
  let sum = f64x2.splat(0);
  let k = 0;
  do {
    sum = f64x2.add(sum, f64x2.mul(v128.load(a + k), v128.load(b + k)));
    k += 16;
  } while (k < bytes);
  return sumOf(sum);
}

/**
 * Equation (1) with s and q, which are 0 where a coordinate is held, and `to` = H' v in the same pass; whether
 * that was done, which it is not where the step was of no use to some block.
 */
export function learn(h: InverseHessian, s: i32, q: i32, v: i32, to: i32): bool {
  let useful = 0;
  let blocks = h.pairBytes / PAIR;
  let row = h.rows;
  for (let left = blocks; left > 0; left--) {
    useful += i32(learnBlock(h, row, PAIR, s, q, v, to));
    row += PAIR_ROWS;
    s += PAIR;
    q += PAIR;
    v += PAIR;
    to += PAIR;
  }
  const rest = h.bytes - h.pairBytes;
  if (rest > 0) {
    useful += i32(learnBlock(h, row, rest, s, q, v, to));
    blocks++;
  }
  if (useful > 0) h.isFresh = false;
  return useful === blocks;
}

function learnBlock(
  h: InverseHessian,
  rows: i32,
  bytes: i32,
  s: i32,
  q: i32,
  v: i32,
  to: i32,
): bool {
  let products = f64x2.splat(0);
  let squares = products;
  let falls = products;
  let k = 0;
  do {
    const step = v128.load(s + k);
    const fall = v128.load(q + k);
    products = f64x2.add(products, f64x2.mul(step, fall));
    squares = f64x2.add(squares, f64x2.mul(step, step));
    falls = f64x2.add(falls, f64x2.mul(fall, fall));
    k += 16;
  } while (k < bytes);
  const sq = sumOf(products);
  const ss = sumOf(squares);
  const qq = sumOf(falls);
  if (!(sq > LEAST_CURVATURE * Math.sqrt(ss * qq))) return false;
  if (h.isFresh) scale(rows, bytes, s, q, sq / qq);
  const hq = h.hq;
  timesBlock(rows, q, hq, bytes);
  const inverse = 1 / sq;
  update(rows, bytes, s, hq, (1 + dot(q, hq, bytes) * inverse) * inverse, inverse, v, to);
  return true;
}

/** H += c s s^T - (hq s^T + s hq^T) inverse and `to` = H v, two rows at a time. */
function update(
  row: i32,
  bytes: i32,
  s: i32,
  hq: i32,
  c: f64,
  inverse: f64,
  v: i32,
  to: i32,
): void {
  let j = 0;
  do {
    const onS = f64x2.splat(c * f64.load(s + j) - f64.load(hq + j) * inverse);
    const onS2 = f64x2.splat(c * f64.load(s + j, 8) - f64.load(hq + j, 8) * inverse);
    const onHq = f64x2.splat(f64.load(s + j) * inverse);
    const onHq2 = f64x2.splat(f64.load(s + j, 8) * inverse);
    const next = row + bytes;
    let a = f64x2.splat(0);
    let b = a;
    let k = 0;
    do {
      const x = v128.load(s + k);
      const y = v128.load(hq + k);
      const z = v128.load(v + k);
      const change = f64x2.sub(f64x2.mul(onS, x), f64x2.mul(onHq, y));
      const change2 = f64x2.sub(f64x2.mul(onS2, x), f64x2.mul(onHq2, y));
      const sum = f64x2.add(v128.load(row + k), change);
      const sum2 = f64x2.add(v128.load(next + k), change2);
      v128.store(row + k, sum);
      v128.store(next + k, sum2);
      a = f64x2.add(a, f64x2.mul(sum, z));
      b = f64x2.add(b, f64x2.mul(sum2, z));
      k += 16;
    } while (k < bytes);
    v128.store(to + j, sumLanes(a, b));
    row = next + bytes;
    j += 16;
  } while (j < bytes);
}

/** The first diagonal of a block: s_k/q_k between 1 and 10^6 times s.q/q.q. */
function scale(row: i32, bytes: i32, s: i32, q: i32, mean: f64): void {
  for (let k = 0; k < bytes; k += 8) {
    const own = f64.load(s + k) / f64.load(q + k);
    if (f64.load(row) > 0) f64.store(row, own > mean ? min(own, MOST_FLAT * mean) : mean);
    row += bytes + 8;
  }
}

/** Equation (2). */
export function hold(h: InverseHessian, held: i32): void {
  const bytes = lengthOf(h, held);
  const rows = rowsAt(h, held);
  const own = held - firstOf(h, held);
  const heldRow = rows + (own >> 3) * bytes;
  const copy = h.hq;
  memory.copy(copy, heldRow, bytes);
  const pivot = f64.load(copy + own);
  let row = rows;
  for (let j = 0; j < bytes; j += 8, row += bytes) {
    const share = f64x2.splat(pivot > 0 ? f64.load(copy + j) / pivot : 0);
    for (let k = 0; k < bytes; k += 16) {
      const part = f64x2.mul(share, v128.load(copy + k));
      v128.store(row + k, f64x2.sub(v128.load(row + k), part));
    }
    f64.store(row + own, 0);
  }
  memory.fill(heldRow, 0, bytes);
}

/** A coordinate that was held enters with the harmonic mean of the diagonal. */
export function release(h: InverseHessian, released: i32): void {
  let sum = 0.0;
  let count = 0;
  for (let k = 0; k < h.bytes; k += 8) {
    const own = f64.load(diagonal(h, k));
    if (!(own > 0)) continue;
    sum += 1 / own;
    count++;
  }
  f64.store(diagonal(h, released), count > 0 ? f64(count) / sum : 1);
}
