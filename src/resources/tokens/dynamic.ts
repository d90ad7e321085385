/**
 * The optimum in whole tokens of curves of any shape: the multiple-choice knapsack by dynamic
 * programming over the tokens t beyond the lower bounds,
 *
 *     V_i(t) = max_j V_{i−1}(t − j) + g_i(l_i + j),   0 ≤ j ≤ u_i − l_i                      (R11t)
 *
 * With regions, each has its own V, and they are combined as patches are.
 *
 * Sources: H. Kellerer, U. Pferschy, D. Pisinger, Knapsack Problems (2004), chapter 11.5; T.
 * Ibaraki, N. Katoh, Resource Allocation Problems (1988), chapter 3.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { type Curves, subset, valueAt } from './curves';
import type { Model } from './model';

export interface DynamicOptimum {
  readonly tokens: Float64Array;
  /** Value of one more token, and of the last one; −∞ and ∞ where there is none. */
  readonly next: number;
  readonly last: number;
}

/** Bytes of choices that are kept. */
const memoryLimit = 4e8;

/** Nothing where the work (combinations looked at) is above the limit, or its memory. */
export function dynamicOptimum(
  m: ElementaryFunctions,
  model: Model,
  workLimit: number,
): DynamicOptimum | undefined {
  const { curves, regions, total } = model;
  const free = total - sumOf(curves.lower);
  if (workOf(model) > workLimit || memoryOf(model) > memoryLimit) return undefined;
  const parts = partsOf(model);
  const inner = parts.map((part) => combine(tablesOf(m, part), free + 1));
  if (regions === null)
    return { ...inner[0].at(free), tokens: shifted(curves, inner[0].pick(free)) };
  // a region's budget from its least to its greatest, beyond the lower bounds of its members
  const from = parts.map((part, r) => regions.lower[r] - sumOf(part.lower));
  const tables = inner.map(({ best }, r) =>
    best.slice(from[r], regions.upper[r] - sumOf(parts[r].lower) + 1),
  );
  const outerFree = free - from.reduce((sum, each) => sum + each, 0);
  const outer = combine(tables, outerFree + 1);
  const tokens = new Float64Array(curves.count);
  outer.pick(outerFree).forEach((extra, r) => {
    const budget = from[r] + extra;
    shifted(parts[r], inner[r].pick(budget)).forEach((t, k) => {
      tokens[regions.members[r][k]] = t;
    });
  });
  return { ...outer.at(outerFree), tokens };
}

const sumOf = (x: Float64Array) => x.reduce((sum, each) => sum + each, 0);

const shifted = (curves: Curves, extra: Int32Array) => curves.lower.map((l, i) => l + extra[i]);

const partsOf = ({ curves, regions }: Model) =>
  regions === null ? [curves] : regions.members.map((each) => subset(curves, each));

/** Combinations that are looked at. */
export function workOf(model: Model): number {
  const { free, sizes } = sizesOf(model);
  const outer = model.regions === null ? 0 : sizes.length * (free + 2) ** 2;
  return sizes.reduce((sum, { work }) => sum + work, outer);
}

function memoryOf(model: Model): number {
  const { free, sizes } = sizesOf(model);
  return sizes.reduce((sum, { cells }) => sum + 4 * cells, 4 * sizes.length * (free + 2));
}

function sizesOf(model: Model) {
  const free = model.total - sumOf(model.curves.lower);
  return { free, sizes: partsOf(model).map((part) => sizeOf(part, free + 1)) };
}

function sizeOf({ count, lower, upper }: Curves, capacity: number) {
  let [work, cells, reach] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const range = Math.min(capacity, upper[i] - lower[i]);
    reach = Math.min(capacity, reach + range);
    work += (reach + 1) * (range + 1);
    cells += reach + 1;
  }
  return { work, cells };
}

function tablesOf(m: ElementaryFunctions, curves: Curves): Float64Array[] {
  return Array.from(curves.lower, (l, i) => {
    const table = new Float64Array(curves.upper[i] - l + 1);
    for (let j = 0; j < table.length; j++) table[j] = valueAt(m, curves, i, l + j);
    return table;
  });
}

function combine(tables: readonly Float64Array[], capacity: number) {
  let best = new Float64Array(1);
  const choices = tables.map((table) => {
    const before = best;
    const reach = Math.min(capacity, before.length - 1 + table.length - 1);
    best = new Float64Array(reach + 1).fill(-Infinity);
    const choice = new Int32Array(reach + 1);
    for (let j = 0; j < table.length && j <= reach; j++) {
      const gain = table[j];
      const end = Math.min(reach, j + before.length - 1);
      for (let t = j; t <= end; t++) {
        const value = before[t - j] + gain;
        if (value > best[t]) {
          best[t] = value;
          choice[t] = j;
        }
      }
    }
    return choice;
  });
  return {
    best,
    at: (t: number) => ({
      next: t + 1 < best.length ? best[t + 1] - best[t] : -Infinity,
      last: t > 0 ? best[t] - best[t - 1] : Infinity,
    }),
    pick(t: number): Int32Array {
      const chosen = new Int32Array(tables.length);
      for (let i = tables.length - 1; i >= 0; i--) {
        chosen[i] = choices[i][t];
        t -= chosen[i];
      }
      return chosen;
    },
  };
}
