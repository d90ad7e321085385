/**
 * Token budgets: how many tokens each patch of an image (or any other part) gets out of a fixed
 * total, by its relevance.
 *
 *     max Σ_i r_i(x_i),  Σ_i x_i = T,  l_i ≤ x_i ≤ u_i,  x_i whole                            (R8t)
 *
 * Source of the problem: "Resource Allocation & Optimization Algorithms", section 8 (ARR-COC token
 * budgets); of its solution: T. Ibaraki, N. Katoh, Resource Allocation Problems (1988).
 */

import type { Backend, BackendName } from '../../engine/backend';
import type { Status } from '../../engine/result';
import { neumaierSum, pairwiseSum } from '../../numerics/sums';
import { backwardValue } from './backward';
import {
  certify,
  type Prices,
  priceBetween,
  pricesOf,
  type TokensCertificate,
} from './certificate';
import { relevanceInto } from './columns';
import { compareRules, type TokensRules } from './compare';
import type { Curves } from './curves';
import { measuresOf, type TokensMeasures } from './measures';
import { type Missing, type Model, missingOf } from './model';
import { readTokens, type TokensOptions, type TokensProblem } from './problem';
import { type Method, objectiveOf, type Solution, solveModel } from './solve';
import { withTensions } from './tensions';

export type { TokensCertificate } from './certificate';
export type { RuleResult, TokensRules } from './compare';
export type { TokensMeasures } from './measures';
export type { Missing } from './model';
export type { Tensions, TokensOptions, TokensProblem } from './problem';
export type { Family, PatchRelevance, Relevance } from './relevance';

export interface TokensResult {
  /**
   * `iteration-limit` where curves are not concave and the gap to the bound could not be closed.
   */
  readonly status: Extract<Status, 'converged' | 'infeasible' | 'iteration-limit' | 'diverged'>;
  readonly backend: BackendName;
  readonly method: Method;
  /** What each patch gets; null where there is no answer, as all that follows. */
  readonly tokens: Float64Array | null;
  /** Σ r_i(x_i). */
  readonly value: number | null;
  /**
   * What is maximized: the value, less the price of distance from equal shares where `diversify` is
   * above 0.
   */
  readonly objective: number | null;
  /** The budget, less what `compress` leaves unspent. */
  readonly budget: number;
  /**
   * What one more token is worth: λ, and of whole tokens the next gain; null where no patch has
   * room.
   */
  readonly shadowPrice: number | null;
  /**
   * The greatest gain of one more token (of real ones the slope), and the least by the last one;
   * null where none.
   */
  readonly gains: { readonly next: number | null; readonly last: number | null };
  /**
   * In real numbers of tokens. Where curves are not concave: the optimum of their concave envelope,
   * and its value there.
   */
  readonly continuous: {
    readonly tokens: Float64Array;
    readonly value: number;
    readonly shadowPrice: number | null;
    readonly exact: boolean;
  } | null;
  /** With regions: what each gets, and what one more token there is worth. */
  readonly regions: {
    readonly tokens: Float64Array;
    readonly shadowPrices: ReadonlyArray<number | null>;
  } | null;
  /** Null where they were not asked for. */
  readonly rules: TokensRules | null;
  readonly measures: TokensMeasures | null;
  /** Where bounds and budget do not go together, by how much: the proof that they do not. */
  readonly missing: Missing | null;
  readonly certificate: TokensCertificate | null;
}

/**
 * The optimum of a token budget, with its price, its proof, and what published rules lose against
 * it.
 *
 * @throws ParameterError naming the first field or option that is not usable
 */
export function tokens(
  backend: Backend,
  problem: TokensProblem,
  options: TokensOptions = {},
): TokensResult {
  const m = backend.math;
  const { model: plain, tensions, settings } = readTokens(problem, options);
  const common = { backend: backend.name, budget: plain.total };
  const missing = missingOf(plain);
  if (missing !== null) return { ...nothing, ...common, status: 'infeasible', missing };
  const model = withTensions(m, plain, tensions);
  const relevance = plain.curves;
  const solution = solveModel(m, model, settings.work);
  const x = solution.tokens;
  const objective = objectiveOf(m, model.curves, x);
  if (!Number.isFinite(objective) || !Number.isFinite(solution.bound)) {
    return { ...nothing, ...common, status: 'diverged' };
  }
  const value = relevanceOf(m, relevance, x);
  const prices = pricesOf(m, model, x);
  const { searched } = solution;
  const certificate = certify(model, x, objective, prices, {
    isConcave: solution.isConcave,
    bound: searched === null ? solution.bound : backwardValue(m, searched),
  });
  const isClosed = solution.method !== 'concave-envelope' || certificate.holds;
  return {
    status: isClosed ? 'converged' : 'iteration-limit',
    backend: backend.name,
    method: solution.method,
    tokens: x,
    value,
    objective,
    budget: model.total,
    ...pricedBy(model, solution, prices),
    continuous: {
      tokens: solution.real,
      value: model.curves.penalty === 0 ? solution.bound : relevanceOf(m, relevance, solution.real),
      shadowPrice: known(solution.price),
      exact: solution.isConcave,
    },
    rules: settings.hasRules ? compareRules(m, model, relevance, settings, objective) : null,
    measures: measuresOf(m, x, value),
    missing: null,
    certificate,
  };
}

const nothing = {
  method: 'price',
  tokens: null,
  value: null,
  objective: null,
  shadowPrice: null,
  gains: { next: null, last: null },
  continuous: null,
  regions: null,
  rules: null,
  measures: null,
  missing: null,
  certificate: null,
} as const;

function relevanceOf(m: Backend['math'], relevance: Curves, x: Float64Array): number {
  const values = new Float64Array(x.length);
  relevanceInto(m, relevance, x, values);
  return pairwiseSum(values);
}

const known = (x: number) => (Number.isFinite(x) ? x : null);

function pricedBy(model: Model, { tokens: x, price, ends }: Solution, prices: Prices) {
  const { next, last } = ends ?? prices;
  const { regions, isWhole } = model;
  const inside = regions?.members.map((members) => Float64Array.from(members, (i) => x[i]));
  const own = ({ next: n, last: b }: { next: number; last: number }) =>
    known(isWhole ? n : priceBetween(n, b));
  return {
    shadowPrice: next === -Infinity ? null : known(isWhole ? next : price),
    gains: { next: known(next), last: known(last) },
    regions:
      inside === undefined
        ? null
        : {
            tokens: Float64Array.from(inside, neumaierSum),
            shadowPrices: prices.byRegion.map(own),
          },
  };
}
