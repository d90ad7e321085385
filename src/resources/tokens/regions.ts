/** Regions as they are given: an index a patch, or the patches of each. */

import { ParameterError } from '../../engine/errors';
import { columnOf, isList, tokenNumber } from './columns-given';

export type RegionsGiven = ArrayLike<number> | ReadonlyArray<readonly number[]>;

interface Fields {
  readonly regions?: unknown;
  readonly regionLower?: unknown;
  readonly regionUpper?: unknown;
  readonly total: number;
}

export interface RegionsRead {
  readonly count: number;
  readonly of: Int32Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Nothing where there are none. @throws ParameterError naming what is not usable */
export function readRegions(fields: Fields, patches: number, isWhole: boolean): RegionsRead | null {
  const { regions, regionLower, regionUpper, total } = fields;
  if (regions === undefined) {
    for (const [name, value] of Object.entries({ regionLower, regionUpper })) {
      if (value !== undefined) throw new ParameterError(name, value, 'nothing without regions');
    }
    return null;
  }
  if (!isList(regions)) {
    throw new ParameterError('regions', regions, 'the region of every patch', 'type');
  }
  const isNested = regions.length > 0 && isList(regions[0]);
  const of = isNested ? fromLists(regions, patches) : fromIndices(regions, patches);
  const named = [regionLower, regionUpper].find(isList);
  let count = isNested ? regions.length : named === undefined ? 0 : named.length;
  if (!isNested && named === undefined) for (const r of of) count = Math.max(count, r + 1);
  of.forEach((r, i) => {
    if (r < count) return;
    throw new ParameterError(`regions.${i}`, r, `a region from 0 to ${count - 1}`);
  });
  const lower = columnOf('regionLower', regionLower ?? 0, count, tokenNumber);
  const upper = columnOf('regionUpper', regionUpper ?? total, count, tokenNumber);
  lower.forEach((x, r) => {
    if (x <= upper[r]) return;
    throw new ParameterError(`regionUpper.${r}`, upper[r], `no less than the lower budget, ${x}`);
  });
  if (!isWhole) return { count, of, lower, upper };
  return { count, of, lower: lower.map(Math.ceil), upper: upper.map(Math.floor) };
}

const mostRegions = 1e6;

function fromIndices(regions: ArrayLike<unknown>, patches: number): Int32Array {
  if (regions.length !== patches) {
    throw new ParameterError('regions', regions, `one region a patch, ${patches} of them`);
  }
  const expected = `a whole number from 0 to ${mostRegions - 1}`;
  return Int32Array.from({ length: patches }, (_, i) => {
    const r = regions[i];
    if (typeof r !== 'number') throw new ParameterError(`regions.${i}`, r, expected, 'type');
    if (Number.isInteger(r) && r >= 0 && r < mostRegions) return r;
    throw new ParameterError(`regions.${i}`, r, expected);
  });
}

function fromLists(regions: ArrayLike<unknown>, patches: number): Int32Array {
  const of = new Int32Array(patches).fill(-1);
  for (let r = 0; r < regions.length; r++) {
    const members = regions[r];
    if (!isList(members)) {
      throw new ParameterError(`regions.${r}`, members, 'a list of patches', 'type');
    }
    for (let k = 0; k < members.length; k++) {
      const i = members[k];
      const path = `regions.${r}.${k}`;
      const expected = `a patch from 0 to ${patches - 1} that is in no other region`;
      if (typeof i !== 'number') throw new ParameterError(path, i, expected, 'type');
      if (!Number.isInteger(i) || of[i] !== -1) throw new ParameterError(path, i, expected);
      of[i] = r;
    }
  }
  const left = of.indexOf(-1);
  if (left >= 0) throw new ParameterError('regions', regions, `patch ${left} in one of them`);
  return of;
}
