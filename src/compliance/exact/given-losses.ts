/**
 * Shares of labs that all face the losses L₁ = L(ad, F+V) when evading and L₂ = L(adσ^(k−1), F+V) when
 * splitting, while b = B − m and the cost C = c(k−1) are each fixed or uniform:
 *
 *     comply = P(b ≤ L₁, b − C ≤ L₂),   evade = P(b > L₁) P(C ≥ L₁ − L₂),   split = the rest.       (16)
 *
 * Both are piecewise polynomials in L₁ and L₂; their pieces meet where
 *
 *     L₂ = b_i − C_j,   L₁ − L₂ = C_j,   L₁ = b_i,   i, j in {low, high}.                           (17)
 */

export interface Money {
  /** The ends of b and of C. */
  readonly benefit: readonly [number, number];
  readonly cost: readonly [number, number];
}

/** Adds weight times the shares (16) to `sums`: comply, evade, split. */
export function addShares(
  { benefit: [low, high], cost: [cheap, dear] }: Money,
  L1: number,
  L2: number,
  weight: number,
  sums: Float64Array,
): void {
  const width = high - low;
  const spread = dear - cheap;
  const end = Math.min(high, L1);
  const below = width > 0 ? Math.max(0, end - low) / width : low <= L1 ? 1 : 0;
  let comply = 0;
  if (below > 0) {
    if (width === 0) comply = atLeast(low - L2, cheap, dear);
    else {
      // C ≥ b − L₂ is certain up to b = `sure`, and impossible from `sure` + spread on
      const sure = Math.max(low, Math.min(end, L2 + cheap));
      const none = Math.max(sure, Math.min(end, L2 + dear));
      comply = sure - low;
      if (none > sure) {
        comply += ((none - sure) * (L2 + dear - sure + (L2 + dear - none))) / (2 * spread);
      }
      comply /= width;
    }
  }
  const evade = below < 1 ? (1 - below) * atLeast(L1 - L2, cheap, dear) : 0;
  sums[0] += weight * comply;
  sums[1] += weight * evade;
  sums[2] += weight * Math.max(0, 1 - comply - evade);
}

/** P(C ≥ x). */
function atLeast(x: number, cheap: number, dear: number): number {
  if (x <= cheap) return 1;
  return x >= dear ? 0 : (dear - x) / (dear - cheap);
}
