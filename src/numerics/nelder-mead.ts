/**
 * The least value of a function of several variables, without derivatives: Nelder and Mead's simplex.
 *
 * It keeps n + 1 points, best first, and moves the worst, w, along the line through the centroid c of the
 * others: to r = c + (c − w); where r is the best so far, to e = c + 2 (r − c) if that is better still;
 * where r is not better than the second worst, to c + (r − c)/2 (if r is better than w) or c + (w − c)/2.
 * Where that is no improvement either, all points move half way to the best one. It ends when the values
 * f_0 … f_n are alike, √(Σ (f_i − f̄)²/n) < tolerance, or when iterations run out.
 *
 * The first simplex is `start` and, for each variable, `start` with that one moved by `size`.
 *
 * Source: J. A. Nelder, R. Mead, "A Simplex Method for Function Minimization", Computer Journal 7 (1965);
 * rules for ties, order of operations and stopping rule are those of the crate argmin 0.7.0
 * (https://github.com/argmin-rs/argmin), to the bit. There a NaN is an error; here it is the worst value.
 */

export interface NelderMeadOptions {
  /** Length of the edges of the first simplex. Default 0.1. */
  readonly size?: number;
  /** Default 200. */
  readonly maxIterations?: number;
  /** Default 1e-8. */
  readonly tolerance?: number;
}

export interface NelderMeadMinimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly evaluations: number;
  /** Whether values were alike before iterations ran out. */
  readonly converged: boolean;
}

/**
 * @param f must not keep its argument, which is written over
 * @param start one number or more
 */
export function nelderMead(
  f: (x: Float64Array) => number,
  start: Float64Array,
  { size = 0.1, maxIterations = 200, tolerance = 1e-8 }: NelderMeadOptions = {},
): NelderMeadMinimum {
  const n = start.length;
  let evaluations = 0;
  const valueAt = (x: Float64Array) => {
    evaluations++;
    const value = f(x);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  const points = Array.from({ length: n + 1 }, (_, i) => {
    const point = start.slice();
    if (i < n) point[i] += size;
    return point;
  });
  const values = Float64Array.from(points, valueAt);
  sort(points, values);
  const centroid = new Float64Array(n);
  let reflected = new Float64Array(n);
  let further = new Float64Array(n);

  let iterations = 0;
  let converged = spread(values) < tolerance;
  while (!converged && iterations < maxIterations) {
    setCentroid(points, centroid);
    const worst = points[n];
    setAlong(centroid, worst, centroid, 1, reflected);
    const value = valueAt(reflected);
    if (value < values[0]) {
      setAlong(centroid, centroid, reflected, 2, further);
      const expanded = valueAt(further);
      if (expanded < value) takeFurther(expanded);
      else takeReflected(value);
    } else if (value < values[n - 1]) {
      takeReflected(value);
    } else {
      const isOutside = value < values[n];
      setAlong(centroid, centroid, isOutside ? reflected : worst, 0.5, further);
      const contracted = valueAt(further);
      if (isOutside ? contracted <= value : contracted < values[n]) takeFurther(contracted);
      else shrink();
    }
    sort(points, values);
    iterations++;
    converged = spread(values) < tolerance;
  }
  return { x: points[0], value: values[0], iterations, evaluations, converged };

  function takeReflected(value: number): void {
    [points[n], reflected] = [reflected, points[n] as Float64Array<ArrayBuffer>];
    values[n] = value;
  }

  function takeFurther(value: number): void {
    [points[n], further] = [further, points[n] as Float64Array<ArrayBuffer>];
    values[n] = value;
  }

  function shrink(): void {
    for (let i = 1; i <= n; i++) {
      setAlong(points[0], points[0], points[i], 0.5, points[i]);
      values[i] = valueAt(points[i]);
    }
  }
}

/** base + (to − from) share; `out` may be one of them. */
function setAlong(
  base: Float64Array,
  from: Float64Array,
  to: Float64Array,
  share: number,
  out: Float64Array,
): void {
  for (let k = 0; k < out.length; k++) out[k] = base[k] + (to[k] - from[k]) * share;
}

/** Of all points but the last. */
function setCentroid(points: readonly Float64Array[], out: Float64Array): void {
  const n = out.length;
  const weight = 1 / n;
  for (let k = 0; k < n; k++) {
    let sum = points[0][k];
    for (let i = 1; i < n; i++) sum += points[i][k];
    out[k] = sum * weight;
  }
}

/** By value, least first; those alike stay in their order. */
function sort(points: Float64Array[], values: Float64Array): void {
  for (let i = 1; i < values.length; i++) {
    const [point, value] = [points[i], values[i]];
    let at = i;
    for (; at > 0 && values[at - 1] > value; at--) {
      points[at] = points[at - 1];
      values[at] = values[at - 1];
    }
    points[at] = point;
    values[at] = value;
  }
}

/** The standard deviation of values; NaN where one is infinite. */
function spread(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return Math.sqrt((1 / (values.length - 1)) * squares);
}
