/**
 * The seed scripts' own numerics, digit for digit, so that published figures can be matched and their
 * error measured. Nothing here is right; what is right is in `solve.ts` and `simulate.ts`.
 *
 * `dynamic.py`, on N+1 nodes Δ apart, with α⁰ ≡ ½ (the terms in δ and S are ours, put where the seed's
 * own reasoning would have put them; both are zero in it):
 *
 *     M_{k+1} = M_k + Δ (βT (α_k C_k)^ε − δ M_k)                                          (P1)
 *     Λ_N = e^{−ρT} S,  Λ_k = Λ_{k+1} − Δ ((ρ+δ) Λ − e^{−ρt} γ βR M^{γ−1} (1−α) C)_{k+1}  (P2)
 *     α̂ = clip((e^{−ρt} βR M^γ / (Λ βT ε))^{1/(ε−1)} / C, 0, 1), 0 where Λ ≤ 0 or C = 0   (P3)
 *     α ← ω α̂ + (1−ω) α, until max |Δα| < tolerance                                       (P4)
 *     NPV = trapezoid of e^{−ρt} βR M^γ (1−α) C + e^{−ρT} S M_N                            (P5)
 *
 * What is wrong: (P2) discounts twice, as (P3) reads Λ as a present value, whose equation has no ρΛ; (P1)
 * and (P2) have errors of order Δ; in (P5), α is after its last update and M from before it; relaxation
 * leaves its mark (1−ω)^n/2 on an α that should be 1.
 *
 * `steady_state.py` simulates by (P1) and adds all nodes, the last one too, in NumPy's order:
 *
 *     NPV = Δ Σ_k e^{−ρt_k} βR M_k^γ (1−α_k) C_k + e^{−ρT} S M_N                           (P6)
 */

import type { Backend } from '../engine/backend';
import type { Status } from '../engine/result';
import { pairwiseSum } from '../numerics/sums';
import { certify, noCertificate, relativeChange } from './certificate';
import { checkControl } from './control';
import { integral, integralCount } from './integrals';
import { meshOf } from './mesh';
import type { Model } from './model';
import type { CompleteSolveOptions } from './options';
import { type AllocationResult, divergedResult, resultOf } from './result';
import {
  certificateOf,
  type Evaluation,
  endValue,
  evaluate,
  pathsOf,
  type SimulationResult,
} from './simulation';

/** What does not change between iterations of (P1)–(P4). */
class Nodes {
  readonly time: Float64Array;
  readonly compute: Float64Array;
  readonly discount: Float64Array;
  readonly step: number;

  constructor(
    readonly model: Model,
    readonly steps: number,
  ) {
    const { horizon } = model.parameters;
    this.step = horizon / steps;
    this.time = Float64Array.from({ length: steps + 1 }, (_, k) =>
      k === steps ? horizon : k * this.step,
    );
    this.compute = this.time.map((t) => model.path.at(t));
    this.discount = this.time.map((t) => model.discount(t));
  }

  /** (P1). */
  forward(alpha: Float64Array): Float64Array {
    const { math, parameters } = this.model;
    const { trainingEfficiency, trainingExponent, depreciation } = parameters;
    const M = new Float64Array(this.steps + 1);
    M[0] = parameters.initialCapability;
    for (let k = 0; k < this.steps; k++) {
      const u = alpha[k] === 0 ? 0 : alpha[k] * this.compute[k];
      const slope = trainingEfficiency * math.pow(u, trainingExponent) - depreciation * M[k];
      M[k + 1] = M[k] + this.step * slope;
    }
    return M;
  }

  /** (P2). */
  backward(alpha: Float64Array, M: Float64Array): Float64Array {
    const { math, parameters } = this.model;
    const { revenueEfficiency, revenueExponent, discountRate, depreciation } = parameters;
    const Lambda = new Float64Array(this.steps + 1);
    Lambda[this.steps] = this.discount[this.steps] * parameters.salvageValue;
    for (let k = this.steps; k > 0; k--) {
      const gain =
        this.discount[k] *
        revenueExponent *
        revenueEfficiency *
        math.pow(M[k], revenueExponent - 1) *
        (1 - alpha[k]) *
        this.compute[k];
      Lambda[k - 1] = Lambda[k] - this.step * ((discountRate + depreciation) * Lambda[k] - gain);
    }
    return Lambda;
  }

