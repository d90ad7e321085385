/**
 * Buying on a day that is fixed beforehand.
 *
 * Of all seasons the one that ends on the day of purchase is worst for buying on day i:
 *
 *     R(i) = max_n cost(i, n) / OPT(n) = (i − 1 + b) / min(i, b).                                     (SR2)
 *
 * For i ≤ b that is 1 + (b − 1)/i, for i ≥ b it is 1 + (i − 1)/b, so the least is at ⌊b⌋ or ⌈b⌉. For whole b
 * it is at b, the break-even day, with R = 2 − 1/b; else the less of 1 + (b − 1)/⌊b⌋ and 1 + ⌊b⌋/b, which is
 * less than 2 too. Where b ≤ 1 buying at once is optimal for every season: R = 1.
 *
 * Source: A. R. Karlin, M. S. Manasse, L. Rudolph, D. D. Sleator, "Competitive snoopy caching", Algorithmica 3
 * (1988) 79; the case of b that is not whole follows from (SR1) directly.
 */

/** R(i), the worst ratio of buying at the start of day `day`. */
export function ratioOfDay(day: number, b: number): number {
  return (day - 1 + b) / Math.min(day, b);
}

/** The day of purchase whose worst ratio is least; the earlier one of two. */
export function breakEvenDay(b: number): number {
  const early = Math.max(1, Math.floor(b));
  const late = Math.ceil(b);
  return ratioOfDay(late, b) < ratioOfDay(early, b) ? late : early;
}

/** cost(i, n) of (SR1) in days of rent; `day` is infinite for who never buys. */
export function costOfDay(day: number, b: number, season: number): number {
  return season < day ? season : day - 1 + b;
}
