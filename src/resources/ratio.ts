/** How an answer that does not look ahead, or does not look everywhere, compares with the best there is. */

/**
 * Ratios are ≥ 1 for costs and for values alike: cost of the answer over the optimum, or the optimum over
 * the value of the answer. 0 over 0 counts as 1.
 */
export interface Ratio {
  /** On this problem; null where the optimum is not known. `Infinity` where only the optimum is 0. */
  readonly realized: number | null;
  /** What theory says that no problem exceeds; null where there is no such bound. */
  readonly proven: number | null;
}

/** `numerator / denominator` with 0/0 = 1. */
export function ratioOf(numerator: number, denominator: number): number {
  return numerator === denominator ? 1 : numerator / denominator;
}
