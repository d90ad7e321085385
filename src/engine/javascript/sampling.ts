/**
 * The kernels of `sampling` in plain JavaScript: the same bits as `assembly/sampling/`, whose files hold the
 * equations.
 */

import type { PointStream, SamplingKernels } from '../kernels/sampling';
import { scipyHypercube } from './pcg64';

/** x + f(other) of equations (1) and (3) in `assembly/random/permutation.ts`. */
function step(x: number, other: number, key: number, modulus: number): number {
  const y = ((other ^ (key & 0xffff)) * 0x88b5) & 0xffff;
  const z = Math.imul(y ^ (y >>> 8) ^ (key >>> 16), 0xdb2d) & 0xffff;
  const sum = x + (((z >>> 1) * modulus + 0x4000) >>> 15);
  return sum >= modulus ? sum - modulus : sum;
}

function permuteOnce(i: number, a: number, b: number, keys: Uint32Array, at: number): number {
  let L = Math.floor(i / b);
  let R = i - L * b;
  L = step(L, R, keys[at], a);
  R = step(R, L, keys[at + 1], b);
  L = step(L, R, keys[at + 2], a);
  R = step(R, L, keys[at + 3], b);
  L = step(L, R, keys[at + 4], a);
  return L * b + R;
}

function hash(i: number, k1: number, k2: number): number {
  const x = (i + k1) | 0;
  const y = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  const z = y ^ (y >>> 15) ^ k2;
  const w = Math.imul(z, 0x735a2d97);
  return (w ^ (w >>> 15)) >>> 0;
}

function latinHypercube(
  { samples, dimensions, table }: PointStream,
  from: number,
  count: number,
  out: Float64Array,
): void {
  let a = Math.ceil(Math.sqrt(samples));
  while (a * a < samples) a++;
  const b = Math.ceil(samples / a);
  let bits = 50;
  for (let power = 1; power < samples; power *= 2) bits--;
  bits = Math.min(32, bits);
  const shift = 32 - bits;
  const scale = 2 ** -bits;
  const inverse = 1 / samples;
  for (let j = 0; j < dimensions; j++) {
    const at = 7 * j;
    const k1 = table[at + 5];
    const k2 = table[at + 6];
    const column = j * count;
    for (let i = 0; i < count; i++) {
      let stratum = from + i;
      do stratum = permuteOnce(stratum, a, b, table, at);
      while (stratum >= samples);
      const h = hash(from + i, k1, k2) >>> shift;
      out[column + i] = (stratum + (h + 0.5) * scale) * inverse;
    }
  }
}

/** The high word of the product of two 32-bit words. */
function highProduct(x: number, y: number): number {
  const xl = x & 0xffff;
  const xh = x >>> 16;
  const yl = y & 0xffff;
  const yh = y >>> 16;
  const middle = xh * yl + ((xl * yl) >>> 16);
  const cross = xl * yh + (middle & 0xffff);
  return (xh * yh + (middle >>> 16) + (cross >>> 16)) >>> 0;
}

function randomPoints(
  { dimensions, table }: PointStream,
  from: number,
  count: number,
  out: Float64Array,
): void {
  for (let j = 0; j < dimensions; j++) {
    const column = j * count;
    for (let i = 0; i < count; i++) {
      let x0 = (from + i) >>> 0;
      let x1 = table[2 * j + 1];
      let key = table[2 * j];
      for (let step = 0; step < 10; step++) {
        const next = highProduct(0xd256d193, x0) ^ key ^ x1;
        x1 = Math.imul(0xd256d193, x0);
        x0 = next >>> 0;
        key = (key + 0x9e3779b9) | 0;
      }
      out[column + i] = ((x1 >>> 6) * 2 ** 26 + (x0 >>> 6) + 0.5) * 2 ** -52;
    }
  }
}

function sobolPoints(
  { dimensions, table }: PointStream,
  from: number,
  count: number,
  out: Float64Array,
): void {
  for (let j = 0; j < dimensions; j++) {
    const row = 33 * j;
    let y = table[row + 32];
    for (let code = (from ^ (from >>> 1)) >>> 0, k = row; code !== 0; code >>>= 1, k++) {
      if (code & 1) y ^= table[k];
    }
    const column = j * count;
    for (let i = 0; i < count; i++) {
      out[column + i] = ((y >>> 0) + 0.5) * 2 ** -32;
      const next = (from + i + 1) >>> 0;
      if (next !== 0) y ^= table[row + 31 - Math.clz32(next & -next)];
    }
  }
}

export function fillPoints(
  stream: PointStream,
  from: number,
  count: number,
  out: Float64Array,
): void {
  if (stream.kind === 'sobol') sobolPoints(stream, from, count, out);
  else if (stream.kind === 'random') randomPoints(stream, from, count, out);
  else latinHypercube(stream, from, count, out);
}

export const samplingKernels: SamplingKernels = { fill: fillPoints, scipyHypercube };
