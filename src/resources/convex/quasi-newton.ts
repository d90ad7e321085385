/**
 * Limited-memory BFGS over a set: the step goes towards the minimum over the set of the model
 *
 *     q(z) = ∇f·(z − x) + ½ (z − x)ᵀ B (z − x),   B = σ I − N M⁻¹ Nᵀ,
 *     N = [σ S, Y],  M = [σ SᵀS, L; Lᵀ, −D],                                                         (RC7)
 *
 * with the last steps s as columns of S, the changes of the gradient y of Y, D and L the diagonal and the part below
 * it of SᵀY, and σ = yᵀy/sᵀy of the last. On ℝⁿ the minimum is at x − B⁻¹ ∇f, by the two-loop recursion, and the
 * step's length satisfies Wolfe's weak conditions; over other sets it is found by projected gradients with
 * Barzilai and Borwein's steps, which need no further value of f, and the length by halving from 1 (Armijo).
 * Pairs without positive curvature are left out, so that B stays positive definite where f is not convex.
 *
 * Sources: R. H. Byrd, J. Nocedal, R. B. Schnabel, Math. Programming 63 (1994) 129 (compact form); M. Schmidt,
 * E. van den Berg, M. P. Friedlander, K. Murphy, AISTATS 2009 (projected quasi-Newton); A. S. Lewis, M. L. Overton,
 * Math. Programming 141 (2013) 135 (weak Wolfe by bisection); E. G. Birgin, J. M. Martínez, M. Raydan, SIAM J. Optim.
 * 10 (2000) 1196 (spectral projected gradients); W. W. Hager, H. Zhang, SIAM
 * J. Optim. 16 (2005) 170 (slopes in place of values near the end).
 */

import { solveLinear } from '../../numerics/solve-linear';
import {
  type Descent,
  difference,
  firstStep,
  moved,
  type Point,
  pointAt,
  type Steps,
  slopeAlong,
} from './descent';
import { dot, type Region, violation } from './sets';

interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly sy: number;
}

const armijo = 1e-4;
const curvature = 0.9;
/** Changes of f that are smaller, relative, say less than the slope at both ends does. */
const vague = 1e-10;
/** Below this, f is taken to fall without end. */
export const bottomless = -1e100;

export function* lbfgsSteps(descent: Descent): Steps {
  const { region, memory } = descent;
  let at = pointAt(descent, descent.start);
  let pairs: Pair[] = [];
  let sigma = 1 / firstStep(at);
  for (;;) {
    yield at;
    const next =
      region.kind === 'free'
        ? onSpace(descent, at, twoLoop(at.gradient, pairs, sigma))
        : onSet(descent, at, leastOfModel(region, at, pairs, sigma));
    if (next === undefined) {
      // the model may be at fault: once more without it
      if (pairs.length === 0) return;
      pairs = [];
      sigma = 1 / firstStep(at);
      continue;
    }
    const s = difference(next.x, at.x);
    const y = difference(next.gradient, at.gradient);
    const sy = dot(s, y);
    if (sy > 1e-12 * Math.sqrt(dot(s, s) * dot(y, y))) {
      pairs = [...pairs, { s, y, sy }].slice(-memory);
      sigma = dot(y, y) / sy;
    } else if (pairs.length === 0) sigma /= 10;
    at = next;
  }
}

function onSpace(descent: Descent, at: Point, d: Float64Array): Point | undefined {
  const slope = dot(at.gradient, d);
  return slope < 0 ? wolfe(descent, at, d, slope) : undefined;
}

function onSet(descent: Descent, at: Point, z: Float64Array): Point | undefined {
  const d = difference(z, at.x);
  const slope = slopeAlong(descent.region, at.gradient, at.x, d);
  return slope < 0 ? backtracked(descent, at, d, slope) : undefined;
}

/** −B⁻¹ g (Nocedal, Wright 2006, algorithm 7.4). */
function twoLoop(g: Float64Array, pairs: readonly Pair[], sigma: number): Float64Array {
  const q = g.slice();
  const alphas = new Float64Array(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { s, y, sy } = pairs[k];
    alphas[k] = dot(s, q) / sy;
    for (let i = 0; i < q.length; i++) q[i] -= alphas[k] * y[i];
  }
  const d = q.map((value) => -value / sigma);
  pairs.forEach(({ s, y, sy }, k) => {
    const beta = dot(y, d) / sy;
    for (let i = 0; i < d.length; i++) d[i] -= (alphas[k] + beta) * s[i];
  });
  return d;
}

