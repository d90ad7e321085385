/**
 * Relevance as it is given: one family with columns of parameters, or a list with a table, points
 * or a family of its own for every patch. The scale a of a family is a column, or a weighted sum of
 * three scores
 *
 *     a_i = w₁ entropy_i + w₂ salience_i + w₃ coupling_i                                     (R13t)
 *
 * Source: "Resource Allocation & Optimization Algorithms", section 8 (ARR-COC token budgets).
 */

import { ParameterError } from '../../engine/errors';
import { unknownName } from '../../engine/parameters';
import {
  atLeastZero,
  type Bounds,
  type Column,
  columnOf,
  finite,
  isList,
  lengthOf,
  positive,
} from './columns-given';
import { type Kind, kinds, LINEAR, none, noStarts, PIECES, POWER, SIGMOID } from './curves';
import { type Shape, shapeOf } from './shape';

export type Family = Exclude<Kind, 'pieces'>;

/** One family for all patches; every parameter a number for all or one a patch. */
export interface FamilyRelevance {
  /**
   * linear a x, log a ln(1 + x/s), power a x^p, saturating a (1 − e^{−x/s}), sigmoid a x^p/(s^p +
   * x^p).
   */
  readonly family: Family;
  /**
   * a, relevance (of linear: per token); ≥ 0, of linear any. Default 1 where there are no scores.
   */
  readonly scale?: Column;
  /** s, tokens, > 0. Default 1. */
  readonly width?: Column;
  /** p > 0. Default ½ (power), 2 (sigmoid). */
  readonly exponent?: Column;
  /** Scores that make up the scale. */
  readonly entropy?: Column;
  readonly salience?: Column;
  readonly coupling?: Column;
  /** Default 1 each. */
  readonly weights?: {
    readonly entropy?: number;
    readonly salience?: number;
    readonly coupling?: number;
  };
}

export type PatchRelevance =
  | readonly number[]
  | { readonly table: ArrayLike<number> }
  | { readonly points: ReadonlyArray<readonly [tokens: number, relevance: number]> }
  | FamilyRelevance;

/** A table holds r(l), r(l + 1), … r(u); points are joined by straight lines. */
export type Relevance = FamilyRelevance | readonly PatchRelevance[];

/** Columns of curves, without bounds; a table's first point is still at 0. */
export interface Shapes extends Shape {
  /** Patches whose points count from their lower bound. */
  readonly isTable: Uint8Array | null;
}

export const relevanceExpected = 'a family of curves, or one curve a patch';

const scores = ['entropy', 'salience', 'coupling'] as const;
const parameters = ['scale', 'width', 'exponent', ...scores] as const;
const names = ['family', ...parameters, 'weights'];
export const families = kinds.filter((kind) => kind !== 'pieces') as readonly Family[];

/**
 * Number of patches that the relevance itself tells; nothing where all its parameters are numbers.
 */
export function countOf(relevance: unknown): number | undefined {
  if (isList(relevance)) return relevance.length;
  if (typeof relevance !== 'object' || relevance === null) return undefined;
  const given = relevance as Record<string, unknown>;
  return parameters.map((name) => lengthOf(given[name])).find((length) => length !== undefined);
}

/** @throws ParameterError naming what is not usable */
export function readRelevance(relevance: unknown, count: number): Shapes {
  if (Array.isArray(relevance)) return shapeOf(relevance, count, readFamily);
  const { kind, ...columns } = readFamily('relevance', relevance, count);
  // x^p at p = 1 is linear
  const isMixed = kind === POWER && columns.exponent.includes(1);
  const own = isMixed ? Uint8Array.from(columns.exponent, (p) => (p === 1 ? LINEAR : POWER)) : null;
  return {
    kind: isMixed ? -1 : kind,
    kinds: own,
    ...columns,
    start: noStarts,
    px: none,
    py: none,
    isTable: null,
  };
}

export interface FamilyColumns {
  readonly kind: number;
  readonly scale: Float64Array;
  readonly width: Float64Array;
  readonly exponent: Float64Array;
}

export function readFamily(path: string, value: unknown, count: number): FamilyColumns {
  if (typeof value !== 'object' || value === null || isList(value)) {
    throw new ParameterError(path, value, relevanceExpected, 'type');
  }
  const given = value as Record<string, unknown>;
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) throw unknownName(`${path}.${name}`, given[name], names);
  }
  const kind = (kinds as readonly unknown[]).indexOf(given.family);
  if (kind < 0 || kind === PIECES) {
    throw new ParameterError(
      `${path}.family`,
      given.family,
      `one of ${families.join(', ')}`,
      'type',
    );
  }
  const column = (name: string, otherwise: number, bounds: Bounds) =>
    columnOf(`${path}.${name}`, given[name] ?? otherwise, count, bounds);
  return {
    kind,
    scale: scaleOf(path, given, count, kind === LINEAR ? finite : atLeastZero),
    width: column('width', 1, positive),
    exponent: column('exponent', kind === SIGMOID ? 2 : 0.5, exponents),
  };
}

/** Beyond them a curve is a step. */
const exponents: Bounds = {
  expected: 'a number > 0 and ≤ 100',
  isAllowed: (p) => p > 0 && p <= 100,
};

function scaleOf(
  path: string,
  given: Record<string, unknown>,
  count: number,
  bounds: Bounds,
): Float64Array {
  const present = scores.filter((name) => given[name] !== undefined);
  if (present.length === 0) {
    if (given.weights !== undefined) {
      throw new ParameterError(
        `${path}.weights`,
        given.weights,
        `nothing without ${scores.join(', ')}`,
      );
    }
    return columnOf(`${path}.scale`, given.scale ?? 1, count, bounds);
  }
  if (given.scale !== undefined) {
    throw new ParameterError(`${path}.scale`, given.scale, `nothing beside ${present.join(', ')}`);
  }
  const weights = weightsOf(path, given.weights);
  const scale = new Float64Array(count);
  for (const name of present) {
    const score = columnOf(`${path}.${name}`, given[name], count, finite);
    const weight = weights[name];
    for (let i = 0; i < count; i++) scale[i] += weight * score[i];
  }
  const wrong = scale.findIndex((a) => !bounds.isAllowed(a));
  if (wrong < 0) return scale;
  throw new ParameterError(
    `${path}.scale.${wrong}`,
    scale[wrong],
    `a weighted sum of scores that is ${bounds.expected}`,
  );
}

function weightsOf(path: string, value: unknown): Record<(typeof scores)[number], number> {
  const weights = { entropy: 1, salience: 1, coupling: 1 };
  if (value === undefined) return weights;
  if (typeof value !== 'object' || value === null || isList(value)) {
    throw new ParameterError(`${path}.weights`, value, 'an object of weights', 'type');
  }
  for (const [name, weight] of Object.entries(value)) {
    if (!(scores as readonly string[]).includes(name)) {
      throw unknownName(`${path}.weights.${name}`, weight, scores);
    }
    if (weight === undefined) continue;
    [weights[name as 'entropy']] = columnOf(`${path}.weights.${name}`, weight, 1, finite);
  }
  return weights;
}
