/**
 * One period of a game with functions in place of parts: equations (1) and (3)–(7) of `src/contest/model.ts` as
 * they stand there, every sum written out. With p^θ/s = 1/o, π = 1/(1 + 1/o).
 */

import type { ContestModel } from '../../kernels/contest';
import type { Work } from './work';

const arrays = ['safety', 'performance', 'odds', 'pi', 'sigma', 'q'] as const;

/** Of each player. */
export type Period = Readonly<Record<(typeof arrays)[number], Float64Array>>;

export function makePeriod({ players }: ContestModel): Period {
  return Object.fromEntries(arrays.map((name) => [name, new Float64Array(players)])) as Period;
}

/** s, p and odds of player k, from his inputs and productivities. */
export function produce(game: ContestModel, w: Work, now: Period, t: number, k: number): void {
  const c = k * game.periods + t;
  const { safety, performance, odds, pi } = now;
  const { safetyElasticity, performanceElasticity, theta } = w.model;
  const production = game.components?.functions.production;
  if (production !== undefined) {
    [safety[k], performance[k]] = production(t, k, w.A[c], w.B[c], inputsOf(game, w, c));
  } else {
    safety[k] = w.A[c] * w.x[c] ** safetyElasticity[c];
    performance[k] = w.B[c] * w.x[w.size + c] ** performanceElasticity[c];
  }
  const p = performance[k];
  const inverse = p === 0 && theta[c] > 0 ? 0 : p ** theta[c] / safety[k];
  odds[k] = 1 / inverse;
  pi[k] = 1 / (1 + inverse);
}

/** σ, q and the chance that nobody wins, of what has been produced. */
export function decide(game: ContestModel, w: Work, now: Period, t: number): void {
  const { risk, contestSuccess } = game.components?.functions ?? {};
  const { safety, performance, sigma, q } = now;
  if (risk !== undefined) risk(t, safety, performance, sigma);
  else safeIfWins(game, w, now, t);
  if (contestSuccess !== undefined) {
    contestSuccess(t, performance, q);
    const rest = 1 - q.reduce((sum, share) => sum + share, 0);
    // what rounding leaves of 1 is no chance
    w.noWin[t] = rest > q.length * Number.EPSILON ? rest : 0;
    return;
  }
  const offset = w.model.offset[t];
  const all = offset + performance.reduce((sum, p) => sum + p, 0);
  for (let j = 0; j < q.length; j++) q[j] = all > 0 ? performance[j] / all : 0;
  w.noWin[t] = all > 0 ? offset / all : 1;
}

function safeIfWins({ periods, risk }: ContestModel, w: Work, { pi, sigma }: Period, t: number) {
  if (risk === 'winner') {
    sigma.set(pi);
    return;
  }
  const weight = (k: number) => w.model.weight[k * periods + t];
  let all = 1;
  if (risk === 'additive') all = pi.reduce((sum, safe, k) => sum + weight(k) * safe, 0);
  else if (risk === 'multiplicative') {
    all = pi.reduce((product, safe, k) => product * safe ** weight(k), 1);
  }
  sigma.fill(all);
}

/** u_i + c_i, what the period brings player i before costs. */
export function outcomeOf(game: ContestModel, w: Work, now: Period, t: number, i: number): number {
  const { reward, disasterCost } = game.components?.functions ?? {};
  const { performance, sigma, q } = now;
  const m = w.model;
  const c = i * game.periods + t;
  const p = performance[i];
  let sum = 0;
  for (let j = 0; j < q.length; j++) {
    const unsafe = 1 - sigma[j];
    let gets = 0;
    if (reward !== undefined) gets = reward(t, i, j, performance);
    else if (i === j) gets = m.winFixed[c] + m.winPerPerformance[c] * p;
    else gets = m.loseFixed[c] + m.losePerPerformance[c] * p;
    let harm = m.disasterCost[c];
    if (disasterCost !== undefined) harm = disasterCost(t, i, j);
    else if (game.hasMatrix) harm += w.matrix[j][c];
    sum += q[j] * ((sigma[j] + unsafe * m.onDisaster[c]) * gets - unsafe * harm);
  }
  const nobody = game.noWinIsDisaster ? w.noWin[t] : 0;
  if (nobody === 0) return sum;
  return sum - nobody * (disasterCost?.(t, i, null) ?? m.disasterCost[c]);
}

/** c_i. */
export function costOf(game: ContestModel, w: Work, now: Period, t: number, i: number): number {
  const c = i * game.periods + t;
  const { safety, performance, odds } = now;
  const cost = game.components?.functions.cost;
  if (cost !== undefined) return cost(t, i, inputsOf(game, w, c), safety, performance, odds);
  const { inputs, certification } = game;
  let sum = certification === 'none' || isCertified(game, w, now, t, i) ? 0 : w.model.penalty[c];
  for (let k = 0; k < inputs; k++) {
    const amount = w.x[k * w.size + c];
    const slope = game.hasSlopes ? w.model.prices[(2 * inputs + k) * w.size + c] : 0;
    sum += (priceOf(game, w, now, t, i, k) - 0.5 * slope * amount) * amount;
  }
  return sum;
}

/** ∂c_i/∂x_k of a cost that is no function. */
export function priceOf(
  game: ContestModel,
  w: Work,
  now: Period,
  t: number,
  i: number,
  k: number,
): number {
  const { inputs, hasSlopes } = game;
  const c = i * game.periods + t;
  const { prices } = w.model;
  const price = prices[(isCertified(game, w, now, t, i) ? inputs + k : k) * w.size + c];
  if (!hasSlopes) return price;
  return price + prices[(2 * inputs + k) * w.size + c] * w.x[k * w.size + c];
}

/** Whether odds reach the threshold, or the mean of the others' and the margin. */
function isCertified(game: ContestModel, w: Work, { odds }: Period, t: number, i: number): boolean {
  if (game.certification === 'none') return false;
  const threshold = w.model.threshold[i * game.periods + t];
  if (game.certification === 'absolute') return odds[i] >= threshold;
  const others = odds.reduce((sum, o, j) => (j === i ? sum : sum + o), 0);
  return odds[i] >= threshold + others / (game.players - 1);
}

/** In an array of its own. */
function inputsOf({ inputs }: ContestModel, { x, size }: Work, c: number): Float64Array {
  const own = new Float64Array(inputs);
  for (let k = 0; k < inputs; k++) own[k] = x[k * size + c];
  return own;
}
