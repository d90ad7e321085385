/** Named parameters and their distributions, and samples of them. */

import * as v from 'valibot';
import type { Backend, ElementaryFunctions } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { parse } from '../engine/parameters';
import { applyCopula, type Copula, type Correlation, copulaOf } from './copula';
import type { DesignKind } from './design';
import { designOf, designSchemas } from './designs';
import {
  type CompleteDistribution,
  completeDistribution,
  type GivenDistribution,
  quantileInto,
} from './distributions';
import type { Seed } from './seed-sequence';

/** What is known of each parameter: a distribution, a pair [low, high] (uniform) or a number (constant). */
export type Space<Name extends string = string> = Readonly<Record<Name, GivenDistribution>>;

/** One column of values a parameter. */
export type Columns<Name extends string = string> = Readonly<Record<Name, Float64Array>>;

export interface CompleteSpace<Name extends string = string> {
  readonly names: readonly Name[];
  /** In the order of the names. */
  readonly distributions: readonly CompleteDistribution[];
  /** Places of the parameters that vary: dimension j of a design is that of name `random[j]`. */
  readonly random: readonly number[];
}

export interface DrawOptions<Name extends string = string> {
  /** Default `latin-hypercube`. */
  readonly design?: DesignKind;
  /** n, 1 … 2³². */
  readonly samples: number;
  /** Whole number or bigint ≥ 0. Default 0. */
  readonly seed?: Seed;
  /** `scipy` and `sobol`: whether points are randomized. Default true. */
  readonly scramble?: boolean;
  /** Which parameters go together, of a Gaussian copula. Default none. */
  readonly correlation?: readonly Correlation<Name>[];
}

/** n points of a space, each a function of (space, options, index) alone. */
export interface Draw<Name extends string = string> {
  readonly names: readonly Name[];
  readonly samples: number;
  readonly design: DesignKind;
  readonly seed: Seed;
  /** Points [from, to), in fresh columns. @throws ParameterError where the slice is not one */
  columns(from: number, to: number): Columns<Name>;
  /** Slices of at most `size` points (default 65 536), in order; the columns are used again by the next. */
  chunks(size?: number): IterableIterator<DrawChunk<Name>>;
  /** All points, row by row in the order of the names. */
  matrix(): Float64Array;
}

export interface DrawChunk<Name extends string = string> {
  readonly from: number;
  readonly to: number;
  readonly columns: Columns<Name>;
}

const schema = v.strictObject(
  { ...designSchemas, correlation: v.optional(v.unknown()) },
  'an object of options',
);

/** Most numbers a matrix may have: 1 GiB. */
const maxHeld = 2 ** 27;

/**
 * Samples of a space in constant memory. Constants take no dimension of the design.
 *
 * @throws ParameterError naming the first input that is not usable
 */
export function drawOf<Name extends string>(
  backend: Backend,
  space: Space<Name>,
  options: DrawOptions<NoInfer<Name>>,
): Draw<Name> {
  const complete = completeSpace(space);
  const { correlation, ...rest } = parse(schema, options, 'options');
  const copula = spaceCopula(complete, correlation);
  const { names, random } = complete;
  const design = designOf(backend, {
    ...rest,
    seed: rest.seed as Seed,
    dimensions: Math.max(1, random.length),
  });
  const { samples } = design;
  const constants = constantColumns(complete);
  return {
    names,
    samples,
    design: design.kind,
    seed: design.seed,
    columns: (from, to) =>
      columnsFrom(
        backend.math,
        complete,
        copula,
        design.fill(from, to),
        constantColumns(complete)(to - from),
      ),
    *chunks(size) {
      for (const { from, to, columns } of design.chunks(size)) {
        const fixed = constants(to - from);
        yield { from, to, columns: columnsFrom(backend.math, complete, copula, columns, fixed) };
      }
    },
    matrix() {
      const d = names.length;
      if (samples * d > maxHeld) {
        const most = Math.floor(maxHeld / d);
        throw new ParameterError('samples', samples, `at most ${most} where all points are held`);
      }
      const rows = new Float64Array(samples * d);
      for (const { from, to, columns } of this.chunks()) {
        names.forEach((name, j) => {
          const column = columns[name];
          for (let i = from; i < to; i++) rows[i * d + j] = column[i - from];
        });
      }
      return rows;
    },
  };
}

/** A space, checked. @throws ParameterError */
export function completeSpace<Name extends string>(given: Space<Name>): CompleteSpace<Name> {
  const expected = 'an object with a distribution, a pair [low, high] or a number for each name';
  if (Object.prototype.toString.call(given) !== '[object Object]') {
    throw new ParameterError('space', given, expected, 'type');
  }
  const names = Object.keys(given) as Name[];
  if (names.length === 0) throw new ParameterError('space', given, expected);
  // as a key of the results it would vanish
  if (Object.hasOwn(given, '__proto__')) {
    throw new ParameterError('space', given, 'names other than __proto__');
  }
  const distributions = names.map((name) => completeDistribution(given[name], `space.${name}`));
  const random = names.map((_, i) => i).filter((i) => distributions[i].kind !== 'constant');
  return { names, distributions, random };
}

/** The copula of the parameters that vary. @throws ParameterError */
export function spaceCopula(space: CompleteSpace, correlation: unknown): Copula | undefined {
  const { names, random } = space;
  const constants = names.filter((_, i) => !random.includes(i));
  return copulaOf(
    random.map((i) => names[i]),
    correlation,
    constants,
  );
}

/** Columns of the constants, filled once for the longest count asked for. */
export function constantColumns(space: CompleteSpace): (count: number) => Float64Array[] {
  const fixed = space.distributions.filter((distribution) => distribution.kind === 'constant');
  let held: Float64Array[] = fixed.map(() => new Float64Array(0));
  return (count) => {
    if (held.length > 0 && held[0].length < count) {
      held = fixed.map(({ value }) => new Float64Array(count).fill(value));
    }
    return held.map((column) => column.subarray(0, count));
  };
}

/**
 * Values of the parameters from points of the unit cube, which they replace.
 *
 * @param u columns of the parameters that vary
 * @param constants columns of those that do not
 */
export function columnsFrom<Name extends string>(
  math: ElementaryFunctions,
  space: CompleteSpace<Name>,
  copula: Copula | undefined,
  u: Float64Array,
  constants: readonly Float64Array[],
): Columns<Name> {
  const { names, distributions, random } = space;
  const count = random.length === 0 ? 0 : Math.floor(u.length / random.length);
  if (copula !== undefined) applyCopula(math, copula, u, count);
  const columns = {} as Record<Name, Float64Array>;
  let fixed = 0;
  let dimension = 0;
  names.forEach((name, i) => {
    if (distributions[i].kind === 'constant') {
      columns[name] = constants[fixed++];
      return;
    }
    const column = u.subarray(dimension * count, (dimension + 1) * count);
    dimension++;
    columns[name] = quantileInto(math, distributions[i], column, column);
  });
  return columns;
}
