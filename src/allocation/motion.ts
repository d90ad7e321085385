/**
 * What a given control makes of capability, by extrapolation (`numerics/extrapolation.ts`), cell by cell:
 *
 *     dM/dt = βT (αC)^ε − δM,   dV/dt = e^{−ρt} βR M^γ (1−α) C,   dA/dt = α                (13)
 *
 * A power is singular where its base starts from zero: (αC)^ε at an end of a cell where α or C vanishes,
 * M^γ at the start where M0 = 0. There t = a + (b−a) τ⁸ makes it smooth to τ⁸ in τ.
 */

import { Extrapolator } from '../numerics/extrapolation';
import type { PlacedControl } from './control';
import type { Model } from './model';

/** A control's consequences at the nodes of its mesh. */
export interface Motion {
  readonly capability: Float64Array;
  /** ∫₀ᵗ e^{−ρs} R ds. */
  readonly value: Float64Array;
  /** ∫₀ᵗ α ds. */
  readonly allocation: Float64Array;
}

/** A cell whose αC falls below this share of that in its middle is treated as vanishing at that end. */
const vanishing = 1e-2;
/** δ·(length of a cell) from which explicit steps would have to be too short. */
const stiff = 500;

/** Training rate and discounted revenue at a point; nothing here is NaN unless something overflowed. */
export function flowsAt(model: Model, t: number, alpha: number, compute: number, M: number) {
  const training = alpha === 0 ? 0 : alpha * compute;
  const serving = alpha === 1 ? 0 : (1 - alpha) * compute;
  return {
    rate: model.trainingRate(training),
    revenue: serving === 0 ? 0 : model.discount(t) * model.servingPrice(M) * serving,
  };
}

/** Discounted revenue over βR. */
function servedAt(model: Model, t: number, alpha: number, compute: number, M: number): number {
  const serving = alpha === 1 ? 0 : (1 - alpha) * compute;
  return serving === 0 ? 0 : model.discount(t) * model.servingPower(M) * serving;
}

/**
 * (13) with the given relative error a step, V over βR: steps are then the same whatever revenue is worth.
 * @returns nothing where no step was short enough: numbers overflowed, or δ is far too large
 */
export function integrateMotion(
  model: Model,
  control: PlacedControl,
  relative: number,
): Motion | undefined {
  const { mesh } = control;
  const { cells, time, length } = mesh;
  const { initialCapability, depreciation, revenueEfficiency } = model.parameters;
  const motion: Motion = {
    capability: new Float64Array(cells + 1),
    value: new Float64Array(cells + 1),
    allocation: new Float64Array(cells + 1),
  };
  motion.capability[0] = initialCapability;
  const y = Float64Array.of(initialCapability, 0, 0);
  const absolute = new Float64Array(3);
  for (let k = 0; k < cells; k++) {
    if (depreciation * length[k] > stiff) return undefined;
    setFloors(absolute, model, control, k, y[0], relative);
    for (const [from, to] of segments(control, k, y[0])) {
      const t = substitution(from, to);
      const alphaAt = (at: number) => control.allocation(k, Math.min(time[k + 1], at));
      const extrapolator = new Extrapolator(3, (tau, [M], dy) => {
        const at = t(tau);
        const alpha = alphaAt(at.time);
        const compute = control.compute(at.time);
        const { rate } = flowsAt(model, at.time, alpha, compute, M);
        dy[0] = at.slope * (rate - depreciation * M);
        dy[1] = at.slope * servedAt(model, at.time, alpha, compute, M);
        dy[2] = at.slope * alpha;
      });
      const outcome = extrapolator.integrate(0, 1, y, { relative, absolute, firstStep: 1 });
      if (outcome.status !== 'end' || !y.every(Number.isFinite)) return undefined;
    }
    motion.capability[k + 1] = y[0];
    motion.value[k + 1] = revenueEfficiency * y[1];
    motion.allocation[k + 1] = y[2];
  }
  return motion;
}

/** Where something is singular in a segment: at its start, at its end, or nowhere. */
type Singular = 'start' | 'end' | 'none';
type End = { readonly time: number; readonly singular: boolean };

/** Cell k as one segment or, where both its ends are singular, two; each runs from `from` to `to`. */
function segments(control: PlacedControl, k: number, capability: number): [End, End][] {
  const { time, length } = control.mesh;
  const training = (t: number) => control.allocation(k, t) * control.compute(t);
  const middle = time[k] + 0.5 * length[k];
  const little = vanishing * training(middle);
  const left = { time: time[k], singular: capability === 0 || training(time[k]) < little };
  const right = { time: time[k + 1], singular: training(time[k + 1]) < little };
  if (!left.singular || !right.singular) return [[left, right]];
  const between = { time: middle, singular: false };
  return [
    [left, between],
    [between, right],
  ];
}

/** Time over τ in [0, 1], and its slope. */
function substitution(from: End, to: End): (tau: number) => { time: number; slope: number } {
  const h = to.time - from.time;
  const singular: Singular = from.singular ? 'start' : to.singular ? 'end' : 'none';
  if (singular === 'none') return (tau) => ({ time: from.time + h * tau, slope: h });
  return (tau) => {
    const x = singular === 'start' ? tau : 1 - tau;
    const x7 = x * x * x * (x * x) * (x * x);
    const time = singular === 'start' ? from.time + h * x7 * x : to.time - h * x7 * x;
    return { time, slope: 8 * h * x7 };
  };
}

/**
 * Absolute errors a step for cell k, small beside what the cell adds: for integrals that start from zero,
 * where a relative error means nothing, and for jumps of α, which time cannot resolve beyond its last bit.
 */
function setFloors(
  absolute: Float64Array,
  model: Model,
  control: PlacedControl,
  k: number,
  capability: number,
  relative: number,
): void {
  const { time, length } = control.mesh;
  const points = Array.from({ length: 5 }, (_, i) => {
    const t = i === 4 ? time[k + 1] : time[k] + (length[k] * i) / 4;
    return { t, alpha: control.allocation(k, t), compute: control.compute(t) };
  });
  const fastest = Math.max(
    ...points.map(({ t, alpha, compute }) => flowsAt(model, t, alpha, compute, 0).rate),
  );
  const highest = capability + length[k] * fastest;
  const dearest = Math.max(
    ...points.map(({ t, alpha, compute }) => servedAt(model, t, alpha, compute, highest)),
  );
  const share = 0.01 * relative * length[k] + 4 * Number.EPSILON * time[k + 1];
  absolute[0] = share * fastest;
  absolute[1] = share * dearest;
  absolute[2] = share;
}
