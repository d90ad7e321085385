/**
 * The value of the dynamic programme (R11t) once more, from the last patch to the first, without
 * choices:
 *
 *     W_i(t) = max_j g_i(l_i + j) + W_{i+1}(t − j),   the optimum W_1(T − Σ l)
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { neumaierSum } from '../../numerics/sums';
import { type Curves, subset, valueAt } from './curves';
import type { Model } from './model';

/**
 * The optimum in whole tokens; regions have tables of their own, combined in the other order too.
 */
export function backwardValue(m: ElementaryFunctions, { curves, regions, total }: Model): number {
  const free = total - neumaierSum(curves.lower);
  if (regions === null) return backward(tables(m, curves), free)[free];
  const each = regions.members.map((members, r) => {
    const part = subset(curves, members);
    const least = neumaierSum(part.lower);
    const values = backward(tables(m, part), Math.min(free, regions.upper[r] - least));
    // budgets below the region's own are not allowed
    return values.fill(-Infinity, 0, regions.lower[r] - least);
  });
  return backward(each, free)[free];
}

function tables(m: ElementaryFunctions, curves: Curves): Float64Array[] {
  return Array.from(curves.lower, (l, i) =>
    new Float64Array(curves.upper[i] - l + 1).map((_, j) => valueAt(m, curves, i, l + j)),
  );
}

/** Best values of 0 … `free` tokens in all; −∞ where that many find no room. */
function backward(each: readonly Float64Array[], free: number): Float64Array {
  let after = new Float64Array(free + 1).fill(-Infinity);
  after[0] = 0;
  for (let i = each.length - 1; i >= 0; i--) {
    const values = each[i];
    const here = new Float64Array(free + 1).fill(-Infinity);
    for (let t = 0; t <= free; t++) {
      const most = Math.min(t, values.length - 1);
      for (let j = 0; j <= most; j++) {
        const value = values[j] + after[t - j];
        if (value > here[t]) here[t] = value;
      }
    }
    after = here;
  }
  return after;
}
