/** Numbers as people type them: decimal, finite; no hex, no empty text, no words. */

import { ParameterError } from '../engine/errors';

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** @throws ParameterError naming `path` where `text` is not a finite decimal number */
export function readNumber(path: string, text: string, expected = 'a finite number'): number {
  const number = decimal.test(text.trim()) ? Number(text) : Number.NaN;
  if (!Number.isFinite(number)) throw new ParameterError(path, text, expected, 'type');
  return number;
}

/** `1,2,3`, as every list on the command line. */
export function readNumbers(path: string, text: string, expected?: string): number[] {
  return text.split(',').map((item, i) => readNumber(`${path}.${i}`, item, expected));
}

/** `0.2..0.8`: both ends of a range, which need not be in order. */
export function readRange(
  path: string,
  text: string,
  expected = 'a range low..high',
): [number, number] {
  const [, low, high] = /^(.+?)\.\.(.+)$/s.exec(text) ?? [];
  if (low === undefined) throw new ParameterError(path, text, expected, 'type');
  return [readNumber(`${path}.0`, low), readNumber(`${path}.1`, high)];
}

/** A whole number of any size, as a bigint where a number would lose digits. */
export function readWhole(path: string, text: string): number | bigint {
  const expected = 'a whole number ≥ 0';
  const isDigits = /^\+?\d+$/.test(text.trim());
  const number = readNumber(path, isDigits ? text.trim().slice(0, 300) : text, expected);
  if (isDigits && !Number.isSafeInteger(number)) return BigInt(text.trim().replace('+', ''));
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new ParameterError(path, text, expected, 'type');
}
