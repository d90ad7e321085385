/**
 * Dynamic programmes of knapsacks over a row of T (i32 or f64), in vectors:
 *
 *     row[c] ← max(row[c], row[c − s] + g)      for every item of size s and gain g, c descending
 *
 * A vector at c reads c − s … before c is written and nothing above c, so the row is worked in place for
 * any s ≥ 1 and any alignment. Two items are taken in one pass,
 *
 *     max(max(r[c], r[c−s₁] + g₁), max(r[c−s₂], r[c−s₁−s₂] + g₁) + g₂)
 *
 * which is what two passes give, to the bit, with half the stores.
 */

// @ts-ignore: decorator
@inline
function greater<T>(a: v128, b: v128): v128 {
  return isFloat<T>() ? v128.pmax<T>(a, b) : v128.max<T>(a, b);
}

// @ts-ignore: decorator
@inline
function sizeAt(sizes: usize, k: i32): i32 {
  return load<i32>(sizes + ((<usize>k) << 2));
}

// @ts-ignore: decorator
@inline
function gainAt<T>(gains: usize, k: i32): T {
  return load<T>(gains + ((<usize>k) << alignof<T>()));
}

/** One item on cells [low, high), low ≥ size. */
function single<T>(row: usize, size: i32, gain: T, low: i32, high: i32): void {
  if (low >= high) return;
  const back = (<usize>size) << alignof<T>();
  const end = row + ((<usize>low) << alignof<T>());
  let p = row + ((<usize>high) << alignof<T>());
  const g = v128.splat<T>(gain);
  while (p >= end + 16) {
    p -= 16;
    v128.store(p, greater<T>(v128.load(p), v128.add<T>(v128.load(p - back), g)));
  }
  while (p > end) {
    p -= sizeof<T>();
    const x = load<T>(p - back) + gain;
    if (x > load<T>(p)) store<T>(p, x);
  }
}

/** Two items on cells [low, high), low ≥ both sizes together. */
function double<T>(
  row: usize,
  size1: i32,
  gain1: T,
  size2: i32,
  gain2: T,
  low: i32,
  high: i32,
): void {
  if (low >= high) return;
  const b1 = (<usize>size1) << alignof<T>();
  const b2 = (<usize>size2) << alignof<T>();
  const b3 = b1 + b2;
  const end = row + ((<usize>low) << alignof<T>());
  let p = row + ((<usize>high) << alignof<T>());
  const g1 = v128.splat<T>(gain1);
  const g2 = v128.splat<T>(gain2);
  while (p >= end + 32) {
    p -= 32;
    const u = greater<T>(v128.load(p, 16), v128.add<T>(v128.load(p - b1, 16), g1));
    const v = greater<T>(v128.load(p - b2, 16), v128.add<T>(v128.load(p - b3, 16), g1));
    const x = greater<T>(v128.load(p), v128.add<T>(v128.load(p - b1), g1));
    const y = greater<T>(v128.load(p - b2), v128.add<T>(v128.load(p - b3), g1));
    v128.store(p, greater<T>(u, v128.add<T>(v, g2)), 16);
    v128.store(p, greater<T>(x, v128.add<T>(y, g2)));
  }
  while (p > end) {
    p -= sizeof<T>();
    let u = load<T>(p);
    const x = load<T>(p - b1) + gain1;
    if (x > u) u = x;
    let v = load<T>(p - b2);
    const y = load<T>(p - b3) + gain1;
    if (y > v) v = y;
    v += gain2;
    store<T>(p, v > u ? v : u);
  }
}

