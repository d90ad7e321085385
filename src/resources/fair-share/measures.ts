/**
 * How equal shares are: Jain's index (Σ x)² / (n Σ x²), from 1/n (one has all) to 1 (all alike), and Gini's
 * coefficient Σ_i Σ_j |x_i − x_j| / (2 n Σ x), from 0 (all alike) to 1 − 1/n.
 *
 * Sources: R. Jain, D.-M. Chiu, W. Hawe, DEC Research Report TR-301 (1984); C. Gini (1912).
 */

export interface FairnessMeasures {
  readonly jain: number;
  readonly gini: number;
}

/** @param x numbers ≥ 0; all 0 count as equal */
export function measures(x: Float64Array): FairnessMeasures {
  const n = x.length;
  const most = x.reduce((a, b) => Math.max(a, b), 0);
  if (!(most > 0)) return { jain: 1, gini: 0 };
  const sorted = x.map((value) => value / most).sort();
  let sum = 0;
  let squares = 0;
  let ranked = 0;
  sorted.forEach((value, k) => {
    sum += value;
    squares += value * value;
    ranked += (2 * k + 1 - n) * value;
  });
  return {
    jain: Math.min(1, (sum * sum) / (n * squares)),
    gini: Math.max(0, ranked / (n * sum)),
  };
}
