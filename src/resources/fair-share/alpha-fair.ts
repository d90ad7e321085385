/**
 * α-fair rates: the maximum of Σ w_i u(x_i) over (RF1) with u′(x) = x^−α, α > 0. With prices p_l ≥ 0 of the
 * links and μ_i ≥ 0 of the demands it is where
 *
 *     w_i x_i^−α = t_i,   t_i = Σ_{l ∈ R_i} p_l + μ_i,
 *     p_l (C_l − Σ_{i: l ∈ R_i} x_i) = 0,    μ_i (d_i − x_i) = 0.                                    (RF3)
 *
 * α = 1 is proportional fairness, α → ∞ max–min without weights. On one link x_i = min(d_i, w_i^{1/α} θ) with
 * θ = p^{−1/α}: max–min rates with weights w_i^{1/α}, and no iteration.
 *
 * On many links, Newton's method on (RF3) in logarithms, α ln x + ln t = ln w, where the products are held at
 * κ v_l and κ ν_i and κ goes to 0 (the primal–dual path from the start's own products v, ν, so that links whose
 * prices differ by many orders approach theirs together). The steps dp of the prices solve
 *
 *     (diag(s/p) + A E⁻¹ Aᵀ) dp = κ v/p − s + A E⁻¹ b,   dx = E⁻¹ (b − Aᵀ dp),
 *     E = α t/x + μ/r,   b = −t (α ln x + ln t − ln w) − (κ ν/r − μ),                                 (RF4)
 *
 * with slacks s = C − A x and r = d − x, which stay positive.
 *
 * Sources: J. Mo, J. Walrand, IEEE/ACM Trans. Networking 8 (2000) 556; F. P. Kelly, A. K. Maulloo,
 * D. K. H. Tan, J. Oper. Res. Soc. 49 (1998) 237 (prices); S. J. Wright, "Primal–Dual Interior-Point
 * Methods" (1997), chapters 1 and 5 (target following).
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { solveCholesky } from './cholesky';
import { maxMin } from './max-min';
import type { Network } from './problem';

export interface AlphaFair {
  readonly x: Float64Array;
  /** One a link; infinite where the capacity is 0 and somebody wants it. */
  readonly prices: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** What slacks or prices must come to, relative to capacities and to what flows pay. */
const target = 1e-13;
const mostIterations = 300;
/** How near to 0 a step may take a positive number. */
const boundary = 0.99;

export function alphaFair(math: ElementaryFunctions, network: Network, alpha: number): AlphaFair {
  const { weights } = network;
  const scaled = weights.map((w) => math.pow(w, 1 / alpha));
  if (network.links.length === 1) return oneLink(math, { ...network, weights: scaled }, alpha);
  return manyLinks(math, network, scaled, alpha);
}

function oneLink(math: ElementaryFunctions, network: Network, alpha: number): AlphaFair {
  const { demands, weights, capacities } = network;
  const x = maxMin(network);
  let level = 0;
  for (let i = 0; i < x.length; i++)
    if (x[i] < demands[i]) level = Math.max(level, x[i] / weights[i]);
  const isHeld = x.some((rate, i) => rate < demands[i]);
  const price = !isHeld ? 0 : capacities[0] === 0 ? Infinity : math.pow(level, -alpha);
  return { x, prices: Float64Array.of(price), iterations: 0, converged: true };
}

/** The part of a network that is not settled beforehand: links that may fill up, flows that may flow. */
interface Core {
  readonly flows: readonly number[];
  readonly links: readonly number[];
  /** Links of the core on the route of each of its flows. */
  readonly routes: readonly (readonly number[])[];
}

function coreOf({ demands, capacities, routes, flows }: Network): Core {
  const isOpen = Array.from(demands, (d, i) => d > 0 && routes[i].every((l) => capacities[l] > 0));
  const links = Array.from(capacities.keys()).filter((l) => {
    const wanted = flows[l].reduce((sum, i) => (isOpen[i] ? sum + demands[i] : sum), 0);
    return wanted > capacities[l];
  });
  const place = new Map(links.map((l, k) => [l, k]));
  const kept = isOpen.flatMap((open, i) =>
    open && routes[i].some((l) => place.has(l)) ? [i] : [],
  );
  return {
    flows: kept,
    links,
    routes: kept.map((i) => routes[i].flatMap((l) => place.get(l) ?? [])),
  };
}

