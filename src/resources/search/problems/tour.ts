/**
 * The symmetric travelling salesman: a round through all cities. Moves are 2-opt (a stretch is turned round;
 * Croes 1958) and or-opt (up to three cities go elsewhere, turned round or not; Or 1976).
 *
 * Moves: i n + j with i < j turns the cities at places i + 1 … j round; n² (1 + 2 (L − 1) + t) + i n + p puts
 * the L cities from place i between places p and p + 1, turned round where t is 1. Places are cyclic.
 *
 * Sources: G. A. Croes, Operations Research 6 (1958) 791; I. Or, thesis, Northwestern University (1976).
 */

import * as v from 'valibot';
import { ParameterError } from '../../../engine/errors';
import { parse } from '../../../engine/parameters';
import type { RandomStream } from '../../../sampling/random-stream';
import { oneTreeBound } from './one-tree';
import {
  amount,
  type BuiltIn,
  flat,
  isPermutation,
  isWhole,
  mostTotal,
  namesEntry,
  orderCrossover,
  permutation,
  plain,
  requireLength,
  safeLow,
} from './posed';

export interface TourData {
  readonly kind: 'tour';
  /** Coordinates of each city: Euclidean distances. */
  readonly points?: readonly ArrayLike<number>[];
  /** In their place: distances between cities, ≥ 0, symmetric. */
  readonly distances?: readonly ArrayLike<number>[];
  readonly names?: readonly string[];
}

export interface TourAnswer {
  /** Cities in the order of the round, city 0 first. */
  readonly order: Int32Array;
}

const mostCities = 2000;
/** Most cities for which the bound is computed. */
const mostBounded = 500;
/** Cities that or-opt moves at most. */
const mostMoved = 3;

const finite = v.pipe(v.number('a finite number'), v.finite('a finite number'));
const rows = <const S extends typeof amount | typeof finite>(entry: S) =>
  v.array(v.array(entry, 'an array of numbers'), 'an array of rows');
const schema = v.strictObject(
  {
    points: v.optional(rows(finite)),
    distances: v.optional(rows(amount)),
    names: namesEntry,
  },
  'an object with points or distances',
);

export function tourProblem(data: TourData): BuiltIn<Int32Array, TourAnswer> {
  const { n, distances } = citiesOf(data);
  const d = (u: number, w: number) => distances[u * n + w];
  const square = n * n;
  /** Whether the L cities from place i can go between p and p + 1. */
  const fits = (i: number, length: number, p: number) => {
    const offset = (p - i + n) % n;
    return length <= n - 2 && offset >= length && offset < n - 1;
  };
  const read = (move: number) => {
    const code = Math.floor(move / square) - 1;
    const rest = move % square;
    return {
      length: (code >> 1) + 1,
      isTurned: (code & 1) === 1,
      i: Math.floor(rest / n),
      p: rest % n,
    };
  };
  return {
    problem: {
      bound: n <= mostBounded ? boundOf(distances, n) : null,
      random: (stream) => permutation(n, stream),
      objective: (order) => lengthOf(distances, order),
      feasible: isPermutation,
      propose: (_, stream) => proposal(n, stream),
      *moves() {
        for (let i = 0; i < n - 2; i++) {
          for (let j = i + 2; j < n - (i === 0 ? 1 : 0); j++) yield i * n + j;
        }
        for (let length = 1; length <= mostMoved; length++) {
          for (let t = 0; t < (length === 1 ? 1 : 2); t++) {
            const kind = square * (1 + 2 * (length - 1) + t);
            for (let i = 0; i < n; i++) {
              for (let p = 0; p < n; p++) if (fits(i, length, p)) yield kind + i * n + p;
            }
          }
        }
      },
      allows(_, move) {
        if (move < square) return true;
        const { length, i, p } = read(move);
        return fits(i, length, p);
      },
      delta(order, move) {
        if (move < square) {
          const i = Math.floor(move / n);
          const j = move - i * n;
          const [a, b, c, e] = [order[i], order[i + 1], order[j], order[j + 1 === n ? 0 : j + 1]];
          return d(a, c) + d(b, e) - d(a, b) - d(c, e);
        }
        const { length, isTurned, i, p } = read(move);
        const [first, last] = [order[i], order[(i + length - 1) % n]];
        const [before, after] = [order[(i + n - 1) % n], order[(i + length) % n]];
        const [u, w] = [order[p], order[(p + 1) % n]];
        const [from, to] = isTurned ? [last, first] : [first, last];
        const removed = d(before, first) + d(last, after) + d(u, w);
        return d(before, after) + d(u, from) + d(to, w) - removed;
      },
      apply(order, move) {
        if (move < square) {
          const i = Math.floor(move / n);
          turn(order, i + 1, move - i * n);
          return order;
        }
        const { length, isTurned, i, p } = read(move);
        return relocate(order, i, length, p, isTurned);
      },
      attribute(order, move) {
        if (move < square) {
          const i = Math.floor(move / n);
          const j = move - i * n;
          const cities = [order[i], order[i + 1], order[j], order[(j + 1) % n]];
          return cities.sort((a, b) => a - b).reduce((key, city) => key * n + city, 0);
        }
        const { length, i } = read(move);
        const [first, last] = [order[i], order[(i + length - 1) % n]];
        return -1 - Math.min(first, last) * n - Math.max(first, last);
      },
      crossover: orderCrossover,
      copy: (order) => order.slice(),
    },
    answer(order) {
      const from = order.indexOf(0);
      return { order: order.map((_, k) => order[(from + k) % n]) };
    },
  };
}

