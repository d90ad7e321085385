/**
 * The derivative of a function of which only values can be had, between two bounds.
 *
 * Inside: central differences with steps h = x/64, x/128, …, extrapolated to h = 0 in powers of h² (L. F.
 * Richardson, "The Deferred Approach to the Limit", 1927), until two extrapolations agree to 10⁻⁹ or to
 * rounding, the best pair where none does (C. J. F. Ridders, "Accurate computation of F′(x) and F′(x)F″(x)",
 * 1982). The better one of a pair is some powers of ten nearer: 10⁻¹² of f/x is usual.
 *
 * At a bound: the derivative from inside, by quotients with steps 1/16, 1/64, …, extrapolated by A. C. Aitken's
 * process, which suits any powers of h, so √x is no obstacle. Where the quotients grow without bound the
 * derivative is ±∞. The same serves a point so near to 0 that steps relative to it drown in rounding.
 */

interface Estimate {
  readonly value: number;
  /** How far two extrapolations are apart, and what rounding does to a quotient. */
  readonly error: number;
}

const tolerance = 1e-9;
const centralSteps = 10;
const quotients = 12;
/** Below it a relative step could vanish. */
const smallest = 2 ** -900;
/** How differences of quotients grow where there is no derivative: of x^0.99 by 1.014, of x ln x by 1. */
const growth = 0.995;

/** @param f0 the value at x, which lies in [least, most] */
export function derivative(
  f: (x: number) => number,
  x: number,
  f0: number,
  least = 0,
  most = Infinity,
): number {
  const below = x - least;
  const above = most - x;
  const isUpward = below <= above;
  const step = Math.min(Math.max(1, x) / 16, isUpward ? above : below);
  const signed = isUpward ? step : -step;
  if (Math.min(below, above) <= smallest) return oneSided(f, x, f0, signed, true).value;
  const inside = central(f, x, f0, Math.min(below, above) / 64);
  const scale = Math.max(Math.abs(inside.value), Math.abs(f0 / (1 + x)));
  if (inside.error <= tolerance * scale) return inside.value;
  const beside = oneSided(f, x, f0, signed, false);
  return beside.error < inside.error ? beside.value : inside.value;
}

function central(f: (x: number) => number, x: number, f0: number, first: number): Estimate {
  let best: Estimate = { value: Number.NaN, error: Infinity };
  let row: number[] = [];
  for (let m = 0, h = first; m < centralSteps; m++, h /= 2) {
    const noise = (2 * Number.EPSILON * Math.abs(f0)) / h;
    const up = x + h;
    const down = x - h;
    const next = [(f(up) - f(down)) / (up - down)];
    for (let k = 0, power = 4; k < row.length; k++, power *= 4) {
      next.push(next[k] + (next[k] - row[k]) / (power - 1));
      const gap = Math.max(Math.abs(next[k + 1] - next[k]), Math.abs(next[k + 1] - row[k]));
      const error = gap + noise;
      if (error < best.error) best = { value: next[k + 1], error };
    }
    row = next;
    if (m >= 2 && best.error <= tolerance * Math.abs(best.value) + 2 * noise) break;
  }
  return best;
}

function oneSided(
  f: (x: number) => number,
  x: number,
  f0: number,
  first: number,
  mayBeInfinite: boolean,
): Estimate {
  let size = Math.abs(f0);
  let row = Array.from({ length: quotients }, (_, m) => {
    const moved = x + first / 4 ** m;
    const value = f(moved);
    size = Math.max(size, Math.abs(value));
    return (value - f0) / (moved - x);
  });
  let best: Estimate = { value: row[quotients - 1], error: Infinity };
  const noise = (m: number) => (2 * Number.EPSILON * size * 4 ** m) / Math.abs(first);
  const [before, last, now] = row.slice(-3).map((value, m) => value - row[quotients - 4 + m]);
  const isClear = Math.abs(now) > 200 * noise(quotients - 1);
  const isEndless = isClear && last / before > growth && now / last > growth;
  if (isEndless) return mayBeInfinite ? { value: now * Infinity, error: 0 } : best;
  while (row.length > 3) {
    const before = row;
    row = before.slice(2).map((last, m) => {
      const [from, middle] = [before[m], before[m + 1]];
      const bend = last - middle - (middle - from);
      return bend === 0 ? last : last - (last - middle) ** 2 / bend;
    });
    for (let m = 1; m < row.length; m++) {
      const gap = Math.max(Math.abs(row[m] - row[m - 1]), Math.abs(row[m] - before[m + 2]));
      const error = gap + noise(m + quotients - row.length);
      if (error < best.error) best = { value: row[m], error };
    }
  }
  return best;
}
