/** What `solve` and `simulate` answer. */

import type { BackendName } from '../engine/backend';
import type { Status } from '../engine/result';
import { type AllocationCertificate, noCertificate } from './certificate';
import { computePrice, integral } from './integrals';
import type { Model } from './model';
import type { Method } from './options';
import { presentValue, pricesOf, type Trajectory } from './trajectory';

/** Paths over the uniform grid of time; all arrays have steps + 1 values. */
export interface AllocationPaths {
  /** t_k = k T/steps. */
  readonly time: Float64Array;
  /** α, the share of compute that trains; 0 where there is no compute. */
  readonly allocation: Float64Array;
  /** M. */
  readonly capability: Float64Array;
  /** C. */
  readonly compute: Float64Array;
  /** R = βR M^γ (1−α) C, revenue per unit of time. */
  readonly revenue: Float64Array;
  /** e^{−ρt} R. */
  readonly discountedRevenue: Float64Array;
  /** ∫₀ᵗ e^{−ρs} R ds. */
  readonly cumulativeValue: Float64Array;
}

/** What the paths add up to. */
export interface AllocationTotals {
  /** J = ∫₀ᵀ e^{−ρt} R dt + e^{−ρT} S M(T). */
  readonly netPresentValue: number;
  /** M(T). */
  readonly finalCapability: number;
  /** (1/T) ∫₀ᵀ α dt. */
  readonly meanAllocation: number;
}

export interface AllocationResult extends AllocationPaths, AllocationTotals {
  readonly status: Status;
  readonly method: Method;
  readonly backend: BackendName;
  readonly iterations: number;
  /** λ(t) = e^{−ρt} μ(t): the shadow price of capability, present value. */
  readonly costate: Float64Array;
  /** μ(t), current value. */
  readonly costateCurrentValue: Float64Array;
  /** e^{−ρt} ∂H/∂C: the shadow price of a unit of compute at t, present value. */
  readonly computePrice: Float64Array;
  /** Times at which training takes all compute or ceases to, ascending. */
  readonly switchTimes: number[];
  /** The convergence figure of each iteration. */
  readonly history: number[];
  /** ∂J* / ∂(each parameter), numbers of the compute path as `compute.growth` etc. */
  readonly shadowPrices: Record<string, number>;
  readonly certificate: AllocationCertificate;
}

/** How a method ended. */
export interface Ending {
  readonly status: Status;
  readonly method: Method;
  readonly backend: BackendName;
  readonly iterations: number;
  readonly history: readonly number[];
  readonly certificate: AllocationCertificate;
}

/** The result of a solved trajectory. */
export function resultOf(model: Model, trajectory: Trajectory, ending: Ending): AllocationResult {
  const { mesh, integrals, switches } = trajectory;
  const count = mesh.uniform.length;
  const at = (values: Float64Array) => Float64Array.from(mesh.uniform, (j) => values[j]);
  const time = at(mesh.time);
  const allocation = at(trajectory.allocation);
  const capability = at(trajectory.capability);
  const costateCurrentValue = at(trajectory.costate);
  const costate = new Float64Array(count);
  const compute = new Float64Array(count);
  const revenue = new Float64Array(count);
  const discountedRevenue = new Float64Array(count);
  const priceOfCompute = new Float64Array(count);
  time.forEach((t, k) => {
    const point = model.point(t, capability[k], costateCurrentValue[k], allocation[k]);
    const discount = model.discount(t);
    if (point.compute === 0) allocation[k] = 0;
    costate[k] = discount * point.costate;
    compute[k] = point.compute;
    revenue[k] = point.price * (point.compute - point.u);
    discountedRevenue[k] = discount * revenue[k];
    priceOfCompute[k] = discount * computePrice(model, point);
  });
  const whole = integrals[count - 1];
  return {
    status: ending.status,
    method: ending.method,
    backend: ending.backend,
    iterations: ending.iterations,
    time,
    allocation,
    capability,
    costate,
    costateCurrentValue,
    compute,
    revenue,
    discountedRevenue,
    computePrice: priceOfCompute,
    cumulativeValue: Float64Array.from(integrals, (sums) => sums[integral.value]),
    netPresentValue: presentValue(model, trajectory),
    finalCapability: capability[count - 1],
    meanAllocation: whole[integral.allocation] / model.parameters.horizon,
    switchTimes: [...switches],
    history: ending.history.map((x) => (Number.isNaN(x) ? Number.POSITIVE_INFINITY : x)),
    shadowPrices: pricesOf(model, trajectory),
    certificate: ending.certificate,
  };
}

/**
 * The result where numbers left the range of doubles: the compute path, and Infinity for what overflowed.
 * Nothing in it is NaN and nothing in it is certified.
 */
export function divergedResult(
  model: Model,
  steps: number,
  ending: Omit<Ending, 'certificate' | 'status'>,
  tolerance: number,
): AllocationResult {
  const { horizon, initialCapability } = model.parameters;
  const time = Float64Array.from({ length: steps + 1 }, (_, k) => (k * horizon) / steps);
  const beyond = () => new Float64Array(steps + 1).fill(Number.POSITIVE_INFINITY);
  const fromStart = (start: number) => {
    const path = beyond();
    path[0] = start;
    return path;
  };
  return {
    ...ending,
    status: 'diverged',
    time,
    allocation: new Float64Array(steps + 1),
    capability: fromStart(initialCapability),
    costate: beyond(),
    costateCurrentValue: beyond(),
    compute: time.map((t) => model.path.at(t)),
    revenue: beyond(),
    discountedRevenue: beyond(),
    computePrice: beyond(),
    cumulativeValue: fromStart(0),
    netPresentValue: Number.POSITIVE_INFINITY,
    finalCapability: Number.POSITIVE_INFINITY,
    meanAllocation: 0,
    switchTimes: [],
    history: ending.history.filter(Number.isFinite),
    shadowPrices: {},
    certificate: noCertificate(tolerance),
  };
}
