/**
 * Shares of a population, what each of its numbers is worth in compliance, and proof by other quadrature.
 *
 * With P the share that complies and P(x) that with a number x fixed for all labs, P = mean of P(x) over
 * [l, h], so that
 *
 *     ∂P/∂h = (P(h) − P)/(h − l),   ∂P/∂l = (P − P(l))/(h − l).                                   (30)
 *
 * At a fixed number, and for η, P is differentiated by differences (4-point where only one side exists, at
 * the end of a domain): accurate to about 1e-7. Where P jumps, as between fixed numbers that tie, the side on which
 * it does not is meant. V moves both ends of F, m those of B the other way: their derivatives follow.
 */

import type { Backend, BackendName, ElementaryFunctions } from '../engine/backend';
import type { Certificate } from '../engine/result';
import { sharesOtherwise } from './exact/check';
import { nestedShares } from './exact/nested';
import { exactShares, isProduct } from './exact/shares';
import {
  type ComplianceRanges,
  completeRanges,
  complianceNames,
  complianceTable,
  type Population,
} from './parameters';

export interface SharesCertificate extends Certificate {
  readonly kind: 'independent-quadrature';
  /** Greatest difference of the three shares from the same computed otherwise. */
  readonly residual: number;
}

export interface SharesResult {
  readonly status: 'converged';
  readonly backend: BackendName;
  readonly comply: number;
  readonly evade: number;
  readonly split: number;
  /** `closed-form` where no quadrature was needed. */
  readonly method: 'closed-form' | 'quadrature';
  /**
   * What one more unit of each number adds to the share that complies: `name` where it is fixed,
   * `name.low` and `name.high` where it is spread over a range; `riskAversion`, `reputation`, `motivation`.
   */
  readonly shadowPrices: Readonly<Record<string, number>>;
  readonly certificate: SharesCertificate;
}

const tolerance = 1e-9;

/** @throws ParameterError naming the first range or number that is not usable */
export function shares(backend: Backend, ranges?: ComplianceRanges): SharesResult {
  const { math } = backend;
  const population = completeRanges(ranges);
  const { comply, evade, split, method } = exactShares(math, population);
  const other = sharesOtherwise(math, population);
  const residual = Math.max(
    ...[comply, evade, split].map((share, k) => Math.abs(share - other[k])),
  );
  return {
    status: 'converged',
    backend: backend.name,
    comply,
    evade,
    split,
    method,
    shadowPrices: shadowPricesOf(math, population, comply),
    certificate: {
      kind: 'independent-quadrature',
      residual,
      tolerance,
      holds: residual <= tolerance,
    },
  };
}

/** Derivatives of the share that complies. */
function shadowPricesOf(
  math: ElementaryFunctions,
  population: Population,
  comply: number,
): Record<string, number> {
  const { low, high } = population;
  const prices: Record<string, number> = {};
  /** The derivative where both ends move. */
  const moved = complianceNames.map((name, i) => {
    const at = (x: number) => complyWith(math, population, i, x);
    const width = high[i] - low[i];
    if (width === 0) {
      prices[name] = derivativeAt(at, low[i], stepOf(population, i), complianceTable[name].maximum);
      return prices[name];
    }
    prices[`${name}.low`] = (comply - at(low[i])) / width;
    prices[`${name}.high`] = (at(high[i]) - comply) / width;
    return prices[`${name}.low`] + prices[`${name}.high`];
  });
  prices.riskAversion = aversionPrice(math, population);
  prices.reputation = moved[3];
  prices.motivation = -moved[0];
  // no −0
  for (const name of Object.keys(prices)) prices[name] += 0;
  return prices;
}

/** The share that complies with number `index` at x. */
function complyWith(
  math: ElementaryFunctions,
  { low, high, behaviour }: Population,
  index: number,
  x: number,
): number {
  return exactShares(math, { low: low.with(index, x), high: high.with(index, x), behaviour })
    .comply;
}

/** The step of differences: small beside the number's scale, large beside the error of the shares. */
function stepOf(population: Population, index: number): number {
  const { high } = population;
  const isMoney = index === 0 || index === 3 || index === 4;
  const scale = isMoney ? Math.max(high[0], high[3], high[4]) || 1 : 1;
  return scale * (isProduct(population) ? 1e-7 : 1e-5);
}

/** A share that moves by more than this over a step of differences is taken for a jump. */
const jump = 0.01;

function derivativeAt(
  f: (x: number) => number,
  x: number,
  step: number,
  maximum = Number.POSITIVE_INFINITY,
): number {
  if (x - step < 0) return oneSided(f, x, step);
  if (x + step > maximum) return oneSided(f, x, -step);
  const [before, at, after] = [f(x - step), f(x), f(x + step)];
  const jumpsBefore = Math.abs(at - before) > jump;
  const jumpsAfter = Math.abs(after - at) > jump;
  if (jumpsBefore && !jumpsAfter) return (after - at) / step;
  if (jumpsAfter && !jumpsBefore) return (at - before) / step;
  return (after - before) / (2 * step);
}

/** By values at x, x + h, x + 2h, x + 3h; without the first where f jumps there. */
function oneSided(f: (x: number) => number, x: number, h: number): number {
  const [at, first, second, third] = [f(x), f(x + h), f(x + 2 * h), f(x + 3 * h)];
  if (Math.abs(first - at) > jump) return (4 * second - 3 * first - third) / (2 * h);
  return (18 * first - 9 * second + 2 * third - 11 * at) / (6 * h);
}

/** ∂P/∂η. */
function aversionPrice(math: ElementaryFunctions, population: Population): number {
  const { low, high, behaviour } = population;
  if (low.every((end, i) => end === high[i])) return 0;
  const eta = behaviour.riskAversion;
  const most = high[3] + behaviour.reputation;
  if (most === 0) return 0;
  const at = (riskAversion: number) =>
    nestedShares(math, { low, high, behaviour: { ...behaviour, riskAversion } }).comply;
  const step = 1e-3 / most;
  if (eta < 2 * step) return oneSided(at, eta, step);
  return (
    (8 * (at(eta + step) - at(eta - step)) - (at(eta + 2 * step) - at(eta - 2 * step))) /
    (12 * step)
  );
}
