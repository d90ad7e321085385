/**
 * The certificate of an allocation, computed by other means than the answer was.
 *
 * **Residual.** Between the nodes the control is read off the answer: α(t) = α*(t, M, μ) on the cubic
 * Hermite interpolants of its M and μ. On four times as fine a grid the classical Runge–Kutta rule
 * replays α(t) forward for M̃ and the value, then backward for μ̃. At an extremal the replay changes
 * nothing, so the residual is the largest of
 *
 *     max_t |α(t) − α*(t, M̃, μ̃)|,  |α(t_k) − α_k|,
 *     |M̃(T)/M(T) − 1|,  |μ̃(0)/μ(0) − 1|,  |J̃/J − 1|                                     (12)
 *
 * **Extremals.** M(0) as a function of M(T) along the backward flow (`shooting.ts`) is scanned between the
 * least and the greatest M(T) that any control reaches, with two further points a tolerance below and
 * above the answer's own. Its sign changes are the extremals. Where there is one and it lies between
 * those two points, the answer is the global optimum.
 *
 * **Discretization error.** The larger of |J_h − J_{h/2}| / |J|, by solving again, and |J̃/J − 1|. The shadow
 * prices of the two solutions are compared likewise (`priceError`).
 */

import type { Certificate } from '../engine/result';
import { interpolate } from './dense';
import { priceDifference } from './integrals';
import type { Model } from './model';
import { BackwardFlow, miss, reachableCapability } from './shooting';
import { pointsOf, presentValue, pricesOf, type Trajectory } from './trajectory';

export interface AllocationCertificate extends Certificate {
  readonly kind: 'pontryagin';
  /** (12): by how much Pontryagin's conditions fail on an independent finer grid; dimensionless. */
  readonly residual: number;
  /**
   * Relative error of the value: the larger of its change when the step is halved (for shooting: when the
   * integrator's tolerance is loosened) and of its distance from the replay on the finer grid.
   */
  readonly discretizationError: number;
  /** Largest change of a shadow price when the step is halved, relative; held to ten times the tolerance. */
  readonly priceError: number;
  /** Solutions of Pontryagin's conditions that the scan found, and whether the answer is the best of them. */
  readonly extremals: { readonly count: number; readonly isBest: boolean };
}

/** What certificates are held to unless the caller says otherwise. */
export const defaultCertificateTolerance = 1e-4;

/** The value of an answer found with half the step, and its prices; no prices where none are reported. */
export interface Finer {
  readonly value: number;
  readonly prices?: Readonly<Record<string, number>>;
}

/** Prices are derivatives of the value, and held to so many times its tolerance. */
const priceSlack = 10;

/** Points of the scan, besides the two around the answer. */
const scanPoints = 14;
/** Relative error of the scan's integrations: only signs are read off them. */
const scanAccuracy = 1e-9;

export function certify(
  model: Model,
  answer: Trajectory,
  finer: Finer,
  tolerance: number,
): AllocationCertificate {
  const value = presentValue(model, answer);
  const replayed = replay(model, answer);
  const { residual } = replayed;
  const discretizationError = Math.max(
    relativeChange(value, finer.value),
    relativeChange(value, replayed.value),
  );
  const priceError = finer.prices
    ? priceDifference(model, pointsOf(model, answer), pricesOf(model, answer), finer.prices)
    : Number.POSITIVE_INFINITY;
  const extremals = scanExtremals(model, answer.capability[answer.mesh.cells], tolerance);
  return {
    kind: 'pontryagin',
    residual,
    discretizationError,
    priceError,
    extremals,
    tolerance,
    holds:
      residual <= tolerance &&
      discretizationError <= tolerance &&
      priceError <= priceSlack * tolerance &&
      extremals.isBest,
  };
}

/** The certificate of an answer that has nothing to certify. */
export function noCertificate(tolerance: number): AllocationCertificate {
  return {
    kind: 'pontryagin',
    residual: Number.POSITIVE_INFINITY,
    discretizationError: Number.POSITIVE_INFINITY,
    priceError: Number.POSITIVE_INFINITY,
    extremals: { count: 0, isBest: false },
    tolerance,
    holds: false,
  };
}

/** |a/b − 1| by the larger of the two; Infinity where either is not a number. */
export function relativeChange(a: number, b: number): number {
  if (a === b) return 0;
  const change = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  return Number.isNaN(change) ? Number.POSITIVE_INFINITY : change;
}

/** Quarters of a cell at which M̃ is known; f is known at eighths. */
const quarters = 4;
const eighths = 8;

