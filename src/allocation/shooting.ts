/**
 * Shooting: the extremals of the problem are a one-parameter family, and one number picks ours.
 *
 * μ(T) = S is known, so M(T) = m fixes a solution of (2)–(4) of `model.ts`, integrated backward in s = T − t.
 * We look for the m with M(0) = M0.
 *
 * **There is exactly one, and it is the global optimum.** Let r = μ M^{−γ}. Backward,
 *
 *     dM/ds = −βT u^ε + δM,   dr/ds = (γ/M) G(r, s) − (ρ + (1+γ) δ) r,
 *     G = βR (C − u) + r βT u^ε,   u = min((r βT ε/βR)^{1/(1−ε)}, C)                     (5)
 *
 * u depends on r and s only and increases with r; G ≥ 0 and ∂G/∂r = βT u^ε ≥ 0. Take m₁ > m₂. At s = 0,
 * r₁ ≤ r₂ (r = S m^{−γ}). While M₁ > M₂ and r₁ ≤ r₂ the slope of r₁ is the smaller wherever r₁ = r₂, so
 * r₁ ≤ r₂ stays; hence u₁ ≤ u₂ and d(M₁ − M₂)/ds ≥ δ (M₁ − M₂) ≥ 0, so M₁ > M₂ stays. M(0) is therefore
 * strictly increasing in M(T): for every δ, S ≥ 0, γ > 0 and every C(t) ≥ 0. An optimum exists
 * (Filippov–Cesari: the hypograph of the velocity set is convex, as α ↦ (αC)^ε is concave and revenue is
 * affine in α) and is an extremal; as there is only one, it is that one.
 *
 * A path that falls below M0 e^{−δt} cannot come back (forward, M ≥ M0 e^{−δt} always), so it is given up
 * there; F = −t/T continues F = M(0)/M0 − 1 monotonically (both shifted by a slack of 10⁻⁹ for rounding).
 *
 * (The comparison needs G Lipschitz in r, which ∂G/∂r ≤ βT C^ε gives for bounded C; where r₁ = r₂ = 0 and
 * C = 0 the slopes tie, and the weak inequalities suffice. M is bounded by the path on which all compute
 * trains, as existence wants.)
 *
 * Where S is zero or small, u starts like s^{1/(1−ε)}; with s = τ^q, q = ⌈8 (1−ε)⌉, the solution is smooth to τ^8.
 */

import { Extrapolator, type IntegrateOutcome } from '../numerics/extrapolation';
import { brent } from '../numerics/roots';
import { integralCount, integrandsInto } from './integrals';
import type { Model } from './model';

/** Components of the backward state; what follows them are the integrals, where they are carried along. */
const M = 0;
const L = 1;

/** Backward flow of (M, μ) from the horizon, stopping wherever it is asked to. */
export class BackwardFlow {
  /** M, μ and, where asked for, the integrals from t to T of `integrals.ts`. */
  readonly state: Float64Array;
  /** Switching times met so far, latest first. */
  readonly switches: number[] = [];
  private readonly extrapolator: Extrapolator;
  private readonly absolute: Float64Array;
  private readonly integrands: Float64Array;
  private readonly horizon: number;
  private readonly exponent: number;
  /** Whether the flow is on the side where u ≤ C binds. */
  private limited = false;
  private tau = 0;
  private step = 0;

  constructor(
    private readonly model: Model,
    private readonly relative: number,
    /** Whether the integrals are carried along; then no path is given up. */
    private readonly withIntegrals = false,
  ) {
    const { horizon, trainingExponent } = model.parameters;
    const count = withIntegrals ? integralCount(model) : 0;
    this.state = new Float64Array(2 + count);
    this.integrands = new Float64Array(count);
    // the integrals follow the steps of M and μ
    this.absolute = new Float64Array(2 + count).fill(Number.POSITIVE_INFINITY, 2);
    this.horizon = horizon;
    this.exponent = Math.ceil(8 * (1 - trainingExponent));
    this.extrapolator = new Extrapolator(2 + count, (tau, y, dy) => this.slopeInto(tau, y, dy));
  }

