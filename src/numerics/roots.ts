/**
 * Brent's method: a root of a continuous function between two points of opposite sign.
 *
 * Source: R. P. Brent, "Algorithms for Minimization without Derivatives" (1973), chapter 4.
 */

/**
 * @param fa value at a
 * @param fb value at b, of the other sign than fa (or one of them zero)
 * @param maxIterations most evaluations of f
 * @param tolerance half the width to which the root is bracketed; 0 for the last bit
 * @returns the point of the smaller |f| of the last bracket; a point where f is NaN as soon as one is met
 */
export function brent(
  f: (x: number) => number,
  a: number,
  b: number,
  fa: number,
  fb: number,
  tolerance: number,
  maxIterations = 200,
): number {
  if (fa === 0 || Number.isNaN(fa)) return a;
  if (Number.isNaN(fb)) return b;
  let c = a;
  let fc = fa;
  let width = b - a;
  let previous = width;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      width = b - a;
      previous = width;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const least = 2 * Number.EPSILON * Math.abs(b) + 0.5 * tolerance;
    const half = 0.5 * (c - b);
    if (Math.abs(half) <= least || fb === 0) return b;
    if (Math.abs(previous) >= least && Math.abs(fa) > Math.abs(fb)) {
      // secant (two points) or inverse quadratic (three): the step is p/q
      const s = fb / fa;
      let p: number;
      let q: number;
      if (a === c) {
        p = 2 * half * s;
        q = 1 - s;
      } else {
        const u = fa / fc;
        const r = fb / fc;
        p = s * (2 * half * u * (u - r) - (b - a) * (r - 1));
        q = (u - 1) * (r - 1) * (s - 1);
      }
      if (p > 0) q = -q;
      else p = -p;
      if (2 * p < Math.min(3 * half * q - Math.abs(least * q), Math.abs(previous * q))) {
        previous = width;
        width = p / q;
      } else {
        width = half;
        previous = half;
      }
    } else {
      width = half;
      previous = half;
    }
    a = b;
    fa = fb;
    b += Math.abs(width) > least ? width : Math.sign(half) * least;
    fb = f(b);
    if (Number.isNaN(fb)) return b;
  }
  return b;
}
