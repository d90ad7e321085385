/** Small random problems of tokens, and the optimum of each by trying every allocation. */

import type { Family, PatchRelevance, TokensProblem } from '../../src/resources/tokens/index';

export type Random = () => number;

export const wholeFrom = (random: Random, least: number, most: number) =>
  least + Math.floor(random() * (most - least + 1));

export const families: readonly Family[] = ['linear', 'log', 'power', 'saturating', 'sigmoid'];

/** r(x) by the textbook, with the host's Math. */
export function textbook(curve: PatchRelevance, lower: number, x: number): number {
  if (Array.isArray(curve)) return curve[x - lower];
  if ('table' in curve) return curve.table[x - lower];
  if ('points' in curve) {
    const k = curve.points.findIndex(([p]) => p >= x);
    const [px, py] = curve.points[k];
    if (px === x) return py;
    const [qx, qy] = curve.points[k - 1];
    return qy + ((py - qy) * (x - qx)) / (px - qx);
  }
  const {
    family,
    scale: a,
    width: s = 1,
    exponent: p,
  } = curve as unknown as {
    family: Family;
    scale: number;
    width?: number;
    exponent?: number;
  };
  if (family === 'linear') return a * x;
  if (family === 'log') return a * Math.log(1 + x / s);
  if (family === 'power') return a * x ** (p ?? 0.5);
  if (family === 'saturating') return a * (1 - Math.exp(-x / s));
  const q = x ** (p ?? 2);
  return (a * q) / (s ** (p ?? 2) + q);
}

export interface Case {
  readonly problem: TokensProblem & {
    relevance: readonly PatchRelevance[];
    lower: number[];
    upper: number[];
  };
}

/** A curve on [l, u], concave or of any shape. */
function curveOf(random: Random, isConcave: boolean, l: number, u: number): PatchRelevance {
  const kind = wholeFrom(random, 0, 6);
  const scale = 0.1 + 3 * random();
  const width = 0.3 + 6 * random();
  if (kind === 5) {
    let slope = 3 * random();
    const table = [random()];
    for (let x = l; x < u; x++) {
      table.push(table[table.length - 1] + (isConcave ? slope : 3 * random() - 0.5));
      slope -= random() * (random() < 0.4 ? 0 : 1);
    }
    return random() < 0.5 ? table : { table };
  }
  if (kind === 6) {
    const points: [number, number][] = [[Math.max(0, l - 1), random()]];
    let slope = 2 + random();
    while (points[points.length - 1][0] < u) {
      const [x, y] = points[points.length - 1];
      const step = 0.5 + 2 * random();
      points.push([x + step, y + step * (isConcave ? slope : 3 * random() - 0.5)]);
      slope -= random();
    }
    return { points };
  }
  const family = families[isConcave ? wholeFrom(random, 0, 3) : kind];
  const exponent = isConcave ? 0.1 + 0.9 * random() : 0.3 + 3 * random();
  // ties are frequent
  const a = random() < 0.3 ? wholeFrom(random, 0, 2) : scale;
  return { family, scale: family === 'linear' && random() < 0.2 ? -a : a, width, exponent };
}

export function caseOf(random: Random, isConcave: boolean, most = 5): Case {
  const count = wholeFrom(random, 1, most);
  const lower = Array.from({ length: count }, () => wholeFrom(random, 0, 3));
  const upper = lower.map((l) => l + wholeFrom(random, 0, 5));
  const relevance = lower.map((l, i) => curveOf(random, isConcave, l, upper[i]));
  const sum = (x: number[]) => x.reduce((a, b) => a + b, 0);
  const total = wholeFrom(random, sum(lower), sum(upper));
  return { problem: { relevance, lower, upper, total } };
}

export interface Forced {
  readonly value: number;
  readonly tokens: readonly number[];
}

/** The best of all allocations of `total`, those allowed by `isAllowed` only. */
export function bruteForce(
  { relevance, lower, upper }: Case['problem'],
  total: number,
  isAllowed: (tokens: readonly number[]) => boolean = () => true,
): Forced | undefined {
  let best: Forced | undefined;
  const tokens: number[] = [];
  const go = (i: number, rest: number, value: number) => {
    if (i === lower.length) {
      if (rest === 0 && (best === undefined || value > best.value) && isAllowed(tokens)) {
        best = { value, tokens: [...tokens] };
      }
      return;
    }
    for (let x = lower[i]; x <= Math.min(upper[i], rest); x++) {
      tokens[i] = x;
      go(i + 1, rest - x, value + textbook(relevance[i], lower[i], x));
    }
  };
  go(0, total, 0);
  return best;
}