// @ts-ignore: decorator
@inline
function relax<T>(
  gains: usize,
  sizes: usize,
  count: i32,
  row: usize,
  length: i32,
  reach: i32,
  need: i32,
): i32 {
  let later: i64 = 0;
  for (let k = 0; k < count; k++) later += sizeAt(sizes, k);
  for (let k = 0; k < count; k += 2) {
    const isPair = k + 1 < count;
    const s1 = sizeAt(sizes, k);
    const s2 = isPair ? sizeAt(sizes, k + 1) : 0;
    const both = s1 + s2;
    const g1 = gainAt<T>(gains, k);
    later -= both;
    const now = min(length - 1, reach + both);
    const last = load<T>(row + ((<usize>reach) << alignof<T>()));
    for (let c = reach + 1; c <= now; c++) store<T>(row + ((<usize>c) << alignof<T>()), last);
    reach = now;
    const low = i32(max<i64>(0, need - later));
    const top = reach + 1;
    if (!isPair) {
      single<T>(row, s1, g1, max(s1, low), top);
      break;
    }
    const g2 = gainAt<T>(gains, k + 1);
    double<T>(row, s1, g1, s2, g2, max(both, low), top);
    // below both sizes together, one after the other
    const rim = min(top, both);
    single<T>(row, s1, g1, max(s1, i32(max<i64>(0, need - later - s2))), rim);
    single<T>(row, s2, g2, max(s2, low), rim);
  }
  return reach;
}

/**
 * Takes `count` items into a row of `length` cells whose cells above `reach` are those at `reach`; cells from
 * `need` on are right afterwards, up to the new reach, which is returned.
 */
export function knapsackRelaxInteger(
  gains: i32,
  sizes: i32,
  count: i32,
  row: i32,
  length: i32,
  reach: i32,
  need: i32,
): i32 {
  return relax<i32>(gains, sizes, count, row, length, reach, need);
}

/** As `knapsackRelaxInteger`, on f64. */
export function knapsackRelax(
  gains: i32,
  sizes: i32,
  count: i32,
  row: i32,
  length: i32,
  reach: i32,
  need: i32,
): i32 {
  return relax<f64>(gains, sizes, count, row, length, reach, need);
}

/** One item from one row to the next, on cells [low, length). */
function advance<T>(from: usize, to: usize, size: i32, gain: T, low: i32, length: i32): void {
  const g = v128.splat<T>(gain);
  const back = (<usize>size) << alignof<T>();
  const lanes: i32 = 16 / sizeof<T>();
  let c = low;
  const rim = min(size, length);
  for (; c < rim; c++) {
    store<T>(to + ((<usize>c) << alignof<T>()), load<T>(from + ((<usize>c) << alignof<T>())));
  }
  for (; c + lanes <= length; c += lanes) {
    const p = from + ((<usize>c) << alignof<T>());
    const x = greater<T>(v128.load(p), v128.add<T>(v128.load(p - back), g));
    v128.store(to + ((<usize>c) << alignof<T>()), x);
  }
  for (; c < length; c++) {
    const p = from + ((<usize>c) << alignof<T>());
    const x = load<T>(p - back) + gain;
    const y = load<T>(p);
    store<T>(to + ((<usize>c) << alignof<T>()), x > y ? x : y);
  }
}

/** All rows of a small problem are kept at `rows`, the first of them given, and the items read off. */
// @ts-ignore: decorator
@inline
function take<T>(
  gains: usize,
  sizes: usize,
  count: i32,
  rows: usize,
  length: i32,
  taken: usize,
): void {
  const stride = (<usize>length) << alignof<T>();
  let later: i64 = 0;
  for (let k = 0; k < count; k++) later += sizeAt(sizes, k);
  let row = rows;
  for (let k = 0; k < count; k++, row += stride) {
    const size = sizeAt(sizes, k);
    later -= size;
    const low = i32(max<i64>(0, <i64>length - 1 - later));
    advance<T>(row, row + stride, size, gainAt<T>(gains, k), low, length);
  }
  let c = length - 1;
  for (let k = count - 1; k >= 0; k--) {
    const cell = row + ((<usize>c) << alignof<T>());
    row -= stride;
    const isTaken = load<T>(cell) != load<T>(cell - stride);
    store<u8>(taken + k, isTaken ? 1 : 0);
    if (isTaken) c -= sizeAt(sizes, k);
  }
}

/** Which of `count` items reach the last of `length` cells best, a byte each; rows have i32. */
export function knapsackTakeInteger(
  gains: i32,
  sizes: i32,
  count: i32,
  rows: i32,
  length: i32,
  taken: i32,
): void {
  take<i32>(gains, sizes, count, rows, length, taken);
}

/** As `knapsackTakeInteger`, on f64. */
export function knapsackTake(
  gains: i32,
  sizes: i32,
  count: i32,
  rows: i32,
  length: i32,
  taken: i32,
): void {
  take<f64>(gains, sizes, count, rows, length, taken);
}
