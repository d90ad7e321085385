/** A set cover as data, checked, and on flat arrays. */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse } from '../../engine/parameters';
import { distinctLabels, isLabel, isWithin, type Label, labels, notLabel } from '../labels';
import { type Cover, coverOf } from './cover';

export interface SetCoverProblem {
  /** The elements of every set, by its name, or by its place. One twice in a set counts once. */
  readonly sets: Readonly<Record<string, readonly Label[]>> | readonly (readonly Label[])[];
  /**
   * What must be covered, each once; by default every element of a set. Elements of sets that are not in it
   * need not be covered.
   */
  readonly universe?: readonly Label[];
  /** What each set costs, 0 or 10⁻¹⁰⁰ … 10¹⁰⁰: by name, or by place as sets are; 1 by default. */
  readonly costs?: Readonly<Record<string, number>> | readonly number[] | Float64Array;
}

/** A checked problem. */
export interface SetCover {
  /** Names of sets: strings, or places where they have none. */
  readonly names: readonly Label[];
  /** Elements that must be covered. */
  readonly elements: readonly Label[];
  readonly cover: Cover;
}

const mostCost = 1e100;
export const mostSets = 2 ** 20;
/** Most elements of all sets together. */
export const mostMembers = 2 ** 22;

const schema = v.strictObject(
  { sets: v.unknown(), universe: v.optional(v.unknown()), costs: v.optional(v.unknown()) },
  'an object with sets, and perhaps universe and costs',
);

/** @throws ParameterError naming the first field that is not usable */
export function completeSetCover(problem: SetCoverProblem): SetCover {
  const { sets, universe, costs } = parse(schema, problem, 'problem');
  const isList = Array.isArray(sets);
  if (!isList && !isPlain(sets)) {
    const expected = 'an object of arrays by name, or an array of arrays';
    throw new ParameterError('sets', sets, expected, 'type');
  }
  const names: Label[] = isList ? Array.from(sets.keys()) : Object.keys(sets as object);
  if (names.length > mostSets) throw new ParameterError('sets', sets, `at most ${mostSets} sets`);
  const needed = universe === undefined ? labels() : distinctLabels('universe', universe);
  let count = 0;
  // holes of an array are looked at too
  const given: unknown[] = isList ? Array.from(sets) : Object.values(sets as object);
  const lists = given.map((list, s) => {
    const path = `sets.${names[s]}`;
    if (!Array.isArray(list)) {
      throw new ParameterError(path, list, 'an array of elements: strings or numbers', 'type');
    }
    const members = new Set<number>();
    for (let k = 0; k < list.length; k++) {
      const element: unknown = list[k];
      if (!isLabel(element)) throw notLabel(`${path}.${k}`, element);
      const place = universe === undefined ? needed.enter(element) : needed.placeOf(element);
      if (place !== undefined) members.add(place);
    }
    count += list.length;
    if (count > mostMembers) {
      throw new ParameterError(
        'sets',
        sets,
        `at most ${mostMembers} elements in all sets together`,
      );
    }
    return Array.from(members);
  });
  const cover = coverOf(costsOf(costs, names, isList), needed.list.length, lists);
  return { names, elements: needed.list, cover };
}

function costsOf(given: unknown, names: readonly Label[], isList: boolean): Float64Array {
  const costs = new Float64Array(names.length).fill(1);
  if (given === undefined) return costs;
  if (isList) {
    const isArray = Array.isArray(given) || given instanceof Float64Array;
    const expected = `an array of ${names.length} costs, as sets are an array`;
    if (!isArray) throw new ParameterError('costs', given, expected, 'type');
    if (given.length !== names.length) throw new ParameterError('costs', given, expected);
    Array.from(given).forEach((cost: unknown, s) => {
      requireCost(`costs.${s}`, cost);
      costs[s] = cost;
    });
    return costs;
  }
  const places = new Map(names.map((name, s) => [name, s]));
  enterByName('costs', given, costs, (name) => places.get(name), names, 'set');
  return costs;
}

/** Numbers by name, put in their places. @throws ParameterError */
export function enterByName(
  path: string,
  given: unknown,
  into: Float64Array,
  placeOf: (name: string) => number | undefined,
  known: readonly Label[],
  what: string,
): void {
  if (!isPlain(given)) {
    throw new ParameterError(path, given, `an object of numbers, by ${what}`, 'type');
  }
  for (const [name, value] of Object.entries(given)) {
    const place = placeOf(name);
    if (place === undefined) {
      const some = known.slice(0, 8).join(', ') + (known.length > 8 ? ', …' : '');
      const expected = known.length === 0 ? `nothing: there is no ${what}` : `a ${what}: ${some}`;
      throw new ParameterError(`${path}.${name}`, value, expected);
    }
    requireCost(`${path}.${name}`, value);
    into[place] = value;
  }
}

function requireCost(path: string, given: unknown): asserts given is number {
  if (given === 0 || isWithin(given, 1 / mostCost, mostCost)) return;
  const kind = typeof given === 'number' ? 'range' : 'type';
  throw new ParameterError(path, given, 'a number ≥ 1e-100 and ≤ 1e100, or 0', kind);
}

export function isPlain(given: unknown): given is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(given) === '[object Object]';
}
