/**
 * What a regulator can set, and the question of what it takes: levers with prices and bounds.
 *
 * A lever is the same for all labs; the rest of the population stays as it is. The share of labs that
 * comply is nondecreasing in each: a lab complies iff
 *
 *     B − m ≤ L(a·d, F + V)   and   B − m − c(k−1) ≤ L(a·d·σ^(k−1), F + V),                       (51)
 *
 * where a rise of m or c lowers a left side and one of a, d, σ, F, V raises a right one, L(p, f) being
 * nondecreasing in p and in f; it is so in η too, since of two lotteries' equivalents the more risk-averse
 * one is the greater loss (Pratt 1964, theorem 1). A lab that complies therefore still does after a rise of
 * a lever, whatever its other numbers: so does the share, its expectation over them.
 */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import {
  inDomain,
  numberSchema,
  type ParameterSpec,
  parse,
  unknownName,
} from '../../engine/parameters';
import {
  behaviourTable,
  type ComplianceRanges,
  completeRanges,
  complianceNames,
  complianceTable,
  type Population,
} from '../parameters';

/** The levers, in the order of every result. */
export const leverNames = [
  'auditRate',
  'detection',
  'fine',
  'splitCost',
  'coordination',
  'reputation',
  'motivation',
  'riskAversion',
] as const;
export type LeverName = (typeof leverNames)[number];

export interface LeverOptions {
  /** Cost of one unit of the lever, ≥ 0. Default 1. A lever that costs nothing is set to its upper bound. */
  readonly price?: number;
  /** Least value. Default 0. */
  readonly low?: number;
  /** Greatest value. Default 1; of risk aversion 10. */
  readonly high?: number;
}

export interface RequireOptions {
  /** Least share of labs that comply, in (0, 1]. */
  readonly target: number;
  /** One lever by its name, or several, each with its price and bounds. */
  readonly levers: LeverName | { readonly [Name in LeverName]?: LeverOptions };
  /** The population; anything left out and no lever is uniform on [0, 1]. */
  readonly ranges?: ComplianceRanges;
  /** Relative tolerance of the conditions of optimality. Default 1e-6. */
  readonly tolerance?: number;
}

export interface Lever {
  readonly name: LeverName;
  readonly price: number;
  readonly low: number;
  readonly high: number;
}

/** What is asked, validated and with defaults filled in. */
export interface Requirement {
  readonly target: number;
  readonly tolerance: number;
  readonly levers: readonly Lever[];
  /** The population but for the levers. */
  readonly population: Population;
}

export const leverTable: Readonly<Record<LeverName, ParameterSpec>> = {
  auditRate: complianceTable.auditRate,
  detection: complianceTable.detection,
  fine: complianceTable.fine,
  splitCost: complianceTable.splitCost,
  coordination: complianceTable.coordination,
  reputation: behaviourTable.reputation,
  motivation: behaviourTable.motivation,
  riskAversion: behaviourTable.riskAversion,
};
const defaultHigh = (name: LeverName) => (name === 'riskAversion' ? 10 : 1);

const isLever = (name: unknown): name is LeverName => leverNames.includes(name as LeverName);
const finite = (expected: string) => v.pipe(v.number(expected), v.finite(expected));
const share = 'a number > 0 and ≤ 1';
const positive = 'a finite number > 0 and < 1';
const price = 'a finite number ≥ 0';
const oneOrSeveral = 'the name of a lever, or an object { lever: { price, low, high } }';

const schema = v.strictObject(
  {
    target: v.pipe(
      v.number(share),
      v.check((x) => x > 0 && x <= 1, share),
    ),
    levers: v.custom<string | object>(
      (x) => typeof x === 'string' || Object.prototype.toString.call(x) === '[object Object]',
      oneOrSeveral,
    ),
    ranges: v.optional(v.unknown(), {}),
    tolerance: v.optional(
      v.pipe(
        finite(positive),
        v.check((x) => x > 0 && x < 1, positive),
      ),
      1e-6,
    ),
  },
  'an object { target, levers, … }',
);

/** @throws ParameterError naming the first field that is not usable */
export function completeRequirement(given: unknown): Requirement {
  const { target, levers, ranges, tolerance } = parse(schema, given, 'options');
  const named = typeof levers === 'string' ? { [levers]: {} } : levers;
  const chosen = Object.entries(named).filter(([, options]) => options !== undefined);
  if (chosen.length === 0) throw new ParameterError('levers', levers, 'at least one lever', 'type');
  for (const [name, options] of chosen) {
    if (isLever(name)) continue;
    if (typeof levers !== 'string') throw unknownName(`levers.${name}`, options, leverNames);
    const { given: what, expected } = unknownName(levers, levers, leverNames);
    throw new ParameterError('levers', what, expected, 'type');
  }
  const complete = leverNames
    .filter((name) => Object.hasOwn(named, name) && named[name as never] !== undefined)
    .map((name) => completeLever(name, named[name as never]));
  if (complete.every((lever) => lever.price === 0)) {
    const first = complete[0];
    throw new ParameterError(
      `levers.${first.name}.price`,
      first.price,
      complete.length === 1 ? 'a finite number > 0' : 'a price > 0 of at least one lever',
    );
  }
  for (const { name } of complete) {
    const range = (ranges as { readonly [name: string]: unknown } | null)?.[name];
    if (range !== undefined) {
      throw new ParameterError(`ranges.${name}`, range, `nothing: ${name} is a lever`, 'type');
    }
  }
  return { target, tolerance, levers: complete, population: completeRanges(ranges) };
}

function completeLever(name: LeverName, given: unknown): Lever {
  const spec = leverTable[name];
  const bound = numberSchema({ ...spec, default: 0 });
  const entry = v.strictObject(
    {
      price: v.optional(
        v.pipe(
          finite(price),
          v.check((x) => x >= 0, price),
        ),
        1,
      ),
      low: v.optional(bound, 0),
      high: v.optional(bound, defaultHigh(name)),
    },
    'an object { price, low, high }',
  );
  const lever = at(`levers.${name}`, () => parse(entry, given, ''));
  if (lever.low > lever.high) {
    const expected = `low ≤ high, which is ${lever.high}`;
    throw new ParameterError(`levers.${name}.low`, lever.low, expected);
  }
  return { name, ...lever };
}

/** Runs a check and puts its errors under a path. */
function at<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    const inner = error.path === '' ? path : `${path}.${error.path}`;
    throw new ParameterError(inner, error.given, error.expected, error.kind);
  }
}

/** The population with levers at values. */
export function withLevers(
  { low, high, behaviour }: Population,
  names: readonly LeverName[],
  values: ArrayLike<number>,
): Population {
  const from = low.slice();
  const to = high.slice();
  const changed: Record<string, number> = { ...behaviour };
  names.forEach((name, i) => {
    const place = (complianceNames as readonly string[]).indexOf(name);
    if (place < 0) changed[name] = values[i];
    else from[place] = to[place] = values[i];
  });
  return { low: from, high: to, behaviour: { ...behaviour, ...changed } };
}

/** Whether a value lies in the domain of a lever; for differences that step past a bound. */
export function allowed(name: LeverName, value: number): boolean {
  return Number.isFinite(value) && inDomain(leverTable[name], value);
}
