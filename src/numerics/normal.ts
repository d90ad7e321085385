/**
 * The standard normal distribution.
 *
 *     φ(x) = e^{−x²/2} / √(2π),   Φ(x) = ∫_{−∞}^x φ,   R(x) = (1 − Φ(x)) / φ(x)  (Mills's ratio)
 *
 * Φ is W. J. Cody's rational approximation: x · P(x²)/Q(x²) near 0, e^{−x²/2} P(|x|)/Q(|x|) further out, and
 * e^{−x²/2}/|x| · (1/√(2π) − P(x⁻²)/(x² Q(x⁻²))) in the tails. e^{−x²/2} is taken of the unrounded square,
 * x² = h + l by Dekker's product, as e^{−h/2} (1 − l/2): so the tails keep their last digits, down to 1e−308.
 * Φ⁻¹ is M. J. Wichura's PPND16. R is Laplace's continued fraction 1/(x + 1/(x + 2/(x + 3/(x + …)))).
 *
 * Sources: Cody, "Algorithm 715: SPECFUN", ACM TOMS 19 (1993), ANORM; Dekker, Numer. Math. 18 (1971);
 * Wichura, "Algorithm AS 241", Applied Statistics 37 (1988); Abramowitz, Stegun (1964), 26.2.14.
 */

import type { ElementaryFunctions } from '../engine/backend';

const inverseRootTwoPi = 0.3989422804014327;
/** From here on Φ is 0 or 1. */
const beyond = 39;
const splitter = 134217729; // 2^27 + 1

/** e^{−x²/2} for |x| ≤ 39, to its last digits. */
export function gaussian(math: ElementaryFunctions, x: number): number {
  const c = splitter * x;
  const high = c - (c - x);
  const low = x - high;
  const square = x * x;
  const rest = high * high - square + 2 * high * low + low * low;
  return math.exp(-0.5 * square) * (1 - 0.5 * rest);
}

/** Φ(x). */
export function normalCdf(math: ElementaryFunctions, x: number): number {
  const y = Math.abs(x);
  if (y <= 0.67448975) {
    const s = y * y;
    const p =
      (((0.06568233791820745 * s + 2.2352520354606837) * s + 161.02823106855587) * s +
        1067.6894854603709) *
        s +
      18154.98125334356;
    const q =
      (((s + 47.202581904688245) * s + 976.0985517377767) * s + 10260.932208618979) * s +
      45507.78933502673;
    return 0.5 + (x * p) / q;
  }
  if (!(y < beyond)) return x < 0 ? 0 : x > 0 ? 1 : x;
  const tail = gaussian(math, y) * (y <= 5.656854249492381 ? middleRatio(y) : farRatio(y));
  return x < 0 ? tail : 0.5 - tail + 0.5;
}

function middleRatio(y: number): number {
  const p =
    (((((((1.0765576773720192e-8 * y + 0.39894151208813466) * y + 8.883149794388377) * y +
      93.50665613217785) *
      y +
      597.2702763948002) *
      y +
      2494.5375852903726) *
      y +
      6848.190450536283) *
      y +
      11602.65143764735) *
      y +
    9842.714838383978;
  const q =
    (((((((y + 22.266688044328117) * y + 235.387901782625) * y + 1519.3775994075547) * y +
      6485.558298266761) *
      y +
      18615.571640885097) *
      y +
      34900.95272114598) *
      y +
      38912.00328609327) *
      y +
    19685.429676859992;
  return p / q;
}

function farRatio(y: number): number {
  const s = 1 / (y * y);
  const p =
    ((((0.023073441764940174 * s + 0.215898534057957) * s + 0.12740116116024736) * s +
      0.022235277870649807) *
      s +
      0.0014216191932278934) *
      s +
    2.9112874951168793e-5;
  const q =
    ((((s + 1.284260096144911) * s + 0.4682382124808651) * s + 0.06598813786892856) * s +
      0.0037823963320275824) *
      s +
    7.297515550839662e-5;
  return (inverseRootTwoPi - (s * p) / q) / y;
}

/** Φ⁻¹(p): −∞ at 0 and ∞ at 1, NaN outside [0, 1]. */
export function normalQuantile(math: ElementaryFunctions, p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * centralQuantile(0.180625 - q * q);
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return tail === 0 ? (q < 0 ? -Infinity : Infinity) : Number.NaN;
  const r = Math.sqrt(-math.log(tail));
  const x = r <= 5 ? outerQuantile(r - 1.6) : farQuantile(r - 5);
  return q < 0 ? -x : x;
}

function centralQuantile(r: number): number {
  const p =
    ((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r +
      45921.95393154987) *
      r +
      13731.69376550946) *
      r +
      1971.5909503065513) *
      r +
      133.14166789178438) *
      r +
    3.3871328727963665;
  const q =
    ((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r +
      21213.794301586597) *
      r +
      5394.196021424751) *
      r +
      687.1870074920579) *
      r +
      42.31333070160091) *
      r +
    1;
  return p / q;
}

function outerQuantile(r: number): number {
  const p =
    ((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r +
      1.2704582524523684) *
      r +
      3.6478483247632045) *
      r +
      5.769497221460691) *
      r +
      4.630337846156546) *
      r +
    1.4234371107496835;
  const q =
    ((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r +
      0.14810397642748008) *
      r +
      0.6897673349851) *
      r +
      1.6763848301838038) *
      r +
      2.053191626637759) *
      r +
    1;
  return p / q;
}

function farQuantile(r: number): number {
  const p =
    ((((((2.0103343992922881e-7 * r + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r +
      0.026532189526576124) *
      r +
      0.29656057182850487) *
      r +
      1.7848265399172913) *
      r +
      5.463784911164114) *
      r +
    6.657904643501103;
  const q =
    ((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r +
      0.0007868691311456133) *
      r +
      0.014875361290850615) *
      r +
      0.1369298809227358) *
      r +
      0.599832206555888) *
      r +
    1;
  return p / q;
}

/** R(x) for x ≥ 20. */
export function millsRatio(x: number): number {
  let tail = x;
  for (let k = 12; k >= 1; k--) tail = x + k / tail;
  return 1 / tail;
}

/** Φ over an array; `out` may be the input. */
export function normalCdfInto(
  math: ElementaryFunctions,
  x: Float64Array,
  out: Float64Array,
): Float64Array {
  for (let i = 0; i < x.length; i++) out[i] = normalCdf(math, x[i]);
  return out;
}

/**
 * Φ⁻¹ over an array of probabilities; `out` may be the input. What rounds to 0 or 1 counts as 2⁻⁵⁴ and
 * 1 − 2⁻⁵³, so that every sample is finite.
 */
export function normalQuantileInto(
  math: ElementaryFunctions,
  p: Float64Array,
  out: Float64Array,
): Float64Array {
  for (let i = 0; i < p.length; i++) out[i] = normalQuantile(math, insideUnit(p[i]));
  return out;
}

/** A number of [0, 1] moved into [2⁻⁵⁴, 1 − 2⁻⁵³]. */
export function insideUnit(u: number): number {
  return Math.min(Math.max(u, leastUnit), greatestUnit);
}

const leastUnit = Number.EPSILON / 4;
const greatestUnit = 1 - Number.EPSILON / 2;
