/**
 * What a control truly earns, and how well that is known: the core of `simulate`, and what the published
 * schemes are measured against.
 *
 * The equations of motion (13) are integrated by extrapolation to a relative error of 1e-13 a step
 * (`motion.ts`); the certificate repeats them by adaptive Gauss collocation (`quadrature.ts`), other code of
 * another method, and by the first with ten times its tolerance:
 *
 *     residual = max(|J̃/J − 1|, |M̃(T)/M(T) − 1|),  discretizationError = |J_loose/J − 1|       (15)
 *
 * Both are held to 1e-8. A control that is smooth between nodes comes out near 1e-13, one with jumps and
 * kinks elsewhere near 1e-10; one that no method can follow (noise) shows as a certificate that does not
 * hold. What both methods sample past (a pulse much shorter than a step) neither can see.
 */

import type { BackendName } from '../engine/backend';
import type { Certificate, Status } from '../engine/result';
import { relativeChange } from './certificate';
import { type CheckedControl, placeControl } from './control';
import type { Model } from './model';
import { integrateMotion, type Motion } from './motion';
import { integrateByGauss } from './quadrature';
import type { AllocationPaths, AllocationTotals } from './result';

export interface SimulationCertificate extends Certificate {
  readonly kind: 'quadrature';
  /** (15): relative difference of value and final capability from an independent quadrature. */
  readonly residual: number;
  /** (15): relative change of the value under a looser tolerance. */
  readonly discretizationError: number;
}

export interface SimulationResult extends AllocationPaths, AllocationTotals {
  /**
   * `converged`; `diverged` where numbers left the range of doubles; `iteration-limit` where the step
   * control gave up and the answer is the certificate's quadrature, so that nothing certifies it.
   */
  readonly status: Status;
  readonly backend: BackendName;
  readonly certificate: SimulationCertificate;
}

/** Relative error a step of the answer, and of the check with a looser one. */
const accuracy = 1e-13;
const looser = 1e-12;
const certificateTolerance = 1e-8;

/** What a control truly earns, and how well that is known. */
export interface Evaluation {
  readonly status: 'converged' | 'iteration-limit' | 'diverged';
  /** At the uniform nodes. */
  readonly motion: Motion;
  readonly netPresentValue: number;
  /** Time average of α. */
  readonly meanAllocation: number;
  readonly certificate: SimulationCertificate;
}

export function evaluate(model: Model, control: CheckedControl): Evaluation {
  const placed = placeControl(model, control);
  const { uniform, cells } = placed.mesh;
  const total = ({ value, capability }: Motion) =>
    value[cells] + endValue(model, capability[cells]);
  const atNodes = ({ capability, value, allocation }: Motion): Motion => ({
    capability: Float64Array.from(uniform, (j) => capability[j]),
    value: Float64Array.from(uniform, (j) => value[j]),
    allocation: Float64Array.from(uniform, (j) => allocation[j]),
  });

  const summary = (
    status: Evaluation['status'],
    found: Motion,
    residual: number,
    error: number,
  ) => ({
    status,
    motion: atNodes(found),
    netPresentValue: total(found),
    meanAllocation: control.mean ?? found.allocation[cells] / model.parameters.horizon,
    certificate: certificateOf(residual, error),
  });

  const unknown = Number.POSITIVE_INFINITY;
  const other = integrateByGauss(model, placed);
  if (!Number.isFinite(total(other)) || !Number.isFinite(other.capability[cells])) {
    return { ...summary('diverged', other, unknown, unknown), netPresentValue: unknown };
  }
  const motion = integrateMotion(model, placed, accuracy);
  const loose = motion && integrateMotion(model, placed, looser);
  if (motion === undefined || loose === undefined) {
    return summary('iteration-limit', other, unknown, unknown);
  }
  const residual = Math.max(
    relativeChange(total(motion), total(other)),
    relativeChange(motion.capability[cells], other.capability[cells]),
  );
  return summary('converged', motion, residual, relativeChange(total(motion), total(loose)));
}

/** A simulation's certificate from its figures. */
export function certificateOf(
  residual: number,
  discretizationError: number,
): SimulationCertificate {
  const tolerance = certificateTolerance;
  const holds = residual <= tolerance && discretizationError <= tolerance;
  return { kind: 'quadrature', residual, discretizationError, tolerance, holds };
}

/** e^{−ρT} S M(T). */
export function endValue(model: Model, finalCapability: number): number {
  const { horizon, salvageValue } = model.parameters;
  return salvageValue === 0 ? 0 : model.discount(horizon) * salvageValue * finalCapability;
}

/** Time, allocation, compute and revenue at the nodes; Infinity where capability or compute is. */
export function pathsOf(
  model: Model,
  allocation: Float64Array,
  capability: Float64Array,
): Omit<AllocationPaths, 'cumulativeValue'> {
  const steps = allocation.length - 1;
  const { horizon } = model.parameters;
  const step = horizon / steps;
  const time = allocation.map((_, k) => (k === steps ? horizon : k * step));
  const compute = time.map((t) => model.path.at(t));
  const revenue = time.map((_, k) => {
    const serving = allocation[k] === 1 ? 0 : (1 - allocation[k]) * compute[k];
    return serving === 0 ? 0 : model.servingPrice(capability[k]) * serving;
  });
  const discountedRevenue = time.map((t, k) => {
    const discounted = revenue[k] === 0 ? 0 : model.discount(t) * revenue[k];
    return Number.isNaN(discounted) ? Number.POSITIVE_INFINITY : discounted;
  });
  return { time, allocation, capability, compute, revenue, discountedRevenue };
}
