/** Options of coverings, and the parts that results have in common. */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { numberSchema, parse, runEntries, wholeNumber } from '../../engine/parameters';
import type { Ratio } from '../ratio';
import { ratioOf } from '../ratio';

export interface CoverOptions<Method extends string> {
  readonly method?: Method;
  /** Whether what the cover can do without is taken out again, the dearest first; by default yes. */
  readonly prune?: boolean;
  /** Seconds; only where a program is solved. */
  readonly timeLimit?: number;
  /** Nodes of branch and bound; only with `exact`. */
  readonly nodeLimit?: number;
  /** Ends the programs' work. */
  readonly signal?: AbortSignal;
}

export interface CompleteCall<Method extends string> {
  readonly method: Method;
  readonly prune: boolean;
  readonly timeLimit: number | undefined;
  readonly nodeLimit: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** A ratio, and what the realized one is against. */
export interface CoverRatio extends Ratio {
  /** `bound` where the optimum is not known: the ratio is then at most so large. Null without a cover. */
  readonly against: 'optimum' | 'bound' | null;
}

const seconds = { symbol: '', flag: '', unit: 's', default: 0, meaning: '', exclusiveMinimum: 0 };

/** @throws ParameterError naming the first option that is not usable */
export function completeCall<Method extends string>(
  options: unknown,
  methods: readonly [Method, ...Method[]],
  withPrograms: readonly string[],
): CompleteCall<Method> {
  const schema = v.strictObject(
    {
      method: v.optional(v.picklist(methods, `one of ${methods.join(', ')}`)),
      prune: v.optional(v.boolean('true or false'), true),
      timeLimit: v.optional(numberSchema(seconds)),
      nodeLimit: v.optional(wholeNumber(0, 2 ** 31 - 1)),
      signal: runEntries.signal,
    },
    'an object of options',
  );
  const parsed = parse(schema, options ?? {}, 'options');
  const method = (parsed.method ?? methods[0]) as Method;
  const { prune, timeLimit, nodeLimit, signal } = parsed;
  const nothing = `nothing where the method is ${method}`;
  if (timeLimit !== undefined && !withPrograms.includes(method)) {
    throw new ParameterError('timeLimit', timeLimit, nothing);
  }
  if (nodeLimit !== undefined && method !== 'exact') {
    throw new ParameterError('nodeLimit', nodeLimit, nothing);
  }
  return { method, prune, timeLimit, nodeLimit, signal };
}

export function coverRatio(cost: number, bound: number, proven: number): CoverRatio {
  return {
    realized: ratioOf(cost, bound),
    proven,
    against: bound === cost ? 'optimum' : 'bound',
  };
}
