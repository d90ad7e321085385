/**
 * Where two actions are worth the same, solved for any one number. With b = B − m, p = a·d, f = F + V,
 * C = c(k−1), q = σ^(k−1), L₁ = L(p, f), L₂ = L(pq, f) and r(L) = (e^{ηL} − 1)/(e^{ηf} − 1), L/f where η = 0,
 *
 *     comply, evade:  b = L₁              p = r(b)
 *     comply, split:  b = C + L₂          p = r(b − C)/q               q = r(b − C)/p             (34)
 *     evade, split:   C = L₁ − L₂         p = r(C)/(1 − q e^{ηC})      q = r(L₁ − C)/p
 *
 * and f from L(p, f), L(pq, f), L(p(1 − q e^{ηC}), f) = b, b − C, C by (15). Any two of these meet in the
 * third: all three actions tie there, which two numbers out of B, {a, d, F} and {c, σ} settle.
 */

import type { ElementaryFunctions } from '../engine/backend';
import { fineFor, loss, lossRatio } from './exact/risk';
import { linkage } from './model';
import type { CompleteComplianceParameters, ComplianceName } from './parameters';

/** Two actions, in the order of `actions`. */
export type Tie = 'comply-evade' | 'comply-split' | 'evade-split';

const chance: readonly ComplianceName[] = ['auditRate', 'detection', 'fine'];
const numbersOf: Readonly<Record<Tie, readonly ComplianceName[]>> = {
  'comply-evade': ['benefit', ...chance],
  'comply-split': ['benefit', ...chance, 'splitCost', 'coordination'],
  'evade-split': [...chance, 'splitCost', 'coordination'],
};

/** Whether a number stands in the equation of a tie. */
export function dependsOn(tie: Tie, name: ComplianceName): boolean {
  return numbersOf[tie].includes(name);
}

/** The value of a number at which two actions tie, the others as in `p`; not finite where there is none. */
export function solveTie(
  math: ElementaryFunctions,
  p: CompleteComplianceParameters,
  tie: Tie,
  name: ComplianceName,
): number {
  const eta = p.riskAversion;
  const b = p.benefit - p.motivation;
  const risk = p.auditRate * p.detection;
  const f = p.fine + p.reputation;
  const C = p.splitCost * (p.sites - 1);
  const q = linkage(p.coordination, p.sites, math);
  const L1 = () => loss(math, eta, risk, f);
  const L2 = () => loss(math, eta, risk * q, f);
  /** The tie is L(p·factor, f) = level. */
  const [factor, level] =
    tie === 'comply-evade'
      ? [1, b]
      : tie === 'comply-split'
        ? [q, b - C]
        : [q === 0 ? 1 : 1 - q * math.exp(eta * C), C];
  switch (name) {
    case 'benefit':
      return p.motivation + (tie === 'comply-evade' ? L1() : C + L2());
    case 'splitCost':
      return (tie === 'comply-split' ? b - L2() : L1() - L2()) / (p.sites - 1);
    case 'coordination': {
      const linked = lossRatio(math, eta, tie === 'comply-split' ? level : L1() - C, L1());
      return p.sites === 2 ? linked : math.pow(linked, 1 / (p.sites - 1));
    }
    case 'fine':
      return level < 0 || factor <= 0 || risk === 0
        ? Number.NaN
        : fineFor(math, eta, risk * factor, level) - p.reputation;
    case 'auditRate':
    case 'detection': {
      const other = name === 'auditRate' ? p.detection : p.auditRate;
      if (level < 0 || factor <= 0 || f === 0) return Number.NaN;
      return lossRatio(math, eta, level, f) / (factor * other);
    }
  }
}

/** Values of two numbers at which all three actions tie, if that settles both. */
export function tripleTie(
  math: ElementaryFunctions,
  p: CompleteComplianceParameters,
  x: ComplianceName,
  y: ComplianceName,
): readonly [x: number, y: number] | undefined {
  const steps: Array<readonly [Tie, ComplianceName]> = [];
  const isChance = (name: ComplianceName) => chance.includes(name);
  if (x === 'benefit' || y === 'benefit') {
    const other = x === 'benefit' ? y : x;
    steps.push(['comply-evade', 'benefit'], ['evade-split', other]);
    if (isChance(other)) steps.reverse();
  } else {
    if (isChance(x) === isChance(y)) return undefined;
    steps.push(['comply-evade', isChance(x) ? x : y], ['evade-split', isChance(x) ? y : x]);
  }
  const at = { ...p };
  for (const [tie, name] of steps) at[name] = solveTie(math, at, tie, name);
  return [at[x], at[y]];
}

/** The equation of a tie, in symbols. */
export function equationOf(tie: Tie, p: CompleteComplianceParameters): string {
  const { riskAversion, reputation, motivation, sites } = p;
  const b = motivation === 0 ? 'B' : 'B − m';
  const f = reputation === 0 ? 'F' : '(F + V)';
  const c = sites === 2 ? 'c' : 'c(k−1)';
  const s = sites === 2 ? 'σ' : 'σ^(k−1)';
  const bare = reputation === 0 ? 'F' : 'F + V';
  const averse = riskAversion > 0;
  const L1 = averse ? `L(a·d, ${bare})` : `a·d·${f}`;
  const L2 = averse ? `L(a·d·${s}, ${bare})` : `a·d·${s}·${f}`;
  if (tie === 'comply-evade') return `${b} = ${L1}`;
  if (tie === 'comply-split') return `${b} − ${c} = ${L2}`;
  return averse ? `${c} = ${L1} − ${L2}` : `${c} = a·d·(1 − ${s})·${f}`;
}
