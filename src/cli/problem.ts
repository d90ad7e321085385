/** What reading a problem has in common in every domain: objects, and names in them. */

import { ParameterError } from '../engine/errors';
import { type ParameterSpec, unknownName } from '../engine/parameters';

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value that must be an object; `{}` where it is missing. @throws ParameterError */
export function recordAt(
  path: string,
  value: unknown,
  expected: string,
): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (isRecord(value)) return value;
  throw new ParameterError(path, value, expected, 'type');
}

/**
 * @param named the name that a symbol or a flag stands for, as `nameIn` finds it
 * @throws ParameterError for a name that is none of `known`
 */
export function checkNames(
  object: Readonly<Record<string, unknown>>,
  known: readonly string[],
  named: (text: string) => string,
): void {
  for (const [name, value] of Object.entries(object)) {
    if (known.includes(name)) continue;
    const word = named(name);
    if (word === name) throw unknownName(name, value, known);
    throw new ParameterError(name, value, `its name in full, ${word}`, 'type');
  }
}

/** The name of a row of a table, from the name, its flag or its symbol; as given where there is none. */
export function nameIn(rows: Iterable<readonly [string, ParameterSpec]>, text: string): string {
  for (const [name, spec] of rows) {
    const words = [name, name.replace('.', '')].map((word) => plain(word));
    if (text === spec.symbol || text === spec.flag || words.includes(plain(text))) return name;
  }
  return text;
}

/** `discount-rate` and `discountRate` alike. */
function plain(text: string): string {
  return text.replaceAll('-', '').toLowerCase();
}
