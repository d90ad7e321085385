/**
 * Shares by other means than `exactShares` takes, to compare with.
 *
 *   - Where that takes X = a·d·F and its density, this is the nested rule over F, a·d and σ (`nested.ts`).
 *   - Where that is the nested rule and η = 0, this averages the shares at fixed σ, which are those of the
 *     route by X, by adaptive quadrature over σ.
 *   - Else this is a plain nested rule in the other order,
 *
 *         ∫ ρ(p) dp ∫ dF ∫ dσ share(L(p, F+V), L(pσ^(k−1), F+V)),                                 (24)
 *
 *     with the shares given both losses from their definition,
 *
 *         split = E_C [C < L₁ − L₂] P(b > C + L₂),   comply = E_C P(b ≤ min(L₁, C + L₂)),           (25)
 *
 *     whose integrands are piecewise linear in C: midpoints are exact.
 *
 * Ranges narrower than about 1e-7 in which payoffs tie are beyond the nested rule, and so beyond this.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { type GaussRule, gaussRule } from '../../numerics/gauss';
import type { Population } from '../parameters';
import { meanOver } from './adaptive';
import type { Money } from './given-losses';
import { chances, meetingsOf, nestedShares, withSteps } from './nested';
import { power } from './over-linkage';
import { panelEnds, visitNodes } from './panels';
import { fineFor, inUnits, loss, lossRatio } from './risk';
import { type ExactShares, exactShares, isProduct } from './shares';

/** The share of σ^(k−1) and of e^t beyond which nothing is left: e^−40. */
const farthest = 40;

/** [comply, evade, split]. */
export function sharesOtherwise(math: ElementaryFunctions, population: Population): Float64Array {
  const { low, high, behaviour } = inUnits(population);
  if (isProduct(population)) return asArray(nestedShares(math, population));
  if (behaviour.riskAversion > 0) return plainRule(math, { low, high, behaviour });
  const at = (sigma: number) =>
    asArray(exactShares(math, { low: low.with(5, sigma), high: high.with(5, sigma), behaviour }));
  return meanOver(at, low[5], high[5], 1e-11);
}

function asArray({ comply, evade, split }: ExactShares): Float64Array {
  return Float64Array.of(comply, evade, split);
}

let rule: GaussRule | undefined;

/** (24). */
function plainRule(math: ElementaryFunctions, { low, high, behaviour }: Population): Float64Array {
  rule ??= gaussRule(14);
  const points = rule;
  const { riskAversion: eta, reputation, motivation, sites } = behaviour;
  const borders = sites - 1;
  const money: Money = {
    benefit: [low[0] - motivation, high[0] - motivation],
    cost: [low[4] * borders, high[4] * borders],
  };
  const links = [power(low[5], borders), power(high[5], borders)];
  const meetings = meetingsOf(math, eta, money, links);
  const origins = borders > 1 && low[5] < high[5] ? money.cost.filter((C) => C > 0) : [];
  const fine = [low[3] + reputation, high[3] + reputation];
  const chance = chances([low[1], high[1]], [low[2], high[2]], math);
  const total = new Float64Array(3);

  const overLinkage = (p: number, f: number, weight: number) => {
    const L1 = loss(math, eta, p, f);
    const add = (sigma: number, part: number) => {
      const shares = givenLosses(money, L1, loss(math, eta, p * power(sigma, borders), f));
      for (let k = 0; k < 3; k++) total[k] += weight * part * shares[k];
    };
    if (low[5] === high[5] || L1 === 0) return add(low[5], 1);
    const levels = money.cost.map((C) => L1 - C);
    for (const b of money.benefit) for (const C of money.cost) levels.push(b - C);
    for (let t = eta * L1; t > 0 && t > eta * L1 - farthest; t -= 2) levels.push(t / eta);
    const cuts = levels.map((level) => {
      const q = level > 0 ? lossRatio(math, eta, level, L1) : 0;
      return borders === 1 ? q : math.pow(q, 1 / borders);
    });
    // σ^(k−1) of many sites
    for (let y = 2; y < farthest && borders > 5; y += 2) {
      cuts.push(high[5] * math.exp(-y / borders));
    }
    cuts.push(low[5], high[5]);
    const ends = cuts.filter((x) => x >= low[5] && x <= high[5]).sort((x, y) => x - y);
    for (let i = 1; i < ends.length; i++) {
      const width = ends[i] - ends[i - 1];
      for (let j = 0; j < points.points.length && width > 0; j++) {
        const part = (points.weights[j] * width) / (high[5] - low[5]);
        add(ends[i - 1] + points.points[j] * width, part);
      }
    }
  };

  const overFine = (p: number, weight: number) => {
    if (fine[0] === fine[1]) return overLinkage(p, fine[0], weight);
    const place = (factor: number, level: number) => fineFor(math, eta, p * factor, level);
    const cuts = p > 0 ? meetings.map(([factor, level]) => place(factor, level)) : [];
    const roots = p > 0 ? origins.map((C) => place(1, C)) : [];
    const ends = panelEnds(fine[0], fine[1], withSteps(cuts, eta), 6);
    for (let i = 1; i < ends.length; i++) {
      visitNodes(math, points, ends[i - 1], ends[i], roots, (f, width) => {
        overLinkage(p, f, (weight * width) / (fine[1] - fine[0]));
      });
    }
  };

  if (chance.low === chance.high) {
    overFine(chance.low, 1);
    return total;
  }
  const cuts = [...chance.knots];
  const roots: number[] = [];
  for (const f of fine) {
    if (f === 0) continue;
    for (const [factor, level] of meetings) cuts.push(lossRatio(math, eta, level, f) / factor);
    for (const C of origins) roots.push(lossRatio(math, eta, C, f));
  }
  const bottom = Math.max(chance.low, 1e-15 * chance.high);
  const ends = panelEnds(bottom, chance.high, cuts, 15);
  for (let i = 1; i < ends.length; i++) {
    visitNodes(math, points, ends[i - 1], ends[i], roots, (p, width) => {
      overFine(p, width * chance.density(p));
    });
  }
  const all = total[0] + total[1] + total[2];
  return total.map((share) => share / all);
}

/** (25). */
function givenLosses(
  { benefit: [low, high], cost: [cheap, dear] }: Money,
  L1: number,
  L2: number,
): [comply: number, evade: number, split: number] {
  const below = (x: number) =>
    low === high ? Number(low <= x) : Math.max(0, Math.min(1, (x - low) / (high - low)));
  const shares: [number, number, number] = [0, 0, 0];
  const add = (C: number, weight: number) => {
    if (C < L1 - L2) {
      shares[0] += weight * below(C + L2);
      shares[2] += weight * (1 - below(C + L2));
    } else {
      shares[0] += weight * below(L1);
      shares[1] += weight * (1 - below(L1));
    }
  };
  if (cheap === dear) {
    add(cheap, 1);
    return shares;
  }
  const ends = [low - L2, high - L2, L1 - L2, cheap, dear].filter((C) => C >= cheap && C <= dear);
  ends.sort((a, b) => a - b);
  for (let i = 1; i < ends.length; i++) {
    add(0.5 * (ends[i - 1] + ends[i]), (ends[i] - ends[i - 1]) / (dear - cheap));
  }
  return shares;
}
