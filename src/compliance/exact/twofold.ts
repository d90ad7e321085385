/**
 * Numbers of twice the precision, as unevaluated sums high + low of two doubles, for the few differences
 * on which narrow ranges hang.
 *
 * Sources: T. J. Dekker, "A floating-point technique for extending the available precision" (1971);
 * D. E. Knuth, "The Art of Computer Programming" vol. 2, 4.2.2.
 */

export type Twofold = readonly [high: number, low: number];

/** a + b, exactly. */
export function sum(a: number, b: number): Twofold {
  const s = a + b;
  const t = s - a;
  return [s, a - (s - t) + (b - t)];
}

export function plus(a: Twofold, b: Twofold): Twofold {
  const [s, e] = sum(a[0], b[0]);
  const [t, f] = sum(a[1], b[1]);
  const [u, g] = sum(s, e + t);
  return sum(u, g + f);
}

export function minus(a: Twofold, b: Twofold): Twofold {
  return plus(a, [-b[0], -b[1]]);
}

const splitter = 134217729; // 2²⁷ + 1

export function times(a: Twofold, b: Twofold): Twofold {
  const p = a[0] * b[0];
  const ta = splitter * a[0];
  const tb = splitter * b[0];
  const ah = ta - (ta - a[0]);
  const bh = tb - (tb - b[0]);
  const al = a[0] - ah;
  const bl = b[0] - bh;
  const e = ah * bh - p + ah * bl + al * bh + al * bl;
  return sum(p, e + (a[0] * b[1] + a[1] * b[0]));
}

/** The nearest double. */
export function nearest(a: Twofold): number {
  return a[0] + a[1];
}
