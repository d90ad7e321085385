/**
 * `compliance.require`: what it takes for a share of labs to comply.
 *
 *     min Σ price_i x_i   s.t.   P(comply | levers x) ≥ target,   low_i ≤ x_i ≤ high_i             (60)
 *
 * One lever: its least value that reaches the target, to the last bit. Several: the cheapest mix, with a
 * lower bound of what any mix costs (`cheapest.ts`). The share being nondecreasing in every lever
 * (`levers.ts`), the target can be reached iff it is with all levers at their upper bounds.
 *
 * The certificate puts the answer back into the shares computed by other means (`nested.ts`).
 */

import type { Backend, BackendName } from '../../engine/backend';
import type { Certificate, Status } from '../../engine/result';
import { nestedShares } from '../exact/nested';
import { exactShares } from '../exact/shares';
import {
  completeRequirement,
  type Lever,
  type LeverName,
  type Requirement,
  type RequireOptions,
  withLevers,
} from './levers';
import { mixOf } from './mix';
import { mixPrices } from './mix-prices';

export type LeverValues = { readonly [Name in LeverName]?: number };

/** The answer put back into the shares by the other route. */
export interface SubstitutionCertificate extends Certificate {
  readonly kind: 'substitution';
  /** The share of labs that comply at the answer, recomputed. */
  readonly share: number;
  /** By how much that is short of the target. */
  readonly residual: number;
  /** Whether any one lever a hair lower (1e-5 of its value; 1e-3 where S is flat) leaves it unmet. */
  readonly minimality: boolean;
  /** By what part of the cost a cheaper mix could be cheaper at most. */
  readonly gap: number;
  /** What the gap is held to; `tolerance` is what the residual is. */
  readonly gapTolerance: number;
}

export interface RequireResult {
  /** `infeasible`: `best` is short of the target. `iteration-limit`: the gap is not closed. */
  readonly status: Status;
  readonly backend: BackendName;
  readonly target: number;
  /** The levers' values; those of `best` where the target is infeasible. */
  readonly levers: LeverValues;
  /** Σ price·value over all levers. */
  readonly cost: number;
  /** The share of labs that comply with these levers. */
  readonly share: number;
  readonly shares: { readonly comply: number; readonly evade: number; readonly split: number };
  /** All levers at their upper bounds: no mix reaches a greater share. */
  readonly best: { readonly levers: LeverValues; readonly share: number };
  /** d cost/d target; 0 where there is none. */
  readonly shadowPrice: number;
  /** Whether the cost has a derivative in the target here. */
  readonly shadowPriceExists: boolean;
  /** `target`; `<lever>.price`; and `<lever>.low`, `<lever>.high` where the share is smooth. */
  readonly shadowPrices: Readonly<Record<string, number>>;
  readonly certificate: SubstitutionCertificate;
}

const residualTolerance = 1e-9;
const gapTolerance = 1e-3;
/** How far below a lever is looked; the second where what that takes from the share is lost in rounding. */
const hairs = [1e-5, 1e-3];

/** @throws ParameterError naming the first field that is not usable */
export function requireCompliance(backend: Backend, options: RequireOptions): RequireResult {
  const asked = completeRequirement(options);
  const { target, levers } = asked;
  const names = levers.map((lever) => lever.name);
  const sharesAt = (values: ArrayLike<number>, population = asked.population) =>
    exactShares(backend.math, withLevers(population, names, values));
  const highest = Float64Array.from(levers, (lever) => lever.high);
  const best = sharesAt(highest).comply;
  const mix = mixOf(asked, (values, population) => sharesAt(values, population).comply);
  const isFeasible = best >= target - mix.slack;
  const found = isFeasible ? mix.solve() : { values: highest, gap: 0, isOptimal: true };
  const { values, gap, isOptimal } = found;
  const { comply, evade, split } = sharesAt(values);
  const prices = isFeasible
    ? mixPrices({
        levers,
        values,
        target,
        excess: comply - target,
        share: (at) => sharesAt(at).comply,
        costOf: (other) => mix.costNear(other),
      })
    : {
        target: 0,
        exists: false,
        all: { target: 0, ...keyed(levers, values, (name) => `${name}.price`) },
      };
  const certificate = substitute(backend, asked, values, isFeasible, gap);
  return {
    status: !isFeasible
      ? 'infeasible'
      : isOptimal && gap <= gapTolerance
        ? 'converged'
        : 'iteration-limit',
    backend: backend.name,
    target,
    levers: keyed(levers, values),
    cost: costOf(levers, values),
    share: comply,
    shares: { comply, evade, split },
    best: { levers: keyed(levers, highest), share: best },
    shadowPrice: prices.target,
    shadowPriceExists: prices.exists,
    shadowPrices: prices.all,
    certificate,
  };
}

const costOf = (levers: readonly Lever[], values: ArrayLike<number>) =>
  levers.reduce((sum, { price }, i) => sum + price * values[i], 0);

function keyed(
  levers: readonly Lever[],
  values: ArrayLike<number>,
  key: (name: LeverName) => string = (name) => name,
): Record<string, number> {
  return Object.fromEntries(levers.map(({ name }, i) => [key(name), values[i]]));
}

/** The answer put back, by the nested route; at a jump, a few ulps above it. */
function substitute(
  backend: Backend,
  { target, levers, population }: Requirement,
  values: Float64Array,
  isFeasible: boolean,
  gap: number,
): SubstitutionCertificate {
  const names = levers.map((lever) => lever.name);
  const shareAt = (at: ArrayLike<number>) =>
    nestedShares(backend.math, withLevers(population, names, at)).comply;
  let share = shareAt(values);
  if (isFeasible && target - share > residualTolerance) {
    const above = levers.map(({ high }, i) => Math.min(high, values[i] * (1 + 1e-14)));
    share = Math.max(share, shareAt(above));
  }
  const residual = Math.max(0, target - share);
  const isShortBelow = (i: number, hair: number) => {
    const at = values.slice();
    at[i] = Math.max(levers[i].low, at[i] - hair * Math.max(at[i], levers[i].high - at[i], hair));
    return shareAt(at) < target;
  };
  const minimality =
    isFeasible &&
    levers.every(
      ({ low, price }, i) =>
        price === 0 || values[i] <= low || hairs.some((hair) => isShortBelow(i, hair)),
    );
  return {
    kind: 'substitution',
    share,
    residual,
    minimality,
    gap,
    gapTolerance,
    tolerance: residualTolerance,
    holds: isFeasible
      ? residual <= residualTolerance && minimality && gap <= gapTolerance
      : residual > 0,
  };
}
