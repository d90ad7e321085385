/**
 * Labs that differ: each of the ten numbers fixed or distributed, and how a design's points become labs.
 * Numbers that are fixed take no dimension of a design.
 */

import type { Backend } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { domainOf, inDomain, unknownName } from '../engine/parameters';
import {
  type CompleteDistribution,
  completeDistribution,
  type GivenDistribution,
  quantileInto,
  supportOf,
} from '../sampling/distributions';
import type { ModelFunction } from '../sampling/evaluate';
import { classifyLabs, classifyMixedLabs } from './decide';
import {
  type BehaviourName,
  behaviourNames,
  behaviourTable,
  type CompleteBehaviour,
  type ComplianceName,
  complianceNames,
  complianceTable,
  requireSums,
} from './parameters';

export const labNames = [...complianceNames, ...behaviourNames] as const;
export type LabName = ComplianceName | BehaviourName;

/**
 * A population of labs: each number one for all, uniform on a range [low, high], or of any distribution
 * within its domain. What is left out is uniform on [0, 1] (the six of the source's model) or at its
 * default (how labs behave).
 */
export type Labs = { readonly [Name in LabName]?: GivenDistribution };

export interface CompleteLabs {
  readonly distributions: Readonly<Record<LabName, CompleteDistribution>>;
  /** What is not fixed, in the order of `labNames`: the dimensions of a design. */
  readonly varying: readonly LabName[];
}

const tables = { ...complianceTable, ...behaviourTable };

/** @throws ParameterError naming the first number, range or distribution that is not usable */
export function completeLabs(given: unknown = {}): CompleteLabs {
  if (Object.prototype.toString.call(given) !== '[object Object]') {
    throw new ParameterError('ranges', given, 'an object of ranges', 'type');
  }
  const record = given as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(record)) {
    if (!(labNames as readonly string[]).includes(name)) throw unknownName(name, value, labNames);
  }
  const distributions = {} as Record<LabName, CompleteDistribution>;
  for (const name of labNames) {
    const isOfModel = name in complianceTable;
    const fallback = isOfModel ? [0, 1] : tables[name].default;
    const range = record[name] === undefined ? fallback : record[name];
    const distribution = completeDistribution(isPoint(range) ? range[0] : range, name);
    requireDomain(name, distribution, record[name]);
    distributions[name] = simplest(distribution);
  }
  const most = (name: LabName) => supportOf(distributions[name])[1];
  requireSums({
    fine: most('fine'),
    splitCost: most('splitCost'),
    reputation: most('reputation'),
    sites: most('sites'),
  });
  const varying = labNames.filter((name) => distributions[name].kind !== 'constant');
  return { distributions, varying };
}

/** As `completeLabs`, of which at least one number varies. @throws ParameterError */
export function varyingLabs(given: unknown): CompleteLabs {
  const labs = completeLabs(given);
  if (labs.varying.length > 0) return labs;
  throw new ParameterError('ranges', given, 'at least one number that varies');
}

/** A range without width is a number, as it is to `shares`. */
function isPoint(range: unknown): range is readonly [number, number] {
  return Array.isArray(range) && range.length === 2 && range[0] === range[1];
}

/** A single value is a constant. */
function simplest(distribution: CompleteDistribution): CompleteDistribution {
  return distribution.kind === 'discrete' && distribution.values.length === 1
    ? { kind: 'constant', value: distribution.values[0] }
    : distribution;
}

function requireDomain(name: LabName, distribution: CompleteDistribution, given: unknown): void {
  const spec = tables[name];
  const [low, high] = supportOf(distribution);
  if (!inDomain(spec, low) || !inDomain(spec, high)) {
    const expected = `${domainOf(spec)}; a normal distribution can be truncated to it`;
    const plain = distribution.kind === 'normal' ? expected : domainOf(spec);
    throw new ParameterError(name, distribution.kind === 'constant' ? low : given, plain);
  }
  if (name !== 'sites') return;
  const values =
    distribution.kind === 'constant'
      ? [distribution.value]
      : distribution.kind === 'discrete'
        ? distribution.values
        : [Number.NaN];
  if (!values.every((k) => Number.isInteger(k) && k <= 1000)) {
    const expected = 'a whole number from 2 to 1000, or a discrete distribution of such';
    throw new ParameterError(name, given, expected);
  }
}

/** A box on which SplitComp's own formulas decide, where there is one: uniform or fixed numbers, η = 0. */
export interface LabBox {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Low and high end of a constant or uniform distribution. */
function endsOf(distribution: CompleteDistribution): readonly [number, number] | undefined {
  if (distribution.kind === 'constant') return [distribution.value, distribution.value];
  return distribution.kind === 'uniform' ? [distribution.low, distribution.high] : undefined;
}

/** The population's box, or nothing where it has none. */
export function boxOf({ distributions }: Pick<CompleteLabs, 'distributions'>): LabBox | undefined {
  const ends = complianceNames.map((name) => endsOf(distributions[name]));
  if (!ends.every((pair) => pair !== undefined)) return undefined;
  return {
    low: Float64Array.from(ends, ([low]) => low),
    high: Float64Array.from(ends, ([, high]) => high),
  };
}

/** How all labs behave, where they behave alike. */
export function behaviourOf({
  distributions,
}: Pick<CompleteLabs, 'distributions'>): CompleteBehaviour | undefined {
  const values = behaviourNames.map((name) => {
    const distribution = distributions[name];
    return distribution.kind === 'constant' ? distribution.value : Number.NaN;
  });
  if (values.some(Number.isNaN)) return undefined;
  const [riskAversion, reputation, motivation, sites] = values;
  return { riskAversion, reputation, motivation, sites };
}

/**
 * Codes of labs at points of the unit cube.
 *
 * @param u columns of `codes.length` values, one for each varying number; overwritten
 */
export function classifyPoints(
  backend: Backend,
  { distributions, varying }: CompleteLabs,
  u: Float64Array,
  codes: Uint8Array,
): void {
  const n = codes.length;
  const columns = new Float64Array(labNames.length * n);
  labNames.forEach((name, j) => {
    const column = columns.subarray(j * n, (j + 1) * n);
    const dimension = varying.indexOf(name);
    const from = dimension < 0 ? column : u.subarray(dimension * n, (dimension + 1) * n);
    quantileInto(backend.math, distributions[name], from, column);
  });
  const behaviour = behaviourOf({ distributions });
  if (behaviour) classifyLabs(backend, columns.subarray(0, 6 * n), behaviour, codes);
  else classifyMixedLabs(backend, columns, codes);
}

/** Whether labs comply, 1 or 0, as a function of a space of all ten numbers. */
export function complianceOver(backend: Backend, labs: CompleteLabs): ModelFunction<LabName> {
  const behaviour = behaviourOf(labs);
  return (columns, count, out) => {
    const codes = new Uint8Array(count);
    const names = behaviour ? complianceNames : labNames;
    const table = new Float64Array(names.length * count);
    names.forEach((name, j) => {
      table.set(columns[name].subarray(0, count), j * count);
    });
    if (behaviour) classifyLabs(backend, table, behaviour, codes);
    else classifyMixedLabs(backend, table, codes);
    for (let i = 0; i < count; i++) out[i] = codes[i] === 0 ? 1 : 0;
    return undefined;
  };
}
