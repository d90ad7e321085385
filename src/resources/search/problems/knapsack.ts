/**
 * The 0–1 knapsack: items are put in, taken out, or exchanged. The bound is that of divisible items (Dantzig
 * 1957); the optimum for comparison comes from the dynamic programme where that is small.
 *
 * Moves: j puts item j in or takes it out; n + i n + j exchanges item i, which is in, for item j.
 */

import type { Backend } from '../../../engine/backend';
import type { RandomStream } from '../../../sampling/random-stream';
import { knapsack as solveKnapsack } from '../../knapsack/index';
import { completeKnapsack } from '../../knapsack/parameters';
import { relax } from '../../knapsack/relaxation';
import { type BuiltIn, coinsOf, permutation } from './posed';

export interface KnapsackData {
  readonly kind: 'knapsack';
  /** What each item is worth, ≥ 0. */
  readonly values: ArrayLike<number>;
  /** What each weighs: whole numbers ≥ 0. */
  readonly weights: ArrayLike<number>;
  /** A whole number ≥ 0. */
  readonly capacity: number;
  readonly names?: readonly string[];
}

export interface KnapsackAnswer {
  /** Places of the items taken, in order. */
  readonly items: readonly number[];
}

export interface Load {
  readonly taken: Uint8Array;
  weight: number;
}

/** Most items whose exchanges are part of the neighbourhood that is scanned. */
const mostExchanged = 2048;
/** Most cells of a dynamic programme for comparison. */
const mostCells = 2 ** 24;

export function knapsackProblem(data: KnapsackData): BuiltIn<Load, KnapsackAnswer> {
  const { kind: _, ...given } = data;
  const { values, weights, capacity, isWhole } = completeKnapsack(given);
  const n = values.length;
  const relaxation = relax(completeKnapsack(given));
  const bound = relaxation.bound + relaxation.margin;

  /** Items in an order, each where it fits. */
  const filled = (order: Int32Array): Load => {
    const taken = new Uint8Array(n);
    let weight = 0;
    for (const j of order) {
      if (weight + weights[j] > capacity) continue;
      taken[j] = 1;
      weight += weights[j];
    }
    return { taken, weight };
  };
  const out = (move: number) => Math.floor((move - n) / n);

  return {
    problem: {
      sense: 'maximize',
      bound: isWhole ? Math.floor(bound) : bound,
      random: (stream) => filled(permutation(n, stream)),
      objective: ({ taken }) => {
        let value = 0;
        for (let j = 0; j < n; j++) if (taken[j] === 1) value += values[j];
        return value;
      },
      feasible: ({ taken }) => {
        let weight = 0;
        for (let j = 0; j < n; j++) if (taken[j] === 1) weight += weights[j];
        return weight <= capacity;
      },
      propose({ taken }, stream: RandomStream) {
        if (n === 0) return null;
        const i = stream.below(n);
        const j = stream.below(n);
        if (taken[i] === taken[j]) return i;
        return taken[i] === 1 ? n + i * n + j : n + j * n + i;
      },
      *moves({ taken }) {
        for (let j = 0; j < n; j++) yield j;
        if (n > mostExchanged) return;
        for (let i = 0; i < n; i++) {
          if (taken[i] === 0) continue;
          for (let j = 0; j < n; j++) if (taken[j] === 0) yield n + i * n + j;
        }
      },
      allows({ taken, weight }, move) {
        if (move < n) return taken[move] === 1 || weight + weights[move] <= capacity;
        const i = out(move);
        return weight - weights[i] + weights[move - n - i * n] <= capacity;
      },
      delta({ taken }, move) {
        if (move < n) return taken[move] === 1 ? -values[move] : values[move];
        const i = out(move);
        return values[move - n - i * n] - values[i];
      },
      apply(load, move) {
        const { taken } = load;
        if (move < n) {
          taken[move] = 1 - taken[move];
          load.weight += taken[move] === 1 ? weights[move] : -weights[move];
          return load;
        }
        const i = out(move);
        const j = move - n - i * n;
        taken[i] = 0;
        taken[j] = 1;
        load.weight += weights[j] - weights[i];
        return load;
      },
      attribute(_, move) {
        if (move < n) return move;
        const i = out(move);
        const j = move - n - i * n;
        return n + Math.min(i, j) * n + Math.max(i, j);
      },
      /** Either parent's choice for each item; from a random place on, out until it fits, in what does. */
      crossover(a, b, stream) {
        const coin = coinsOf(stream);
        const taken = new Uint8Array(n);
        let weight = 0;
        for (let j = 0; j < n; j++) {
          taken[j] = coin() === 1 ? a.taken[j] : b.taken[j];
          if (taken[j] === 1) weight += weights[j];
        }
        const from = stream.below(n);
        for (let k = 0; k < n && weight > capacity; k++) {
          const j = (from + k) % n;
          if (taken[j] === 0) continue;
          taken[j] = 0;
          weight -= weights[j];
        }
        for (let k = 0; k < n; k++) {
          const j = (from + k) % n;
          if (taken[j] === 1 || weight + weights[j] > capacity) continue;
          taken[j] = 1;
          weight += weights[j];
        }
        return { taken, weight };
      },
      copy: ({ taken, weight }) => ({ taken: taken.slice(), weight }),
    },
    answer: ({ taken }) => ({ items: Array.from(taken.keys()).filter((j) => taken[j] === 1) }),
    optimum(backend: Backend) {
      if (n * (capacity + 1) > mostCells) return null;
      const { status, value } = solveKnapsack(backend, given);
      return status === 'converged' ? value : null;
    },
  };
}
