/**
 * exp, log and pow to about 140 bits in BigInt fixed-point arithmetic, and the error of a double
 * against them in units in the last place (ulp).
 *
 * A fixed-point number is an integer in units of 2^-F, F = 224. The routines use nothing of the
 * code under test: Taylor series, the artanh series, and exact integer arithmetic on the arguments.
 * Every truncation costs one unit; with fewer than 2^8 steps, results are good to 2^-210
 * absolutely. log x near 1 is at least 2^-53, hence 150 good bits; pow multiplies the absolute
 * error of the logarithm by |y| < 2^64, which leaves 140.
 */

const F = 224n;
const ONE = 1n << F;

/** A positive real number: significand times 2^exponent, the significand in [2^224, 2^225). */
export interface Real {
  readonly significand: bigint;
  readonly exponent: number;
  readonly negative: boolean;
}

const view = new DataView(new ArrayBuffer(8));

export function bitsOf(x: number): bigint {
  view.setFloat64(0, x);
  return view.getBigUint64(0);
}

export function fromBits(bits: bigint): number {
  view.setBigUint64(0, BigInt.asUintN(64, bits));
  return view.getFloat64(0);
}

/** A finite double as integer times 2^exponent, exactly. */
function decompose(x: number): { integer: bigint; exponent: number } {
  const bits = bitsOf(x);
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = field === 0 ? fraction : fraction | (1n << 52n);
  return { integer: bits >> 63n ? -magnitude : magnitude, exponent: Math.max(field, 1) - 1075 };
}

function shift(value: bigint, by: number): bigint {
  return by >= 0 ? value << BigInt(by) : value >> BigInt(-by);
}

function bitLength(value: bigint): number {
  return (
    value.toString(16).length * 4 - Math.clz32(Number.parseInt(value.toString(16)[0]!, 16)) + 28
  );
}

function normalise(value: bigint, scale: number): Real {
  const negative = value < 0n;
  const magnitude = negative ? -value : value;
  const excess = bitLength(magnitude) - 1 - Number(F);
  return { significand: shift(magnitude, -excess), exponent: scale + excess, negative };
}

/** 2 artanh(p / q) by its series, in fixed point. */
function twiceArtanh(p: bigint, q: bigint): bigint {
  const s = (p << F) / q;
  const square = (s * s) >> F;
  let power = s;
  let sum = 0n;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n;
    power = (power * square) >> F;
  }
  return 2n * sum;
}

/** ln 2 = 2 artanh(1/3). */
const LN2 = twiceArtanh(1n, 3n);

/** e^x for x in fixed point. */
function expFixed(x: bigint): Real {
  const k = (2n * x + LN2) / (2n * LN2);
  const r = (x - k * LN2) >> 12n; // the truncation error is multiplied by 2^12 below
  let term = ONE;
  let sum = ONE;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = (term * r) / (n << F);
    sum += term;
  }
  for (let i = 0; i < 12; i++) sum = (sum * sum) >> F;
  return normalise(sum, Number(k) - Number(F));
}

/** log x in fixed point, x positive and finite. */
function logFixed(x: number): bigint {
  const { integer, exponent } = decompose(x);
  let width = bitLength(integer);
  // x = (integer / 2^width) 2^(exponent + width), the first factor in [1/2, 1), made [3/4, 3/2).
  if (integer << 2n < 3n << BigInt(width)) width--;
  const one = 1n << BigInt(width);
  return BigInt(exponent + width) * LN2 + twiceArtanh(integer - one, integer + one);
}

export function referenceExp(x: number): Real {
  const { integer, exponent } = decompose(x);
  return expFixed(shift(integer, exponent + Number(F)));
}

/** log x for positive finite x other than 1. */
export function referenceLog(x: number): Real {
  return normalise(logFixed(x), -Number(F));
}

/** x^y for positive finite x and finite y, clamped to e^(+-2000), beyond the range of doubles. */
export function referencePow(x: number, y: number): Real {
  const { integer, exponent } = decompose(y);
  const limit = 2000n << F;
  const product = shift(logFixed(x) * integer, exponent);
  const clamped = product > limit ? limit : product < -limit ? -limit : product;
  return expFixed(clamped);
}

/**
 * |candidate - value| in ulp of the value: 2^(e - 52) for a value in [2^e, 2^(e+1)), with e held
 * between -1022 (so that the spacing of the subnormal numbers counts there) and 1023. Infinity
 * stands for 2^1024, and is exact for every value from there on. A wrong sign or NaN is Infinity.
 */
export function ulpError(candidate: number, value: Real): number {
  if (Number.isNaN(candidate)) return Number.POSITIVE_INFINITY;
  const magnitude = Math.abs(candidate);
  if (candidate !== 0 && candidate < 0 !== value.negative) return Number.POSITIVE_INFINITY;
  const e = Number(F) + value.exponent;
  if (e > 1023 && magnitude === Number.POSITIVE_INFINITY) return 0;
  const unit = Math.min(Math.max(e, -1022), 1023) - 52 - 64; // 2^-64 ulp
  const truth = shift(value.significand, value.exponent - unit);
  const parts =
    magnitude === Number.POSITIVE_INFINITY ? { integer: 1n, exponent: 1024 } : decompose(magnitude);
  const difference = shift(parts.integer, parts.exponent - unit) - truth;
  return Number(difference < 0n ? -difference : difference) / 2 ** 64;
}

/** The leading decimal digits of a real number between 2^-200 and 2^200, for checks by eye. */
export function leadingDigits(value: Real, digits: number): string {
  let scaled = 10n ** 80n * value.significand;
  scaled = shift(scaled, value.exponent);
  return scaled.toString().slice(0, digits);
}
