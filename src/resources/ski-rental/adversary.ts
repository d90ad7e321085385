/**
 * Seasons drawn at random against which every strategy fares alike: by Yao's principle none has a worst
 * expected ratio below theirs.
 *
 * Let q_n be the probability of n days and w_n = q_n / OPT(n), W_i = Σ_{n≥i} w_n. Buying on day i has the
 * expected ratio
 *
 *     E_i = Σ_{n<i} n w_n + (i − 1 + b) W_i,    E_{i+1} − E_i = W_{i+1} − (b − 1) w_i,               (SR8)
 *
 * which is constant for w_i = W_{i+1}/(b − 1) on the days 1 … m, m = ⌈b⌉ − 1, and what is left on one long
 * season of L = ⌈m + b⌉ days. Buying between m + 1 and L costs more than on day m + 1, and never buying
 * costs L ≥ m + b. So min_i E_i = b W_1, which equals c of (SR5).
 *
 * Source: A. C.-C. Yao, "Probabilistic computations: toward a unified measure of complexity", 18th FOCS (1977)
 * 222.
 */

export interface Adversary {
  /** q_1, …, q_m, and of the long season last. */
  readonly probabilities: Float64Array;
  /** L, the days of the long season. */
  readonly longest: number;
  /** The least expected ratio that any strategy has against these seasons. */
  readonly value: number;
}

export function adversaryOf(b: number): Adversary {
  const m = Math.max(0, Math.ceil(b) - 1);
  const longest = Math.max(1, Math.ceil(m + b));
  const probabilities = new Float64Array(m + 1);
  probabilities[m] = Math.min(b, longest);
  let above = 1;
  let total = probabilities[m];
  for (let n = m; n > 0; n--) {
    const weight = above / (b - 1);
    probabilities[n - 1] = n * weight;
    total += probabilities[n - 1];
    above += weight;
  }
  for (let n = 0; n <= m; n++) probabilities[n] /= total;
  return { probabilities, longest, value: (b * above) / total };
}
