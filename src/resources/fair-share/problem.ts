/**
 * Flows that share links: what a problem of fair shares may hold, and the network it stands for.
 *
 * Flow i may have at most its demand d_i and counts w_i; it needs its rate on every link l of its route R_i,
 * and the rates on a link may add up to its capacity:
 *
 *     0 ≤ x_i ≤ d_i,    Σ_{i: l ∈ R_i} x_i ≤ C_l.                                                  (RF1)
 *
 * One resource (`capacity`) is one link that all flows use.
 */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse } from '../../engine/parameters';

export interface FairShareProblem {
  /**
   * d_i ≥ 0, the most that flow i takes; `Infinity`, or the word "unlimited", where it takes all there is.
   * Unlimited for all by default, where `weights` or `routes` tell how many there are.
   */
  readonly demands?: readonly (number | 'unlimited')[] | Float64Array;
  /** C, 0 … 10¹⁰⁰, of the one resource; or `routes` and `capacities` of many. */
  readonly capacity?: number;
  /** w_i, 10⁻¹⁰⁰ … 10¹⁰⁰; 1 by default. */
  readonly weights?: readonly number[] | Float64Array;
  /** R_i: the links of every flow, each once, by index or by name as `capacities` has them. */
  readonly routes?: readonly (readonly (number | string)[])[];
  /** C_l, 0 … 10¹⁰⁰, by index, or by the name of the link. */
  readonly capacities?: readonly number[] | Float64Array | Readonly<Record<string, number>>;
}

/** A problem in the shape that solvers take. */
export interface Network {
  readonly demands: Float64Array;
  readonly weights: Float64Array;
  /** Names of the links; their indices as text where they have none, `capacity` for the one resource. */
  readonly links: readonly string[];
  readonly capacities: Float64Array;
  /** Links of every flow, by index. */
  readonly routes: readonly (readonly number[])[];
  /** Flows of every link, by index. */
  readonly flows: readonly (readonly number[])[];
}

const most = 1e100;
const amount = 'a number ≥ 0 and ≤ 1e100';
const demandWord = 'a number ≥ 0, or "unlimited"';
const weightWord = 'a number ≥ 1e-100 and ≤ 1e100';
const isAmount = (x: number) => x >= 0 && x <= most;
const mostFlows = 1e6;

const amountSchema = v.pipe(v.number(amount), v.check(isAmount, amount));
const demandSchema = v.union(
  [
    v.literal('unlimited'),
    v.pipe(
      v.number(demandWord),
      v.check((x) => x >= 0, demandWord),
    ),
  ],
  demandWord,
);
const weightSchema = v.pipe(
  v.number(weightWord),
  v.check((x) => x >= 1 / most && x <= most, weightWord),
);
const linkWord = 'a link of capacities, by index or name';

const schema = v.strictObject(
  {
    demands: v.optional(v.array(demandSchema, 'an array of demands, one a flow')),
    capacity: v.optional(amountSchema),
    weights: v.optional(v.array(weightSchema, 'an array of weights, one a flow')),
    routes: v.optional(
      v.array(
        v.array(v.union([v.number(), v.string()], linkWord), 'an array of links'),
        'an array of routes, one a flow',
      ),
    ),
    capacities: v.optional(
      v.union(
        [
          v.array(amountSchema),
          // checked by `checkCapacities`; valibot's record would lose links called `constructor`
          v.custom<Readonly<Record<string, number>>>((x) => typeof x === 'object' && x !== null),
        ],
        'an array of capacities, or an object of them by link',
      ),
    ),
  },
  'an object of demands and capacities',
);

/** Arrays of numbers of any kind as plain ones, so that typed arrays may be given. */
function plainArrays(problem: unknown): unknown {
  if (typeof problem !== 'object' || problem === null || Array.isArray(problem)) return problem;
  const plain = (value: unknown) => (value instanceof Float64Array ? Array.from(value) : value);
  return Object.fromEntries(Object.entries(problem).map(([name, value]) => [name, plain(value)]));
}

