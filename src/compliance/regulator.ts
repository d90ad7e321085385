/**
 * `compliance.regulator`: an audit rate that answers what the regulator sees, and where that settles.
 *
 *     a* = g(a*),   g(a) = min(1, a₀ + κ v(a)),                                                    (61)
 *     a_{t+1} = a_t + α (g(a_t) − a_t),   a_0 = a₀,                                                (62)
 *
 * v(a) being the share of labs that break the rule, or that evade, when all are audited at the rate a.
 *
 * v is nonincreasing, so that a − g(a) increases and (61) has one solution at most. A lab that complies
 * still does at a higher a (`require/levers.ts`). One evades iff L(a·d, F+V) < B − m and
 *
 *     L(a·d, F+V) − L(a·d·q, F+V) ≤ c(k−1),   q = σ^(k−1);                                         (63)
 *
 * the left side has the derivative (E/η) d (1−q) / ((1 + pE)(1 + pqE)) ≥ 0 in a, with p = a·d and
 * E = e^{η(F+V)} − 1, or d (1−q)(F+V) where η = 0: a lab that does not evade does not at a higher a either.
 * (The share that splits is not monotone: (63) sends labs to splitting before they comply.)
 *
 * If v jumps over the solution, as it does where all labs are the same, there is none: `infeasible`, with
 * the rate of the jump. Else, by the implicit function theorem, with s = κ v'(a*), and 0 where g is 1,
 *
 *     da∗/da₀ = 1/(1 − s),   da∗/dκ = v/(1 − s),   stable iff |1 − α(1 − s)| < 1.                   (64)
 */

import * as v from 'valibot';
import type { Backend, BackendName } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { domainOf, numberSchema, parse } from '../engine/parameters';
import type { Certificate, Status } from '../engine/result';
import { nestedShares } from './exact/nested';
import { type ExactShares, exactShares } from './exact/shares';
import {
  type ComplianceRanges,
  completeRanges,
  complianceTable,
  type Population,
} from './parameters';
import { withLevers } from './require/levers';
import { type Slopes, slopesAt } from './require/slopes';
import { threshold } from './require/threshold';

/** What the regulator sees: labs that break the rule in any way, or only those that evade. */
export const observations = ['violations', 'evasion'] as const;
export type Observation = (typeof observations)[number];

export interface RegulatorOptions {
  /** a₀ in [0, 1]: the audit rate when nothing is seen. Default 0.1. */
  readonly baseline?: number;
  /** κ ≥ 0: by how much the audit rate rises per unit of what is seen. */
  readonly response: number;
  /** The population; its audit rate is the regulator's and must not be given. */
  readonly ranges?: Omit<ComplianceRanges, 'auditRate'>;
  /** Default `violations`. */
  readonly observes?: Observation;
  /** Steps of the adaptation, 0 to 100 000. Default 50. */
  readonly periods?: number;
  /** α in (0, 1]: how much of the way the audit rate goes in a period. Default 1. */
  readonly adjustment?: number;
}

/** The fixed point put back, by the other route to the shares. */
export interface FixedPointCertificate extends Certificate {
  readonly kind: 'fixed-point';
  /** |a* − g(a*)|; at a jump, how far the bracket is from having g(low) ≥ low and g(high) ≤ high. */
  readonly residual: number;
  /** Rates between which a − g(a) changes its sign. */
  readonly bracket: readonly [low: number, high: number];
}

export interface RegulatorResult {
  /** `infeasible`: what is seen jumps over the solution of (61). */
  readonly status: Status;
  readonly backend: BackendName;
  /** a*; the rate of the jump where there is no solution. */
  readonly auditRate: number;
  readonly shares: { readonly comply: number; readonly evade: number; readonly split: number };
  /** (62): the rates, and what is seen at each; `periods` + 1 of both. */
  readonly path: { readonly auditRate: Float64Array; readonly violations: Float64Array };
  /** Whether small deviations from a* die out under (62). */
  readonly stable: boolean;
  /** g'(a*); from the right where v has a kink. 0 where there is no solution. */
  readonly slope: number;
  /** d comply/d baseline and d comply/d response at a*; 0 where there is none. */
  readonly shadowPrices: { readonly baseline: number; readonly response: number };
  /** Whether they are derivatives: not at a kink or a jump. */
  readonly shadowPricesExist: boolean;
  readonly certificate: FixedPointCertificate;
}

const precision = 1e-9;
const mostPeriods = 100_000;
const rate = numberSchema(complianceTable.auditRate);
const response = 'a finite number ≥ 0';
const periods = `a whole number from 0 to ${mostPeriods}`;
const adjustment = 'a number > 0 and ≤ 1';
const observed = `one of ${observations.join(', ')}`;

const schema = v.strictObject(
  {
    baseline: v.optional(rate, 0.1),
    response: v.pipe(
      v.number(response),
      v.finite(response),
      v.check((x) => x >= 0, response),
    ),
    ranges: v.optional(v.unknown(), {}),
    observes: v.optional(v.picklist(observations, observed), 'violations'),
    periods: v.optional(
      v.pipe(
        v.number(periods),
        v.check((x) => Number.isInteger(x) && x >= 0 && x <= mostPeriods, periods),
      ),
      50,
    ),
    adjustment: v.optional(
      v.pipe(
        v.number(adjustment),
        v.check((x) => x > 0 && x <= 1, adjustment),
      ),
      1,
    ),
  },
  'an object { response, … }',
);

