/** `shadowprice sampling points`: points of a design, or of a space of named numbers, as CSV or JSON. */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse } from '../../engine/parameters';
import type { DesignOptions } from '../../sampling/design';
import type { DrawOptions, Space } from '../../sampling/space';
import { sampleOptions } from '../compliance/options';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, given, type OptionTable } from '../flags';
import { readDocument } from '../input';
import { readWhole } from '../numbers';

const { design, seed, scramble } = sampleOptions;

export const pointsOptions = {
  samples: {
    meaning: 'points',
    isWhole: true,
    minimum: 1,
    maximum: 2 ** 32,
    default: 10,
  },
  dimensions: {
    meaning: 'numbers in a point; a space has as many as it names',
    isWhole: true,
    minimum: 1,
    maximum: 1000,
    default: 2,
  },
  design,
  seed,
  scramble,
} as const satisfies OptionTable;

/** Most numbers that are printed. */
const mostNumbers = 4_000_000;

const schema = v.strictObject(
  {
    ...Object.fromEntries(
      [...Object.keys(pointsOptions), 'space', 'correlation'].map((name) => [
        name,
        v.optional(v.unknown()),
      ]),
    ),
  },
  'an object with a space or a number of dimensions, and options',
);

export const points: Verb = {
  name: 'points',
  summary: 'points of a design in the unit cube, or of a space of distributions',

  configure(command) {
    addOptionFlags(command, pointsOptions, 'Options:');
    command.addHelpText(
      'after',
      `
A problem in JSON may name the numbers and give each a range or a distribution
(uniform, log-uniform, normal, truncated-normal, triangular, discrete), and
correlations of a Gaussian copula. Text output is CSV.

Examples:
  shadowprice sampling points --samples 5 --dimensions 3
  shadowprice sampling points --design scipy --seed 42 --samples 1000 > points.csv
  shadowprice sampling points --design sobol --no-scramble --samples 8 --json
  echo '{ "space": { "fine": [0, 2], "rate": { "kind": "log-uniform", "low": 0.01,
    "high": 1 } } }' | shadowprice sampling points - --samples 100`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const document = source === undefined ? {} : await readDocument(source);
    const inFile = parse(schema, document, 'problem') as Record<string, unknown>;
    const call: Record<string, unknown> = {
      samples: 10,
      ...inFile,
      ...given(flags, Object.keys(pointsOptions)),
    };
    // JSON has no whole numbers beyond 2^53
    if (typeof call.seed === 'string') call.seed = readWhole('seed', call.seed);
    const { names, rows } = pointsOf(engine, call);
    const width = names.length;
    const count = rows.length / width;
    const at = (i: number) => Array.from(rows.subarray(i * width, (i + 1) * width));
    return {
      result: { ...call, names, points: Array.from({ length: count }, (_, i) => at(i)) },
      holds: true,
      text: () =>
        [names.join(','), ...Array.from({ length: count }, (_, i) => at(i).join(','))].join('\n'),
    };
  },
};

/** @throws ParameterError */
function pointsOf(
  { sampling }: Parameters<Verb['run']>[0],
  { space, ...options }: Record<string, unknown>,
): { names: readonly string[]; rows: Float64Array } {
  if (space !== undefined) {
    if (options.dimensions !== undefined) {
      throw new ParameterError('dimensions', options.dimensions, 'nothing beside a space');
    }
    const draw = sampling.draw(space as Space, options as unknown as DrawOptions);
    requirePrintable(draw.samples, draw.names.length);
    return { names: draw.names, rows: draw.matrix() };
  }
  if (options.correlation !== undefined) {
    throw new ParameterError('correlation', options.correlation, 'nothing without a space');
  }
  const { dimensions = 2 } = options;
  const request = { ...options, dimensions } as unknown as DesignOptions;
  // before a design that is held in memory is made
  if (typeof request.samples === 'number') requirePrintable(request.samples, request.dimensions);
  const points = sampling.design(request);
  const names = Array.from({ length: points.dimensions }, (_, j) => `x${j + 1}`);
  return { names, rows: points.matrix() };
}

function requirePrintable(samples: number, dimensions: number): void {
  if (samples * dimensions <= mostNumbers) return;
  const most = Math.floor(mostNumbers / dimensions);
  throw new ParameterError('samples', samples, `at most ${most} to be printed; the API streams`);
}
