/** How far numbers agree, and how numbers read. */

/** |a − b| / |b|. */
export function relativeDifference(a: number, b: number): number {
  return a === b ? 0 : Math.abs(a - b) / Math.abs(b);
}

/** Decimal digits that agree: all of a double's sixteen where the numbers are equal. */
export function digitsMatched(relative: number): number {
  if (!(relative < 1)) return 0;
  return relative === 0 ? 16 : Math.min(16, Math.floor(-Math.log10(relative)));
}

export function digitsText(digits: number): string {
  return digits === 16 ? 'all 16 digits' : `${digits} digits or more`;
}

/** What a reproduction is held to. */
export const reproductionTolerance = 1e-11;

/** A published number beside ours. */
export interface Reproduction {
  readonly published: number;
  readonly reproduced: number;
  readonly relative: number;
  readonly digits: number;
  readonly holds: boolean;
}

export function reproduction(
  published: number,
  reproduced: number,
  tolerance = reproductionTolerance,
): Reproduction {
  const relative = relativeDifference(reproduced, published);
  return {
    published,
    reproduced,
    relative,
    digits: digitsMatched(relative),
    holds: relative <= tolerance,
  };
}

/** No line ends within a number. */
const fixedSpace = '\u00a0';

const minus = (text: string) => text.replace('-', '−');

/** A number to so many significant digits, without an exponent between 1e-6 and 1e21. */
export function significant(x: number, digits: number): string {
  if (!Number.isFinite(x)) return x > 0 ? '∞' : '−∞';
  const text = x.toPrecision(digits);
  return minus(text.includes('e') ? scientific(x, digits) : text);
}

/** 2.8 × 10⁹. */
export function scientific(x: number, digits: number): string {
  if (x === 0) return '0';
  const [mantissa, exponent] = x.toExponential(digits - 1).split('e');
  const raised = String(Number(exponent)).replace(/./g, (c) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)] ?? '⁻');
  return minus(`${mantissa}${fixedSpace}×${fixedSpace}10${raised}`);
}

/** A share as a signed percentage: +0.497 %. */
export function percent(share: number, decimals = 3): string {
  const text = (100 * share).toFixed(decimals);
  return `${share > 0 ? '+' : ''}${minus(text)}${fixedSpace}%`;
}

/** A share as a percentage without a plus sign. */
export function percentage(share: number, decimals = 3): string {
  return `${minus((100 * share).toFixed(decimals))}${fixedSpace}%`;
}

/** A share as a distance: 0.497 % above. */
export function aboveOrBelow(share: number, decimals = 3): string {
  return `${percentage(Math.abs(share), decimals)} ${share < 0 ? 'below' : 'above'}`;
}

/** The least and the greatest of some shares, as one text. */
export function shareRange(shares: readonly number[], text: (share: number) => string): string {
  const [least, greatest] = [text(Math.min(...shares)), text(Math.max(...shares))];
  return least === greatest ? least : `${least} to ${greatest}`;
}

/** A whole number or a value with its thousands set apart by narrow spaces. */
export function grouped(x: number, decimals = 0): string {
  const [whole, fraction] = Math.abs(x).toFixed(decimals).split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return `${x < 0 ? '−' : ''}${spaced}${fraction ? `.${fraction}` : ''}`;
}

/** A small residual: 0, or 2.9 × 10⁻¹³. */
export function small(x: number): string {
  return x === 0 ? '0' : scientific(x, 2);
}

export function milliseconds(time: number): string {
  return time < 10 ? `${time.toFixed(1)} ms` : `${time.toFixed(0)} ms`;
}
