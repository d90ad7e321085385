/** Designs: from options to points. */

import * as v from 'valibot';
import type { Backend } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { type PointStream, streamWords } from '../engine/kernels/sampling';
import { parse, requireSlice, wholeNumber } from '../engine/parameters';
import { type Design, type DesignChunk, type DesignOptions, designKinds } from './design';
import { pcg64State } from './scipy';
import { independentWords, type Seed, wordsOf } from './seed-sequence';
import { sobolTable } from './sobol';
import { maxDimensions as sobolDimensions } from './sobol-directions';

const maxSamples = 2 ** 32;
/** 32767², the most points that the keyed permutation of a Latin hypercube has room for. */
const maxStrata = 32767 ** 2;
const maxDimensions = 1000;
/** Most numbers that a design which cannot be computed by slices may have: 1 GiB. */
const maxHeld = 2 ** 27;
const chunkSize = 65536;

/** Checks of options that designs, samples and indices share. */
export const designSchemas = {
  design: v.optional(
    v.picklist(designKinds, `one of ${designKinds.join(', ')}`),
    'latin-hypercube' as const,
  ),
  samples: wholeNumber(1, maxSamples),
  seed: v.optional(v.unknown(), 0),
  scramble: v.optional(v.boolean('true or false'), true),
};

const schema = v.strictObject(
  { ...designSchemas, dimensions: wholeNumber(1, maxDimensions) },
  'an object of options',
);

/**
 * The design of `options`.
 *
 * @param stream which of the independent designs of this seed, for replicates; the first has none.
 *   `scipy` knows no streams: replicates take other seeds
 * @throws ParameterError naming the first option that is not usable
 */
export function designOf(
  backend: Backend,
  options: DesignOptions,
  stream: readonly number[] = [],
): Design {
  const complete = parse(schema, options, 'options');
  const { design: kind, samples, dimensions, scramble } = complete;
  const seed = complete.seed as Seed;
  wordsOf(seed);
  const about = { kind, samples, dimensions, seed };
  switch (kind) {
    case 'scipy': {
      requireHeld(samples, dimensions);
      const points = new Float64Array(samples * dimensions);
      const state = pcg64State(seed);
      backend.sampling.scipyHypercube(state, samples, dimensions, scramble, points);
      return designFrom(about, heldFill(points, samples, dimensions));
    }
    case 'grid':
      return designFrom(about, gridFill(samples, dimensions));
    default: {
      const points = pointStream(kind, samples, dimensions, seed, stream, scramble);
      return designFrom(about, (from, to, out) =>
        backend.sampling.fill(points, from, to - from, out),
      );
    }
  }
}

const streamTag = { 'latin-hypercube': 1, sobol: 2, random: 3 } as const;

/** What the kernels need of a design that is computed point by point. @throws ParameterError */
export function pointStream(
  kind: PointStream['kind'],
  samples: number,
  dimensions: number,
  seed: Seed,
  stream: readonly number[],
  scramble = true,
): PointStream {
  if (kind === 'sobol' && dimensions > sobolDimensions) {
    const expected = `at most ${sobolDimensions} dimensions for sobol`;
    throw new ParameterError('dimensions', dimensions, expected);
  }
  if (kind === 'latin-hypercube' && samples > maxStrata) {
    throw new ParameterError('samples', samples, `at most ${maxStrata} for one latin-hypercube`);
  }
  const key = [streamTag[kind], ...stream];
  if (kind === 'sobol') {
    const table = sobolTable(dimensions, scramble ? seed : undefined, key);
    return { kind, samples, dimensions, table };
  }
  const words = streamWords[kind];
  const table = new Uint32Array(words * dimensions);
  for (let j = 0; j < dimensions; j++) {
    table.set(independentWords(seed, words, [...key, j]), j * words);
  }
  return { kind, samples, dimensions, table };
}

type Fill = (from: number, to: number, out: Float64Array) => void;

function designFrom(
  about: Pick<Design, 'kind' | 'samples' | 'dimensions' | 'seed'>,
  fill: Fill,
): Design {
  const { samples, dimensions } = about;
  const slice: Design['fill'] = (from, to, out) => {
    requireSlice(from, to, samples);
    const length = (to - from) * dimensions;
    const target = out ?? allocate(length);
    if (!(target instanceof Float64Array) || target.length < length) {
      throw new ParameterError('out', target, `a Float64Array of at least ${length} values`);
    }
    fill(from, to, target);
    return target;
  };
  return {
    ...about,
    fill: slice,
    matrix() {
      requireHeld(samples, dimensions);
      const rows = new Float64Array(samples * dimensions);
      for (const { from, to, columns } of this.chunks()) {
        for (let j = 0; j < dimensions; j++) {
          const column = j * (to - from);
          for (let i = from; i < to; i++) rows[i * dimensions + j] = columns[column + i - from];
        }
      }
      return rows;
    },
    chunks: (size = chunkSize) => chunksOf(slice, samples, dimensions, size),
  };
}

function* chunksOf(
  fill: Design['fill'],
  samples: number,
  dimensions: number,
  size: number,
): IterableIterator<DesignChunk> {
  if (!Number.isInteger(size) || size < 1) {
    throw new ParameterError('size', size, 'a whole number ≥ 1');
  }
  const buffer = allocate(Math.min(size, samples) * dimensions);
  for (let from = 0; from < samples; from += size) {
    const to = Math.min(from + size, samples);
    fill(from, to, buffer);
    yield { from, to, columns: buffer.subarray(0, (to - from) * dimensions) };
  }
}

function heldFill(points: Float64Array, samples: number, dimensions: number): Fill {
  return (from, to, out) => {
    for (let j = 0; j < dimensions; j++) {
      out.set(points.subarray(j * samples + from, j * samples + to), j * (to - from));
    }
  };
}

/** Centres of m^d boxes; the last dimension runs fastest. */
function gridFill(samples: number, dimensions: number): Fill {
  const m = gridSide(samples, dimensions);
  return (from, to, out) => {
    for (let j = 0; j < dimensions; j++) {
      const stride = m ** (dimensions - 1 - j);
      const column = j * (to - from);
      for (let i = from; i < to; i++) {
        out[column + i - from] = ((Math.floor(i / stride) % m) + 0.5) / m;
      }
    }
  };
}

/** m with m^d = n. @throws ParameterError with the nearest n where there is none */
function gridSide(samples: number, dimensions: number): number {
  const near = Math.round(samples ** (1 / dimensions));
  const sides = [near - 1, near, near + 1].filter((m) => m >= 1);
  const side = sides.find((m) => m ** dimensions === samples);
  if (side !== undefined) return side;
  const sizes = sides.map((m) => m ** dimensions).filter((n) => n <= maxSamples);
  throw new ParameterError(
    'samples',
    samples,
    `for a grid of ${dimensions} dimensions a number m^${dimensions}, such as ${sizes.join(', ')}`,
  );
}

function requireHeld(samples: number, dimensions: number): void {
  if (samples * dimensions > maxHeld) {
    throw new ParameterError(
      'samples',
      samples,
      `at most ${Math.floor(maxHeld / dimensions)} where all points are held in memory`,
    );
  }
}

function allocate(length: number): Float64Array {
  if (length <= maxHeld) return new Float64Array(length);
  throw new ParameterError('to', length, `a slice of at most ${maxHeld} numbers`);
}