  /** Puts the flow at the horizon with M(T) = capability. */
  start(capability: number): void {
    this.state.fill(0);
    this.state[M] = capability;
    this.state[L] = this.model.parameters.salvageValue;
    this.absolute[L] = negligible * this.relative * this.costateScale(capability);
    this.switches.length = 0;
    this.tau = 0;
    this.step = 0;
    this.limited = this.model.excess(this.horizon, this.state[M], this.state[L]) > 0;
  }

  /** What μ grows to over the horizon were nothing to train: γ βR M^{γ−1} C T, C by its mean. */
  private costateScale(capability: number): number {
    const { model, horizon } = this;
    const { revenueExponent, salvageValue } = model.parameters;
    const samples = 8;
    let sum = 0;
    for (let i = 0; i < samples; i++) sum += model.path.at(((i + 0.5) * horizon) / samples);
    const rate = (revenueExponent * model.servingPrice(capability) * sum) / samples / capability;
    return salvageValue + rate * horizon;
  }

  /**
   * Carries the state back to time t.
   * @returns the time reached: t, or where M fell below M0 e^{−δt}; NaN where the integration failed
   */
  advance(t: number): number {
    const end = this.tauOf(t);
    if (this.isLost(this.timeOf(this.tau), this.state) > 0) return this.timeOf(this.tau);
    const events = [
      (tau: number, y: Float64Array) => {
        const excess = this.model.excess(this.timeOf(tau), y[M], y[L]);
        return this.limited ? -excess : excess;
      },
      (tau: number, y: Float64Array) => this.isLost(this.timeOf(tau), y),
    ];
    while (this.tau < end) {
      const outcome: IntegrateOutcome = this.extrapolator.integrate(this.tau, end, this.state, {
        relative: this.relative,
        absolute: this.absolute,
        firstStep: this.step || this.tauOf(0) / 100,
        events,
      });
      this.step = outcome.step;
      this.tau = outcome.t;
      if (outcome.status === 'failed') return Number.NaN;
      if (outcome.status === 'end') break;
      if (outcome.event === 1) return this.timeOf(this.tau);
      this.changeSide();
      this.leaveSwitch(end);
    }
    return t;
  }

  private changeSide(): void {
    const { switches, horizon } = this;
    const t = this.timeOf(this.tau);
    this.limited = !this.limited;
    // across and back within rounding is no switch
    if (Math.abs(switches[switches.length - 1] - t) < 1e-11 * horizon) switches.pop();
    else switches.push(t);
  }

  /** Steps off a switching point by a hair, so that the next sign of the event is the new side's. */
  private leaveSwitch(end: number): void {
    const hair = Math.min(end - this.tau, 1e-13 * this.tauOf(0));
    this.extrapolator.integrate(this.tau, this.tau + hair, this.state, {
      firstStep: hair,
      relative: 1,
    });
    this.tau += hair;
  }

  /** t = T − τ^q; by products, which every host rounds alike. */
  private timeOf(tau: number): number {
    return Math.max(0, this.horizon - integerPower(tau, this.exponent));
  }

  private tauOf(t: number): number {
    const { exponent, horizon, model } = this;
    return exponent === 1 ? horizon - t : model.math.pow(horizon - t, 1 / exponent);
  }

  /** d/dτ of the state, on the side of the switch the flow is on. */
  private slopeInto(tau: number, y: Float64Array, dy: Float64Array): void {
    const { model, exponent, integrands } = this;
    const t = this.timeOf(tau);
    const capability = y[M] > 0 ? y[M] : Number.MIN_VALUE;
    const compute = model.path.at(t);
    const u =
      this.limited || compute === 0
        ? compute
        : model.math.exp(model.logUnlimited(capability, y[L]));
    const point = model.pointAt(t, capability, y[L], compute, u);
    const stretch = exponent * integerPower(tau, exponent - 1);
    dy[M] = -stretch * point.capabilitySlope;
    dy[L] = -stretch * point.costateSlope;
    if (integrands.length === 0) return;
    integrandsInto(integrands, model, point);
    for (let i = 0; i < integrands.length; i++) dy[2 + i] = stretch * integrands[i];
  }

