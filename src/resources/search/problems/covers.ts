/**
 * Set covers and vertex covers: a set is put in, and what became superfluous goes; or a set is taken out, and
 * what it leaves uncovered is covered by the sets of least cost per new element. So all solutions are covers,
 * and moves end in covers without superfluous sets (compare Jacobs and Brusco 1995).
 *
 * Bounds are prices of elements that are feasible in the dual. A move is the set.
 *
 * Source: L. W. Jacobs and M. J. Brusco, Naval Research Logistics 42 (1995) 1129.
 */

import { ParameterError } from '../../../engine/errors';
import { neumaierSum } from '../../../numerics/sums';
import type { Cover } from '../../cover/cover';
import { greedyCover } from '../../cover/greedy';
import { halfIntegralCover } from '../../cover/half-integral';
import { primalDualCover } from '../../cover/primal-dual';
import { completeSetCover, type SetCoverProblem } from '../../cover/problem';
import { completeVertexCover, type VertexCoverProblem } from '../../cover/vertex-problem';
import type { Label } from '../../labels';
import { type BuiltIn, coinsOf, isWhole, permutation } from './posed';
import { boundOfPrices, provesCover } from './prices';

export interface SetCoverData extends SetCoverProblem {
  readonly kind: 'set-cover';
}

export interface VertexCoverData extends VertexCoverProblem {
  readonly kind: 'vertex-cover';
}

export interface SetCoverAnswer {
  /** Sets taken, by name or place. */
  readonly sets: readonly Label[];
}

export interface VertexCoverAnswer {
  readonly vertices: readonly Label[];
}

export interface Chosen {
  readonly chosen: Uint8Array;
  /** How many chosen sets hold each element. */
  readonly counts: Int32Array;
}

export function setCoverProblem({ kind: _, ...given }: SetCoverData) {
  const { cover, names, elements } = completeSetCover(given);
  const { holderStarts } = cover;
  const open = elements.findIndex((_, e) => holderStarts[e] === holderStarts[e + 1]);
  if (open >= 0) throw new ParameterError('universe', elements[open], 'elements that a set holds');
  const prices = [primalDualCover(cover).prices, greedyCover(cover).prices];
  if (neumaierSum(prices[1]) > neumaierSum(prices[0])) prices.reverse();
  const answer = (places: number[]): SetCoverAnswer => ({ sets: places.map((s) => names[s]) });
  return coverProblem(cover, prices[0], answer);
}

export function vertexCoverProblem({ kind: _, ...given }: VertexCoverData) {
  const complete = completeVertexCover(given);
  const { cover, vertices } = complete;
  const { prices } = halfIntegralCover(complete);
  const answer = (places: number[]): VertexCoverAnswer => ({
    vertices: places.map((s) => vertices[s]),
  });
  return coverProblem(cover, prices, answer);
}

function coverProblem<Answer>(
  cover: Cover,
  prices: Float64Array,
  answer: (places: number[]) => Answer,
): BuiltIn<Chosen, Answer> {
  const { costs, elements } = cover;
  const n = costs.length;
  const areWhole = isWhole(costs);
  const isEssential = essentials(cover);
  const change = changes(cover);
  const placesOf = ({ chosen }: Chosen) => Array.from(chosen.keys()).filter((s) => chosen[s] === 1);
  const empty = (): Chosen => ({ chosen: new Uint8Array(n), counts: new Int32Array(elements) });
  return {
    problem: {
      bound: boundOfPrices(cover, prices, areWhole),
      provesBound: provesCover(cover, prices, areWhole),
      random(stream) {
        const state = empty();
        for (const s of permutation(n, stream)) if (change.isUseful(state, s)) change.add(state, s);
        change.pruneAll(state);
        return state;
      },
      objective: ({ chosen }) => {
        let cost = 0;
        for (let s = 0; s < n; s++) if (chosen[s] === 1) cost += costs[s];
        return cost;
      },
      feasible: ({ chosen }) => {
        const isHeld = new Uint8Array(elements);
        for (let s = 0; s < n; s++) {
          if (chosen[s] === 0) continue;
          for (let k = cover.starts[s]; k < cover.starts[s + 1]; k++) isHeld[cover.members[k]] = 1;
        }
        return isHeld.every((held) => held === 1);
      },
      propose: (_, stream) => (n === 0 ? null : stream.below(n)),
      *moves() {
        for (let s = 0; s < n; s++) yield s;
      },
      allows: ({ chosen }, s) => chosen[s] === 0 || isEssential[s] === 0,
      delta(state, s) {
        const difference = change.perform(state, s);
        change.undo(state);
        return difference;
      },
      apply(state, s) {
        change.perform(state, s);
        return state;
      },
      attribute: (_, s) => s,
      /** Either parent's choice for each set; what is left uncovered is covered as after a move. */
      crossover(a, b, stream) {
        const state = empty();
        const coin = coinsOf(stream);
        for (let s = 0; s < n; s++) {
          if ((coin() === 1 ? a : b).chosen[s] === 1) change.add(state, s);
        }
        for (let e = 0; e < elements; e++) change.coverElement(state, e, -1);
        change.pruneAll(state);
        return state;
      },
      copy: ({ chosen, counts }) => ({ chosen: chosen.slice(), counts: counts.slice() }),
    },
    answer: (state) => answer(placesOf(state)),
  };
}

