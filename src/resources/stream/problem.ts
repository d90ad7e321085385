/** A stream of frames, checked and as columns. */

import * as v from 'valibot';
import type { ElementaryFunctions } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { parse, wholeNumber } from '../../engine/parameters';
import { neumaierSum } from '../../numerics/sums';
import { type Column, columnOf, lengthOf, tokenNumber } from '../tokens/columns-given';
import { type Curves, kindAt, kinds, relevanceAt, subset } from '../tokens/curves';
import { envelopeOf } from '../tokens/envelope';
import { readTokens } from '../tokens/problem';
import { countOf, type PatchRelevance, type Relevance } from '../tokens/relevance';
import { type MarginalEnds, marginalEnds } from './marginals';
import type { StreamValues } from './pricing';

/** A frame that is worth `value` with all of its `tokens`, and in proportion with fewer. */
export interface StreamFrame {
  readonly value: number;
  readonly tokens: number;
}

export interface StreamProblem {
  /**
   * The relevance of frames in their order of arrival: one family of concave curves whose scale (or
   * scores) has a number a frame, or a list with a curve or `{ value, tokens }` for each.
   */
  readonly frames: Relevance | ReadonlyArray<PatchRelevance | StreamFrame>;
  /** The budget B, tokens: from 0 to 1e15. */
  readonly total: number;
  /** Least tokens, a number for all frames or one a frame. Default 0. */
  readonly lower?: Column;
  /** Most tokens. Default the budget, of `{ value, tokens }` its tokens. */
  readonly upper?: Column;
  /**
   * Least and greatest worth of a token, known in advance. Default those of the frames, at most six
   * orders apart: a range that only hindsight knows.
   */
  readonly values?: StreamValues | null;
  /** Frames announced, no fewer than there are. Default as many as there are. */
  readonly count?: number;
  /**
   * Tokens put by for lower bounds in advance, no fewer than these need, no more than the budget. Default
   * their sum.
   */
  readonly reserve?: number;
}

export interface StreamOptions {
  /** Whole tokens. Default false. */
  readonly integer?: boolean;
  /** Whether greedy, uniform and threshold policies stand beside. Default true. */
  readonly baselines?: boolean;
}

/** A checked problem. */
export interface Stream {
  /** Concave; upper bounds are cut to what the free budget allows. */
  readonly curves: Curves;
  readonly total: number;
  readonly reserve: number;
  /** What is left beyond the reserve; where lower bounds do not fit, what is left beyond these, < 0. */
  readonly free: number;
  /** Frames announced. */
  readonly announced: number;
  readonly isWhole: boolean;
  /** L and U; null where no token is worth anything or none is free. */
  readonly values: (StreamValues & { readonly source: 'given' | 'frames' }) | null;
  /** Whether no token that can be bought is worth less than L. */
  readonly isWithin: boolean;
  readonly hasBaselines: boolean;
}

const tokens = (() => {
  const expected = 'a number ≥ 0 and ≤ 1e15';
  return v.pipe(
    v.number(expected),
    v.check((x) => x >= 0 && x <= 1e15, expected),
  );
})();

const worth = (() => {
  const expected = 'a number ≥ 1e-150 and ≤ 1e150';
  return v.pipe(
    v.number(expected),
    v.check((x) => x >= 1e-150 && x <= 1e150, expected),
  );
})();

/** Of sums, relative. */
const rounding = 1e-12;
/** U, at most. */
const mostWorth = 1e150;
/** U/L, at most. */
const mostRatio = 1e15;
/** Of the greatest worth: what is less does not count for a range that is taken from the frames. */
const leastShare = 1e-6;

const problemSchema = v.strictObject(
  {
    frames: v.optional(v.unknown()),
    total: tokens,
    lower: v.optional(v.unknown()),
    upper: v.optional(v.unknown()),
    values: v.optional(v.unknown()),
    count: v.optional(wholeNumber(1, 1e7)),
    reserve: v.optional(tokens),
  },
  'an object of frames and total',
);

const valuesSchema = v.strictObject(
  { least: worth, greatest: worth },
  'an object of least and greatest',
);

const optionsSchema = v.strictObject(
  {
    integer: v.optional(v.boolean('true or false'), false),
    baselines: v.optional(v.boolean('true or false'), true),
  },
  'an object of options',
);

/** @throws ParameterError naming the first field or option that is not usable */
export function readStream(m: ElementaryFunctions, problem: unknown, options: unknown): Stream {
  const given = parse(problemSchema, problem, 'problem');
  const { integer, baselines } = parse(optionsSchema, options, 'options');
  const { total, frames } = given;
  const values = readValues(given.values);
  if (frames === undefined) {
    throw new ParameterError('frames', frames, 'a family of curves, or one curve a frame', 'type');
  }
  const bounded = readCurves(given, integer);
  const announced = given.count ?? bounded.count;
  if (announced < bounded.count) {
    throw new ParameterError('count', announced, `no fewer than the frames, ${bounded.count}`);
  }
  const concave = requireConcave(m, bounded);
  const least = neumaierSum(bounded.lower);
  const reserve = given.reserve ?? least;
  if (reserve < least * (1 - rounding)) {
    throw new ParameterError('reserve', reserve, `no less than the sum of lower bounds, ${least}`);
  }
  if (integer && !Number.isInteger(reserve)) {
    throw new ParameterError('reserve', reserve, 'a whole number where tokens are whole (integer)');
  }
  const left = leftOf(total, least);
  if (left >= 0 && leftOf(total, reserve) < 0) {
    throw new ParameterError('reserve', reserve, `no more than the budget, ${total}`);
  }
  const free = left < 0 ? left : leftOf(total, reserve);
  const room = Math.max(0, free);
  const { lower } = concave;
  const upper = concave.upper.map((u, i) => Math.min(u, lower[i] + room));
  const curves = { ...concave, lower, upper };
  const ends = marginalEnds(m, curves, integer);
  const range = rangeOf(values, ends);
  return {
    curves,
    total,
    reserve,
    free,
    announced,
    isWhole: integer,
    values: room === 0 ? null : range,
    isWithin: range === null || !(ends.least < range.least),
    hasBaselines: baselines,
  };
}

