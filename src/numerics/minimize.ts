/**
 * The least value of a function between two bounds, without derivatives: `fmin`.
 *
 * Three points are kept: the best so far x, the second best w and what w was before, v; and a bracket
 * [a, b] around x. The next point is the vertex of the parabola through the three,
 *
 *     x + p/q,  p = (x−v)² (f_x−f_w) − (x−w)² (f_x−f_v),  q = 2 ((x−w)(f_x−f_v) − (x−v)(f_x−f_w)),
 *
 * where it lies inside the bracket and its step is less than half the step before last; otherwise it cuts
 * the longer part of the bracket by the golden section, (3−√5)/2. No two points are nearer than
 * `tolerance`/3 + √ε |x|; it ends when x is within twice that of both bounds.
 *
 * Source: Forsythe, Malcolm, Moler, "Computer Methods for Mathematical Computations" (1977), chapter 8,
 * after R. P. Brent (1973), chapter 5. The constants are those of SciPy's `minimize_scalar(method='bounded')`,
 * so that it visits the same points.
 */

export interface Minimum {
  readonly x: number;
  readonly value: number;
  readonly evaluations: number;
}

const goldenSection = 0.5 * (3 - Math.sqrt(5));
const rootOfEpsilon = Math.sqrt(2.2e-16);

/**
 * @param tolerance absolute error of x that is good enough
 * @param maxEvaluations most evaluations of f
 */
export function minimizeBounded(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance = 1e-5,
  maxEvaluations = 500,
): Minimum {
  let a = low;
  let b = high;
  let x = a + goldenSection * (b - a);
  let fx = f(x);
  let evaluations = 1;
  let [w, v, fw, fv] = [x, x, fx, fx];
  let step = 0;
  let before = 0; // the step before last
  while (evaluations < maxEvaluations) {
    const middle = 0.5 * (a + b);
    const least = rootOfEpsilon * Math.abs(x) + tolerance / 3;
    if (Math.abs(x - middle) <= 2 * least - 0.5 * (b - a)) break;

    const vertex = Math.abs(before) > least ? parabola() : undefined;
    if (vertex === undefined) {
      before = x >= middle ? a - x : b - x;
      step = goldenSection * before;
    } else {
      before = step;
      step = vertex;
      const nearBound = x + step - a < 2 * least || b - (x + step) < 2 * least;
      if (nearBound) step = middle >= x ? least : -least;
    }
    const u = x + (step >= 0 ? 1 : -1) * Math.max(Math.abs(step), least);
    const fu = f(u);
    evaluations++;

    if (fu <= fx) {
      if (u >= x) a = x;
      else b = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  return { x, value: fx, evaluations };

  /** The step to the vertex; nothing where it is not to be trusted. */
  function parabola(): number | undefined {
    const r = (x - w) * (fx - fv);
    const s = (x - v) * (fx - fw);
    let p = (x - v) * s - (x - w) * r;
    let q = 2 * (s - r);
    if (q > 0) p = -p;
    else q = -q;
    const isShort = Math.abs(p) < Math.abs(0.5 * q * before);
    return isShort && p > q * (a - x) && p < q * (b - x) ? p / q : undefined;
  }
}
