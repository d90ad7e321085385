/**
 * Exact shares of a population: the probabilities that a lab complies, evades or splits when each of the
 * six numbers is fixed or uniform on a range, independently of the others.
 *
 * Given X = a·d·F the shares are closed forms (8)–(10) in B, c, σ, and the density (6) of
 * y = ln(Xmax/X) is piecewise e^{−y} times a polynomial, so that
 *
 *     share = ∫ share(X(y)) density(y) dy                                                        (11)
 *
 * has an integrand analytic between the knots of (6) and those where two ends of ranges meet in (8):
 *
 *     X = B_i,   X = (B_i − c_j)/σ_k,   X = c_j/(1 − σ_k),   i, j, k in {low, high}.               (12)
 *
 * Gauss–Legendre between knots gives (11) to rounding. Where X reaches down to 0, the part below the
 * smallest knot X₁ is done in closed form: there the shares are quadratic in X, and C in y,
 *
 *     ∫_{y₁}^∞ (X/X₁)^j e^{−y} C(y) dy = e^{−y₁} Σ_k C^(k)(y₁) / (j+1)^{k+1},   j, k = 0, 1, 2.     (13)
 *
 * On the unit box this is all of it: P(comply) = 77/648, P(evade) = 359/432, P(split) = 65/1296.
 *
 * With V, m, k: F + V, B − m, c(k−1), σ^(k−1) in place of F, B, c, σ. That holds where η = 0 and σ^(k−1) is
 * uniform or fixed; anything else goes to `nested.ts`.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { type GaussRule, gaussRule } from '../../numerics/gauss';
import { expm1, log1p } from '../../numerics/near-one';
import { linkage, payoffsOf } from '../model';
import type { Population } from '../parameters';
import { type GivenFine, sharesGivenFine } from './given-fine';
import { nestedShares } from './nested';
import { productDensity } from './product-density';
import { minus, nearest, sum, type Twofold, times } from './twofold';

export interface ExactShares {
  readonly comply: number;
  readonly evade: number;
  readonly split: number;
  /** An estimate of the quadrature's error, rounding included. */
  readonly error: number;
  /** `closed-form` where no quadrature was needed. */
  readonly method: 'closed-form' | 'quadrature';
}

/** Gauss–Legendre of 12 points on panels of at most 1.6 in y, judged by that of 8 points. */
const longest = 1.6;
let rules: readonly [GaussRule, GaussRule, GaussRule] | undefined;
/** Beyond this y no share is left: e^{−y} (1 + y + y²/2) < 3e-19. */
const farthest = 50;
const rounding = 4 * Number.EPSILON;

/** Whether the shares follow from those given X. */
export function isProduct({ low, high, behaviour }: Population): boolean {
  return behaviour.riskAversion === 0 && (behaviour.sites === 2 || low[5] === high[5]);
}

/** The shares of a population, to 1e-10 or better (to about 1e-14 on ranges that are not tiny). */
export function exactShares(math: ElementaryFunctions, population: Population): ExactShares {
  const { low, high } = population;
  if (low.every((end, i) => end === high[i])) return oneLab(math, population);
  return isProduct(population) ? productShares(math, population) : nestedShares(math, population);
}

/** A population that is one lab: (1)–(4), evaluated as everywhere. */
function oneLab(math: ElementaryFunctions, { low, behaviour }: Population): ExactShares {
  const [benefit, auditRate, detection, fine, splitCost, coordination] = low;
  const lab = { benefit, auditRate, detection, fine, splitCost, coordination, ...behaviour };
  const { evade, split } = payoffsOf(math, lab);
  const comply = evade <= 0 && split <= 0;
  const evades = !comply && split <= evade;
  return {
    comply: Number(comply),
    evade: Number(evades),
    split: Number(!comply && !evades),
    error: 0,
    method: 'closed-form',
  };
}

function productShares(math: ElementaryFunctions, population: Population): ExactShares {
  rules ??= [gaussRule(12), gaussRule(8), gaussRule(3)];
  const [fine, coarse, three] = rules;
  const place = placed(math, population);
  const { given, top } = place;
  const shares = new Float64Array(3);
  if (place.varying.length === 0) {
    sharesGivenFine(given, top, 0, shares);
    const [comply, evade, split] = shares;
    return { comply, evade, split, error: rounding, method: 'closed-form' };
  }
  const density = productDensity(math, place.varying);
  const end = Math.min(farthest, density.length);
  const knots = Float64Array.from(
    [...density.knots, ...place.knots(math), end].filter((y) => y >= 0 && y <= end),
  ).sort();
  const total = new Float64Array(3);
  const rough = new Float64Array(3);

  const panel = (rule: GaussRule, from: number, width: number, sums: Float64Array) => {
    for (let i = 0; i < rule.points.length; i++) {
      const y = from + width * rule.points[i];
      const x = top * expm1(math, -y);
      const X = y < 0.1 ? top + x : top * math.exp(-y);
      const weight = width * rule.weights[i] * density.weight(y) * (X / top);
      sharesGivenFine(given, X, x, shares);
      for (let k = 0; k < 3; k++) sums[k] += weight * shares[k];
    }
  };
  const infinite = density.length === Number.POSITIVE_INFINITY;
  // the last finite knot, from where (13) takes over
  const last = infinite ? knots.findLast((y) => y < end)! : end;
  for (let i = 1; i < knots.length && knots[i] <= last; i++) {
    const parts = Math.ceil((knots[i] - knots[i - 1]) / longest);
    const width = (knots[i] - knots[i - 1]) / parts;
    for (let part = 0; part < parts; part++) {
      const from = knots[i - 1] + part * width;
      panel(fine, from, width, total);
      panel(coarse, from, width, rough);
    }
  }
  let error = rounding;
  for (let k = 0; k < 3; k++) error += Math.abs(total[k] - rough[k]);
  if (infinite) addTail(math, three, density.weight, last, given, top, total);
  const [comply, evade, split] = total;
  const all = comply + evade + split;
  return {
    comply: comply / all,
    evade: evade / all,
    split: split / all,
    error,
    method: last > 0 ? 'quadrature' : 'closed-form',
  };
}

