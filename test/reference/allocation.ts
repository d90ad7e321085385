/**
 * Reference problems of `allocation` with known answers; every method and backend is swept over them.
 */

import type { AllocationParameters } from '../../src/allocation/parameters';

export interface ReferenceProblem {
  readonly name: string;
  readonly source: string;
  readonly parameters: AllocationParameters;
  readonly netPresentValue: number;
  readonly finalCapability: number;
  /** λ(0). */
  readonly initialCostate: number;
  readonly switchTimes: readonly number[];
  readonly meanAllocation: number;
  /** α, M, λ at t, where they are known along the way. */
  readonly path?: (t: number) => { allocation: number; capability: number; costate: number };
}

const root2 = Math.SQRT2;

/**
 * ρ = g = δ = S = 0, ε = ½, γ = 2, β = 1, C constant, CT² ≤ M0²: never all compute trains. With
 * μ = 2CM(T−t), (4) gives u = C²(T−t)²/M², so M dM/dt = C(T−t), which integrates to M².
 */
function interior(C: number, M0: number, T: number): ReferenceProblem {
  const capability = (t: number) => Math.sqrt(M0 ** 2 + C * T ** 2 - C * (T - t) ** 2);
  // ∫ C s²/(A² − C s²) ds over [0, T], A = M(T)
  const A = capability(T);
  const k = Math.sqrt(C) / A;
  return {
    name: `closed form, interior: C=${C}, M0=${M0}, T=${T}`,
    source: 'derived in this file',
    parameters: {
      discountRate: 0,
      horizon: T,
      initialCapability: M0,
      compute: { kind: 'constant', level: C },
    },
    netPresentValue: C * M0 ** 2 * T + (C ** 2 * T ** 3) / 3,
    finalCapability: A,
    initialCostate: 2 * C * M0 * T,
    switchTimes: [],
    meanAllocation: (Math.atanh(k * T) / k - T) / T,
    path: (t) => ({
      allocation: (C * (T - t) ** 2) / capability(t) ** 2,
      capability: capability(t),
      costate: 2 * C * capability(t) * (T - t),
    }),
  };
}

/**
 * The same with CT² > M0²: all compute trains until t_s, M = M0 + √C t. From there the interior solution
 * of the rest, τ = T − t_s, which begins at α = Cτ²/M(t_s)² = 1, so M(t_s) = √C τ and
 * t_s = (T − M0/√C)/2. Then J = C M(t_s)² τ + C²τ³/3 = (4/3) C²τ³ and M(T) = √(2C) τ.
 */
function switching(C: number, M0: number, T: number): ReferenceProblem {
  const ts = (T - M0 / Math.sqrt(C)) / 2;
  const tau = T - ts;
  const capability = (t: number) =>
    t < ts ? M0 + Math.sqrt(C) * t : Math.sqrt(2 * C * tau ** 2 - C * (T - t) ** 2);
  return {
    name: `closed form, one switch: C=${C}, M0=${M0}, T=${T}`,
    source: 'derived in this file',
    parameters: {
      discountRate: 0,
      horizon: T,
      initialCapability: M0,
      compute: { kind: 'constant', level: C },
    },
    netPresentValue: (4 / 3) * C ** 2 * tau ** 3,
    finalCapability: Math.sqrt(2 * C) * tau,
    initialCostate: 2 * C ** 1.5 * tau ** 2,
    switchTimes: [ts],
    // ∫₀^τ s²/(2τ² − s²) ds = τ (√2 ln(1+√2) − 1)
    meanAllocation: (ts + tau * (root2 * Math.log(1 + root2) - 1)) / T,
    path: (t) => ({
      allocation: t < ts ? 1 : (C * (T - t) ** 2) / capability(t) ** 2,
      capability: capability(t),
      costate: t < ts ? 2 * C ** 1.5 * tau ** 2 : 2 * C * capability(t) * (T - t),
    }),
  };
}

/**
 * Salvage so high that all compute trains throughout (α = 1 is optimal as μ βT ε C^{ε−1} ≥ βR M^γ all
 * along). With C constant, f = βT C^ε: M = f/δ + (M0 − f/δ) e^{−δt}, J = e^{−ρT} S M(T), μ = S e^{−(ρ+δ)(T−t)}.
 */
function allTraining(): ReferenceProblem {
  const [C, M0, T, delta, rho, S] = [50, 2, 4, 0.3, 0.1, 1e6];
  const f = Math.sqrt(C);
  const capability = (t: number) => f / delta + (M0 - f / delta) * Math.exp(-delta * t);
  const costate = (t: number) => S * Math.exp(-rho * T - delta * (T - t));
  return {
    name: 'closed form, all compute trains for its salvage value',
    source: 'derived in this file',
    parameters: {
      discountRate: rho,
      horizon: T,
      initialCapability: M0,
      depreciation: delta,
      salvageValue: S,
      compute: { kind: 'constant', level: C },
    },
    netPresentValue: Math.exp(-rho * T) * S * capability(T),
    finalCapability: capability(T),
    initialCostate: costate(0),
    switchTimes: [],
    meanAllocation: 1,
    path: (t) => ({ allocation: 1, capability: capability(t), costate: costate(t) }),
  };
}

export const referenceProblems: readonly ReferenceProblem[] = [
  {
    name: 'the paper’s default',
    source: 'three independent methods agreeing to 12 digits',
    parameters: {},
    netPresentValue: 3724916.872833308,
    finalCapability: 92.45014870358945,
    initialCostate: 85470.29995315803,
    switchTimes: [5.580806326376095],
    meanAllocation: 0.6739778502197378,
  },
  interior(4, 25, 10),
  interior(9, 30, 10),
  switching(100, 1, 10),
  switching(7, 3, 5),
  allTraining(),
];
