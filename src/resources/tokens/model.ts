/**
 * What is solved: concave or other curves, bounds, a budget, and budgets of regions where there are
 * any.
 *
 *     max Σ_i g_i(x_i),  Σ_i x_i = T,  l_i ≤ x_i ≤ u_i,  L_r ≤ Σ_{i in r} x_i ≤ U_r           (R8t)
 */

import { neumaierSum } from '../../numerics/sums';
import type { Curves } from './curves';

export interface Regions {
  readonly count: number;
  /** The region of every patch. */
  readonly of: Int32Array;
  readonly members: readonly Int32Array[];
  /** Budgets, cut to what the bounds of the members allow. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface Model {
  readonly curves: Curves;
  readonly regions: Regions | null;
  readonly total: number;
  readonly isWhole: boolean;
}

/** What keeps a problem from having an answer. */
export interface Missing {
  /** Which bounds ask for more (`lower`) or allow less (`upper`) than the budget. */
  readonly bound: 'lower' | 'upper';
  /** Tokens that are missing from the budget, or for which there is no room. */
  readonly tokens: number;
  /** The region whose own budget cannot be met; null where it is the whole one. */
  readonly region: number | null;
}

/** Least and greatest budgets that the bounds allow. */
export function spanOf({ curves, regions }: Model): readonly [number, number] {
  if (regions === null) return [neumaierSum(curves.lower), neumaierSum(curves.upper)];
  return [neumaierSum(regions.lower), neumaierSum(regions.upper)];
}

/** Rounding of sums of bounds, relative. */
const rounding = 1e-13;

export function missingOf(model: Model): Missing | null {
  const { regions, total } = model;
  for (let r = 0; r < (regions?.count ?? 0); r++) {
    const short = regions!.lower[r] - regions!.upper[r];
    if (short > rounding * Math.abs(regions!.lower[r])) {
      // the bounds of the members against the region's own budget
      const isLower =
        neumaierSum(pick(model.curves.upper, regions!.members[r])) > regions!.upper[r];
      return { bound: isLower ? 'lower' : 'upper', tokens: short, region: r };
    }
  }
  const [least, most] = spanOf(model);
  if (least - total > rounding * Math.abs(least)) {
    return { bound: 'lower', tokens: least - total, region: null };
  }
  if (total - most > rounding * Math.abs(most)) {
    return { bound: 'upper', tokens: total - most, region: null };
  }
  return null;
}

export function pick(column: Float64Array, members: Int32Array): Float64Array {
  const out = new Float64Array(members.length);
  for (let k = 0; k < members.length; k++) out[k] = column[members[k]];
  return out;
}

/** Budgets of regions as they were given, cut to the bounds of their members. */
export function regionsOf(
  of: Int32Array,
  count: number,
  given: { readonly lower: Float64Array; readonly upper: Float64Array },
  curves: Curves,
): Regions {
  const sizes = new Int32Array(count);
  for (let i = 0; i < of.length; i++) sizes[of[i]]++;
  const members = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (let i = 0; i < of.length; i++) members[of[i]][sizes[of[i]]++] = i;
  const sums = (column: Float64Array) => members.map((each) => neumaierSum(pick(column, each)));
  const least = sums(curves.lower);
  const most = sums(curves.upper);
  return {
    count,
    of,
    members,
    lower: given.lower.map((x, r) => Math.max(x, least[r])),
    upper: given.upper.map((x, r) => Math.min(x, most[r])),
  };
}
