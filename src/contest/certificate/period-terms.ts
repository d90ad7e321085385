/**
 * The payoff of one period as a function of the own inputs, rivals fixed.
 *
 * With p the own performance, π = x_s^α/(x_s^α + k), k = p^θ/A, and D = c + p, c = h + Σ_{j≠i} p_j,
 *
 *     u = b(p) + a(p) G(π) − r_s x_s − h_s x_s²/2 − r_p x_p − h_p x_p²/2,      G = π^w                  (a)
 *
 * where a and b are quadratics in p over D. Of (6), with ρ_w = a_win + b_win p and ρ_l = a_lose + b_lose p:
 *
 *     N0 = p (κ ρ_w − d_ii) + Σ_j p_j (κ ρ_l − d_ij) − n h d_ii       N1_j = p_j ((1 − κ) ρ + d_ij)
 *     winner           b D = N0 + Σ_{j≠i} π_j N1_j      a D = N1_i            w = 1
 *     additive         b D = N0 + Σ_{j≠i} w_j π_j N1    a D = w_i N1          w = 1      (N1 = Σ_j N1_j)
 *     multiplicative   b D = N0                         a D = Π_{j≠i} π_j^{w_j} N1       w = w_i
 *     none             b D = N0 + N1                    a = 0
 *
 * A continuation that is worth W where nobody wins adds h W/D to b. A quadratic over D is a line and a pole:
 *
 *     (n_0 + n_1 p + n_2 p²)/(c + p) = n_2 p + (n_1 − n_2 c) + (n_0 − c (n_1 − n_2 c))/(c + p)          (b)
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { type ContestModel, contestFields, matrixField } from '../../engine/kernels/contest';
import { fieldOf } from './problem';

/** (b): slope p + constant + pole/(c + p). */
export interface Rational {
  readonly slope: number;
  readonly constant: number;
  readonly pole: number;
  /** Sum of what its terms were made of, which rounding is measured by. */
  readonly size: number;
}

export interface PeriodTerms {
  readonly a: Rational;
  readonly b: Rational;
  /** c. */
  readonly rivals: number;
  /** w, the exponent of π. */
  readonly exponent: number;
  /** A, α, B, β, θ. */
  readonly A: number;
  readonly alpha: number;
  readonly B: number;
  readonly beta: number;
  readonly theta: number;
  /** r and h of safety and of performance. */
  readonly prices: readonly [number, number];
  readonly slopes: readonly [number, number];
  /** What is not less than any reward: most + mostSlope p. */
  readonly most: number;
  readonly mostSlope: number;
  /** u where nobody performs at all and inputs are 0, which counts only where c = 0. */
  readonly nobody: number;
}

/** n_0 + n_1 p + n_2 p². */
type Quadratic = readonly [number, number, number];

const plus = (f: Quadratic, g: Quadratic, times = 1): Quadratic => [
  f[0] + times * g[0],
  f[1] + times * g[1],
  f[2] + times * g[2],
];

/**
 * @param profile the others' inputs, [period][player][input]
 * @param continuation γ W, what it is worth that nobody wins
 */