  /** Positive where M e^{δt}/M0 is below 1 by more than rounding: the path cannot come back to M0. */
  private isLost(t: number, y: Float64Array): number {
    if (this.withIntegrals) return -1;
    const { initialCapability, depreciation } = this.model.parameters;
    const factor = depreciation === 0 ? 1 : this.model.math.exp(depreciation * t);
    return 1 - slack - (y[M] * factor) / initialCapability;
  }
}

/** Share of its scale below which μ need not be known to its own relative error (C(T) may be rounding only). */
const negligible = 1e-6;
/** Shortfall below M0 e^{−δt} that may be rounding. */
const slack = 1e-9;

/** xⁿ, n ≥ 0. */
function integerPower(x: number, n: number): number {
  let power = 1;
  for (let i = 0; i < n; i++) power *= x;
  return power;
}

/** F(m): M(0)/M0 − 1 of the extremal with M(T) = m, continued by −t/T where it falls below M0 e^{−δt}. */
export function miss(flow: BackwardFlow, model: Model, m: number): number {
  const { horizon, initialCapability } = model.parameters;
  flow.start(m);
  for (const stop of [...model.path.kinks].reverse().concat(0)) {
    const reached = flow.advance(stop);
    if (reached !== stop) return -slack - reached / horizon;
  }
  return flow.state[M] / initialCapability - 1;
}

/** The least and the greatest M(T) any control can reach: all compute serves, or all trains. */
export function reachableCapability(model: Model): { least: number; greatest: number } {
  const { horizon, depreciation, initialCapability } = model.parameters;
  const y = Float64Array.of(initialCapability);
  const all = new Extrapolator(1, (t, [capability], dy) => {
    dy[0] = model.trainingRate(model.path.at(t)) - depreciation * capability;
  });
  let from = 0;
  for (const stop of [...model.path.kinks, horizon]) {
    const { status } = all.integrate(from, stop, y, { relative: 1e-9 });
    if (status === 'failed') y[0] = Number.POSITIVE_INFINITY;
    from = stop;
  }
  const least = initialCapability * model.math.exp(-depreciation * horizon);
  return { least: least * (1 - 1e-6), greatest: y[0] * (1 + 1e-6) };
}

/** Width of the bracket of ln M(T) at which the search turns to M(T) itself. */
const roughly = 1e-6;

export interface Extremal {
  /** M(T). */
  readonly finalCapability: number;
  readonly status: 'converged' | 'iteration-limit' | 'diverged';
  /** Whether an integration failed: the flow is too stiff, or overflows. */
  readonly broken: boolean;
}

export interface ExtremalOptions {
  /** |M(0)/M0 − 1| that is converged. */
  readonly tolerance: number;
  /** Most integrations. */
  readonly maxIterations: number;
  /** Relative error a step of the integrations. */
  readonly relative: number;
  /** Called with |F| after each integration. */
  readonly report: (residual: number) => void;
}

/** The extremal through M(0) = M0, by a root search on M(T). */
export function findExtremal(model: Model, options: ExtremalOptions): Extremal {
  const { least, greatest } = reachableCapability(model);
  if (!Number.isFinite(greatest) || !(least > 0)) {
    return { finalCapability: greatest, status: 'diverged', broken: true };
  }
  const flow = new BackwardFlow(model, options.relative);
  let last = 0;
  const F = (m: number) => {
    last = miss(flow, model, m);
    options.report(Math.abs(last));
    return last;
  };
  // first on ln m, as m may span decades; then on m itself, whose last bit is finer
  const { exp, log } = model.math;
  const onLog = (x: number) => F(exp(x));
  const atLeast = F(least);
  const atGreatest = Number.isNaN(atLeast) ? atLeast : F(greatest);
  const { maxIterations } = options;
  const x = brent(onLog, log(least), log(greatest), atLeast, atGreatest, roughly, maxIterations);
  let finalCapability = exp(x);
  if (!Number.isNaN(last)) {
    const below = finalCapability * (1 - 2 * roughly);
    const above = finalCapability * (1 + 2 * roughly);
    finalCapability = brent(F, below, above, F(below), F(above), 0, maxIterations);
  }
  if (!Number.isNaN(last)) F(finalCapability);
  const status = Math.abs(last) <= options.tolerance ? 'converged' : 'iteration-limit';
  return { finalCapability, status, broken: Number.isNaN(last) };
}
