/** How costs compare with a bound that no solution is below. */

/** Relative size of what rounding may have done to a bound that is no whole number, and more. */
const closeness = 1e-11;
/** Relative size of what rounding may do to a cost. */
const rounding = 2 ** -44;
const refutation = 1e-9;

/** What costs no more may meet a bound. */
export const reachOf = (bound: number) =>
  Number.isFinite(bound) ? bound + closeness * Math.abs(bound) : bound;

/** Whether a cost is that of an optimum: whole numbers must be equal, others but for rounding. */
export function meets(cost: number, bound: number): boolean {
  const areWhole = Number.isSafeInteger(cost) && Number.isSafeInteger(bound);
  return cost <= (areWhole ? bound : reachOf(bound));
}

/**
 * Whether a feasible solution shows that the bound is none.
 *
 * @param scale size of what the cost is made of
 */
export function refutes(cost: number, bound: number, scale: number): boolean {
  if (bound === Number.NEGATIVE_INFINITY) return false;
  return cost < bound - Math.max(refutation * Math.abs(bound), rounding * scale);
}
