/** A problem of token budgets, checked and as columns. */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse, wholeNumber } from '../../engine/parameters';
import { type Column, columnOf, finite, lengthOf, tokenNumber } from './columns-given';
import { type Curves, kindAt, none, PIECES } from './curves';
import { type Model, regionsOf } from './model';
import { type RegionsGiven, readRegions } from './regions';
import {
  countOf,
  type Relevance,
  readRelevance,
  relevanceExpected,
  type Shapes,
} from './relevance';

export interface Tensions {
  /** Share of the budget beyond the least one that is left unspent. Default 0. */
  readonly compress?: number;
  /** How far the lower bounds are moved towards equal shares. Default 0. */
  readonly explore?: number;
  /** Weight of the distance from equal shares against relevance. Default 0. */
  readonly diversify?: number;
}

export interface TokensProblem {
  readonly relevance: Relevance;
  /** Least tokens, a number for all patches or one a patch. Default 0, of points their first. */
  readonly lower?: Column;
  /** Most tokens. Default the budget, of tables and points their last. */
  readonly upper?: Column;
  /** The budget, all of which is spent. */
  readonly total: number;
  /** Patches, where no column tells their number. */
  readonly count?: number;
  /** The region of every patch, 0, 1, …; or the patches of every region, each in one. */
  readonly regions?: RegionsGiven;
  /** Budgets of regions. Default 0, and the whole budget. */
  readonly regionLower?: Column;
  readonly regionUpper?: Column;
  readonly tensions?: Tensions;
}

export interface TokensOptions {
  /** Whole tokens. Default true. */
  readonly integer?: boolean;
  /** Whether the published rules are compared. Default true. */
  readonly rules?: boolean;
  /**
   * What rules by score take for relevance, one a patch. Default the scales, of tables the value at
   * equal shares.
   */
  readonly scores?: Column;
  /** Rule `threshold`: the score above which a patch has its most. Default the mean score. */
  readonly threshold?: number;
  /**
   * Rule `transfer`: the marginal relevance between donors and recipients. Default the mean at
   * equal shares.
   */
  readonly marginalThreshold?: number;
  /** Rules `projectedGradient` and `transfer`. Default 100. */
  readonly iterations?: number;
  /** Rule `projectedGradient`: steps rate/(1 + decay k). Defaults 0.1 and 0.01. */
  readonly learningRate?: number;
  readonly decay?: number;
  /**
   * Combinations that dynamic programming may look at, where curves are not concave. Default 5e8.
   */
  readonly work?: number;
}

export interface Settings {
  readonly isWhole: boolean;
  readonly hasRules: boolean;
  readonly scores: Float64Array | null;
  readonly threshold: number | undefined;
  readonly marginalThreshold: number | undefined;
  readonly iterations: number;
  readonly learningRate: number;
  readonly decay: number;
  readonly work: number;
}

const anyNumber = v.pipe(v.number('a finite number'), v.finite('a finite number'));

const numberFrom = (least: number, most: number) => {
  const expected = `a number ≥ ${least} and ≤ ${most}`;
  return v.pipe(
    v.number(expected),
    v.check((x) => x >= least && x <= most, expected),
  );
};

const weight = v.optional(numberFrom(0, 1), 0);

const problemSchema = v.strictObject(
  {
    relevance: v.optional(v.unknown()),
    lower: v.optional(v.unknown()),
    upper: v.optional(v.unknown()),
    total: numberFrom(0, 1e15),
    count: v.optional(wholeNumber(1, 1e7)),
    regions: v.optional(v.unknown()),
    regionLower: v.optional(v.unknown()),
    regionUpper: v.optional(v.unknown()),
    tensions: v.optional(
      v.strictObject(
        { compress: weight, explore: weight, diversify: weight },
        'an object of weights',
      ),
      {},
    ),
  },
  'an object of relevance, lower, upper and total',
);

const optionsSchema = v.strictObject(
  {
    integer: v.optional(v.boolean('true or false'), true),
    rules: v.optional(v.boolean('true or false'), true),
    scores: v.optional(v.unknown()),
    threshold: v.optional(anyNumber),
    marginalThreshold: v.optional(anyNumber),
    iterations: v.optional(wholeNumber(0, 100_000), 100),
    learningRate: v.optional(numberFrom(0, 1e15), 0.1),
    decay: v.optional(numberFrom(0, 1e15), 0.01),
    work: v.optional(numberFrom(0, 5e9), 5e8),
  },
  'an object of options',
);

export interface Given {
  readonly model: Model;
  readonly tensions: Required<Tensions>;
  readonly settings: Settings;
}

/** Patches, at most. */
const mostPatches = 1e7;

