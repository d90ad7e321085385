/**
 * PCG64 and SciPy's Latin hypercube in plain JavaScript: the same bits as `assembly/random/pcg64.ts` and
 * `assembly/sampling/scipy.ts`, whose heads state the equations and the sources.
 *
 * The product of 128 bits goes by words of 32: the low word of each column comes from `Math.imul`, the
 * carry out of it from the same sum in doubles. Column k with its carry is P_k = 2³² h_k + r_k with
 * P_k < 2⁶⁷, so that in doubles (P_k − r_k) 2⁻³² is within 2⁻¹⁶ of the whole number h_k.
 */

/** Words of 64 bits drawn at a time. */
const batch = 512;

/** The next `count` words of 64 bits, low half first; the state moves on. */
function pcg64Fill(state: Uint32Array, out: Uint32Array, count: number): void {
  // the multiplier, least significant word first; local, since bundlers turn a module's constants
  // into variables, which costs a quarter of the speed
  const [a0, a1, a2, a3] = [0x9fccf645, 0x4385df64, 0x1fc65da4, 0x2360ed05];
  const columnScale = 2 ** -32;
  const [d0, d1, d2] = [state[4], state[5], state[6]];
  const [c0, c1, c2, c3] = [d0 | 0, d1 | 0, d2 | 0, state[7] | 0];
  let [u0, u1, u2] = [state[0], state[1], state[2]];
  let [s0, s1, s2, s3] = [u0 | 0, u1 | 0, u2 | 0, state[3] | 0];
  for (let i = 0; i < 2 * count; i += 2) {
    const p0 = u0 * a0 + d0;
    const p1 = u0 * a1 + u1 * a0 + d1;
    const p2 = u0 * a2 + u1 * a1 + u2 * a0 + d2;
    s3 = (Math.imul(s0, a3) + Math.imul(s1, a2) + Math.imul(s2, a1) + Math.imul(s3, a0) + c3) | 0;
    s2 = (Math.imul(s0, a2) + Math.imul(s1, a1) + Math.imul(s2, a0) + c2) | 0;
    s1 = (Math.imul(s0, a1) + Math.imul(s1, a0) + c1) | 0;
    s0 = (Math.imul(s0, a0) + c0) | 0;
    u0 = s0 >>> 0;
    // the halves that are added make rounding of truncation
    const h0 = (p0 - u0) * columnScale + 0.5;
    s1 = (s1 + (h0 | 0)) | 0;
    u1 = s1 >>> 0;
    const h1 = (p1 + h0 - u1) * columnScale + 0.5;
    s2 = (s2 + (h1 | 0)) | 0;
    u2 = s2 >>> 0;
    const h2 = (p2 + h1 - u2) * columnScale + 0.5;
    s3 = (s3 + (h2 | 0)) | 0;

    const rotation = s3 >>> 26;
    let low = s0 ^ s2;
    let high = s1 ^ s3;
    const swapped = (low ^ high) & -(rotation >>> 5);
    low ^= swapped;
    high ^= swapped;
    out[i] = (low >>> rotation) | ((high << 1) << ~rotation);
    out[i + 1] = (high >>> rotation) | ((low << 1) << ~rotation);
  }
  state[0] = s0;
  state[1] = s1;
  state[2] = s2;
  state[3] = s3;
}

/** u as columns, from 53 bits a value. */
function fillJitter(
  generator: Uint32Array,
  words: Uint32Array,
  samples: number,
  dimensions: number,
  out: Float64Array,
): void {
  let left = samples * dimensions;
  let next = 0;
  let end = 0;
  for (let i = 0; i < samples; i++) {
    for (let j = 0, to = i; j < dimensions; j++, to += samples) {
      if (next === end) {
        const count = Math.min(left, batch); // no word more: what follows is drawn elsewhere
        pcg64Fill(generator, words, count);
        left -= count;
        next = 0;
        end = 2 * count;
      }
      out[to] = (words[next + 1] * 2 ** 21 + (words[next] >>> 11)) * 2 ** -53;
      next += 2;
    }
  }
}

/**
 * n × d points as columns: value j of point i at `out[j * samples + i]`.
 *
 * @param state as `SamplingKernels.scipyHypercube` has it; left as it is
 */
export function scipyHypercube(
  state: Uint32Array,
  samples: number,
  dimensions: number,
  scramble: boolean,
  out: Float64Array,
): void {
  const generator = state.slice(0, 8);
  const words = new Uint32Array(2 * batch);
  if (scramble) fillJitter(generator, words, samples, dimensions, out);
  else out.fill(0.5, 0, samples * dimensions);

  const order = new Int32Array(samples);
  let next = words.length;
  for (let column = 0; column < samples * dimensions; column += samples) {
    for (let i = 0; i < samples; i++) order[i] = i + 1;
    for (let last = samples - 1; last > 0; ) {
      if (next === words.length) {
        pcg64Fill(generator, words, batch);
        next = 0;
      }
      // draws that are not refused move to the front, without a branch on chance
      const mask = -1 >>> Math.clz32(last);
      const most = last - (mask >>> 1);
      let taken = 0;
      for (; next < words.length && taken < most; next++) {
        const chosen = words[next] & mask;
        words[taken] = chosen;
        taken += 1 + ((last - taken - chosen) >> 31);
      }
      for (let k = 0; k < taken; k++, last--) {
        const chosen = words[k];
        const rank = order[chosen];
        order[chosen] = order[last];
        out[column + last] = (rank - out[column + last]) / samples;
      }
    }
    out[column] = (order[0] - out[column]) / samples;
  }
}
