/**
 * The parameter table of `allocation`, and what is allowed beyond single numbers.
 *
 * Source: A. Troynikov, "Economically Optimal Compute Allocation" (2025); δ and S are ours.
 */

import * as v from 'valibot';
import { type ParameterSpec, parse, tableEntries } from '../engine/parameters';
import {
  type CompleteComputePath,
  type ComputeFunction,
  type ComputePath,
  completeComputePath,
  computeTable,
  isComputeFunction,
} from './compute-path';

/** What a caller may give; anything left out takes the paper's default. */
export interface AllocationParameters {
  /** βT > 0: training efficiency, in dM/dt = βT (αC)^ε − δM. Default 1. */
  readonly trainingEfficiency?: number;
  /** βR > 0: revenue efficiency, in R = βR M^γ (1−α) C. Default 1. */
  readonly revenueEfficiency?: number;
  /** ε in (0, 1): diminishing returns to training compute. Default 0.5. */
  readonly trainingExponent?: number;
  /** γ > 0: returns of revenue to capability. Default 2. */
  readonly revenueExponent?: number;
  /** ρ ≥ 0: discount rate, per unit of time. Default 0.05. */
  readonly discountRate?: number;
  /** T > 0: horizon, in units of time. Default 10. */
  readonly horizon?: number;
  /** M0 ≥ 0 (> 0 to solve): capability at t = 0. Default 1. */
  readonly initialCapability?: number;
  /** δ ≥ 0: depreciation of capability, per unit of time. Default 0. */
  readonly depreciation?: number;
  /** S ≥ 0: value at T of a unit of capability, in revenue units. Default 0. */
  readonly salvageValue?: number;
  /** C(t). Default 100 e^{0.1 t}. */
  readonly compute?: ComputePath | ComputeFunction;
}

export type AllocationNumber = Exclude<keyof AllocationParameters, 'compute'>;

export const allocationTable: Readonly<Record<AllocationNumber, ParameterSpec>> = {
  trainingEfficiency: {
    symbol: 'βT',
    flag: 'beta-t',
    unit: 'capability / (time · compute^ε)',
    exclusiveMinimum: 0,
    default: 1,
    meaning: 'training efficiency: capability gained per unit of time from one unit of compute',
  },
  revenueEfficiency: {
    symbol: 'βR',
    flag: 'beta-r',
    unit: 'revenue / (time · compute · capability^γ)',
    exclusiveMinimum: 0,
    default: 1,
    meaning: 'revenue efficiency: revenue of one unit of compute serving a model of capability 1',
  },
  trainingExponent: {
    symbol: 'ε',
    flag: 'epsilon',
    unit: '1',
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
    default: 0.5,
    meaning: 'diminishing returns to training compute',
  },
  revenueExponent: {
    symbol: 'γ',
    flag: 'gamma',
    unit: '1',
    exclusiveMinimum: 0,
    default: 2,
    meaning: 'returns of revenue to capability',
  },
  discountRate: {
    symbol: 'ρ',
    flag: 'rho',
    unit: '1 / time',
    minimum: 0,
    default: 0.05,
    meaning: 'discount rate',
  },
  horizon: {
    symbol: 'T',
    flag: 't',
    unit: 'time',
    exclusiveMinimum: 0,
    default: 10,
    meaning: 'horizon',
  },
  initialCapability: {
    symbol: 'M0',
    flag: 'm0',
    unit: 'capability',
    minimum: 0,
    default: 1,
    meaning: 'capability at the start (> 0 to solve)',
  },
  depreciation: {
    symbol: 'δ',
    flag: 'delta',
    unit: '1 / time',
    minimum: 0,
    default: 0,
    meaning: 'depreciation of capability',
  },
  salvageValue: {
    symbol: 'S',
    flag: 's',
    unit: 'revenue / capability',
    minimum: 0,
    default: 0,
    meaning: 'value of a unit of capability at the horizon',
  },
};

/** All parameters, validated and with defaults filled in. */
export type CompleteAllocationParameters = Readonly<Record<AllocationNumber, number>> & {
  readonly compute: CompleteComputePath | ComputeFunction;
};

const schema = v.strictObject(
  { ...tableEntries(allocationTable), compute: v.optional(v.unknown()) },
  'an object of parameters',
);
/**
 * `given` with defaults filled in, every single number within its domain, and the compute path usable on [0, T].
 *
 * @throws ParameterError naming the first field that is not
 */
export function completeParameters(given: unknown = {}): CompleteAllocationParameters {
  const { compute = { kind: 'exponential' }, ...rest } = parse(schema, given, 'parameters');
  if (isComputeFunction(compute)) return { ...rest, compute };
  return { ...rest, compute: completeComputePath(compute, rest.horizon) };
}

/** The schema of one number by its dotted name (`discountRate`, `compute.growth`), for sweeps and flags. */
export function specOf(name: string, kind: string): ParameterSpec | undefined {
  if (Object.hasOwn(allocationTable, name)) return allocationTable[name as AllocationNumber];
  const [head, field, ...rest] = name.split('.');
  if (head !== 'compute' || field === undefined || rest.length > 0) return undefined;
  if (!Object.hasOwn(computeTable, kind)) return undefined;
  const rows: Readonly<Record<string, ParameterSpec>> = computeTable[kind as 'exponential'];
  return Object.hasOwn(rows, field) ? rows[field] : undefined;
}
