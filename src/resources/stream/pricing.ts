/**
 * The price of a token when Z of a free budget B are spent, where every token is worth between L and U:
 *
 *     φ(z) = L for z ≤ 1/α,  L e^{α z − 1} beyond,  z = Z/B,  α = 1 + ln(U/L)                 (RT1)
 *
 * so that φ(1) = U, φ′ = α φ beyond 1/α, and therefore
 *
 *     B φ(z) = α B ∫_0^z φ  for z ≥ 1/α                                                       (RT2)
 *
 * Frame t has a concave gain g_t(y) of y tokens over its least, g_t(0) = 0, 0 ≤ y ≤ w_t. It gets
 *
 *     y_t = argmax_y g_t(y) − B ∫_{z}^{z + y/B} φ,  z_t = z + y_t/B                           (RT3)
 *
 * Theorem. With G = Σ g_t(y_t) and G* the optimum of all frames at once:
 *
 *     G* ≤ α G where z_T ≥ 1/α, whatever the marginals below U;                               (RT4)
 *     G* ≤ G + L B (1 − z_T) where z_T < 1/α;                                                 (RT5)
 *     G* = G there, hence G* ≤ α G always, if no marginal is below L on [0, min(w_t, B)].     (RT6)
 *
 * Proof. The first-order conditions of (RT3) are those of max_y g_t(y) − φ(z_t) y: inside, g_t′(y_t)
 * = φ(z_t); at 0, g_t′ ≤ φ(z_t); at w_t, g_t′ ≥ φ(z_t); where the budget ends, φ = U ≥ g_t′. So for
 * λ = φ(z_T) ≥ φ(z_t), s_t(λ) = max_y g_t(y) − λ y is at most g_t(y_t) − φ(z_t) y_t, which is at most
 * g_t(y_t) less what was paid, P_t = B ∫_{z_{t−1}}^{z_t} φ. Weak duality and (RT2) give
 *
 *     G* ≤ D = λ B + Σ s_t(λ) ≤ α Σ P_t + G − Σ P_t ≤ α G,  as P_t ≤ g_t(y_t)                 (RT7)
 *
 * where z_T ≥ 1/α. Else λ = L and P_t = L y_t give (RT5); with marginals of L or more nothing was
 * refused, which is (RT6) with λ = 0. Below L no ratio can be had: with worths down to ε none is less
 * than 1 + ln(U/ε), for every ε. Tokens that frames must have (lower bounds) are reserved; their sum
 * must be known in advance, and B is what is left. What they are worth, if not negative, adds to both
 * sides. No online algorithm, randomized or not, has a ratio below α.
 *
 * In whole tokens the k-th has the price p_k, with p_k = L for k ≤ K = ⌈B/α⌉, then
 *
 *     p_{k+1} = (α/B) Σ_{i≤k} p_i = (α K/B) L (1 + α/B)^{k − K},  p_{B+1} = U,                (RT8)
 *
 * which determines α; it falls to 1 + ln(U/L) as B grows, and is U/L for B = 1. Tokens are bought
 * while they gain p_k or more. With λ = p_{k+1} after the last, a token that was refused gains less
 * than λ, one that was bought by frame t p_{k_t} or more, so s_t(λ) ≤ g_t(y_t) − p_{k_t} y_t ≤ g_t(y_t)
 * − P_t as before, and (RT8) takes the place of (RT2).
 *
 * Sources: R. El-Yaniv, A. Fiat, R. M. Karp, G. Turpin, "Optimal search and one-way trading online
 * algorithms", Algorithmica 30 (2001) 101; Y. Zhou, D. Chakrabarty, R. Lukose, "Budget constrained
 * bidding in keyword auctions and online knapsack problems", WINE 2008, LNCS 5385, 566 (φ, the lower
 * bound); N. Buchbinder, J. Naor, "The design of competitive online algorithms via a primal–dual
 * approach", Found. Trends Theor. Comput. Sci. 3 (2009) 93.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { log1p } from '../../numerics/near-one';
import { brent } from '../../numerics/roots';

/** What tokens are worth, relevance a token. */
export interface StreamValues {
  /** L > 0. */
  readonly least: number;
  /** U ≥ L. */
  readonly greatest: number;
}

export interface Pricing {
  readonly alpha: number;
  /** Tokens that are sold at L: B/α, or K. */
  readonly flat: number;
  /** The price of what is bought next, or of the next whole token, when so many tokens are spent. */
  next(spent: number): number;
}

/** @param free the budget B > 0 */
export function pricingOf(
  m: ElementaryFunctions,
  range: StreamValues,
  free: number,
  isWhole: boolean,
): Pricing {
  return isWhole ? wholePricing(m, range, free) : realPricing(m, range, free);
}

/** 1 + ln(U/L). */
const alphaOf = (m: ElementaryFunctions, { least, greatest }: StreamValues) =>
  1 + m.log(greatest / least);

function realPricing(m: ElementaryFunctions, range: StreamValues, free: number): Pricing {
  const { least, greatest } = range;
  const alpha = alphaOf(m, range);
  const flat = free / alpha;
  return {
    alpha,
    flat,
    next: (spent) =>
      spent <= flat ? least : Math.min(greatest, least * m.exp(alpha * (spent / free) - 1)),
  };
}

function wholePricing(m: ElementaryFunctions, range: StreamValues, free: number): Pricing {
  const { least, greatest } = range;
  const logRatio = m.log(greatest / least);
  const flatOf = (alpha: number) => Math.min(free, Math.ceil(free / alpha));
  // ln p_{B+1} − ln U, rising in α
  const excess = (alpha: number) => {
    const flat = flatOf(alpha);
    const rise = (free - flat) * log1p(m, alpha / free);
    return m.log((alpha * flat) / free) + rise - logRatio;
  };
  const most = greatest / least;
  const alpha = most === 1 ? 1 : brent(excess, 1, most, excess(1), excess(most), 0);
  const flat = flatOf(alpha);
  const first = least * ((alpha * flat) / free);
  const rate = log1p(m, alpha / free);
  return {
    alpha,
    flat,
    next: (spent) =>
      spent < flat
        ? least
        : Math.min(greatest, Math.max(least, first * m.exp((spent - flat) * rate))),
  };
}
