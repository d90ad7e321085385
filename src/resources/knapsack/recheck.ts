/**
 * The optimum of a small knapsack once more, by the programme as it stands in every book: one cell for each
 * unit of capacity, items one after the other, nothing left out beforehand. Independent of the solver, which
 * bounds, divides, swaps and halves.
 *
 *     best[c] ← max(best[c], best[c − w_j] + v_j)    for each copy of each item, c descending
 *
 * Copies without limit other than the capacity go ascending, so that each cell may hold several.
 */

import type { Knapsack } from './parameters';

/** Copies × cells up to which it is worth its time: some ten milliseconds. */
const mostCells = 2 ** 22;

/** The optimum; null where the problem is not small. */
export function recheck({ values, weights, limits, capacity }: Knapsack): number | null {
  const cells = capacity + 1;
  if (cells > mostCells) return null;
  const rows = limits.map((limit, j) => (isFilled(limit, weights[j], capacity) ? 1 : limit));
  const work = rows.reduce((sum, count, j) => (weights[j] === 0 ? sum : sum + count * cells), 0);
  if (work > mostCells) return null;
  const best = new Float64Array(cells);
  let always = 0;
  for (let j = 0; j < values.length; j++) {
    const [value, weight] = [values[j], weights[j]];
    if (limits[j] === 0 || value === 0) continue;
    if (weight === 0) {
      always += limits[j] * value;
    } else if (isFilled(limits[j], weight, capacity)) {
      for (let c = weight; c < cells; c++) {
        const other = best[c - weight] + value;
        if (other > best[c]) best[c] = other;
      }
    } else {
      for (let copy = 0; copy < limits[j]; copy++) {
        for (let c = capacity; c >= weight; c--) {
          const other = best[c - weight] + value;
          if (other > best[c]) best[c] = other;
        }
      }
    }
  }
  return best[capacity] + always;
}

/** Whether the capacity alone limits the copies. */
const isFilled = (limit: number, weight: number, capacity: number) =>
  weight > 0 && limit >= Math.floor(capacity / weight);