/** The replay: (12), and J̃. */
export function replay(model: Model, answer: Trajectory): { residual: number; value: number } {
  const { depreciation, initialCapability } = model.parameters;
  const { mesh, capability, costate } = answer;
  const { cells, time, length } = mesh;

  // forward: α on eighths of each cell, M̃ on quarters, J̃ by Boole's rule
  const control = new Float64Array(cells * eighths + 1);
  const replayed = new Float64Array(cells * quarters + 1);
  const rate = new Float64Array(eighths + 1);
  let worst = 0;
  let value = 0;
  replayed[0] = initialCapability;
  for (let k = 0; k < cells; k++) {
    const h = length[k];
    const cell = interpolate(model, answer, k);
    for (let i = 0; i <= eighths; i++) {
      const t = time[k] + (h * i) / eighths;
      const at = cell(i / eighths);
      const alpha = model.bestAllocation(t, at.capability, at.costate);
      control[k * eighths + i] = alpha;
      rate[i] = model.trainingRate(alpha * model.path.at(t));
    }
    worst = Math.max(worst, Math.abs(control[k * eighths] - answer.allocation[k]));
    const boole = [7, 32, 12, 32, 7];
    for (let q = 0; q <= quarters; q++) {
      const at = k * quarters + q;
      if (q > 0) {
        replayed[at] = linearStep(
          replayed[at - 1],
          -depreciation,
          h / quarters,
          rate[2 * q - 2],
          rate[2 * q - 1],
          rate[2 * q],
        );
      }
      const t = time[k] + (h * q) / quarters;
      const serving = (1 - control[k * eighths + 2 * q]) * model.path.at(t);
      const revenue = model.discount(t) * model.servingPrice(replayed[at]) * serving;
      value += ((h * boole[q]) / 90) * revenue;
    }
  }
  worst = Math.max(worst, Math.abs(control[cells * eighths] - answer.allocation[cells]));
  const end = replayed[cells * quarters];
  const { horizon, salvageValue, discountRate } = model.parameters;
  value += model.discount(horizon) * salvageValue * end;

  // backward: μ̃ on halves of each cell
  let back = salvageValue;
  const decay = -(discountRate + depreciation);
  for (let k = cells - 1; k >= 0; k--) {
    const h = length[k];
    for (let half = 1; half >= 0; half--) {
      const gain = [0, 1, 2].map((i) => {
        const q = 2 * half + 2 - i;
        const t = time[k] + (h * q) / quarters;
        const serving = (1 - control[k * eighths + 2 * q]) * model.path.at(t);
        const M = replayed[k * quarters + q];
        return (model.parameters.revenueExponent * model.servingPrice(M) * serving) / M;
      });
      back = linearStep(back, decay, h / 2, gain[0], gain[1], gain[2]);
      const t = time[k] + (h * half) / 2;
      const best = model.bestAllocation(t, replayed[k * quarters + 2 * half], back);
      worst = Math.max(worst, Math.abs(best - control[k * eighths + 4 * half]));
    }
  }
  const residual = Math.max(
    Number.isNaN(worst) ? Number.POSITIVE_INFINITY : worst,
    relativeChange(end, capability[cells]),
    relativeChange(back, costate[0]),
    relativeChange(value, presentValue(model, answer)),
  );
  return { residual, value };
}

/** The classical Runge–Kutta step for y' = a y + f, with f at the start, the middle and the end. */
function linearStep(y: number, a: number, h: number, f0: number, f1: number, f2: number): number {
  const k1 = a * y + f0;
  const k2 = a * (y + 0.5 * h * k1) + f1;
  const k3 = a * (y + 0.5 * h * k2) + f1;
  const k4 = a * (y + h * k3) + f2;
  return y + (h / 6) * (k1 + 2 * (k2 + k3) + k4);
}

/** The extremals between the least and the greatest M(T), and whether the answer is the only one. */
function scanExtremals(
  model: Model,
  finalCapability: number,
  tolerance: number,
): { count: number; isBest: boolean } {
  const { least, greatest } = reachableCapability(model);
  const flow = new BackwardFlow(model, scanAccuracy);
  const below = finalCapability * (1 - tolerance);
  const above = finalCapability * (1 + tolerance);
  const low = model.math.log(least);
  const step = (model.math.log(greatest) - low) / (scanPoints - 1);
  const points = [below, above];
  for (let i = 0; i < scanPoints; i++) {
    const m = i === scanPoints - 1 ? greatest : model.math.exp(low + i * step);
    if (m < below || m > above) points.push(m);
  }
  points.sort((a, b) => a - b);
  let count = 0;
  let around = false;
  let before: boolean | undefined;
  for (let i = 0; i < points.length; i++) {
    const F = miss(flow, model, points[i]);
    // where the flow cannot be integrated nothing is proven
    if (Number.isNaN(F)) return { count, isBest: false };
    const isAbove = F > 0;
    if (i > 0 && isAbove !== before) {
      count++;
      around ||= points[i - 1] >= below && points[i] <= above;
    }
    before = isAbove;
  }
  return { count, isBest: count === 1 && around };
}