/** @throws ParameterError naming the first field that is not usable */
export function regulator(backend: Backend, options: RegulatorOptions): RegulatorResult {
  const asked = parse(schema, options, 'options');
  const population = populationOf(asked.ranges);
  const { math } = backend;
  const sees = (shares: ExactShares) =>
    asked.observes === 'evasion' ? shares.evade : shares.evade + shares.split;
  const at = (a: number) => withLevers(population, ['auditRate'], [a]);
  const sharesAt = (a: number) => exactShares(math, at(a));
  const seen = (a: number) => sees(sharesAt(a));
  const answer = (share: number) => Math.min(1, asked.baseline + asked.response * share);

  // g is no better known than κ times the share
  const tolerance = precision * Math.max(1, asked.response);

  const { a, bracket, isJump } = fixedPoint((x) => answer(seen(x)), asked.baseline, tolerance);
  const { comply, evade, split } = sharesAt(a);
  const reply = asked.baseline + asked.response * seen(a);
  const isFull = reply >= 1;
  const scale = a > 0 ? Math.min(a, 1) : 1;
  const slopeOf = (f: (x: number) => number): Slopes =>
    slopesAt(f, a, scale, (x) => x >= 0 && x <= 1);
  const nothing: Slopes = { left: 0, right: 0, slope: 0, exists: !isJump };
  const seenSlopes = isJump || isFull ? nothing : slopeOf(seen);
  const complySlopes = isJump || isFull ? nothing : slopeOf((x) => sharesAt(x).comply);
  const oneSided = seenSlopes.exists ? seenSlopes.slope : seenSlopes.right;
  const slope =
    asked.response === 0 ? 0 : asked.response * (Number.isFinite(oneSided) ? oneSided : 0);
  // a flat share has no slope to be found, and none
  const exist = !isJump && reply !== 1 && isOne(seenSlopes) && isOne(complySlopes);
  const gain = exist ? complySlopes.slope / (1 - slope) : 0;
  const replyOther = (x: number) => answer(sees(nestedShares(math, at(x))));
  const residual = isJump
    ? Math.max(0, bracket[0] - replyOther(bracket[0]), replyOther(bracket[1]) - bracket[1])
    : Math.abs(a - replyOther(a));
  return {
    status: isJump ? 'infeasible' : 'converged',
    backend: backend.name,
    auditRate: a,
    shares: { comply, evade, split },
    path: adaptation(asked, seen, answer),
    stable: !isJump && Math.abs(1 - asked.adjustment * (1 - slope)) < 1,
    slope,
    shadowPrices: { baseline: gain, response: gain * seen(a) },
    shadowPricesExist: exist,
    certificate: {
      kind: 'fixed-point',
      residual,
      bracket,
      tolerance,
      holds: residual <= tolerance,
    },
  };
}

/** Whether a derivative exists; of a flat piece rounding hides that it is 0. */
function isOne({ exists, left, right }: Slopes): boolean {
  return exists || (Math.abs(left) < 1e-6 && Math.abs(right) < 1e-6);
}

function populationOf(ranges: unknown): Population {
  const given = (ranges as { readonly auditRate?: unknown } | null)?.auditRate;
  if (given !== undefined) {
    const expected = `nothing: the audit rate is the regulator's, ${domainOf(complianceTable.auditRate)} by baseline and response`;
    throw new ParameterError('ranges.auditRate', given, expected, 'type');
  }
  return completeRanges(ranges);
}

interface FixedPoint {
  readonly a: number;
  readonly bracket: readonly [number, number];
  readonly isJump: boolean;
}

/** The solution of (61), between a₀ and g(a₀) as g is nonincreasing. */
function fixedPoint(g: (a: number) => number, baseline: number, tolerance: number): FixedPoint {
  const highest = g(baseline);
  if (highest <= baseline) return { a: baseline, bracket: [baseline, baseline], isJump: false };
  const { x, below } = threshold((a) => a - g(a), baseline, highest, 0);
  const [short, over] = [below - g(below), x - g(x)];
  // of two neighbours the one that is nearer to its answer
  const a = over <= -short ? x : below;
  return { a, bracket: [below, x], isJump: Math.min(over, -short) > tolerance };
}

/** (62). */
function adaptation(
  asked: { readonly baseline: number; readonly periods: number; readonly adjustment: number },
  seen: (a: number) => number,
  answer: (share: number) => number,
): RegulatorResult['path'] {
  const auditRate = new Float64Array(asked.periods + 1);
  const violations = new Float64Array(asked.periods + 1);
  let a = asked.baseline;
  let share = seen(a);
  for (let t = 0; t <= asked.periods; t++) {
    auditRate[t] = a;
    violations[t] = share;
    const target = answer(share);
    // at the end of the way exactly there: a + (g − a) is not always g
    const next = asked.adjustment === 1 ? target : a + asked.adjustment * (target - a);
    if (next !== a && t < asked.periods) share = seen(next);
    a = next;
  }
  return { auditRate, violations };
}
