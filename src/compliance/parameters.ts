/**
 * The parameter tables of `compliance`.
 *
 * Source: N. Hasan, SplitComp (https://github.com/najmulhasan-code/splitcomp), after G. S. Becker, "Crime and
 * Punishment: An Economic Approach" (1968). What stands in `behaviourTable` is ours; at its defaults it
 * changes nothing.
 */

import * as v from 'valibot';
import { ParameterError } from '../engine/errors';
import {
  domainOf,
  inDomain,
  type ParameterSpec,
  parse,
  tableEntries,
  wholeNumber,
} from '../engine/parameters';

/** The six numbers of the source's model, in the order of every column, box and index. */
export const complianceNames = [
  'benefit',
  'auditRate',
  'detection',
  'fine',
  'splitCost',
  'coordination',
] as const;
export type ComplianceName = (typeof complianceNames)[number];

export const behaviourNames = ['riskAversion', 'reputation', 'motivation', 'sites'] as const;
export type BehaviourName = (typeof behaviourNames)[number];

/** How a lab behaves beyond the source's model; at the defaults, exactly as there. */
export interface Behaviour {
  /** η ≥ 0: constant absolute risk aversion, per unit of money. Default 0, risk-neutral. */
  readonly riskAversion?: number;
  /** V ≥ 0: discounted value of staying clean, lost with the fine: F → F + V. Default 0. */
  readonly reputation?: number;
  /** m ≥ 0: cost to the lab itself of breaking rules, by evading or splitting. Default 0. */
  readonly motivation?: number;
  /**
   * k ≥ 2: sites of a split run. It costs c(k−1), and is found out with probability a·d·σ^(k−1): all k−1
   * borders between its parts must pass the information on. Default 2.
   */
  readonly sites?: number;
}

/** What a caller may give; anything left out takes the source's baseline. */
export interface ComplianceParameters extends Behaviour {
  /** B ≥ 0: what an undisclosed model is worth to the lab. Default 0.6. */
  readonly benefit?: number;
  /** a in [0, 1]: probability of an audit. Default 0.4. */
  readonly auditRate?: number;
  /** d in [0, 1]: probability that an audit finds a violation. Default 0.5. */
  readonly detection?: number;
  /** F ≥ 0: the fine. Default 0.5. */
  readonly fine?: number;
  /** c ≥ 0: extra cost of a run split over two sites. Default 0.1. */
  readonly splitCost?: number;
  /** σ in [0, 1]: probability that regulators tell each other what they found. Default 0.25. */
  readonly coordination?: number;
}

/** All parameters, validated and with defaults filled in. */
export type CompleteComplianceParameters = Required<ComplianceParameters>;
export type CompleteBehaviour = Required<Behaviour>;

const probability = { unit: '1', minimum: 0, maximum: 1 } as const;
const money = { unit: 'money', minimum: 0 } as const;

export const complianceTable: Readonly<Record<ComplianceName, ParameterSpec>> = {
  benefit: {
    symbol: 'B',
    flag: 'b',
    ...money,
    default: 0.6,
    meaning: 'what an undisclosed model is worth to the lab',
  },
  auditRate: {
    symbol: 'a',
    flag: 'a',
    ...probability,
    default: 0.4,
    meaning: 'probability of an audit',
  },
  detection: {
    symbol: 'd',
    flag: 'd',
    ...probability,
    default: 0.5,
    meaning: 'probability that an audit finds a violation',
  },
  fine: { symbol: 'F', flag: 'f', ...money, default: 0.5, meaning: 'the fine' },
  splitCost: {
    symbol: 'c',
    flag: 'c',
    ...money,
    default: 0.1,
    meaning: 'extra cost of a run split over two sites',
  },
  coordination: {
    symbol: 'σ',
    flag: 'sigma',
    ...probability,
    default: 0.25,
    meaning: 'probability that regulators tell each other what they found',
  },
};

