/**
 * The model's formulas, in the arithmetic of a backend. Everything that is not the kernel (shooting,
 * certificate, prices, simulation) reads the mathematics from here.
 *
 * Written in the training compute u = αC instead of the share α, in which nothing is singular where C = 0:
 *
 *     R = βR M^γ (C − u)                                                     (1)
 *     dM/dt = f − δM,  f = βT u^ε                                            (2)
 *     H = R + μ (f − δM),  μ = e^{ρt} λ, the costate in current value
 *     dμ/dt = (ρ+δ) μ − γ R/M,  μ(T) = S                                     (3)
 *     ∂H/∂u = 0:  u° = (μ βT ε / (βR M^γ))^{1/(1−ε)},  u* = min(u°, C)       (4)
 *
 * In current value nothing but C depends on time, and nothing underflows where ρT is large.
 */

import type { ElementaryFunctions } from '../engine/backend';
import { type Path, pathOf } from './compute';
import type { CompleteAllocationParameters } from './parameters';

export class Model {
  readonly path: Path;
  private readonly logFactor: number;
  private readonly logRevenueEfficiency: number;
  private readonly power: number;

  constructor(
    readonly parameters: CompleteAllocationParameters,
    readonly math: ElementaryFunctions,
  ) {
    const p = parameters;
    this.path = pathOf(p.compute, p.horizon, math);
    this.logFactor =
      math.log(p.trainingEfficiency) + math.log(p.trainingExponent) - math.log(p.revenueEfficiency);
    this.logRevenueEfficiency = math.log(p.revenueEfficiency);
    this.power = 1 / (1 - p.trainingExponent);
  }

  /** ln u° of (4): the training compute that maximizes H were there no limit; −∞ where μ ≤ 0. */
  logUnlimited(capability: number, costate: number): number {
    if (!(costate > 0)) return Number.NEGATIVE_INFINITY;
    return (
      this.power *
      (this.math.log(costate) +
        this.logFactor -
        this.parameters.revenueExponent * this.math.log(capability))
    );
  }

  /** ln u° − ln C, at least −1000: positive where the limit u ≤ C binds. For root searches. */
  excess(t: number, capability: number, costate: number): number {
    const compute = this.path.at(t);
    // without compute both sides are the same
    if (compute === 0) return 0;
    return Math.max(-1e3, this.logUnlimited(capability, costate) - this.math.log(compute));
  }

  /** α* of (4); 0 where there is no compute. */
  bestAllocation(t: number, capability: number, costate: number): number {
    const compute = this.path.at(t);
    if (compute === 0) return 0;
    const logShare = this.logUnlimited(capability, costate) - this.math.log(compute);
    return logShare < 0 ? this.math.exp(logShare) : 1;
  }

  /** f of (2), from u. */
  trainingRate(u: number): number {
    const { trainingEfficiency, trainingExponent } = this.parameters;
    return u > 0 ? trainingEfficiency * this.math.exp(trainingExponent * this.math.log(u)) : 0;
  }

  /** βR M^γ: what a unit of compute that serves earns. */
  servingPrice(capability: number): number {
    if (!(capability > 0)) return 0;
    return this.math.exp(
      this.logRevenueEfficiency + this.parameters.revenueExponent * this.math.log(capability),
    );
  }

  /** M^γ. */
  servingPower(capability: number): number {
    if (!(capability > 0)) return 0;
    return this.math.exp(this.parameters.revenueExponent * this.math.log(capability));
  }

  /** e^{−ρt}. */
  discount(t: number): number {
    return this.math.exp(-this.parameters.discountRate * t);
  }

  /** A point of a solution, with what the model makes of it. */
  point(t: number, capability: number, costate: number, allocation: number): Point {
    const compute = this.path.at(t);
    return this.pointAt(t, capability, costate, compute, allocation * compute);
  }

  /** As `point`, from C and u instead of α. */
  pointAt(t: number, capability: number, costate: number, compute: number, u: number): Point {
    const { depreciation, discountRate, revenueExponent } = this.parameters;
    const price = this.servingPrice(capability);
    const rate = this.trainingRate(u);
    return {
      t,
      capability,
      costate,
      compute,
      u,
      price,
      rate,
      capabilitySlope: rate - depreciation * capability,
      costateSlope:
        (discountRate + depreciation) * costate -
        (revenueExponent * price * (compute - u)) / capability,
    };
  }
}

/** A point of a solution with what the model makes of it. */
export interface Point {
  readonly t: number;
  readonly capability: number;
  /** μ, current value. */
  readonly costate: number;
  readonly compute: number;
  /** Training compute u = αC. */
  readonly u: number;
  /** βR M^γ. */
  readonly price: number;
  /** f = βT u^ε. */
  readonly rate: number;
  /** dM/dt of (2). */
  readonly capabilitySlope: number;
  /** dμ/dt of (3). */
  readonly costateSlope: number;
}
