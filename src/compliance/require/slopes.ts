/**
 * Derivatives of shares by differences, on either side. With f_j = f(x + jh),
 *
 *     f' = (8 (f_1 − f_−1) − (f_2 − f_−2)) / 12h,   f'(x+) = (4 f_1 − f_2 − 3 f_0) / 2h,           (54)
 *
 * for steps h each a tenth of the one before, until two agree; what is left over is the rounding of f
 * divided by h. Shares are analytic between kinks, so the first steps nearly always do.
 */

export interface Slopes {
  /** f'(x−) and f'(x+); NaN on a side where f is not defined. */
  readonly left: number;
  readonly right: number;
  /** f'(x) where both sides agree or there is only one. */
  readonly slope: number;
  /** Whether they do. */
  readonly exists: boolean;
}

const steps = [2e-3, 2e-4, 2e-5, 2e-6];
const agreement = 1e-9;
/** Sides that differ by more than this part are a kink. */
const kink = 1e-4;

/**
 * @param isAllowed whether f is defined at a point
 * @param scale over what distance f may be expected to change
 */
export function slopesAt(
  f: (x: number) => number,
  x: number,
  scale: number,
  isAllowed: (x: number) => boolean,
): Slopes {
  const middle = f(x);
  const left = settled((h) => side(-h));
  const right = settled(side);
  if (Number.isNaN(left.value) || Number.isNaN(right.value)) {
    const { value } = Number.isNaN(left.value) ? right : left;
    return {
      left: left.value,
      right: right.value,
      slope: Number.isNaN(value) ? 0 : value,
      exists: !Number.isNaN(value),
    };
  }
  const size = Math.max(Math.abs(left.value), Math.abs(right.value));
  const doubt = left.error + right.error;
  const isKink = Math.abs(left.value - right.value) > kink * size + 2 * doubt;
  if (isKink || doubt > 0.05 * size) {
    return { left: left.value, right: right.value, slope: 0, exists: false };
  }
  const slope = settled(central).value;
  return {
    left: left.value,
    right: right.value,
    slope: Number.isNaN(slope) ? 0.5 * (left.value + right.value) : slope,
    exists: true,
  };

  function side(h: number): number {
    if (!isAllowed(x + h) || !isAllowed(x + 2 * h)) return Number.NaN;
    return (4 * f(x + h) - f(x + 2 * h) - 3 * middle) / (2 * h);
  }

  function central(h: number): number {
    if (!isAllowed(x + 2 * h) || !isAllowed(x - 2 * h)) return Number.NaN;
    return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);
  }

  /** The value of two steps that agree best, and by how much they do not. */
  function settled(rule: (h: number) => number): { value: number; error: number } {
    let best = { value: Number.NaN, error: Number.POSITIVE_INFINITY };
    let last = Number.NaN;
    for (const step of steps) {
      const value = rule(step * scale);
      const error = Math.abs(value - last);
      if (!(error >= best.error) && !Number.isNaN(value)) {
        best = { value, error: Number.isNaN(error) ? Number.POSITIVE_INFINITY : error };
      }
      if (error <= agreement * Math.abs(value)) break;
      last = value;
    }
    return best;
  }
}

export interface Gradient {
  readonly values: Float64Array;
  /** Whether all derivatives from the left and from the right agree. */
  readonly isSmooth: boolean;
}

/** The gradient of f at a point of a box, by differences of one step; at a face, inwards. */
export function gradientAt(
  f: (z: Float64Array) => number,
  z: Float64Array,
  low: Float64Array,
  high: Float64Array,
): Gradient {
  const middle = f(z);
  const values = new Float64Array(z.length);
  const at = z.slice();
  let isSmooth = true;
  for (let i = 0; i < z.length; i++) {
    const h = stepOf(z[i], low[i], high[i], 1e-5);
    const slopes: number[] = [];
    for (const step of [-h, h]) {
      at[i] = z[i] + step;
      if (at[i] >= low[i] && at[i] <= high[i]) slopes.push((f(at) - middle) / (at[i] - z[i]));
    }
    at[i] = z[i];
    if (slopes.length === 0) continue;
    const [left, right] = [slopes[0], slopes[slopes.length - 1]];
    values[i] = 0.5 * (left + right);
    if (Math.abs(left - right) > kink * (Math.abs(left) + Math.abs(right))) isSmooth = false;
  }
  return { values, isSmooth };
}

/** A step for differences: small for what may happen between the bound below and the point. */
export function stepOf(x: number, low: number, high: number, relative: number): number {
  return relative * Math.max(x - low, 1e-3 * Math.min(high - low, 1));
}

/** The Hessian of f, row by row, by differences inside a box. */
export function hessianAt(
  f: (z: Float64Array) => number,
  z: Float64Array,
  low: Float64Array,
  high: Float64Array,
): Float64Array {
  const n = z.length;
  const h = z.map((x, i) => {
    const step = stepOf(x, low[i], high[i], 1e-3);
    return Math.min(step, 0.25 * (high[i] - low[i]));
  });
  const center = z.map((x, i) => Math.max(low[i] + h[i], Math.min(high[i] - h[i], x)));
  const at = (i: number, si: number, j: number, sj: number) => {
    const point = center.slice();
    point[i] += si * h[i];
    point[j] += sj * h[j];
    return f(point);
  };
  const middle = f(center);
  const rows = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    if (h[i] === 0) continue;
    rows[i * n + i] = (at(i, 1, i, 0) - 2 * middle + at(i, -1, i, 0)) / (h[i] * h[i]);
    for (let j = 0; j < i; j++) {
      if (h[j] === 0) continue;
      const mixed = at(i, 1, j, 1) - at(i, 1, j, -1) - at(i, -1, j, 1) + at(i, -1, j, -1);
      rows[i * n + j] = rows[j * n + i] = mixed / (4 * h[i] * h[j]);
    }
  }
  return rows;
}
