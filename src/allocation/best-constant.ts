/**
 * The constant α that earns most from this M0, S and T: the maximum of J(α), each J by integrating (13).
 *
 * Searched in y = ln(α/(1−α)), which resolves both ends: a scan, since J may have two humps where S > 0;
 * bounded minimization of −J around the best point; then Newton's step on differences of fourth order,
 *
 *     J' ≈ (8 (J₊ − J₋) − (J₊₊ − J₋₋)) / 12h,  J'' ≈ (J₊ − 2J + J₋) / h²                  (20)
 *
 * because J is flat at its top, so that comparing values alone fixes α to half the digits only.
 */

import { minimizeBounded } from '../numerics/minimize';
import { relativeChange } from './certificate';
import { checkControl, placeControl } from './control';
import type { Model } from './model';
import { integrateMotion } from './motion';
import { integrateByGauss } from './quadrature';
import { endValue } from './simulation';

export interface BestConstant {
  readonly allocation: number;
  readonly netPresentValue: number;
  /** M(T). */
  readonly finalCapability: number;
  /**
   * max(|d ln J / dy|, |J̃/J − 1|), with the derivative by central differences of J̃, by Gauss collocation:
   * how far the answer is from stationary, by other code.
   */
  readonly residual: number;
}

const accuracy = 1e-13;
/** Cells of an integration; their steps adapt. */
const cells = 16;
/** Points of the scan, a unit of y apart on average. */
const scanPoints = 41;
/** Largest |y| of the scan: α = 1e-13. */
const widest = 30;
/** Accuracy of y in the search, and the step of (20). */
const near = 1e-6;
const difference = 3e-3;

export function findBestConstant(model: Model): BestConstant {
  const { exp } = model.math;
  const share = (y: number) => 1 / (1 + exp(-y));
  const earns = (y: number) => evaluateConstant(model, share(y)).value;

  const step = (2 * widest) / (scanPoints - 1);
  const scan = Array.from({ length: scanPoints }, (_, i) => earns(-widest + i * step));
  const top = scan.reduce((best, value, i) => (value > scan[best] ? i : best), 0);
  const from = -widest + Math.max(0, top - 1) * step;
  const to = -widest + Math.min(scanPoints - 1, top + 1) * step;
  const y = improve(earns, minimizeBounded((x) => -earns(x), from, to, near).x);

  const candidates = [share(y), 0, 1].map((allocation) => ({
    allocation,
    ...evaluateConstant(model, allocation),
  }));
  const best = candidates.reduce((a, b) => (b.value > a.value ? b : a));
  return {
    allocation: best.allocation,
    netPresentValue: best.value,
    finalCapability: best.capability,
    residual: stationarity(model, best.allocation, best.value, y),
  };
}

/** Newton's step by (20), where it leads to a top nearby. */
function improve(earns: (y: number) => number, y: number): number {
  const h = difference;
  const [low2, low1, middle, high1, high2] = [-2, -1, 0, 1, 2].map((i) => earns(y + i * h));
  const slope = (8 * (high1 - low1) - (high2 - low2)) / (12 * h);
  const bend = (high1 - 2 * middle + low1) / (h * h);
  const move = -slope / bend;
  return bend < 0 && Math.abs(move) < h ? y + move : y;
}

function stationarity(model: Model, allocation: number, value: number, y: number): number {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
  const byGauss = (alpha: number) => evaluateConstant(model, alpha, true).value;
  const again = relativeChange(byGauss(allocation), value);
  const h = 1e-4;
  const share = (x: number) => 1 / (1 + model.math.exp(-x));
  if (allocation === 0 || allocation === 1) {
    const inside = byGauss(Math.abs(allocation - h));
    return Math.max(again, inside > value ? relativeChange(inside, value) : 0);
  }
  const slope = Math.abs(byGauss(share(y + h)) - byGauss(share(y - h))) / (2 * h);
  return Math.max(again, slope / value);
}

/** J and M(T) under a constant α; Infinity where they overflow. */
function evaluateConstant(
  model: Model,
  alpha: number,
  byGauss = false,
): { value: number; capability: number } {
  const control = placeControl(
    model,
    checkControl(alpha, model.parameters.horizon, cells, 'linear'),
  );
  const exact = byGauss ? undefined : integrateMotion(model, control, accuracy);
  const motion = exact ?? integrateByGauss(model, control);
  const last = control.mesh.cells;
  const capability = motion.capability[last];
  return { value: motion.value[last] + endValue(model, capability), capability };
}
