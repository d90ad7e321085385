/**
 * The innermost expectation of (18), over σ. With L₂ = ln(1 + pEσ^(k−1))/η the shares (16) are quadratic in
 * L₂ between the places (17). Hence
 *
 *   - η = 0: Gauss–Legendre of k points in σ is exact;
 *   - k = 2: in t = ηL₂, dσ = e^t dt/pE, and on t = t₁ − τ, τ in [0, l],
 *
 *         ∫₀^l e^{−τ} (1, τ, τ²) dτ = (1 − e^{−l}, 1 − (1+l) e^{−l}, 2 − (2+2l+l²) e^{−l})           (23)
 *
 *     integrates the parabola through three points; short pieces take Gauss–Legendre instead;
 *   - else Gauss–Legendre on panels on which neither t nor ln σ^(k−1) varies much.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { type GaussRule, gaussRule } from '../../numerics/gauss';
import { expm1 } from '../../numerics/near-one';
import { addShares, type Money } from './given-losses';
import { loss, lossRatio } from './risk';

export type OverLinkage = (p: number, f: number, weight: number, sums: Float64Array) => void;

/** Most that t and ln σ^(k−1) may vary on a panel, and how much of each is looked at. */
const longest = 1.5;
const longestLogarithm = 3;
const farthest = 40;
/** Shorter pieces of t do not use (23). */
const short = 1;

/** x^n, n ≥ 1. */
export function power(x: number, n: number): number {
  let result = 1;
  let square = x;
  for (let bits = n; bits > 0; bits = Math.floor(bits / 2)) {
    if (bits % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/** A function that adds `weight` times the shares over σ at given p and f to `sums`. */
export function linkageRule(
  math: ElementaryFunctions,
  money: Money,
  eta: number,
  [sl, sh]: readonly [number, number],
  borders: number,
  rule: GaussRule,
): OverLinkage {
  const ql = power(sl, borders);
  const qh = power(sh, borders);
  const gains = money.benefit.flatMap((b) => money.cost.map((C) => b - C));
  /** L₂ at the ends of the pieces. */
  const places = new Float64Array(8);
  const overPieces = pieceRule(math, money, eta, [sl, sh], borders, rule);
  return (p, f, weight, sums) => {
    const L1 = loss(math, eta, p, f);
    const first = loss(math, eta, p * ql, f);
    if (sl === sh || L1 === 0) {
      addShares(money, L1, first, weight, sums);
      return;
    }
    const last = loss(math, eta, p * qh, f);
    // ascending by insertion, without those outside
    let count = 0;
    places[count++] = first;
    for (let i = 0; i < 6; i++) {
      const level = i < 4 ? gains[i] : L1 - money.cost[i - 4];
      if (level <= first || level >= last) continue;
      let j = count++;
      for (; places[j - 1] > level; j--) places[j] = places[j - 1];
      places[j] = level;
    }
    places[count++] = last;
    overPieces(places, count, p, f, L1, weight / (sh - sl), sums);
  };
}

/** The rule on pieces with ends L₂ = places[0 … count−1]; `weight` is that of dσ. */
type PieceRule = (
  places: Float64Array,
  count: number,
  p: number,
  f: number,
  L1: number,
  weight: number,
  sums: Float64Array,
) => void;

function pieceRule(
  math: ElementaryFunctions,
  money: Money,
  eta: number,
  sigma: readonly [number, number],
  borders: number,
  rule: GaussRule,
): PieceRule {
  if (borders === 1 && eta > 0) return exponentialRule(math, money, eta, sigma);
  const exact = eta === 0 && borders < rule.points.length;
  return panelRule(math, money, eta, sigma, borders, exact ? gaussRule(borders + 1) : rule);
}

function exponentialRule(
  math: ElementaryFunctions,
  money: Money,
  eta: number,
  [sl, sh]: readonly [number, number],
): PieceRule {
  const three = gaussRule(3);
  const seven = gaussRule(7);
  return (places, count, _p, _f, L1, weight, sums) => {
    let bottom = sl;
    for (let i = 1; i < count; i++) {
      const end = places[i];
      const length = eta * (end - places[i - 1]);
      const top = i === count - 1 ? sh : lossRatio(math, eta, end, L1);
      const share = weight * (top - bottom);
      bottom = top;
      if (length === 0) continue;
      if (length < short) {
        const rise = share / expm1(math, length);
        for (let j = 0; j < 7; j++) {
          const t = length * seven.points[j];
          const part = rise * length * seven.weights[j] * math.exp(t);
          addShares(money, L1, places[i - 1] + t / eta, part, sums);
        }
        continue;
      }
      const left = math.exp(-length);
      const scale = share / (1 - left);
      const m0 = 1 - left;
      const m1 = 1 - (1 + length) * left;
      const m2 = 2 - (2 + 2 * length + length * length) * left;
      const reach = Math.min(length, 4);
      for (let j = 0; j < 3; j++) {
        const x = reach * three.points[j];
        const y = reach * three.points[(j + 1) % 3];
        const z = reach * three.points[(j + 2) % 3];
        const part = (m2 - (y + z) * m1 + y * z * m0) / ((x - y) * (x - z));
        addShares(money, L1, end - x / eta, scale * part, sums);
      }
    }
  };
}

function panelRule(
  math: ElementaryFunctions,
  money: Money,
  eta: number,
  [sl, sh]: readonly [number, number],
  borders: number,
  rule: GaussRule,
): PieceRule {
  const root = 1 / borders;
  const step = math.exp(-longestLogarithm * root);
  const { points, weights } = rule;
  /** σ at L₂ = level. */
  const sigmaAt = (level: number, L1: number) => {
    const q = lossRatio(math, eta, level, L1);
    return Math.min(sh, borders === 1 ? q : math.pow(q, root));
  };
  return (places, count, p, f, L1, weight, sums) => {
    const panel = (from: number, to: number) => {
      for (let j = 0; j < points.length; j++) {
        const q = power(from + (to - from) * points[j], borders);
        addShares(money, L1, loss(math, eta, p * q, f), weight * (to - from) * weights[j], sums);
      }
    };
    /** Panels down from `to` on which ln σ^(k−1) varies little, while it is not negligible. */
    const steep = (from: number, to: number) => {
      let end = to;
      if (borders > 5) {
        for (let y = 0; y < farthest && end * step > from; y += longestLogarithm) {
          panel(end * step, end);
          end *= step;
        }
      }
      panel(from, end);
    };
    const least = eta > 0 ? places[count - 1] - farthest / eta : 0;
    let start = sl;
    for (let i = 1; i < count; i++) {
      const [low, high] = [places[i - 1], places[i]];
      const parts =
        eta > 0 ? Math.ceil((eta * Math.max(0, high - Math.max(low, least))) / longest) : 1;
      for (let part = 1; part <= parts; part++) {
        const isLast = part === parts && i === count - 1;
        const level = high - ((high - Math.max(low, least)) * (parts - part)) / parts;
        const end = isLast ? sh : sigmaAt(level, L1);
        if (end > start) steep(start, end);
        start = Math.max(start, end);
      }
    }
  };
}
