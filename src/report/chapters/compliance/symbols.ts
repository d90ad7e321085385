/** How the numbers of `compliance` are written, and values of them. */

import { behaviourTable, complianceTable } from '../../../compliance/parameters';
import { grouped } from '../../compare';

type Name = keyof typeof complianceTable | keyof typeof behaviourTable;

/** The letter of a number. */
export function symbolOf(name: Name): string {
  return { ...complianceTable, ...behaviourTable }[name].symbol;
}

/** A value of a lever. */
export function valueText(value: number): string {
  return value >= 10 ? grouped(value, value >= 1000 ? 0 : 1) : value.toFixed(4);
}

/** The bound of a lever; powers of ten where they are large. */
export function boundText(high: number): string {
  return high >= 1000 ? `10${'⁰¹²³⁴⁵⁶⁷⁸⁹'[Math.round(Math.log10(high))]}` : String(high);
}

/** Ends of an interval. */
export function intervalText(
  { low, high }: { readonly low: number; readonly high: number },
  decimals: number,
): string {
  return `${low.toFixed(decimals)} … ${high.toFixed(decimals)}`.replaceAll('-', '−');
}