  /** The fraction of (P3) before it is clipped; 0 where nothing is to be trained. */
  share(k: number, M: number, Lambda: number): number {
    if (!(Lambda > 0) || this.compute[k] === 0) return 0;
    const { math, parameters } = this.model;
    const { trainingEfficiency, trainingExponent, revenueEfficiency, revenueExponent } = parameters;
    const serving = this.discount[k] * revenueEfficiency * math.pow(M, revenueExponent);
    const ratio = serving / (Lambda * trainingEfficiency * trainingExponent);
    return math.pow(ratio, 1 / (trainingExponent - 1)) / this.compute[k];
  }

  /** e^{−ρt} βR M^γ (1−α) C at every node. */
  discountedRevenue(alpha: Float64Array, M: Float64Array): Float64Array {
    const { math, parameters } = this.model;
    const { revenueEfficiency, revenueExponent } = parameters;
    return alpha.map(
      (a, k) =>
        this.discount[k] *
        (revenueEfficiency * math.pow(M[k], revenueExponent) * (1 - a) * this.compute[k]),
    );
  }
}

/**
 * (P1)–(P5). The result's `costate` is Λ, `switchTimes` are where the fraction of (P3) passes 1, linear
 * between nodes, `shadowPrices` is empty, as the scheme has none. The certificate examines the printed
 * control and trajectory as any other; its `discretizationError` is that of the printed value against what the
 * printed control, linear between nodes, truly earns.
 */
export function solveAsPublished(
  backend: Backend,
  model: Model,
  options: CompleteSolveOptions,
): AllocationResult {
  const { steps, tolerance, maxIterations, relaxation, certificateTolerance, signal } = options;
  const nodes = new Nodes(model, steps);
  let alpha = nodes.compute.map((C) => (C === 0 ? 0 : 0.5));
  let M: Float64Array = alpha;
  let Lambda: Float64Array = alpha;
  let status: Status = 'iteration-limit';
  const history: number[] = [];
  while (status === 'iteration-limit' && history.length < maxIterations) {
    M = nodes.forward(alpha);
    Lambda = nodes.backward(alpha, M);
    const next = alpha.map((a, k) => {
      const best = Math.min(1, Math.max(0, nodes.share(k, M[k], Lambda[k])));
      return relaxation * best + (1 - relaxation) * a;
    });
    const change = next.reduce((most, a, k) => Math.max(most, Math.abs(a - alpha[k])), 0);
    alpha = next;
    history.push(change);
    options.onProgress?.({ done: history.length, total: maxIterations, residual: change });
    const finite =
      Number.isFinite(change) && M.every(Number.isFinite) && Lambda.every(Number.isFinite);
    if (!finite) status = 'diverged';
    else if (signal?.aborted) status = 'cancelled';
    else if (change < tolerance) status = 'converged';
  }

  const ending = {
    method: 'fbsm',
    backend: backend.name,
    iterations: history.length,
    history,
  } as const;
  const rate = nodes.discountedRevenue(alpha, M);
  const cumulativeValue = new Float64Array(steps + 1);
  for (let k = 0; k < steps; k++) {
    cumulativeValue[k + 1] = cumulativeValue[k] + 0.5 * nodes.step * (rate[k] + rate[k + 1]);
  }
  const netPresentValue = cumulativeValue[steps] + endValue(model, M[steps]);
  const costateCurrentValue = Lambda.map((x, k) => x / nodes.discount[k]);
  const finite = Number.isFinite(netPresentValue) && costateCurrentValue.every(Number.isFinite);
  if (status === 'diverged' || !finite) {
    return divergedResult(model, steps, ending, certificateTolerance);
  }

  const printed = {
    mesh: meshOf(model.parameters.horizon, steps, [], 0),
    allocation: alpha,
    capability: M,
    costate: costateCurrentValue,
    switches: switchesOf(nodes, M, Lambda),
    integrals: Array.from(cumulativeValue, (value) => {
      const sums = new Float64Array(integralCount(model));
      sums[integral.value] = value;
      return sums;
    }),
  };
  const certificate =
    status === 'cancelled'
      ? noCertificate(certificateTolerance)
      : certify(model, printed, { value: trueValue(model, alpha) }, certificateTolerance);
  return {
    ...resultOf(model, printed, { ...ending, status, certificate }),
    costate: Lambda,
    meanAllocation: pairwiseSum(alpha) / (steps + 1),
    shadowPrices: {},
  };
}