/** Of a budget; as little is missing as sums are rounded by. */
function leftOf(total: number, reserve: number): number {
  const left = total - reserve;
  return left < 0 && -left <= rounding * reserve ? 0 : left;
}

interface Given {
  readonly total: number;
  readonly frames?: unknown;
  readonly lower?: unknown;
  readonly upper?: unknown;
  readonly count?: number | undefined;
}

/** The curves with their bounds, read as those of a token budget. */
function readCurves(given: Given, isWhole: boolean): Curves {
  const { total, lower } = given;
  const { frames, upper } = withLinear(given);
  const count = countOf(frames) ?? lengthOf(lower) ?? lengthOf(upper) ?? given.count;
  if (count === undefined) {
    throw new ParameterError('count', count, 'the number of frames, as no column tells it');
  }
  try {
    const problem = { relevance: frames, lower, upper, total, count: Math.max(1, count) };
    if (count === 0) throw new ParameterError('frames', frames, '1 … 10000000 frames');
    return readTokens(problem, { integer: isWhole, rules: false }).model.curves;
  } catch (error) {
    throw renamed(error, (path) => path.replace(/^relevance/, 'frames'));
  }
}

function readValues(values: unknown): StreamValues | null {
  if (values === undefined || values === null) return null;
  try {
    return parse(valuesSchema, values, 'values');
  } catch (error) {
    throw renamed(error, (path) => (path === 'values' ? path : `values.${path}`));
  }
}

/** The same error with the names of a stream. */
function renamed(error: unknown, pathOf: (path: string) => string): unknown {
  if (!(error instanceof ParameterError)) return error;
  const expected = error.expected.replace(/\bpatch/g, 'frame');
  return new ParameterError(pathOf(error.path), error.given, expected, error.kind);
}

const linearSchema = (() => {
  const value = 'a finite number ≥ 0';
  const most = 'a number > 0 and ≤ 1e15';
  return v.strictObject(
    {
      value: v.pipe(
        v.number(value),
        v.finite(value),
        v.check((x) => x >= 0, value),
      ),
      tokens: v.pipe(
        v.number(most),
        v.check((x) => x > 0 && x <= 1e15, most),
      ),
    },
    'an object of value and tokens, as other frames are',
  );
})();

const isLinear = (frame: unknown) =>
  typeof frame === 'object' && frame !== null && ('value' in frame || 'tokens' in frame);

/** Frames `{ value, tokens }` as linear curves with upper bounds. */
function withLinear({ frames, upper }: Given): { frames: unknown; upper: unknown } {
  if (!Array.isArray(frames) || !frames.some(isLinear)) return { frames, upper };
  const scale = new Float64Array(frames.length);
  const most = new Float64Array(frames.length);
  frames.forEach((frame: unknown, i) => {
    const outcome = v.safeParse(linearSchema, frame);
    const { value, tokens: all } = outcome.success
      ? outcome.output
      : parse(v.strictObject({ [`frames.${i}`]: linearSchema }), { [`frames.${i}`]: frame }, '')[
          `frames.${i}`
        ];
    scale[i] = value / all;
    most[i] = all;
  });
  const bounds = columnOf('upper', upper ?? 1e15, frames.length, tokenNumber);
  return {
    frames: { family: 'linear', scale },
    upper: bounds.map((u, i) => Math.min(u, most[i])),
  };
}

/** @throws ParameterError naming the first curve that is not concave, or worth less than nothing */
function requireConcave(m: ElementaryFunctions, curves: Curves): Curves {
  const envelope = envelopeOf(m, curves);
  for (let i = 0; i < curves.count; i++) {
    const one = Int32Array.of(i);
    if (!envelope.isConcave && !envelopeOf(m, subset(curves, one)).isConcave) {
      throw new ParameterError(`frames.${i}`, kinds[kindAt(curves, i)], 'a concave curve');
    }
    const least = relevanceAt(m, curves, i, curves.lower[i]);
    if (!(least >= 0 && least < Infinity)) {
      throw new ParameterError(`frames.${i}`, least, 'relevance ≥ 0 at the lower bound');
    }
  }
  return envelope.curves;
}

function rangeOf(
  given: StreamValues | null,
  { greatest, least, at }: MarginalEnds,
): Stream['values'] {
  if (given === null) {
    if (!(greatest > 0)) return null;
    if (!(greatest <= mostWorth)) {
      const expected = `at most ${mostWorth} for the first token; give a lower bound above 0`;
      throw new ParameterError(`frames.${at}`, greatest, expected);
    }
    // gains of a straight curve may rise by their rounding
    const from = Math.min(greatest, Math.max(least, leastShare * greatest));
    return { least: from, greatest, source: 'frames' };
  }
  if (given.greatest < given.least || given.greatest > mostRatio * given.least * (1 + rounding)) {
    const expected = `a number from least, ${given.least}, to ${mostRatio} times that`;
    throw new ParameterError('values.greatest', given.greatest, expected);
  }
  if (greatest > given.greatest * (1 + rounding)) {
    const expected = `no less than what the first token of frame ${at} is worth, ${greatest}`;
    throw new ParameterError('values.greatest', given.greatest, expected);
  }
  return { ...given, source: 'given' };
}