function manyLinks(
  math: ElementaryFunctions,
  network: Network,
  scaled: Float64Array,
  alpha: number,
): AlphaFair {
  const { demands, capacities, routes } = network;
  const start = maxMin(network);
  const core = coreOf(network);
  const x = start.slice();
  const prices = Float64Array.from(capacities, (c, l) =>
    c === 0 && network.flows[l].some((i) => demands[i] > 0) ? Infinity : 0,
  );
  const inCore = new Set(core.flows);
  for (let i = 0; i < x.length; i++) {
    if (!inCore.has(i)) x[i] = routes[i].some((l) => capacities[l] === 0) ? 0 : demands[i];
  }
  if (core.flows.length === 0) return { x, prices, iterations: 0, converged: true };
  const path = new Path(math, network, core, scaled, alpha, start);
  const iterations = path.follow();
  core.flows.forEach((i, k) => {
    x[i] = path.x[k] * path.unit;
  });
  // w x^−α is in units of rates^−α
  const factor = math.pow(path.unit, -alpha);
  core.links.forEach((l, k) => {
    prices[l] = path.isNegligible(k) ? 0 : path.p[k] * factor;
  });
  return { x, prices, iterations, converged: path.isDone };
}

/** The iteration (RF4); rates are in units of the largest capacity of the core. */
class Path {
  readonly unit: number;
  readonly x: Float64Array;
  readonly p: Float64Array;
  isDone = false;
  private kappa = 1;
  private readonly d: Float64Array;
  private readonly c: Float64Array;
  private readonly logWeight: Float64Array;
  private readonly mu: Float64Array;
  private readonly v: Float64Array;
  private readonly nu: Float64Array;
  /** Flows of every link, as places in the core. */
  private readonly flows: readonly (readonly number[])[];
  /** Slacks, carried along: as differences they would lose their digits near 0. */
  private readonly s: Float64Array;
  private readonly r: Float64Array;

  constructor(
    private readonly math: ElementaryFunctions,
    network: Network,
    private readonly core: Core,
    scaled: Float64Array,
    private readonly alpha: number,
    start: Float64Array,
  ) {
    const { flows, links, routes } = core;
    this.unit = links.reduce((most, l) => Math.max(most, network.capacities[l]), 0);
    const { unit } = this;
    this.c = Float64Array.from(links, (l) => network.capacities[l] / unit);
    this.d = Float64Array.from(flows, (i) => network.demands[i] / unit);
    this.x = Float64Array.from(flows, (i) => (0.9 * start[i]) / unit);
    this.logWeight = Float64Array.from(flows, (i) => alpha * math.log(scaled[i]));
    const ofLinks: number[][] = links.map(() => []);
    routes.forEach((route, i) => {
      for (const l of route) ofLinks[l].push(i);
    });
    this.flows = ofLinks;
    this.s = this.c.map((c, l) => this.flows[l].reduce((left, i) => left - this.x[i], c));
    this.r = this.d.map((d, i) => d - this.x[i]);
    const marginal = this.x.map((x, i) => math.exp(this.logWeight[i] - alpha * math.log(x)));
    this.mu = marginal.map((t, i) => (this.d[i] < Infinity ? t / 2 : 0));
    // flows that a link holds have the least marginal utility of those on it
    this.p = Float64Array.from(this.flows, (of) =>
      of.reduce((least, i) => Math.min(least, marginal[i]), Infinity),
    );
    this.v = this.p.map((p, l) => p * this.s[l]);
    this.nu = this.mu.map((mu, i) => (mu > 0 ? mu * this.r[i] : 0));
  }

  /** @returns the number of steps */
  follow(): number {
    let sigma = 0.2;
    for (let iteration = 1; iteration <= mostIterations; iteration++) {
      const { length, residual } = this.step(this.kappa * sigma);
      if (!(length > 0)) return iteration;
      this.kappa = this.measured();
      // what Newton's step leaves of the residual
      const left = residual * (1 - length) + residual * residual;
      this.isDone = left < target && this.complementarity() < target;
      if (this.isDone) return iteration;
      // prices fall no faster than rates can follow
      const isNear = residual * (1 - length) * this.alpha < 0.5;
      sigma = !isNear ? 1 : length > 0.9 ? 0.05 : length > 0.5 ? 0.3 : 0.8;
    }
    return mostIterations;
  }

