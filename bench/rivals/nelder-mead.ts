/**
 * Rivals for the solver: best responses and equilibria by Nelder–Mead searches in the logarithms of inputs,
 * 200 iterations each, as dynapai has them, in plain JavaScript. Basic and invest games, winner's risk, unit
 * costs. Nothing is allocated in a search; what rivals do is summed up once for all of its evaluations, which
 * then cost the own two to four inputs of each period. Powers with `**` as one writes it, or by exp of
 * logarithms that are there already.
 */

import type { PlainGame } from './contest';

export interface PlainRace extends PlainGame {
  readonly invests: boolean;
  /** Of investment; not read in basic games. */
  readonly investPrice: Float64Array;
  readonly endsOnWin: boolean;
}

export interface PlainSolver {
  /** U_i of a profile, [period][player][input]. */
  payoff(i: number, x: Float64Array): number;
  /** Writes player i's answer into `x`, by one search from what he has there. @returns his payoff */
  respond(i: number, x: Float64Array): number;
  /** All players at once answer the profile before, until payoffs stay. @returns the number of rounds */
  solve(x: Float64Array): number;
}

const iterations = 200;
const size = 0.1;
const spreadTolerance = 1e-8;
const relativeTolerance = 1e-6;
const absoluteTolerance = 2 ** -26;