/** (13), with shares and C by interpolation. */
function addTail(
  math: ElementaryFunctions,
  rule: GaussRule,
  weight: (y: number) => number,
  from: number,
  given: GivenFine,
  top: number,
  total: Float64Array,
): void {
  const first = weight(from);
  const second = weight(from + 1) - first;
  const curvature = weight(from + 2) - first - 2 * second;
  const slope = second - 0.5 * curvature;
  const bottom = math.exp(-from);
  const moment = (j: number) =>
    (bottom * (first + (slope + curvature / (j + 1)) / (j + 1))) / (j + 1);
  const moments = [moment(0), moment(1), moment(2)];
  const shares = new Float64Array(3);
  for (let i = 0; i < 3; i++) {
    // the moments of Lagrange's polynomial that is 1 at point i and 0 at the others
    const t = rule.points[i];
    const u = rule.points[(i + 1) % 3];
    const v = rule.points[(i + 2) % 3];
    const part = (moments[2] - (u + v) * moments[1] + u * v * moments[0]) / ((t - u) * (t - v));
    const X = top * bottom * t;
    sharesGivenFine(given, X, X - top, shares);
    for (let k = 0; k < 3; k++) total[k] += part * shares[k];
  }
}

interface Place {
  readonly given: GivenFine;
  /** Xmax. */
  readonly top: number;
  /** Ranges of those of a, d, F that vary, if X does. */
  readonly varying: ReadonlyArray<readonly [low: number, high: number, width: number]>;
  /** The y of (12), where there is one. */
  knots(math: ElementaryFunctions): number[];
}

/** Amounts of money above this are scaled down: products of them would overflow. */
const huge = 1e100;
const tiny = 2 ** -600;

/** What (8)–(12) are made of. */
function placed(math: ElementaryFunctions, population: Population): Place {
  const { low, high, behaviour } = population;
  const { sites, motivation, reputation } = behaviour;
  const unit = Math.max(high[0], high[3], high[4], motivation, reputation) > huge ? tiny : 1;
  const one: Twofold = [1, 0];
  const benefits = [low[0], high[0]].map((B) => sum(unit * B, -unit * motivation));
  const costs = [low[4], high[4]].map((c): Twofold => times([unit * c, 0], [sites - 1, 0]));
  const links = [low[5], high[5]].map((s): Twofold => [linkage(s, sites, math), 0]);
  const discords = links.map((s) => minus(one, s));
  const fine = sum(unit * high[3], unit * reputation);
  const highest = times(times([high[1], 0], [high[2], 0]), fine);
  const top = nearest(highest);
  const factors = [
    [low[1], high[1], high[1] - low[1]],
    [low[2], high[2], high[2] - low[2]],
    [unit * low[3] + unit * reputation, nearest(fine), unit * (high[3] - low[3])],
  ] as const;
  const varying = top > 0 ? factors.filter(([, , width]) => width > 0) : [];
  const given: GivenFine = {
    benefitWidth: unit * (high[0] - low[0]),
    costWidth: unit * (high[4] - low[4]) * (sites - 1),
    coordinationWidth: links[1][0] - links[0][0],
    coordination: links[0][0],
    discord: nearest(discords[0]),
    margin: nearest(minus(highest, benefits[0])),
    splitGain: nearest(minus(minus(benefits[0], costs[0]), times(links[0], highest))),
    splitSaving: nearest(minus(times(discords[0], highest), costs[0])),
  };
  return {
    given: varying.length === 0 ? decided(given, population, unit, math) : given,
    top,
    varying,
    knots(math) {
      /** X − Xmax where slope·X = level. */
      const drops: number[] = [];
      const meet = (level: Twofold, slope: Twofold) => {
        if (slope[0] > 0) {
          drops.push(nearest(minus(level, times(slope, highest))) / nearest(slope));
        }
      };
      for (const B of benefits) {
        meet(B, one);
        for (const c of costs) for (const s of links) meet(minus(B, c), s);
      }
      for (const c of costs) for (const s of discords) meet(c, s);
      return drops
        .filter((drop) => drop < 0 && drop > -top)
        .map((drop) => -log1p(math, drop / top));
    },
  };
}

/** Where X is fixed, comparisons of fixed numbers come out as in the decision: (2), (3) left to right. */
function decided(
  given: GivenFine,
  { low, high, behaviour }: Population,
  unit: number,
  math: ElementaryFunctions,
): GivenFine {
  const [B, a, d, F, c, sigma] = high;
  const b = unit * B - unit * behaviour.motivation;
  const f = unit * F + unit * behaviour.reputation;
  const cost = unit * c * (behaviour.sites - 1);
  const evade = b - a * d * f;
  const linked = a * d * linkage(sigma, behaviour.sites, math) * f;
  const split = b - cost - linked;
  const fixed = (i: number) => low[i] === high[i];
  const sureSplit = fixed(4) && fixed(5);
  return {
    ...given,
    margin: fixed(0) ? -evade : given.margin,
    splitGain: fixed(0) && sureSplit ? split : given.splitGain,
    splitSaving: !sureSplit
      ? given.splitSaving
      : fixed(0)
        ? split - evade
        : a * d * f - linked - cost,
  };
}