  /** The largest product over its start. */
  private measured(): number {
    let most = 0;
    for (let l = 0; l < this.p.length; l++)
      most = Math.max(most, (this.p[l] * this.s[l]) / this.v[l]);
    for (let i = 0; i < this.x.length; i++) {
      if (this.nu[i] > 0) most = Math.max(most, (this.mu[i] * this.r[i]) / this.nu[i]);
    }
    return most;
  }

  /** Whether no flow would notice if a link had no price. */
  isNegligible(link: number): boolean {
    const t = this.marginals();
    return this.flows[link].every((i) => this.p[link] < target * t[i]);
  }

  /** Greatest over links and demands of the lesser of slack and price, relative as the certificate has them. */
  private complementarity(): number {
    const { x, p, mu, s, r, c, d, nu } = this;
    const t = this.marginals();
    let most = 0;
    for (let l = 0; l < p.length; l++) {
      const least = this.flows[l].reduce((a, i) => Math.min(a, t[i]), Infinity);
      most = Math.max(most, Math.min(s[l] / c[l], p[l] / least));
    }
    for (let i = 0; i < x.length; i++) {
      if (nu[i] > 0) most = Math.max(most, Math.min(r[i] / d[i], mu[i] / t[i]));
    }
    return most;
  }

  /** t of (RF3). */
  private marginals(): Float64Array {
    const t = this.mu.slice();
    this.core.routes.forEach((route, i) => {
      for (const l of route) t[i] += this.p[l];
    });
    return t;
  }

  private step(kappa: number): { length: number; residual: number } {
    const { x, p, mu, v, nu, s, r, alpha, math, core } = this;
    const n = x.length;
    const m = p.length;
    const t = this.marginals();
    const gap = x.map((xi, i) => alpha * math.log(xi) + math.log(t[i]) - this.logWeight[i]);
    const E = new Float64Array(n);
    const b = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const held = nu[i] > 0;
      E[i] = (alpha * t[i]) / x[i] + (held ? mu[i] / r[i] : 0);
      b[i] = -t[i] * gap[i] - (held ? (kappa * nu[i]) / r[i] - mu[i] : 0);
    }
    const normal = new Float64Array(m * m);
    const dp = Float64Array.from(p, (pl, l) => (kappa * v[l]) / pl - s[l]);
    for (let l = 0; l < m; l++) normal[l * m + l] = s[l] / p[l];
    core.routes.forEach((route, i) => {
      for (const l of route) {
        dp[l] += b[i] / E[i];
        for (const k of route) normal[l * m + k] += 1 / E[i];
      }
    });
    solveCholesky(normal, dp);
    const dx = b.slice();
    core.routes.forEach((route, i) => {
      for (const l of route) dx[i] -= dp[l];
      dx[i] /= E[i];
    });
    const dmu = mu.map((u, i) => (nu[i] > 0 ? (kappa * nu[i] - u * r[i] + u * dx[i]) / r[i] : 0));
    const ds = Float64Array.from(this.flows, (of) => of.reduce((sum, i) => sum - dx[i], 0));

    let length = 1;
    const within = (value: ArrayLike<number>, change: ArrayLike<number>, sign = 1) => {
      for (let k = 0; k < value.length; k++) {
        if (value[k] + (length / boundary) * sign * change[k] < 0) {
          length = (-boundary * value[k]) / (sign * change[k]);
        }
      }
    };
    within(x, dx);
    within(s, ds);
    within(r, dx, -1);
    within(p, dp);
    within(mu, dmu);
    // a logarithm is a straight line only near by
    for (let i = 0; i < n; i++) if (dx[i] > 0) length = Math.min(length, (4 * x[i]) / dx[i]);
    if (!(length > 0)) return { length: 0, residual: Infinity };
    for (let i = 0; i < n; i++) {
      x[i] += length * dx[i];
      mu[i] += length * dmu[i];
      r[i] -= length * dx[i];
    }
    for (let l = 0; l < m; l++) {
      p[l] += length * dp[l];
      s[l] += length * ds[l];
    }
    const residual = gap.reduce((most, g) => Math.max(most, Math.abs(g)), 0) / alpha;
    return { length, residual };
  }
}
