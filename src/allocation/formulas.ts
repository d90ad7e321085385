/**
 * The steady-state formulas: the paper's, what its equations imply, and what is right. Letters are the
 * paper's; C = C₀ e^{gt}; μ = e^{ρt} λ is the costate in current value.
 *
 * **Balanced growth.** With α constant and δ = 0, M of (2) grows like C^ε, at the paper's rate
 *
 *     k = ε g                                                                             (paper 8)
 *
 * so dM/dt = kM. The optimal interior α satisfies ∂H/∂u = 0,
 *
 *     μ = βR M^γ / (βT ε (αC)^{ε−1})                                                      (paper 10)
 *
 * which then grows at γk + (1−ε) g = (γ−1) ε g + g. The costate equation, and what the paper takes it for:
 *
 *     dμ/dt = ρμ − ∂H/∂M,  ∂H/∂M = γ βR M^{γ−1} (1−α) C                                   (16)
 *     0 = ρμ − ∂H/∂M                                                                      (paper 9)
 *
 * By (paper 10), ∂H/∂M = μ γ ε βT (αC)^ε (1−α) / (α M) = μ γ ε k (1−α)/α. Dividing by μ,
 *
 *     (paper 9):  ρ = γ ε² g (1−α)/α                       ⇒  α = γε²g / (ρ + γε²g)       (17)
 *     (16):       ρ − (γ−1) ε g − g = γ ε² g (1−α)/α       ⇒  α = γε²g / (ρ − (γ−1)εg − g + γε²g)  (18)
 *
 * The paper prints neither, but
 *
 *     α = ε / (ε + (γ−1) (1 − g/ρ))                                                       (paper 11)
 *
 * At ρ = .15, g = .1, ε = ½, γ = 2 these are ¼ (17), 1 (18) and .6 (paper 11). Of the three only (18) is
 * an optimum: where it lies in (0, 1), that is ρ > g (1 + (γ−1) ε) and g > 0, long optimal paths spend most
 * of their time near it (a turnpike); below that bound they train with all compute until near the end.
 *
 * **The best constant allocation.** Where M0 = 0, M(t) = α^ε G(t) with G independent of α, so that
 * J = α^{εγ} (1−α) ∫ e^{−ρt} βR G^γ C dt where S = 0: the maximum is at
 *
 *     α = εγ / (1 + εγ)                                                                   (19)
 *
 * for every T, ρ, δ and C(t).
 *
 * **The infinite horizon.** Under a constant α, R grows at g + γ max(εg, −δ), which ρ must exceed for the
 * value to exist: ρ > g (1 + εγ) where g ≥ 0.
 */

import type { CompleteAllocationParameters } from './parameters';

/** A formula's answer, and whether it applies here. */
export interface Formula {
  readonly allocation: number;
  /** The formula in the paper's letters. */
  readonly formula: string;
  /** The condition under which it holds, in the paper's letters. */
  readonly condition: string;
  readonly valid: boolean;
}

/** The numbers the formulas are made of, in the paper's letters. */
export interface Letters {
  readonly epsilon: number;
  readonly gamma: number;
  readonly rho: number;
  readonly g: number;
}

export interface Formulas {
  /** k = εg. */
  readonly capabilityGrowth: number;
  /** g/ρ; 0 where g = 0, ±Infinity where only ρ = 0. */
  readonly growthToDiscount: number;
  /** (paper 11), as printed, clipped. */
  readonly paper: Formula;
  /** (17). */
  readonly paperEquations: Formula;
  /** (19). */
  readonly bestConstant: Formula;
  /** (18). */
  readonly balancedGrowth: Formula;
  readonly infiniteHorizon: {
    readonly converges: boolean;
    readonly condition: string;
    readonly threshold: number;
  };
}

export function formulasOf(parameters: CompleteAllocationParameters, g: number): Formulas {
  const { trainingExponent, revenueExponent, discountRate, depreciation } = parameters;
  const letters = { epsilon: trainingExponent, gamma: revenueExponent, rho: discountRate, g };
  const bestConstant: Formula = {
    allocation: bestConstantFormula(letters),
    formula: 'εγ / (1 + εγ)',
    condition: 'M0 = 0 and S = 0; nearly where M(T) is far above M0',
    valid: parameters.initialCapability === 0 && parameters.salvageValue === 0,
  };
  const balancedGrowth: Formula = {
    allocation: balancedGrowthFormula(letters),
    formula: 'γε²g / (ρ − (γ−1)εg − g + γε²g)',
    condition: 'ρ > g (1 + (γ−1) ε), g > 0 and δ = 0: the middle of a long optimal path',
    valid: g > 0 && depreciation === 0 && netDiscount(letters) > 0,
  };
  const right = [bestConstant, balancedGrowth].filter(({ valid }) => valid);
  const coincides = (allocation: number) =>
    right.some((formula) => Math.abs(formula.allocation - allocation) < 1e-12);
  const paper = paperFormula(letters);
  const implied = impliedFormula(letters);
  const converging = g + revenueExponent * Math.max(trainingExponent * g, -depreciation);
  return {
    capabilityGrowth: trainingExponent * g,
    growthToDiscount: ratio(letters),
    paper: {
      allocation: paper,
      formula: 'ε / (ε + (γ−1) (1 − g/ρ)), clipped to [0, 1]',
      condition:
        'none: it does not follow from (8)–(10); right only where it equals a valid formula',
      valid: coincides(paper),
    },
    paperEquations: {
      allocation: implied,
      formula: 'γε²g / (ρ + γε²g)',
      condition: 'a constant costate in current value, which grows at (γ−1) ε g + g instead',
      valid: coincides(implied),
    },
    bestConstant,
    balancedGrowth,
    infiniteHorizon: {
      converges: discountRate > converging,
      condition: g >= 0 ? 'ρ > g (1 + εγ)' : 'ρ > g + γ max(εg, −δ)',
      threshold: converging,
    },
  };
}

/** (paper 11), clipped to [0, 1] as it stands: a negative value becomes 0. */
export function paperFormula(letters: Letters): number {
  const { epsilon, gamma } = letters;
  const second = gamma === 1 ? 0 : (gamma - 1) * (1 - ratio(letters));
  return clip(epsilon / (epsilon + second));
}

/** (17); 0 where nothing grows. */
function impliedFormula({ epsilon, gamma, rho, g }: Letters): number {
  const growth = gamma * epsilon * epsilon * g;
  return growth > 0 ? growth / (rho + growth) : 0;
}

/** (18); 1 where ρ is too low for a turnpike, 0 where nothing grows. */
export function balancedGrowthFormula(letters: Letters): number {
  const { epsilon, gamma, g } = letters;
  const growth = gamma * epsilon * epsilon * g;
  const net = netDiscount(letters);
  if (!(net > 0)) return 1;
  return growth > 0 ? growth / (net + growth) : 0;
}

/** (19). */
export function bestConstantFormula({ epsilon, gamma }: Letters): number {
  return (epsilon * gamma) / (1 + epsilon * gamma);
}

/** ρ − (γ−1) εg − g; 0 where it is rounding only. */
function netDiscount({ epsilon, gamma, rho, g }: Letters): number {
  const threshold = g * (1 + (gamma - 1) * epsilon);
  const net = rho - threshold;
  return Math.abs(net) <= 4 * Number.EPSILON * Math.abs(threshold) ? 0 : net;
}

function ratio({ rho, g }: Letters): number {
  return g === 0 ? 0 : g / rho;
}

function clip(x: number): number {
  return x > 0 ? Math.min(1, x) : 0;
}