export function periodTerms(
  math: ElementaryFunctions,
  model: ContestModel,
  player: number,
  t: number,
  profile: Float64Array,
  continuation: number,
): PeriodTerms {
  const { players, inputs, risk } = model;
  const at = (name: keyof typeof contestFields, i = player) =>
    fieldOf(model, contestFields[name], i, t);
  const price = (row: number, k: number) =>
    fieldOf(model, contestFields.prices + row * inputs + k, player, t);
  const kappa = at('onDisaster');
  const own = at('disasterCost');
  const cost = (j: number) =>
    own + (model.hasMatrix ? fieldOf(model, matrixField(inputs, j), player, t) : 0);
  const winReward = [at('winFixed'), at('winPerPerformance')] as const;
  const loseReward = [at('loseFixed'), at('losePerPerformance')] as const;
  const h = at('offset');
  const fall = model.noWinIsDisaster ? own : 0;

  let base: Quadratic = [h * (continuation - fall), 0, 0];
  let safe: Quadratic = [0, (1 - kappa) * winReward[0] + cost(player), (1 - kappa) * winReward[1]];
  base = plus(base, [0, kappa * winReward[0] - cost(player), kappa * winReward[1]]);
  const ownSafe = safe;
  let rivals = h;
  let additive = 0;
  let product = 1;
  for (let j = 0; j < players; j++) {
    if (j === player) continue;
    const { p, pi } = outcomeOf(math, model, j, t, profile);
    const weight = at('weight', j);
    rivals += p;
    base = plus(base, [p * (kappa * loseReward[0] - cost(j)), p * kappa * loseReward[1], 0]);
    const part: Quadratic = [
      p * ((1 - kappa) * loseReward[0] + cost(j)),
      p * (1 - kappa) * loseReward[1],
      0,
    ];
    safe = plus(safe, part);
    if (risk === 'winner') base = plus(base, part, pi);
    additive += weight * pi;
    if (weight > 0) product *= math.pow(pi, weight);
  }
  const weight = at('weight');
  let gain: Quadratic = [0, 0, 0];
  let exponent = 1;
  if (risk === 'winner') gain = ownSafe;
  else if (risk === 'none') base = plus(base, safe);
  else if (risk === 'additive') {
    base = plus(base, safe, additive);
    gain = plus(gain, safe, weight);
  } else if (weight === 0) base = plus(base, safe, product);
  else {
    gain = plus(gain, safe, product);
    exponent = weight;
  }
  return {
    a: rational(gain, rivals),
    b: rational(base, rivals),
    rivals,
    exponent,
    A: at('safetyProductivity'),
    alpha: at('safetyElasticity'),
    B: at('performanceProductivity'),
    beta: at('performanceElasticity'),
    theta: at('theta'),
    prices: [price(0, 0), price(0, 1)],
    slopes: model.hasSlopes ? [price(2, 0), price(2, 1)] : [0, 0],
    most: Math.max(0, winReward[0], loseReward[0]) + Math.max(0, continuation),
    mostSlope: Math.max(0, winReward[1], loseReward[1]),
    nobody: continuation - fall,
  };
}

/** p and π of a rival; π = 1 without performance, unless it does not matter to safety. */
function outcomeOf(
  math: ElementaryFunctions,
  model: ContestModel,
  j: number,
  t: number,
  profile: Float64Array,
) {
  const at = (name: keyof typeof contestFields) => fieldOf(model, contestFields[name], j, t);
  const start = (t * model.players + j) * model.inputs;
  const p =
    at('performanceProductivity') * math.pow(profile[start + 1], at('performanceElasticity'));
  const theta = at('theta');
  if (p === 0 && theta > 0) return { p, pi: 1 };
  const s = at('safetyProductivity') * math.pow(profile[start], at('safetyElasticity'));
  const burden = theta === 0 ? 1 : math.pow(p, theta);
  return { p, pi: s === Number.POSITIVE_INFINITY ? 1 : s / (s + burden) };
}

/** (b). Where c = 0 nothing but the own performance is in n_0, and there is no pole. */
function rational([n0, n1, n2]: Quadratic, c: number): Rational {
  const constant = n1 - n2 * c;
  const size = Math.abs(n1) + Math.abs(n2) * c;
  if (c === 0) return { slope: n2, constant, pole: 0, size };
  return { slope: n2, constant, pole: n0 - c * constant, size: size + Math.abs(n0) / c };
}

/** The value at p ≥ 0, c + p > 0. */
export const rationalAt = (f: Rational, c: number, p: number) =>
  f.slope * p + f.constant + (f.pole === 0 ? 0 : f.pole / (c + p));

export const rationalSize = (f: Rational, p: number) => f.size + Math.abs(f.slope) * p;
