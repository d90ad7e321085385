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
