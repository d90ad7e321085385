/**
 * The kernels of `resources`: what every backend implements, to the same bits.
 *
 * A row of a knapsack's dynamic programme has, at c, the best that items seen so far give within size c.
 * Taking in an item of size s ≥ 1 and gain g is, for c descending,
 *
 *     row[c] ← max(row[c], row[c − s] + g)
 */

/** Numbers of a row: 32-bit integers, four of which fit a vector, or doubles. */
export type KnapsackNumbers = Int32Array | Float64Array;

/** Items of a programme: what each gains and its size. Gains and rows are of one type. */
export interface KnapsackItems {
  readonly gains: KnapsackNumbers;
  readonly sizes: Int32Array;
}

export interface ResourcesKernels {
  /**
   * Takes all items into a row whose cells above `reach` all have what is at `reach`, written or not.
   *
   * @param need at most `reach` and all sizes together
   * @returns the new reach; cells from `need` to it are right, those below `need` may be anything
   */
  knapsackRelax(items: KnapsackItems, row: KnapsackNumbers, reach: number, need: number): number;
  /**
   * Which items make the last cell of the programme that begins with `first`, a byte each; keeps
   * (items + 1) × cells numbers. Sizes are less than `first.length`.
   */
  knapsackTake(items: KnapsackItems, first: KnapsackNumbers, taken: Uint8Array): void;
}
