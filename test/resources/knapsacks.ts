/** Knapsacks for tests: brute force, a plain programme, and the generators of the literature. */

export interface Instance {
  readonly values: readonly number[];
  readonly weights: readonly number[];
  readonly capacity: number;
  readonly counts?: readonly (number | 'unbounded')[];
}

/** The optimum over all subsets of at most 30 items, in the order of Gray's code. */
export function bestSubset({ values, weights, capacity }: Instance): number {
  const n = values.length;
  let best = 0;
  let value = 0;
  let weight = 0;
  for (let k = 1; k < 1 << n; k++) {
    const j = 31 - Math.clz32(k & -k);
    const isIn = ((k ^ (k >>> 1)) >>> j) & 1;
    value += isIn ? values[j] : -values[j];
    weight += isIn ? weights[j] : -weights[j];
    if (weight <= capacity && value > best) best = value;
  }
  return best;
}

/** The optimum over all counts of each item, one after the other. */
export function bestCounts({ values, weights, capacity, counts }: Instance): number {
  const most = (j: number, room: number) => {
    const count = counts?.[j] ?? 1;
    const fitting = weights[j] === 0 ? Number.POSITIVE_INFINITY : Math.floor(room / weights[j]);
    return Math.min(count === 'unbounded' ? Number.POSITIVE_INFINITY : count, fitting);
  };
  const from = (j: number, room: number): number => {
    if (j === values.length) return 0;
    let best = 0;
    for (let copies = most(j, room); copies >= 0; copies--) {
      best = Math.max(best, copies * values[j] + from(j + 1, room - copies * weights[j]));
    }
    return best;
  };
  return from(0, capacity);
}

/** The optimum by the programme over capacities, one cell at a time. */
export function bestByProgramme({ values, weights, capacity, counts }: Instance): number {
  const row = new Float64Array(capacity + 1);
  values.forEach((value, j) => {
    const count = counts?.[j] ?? 1;
    if (count === 'unbounded') {
      for (let c = weights[j]; c <= capacity; c++) {
        row[c] = Math.max(row[c], row[c - weights[j]] + value);
      }
      return;
    }
    for (let copy = 0; copy < Math.min(count, Math.floor(capacity / weights[j])); copy++) {
      for (let c = capacity; c >= weights[j]; c--) {
        row[c] = Math.max(row[c], row[c - weights[j]] + value);
      }
    }
  });
  return row[capacity];
}

export const classes = [
  'uncorrelated',
  'weakly correlated',
  'strongly correlated',
  'inverse strongly correlated',
  'almost strongly correlated',
  'subset sum',
] as const;

/**
 * D. Pisinger's classes with data range R (Where are the hard knapsack problems?, Computers & Operations
 * Research 32 (2005) 2271, section 2); the capacity is a share of the whole weight.
 */
export function generated(
  kind: (typeof classes)[number],
  n: number,
  R: number,
  share: number,
  random: () => number,
): Instance {
  const between = (low: number, high: number) => low + Math.floor((high - low + 1) * random());
  const values: number[] = [];
  const weights: number[] = [];
  for (let j = 0; j < n; j++) {
    const first = between(1, R);
    const tenth = R / 10;
    const near = Math.max(1, Math.round(R / 500));
    const [value, weight] = {
      uncorrelated: () => [between(1, R), first],
      'weakly correlated': () => [Math.max(1, between(first - tenth, first + tenth)), first],
      'strongly correlated': () => [first + tenth, first],
      'inverse strongly correlated': () => [first, first + tenth],
      'almost strongly correlated': () => [
        between(first + tenth - near, first + tenth + near),
        first,
      ],
      'subset sum': () => [first, first],
    }[kind]();
    values.push(value);
    weights.push(weight);
  }
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const heaviest = Math.max(...weights);
  return { values, weights, capacity: Math.max(heaviest, Math.floor(share * whole)) };
}
