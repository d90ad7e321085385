/**
 * A covering problem on flat arrays: which sets hold all elements at the least cost.
 *
 *     min Σ_S c_S x_S,   Σ_{S ∋ e} x_S ≥ 1 for every element e,   x_S ∈ {0, 1}                     (CV1)
 *     max Σ_e y_e,       Σ_{e ∈ S} y_e ≤ c_S for every set S,     y ≥ 0                            (CV2)
 *
 * (CV2) is the dual of (CV1) without wholeness: what it gives bounds the cost of every cover from below.
 * A vertex cover is the case in which elements are edges and sets are vertices.
 */

/** Sets by place and elements by place, each with what it has to do with the other. */
export interface Cover {
  /** c_S ≥ 0. */
  readonly costs: Float64Array;
  readonly elements: number;
  /** Elements of set s: members from starts[s] to starts[s + 1], each once. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** Sets of element e: holders from holderStarts[e] to holderStarts[e + 1]. */
  readonly holderStarts: Int32Array;
  readonly holders: Int32Array;
}

/** @param lists the elements of every set, each once */
export function coverOf(
  costs: Float64Array,
  elements: number,
  lists: readonly ArrayLike<number>[],
): Cover {
  const starts = new Int32Array(lists.length + 1);
  for (let s = 0; s < lists.length; s++) starts[s + 1] = starts[s] + lists[s].length;
  const members = new Int32Array(starts[lists.length]);
  const holderStarts = new Int32Array(elements + 1);
  for (let s = 0; s < lists.length; s++) {
    const list = lists[s];
    for (let k = 0; k < list.length; k++) {
      members[starts[s] + k] = list[k];
      holderStarts[list[k] + 1]++;
    }
  }
  for (let e = 0; e < elements; e++) holderStarts[e + 1] += holderStarts[e];
  const next = holderStarts.slice(0, elements);
  const holders = new Int32Array(members.length);
  for (let s = 0; s < lists.length; s++) {
    for (let k = starts[s]; k < starts[s + 1]; k++) holders[next[members[k]]++] = s;
  }
  return { costs, elements, starts, members, holderStarts, holders };
}

/** What a method found. */
export interface Found {
  /** Sets taken, in the order in which they were. */
  readonly taken: readonly number[];
  /** Feasible in (CV2), but for rounding. */
  readonly prices: Float64Array;
  /** What no ratio to the optimum exceeds. */
  readonly proven: number;
}

export function costOf({ costs }: Cover, taken: readonly number[]): number {
  return taken.reduce((sum, s) => sum + costs[s], 0);
}

/** Whether the sets taken hold all elements. */
export function isCover({ starts, members, elements }: Cover, taken: readonly number[]): boolean {
  const isCovered = new Uint8Array(elements);
  for (const s of taken) {
    for (let k = starts[s]; k < starts[s + 1]; k++) isCovered[members[k]] = 1;
  }
  return isCovered.every((flag) => flag === 1);
}

/** Size of the largest set. */
export function largestOf({ starts }: Cover): number {
  let most = 0;
  for (let s = 0; s + 1 < starts.length; s++) most = Math.max(most, starts[s + 1] - starts[s]);
  return most;
}

/** How many sets the most frequent element is in. */
export function frequencyOf({ holderStarts }: Cover): number {
  let most = 0;
  for (let e = 0; e + 1 < holderStarts.length; e++) {
    most = Math.max(most, holderStarts[e + 1] - holderStarts[e]);
  }
  return most;
}