function proposal(n: number, stream: RandomStream): number | null {
  if (n < 4) return null;
  if (stream.next() < 0.5) {
    const i = stream.below(n);
    const j = (i + 2 + stream.below(n - 3)) % n;
    return Math.min(i, j) * n + Math.max(i, j);
  }
  const length = 1 + stream.below(Math.min(mostMoved, n - 2));
  const t = length === 1 ? 0 : stream.below(2);
  const i = stream.below(n);
  // from the end of the stretch on, but for the place before it
  const p = (i + length + stream.below(n - 1 - length)) % n;
  return n * n * (1 + 2 * (length - 1) + t) + i * n + p;
}

/** Turns places from … to round, or the others where these are fewer: the round is the same. */
function turn(order: Int32Array, from: number, to: number): void {
  const n = order.length;
  let [low, high] = [from, to];
  let count = to - from + 1;
  if (2 * count > n) {
    [low, high] = [to + 1, from - 1 + n];
    count = n - count;
  }
  for (let k = count >> 1; k > 0; k--, low++, high--) {
    const x = low % n;
    const y = high % n;
    const held = order[x];
    order[x] = order[y];
    order[y] = held;
  }
}

function relocate(
  order: Int32Array,
  i: number,
  length: number,
  p: number,
  isTurned: boolean,
): Int32Array {
  const n = order.length;
  const next = new Int32Array(n);
  const between = ((p - i + n) % n) - length + 1;
  for (let k = 0; k < between; k++) next[k] = order[(i + length + k) % n];
  for (let k = 0; k < length; k++) {
    next[between + k] = order[(i + (isTurned ? length - 1 - k : k)) % n];
  }
  for (let k = between + length; k < n; k++) next[k] = order[(i + k) % n];
  return next;
}

const lengthOf = (distances: Float64Array, order: Int32Array) => {
  const n = order.length;
  let length = 0;
  for (let k = 0; k < n; k++) length += distances[order[k] * n + order[k + 1 === n ? 0 : k + 1]];
  return length;
};

function boundOf(distances: Float64Array, n: number): number {
  const order = new Int32Array(n);
  const isIn = new Uint8Array(n);
  isIn[0] = 1;
  for (let k = 1; k < n; k++) {
    let next = -1;
    const row = order[k - 1] * n;
    for (let v = 0; v < n; v++) {
      if (isIn[v] === 0 && (next < 0 || distances[row + v] < distances[row + next])) next = v;
    }
    order[k] = next;
    isIn[next] = 1;
  }
  return safeLow(oneTreeBound(distances, n, lengthOf(distances, order)), isWhole(distances));
}

function citiesOf({ kind: _, ...given }: TourData) {
  const { points, distances, names } = parse(schema, plain(given), 'problem');
  if (points !== undefined && distances !== undefined) {
    throw new ParameterError('distances', distances, 'nothing with points');
  }
  const path = points === undefined ? 'distances' : 'points';
  const list = points ?? distances;
  const n = list?.length ?? 0;
  if (list === undefined || n < 3 || n > mostCities) {
    throw new ParameterError(path, list, `from 3 to ${mostCities} cities`);
  }
  requireLength('names', names, n, 'cities');
  if (distances !== undefined) {
    const all = flat('distances', distances, n);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) {
        if (all[i * n + k] !== all[k * n + i]) {
          const expected = `the distance back, ${all[k * n + i]}`;
          throw new ParameterError(`distances.${i}.${k}`, all[i * n + k], expected);
        }
      }
    }
    return { n, distances: all };
  }
  const size = list[0].length;
  const all = new Float64Array(n * n);
  list.forEach((point, i) => {
    requireLength(`points.${i}`, point, size, 'the first has coordinates');
    point.forEach((x, c) => {
      if (Math.abs(x) > mostTotal) {
        throw new ParameterError(`points.${i}.${c}`, x, `at most ${mostTotal} in size`);
      }
    });
    for (let k = 0; k < i; k++) {
      let sum = 0;
      for (let c = 0; c < size; c++) sum += (point[c] - list[k][c]) ** 2;
      all[i * n + k] = all[k * n + i] = Math.sqrt(sum);
    }
  });
  return { n, distances: all };
}
