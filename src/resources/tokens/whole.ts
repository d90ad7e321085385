/**
 * The optimum of concave curves in whole tokens, by marginal gains: T − Σ l_i tokens in all, always
 * where the gain of one more is greatest, is optimal; so is any allocation of the budget with
 *
 *     max_i next_i ≤ min_i last_i                                                            (R10t)
 *
 * Of the real optimum x at the price λ all tokens up to ⌊x_i⌋ gain λ or more, all beyond ⌈x_i⌉ no
 * more than λ. So the search starts at ⌊x⌋, gives the less than K tokens that are left to the
 * greatest gains at once, and exchanges until (R10t) holds. A region's optimum is concave in its
 * budget, so regions are to the whole what patches are to a region.
 *
 * Sources: O. Gross (1956), B. Fox, Management Science 13 (1966) 210 (marginal gains); D. S.
 * Hochbaum, Math. Oper. Res. 19 (1994) 390 (proximity).
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { nextInto } from './columns';
import { type Curves, subset } from './curves';
import type { Model } from './model';
import { pick } from './model';
import { Steps } from './steps';

/**
 * @param model with curves that are concave on whole numbers, and whole bounds
 * @param near the optimum in real numbers
 */
export function wholeOptimum(
  m: ElementaryFunctions,
  { curves, regions, total }: Model,
  near: Float64Array,
): Float64Array {
  if (regions === null) return flat(m, curves, total, near);
  const parts = regions.members.map((members, r) => {
    const part = subset(curves, members);
    const x = pick(near, members);
    const about = Math.floor(x.reduce((sum, each) => sum + each, 0) + 1e-6);
    const budget = Math.min(regions.upper[r], Math.max(regions.lower[r], about));
    return new Steps(m, part, flat(m, part, budget, x));
  });
  share(parts, regions.lower, regions.upper, total);
  const tokens = new Float64Array(curves.count);
  parts.forEach((part, r) => {
    regions.members[r].forEach((i, k) => {
      tokens[i] = part.tokens[k];
    });
  });
  return tokens;
}

/** Moves tokens between regions as `Steps` does between patches. */
function share(
  parts: readonly Steps[],
  lower: Float64Array,
  upper: Float64Array,
  total: number,
): void {
  const taker = () => {
    let best = -1;
    parts.forEach((part, r) => {
      if (part.sum < upper[r] && (best < 0 || part.next > parts[best].next)) best = r;
    });
    return best;
  };
  const giver = () => {
    let best = -1;
    parts.forEach((part, r) => {
      if (part.sum > lower[r] && (best < 0 || part.last < parts[best].last)) best = r;
    });
    return best;
  };
  let sum = parts.reduce((tokens, part) => tokens + part.sum, 0);
  for (; sum < total; sum++) parts[taker()].add();
  for (; sum > total; sum--) parts[giver()].remove();
  for (;;) {
    const [to, from] = [taker(), giver()];
    if (to < 0 || from < 0 || to === from || !(parts[to].next > parts[from].last)) return;
    parts[to].add();
    parts[from].remove();
  }
}

function flat(
  m: ElementaryFunctions,
  curves: Curves,
  total: number,
  near: Float64Array,
): Float64Array {
  const { count, lower, upper } = curves;
  const tokens = new Float64Array(count);
  let rest = total;
  for (let i = 0; i < count; i++) {
    tokens[i] = Math.min(upper[i], Math.max(lower[i], Math.floor(near[i])));
    rest -= tokens[i];
  }
  const next = new Float64Array(count);
  nextInto(m, curves, tokens, upper, next);
  if (rest > 0 && rest <= count) rest -= spread(tokens, next, rest);
  if (rest === 0) {
    nextInto(m, curves, tokens, upper, next);
    if (!canExchange(m, curves, tokens, next)) return tokens;
  }
  const steps = new Steps(m, curves, tokens);
  for (; rest > 0; rest--) steps.add();
  for (; rest < 0; rest++) steps.remove();
  steps.exchange();
  return tokens;
}

/**
 * One token more (or `by`) for each of the `count` greatest keys but −∞, the first in order among
 * equals; how many were given.
 */
export function spread(
  tokens: Float64Array,
  next: Float64Array,
  count: number,
  by: 1 | -1 = 1,
): number {
  const threshold = greatest(next.slice(), count);
  let above = 0;
  for (let i = 0; i < next.length; i++) if (next[i] > threshold) above++;
  let ties = threshold === -Infinity ? 0 : count - above;
  let spent = 0;
  for (let i = 0; i < next.length; i++) {
    if (next[i] > threshold || (next[i] === threshold && ties-- > 0)) {
      tokens[i] += by;
      spent++;
    }
  }
  return spent;
}

function canExchange(
  m: ElementaryFunctions,
  curves: Curves,
  tokens: Float64Array,
  next: Float64Array,
): boolean {
  let most = -Infinity;
  for (let i = 0; i < next.length; i++) if (next[i] > most) most = next[i];
  const before = tokens.map((t) => t - 1);
  const last = new Float64Array(next.length);
  // where there is none to give, a gain at the lower bound is not asked for
  for (let i = 0; i < before.length; i++) if (before[i] < curves.lower[i]) before[i] = Infinity;
  nextInto(m, curves, before, tokens, last);
  for (let i = 0; i < last.length; i++) {
    if (last[i] !== -Infinity && last[i] < most) return true;
  }
  return false;
}

/** The k-th greatest number (C. A. R. Hoare, Commun. ACM 4 (1961) 321); the array is reordered. */
function greatest(values: Float64Array, k: number): number {
  let [low, high] = [0, values.length - 1];
  const at = values.length - k;
  while (low < high) {
    const a = values[low];
    const b = values[(low + high) >> 1];
    const c = values[high];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) {
        const swap = values[i];
        values[i++] = values[j];
        values[j--] = swap;
      }
    }
    if (at <= j) high = j;
    else if (at >= i) low = i;
    else break;
  }
  return values[at];
}