/** @throws ParameterError naming the first field or option that is not usable */
export function readTokens(problem: unknown, options: unknown): Given {
  const given = parse(problemSchema, problem, 'problem');
  const { integer, rules, scores, ...others } = parse(optionsSchema, options, 'options');
  const { total } = given;
  if (integer && !Number.isInteger(total)) {
    throw new ParameterError('total', total, 'a whole number where tokens are whole (integer)');
  }
  const count = patchesOf(given, scores);
  const shapes = readRelevance(given.relevance, count);
  const curves = boundedCurves(shapes, given, count, integer);
  const regions = readRegions(given, count, integer);
  const model = {
    curves,
    regions: regions === null ? null : regionsOf(regions.of, regions.count, regions, curves),
    total,
    isWhole: integer,
  };
  return {
    model,
    tensions: given.tensions,
    settings: {
      ...others,
      isWhole: integer,
      hasRules: rules,
      scores: scores === undefined ? null : columnOf('scores', scores, count, finite),
      threshold: others.threshold,
      marginalThreshold: others.marginalThreshold,
    },
  };
}

function patchesOf(given: Readonly<Record<string, unknown>>, scores: unknown): number {
  if (given.relevance === undefined) {
    throw new ParameterError('relevance', undefined, relevanceExpected, 'type');
  }
  const lists = [
    countOf(given.relevance),
    lengthOf(given.lower),
    lengthOf(given.upper),
    lengthOf(scores),
  ];
  const count = (given.count as number | undefined) ?? lists.find((length) => length !== undefined);
  if (count === undefined) {
    throw new ParameterError('count', undefined, 'the number of patches, as no column tells it');
  }
  if (count < 1 || count > mostPatches) {
    throw new ParameterError('relevance', given.relevance, `1 … ${mostPatches} patches`);
  }
  if (Array.isArray(given.relevance) && given.relevance.length !== count) {
    throw new ParameterError('relevance', given.relevance, `one curve a patch, ${count} of them`);
  }
  return count;
}

function boundedCurves(
  shapes: Shapes,
  given: { readonly lower?: unknown; readonly upper?: unknown; readonly total: number },
  count: number,
  isWhole: boolean,
): Curves {
  const { isTable, ...shape } = shapes;
  const { start, px } = shape;
  const isPieces = (i: number) => start.length > 0 && start[i + 1] > start[i];
  const lower = columnOf('lower', given.lower ?? 0, count, tokenNumber);
  const upper = columnOf('upper', given.upper ?? given.total, count, tokenNumber);
  for (let i = 0; i < count; i++) {
    if (isPieces(i)) {
      const [from, to] = [start[i], start[i + 1] - 1];
      if (isTable?.[i] === 1) {
        if (given.upper === undefined) upper[i] = lower[i] + to - from;
        checkTable(i, lower[i], upper[i], to - from + 1);
        for (let k = from; k <= to; k++) px[k] += lower[i];
      } else {
        if (given.lower === undefined) lower[i] = px[from];
        if (given.upper === undefined) upper[i] = px[to];
        checkPoints(i, lower[i], upper[i], px[from], px[to]);
      }
    } else if (given.upper === undefined) upper[i] = Math.max(upper[i], lower[i]);
    if (lower[i] > upper[i]) {
      const path = lengthOf(given.upper) === undefined ? 'upper' : `upper.${i}`;
      throw new ParameterError(path, upper[i], `no less than the lower bound, ${lower[i]}`);
    }
    if (!isWhole) continue;
    const [low, high] = [Math.ceil(lower[i]), Math.floor(upper[i])];
    if (low > high) {
      throw new ParameterError(
        `upper.${i}`,
        upper[i],
        `a whole number from ${lower[i]} on below it`,
      );
    }
    [lower[i], upper[i]] = [low, high];
  }
  return { count, ...shape, knee: null, penalty: 0, centre: none, lower, upper };
}

function checkTable(i: number, lower: number, upper: number, length: number): void {
  if (!Number.isInteger(lower)) {
    throw new ParameterError(`lower.${i}`, lower, 'a whole number, where a table begins');
  }
  if (length === upper - lower + 1) return;
  const expected = `${upper - lower + 1} values, one for each of ${lower} … ${upper} tokens`;
  throw new ParameterError(`relevance.${i}.table`, `${length} values`, expected);
}

function checkPoints(i: number, lower: number, upper: number, first: number, last: number): void {
  if (first <= lower && last >= upper) return;
  const expected = `points from ${lower} tokens or less to ${upper} or more`;
  throw new ParameterError(`relevance.${i}.points`, `${first} … ${last}`, expected);
}

export const isPiecewise = (c: Curves): boolean =>
  c.kind === PIECES || (c.kind === -1 && c.lower.some((_, i) => kindAt(c, i) === PIECES));
