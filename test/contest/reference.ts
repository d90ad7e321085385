/**
 * Payoffs straight from the definition, equations (1)–(8) of `src/contest/model.ts`, sharing nothing with the
 * engine: every sum over winners written out, powers by `**`, one game object for each player.
 */

import type { ContestCost, ContestParameters, Strategies } from '../../src/contest/index';

const at = (value: unknown, t: number, i: number): number => {
  const now =
    typeof value === 'object' && value !== null && 'byPeriod' in value
      ? (value as { byPeriod: unknown[] }).byPeriod[t]
      : value;
  const own = Array.isArray(now) ? now[i] : now;
  return typeof own === 'boolean' ? Number(own) : (own as number);
};

/** d_ij. */
const disasterAt = (value: unknown, t: number, i: number, j: number): number => {
  const now =
    typeof value === 'object' && value !== null && 'byPeriod' in value
      ? (value as { byPeriod: unknown[] }).byPeriod[t]
      : value;
  if (Array.isArray(now) && Array.isArray(now[i])) return now[i][j];
  return Array.isArray(now) ? now[i] : (now as number);
};

const names = [
  'safety',
  'performance',
  'investSafety',
  'investPerformance',
  'shareSafety',
  'sharePerformance',
] as const;
const defaults = [0.1, 0.1, 0.01, 0.01, 0, 0];

export function referencePayoffs(game: ContestParameters, strategies: Strategies): number[] {
  const n = game.players ?? 2;
  return Array.from({ length: n }, (_, i) => {
    const belief = game.beliefs?.[i];
    if (!belief) return payoffOf(game, strategies, i);
    const cost =
      belief.cost && belief.cost.kind === game.cost?.kind
        ? { ...game.cost, ...belief.cost }
        : (belief.cost ?? game.cost);
    const seen = {
      ...game,
      ...belief,
      risk: { ...game.risk, ...belief.risk },
      contestSuccess: { ...game.contestSuccess, ...belief.contestSuccess },
      reward: { ...game.reward, ...belief.reward },
      ...(cost ? { cost } : {}),
    };
    return payoffOf(seen, strategies, i);
  });
}

function payoffOf(game: ContestParameters, strategies: Strategies, i: number): number {
  const n = game.players ?? 2;
  const players = Array.from({ length: n }, (_, j) => j);
  const { risk = {}, reward = {}, contestSuccess = {} } = game;
  const a = players.map((j) => at(game.safetyProductivity ?? 10, 0, j));
  const b = players.map((j) => at(game.performanceProductivity ?? 1, 0, j));
  let weight = 1;
  let total = 0;
  for (let t = 0; t < strategies.length; t++) {
    const x = strategies[t];
    const s = players.map((j) => a[j] * x[j][0] ** at(game.safetyElasticity ?? 0.5, t, j));
    const p = players.map((j) => b[j] * x[j][1] ** at(game.performanceElasticity ?? 0.5, t, j));
    const odds = players.map((j) => {
      const theta = at(risk.theta ?? 0.5, t, j);
      if (theta === 0) return s[j];
      return p[j] === 0 ? Infinity : s[j] / p[j] ** theta;
    });
    const pi = odds.map((o) => (o === Infinity ? 1 : o / (1 + o)));
    const w = players.map((j) => at(risk.weights ?? 1, t, j));
    const sumOfWeights = w.reduce((sum, v) => sum + v, 0);
    const sigma = players.map((j) => {
      const kind = risk.kind ?? 'winner';
      if (kind === 'winner') return pi[j];
      if (kind === 'none') return 1;
      if (kind === 'additive') return pi.reduce((sum, v, k) => sum + (w[k] * v) / sumOfWeights, 0);
      return pi.reduce((product, v, k) => product * v ** ((n * w[k]) / sumOfWeights), 1);
    });
    const P = p.reduce((sum, v) => sum + v, 0);
    const scale = at(contestSuccess.scale ?? 1, t, 0);
    const isRatio = (contestSuccess.kind ?? 'ratio') === 'ratio';
    const q = p.map((v) => (isRatio ? (P > 0 ? v / P : 0) : (scale * v) / (1 + scale * P)));
    const anybody = q.reduce((sum, v) => sum + v, 0);
    const nobody = isRatio ? (P > 0 ? 0 : 1) : 1 / (1 + scale * P);
    const kappa = at(reward.onDisaster ?? 0, t, i);
    let u = 0;
    for (const j of players) {
      const rho =
        i === j
          ? at(reward.winFixed ?? 1, t, i) + at(reward.winPerPerformance ?? 0, t, i) * p[i]
          : at(reward.loseFixed ?? 0, t, i) + at(reward.losePerPerformance ?? 0, t, i) * p[i];
      u += q[j] * (sigma[j] + (1 - sigma[j]) * kappa) * rho;
      u -= (1 - sigma[j]) * q[j] * disasterAt(game.disasterCost ?? 1, t, i, j);
    }
    if (game.noWinIsDisaster ?? true) {
      u -= (isRatio ? nobody : 1 - anybody) * disasterAt(game.disasterCost ?? 1, t, i, i);
    }
    u -= costOf(game.cost, x[i], odds, t, i);
    const gamma = at(game.discountFactor ?? 1, t, i);
    const onward = gamma * (game.endsOnWin ? nobody : 1);
    const isLast = t === strategies.length - 1;
    total += (isLast && game.lastPeriodForever ? weight / (1 - onward) : weight) * u;
    weight *= onward;
    if (!isLast) {
      advance(game.safetyProductivity ?? 10, a, x, t, 2);
      advance(game.performanceProductivity ?? 1, b, x, t, 3);
    }
  }
  return total;
}

function costOf(
  cost: ContestCost = { kind: 'unit' },
  x: ArrayLike<number>,
  odds: readonly number[],
  t: number,
  i: number,
): number {
  const of = (prices: object, k: number, otherwise: number) =>
    at((prices as Record<string, unknown>)[names[k]] ?? otherwise, t, i);
  let isCertified = false;
  if (cost.kind === 'certification' || cost.kind === 'penalty') {
    isCertified = odds[i] >= at(cost.threshold ?? 1, t, i);
  } else if (cost.kind === 'relative-certification') {
    const others = odds.filter((_, j) => j !== i);
    const mean = others.reduce((sum, o) => sum + o, 0) / others.length;
    isCertified = odds[i] >= mean + at(cost.margin ?? 0, t, i);
  }
  let sum = 0;
  for (let k = 0; k < x.length; k++) {
    let price = of(cost, k, defaults[k]);
    if (isCertified && 'certified' in cost) price = of(cost.certified ?? {}, k, price);
    sum += price * x[k];
    if (cost.kind === 'linear') sum += (of(cost.slope ?? {}, k, 0) * x[k] ** 2) / 2;
  }
  return cost.kind === 'penalty' && !isCertified ? sum + at(cost.penalty ?? 0, t, i) : sum;
}

/** A of the next period, in place. */
function advance(
  path: unknown,
  A: number[],
  x: Strategies[number],
  t: number,
  input: number,
): void {
  const before = A.slice();
  for (let i = 0; i < A.length; i++) {
    A[i] += at(path, t + 1, i) - at(path, t, i);
    if (x[i].length > 2) A[i] += x[i][input];
    for (let j = 0; x[i].length > 4 && j < A.length; j++) {
      if (j === i) continue;
      A[i] += Math.max(0, (1 - Math.exp(-x[j][input + 2])) * (before[j] - before[i]));
    }
  }
}
