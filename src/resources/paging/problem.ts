/**
 * Paging: a cache of k slots serves requests for pages one after another. A page that is not in the cache is
 * a fault: it must be fetched into a slot, and where all are taken a page is evicted. What is asked for next
 * is not known (but to Belady's rule).
 *
 * Pages are names. A number is the name that its decimal text is, so 1 and "1" are the same page.
 */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse, wholeNumber } from '../../engine/parameters';
import { type Seed, wordsOf } from '../../sampling/seed-sequence';

export type Page = number | string;

export interface PagingProblem {
  /** The pages asked for, in order: 1 to 10⁷ finite numbers or texts. */
  readonly requests: ArrayLike<Page>;
  /** k, slots of the cache: a whole number from 1 to 10⁷. */
  readonly cache: number;
}

export const pagingPolicies = ['lru', 'fifo', 'lfu', 'marking', 'belady'] as const;
export type PagingPolicy = (typeof pagingPolicies)[number];

export interface PagingOptions {
  /** By default all. */
  readonly policies?: readonly PagingPolicy[];
  /** Of `marking`: a whole number ≥ 0; by default 0. */
  readonly seed?: Seed;
  /** Runs of `marking` that are averaged, 1 to 10 000; by default 8, fewer beyond 250 000 requests, 2 at least. */
  readonly replications?: number;
  /**
   * Sizes of the cache for the curves, 1 to 1000 of them; by default as many, evenly on a logarithmic scale,
   * as take about the time of 4·10⁶ requests a policy; at least k − 1, k and k + 1.
   */
  readonly sizes?: readonly number[];
}

/** A checked trace. */
export interface Trace {
  /** The page of every request, by index in order of first requests. */
  readonly requests: Int32Array;
  /** What pages are called. */
  readonly pages: readonly Page[];
  readonly cache: number;
}

const mostRequests = 1e7;
const mostCache = 1e7;
const mostSizes = 1000;
const mostWork = 4e9;
const usualWork = 4e6;

const problemSchema = v.strictObject(
  { requests: v.optional(v.unknown()), cache: wholeNumber(1, mostCache) },
  'an object with requests and cache',
);

const policy = `one of ${pagingPolicies.join(', ')}`;

const optionsSchema = v.strictObject(
  {
    policies: v.optional(
      v.pipe(
        v.array(v.picklist(pagingPolicies, policy), 'an array of policies'),
        v.check((list) => list.length > 0, 'one policy at least'),
        v.check((list) => new Set(list).size === list.length, 'every policy once'),
      ),
      [...pagingPolicies],
    ),
    seed: v.optional(v.unknown(), 0),
    replications: v.optional(wholeNumber(1, 10_000)),
    sizes: v.optional(
      v.pipe(
        v.array(wholeNumber(1, mostCache), 'an array of whole numbers of slots'),
        v.check(
          (list) => list.length > 0 && list.length <= mostSizes,
          `an array of 1 to ${mostSizes} sizes`,
        ),
      ),
    ),
  },
  'an object of options',
);

/** @throws ParameterError naming the first field that is not usable */
export function traceOf(problem: PagingProblem): Trace {
  const { requests, cache } = parse(problemSchema, problem, 'problem');
  return { ...indexed(requests), cache };
}

function indexed(requests: unknown): Pick<Trace, 'requests' | 'pages'> {
  const isList =
    Array.isArray(requests) ||
    (ArrayBuffer.isView(requests) &&
      !(requests instanceof DataView) &&
      !(requests instanceof BigInt64Array) &&
      !(requests instanceof BigUint64Array));
  if (!isList) throw new ParameterError('requests', requests, 'an array of pages', 'type');
  const list = requests as unknown as ArrayLike<unknown>;
  if (list.length === 0 || list.length > mostRequests) {
    throw new ParameterError('requests', requests, `1 to ${mostRequests} requests`);
  }
  const byNumber = new Map<number, number>();
  // numbers need no names until there is a text
  let byName: Map<string, number> | null = null;
  const pages: Page[] = [];
  const indices = new Int32Array(list.length);
  for (let t = 0; t < list.length; t++) {
    const page = list[t];
    let index: number | undefined;
    if (typeof page === 'number') {
      index = byNumber.get(page);
      if (index === undefined) {
        if (!Number.isFinite(page)) throw badPage(t, page, 'range');
        index = byName?.get(String(page)) ?? pages.length;
        byNumber.set(page, index);
      }
    } else if (typeof page === 'string') {
      byName ??= new Map(pages.map((name, i) => [String(name), i]));
      index = byName.get(page) ?? pages.length;
    } else throw badPage(t, page, 'type');
    if (index === pages.length) {
      byName?.set(String(page), index);
      pages.push(page);
    }
    indices[t] = index;
  }
  return { requests: indices, pages };
}

function badPage(t: number, page: unknown, kind: 'type' | 'range'): ParameterError {
  return new ParameterError(`requests.${t}`, page, 'a finite number or a text', kind);
}

export interface CompleteOptions {
  readonly policies: readonly PagingPolicy[];
  readonly seed: Seed;
  readonly replications: number;
  /** In ascending order, each once. */
  readonly sizes: Int32Array;
}

/** @throws ParameterError naming the first option that is not usable */
export function completeOptions(options: unknown, trace: Trace): CompleteOptions {
  const given = parse(optionsSchema, options ?? {}, 'options');
  const { policies, seed, sizes } = given;
  wordsOf(seed);
  const { length } = trace.requests;
  const replications =
    given.replications ?? Math.max(2, Math.min(8, Math.floor(usualWork / 2 / length)));
  if (length * replications > mostWork) {
    const expected = `at most ${Math.floor(mostWork / length)} with so many requests`;
    throw new ParameterError('replications', replications, expected);
  }
  if (sizes !== undefined && length * sizes.length > mostWork) {
    const expected = `at most ${Math.floor(mostWork / length)} sizes with so many requests`;
    throw new ParameterError('sizes', sizes, expected);
  }
  return {
    policies,
    seed: seed as Seed,
    replications,
    sizes: Int32Array.from(new Set(sizes ?? usualSizes(trace))).sort(),
  };
}

/** Sizes from 1 to all pages, fewer the longer the trace is, with those beside k. */
function usualSizes({ requests, pages, cache }: Trace): number[] {
  const near = [cache - 1, cache, cache + 1].filter((k) => k >= 1);
  const most = Math.min(64, Math.floor(usualWork / requests.length)) - near.length;
  const all = pages.length;
  if (all <= most) return [...near, ...Array.from({ length: all }, (_, i) => i + 1)];
  const sizes = [...near];
  // the same share more from one to the next, by square roots of what lies between
  const between = (low: number, high: number, count: number): void => {
    if (count < 1 || high - low < 2) return;
    const middle = Math.min(high - 1, Math.max(low + 1, Math.round(Math.sqrt(low * high))));
    sizes.push(middle);
    const left = Math.floor((count - 1) / 2);
    between(low, middle, left);
    between(middle, high, count - 1 - left);
  };
  if (most >= 1) sizes.push(all);
  if (most >= 2) sizes.push(1);
  between(1, all, most - 2);
  return sizes;
}
