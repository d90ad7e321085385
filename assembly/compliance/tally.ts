/**
 * Decisions over columns of labs: codes, or counts over a stream of points that are made as they are
 * needed, in blocks that stay in the cache.
 *
 * A block of six columns of f64 in the order B, a, d, F, c, σ, one behind the other.
 */

import { latinHypercube } from '../sampling/latin-hypercube';
import { randomPoints } from '../sampling/random';
import { sobolPoints } from '../sampling/sobol';
import { decide, evadePair, evades, splitPair, splits } from './decision';

/** Points made at a time: 512 × 6 × 8 bytes. */
const BLOCK: i32 = 512;

/** Bytes of scratch that `complianceTally` needs. */
export function tallyScratchBytes(): i32 {
  return BLOCK * 48;
}

/** The code of each of `count` labs, a byte each. */
export function complianceClassify(columns: i32, count: i32, codes: i32): void {
  const s = count << 3;
  for (let i = 0; i < count; i++, columns += 8) {
    const code = decide(
      f64.load(columns),
      f64.load(columns + s),
      f64.load(columns + 2 * s),
      f64.load(columns + 3 * s),
      f64.load(columns + 4 * s),
      f64.load(columns + 5 * s),
    );
    store<u8>(codes + i, u8(code));
  }
}

/**
 * Counts of evade and split over points [from, from + count) of a stream, each u mapped to low + width·u.
 *
 * @param kind 0 Latin hypercube, 1 Sobol', 2 random
 * @param box address of the six low ends, the six widths, and the two counts (out)
 */
export function complianceTally(
  kind: i32,
  table: i32,
  samples: f64,
  from: f64,
  count: f64,
  box: i32,
  scratch: i32,
): void {
  let evading: i64 = 0;
  let splitting: i64 = 0;
  const end = from + count;
  while (from < end) {
    const size = i32(min(end - from, f64(BLOCK)));
    if (kind === 0) latinHypercube(table, samples, from, size, 6, scratch);
    else if (kind === 1) sobolPoints(table, from, size, 6, scratch);
    else randomPoints(table, from, size, 6, scratch);
    const counts = block(scratch, size, box);
    evading += counts & 0xffffffff;
    splitting += counts >> 32;
    from += f64(size);
  }
  f64.store(box, f64(evading), 96);
  f64.store(box, f64(splitting), 104);
}

/** Counts of one block: evade in the lower word, split in the upper. */
function block(columns: i32, count: i32, box: i32): i64 {
  const s = count << 3;
  const lowB = v128.load64_splat(box);
  const lowA = v128.load64_splat(box, 8);
  const lowD = v128.load64_splat(box, 16);
  const lowF = v128.load64_splat(box, 24);
  const lowC = v128.load64_splat(box, 32);
  const lowS = v128.load64_splat(box, 40);
  const widthB = v128.load64_splat(box, 48);
  const widthA = v128.load64_splat(box, 56);
  const widthD = v128.load64_splat(box, 64);
  const widthF = v128.load64_splat(box, 72);
  const widthC = v128.load64_splat(box, 80);
  const widthS = v128.load64_splat(box, 88);
  let evading = i64x2.splat(0);
  let splitting = i64x2.splat(0);
  let p = columns;
  for (const last = columns + s - 16; p <= last; p += 16) {
    const B = f64x2.add(lowB, f64x2.mul(widthB, v128.load(p)));
    const a = f64x2.add(lowA, f64x2.mul(widthA, v128.load(p + s)));
    const d = f64x2.add(lowD, f64x2.mul(widthD, v128.load(p + 2 * s)));
    const F = f64x2.add(lowF, f64x2.mul(widthF, v128.load(p + 3 * s)));
    const c = f64x2.add(lowC, f64x2.mul(widthC, v128.load(p + 4 * s)));
    const sigma = f64x2.add(lowS, f64x2.mul(widthS, v128.load(p + 5 * s)));
    const evade = evadePair(B, a, d, F);
    const split = splitPair(B, a, d, F, c, sigma);
    evading = i64x2.sub(evading, evades(evade, split));
    splitting = i64x2.sub(splitting, splits(evade, split));
  }
  let evaders = i64x2.extract_lane(evading, 0) + i64x2.extract_lane(evading, 1);
  let splitters = i64x2.extract_lane(splitting, 0) + i64x2.extract_lane(splitting, 1);
  if (p < columns + s) {
    const code = decide(
      f64.load(box) + f64.load(box, 48) * f64.load(p),
      f64.load(box, 8) + f64.load(box, 56) * f64.load(p + s),
      f64.load(box, 16) + f64.load(box, 64) * f64.load(p + 2 * s),
      f64.load(box, 24) + f64.load(box, 72) * f64.load(p + 3 * s),
      f64.load(box, 32) + f64.load(box, 80) * f64.load(p + 4 * s),
      f64.load(box, 40) + f64.load(box, 88) * f64.load(p + 5 * s),
    );
    evaders += i64(code === 1);
    splitters += i64(code === 2);
  }
  return (splitters << 32) | evaders;
}
