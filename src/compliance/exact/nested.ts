/**
 * Exact shares for all behaviours: the general route, and the check of the other one. B and c are done in
 * closed form (16); the expectation over F, p = a·d and σ is three nested rules,
 *
 *     share = ∫ dF ∫ ρ(p) dp ∫ dσ share(L(p, F+V), L(pσ^(k−1), F+V)),                             (18)
 *     ρ(p) = ln(min(a_h, p/d_l)/max(a_l, p/d_h)) / ((a_h−a_l)(d_h−d_l)),                           (19)
 *
 * each Gauss–Legendre between all places where its integrand is not analytic. Innermost these are (17); in
 * p those where a place in σ reaches an end of σ or two of them meet; in F those where a place in p reaches
 * a knot of ρ. All have closed forms, with r(L) = (e^{ηL} − 1)/(e^{η(F+V)} − 1) and q the ends of σ^(k−1):
 *
 *     p = r(b_i + C_k − C_j),   p = r(b_i − C_j)/q,   p = r(C_j)/(1 − q e^{ηC_j}).                 (20)
 *
 * Where ρ has a logarithm at p = 0 the first panel takes a rule made for it. Good to about 1e-12 on ranges
 * that are not tiny; a range of width w costs a factor 1/w.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { type GaussRule, gaussRule } from '../../numerics/gauss';
import type { Population } from '../parameters';
import type { Money } from './given-losses';
import { linkageRule, power } from './over-linkage';
import { panelEnds, visitNodes } from './panels';
import { fineFor, inUnits, lossRatio } from './risk';
import type { ExactShares } from './shares';

/** A rule, and weights for ∫₀¹ −ln(t) f(t) dt at its points. */
interface Rule extends GaussRule {
  readonly logarithmic: Float64Array;
}

/** The rule of n points; −ln t has coefficients 1, and (−1)^m/(m(m+1)), in Legendre's polynomials. */
function ruleWithLogarithm(n: number): Rule {
  const rule = gaussRule(n);
  const logarithmic = rule.weights.map((weight, i) => {
    const x = 2 * rule.points[i] - 1;
    let [before, P] = [1, x];
    let sum = 1;
    for (let m = 1; m < n; m++) {
      sum += ((2 * m + 1) * (m % 2 === 0 ? 1 : -1) * P) / (m * (m + 1));
      [before, P] = [P, ((2 * m + 1) * x * P - m * before) / (m + 1)];
    }
    return weight * sum;
  });
  return { ...rule, logarithmic };
}

let rules: readonly [Rule, Rule] | undefined;
/** Most that the ends of a panel may be apart in p, where the nearest singularity is at p = −1/E, and in F. */
const steepest = { p: 20, F: 5 };
/** End of the first panel in p, which reaches down to 0: pE = e^nearZero − 1, far from its singularity. */
const nearZero = 0.2;
/** Below this share of its greatest value p is of no account: 1e-18 (1 + 18 ln 10). */
const negligible = 1e-18;

/** The shares of a population by (18). */
export function nestedShares(math: ElementaryFunctions, population: Population): ExactShares {
  rules ??= [ruleWithLogarithm(12), ruleWithLogarithm(9)];
  const scaled = inUnits(population);
  const [shares, rough] = rules.map((rule) => nest(math, scaled, rule));
  const all = shares[0] + shares[1] + shares[2];
  let error = 4 * Number.EPSILON;
  for (let k = 0; k < 3; k++) error += Math.abs(shares[k] - rough[k]);
  return {
    comply: shares[0] / all,
    evade: shares[1] / all,
    split: shares[2] / all,
    error,
    method: 'quadrature',
  };
}