/** @throws ParameterError naming the first field that is not usable */
export function networkOf(given: FairShareProblem): Network {
  const problem = plainArrays(given);
  checkCapacities(problem);
  const { demands, capacity, weights, routes, capacities } = parse(schema, problem, 'problem');
  if ((routes === undefined) !== (capacities === undefined)) {
    const missing = routes === undefined ? 'routes' : 'capacities';
    throw new ParameterError(missing, undefined, 'routes and capacities together', 'type');
  }
  if (routes !== undefined && capacity !== undefined) {
    throw new ParameterError('capacity', capacity, 'nothing where there are routes', 'type');
  }
  if (routes === undefined && capacity === undefined) {
    throw new ParameterError('capacity', capacity, `${amount}, or routes and capacities`, 'type');
  }
  const lists = { demands, weights, routes };
  const [name, first] = Object.entries(lists).find(([, list]) => list !== undefined) ?? [];
  const n = first?.length ?? 0;
  if (n === 0 || n > mostFlows) {
    const expected = `an array of 1 to ${mostFlows} flows`;
    throw new ParameterError(name ?? 'demands', first, expected, first ? 'range' : 'type');
  }
  for (const [other, list] of Object.entries(lists)) {
    if (list !== undefined && list.length !== n) {
      throw new ParameterError(other, list, `an array of length ${n}, as ${name}`);
    }
  }
  const links = linksOf(capacities);
  const paths = routes?.map((route, i) => routeOf(route, i, capacities, links));
  return {
    demands: Float64Array.from({ length: n }, (_, i) =>
      demands === undefined || demands[i] === 'unlimited' ? Infinity : (demands[i] as number),
    ),
    weights: Float64Array.from({ length: n }, (_, i) => weights?.[i] ?? 1),
    links,
    capacities: Float64Array.from(capacities ? Object.values(capacities) : [capacity!]),
    routes: paths ?? Array.from({ length: n }, () => [0]),
    flows: flowsOf(paths, n, links.length),
  };
}

/** The place of a bad capacity, which a union of array and object would not tell. */
function checkCapacities(problem: unknown): void {
  const { capacities } = (problem ?? {}) as { capacities?: unknown };
  if (typeof capacities !== 'object' || capacities === null) return;
  const entries = Object.entries(capacities);
  if (entries.length === 0) {
    throw new ParameterError('capacities', capacities, 'one capacity at least');
  }
  for (const [link, value] of entries) {
    if (typeof value !== 'number' || !isAmount(value)) {
      const kind = typeof value === 'number' ? 'range' : 'type';
      throw new ParameterError(`capacities.${link}`, value, amount, kind);
    }
  }
}

function linksOf(capacities: readonly number[] | Readonly<Record<string, number>> | undefined) {
  return capacities === undefined ? ['capacity'] : Object.keys(capacities);
}

function routeOf(
  route: readonly (number | string)[],
  flow: number,
  capacities: unknown,
  links: readonly string[],
): number[] {
  const path = `routes.${flow}`;
  if (route.length === 0) throw new ParameterError(path, route, 'one link at least');
  const byIndex = Array.isArray(capacities);
  const places = placesOf(links);
  const seen = new Set<number>();
  return route.map((link, k) => {
    const place = typeof link === 'number' && !byIndex ? undefined : places.get(String(link));
    if (place === undefined || (byIndex && typeof link !== 'number')) {
      const some = links.slice(0, 8).join(', ');
      const expected = byIndex
        ? `a whole number from 0 to ${links.length - 1}`
        : `one of ${some}${links.length > 8 ? ', …' : ''}`;
      throw new ParameterError(`${path}.${k}`, link, expected);
    }
    if (seen.has(place)) throw new ParameterError(`${path}.${k}`, link, 'every link once');
    seen.add(place);
    return place;
  });
}

const known = new WeakMap<readonly string[], Map<string, number>>();

function placesOf(links: readonly string[]): Map<string, number> {
  const before = known.get(links);
  if (before) return before;
  const places = new Map(links.map((link, l) => [link, l]));
  known.set(links, places);
  return places;
}

function flowsOf(routes: readonly (readonly number[])[] | undefined, n: number, links: number) {
  if (routes === undefined) return [Array.from({ length: n }, (_, i) => i)];
  const flows: number[][] = Array.from({ length: links }, () => []);
  routes.forEach((route, i) => {
    for (const l of route) flows[l].push(i);
  });
  return flows;
}

/** Σ x over the flows of every link. */
export function linkUse({ flows }: Network, x: Float64Array): Float64Array {
  return Float64Array.from(flows, (of) => of.reduce((sum, i) => sum + x[i], 0));
}