export function plainSolver(game: PlainRace, powers: 'pow' | 'exp/log'): PlainSolver {
  const { players: n, periods: T, alpha, beta, theta, d, price, gamma, offset } = game;
  const { invests, investPrice, endsOnWin } = game;
  const inputs = invests ? 4 : 2;
  const m = T * inputs;
  const isPow = powers === 'pow';
  const rivalsP = new Float64Array(T);
  const rivalsSafe = new Float64Array(T);
  const simplex = new Float64Array((m + 1) * m);
  const values = new Float64Array(m + 1);
  const order = new Int32Array(m + 1);
  const centroid = new Float64Array(m);
  const reflected = new Float64Array(m);
  const further = new Float64Array(m);
  const answers = new Float64Array(n * m);
  const payoffs = new Float64Array(n);
  const before = new Float64Array(n);

  /** Σ p_j and Σ p_j π_j over player i's rivals. */
  function sumRivals(i: number, x: Float64Array): void {
    rivalsP.fill(0);
    rivalsSafe.fill(0);
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      let A = game.a[j];
      let B = game.b[j];
      for (let t = 0; t < T; t++) {
        const at = (t * n + j) * inputs;
        const p = B * x[at + 1] ** beta[j];
        const odds = A * x[at] ** alpha[j] * p ** -theta[j];
        rivalsP[t] += p;
        rivalsSafe[t] += (p * odds) / (1 + odds);
        if (!invests) continue;
        A += x[at + 2];
        B += x[at + 3];
      }
    }
  }

  /** −U_i at the logarithms y[from …] of the own inputs. */
  function loss(i: number, y: Float64Array, from: number): number {
    const [alphaI, betaI, thetaI, dI, priceI] = [alpha[i], beta[i], theta[i], d[i], price[i]];
    let A = game.a[i];
    let B = game.b[i];
    let weight = 1;
    let sum = 0;
    for (let t = 0, at = from; t < T; t++, at += inputs) {
      const xs = Math.exp(y[at]);
      const xp = Math.exp(y[at + 1]);
      let p: number;
      let pi: number;
      if (isPow) {
        p = B * xp ** betaI;
        const odds = A * xs ** alphaI * p ** -thetaI;
        pi = odds / (1 + odds);
      } else {
        const logP = Math.log(B) + betaI * y[at + 1];
        p = Math.exp(logP);
        pi = 1 / (1 + Math.exp(thetaI * logP - Math.log(A) - alphaI * y[at]));
      }
      const all = p + rivalsP[t];
      const inverse = 1 / (offset + all);
      const won = p * pi * inverse;
      let u = won + dI * (won + rivalsSafe[t] * inverse - 1) - priceI * (xs + xp);
      if (invests) {
        const xa = Math.exp(y[at + 2]);
        const xb = Math.exp(y[at + 3]);
        u -= investPrice[i] * (xa + xb);
        A += xa;
        B += xb;
      }
      sum += weight * u;
      weight *= gamma[i];
      if (endsOnWin) weight *= 1 - all * inverse;
    }
    return -sum;
  }

  /** out = base + (to − base) share, of vectors that start at the given places. */
  function setAlong(
    base: Float64Array,
    baseAt: number,
    to: Float64Array,
    toAt: number,
    share: number,
    out: Float64Array,
    outAt: number,
  ): void {
    for (let k = 0; k < m; k++) {
      out[outAt + k] = base[baseAt + k] + (to[toAt + k] - base[baseAt + k]) * share;
    }
  }

  /** Puts vertex `order[from]` in its place among those before it. */
  function settle(from: number): void {
    const vertex = order[from];
    const value = values[vertex];
    let at = from;
    for (; at > 0 && values[order[at - 1]] > value; at--) order[at] = order[at - 1];
    order[at] = vertex;
  }

  function spread(): number {
    let mean = 0;
    for (let v = 0; v <= m; v++) mean += values[v];
    mean /= m + 1;
    let squares = 0;
    for (let v = 0; v <= m; v++) squares += (values[v] - mean) ** 2;
    return Math.sqrt(squares / m);
  }

  /** From the logarithms in the last vertex. @returns the place of the best vertex in `simplex` */
  function search(i: number): number {
    for (let v = 0; v <= m; v++) {
      if (v < m) {
        simplex.copyWithin(v * m, m * m, (m + 1) * m);
        simplex[v * m + v] += size;
      }
      values[v] = loss(i, simplex, v * m);
      order[v] = v;
      settle(v);
    }
    for (let step = 0; step < iterations && !(spread() < spreadTolerance); step++) {
      const worst = order[m];
      centroid.fill(0);
      for (let v = 0; v <= m; v++) {
        if (v === worst) continue;
        for (let k = 0; k < m; k++) centroid[k] += simplex[v * m + k];
      }
      for (let k = 0; k < m; k++) centroid[k] /= m;
      setAlong(centroid, 0, simplex, worst * m, -1, reflected, 0);
      const value = loss(i, reflected, 0);
      if (value < values[order[0]]) {
        setAlong(centroid, 0, reflected, 0, 2, further, 0);
        const expanded = loss(i, further, 0);
        if (expanded < value) take(worst, further, expanded);
        else take(worst, reflected, value);
      } else if (value < values[order[m - 1]]) {
        take(worst, reflected, value);
      } else {
        const isOutside = value < values[worst];
        if (isOutside) setAlong(centroid, 0, reflected, 0, 0.5, further, 0);
        else setAlong(centroid, 0, simplex, worst * m, 0.5, further, 0);
        const contracted = loss(i, further, 0);
        if (isOutside ? contracted <= value : contracted < values[worst]) {
          take(worst, further, contracted);
        } else shrink(i);
      }
    }
    return order[0] * m;
  }

  function take(vertex: number, point: Float64Array, value: number): void {
    simplex.set(point, vertex * m);
    values[vertex] = value;
    settle(m);
  }

  function shrink(i: number): void {
    const best = order[0] * m;
    for (let v = 1; v <= m; v++) {
      const at = order[v] * m;
      setAlong(simplex, best, simplex, at, 0.5, simplex, at);
      values[order[v]] = loss(i, simplex, at);
    }
    for (let v = 1; v <= m; v++) settle(v);
  }

  const last = m * m;
  const load = (i: number, x: Float64Array) => {
    for (let at = 0; at < m; at++) simplex[last + at] = Math.log(x[placeOf(i, at)]);
  };
  const placeOf = (i: number, at: number) =>
    (Math.floor(at / inputs) * n + i) * inputs + (at % inputs);

  const payoff = (i: number, x: Float64Array) => {
    sumRivals(i, x);
    load(i, x);
    return -loss(i, simplex, last);
  };
  /** As `respond`, the answer to `answers`. */
  const answer = (i: number, x: Float64Array) => {
    sumRivals(i, x);
    load(i, x);
    const best = search(i);
    for (let at = 0; at < m; at++) answers[i * m + at] = Math.exp(simplex[best + at]);
    return -values[order[0]];
  };
  const put = (i: number, x: Float64Array) => {
    for (let at = 0; at < m; at++) x[placeOf(i, at)] = answers[i * m + at];
  };

  return {
    payoff,
    respond(i, x) {
      const u = answer(i, x);
      put(i, x);
      return u;
    },
    solve(x) {
      for (let i = 0; i < n; i++) payoffs[i] = payoff(i, x);
      for (let round = 1; round <= 200; round++) {
        before.set(payoffs);
        for (let i = 0; i < n; i++) answer(i, x);
        for (let i = 0; i < n; i++) put(i, x);
        let isSettled = true;
        for (let i = 0; i < n; i++) {
          payoffs[i] = payoff(i, x);
          const scale = Math.max(Math.abs(payoffs[i]), Math.abs(before[i]));
          const tolerance = Math.max(absoluteTolerance, relativeTolerance * scale);
          if (!(Math.abs(payoffs[i] - before[i]) <= tolerance)) isSettled = false;
        }
        if (isSettled) return round;
      }
      return 200;
    },
  };
}
