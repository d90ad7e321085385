/**
 * SciPy's Latin hypercube, bit for bit: `scipy.stats.qmc.LatinHypercube(d, scramble, seed).random(n)`.
 *
 *     x_ij = (π_j(i) − u_ij) / n,        i = 0 … n − 1,   j = 0 … d − 1,
 *
 * π_j a random order of 1 … n; u_ij uniform in [0, 1), or ½ without scrambling. The generator is drawn
 * from in this order: first u, point by point, 64 bits each; then π_0, π_1, …, by Fisher and Yates from
 * the last place down, the place to change with in 0 … i being the first draw of 32 bits that is at most
 * i under the mask 2^⌈log₂(i + 1)⌉ − 1.
 *
 * Source: SciPy 1.8 and later, `scipy/stats/_qmc.py`; NumPy 1.17 and later, `Generator.shuffle`.
 */
import { pcg64Bytes, pcg64Double, pcg64Fill } from '../random/pcg64';

/** Words drawn at a time. */
const batch: i32 = 512;

/** Bytes `scipyHypercube` needs at `scratch`: the generator, a batch of its words, one order of n. */
export function scipyScratchBytes(samples: i32): i32 {
  return pcg64Bytes + (batch << 3) + (((samples + 3) & ~3) << 2);
}

/** u as columns: value j of point i at `out[j * samples + i]`. */
function fillJitter(generator: i32, words: i32, samples: i32, dimensions: i32, out: i32): void {
  const column = samples << 3;
  let left = samples * dimensions;
  let next = words;
  let end = words;
  for (let i = 0; i < samples; i++) {
    for (let j = 0, to = out + (i << 3); j < dimensions; j++, to += column) {
      if (next == end) {
        const count = min(left, batch); // no word more: what follows is drawn elsewhere
        pcg64Fill(generator, words, count);
        left -= count;
        next = words;
        end = words + (count << 3);
      }
      f64.store(to, pcg64Double(load<u64>(next)));
      next += 8;
    }
  }
}

/** Takes the rank at place `chosen` and puts there the one at `last`. */
// @ts-ignore: decorator
@inline
function exchange(order: i32, chosen: i32, last: i32): i32 {
  const from = order + (chosen << 2);
  const rank = load<i32>(from);
  store<i32>(from, load<i32>(order + (last << 2)));
  return rank;
}

// @ts-ignore: decorator
@inline
function place(out: i32, rank: i32, scramble: i32, n: f64): void {
  const jitter = scramble ? f64.load(out) : 0.5;
  f64.store(out, (f64(rank) - jitter) / n);
}

/**
 * n × d points as columns.
 *
 * @param state eight u32, least significant first: the 128 bits of PCG64's state, then of its increment;
 *     left as it is
 * @param scramble 0: points at the centres of their cells
 * @param out value j of point i at `out[j * samples + i]`
 * @param scratch `scipyScratchBytes(samples)` bytes, 16-byte aligned
 */
export function scipyHypercube(
  state: i32,
  samples: i32,
  dimensions: i32,
  scramble: i32,
  out: i32,
  scratch: i32,
): void {
  const generator = scratch;
  const words = generator + pcg64Bytes;
  const order = words + (batch << 3);
  memory.copy(generator, state, pcg64Bytes);
  if (scramble) fillJitter(generator, words, samples, dimensions, out);

  const n = f64(samples);
  const end = words + (batch << 3);
  let next = end;
  for (let j = 0; j < dimensions; j++, out += samples << 3) {
    for (let i = 0; i < samples; i++) store<i32>(order + (i << 2), i + 1);
    for (let last = samples - 1; last > 0;) {
      if (next == end) {
        pcg64Fill(generator, words, batch);
        next = words;
      }
      // draws that are not refused move to the front, without a branch on chance
      const mask = i32(u32(-1) >> u32(clz(last)));
      const least = mask >> 1;
      let top = last;
      for (let to = words; next < end && top > least; next += 4) {
        const chosen = load<i32>(next) & mask;
        store<i32>(to, chosen);
        const isTaken = i32(chosen <= top);
        to += isTaken << 2;
        top -= isTaken;
      }
      for (let at = words; last > top; last--, at += 4) {
        const rank = exchange(order, load<i32>(at), last);
        place(out + (last << 3), rank, scramble, n);
      }
    }
    place(out, load<i32>(order), scramble, n);
  }
}