/** What a control that is linear between nodes truly earns. */
function trueValue(model: Model, alpha: Float64Array): number {
  const steps = alpha.length - 1;
  const control = checkControl(alpha, model.parameters.horizon, steps, 'linear');
  return evaluate(model, control).netPresentValue;
}

/** Where the fraction of (P3) passes 1, linear between nodes. */
function switchesOf(nodes: Nodes, M: Float64Array, Lambda: Float64Array): number[] {
  const excess = M.map((m, k) => nodes.share(k, m, Lambda[k]) - 1);
  const switches: number[] = [];
  for (let k = 0; k < nodes.steps; k++) {
    const [a, b] = [excess[k], excess[k + 1]];
    if (a > 0 === b > 0) continue;
    const within = Number.isFinite(a - b) ? a / (a - b) : 0.5;
    switches.push(nodes.time[k] + nodes.step * within);
  }
  return switches;
}

/** (P6) under constant allocations; Infinity where numbers overflow. */
export function constantValueAsPublished(model: Model, steps: number): (alpha: number) => number {
  const nodes = new Nodes(model, steps);
  return (alpha) => {
    const control = new Float64Array(steps + 1).fill(alpha);
    return beyond(nodeSum(nodes, nodes.forward(control), control));
  };
}

/** (P6). */
function nodeSum(nodes: Nodes, M: Float64Array, alpha: Float64Array): number {
  const sum = pairwiseSum(nodes.discountedRevenue(alpha, M));
  return nodes.step * sum + endValue(nodes.model, M[nodes.steps]);
}

/** A number, or Infinity for one that left the range of doubles. */
function beyond(x: number): number {
  return Number.isFinite(x) ? x : Number.POSITIVE_INFINITY;
}

/**
 * (P1) and (P6). The certificate compares with what the control truly earns: by quadrature (`residual`, of
 * value and capability) and by extrapolation (`discretizationError`, of the value).
 *
 * @param exact the same control, evaluated truly
 */
export function simulateAsPublished(
  backend: Backend,
  model: Model,
  alpha: Float64Array,
  exact: Evaluation,
): SimulationResult {
  const steps = alpha.length - 1;
  const nodes = new Nodes(model, steps);
  const M = nodes.forward(alpha);
  const netPresentValue = nodeSum(nodes, M, alpha);
  const cumulativeValue = nodes.discountedRevenue(alpha, M);
  for (let k = 1; k <= steps; k++) cumulativeValue[k] += cumulativeValue[k - 1];
  const finite = Number.isFinite(netPresentValue) && M.every(Number.isFinite);
  const capability = M.map(beyond);
  const unknown = Number.POSITIVE_INFINITY;
  const difference = finite ? relativeChange(netPresentValue, exact.netPresentValue) : unknown;
  return {
    status: finite ? 'converged' : 'diverged',
    backend: backend.name,
    ...pathsOf(model, alpha, capability),
    cumulativeValue: cumulativeValue.map((sum) => beyond(nodes.step * sum)),
    netPresentValue: beyond(netPresentValue),
    finalCapability: capability[steps],
    meanAllocation: pairwiseSum(alpha) / (steps + 1),
    certificate: certificateOf(
      Math.max(difference, relativeChange(capability[steps], exact.motion.capability[steps])),
      difference,
    ),
  };
}
