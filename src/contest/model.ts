/**
 * The contest of n players over T periods, and its gradient. Kernels compute it; this file says what.
 *
 * In a period player i puts x_s into safety and x_p into performance:
 *
 *     s_i = A_i x_s,i^α_i         p_i = B_i x_p,i^β_i                                              (1)
 *     A_i,t+1 = A_i,t + (a_i,t+1 − a_i,t) + i_s,i + Σ_{j≠i} (1 − e^{−z_s,j}) max(0, A_j,t − A_i,t)  (2)
 *
 * where i_s is invested and z_s is shared (B alike, with i_p and z_p); a is the productivity given from
 * outside, which may vary by period. The right-hand side has A before this period's investment.
 *
 *     o_j = s_j p_j^{−θ_j}        π_j = o_j/(1 + o_j)         (p_j = 0, θ_j > 0: o_j = ∞, π_j = 1)  (3)
 *     σ_j = P(safe | j wins) = π_j           winner
 *                            = Σ_k w_k π_k / Σ w            additive
 *                            = Π_k π_k^{n w_k/Σ w}          multiplicative
 *                            = 1                            none                                    (4)
 *     q_j = P(j wins) = p_j/(h + Σ p)        h = 0 (ratio; 0 where Σ p = 0), h = 1/scale (with draw)  (5)
 *
 * Payoffs, with ρ_ii = a_win + b_win p_i and ρ_ij = a_lose + b_lose p_i, the share κ_i of which is paid even
 * in a disaster, and n = 1 where a period that nobody wins counts as one:
 *
 *     u_i = Σ_j q_j [σ_j + (1 − σ_j) κ_i] ρ_ij − Σ_j (1 − σ_j) q_j d_ij − n (1 − Σ q) d_ii − c_i     (6)
 *     c_i = Σ_k (r_k + h_k x_k/2) x_k,  with other prices r_k, or a penalty, as odds pass a threshold  (7)
 *     U_i = Σ_t ω_it u_it,  ω_i0 = 1,  ω_i,t+1 = ω_it γ_it [· (1 − Σ q_t) where a win ends the game]    (8)
 *
 * Where the last period goes on for ever, its weight is divided by 1 − γ [(1 − Σ q)].
 *
 * s and p, σ, q, ρ, d and c may be functions of the user instead (`components.ts`).
 *
 * A best response maximizes U_i over variables y in which no derivative is infinite at a bound that matters and
 * free sharing is linear; X_k is a unit of input k (`solve/respond.ts`):
 *
 *     x_k = X_k y_k²  (effort),   x_k = X_k y_k  (investment),   e^{−z} = y  (sharing)                (14)
 *     ∂U/∂y = 2 X y ∂U/∂x,        X ∂U/∂x,                       −(∂U/∂z)/y                           (15)
 *     0 ≤ y,                      0 ≤ y,                         e^{−z̄} ≤ y ≤ 1                       (16)
 *
 * Where y = 0, (15) tells nothing of effort, so that effort at 0 and effort let go from 0 are tried by value.
 *
 * Equations (9)–(12), the reverse sweep, stand at the kernels (`assembly/contest/productivity.ts`,
 * `gradient.ts`), the limits at x = 0 in `assembly/contest/edge.ts`.
 *
 * Sources: dynapai (https://github.com/quevivasbien/dynapai) and AIIncentives.jl
 * (https://github.com/quevivasbien/AIIncentives.jl); contest success after G. Tullock, "Efficient Rent
 * Seeking" (1980). Where their code and their text differ: a period nobody wins is a disaster as in
 * dynapai's code (`noWinIsDisaster`), weights of multiplicative risk are exponents, additive risk is a mean,
 * what a loser gets is indexed by the loser, each belief follows its own productivities, p = 0 is no NaN.
 */

import { type ContestModel, contestFields, matrixField } from '../engine/kernels/contest';

/** The arrays of a model by name, in the order of `contestFields`, before they are put into one. */
export type ContestArrays = Record<Exclude<keyof typeof contestFields, 'prices'>, Float64Array>;

export interface ModelParts extends Omit<ContestModel, 'numbers'> {
  readonly arrays: ContestArrays;
  /** Prices of inputs, prices of a certified player, slopes: `inputs` arrays each. */
  readonly prices: readonly Float64Array[];
  /** d_ij − d_ii for each winner j, or none. */
  readonly matrix: readonly Float64Array[];
}

/** One array of all numbers of a game, as the kernels take it. */
export function contestModel({ arrays, prices, matrix, ...game }: ModelParts): ContestModel {
  const { players, periods, inputs } = game;
  const size = players * periods;
  const numbers = new Float64Array(size * matrixField(inputs, matrix.length));
  for (const [name, array] of Object.entries(arrays)) {
    numbers.set(array, size * contestFields[name as keyof ContestArrays]);
  }
  [...prices, ...matrix].forEach((array, k) => {
    numbers.set(array, size * (contestFields.prices + k));
  });
  return { ...game, numbers };
}
