/** What callers name things by: strings or numbers, of which 1 and '1' are the same. */

import { ParameterError } from '../engine/errors';

/** A string or a finite number; `1` and `'1'` name the same thing. */
export type Label = string | number;

export const labelWord = 'a string or a finite number';

export function isLabel(given: unknown): given is Label {
  return typeof given === 'string' || (typeof given === 'number' && Number.isFinite(given));
}

/** Labels by place, in the order in which they were first seen. */
export interface Labels {
  readonly list: Label[];
  /** Undefined where the label was not entered. */
  placeOf(label: Label): number | undefined;
  /** The place of a label, which gets one where it has none. */
  enter(label: Label): number;
}

export function labels(): Labels {
  const places = new Map<string, number>();
  const list: Label[] = [];
  return {
    list,
    placeOf: (label) => places.get(String(label)),
    enter(label) {
      const text = String(label);
      const before = places.get(text);
      if (before !== undefined) return before;
      places.set(text, list.length);
      list.push(label);
      return list.length - 1;
    },
  };
}

/** @throws ParameterError where `given` is no array of labels, or has one twice */
export function distinctLabels(path: string, given: unknown): Labels {
  if (!Array.isArray(given)) {
    throw new ParameterError(path, given, 'an array of strings or numbers', 'type');
  }
  const entered = labels();
  // holes of an array are looked at too
  Array.from(given).forEach((label: unknown, i) => {
    if (!isLabel(label)) throw notLabel(`${path}.${i}`, label);
    if (entered.placeOf(label) !== undefined) {
      throw new ParameterError(`${path}.${i}`, label, 'every name once (1 and "1" are the same)');
    }
    entered.enter(label);
  });
  return entered;
}

export function notLabel(path: string, given: unknown): ParameterError {
  return new ParameterError(path, given, labelWord, typeof given === 'number' ? 'range' : 'type');
}

/** @throws ParameterError where `given` is no label */
export function requireLabel(path: string, given: unknown): asserts given is Label {
  if (!isLabel(given)) throw notLabel(path, given);
}

/** Some of the labels, for a message. */
export function someOf(known: readonly Label[]): string {
  if (known.length === 0) return 'nothing: there are no names';
  return `one of ${known.slice(0, 8).join(', ')}${known.length > 8 ? ', …' : ''}`;
}

export function isWithin(given: unknown, least: number, most: number): given is number {
  return typeof given === 'number' && given >= least && given <= most;
}

export function notWithin(
  path: string,
  given: unknown,
  least: number,
  most: number,
): ParameterError {
  const expected =
    least === -most ? `a number from ${least} to ${most}` : `a number ≥ ${least} and ≤ ${most}`;
  return new ParameterError(path, given, expected, typeof given === 'number' ? 'range' : 'type');
}

/** @throws ParameterError where `given` is no number within the bounds */
export function requireNumber(
  path: string,
  given: unknown,
  least: number,
  most: number,
): asserts given is number {
  if (!isWithin(given, least, most)) throw notWithin(path, given, least, most);
}

/**
 * The place of a vertex at an end of edge i: one more where none were given, else one of those.
 *
 * @throws ParameterError naming the end
 */
export function verticesOf(vertices: unknown) {
  const known = vertices === undefined ? labels() : distinctLabels('vertices', vertices);
  const place = (i: number, part: number | string, label: unknown): number => {
    // a path is made where it is needed: there may be millions
    if (!isLabel(label)) throw notLabel(`edges.${i}.${part}`, label);
    if (vertices === undefined) return known.enter(label);
    const found = known.placeOf(label);
    if (found === undefined) {
      throw new ParameterError(`edges.${i}.${part}`, label, someOf(known.list));
    }
    return found;
  };
  return { known, place };
}
