/**
 * The best safety for a given performance, enclosed:
 *
 *     F(a, k) = max_{x ≥ 0} a π^w − r x − h x²/2,      π = x^α/(x^α + k)                               (c)
 *
 * F rises with a and falls with k. In terms of z = k^{−1/α} x the gain does not depend on k and the cost of
 * each z rises with it, so the best π too rises with a and falls with k (monotone comparative statics). With
 * e^t = π/(1 − π) and x = (k e^t)^{1/α}, a maximum at x > 0 has
 *
 *     a α w π^w (1 − π) = r x + h x²                                                                   (d)
 *
 * The logarithm of left over right is concave in t: its derivative w (1 − π) − π − (r + 2 h x)/(α (r + h x))
 * falls. So there are two solutions at most, of which the greater is the maximum; "right of it" is "the
 * derivative is negative and left is below right", which bisection can go by. The best is there or at x = 0.
 *
 * The bracket that is left encloses the best π, and a times its upper end less the cost of its lower end is
 * not less than F. Powers and their arguments are within 10⁻¹³ of right, for which bounds are widened.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import type { PeriodTerms } from './period-terms';

export interface SafetyChoices {
  /** Not less than F. */
  readonly most: Float64Array;
  /** Not more, and not less, than any best π. */
  readonly least: Float64Array;
  readonly greatest: Float64Array;
}

const halvings = 62;
const end = 750;
/** By how much rounding may be off, relative to a. */
const slack = 1e-12;

export function safetyChoices(
  math: ElementaryFunctions,
  terms: PeriodTerms,
  a: Float64Array,
  k: Float64Array,
): SafetyChoices {
  const count = a.length;
  const answer = {
    most: new Float64Array(count),
    least: new Float64Array(count),
    greatest: new Float64Array(count),
  };
  const [price] = terms.prices;
  const [slope] = terms.slopes;
  const open: number[] = [];
  for (let m = 0; m < count; m++) {
    if (!(a[m] > 0)) continue;
    if (k[m] > 0 && (price > 0 || slope > 0)) {
      open.push(m);
      continue;
    }
    // safety costs nothing, or is certain
    answer.most[m] = a[m];
    answer.greatest[m] = 1;
    answer.least[m] = 1;
  }
  const lnK = Float64Array.from(open, (m) => k[m]);
  math.logInto(lnK, lnK);
  const gain = Float64Array.from(open, (m) => a[m]);
  const low = new Float64Array(open.length).fill(-end);
  const high = new Float64Array(open.length).fill(end);
  bisect(math, terms, gain, lnK, low, high);
  const below = powersAt(math, terms, lnK, low);
  const above = powersAt(math, terms, lnK, high);
  open.forEach((m, at) => {
    // where an end of the range was not left, the maximum may lie beyond
    const x = low[at] === -end ? 0 : below.x[at];
    const isOpen = high[at] === end;
    const G = isOpen ? 1 : above.G[at];
    const most = gain[at] * (G + slack) - cost(price, slope, x) * (1 - slack);
    const sure = gain[at] * (below.G[at] - slack) - cost(price, slope, above.x[at]) * (1 + slack);
    answer.most[m] = Math.max(0, most);
    answer.greatest[m] = most > 0 ? (isOpen ? 1 : Math.min(1, above.pi[at] + slack)) : 0;
    const isLow = low[at] === -end || !(sure > 0);
    answer.least[m] = isLow ? 0 : Math.max(0, below.pi[at] - slack);
  });
  return answer;
}

const cost = (price: number, slope: number, x: number) =>
  slope === 0 ? price * x : (price + 0.5 * slope * x) * x;

function bisect(
  math: ElementaryFunctions,
  terms: PeriodTerms,
  a: Float64Array,
  lnK: Float64Array,
  low: Float64Array,
  high: Float64Array,
): void {
  const { alpha, exponent } = terms;
  const [price] = terms.prices;
  const [slope] = terms.slopes;
  const middle = new Float64Array(a.length);
  for (let halving = 0; halving < halvings; halving++) {
    for (let m = 0; m < a.length; m++) middle[m] = 0.5 * (low[m] + high[m]);
    const { pi, coPi, G, x } = powersAt(math, terms, lnK, middle);
    for (let m = 0; m < a.length; m++) {
      const marginal = slope === 0 ? price : price + slope * x[m];
      const rise = slope === 0 ? 0 : price === 0 || x[m] > 1e150 ? 1 : (slope * x[m]) / marginal;
      const isFalling = alpha * (exponent * coPi[m] - pi[m]) < 1 + rise;
      const isBelow = !(a[m] * alpha * exponent * G[m] * coPi[m] > marginal * x[m]);
      if (isFalling && isBelow) high[m] = middle[m];
      else low[m] = middle[m];
    }
  }
}

/** π, 1 − π, π^w and x at t. */
function powersAt(
  math: ElementaryFunctions,
  { alpha, exponent }: PeriodTerms,
  lnK: Float64Array,
  t: Float64Array,
) {
  const count = t.length;
  const x = new Float64Array(count);
  const pi = new Float64Array(count);
  const coPi = new Float64Array(count);
  for (let m = 0; m < count; m++) {
    x[m] = (lnK[m] + t[m]) / alpha;
    pi[m] = -Math.abs(t[m]);
  }
  math.expInto(x, x);
  math.expInto(pi, pi);
  for (let m = 0; m < count; m++) {
    const e = pi[m];
    pi[m] = t[m] >= 0 ? 1 / (1 + e) : e / (1 + e);
    coPi[m] = t[m] >= 0 ? e / (1 + e) : 1 / (1 + e);
  }
  if (exponent === 1) return { pi, coPi, G: pi, x };
  const G = new Float64Array(count);
  math.powInto(pi, new Float64Array(count).fill(exponent), G);
  return { pi, coPi, G, x };
}
