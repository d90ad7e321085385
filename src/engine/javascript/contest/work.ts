/** Scratch of the contest's kernels: one profile, arrays [player][period] like the model's. */

import { type ContestModel, contestFields, matrixField } from '../../kernels/contest';

const playerArrays = [
  'A',
  'B',
  'p',
  'e',
  'pi',
  'coPi',
  'q',
  'certified',
  'u',
  'h',
  'omega',
  'byLogS',
  'byLogP',
  'byA',
  'byB',
] as const;
const periodArrays = ['bySum', 'win', 'noWin', 'safeWin', 'common', 'next'] as const;

export type Work = Record<
  (typeof playerArrays)[number] | (typeof periodArrays)[number],
  Float64Array
> & {
  readonly size: number;
  /** Inputs, one array [player][period] behind the other. */
  readonly x: Float64Array;
  /** The model's arrays. */
  readonly model: Record<keyof typeof contestFields, Float64Array>;
  /** d_ij − d_ii of winner j. */
  readonly matrix: readonly Float64Array[];
};

const kept = new WeakMap<ContestModel, Work>();

/** Scratch for a model, made once. */
export function workOf(model: ContestModel): Work {
  let work = kept.get(model);
  if (work === undefined) {
    work = makeWork(model);
    kept.set(model, work);
  }
  return work;
}

function makeWork({ players, periods, inputs, numbers, hasMatrix }: ContestModel): Work {
  const size = players * periods;
  const field = (index: number) => numbers.subarray(index * size, (index + 1) * size);
  const make = <Name extends string>(names: readonly Name[], of: (name: Name) => Float64Array) =>
    Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, Float64Array>;
  const fieldNames = Object.keys(contestFields) as (keyof typeof contestFields)[];
  return {
    ...make(playerArrays, () => new Float64Array(size)),
    ...make(periodArrays, () => new Float64Array(periods)),
    size,
    x: new Float64Array(inputs * size),
    model: {
      ...make(fieldNames, (name) => field(contestFields[name])),
      prices: numbers.subarray(contestFields.prices * size),
    },
    matrix: hasMatrix
      ? Array.from({ length: players }, (_, j) => field(matrixField(inputs, j)))
      : [],
  };
}
