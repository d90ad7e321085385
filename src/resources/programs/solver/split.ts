/** Free columns as differences of two that are not negative: x_j = u − v, u ≥ 0, v ≥ 0. */

import { curvedColumns } from '../certificate/convex';
import type { Model } from '../model';
import type { Solved } from './session';

/** Free columns outside of Q. */
export function freeColumns({ columns, lower, upper, hessian }: Model): number[] {
  const curved = new Set(hessian === null ? [] : curvedColumns(hessian));
  const free: number[] = [];
  for (let j = 0; j < columns; j++) {
    const isFree = lower[j] === Number.NEGATIVE_INFINITY && upper[j] === Number.POSITIVE_INFINITY;
    if (isFree && !curved.has(j)) free.push(j);
  }
  return free;
}

/** The second parts come behind all columns. @param free columns outside of Q */
export function splitColumns(model: Model, free: readonly number[]): Model {
  const { columns, rows, starts, indices, values, hessian } = model;
  const all = columns + free.length;
  const second = new Map(free.map((j, k) => [j, columns + k]));
  const wide = (given: Float64Array, fill: number) => {
    const out = new Float64Array(all).fill(fill);
    out.set(given);
    return out;
  };
  const cost = wide(model.cost, 0);
  const lower = wide(model.lower, 0);
  for (const [k, j] of free.entries()) {
    cost[columns + k] = -cost[j];
    lower[j] = 0;
  }
  const newStarts = new Int32Array(rows + 1);
  const newIndices: number[] = [];
  const newValues: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let k = starts[i]; k < starts[i + 1]; k++) {
      newIndices.push(indices[k]);
      newValues.push(values[k]);
      const other = second.get(indices[k]);
      if (other === undefined) continue;
      newIndices.push(other);
      newValues.push(-values[k]);
    }
    newStarts[i + 1] = newIndices.length;
  }
  const ends = new Int32Array(all + 1).fill(hessian?.starts[columns] ?? 0);
  if (hessian !== null) ends.set(hessian.starts);
  return {
    ...model,
    columns: all,
    cost,
    lower,
    upper: wide(model.upper, Number.POSITIVE_INFINITY),
    starts: newStarts,
    indices: Int32Array.from(newIndices),
    values: Float64Array.from(newValues),
    integer: new Uint8Array(all),
    hessian: hessian === null ? null : { ...hessian, starts: ends },
  };
}

/** The answer of a split model as one of the model. */
export function joined(solved: Solved, columns: number, free: readonly number[]): Solved {
  if (solved.x === null) return solved;
  const x = solved.x.slice(0, columns);
  for (const [k, j] of free.entries()) x[j] -= solved.x[columns + k];
  return { ...solved, x };
}
