/**
 * Rivals for the contest: payoffs and all own gradients of basic games (winner's risk, a win that does not end
 * the game, unit costs) in plain JavaScript: typed arrays, everything that can be is taken out of loops,
 * nothing is allocated. With `pow` as one writes it, or with each power by exp and log, and the derivatives
 * from quantities that are there already.
 */

export interface PlainGame {
  readonly players: number;
  readonly periods: number;
  readonly a: Float64Array;
  readonly alpha: Float64Array;
  readonly b: Float64Array;
  readonly beta: Float64Array;
  readonly theta: Float64Array;
  readonly d: Float64Array;
  readonly price: Float64Array;
  readonly gamma: Float64Array;
  /** 1/scale, or 0. */
  readonly offset: number;
}

export function plainContest(game: PlainGame, powers: 'pow' | 'exp/log') {
  const { players: n, periods: T, a, alpha, b, beta, theta, d, price, gamma, offset } = game;
  const p = new Float64Array(n);
  const pi = new Float64Array(n);
  const q = new Float64Array(n);
  const weight = new Float64Array(n);
  const logB = b.map(Math.log);
  const logA = a.map(Math.log);
  const isPow = powers === 'pow';

  return (count: number, x: Float64Array, payoffs: Float64Array, gradient: Float64Array): void => {
    let at = 0;
    payoffs.fill(0);
    for (let m = 0; m < count; m++) {
      weight.fill(1);
      for (let t = 0; t < T; t++) {
        let sum = 0;
        for (let i = 0; i < n; i++) {
          const xs = x[at + 2 * i];
          const xp = x[at + 2 * i + 1];
          if (isPow) {
            const s = a[i] * xs ** alpha[i];
            p[i] = b[i] * xp ** beta[i];
            const odds = s * p[i] ** -theta[i];
            pi[i] = odds / (1 + odds);
          } else {
            const logP = logB[i] + beta[i] * Math.log(xp);
            p[i] = Math.exp(logP);
            pi[i] = 1 / (1 + Math.exp(theta[i] * logP - logA[i] - alpha[i] * Math.log(xs)));
          }
          sum += p[i];
        }
        const inverse = 1 / (offset + sum);
        let safe = 0;
        for (let i = 0; i < n; i++) {
          q[i] = p[i] * inverse;
          safe += q[i] * pi[i];
        }
        for (let i = 0; i < n; i++) {
          const xs = x[at + 2 * i];
          const xp = x[at + 2 * i + 1];
          const gain = 1 + d[i];
          const value = q[i] * pi[i] + d[i] * safe;
          payoffs[m * n + i] += weight[i] * (value - d[i] - price[i] * (xs + xp));
          const byLogS = q[i] * gain * pi[i] * (1 - pi[i]);
          const byLogP = p[i] * (pi[i] * gain - value) * inverse - theta[i] * byLogS;
          gradient[at + 2 * i] = weight[i] * ((alpha[i] * byLogS) / xs - price[i]);
          gradient[at + 2 * i + 1] = weight[i] * ((beta[i] * byLogP) / xp - price[i]);
          weight[i] *= gamma[i];
        }
        at += 2 * n;
      }
    }
  };
}