function nest(
  math: ElementaryFunctions,
  { low, high, behaviour }: Population,
  rule: Rule,
): Float64Array {
  const { riskAversion: eta, reputation, motivation, sites } = behaviour;
  const borders = sites - 1;
  const money: Money = {
    benefit: [low[0] - motivation, high[0] - motivation],
    cost: [low[4] * borders, high[4] * borders],
  };
  const linkage = linkageRule(math, money, eta, [low[5], high[5]], borders, rule);
  const links = [low[5], high[5]].map((sigma) => power(sigma, borders));
  const chance = chances([low[1], high[1]], [low[2], high[2]], math);
  const sums = new Float64Array(3);

  const meetings = meetingsOf(math, eta, money, links);
  // where σ = 0 reaches the place L₁ − L₂ = C_j, which then moves like the (k−1)-th root
  const origins = borders > 1 && low[5] < high[5] ? money.cost.filter((C) => C > 0) : [];

  const overChance = (f: number, weight: number) => {
    if (chance.low === chance.high) return linkage(chance.low, f, weight, sums);
    let cuts = [...chance.knots];
    let roots: number[] = [];
    if (f > 0) {
      for (const [factor, level] of meetings) cuts.push(lossRatio(math, eta, level, f) / factor);
      roots = origins.map((C) => lossRatio(math, eta, C, f));
    }
    if (chance.low === 0) {
      const least = negligible * chance.high;
      cuts = cuts.filter((p) => p > least);
      if (eta > 0 && f > 0) cuts.push(Math.max(least, lossRatio(math, eta, nearZero / eta, f)));
    }
    const ends = panelEnds(chance.low, chance.high, cuts, steepest.p);
    for (let i = 1; i < ends.length; i++) {
      const [from, to] = [ends[i - 1], ends[i]];
      if (from === 0 && chance.isLogarithmic) {
        const base = chance.density(to);
        for (let j = 0; j < rule.points.length; j++) {
          const share = rule.weights[j] * base + rule.logarithmic[j] * chance.scale;
          linkage(to * rule.points[j], f, weight * to * share, sums);
        }
      } else {
        visitNodes(math, rule, from, to, roots, (p, width) => {
          linkage(p, f, weight * width * chance.density(p), sums);
        });
      }
    }
  };

  const first = low[3] + reputation;
  const last = high[3] + reputation;
  if (first === last) {
    overChance(first, 1);
    return sums;
  }
  const cuts: number[] = [];
  for (const p of chance.knots) {
    if (p === 0) continue;
    for (const [factor, level] of meetings) cuts.push(fineFor(math, eta, p * factor, level));
  }
  const roots = chance.knots.flatMap((p) =>
    p > 0 ? origins.map((C) => fineFor(math, eta, p, C)) : [],
  );
  const ends = panelEnds(first, last, withSteps(cuts, eta), steepest.F);
  for (let i = 1; i < ends.length; i++) {
    visitNodes(math, rule, ends[i - 1], ends[i], roots, (f, width) => {
      overChance(f, width / (last - first));
    });
  }
  return sums;
}

/**
 * (20) as pairs of a factor g and the level of L(p·g, F+V) there: they give p where F is known, and F where
 * p is.
 */
export function meetingsOf(
  math: ElementaryFunctions,
  eta: number,
  { benefit, cost }: Money,
  links: readonly number[],
): Array<readonly [factor: number, level: number]> {
  const gains = benefit.flatMap((b) => cost.map((C) => b - C));
  const meetings: Array<readonly [number, number]> = [];
  for (const gain of gains) for (const C of cost) meetings.push([1, gain + C]);
  for (const q of links) {
    for (const gain of gains) meetings.push([q, gain]);
    for (const C of cost) meetings.push([q === 0 ? 1 : 1 - q * math.exp(eta * C), C]);
  }
  return meetings.filter(([factor, level]) => factor > 0 && level > 0);
}

/**
 * The places and steps of a few 1/η beyond each and beyond 0: what e^{−η(F − place)} is to be resolved; and
 * ln(1 + p(e^{ηF} − 1)) has its nearest singularities at ηF = ln((1−p)/p) ± πi.
 */
export function withSteps(places: readonly number[], eta: number): number[] {
  if (eta === 0) return [...places];
  return [0, ...places].flatMap((x) => [x, ...[3, 6, 12, 24].map((t) => x + t / eta)]);
}

interface Chances {
  readonly low: number;
  readonly high: number;
  /** Where the density has kinks, its ends included. */
  readonly knots: readonly number[];
  density(p: number): number;
  /** Whether the density is `scale`·ln(high/p). */
  readonly isLogarithmic: boolean;
  readonly scale: number;
}

/** p = a·d and its density (19). */
export function chances(
  [al, ah]: readonly [number, number],
  [dl, dh]: readonly [number, number],
  math: ElementaryFunctions,
): Chances {
  const ends = { low: al * dl, high: ah * dh, knots: [al * dl, al * dh, ah * dl, ah * dh] };
  if (al === ah || dl === dh) {
    const density = 1 / (ends.high - ends.low);
    return { ...ends, density: () => density, isLogarithmic: false, scale: 0 };
  }
  const scale = 1 / ((ah - al) * (dh - dl));
  const density = (p: number) => {
    const most = dl > 0 ? Math.min(ah, p / dl) : ah;
    return scale * math.log(Math.max(1, most / Math.max(al, p / dh)));
  };
  return { ...ends, density, isLogarithmic: al === 0 && dl === 0, scale };
}