/** v ↦ B v of (RC7). */
function modelOf(pairs: readonly Pair[], sigma: number): (v: Float64Array) => Float64Array {
  const k = pairs.length;
  if (k === 0) return (v) => v.map((value) => sigma * value);
  const n = 2 * k;
  const m = new Float64Array(n * n);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      m[i * n + j] = sigma * dot(pairs[i].s, pairs[j].s);
      const below = i > j ? dot(pairs[i].s, pairs[j].y) : 0;
      m[i * n + k + j] = below;
      m[(k + j) * n + i] = below;
    }
    m[(k + i) * n + k + i] = -pairs[i].sy;
  }
  // rows of M in one size, or its pivots would say nothing of its rank
  const scale = Float64Array.from({ length: n }, (_, i) => 1 / Math.sqrt(Math.abs(m[i * n + i])));
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) m[i * n + j] *= scale[i] * scale[j];
  return (v) => {
    const b = new Float64Array(n);
    pairs.forEach(({ s, y }, i) => {
      b[i] = sigma * dot(s, v) * scale[i];
      b[k + i] = dot(y, v) * scale[k + i];
    });
    solveLinear(m.slice(), b);
    const out = v.map((value) => sigma * value);
    pairs.forEach(({ s, y }, i) => {
      const [a, c] = [sigma * b[i] * scale[i], b[k + i] * scale[k + i]];
      for (let j = 0; j < out.length; j++) out[j] -= a * s[j] + c * y[j];
    });
    return out;
  };
}

const mostInner = 300;

/** The minimum of q over the set, to a hundredth of what x itself is from being stationary. */
function leastOfModel(region: Region, at: Point, pairs: readonly Pair[], sigma: number) {
  const free = twoLoop(at.gradient, pairs, sigma).map((d, i) => at.x[i] + d);
  if (violation(region, free) === 0) return free;
  const times = modelOf(pairs, sigma);
  const far = (z: Float64Array, r: Float64Array) =>
    moved(region, z, r, 1 / sigma).reduce((most, v, i) => Math.max(most, Math.abs(v - z[i])), 0);
  const enough = 0.01 * far(at.x, at.gradient);
  let z = at.x;
  let r = at.gradient;
  let t = 1 / sigma;
  for (let inner = 0; inner < mostInner; inner++) {
    const p = difference(moved(region, z, r, t), z);
    const bent = times(p);
    const bend = dot(p, bent);
    const down = -slopeAlong(region, r, z, p);
    if (!(down > 0)) break;
    const length = bend > 0 ? Math.min(1, down / bend) : 1;
    const [from, slope] = [z, r];
    z = from.map((value, i) => value + length * p[i]);
    r = slope.map((value, i) => value + length * bent[i]);
    if (pairs.length === 0 || far(z, r) <= enough) break;
    t = bend > 0 ? dot(p, p) / bend : t;
  }
  return z;
}

/**
 * The point x = x₀ + t d if f is lower there by Armijo's condition; or, where the values are too close to tell, if
 * the slope has not turned by more than Armijo's condition would let it on a parabola.
 */
function lower(
  descent: Descent,
  at: Point,
  x: Float64Array,
  value: number,
  d: Float64Array,
  fall: number,
  slope: number,
): Point | undefined {
  if (value <= at.value + armijo * fall) return pointAt(descent, x, value);
  if (!(Math.abs(value - at.value) <= vague * Math.abs(at.value))) return undefined;
  const next = pointAt(descent, x, value);
  const after = slopeAlong(descent.region, next.gradient, at.x, d);
  return after <= (2 * armijo - 1) * slope ? next : undefined;
}

/** x + t d with Armijo's and the weak curvature condition; nothing where rounding leaves no room. */
function wolfe(descent: Descent, at: Point, d: Float64Array, slope: number): Point | undefined {
  let [low, high, t] = [0, Infinity, 1];
  let best: Point | undefined;
  for (let trial = 0; trial < 500; trial++) {
    const x = at.x.map((xi, i) => xi + t * d[i]);
    const value = descent.objective.value(x);
    if (value < bottomless) return { x, value, gradient: at.gradient };
    const next = lower(descent, at, x, value, d, t * slope, slope);
    if (next !== undefined) {
      if (!(dot(next.gradient, d) < curvature * slope)) return next;
      best = next;
      low = t;
    } else high = t;
    const middle = high < Infinity ? (low + high) / 2 : 2 * t;
    if (!(Math.abs(middle - t) > 1e-14 * t) || trial > 60 + (high < Infinity ? 0 : 400)) break;
    t = middle;
  }
  return best;
}

/** x + t d, t ≤ 1, with Armijo's condition. */
function backtracked(
  descent: Descent,
  at: Point,
  d: Float64Array,
  slope: number,
): Point | undefined {
  for (let t = 1; t > 1e-16; ) {
    const x = at.x.map((xi, i) => xi + t * d[i]);
    const value = descent.objective.value(x);
    if (value < bottomless) return { x, value, gradient: at.gradient };
    if (x.every((xi, i) => xi === at.x[i])) return undefined;
    const next = lower(descent, at, x, value, d, t * slope, slope);
    if (next !== undefined) return next;
    // the vertex of the parabola through both values and the slope, within bounds
    const vertex = (-slope * t * t) / (2 * (value - at.value - slope * t));
    t = vertex >= 0.1 * t && vertex <= 0.5 * t ? vertex : 0.5 * t;
  }
  return undefined;
}
