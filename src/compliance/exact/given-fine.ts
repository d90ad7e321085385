/**
 * Shares of a population whose expected fine is X = a·d·F for all, while B, c, σ are each fixed or uniform.
 *
 *     comply:  B ≤ X and c + σX ≥ B
 *     evade:   B > X and c + σX ≥ X                                                               (8)
 *     split:   c + σX < min(B, X)
 *
 * c + σX is c_l + σ_l X plus two uniform numbers of widths P ≤ Q out of {c_h−c_l, X(σ_h−σ_l)}, so
 *
 *     T(z) = P(c + σX ≥ c_l + σ_l X + z) = 1                       z ≤ 0
 *                                        = 1 − z²/2PQ              z ≤ P                          (9)
 *                                        = 1 − (z − P/2)/Q         z ≤ Q
 *                                        = (P+Q−z)²/2PQ            z ≤ P+Q, 0 beyond,
 *
 * and the share that complies is the mean of T over B, cut at B = X:
 *
 *     comply = ∫₀^{min(w, X−B_l)} T(B_l + β − c_l − σ_l X) dβ / w,   w = B_h − B_l.               (10)
 *
 * Each polynomial is integrated over its own part of the range, and no difference of large numbers is
 * taken: what places the ranges relative to each other is given at X = Xmax in twice the precision, and
 * moves with x = X − Xmax.
 */

export interface GivenFine {
  /** B_h − B_l, c_h − c_l, σ_h − σ_l. */
  readonly benefitWidth: number;
  readonly costWidth: number;
  readonly coordinationWidth: number;
  /** σ_l. */
  readonly coordination: number;
  /** 1 − σ_l. */
  readonly discord: number;
  /** X − B_l, at Xmax. */
  readonly margin: number;
  /** B_l − c_l − σ_l X, at Xmax. */
  readonly splitGain: number;
  /** X − c_l − σ_l X, at Xmax. */
  readonly splitSaving: number;
}

/** Shares [comply, evade, split] at expected fine X = Xmax + x, into `out`. */
export function sharesGivenFine(g: GivenFine, X: number, x: number, out: Float64Array): void {
  const spread = g.coordinationWidth * X;
  const P = Math.min(g.costWidth, spread);
  const Q = Math.max(g.costWidth, spread);
  const w = g.benefitWidth;
  const margin = g.margin + x;
  const gain = g.splitGain - g.coordination * x;
  let below: number; // share with B ≤ X
  let comply: number;
  if (w === 0) {
    below = margin >= 0 ? 1 : 0;
    comply = below === 1 ? tail(gain, P, Q) : 0;
  } else {
    const reach = Math.max(0, Math.min(w, margin));
    below = reach / w;
    comply = reach > 0 ? tailIntegral(gain, reach, P, Q) / w : 0;
  }
  const stay = below < 1 ? tail(g.splitSaving + g.discord * x, P, Q) : 0;
  out[0] = comply;
  out[1] = (1 - below) * stay;
  out[2] = Math.max(0, below - comply) + (1 - below) * (1 - stay);
}

/** T(z) of (9). */
function tail(z: number, P: number, Q: number): number {
  if (z <= 0) return 1;
  if (z < P) return 1 - 0.5 * (z / P) * (z / Q);
  if (z <= Q) return 1 - (z - 0.5 * P) / Q;
  const rest = P + Q - z;
  return rest > 0 ? 0.5 * (rest / P) * (rest / Q) : 0;
}

/** ∫₀^length T(z + β) dβ. */
function tailIntegral(z: number, length: number, P: number, Q: number): number {
  const first = Math.max(0, Math.min(length, -z));
  const second = Math.max(first, Math.min(length, P - z));
  const third = Math.max(second, Math.min(length, Q - z));
  const fourth = Math.max(third, Math.min(length, P + Q - z));
  let total = first;
  if (second > first) {
    const u = z + first;
    const v = z + second;
    total +=
      (second - first) * (1 - ((u / P) * (u / Q) + (u / P) * (v / Q) + (v / P) * (v / Q)) / 6);
  }
  if (third > second) {
    total += (third - second) * (1 - (z + 0.5 * (second + third) - 0.5 * P) / Q);
  }
  if (fourth > third) {
    const u = P + Q - (z + third);
    const v = P + Q - (z + fourth);
    total += ((fourth - third) * ((u / P) * (u / Q) + (u / P) * (v / Q) + (v / P) * (v / Q))) / 6;
  }
  return total;
}