/** Sets that alone hold some element: they are in every cover. */
function essentials({ elements, holderStarts, holders, costs }: Cover): Uint8Array {
  const isEssential = new Uint8Array(costs.length);
  for (let e = 0; e < elements; e++) {
    if (holderStarts[e + 1] - holderStarts[e] === 1) isEssential[holders[holderStarts[e]]] = 1;
  }
  return isEssential;
}

/** Changes of covers, of which the last can be undone. */
function changes({ costs, starts, members, holderStarts, holders }: Cover) {
  /** Sets of the last change, in order: put in where they are chosen now. */
  const journal: number[] = [];
  const stamps = new Int32Array(costs.length);
  let stamp = 0;

  const add = ({ chosen, counts }: Chosen, s: number) => {
    chosen[s] = 1;
    for (let k = starts[s]; k < starts[s + 1]; k++) counts[members[k]]++;
  };
  const drop = ({ chosen, counts }: Chosen, s: number) => {
    chosen[s] = 0;
    for (let k = starts[s]; k < starts[s + 1]; k++) counts[members[k]]--;
  };
  /** How many elements only this set would hold, or holds. */
  const alone = ({ chosen, counts }: Chosen, s: number) => {
    const own = chosen[s];
    let count = 0;
    for (let k = starts[s]; k < starts[s + 1]; k++) if (counts[members[k]] === own) count++;
    return count;
  };

  /** The set of least cost per new element, but for one. */
  const coverElement = (state: Chosen, e: number, without: number): number => {
    if (state.counts[e] > 0) return -1;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let h = holderStarts[e]; h < holderStarts[e + 1]; h++) {
      const s = holders[h];
      if (s === without) continue;
      const price = costs[s] / alone(state, s);
      if (price < least || best < 0) {
        least = price;
        best = s;
      }
    }
    add(state, best);
    return best;
  };

  const prune = (state: Chosen, candidates: number[], undone: number[] | null) => {
    candidates.sort((a, b) => costs[b] - costs[a] || a - b);
    for (const s of candidates) {
      if (alone(state, s) > 0) continue;
      drop(state, s);
      undone?.push(s);
    }
  };

  /** Chosen sets that share elements with these, which stay. */
  const besides = ({ chosen }: Chosen, added: readonly number[]): number[] => {
    stamp++;
    for (const s of added) stamps[s] = stamp;
    const candidates: number[] = [];
    for (const s of added) {
      for (let k = starts[s]; k < starts[s + 1]; k++) {
        const e = members[k];
        for (let h = holderStarts[e]; h < holderStarts[e + 1]; h++) {
          const other = holders[h];
          if (chosen[other] === 0 || stamps[other] === stamp) continue;
          stamps[other] = stamp;
          candidates.push(other);
        }
      }
    }
    return candidates;
  };

  return {
    add,
    coverElement,
    isUseful: (state: Chosen, s: number) => alone(state, s) > 0,
    pruneAll(state: Chosen) {
      const all = Array.from(state.chosen.keys()).filter((s) => state.chosen[s] === 1);
      prune(state, all, null);
    },
    /** The move of a set; what it adds to the cost. */
    perform(state: Chosen, s: number): number {
      journal.length = 0;
      journal.push(s);
      if (state.chosen[s] === 1) {
        drop(state, s);
        for (let k = starts[s]; k < starts[s + 1]; k++) {
          const taken = coverElement(state, members[k], s);
          if (taken >= 0) journal.push(taken);
        }
        prune(state, besides(state, journal.slice(1)), journal);
      } else {
        add(state, s);
        prune(state, besides(state, [s]), journal);
      }
      let difference = 0;
      for (const t of journal) difference += state.chosen[t] === 1 ? costs[t] : -costs[t];
      return difference;
    },
    undo(state: Chosen) {
      for (const s of journal) {
        if (state.chosen[s] === 1) drop(state, s);
        else add(state, s);
      }
    },
  };
}