export const behaviourTable: Readonly<Record<BehaviourName, ParameterSpec>> = {
  riskAversion: {
    symbol: 'η',
    flag: 'eta',
    unit: '1 / money',
    minimum: 0,
    default: 0,
    meaning: 'constant absolute risk aversion; 0 is risk-neutral',
  },
  reputation: {
    symbol: 'V',
    flag: 'v',
    ...money,
    default: 0,
    meaning: 'discounted value of staying clean, lost with the fine',
  },
  motivation: {
    symbol: 'm',
    flag: 'm',
    ...money,
    default: 0,
    meaning: 'cost to the lab itself of breaking rules',
  },
  sites: {
    symbol: 'k',
    flag: 'k',
    unit: '1',
    minimum: 2,
    default: 2,
    meaning: 'sites of a split run',
  },
};

const behaviourEntries = {
  ...tableEntries(behaviourTable),
  sites: v.optional(wholeNumber(2, 1000), behaviourTable.sites.default),
};

const schema = v.strictObject(
  { ...tableEntries(complianceTable), ...behaviourEntries },
  'an object of parameters',
);

/** @throws ParameterError naming the first field that is not usable */
export function completeParameters(given: unknown = {}): CompleteComplianceParameters {
  const complete = parse(schema, given, 'parameters');
  requireSums(complete);
  return complete;
}

/** @throws ParameterError where F + V or c(k−1) is beyond the greatest double */
export function requireSums(most: {
  readonly fine: number;
  readonly splitCost: number;
  readonly reputation: number;
  readonly sites: number;
}): void {
  const { fine, splitCost, reputation, sites } = most;
  if (fine + reputation === Number.POSITIVE_INFINITY) {
    throw new ParameterError('reputation', reputation, 'less than 1.8e308 together with the fine');
  }
  if (splitCost * (sites - 1) === Number.POSITIVE_INFINITY) {
    throw new ParameterError('splitCost', splitCost, `less than 1.8e308 / ${sites - 1}`);
  }
}

/** A number that is the same for all labs, or the ends of a range over which labs are spread evenly. */
export type Range = number | readonly [low: number, high: number];

/**
 * A population of labs: each of the six numbers fixed, or uniform on a range, independently of the others.
 * Anything left out is uniform on [0, 1]. All labs behave alike.
 */
export type ComplianceRanges = { readonly [Name in ComplianceName]?: Range } & Behaviour;

/** A box in the order of `complianceNames`, and how its labs behave. */
export interface Population {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly behaviour: CompleteBehaviour;
}

const rangeExpected = 'a number or a pair [low, high]';
const populationSchema = v.strictObject(
  {
    ...(Object.fromEntries(
      complianceNames.map((name) => [name, v.optional(v.unknown(), [0, 1])]),
    ) as Record<ComplianceName, v.OptionalSchema<v.UnknownSchema, readonly [0, 1]>>),
    ...behaviourEntries,
  },
  'an object of ranges',
);

/** @throws ParameterError naming the first range or number that is not usable */
export function completeRanges(given: unknown = {}): Population {
  const { riskAversion, reputation, motivation, sites, ...ranges } = parse(
    populationSchema,
    given,
    'ranges',
  );
  const low = new Float64Array(6);
  const high = new Float64Array(6);
  complianceNames.forEach((name, i) => {
    [low[i], high[i]] = rangeEnds(name, ranges[name]);
  });
  return { low, high, behaviour: { riskAversion, reputation, motivation, sites } };
}

/** Both ends of a range of a parameter, each in its domain. @throws ParameterError naming `path` */
export function rangeEnds(
  name: ComplianceName,
  range: unknown,
  path: string = name,
): readonly [number, number] {
  const spec = complianceTable[name];
  const pair: unknown =
    typeof range === 'number' ? [range, range] : ArrayBuffer.isView(range) ? null : range;
  if (!Array.isArray(pair) || pair.length !== 2) {
    throw new ParameterError(path, range, rangeExpected, 'type');
  }
  for (const [i, end] of pair.entries()) {
    const place = typeof range === 'number' ? path : `${path}.${i}`;
    if (typeof end !== 'number' || !Number.isFinite(end)) {
      throw new ParameterError(place, end, domainOf(spec), 'type');
    }
    if (!inDomain(spec, end)) throw new ParameterError(place, end, domainOf(spec));
  }
  if (pair[0] > pair[1]) throw new ParameterError(path, range, 'low ≤ high in [low, high]');
  return [pair[0], pair[1]];
}
