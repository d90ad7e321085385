/**
 * The integrals over time that an answer reports, as integrands at a point of an extremal:
 * the value, the mean allocation, and the shadow prices by the envelope theorem,
 *
 *     ∂J/∂p = ∫₀ᵀ ∂H/∂p dt + boundary terms                                              (11)
 *
 * with, along the optimum (f = βT u^ε, R = βR M^γ (C − u), all discounted by e^{−ρt}):
 *
 *     ∂H/∂βT = μ f/βT         ∂H/∂ε = μ f ln u       ∂H/∂γ = R ln M
 *     ∂H/∂ρ = −t R            ∂H/∂δ = −μ M           ∂H/∂C = max(βR M^γ, μ ε f/C)
 *
 * The last is the price of a unit of compute at t: what it earns serving or, where all compute trains,
 * what it earns training.
 */

import type { Model, Point } from './model';

/** Where each integrand stands; the derivatives of the compute path follow. */
export const integral = {
  value: 0,
  allocation: 1,
  trainingEfficiency: 2,
  trainingExponent: 3,
  revenueExponent: 4,
  discountRate: 5,
  depreciation: 6,
} as const;

const fixed = Object.keys(integral).length;

export function integralCount(model: Model): number {
  return fixed + model.path.derivatives.length;
}

/** Writes the integrands at a point. */
export function integrandsInto(out: Float64Array, model: Model, point: Point): void {
  const { t, capability, costate, compute, u, price, rate } = point;
  const { math, parameters, path } = model;
  const discount = model.discount(t);
  const revenue = discount * price * (compute - u);
  const gain = discount * costate * rate;
  out[integral.value] = revenue;
  out[integral.allocation] = compute > 0 ? u / compute : 0;
  out[integral.trainingEfficiency] = gain / parameters.trainingEfficiency;
  out[integral.trainingExponent] = u > 0 ? gain * math.log(u) : 0;
  out[integral.revenueExponent] = revenue > 0 ? revenue * math.log(capability) : 0;
  out[integral.discountRate] = -t * revenue;
  out[integral.depreciation] = -discount * costate * capability;
  const worth = discount * computePrice(model, point);
  for (let i = 0; i < path.derivatives.length; i++) {
    out[fixed + i] = worth * path.derivatives[i].at(t);
  }
}

/** ∂H/∂C in current value: what a unit of compute is worth at time t. */
export function computePrice(model: Model, { compute, costate, price, rate }: Point): number {
  if (compute === 0) return price;
  return Math.max(price, (costate * model.parameters.trainingExponent * rate) / compute);
}

/** Where the integral of each price stands; the others are read off the ends. */
const integrated: ReadonlyArray<readonly [name: string, index: number]> = [
  ['trainingEfficiency', integral.trainingEfficiency],
  ['trainingExponent', integral.trainingExponent],
  ['revenueExponent', integral.revenueExponent],
  ['discountRate', integral.discountRate],
  ['depreciation', integral.depreciation],
];

/**
 * By how much prices differ from those of a finer solution: the largest difference, each relative to its
 * price or, where the integrand changes sign, to the integral of its magnitude.
 */
export function priceDifference(
  model: Model,
  points: readonly Point[],
  prices: Readonly<Record<string, number>>,
  finer: Readonly<Record<string, number>>,
): number {
  const magnitudes = new Float64Array(integralCount(model));
  const here = new Float64Array(integralCount(model));
  points.forEach((point, k) => {
    const before = k > 0 ? point.t - points[k - 1].t : 0;
    const after = k + 1 < points.length ? points[k + 1].t - point.t : 0;
    integrandsInto(here, model, point);
    for (let i = 0; i < here.length; i++)
      magnitudes[i] += 0.5 * (before + after) * Math.abs(here[i]);
  });
  const scales = new Map(integrated.map(([name, i]) => [name, magnitudes[i]]));
  model.path.derivatives.forEach(({ name }, i) => {
    scales.set(name, magnitudes[fixed + i]);
  });
  let worst = 0;
  for (const [name, price] of Object.entries(prices)) {
    const difference = Math.abs(price - finer[name]);
    const scale = Math.max(Math.abs(price), Math.abs(finer[name]), scales.get(name) ?? 0);
    if (difference > 0) worst = Math.max(worst, difference / scale);
    if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
  }
  return worst;
}

/** ∂J/∂p for every parameter p, from the integrals and the ends of an extremal. */
export function shadowPricesOf(
  model: Model,
  integrals: Float64Array,
  start: Point,
  end: Point,
): Record<string, number> {
  const p = model.parameters;
  const discount = model.discount(p.horizon);
  const salvage = discount * p.salvageValue * end.capability;
  const hamiltonian =
    discount * (end.price * (end.compute - end.u) + end.costate * end.capabilitySlope);
  const prices: Record<string, number> = {
    trainingEfficiency: integrals[integral.trainingEfficiency],
    revenueEfficiency: integrals[integral.value] / p.revenueEfficiency,
    trainingExponent: integrals[integral.trainingExponent],
    revenueExponent: integrals[integral.revenueExponent],
    discountRate: integrals[integral.discountRate] - p.horizon * salvage,
    horizon: hamiltonian - p.discountRate * salvage,
    initialCapability: start.costate,
    depreciation: integrals[integral.depreciation],
    salvageValue: discount * end.capability,
  };
  model.path.derivatives.forEach(({ name }, i) => {
    prices[name] = integrals[fixed + i];
  });
  return prices;
}
