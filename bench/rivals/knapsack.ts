/**
 * Rivals for knapsacks: the programme over one row in plain JavaScript, from the top down, with the items
 * recovered from a bit an item and cell; cells that no later item can need and cells that nothing has
 * reached yet are left out, as we do. Rows are Float64Array, or Int32Array where values are small whole
 * numbers.
 */

export interface PlainKnapsack {
  readonly values: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  readonly capacity: number;
}

type Row = Float64Array | Int32Array;

/** Space is taken once, as by anyone who solves many problems of a size. */
export function plainKnapsack({ values, weights, capacity }: PlainKnapsack, isWhole: boolean) {
  const n = values.length;
  const stride = (capacity >> 5) + 1;
  const row: Row = isWhole ? new Int32Array(capacity + 1) : new Float64Array(capacity + 1);
  const bits = new Int32Array(n * stride);
  const taken: number[] = [];
  let total = 0;
  for (let j = 0; j < n; j++) total += weights[j];
  // one function for each kind of row, so that neither meets the other's type
  const pass = isWhole ? wholePass : realPass;
  return (): { readonly value: number; readonly items: readonly number[] } => {
    row.fill(0);
    bits.fill(0);
    let later = total;
    let reach = 0;
    for (let j = 0; j < n; j++) {
      const w = weights[j];
      later -= w;
      const now = Math.min(capacity, reach + w);
      row.fill(row[reach], reach + 1, now + 1);
      reach = now;
      const low = Math.max(w, capacity - later);
      pass(row as never, bits, j * stride, w, values[j], low, reach);
    }
    taken.length = 0;
    let c = Math.min(capacity, total);
    for (let j = n - 1; j >= 0; j--) {
      if ((bits[j * stride + (c >> 5)] >>> (c & 31)) & 1) {
        taken.push(j);
        c -= weights[j];
      }
    }
    return { value: row[Math.min(capacity, total)], items: taken };
  };
}

function realPass(
  row: Float64Array,
  bits: Int32Array,
  at: number,
  w: number,
  v: number,
  low: number,
  high: number,
): void {
  for (let c = high; c >= low; ) {
    // a word of bits at a time
    const end = Math.max(low, c & ~31);
    let word = 0;
    const place = at + (c >> 5);
    for (; c >= end; c--) {
      const x = row[c - w] + v;
      if (x > row[c]) {
        row[c] = x;
        word |= 1 << (c & 31);
      }
    }
    bits[place] = word;
  }
}

function wholePass(
  row: Int32Array,
  bits: Int32Array,
  at: number,
  w: number,
  v: number,
  low: number,
  high: number,
): void {
  for (let c = high; c >= low; ) {
    const end = Math.max(low, c & ~31);
    let word = 0;
    const place = at + (c >> 5);
    for (; c >= end; c--) {
      const x = row[c - w] + v;
      const y = row[c];
      const isMore = (y - x) >>> 31;
      word |= isMore << (c & 31);
      row[c] = y + ((x - y) & -isMore);
    }
    bits[place] = word;
  }
}

/** The optimum alone: one row, nothing recovered. */
export function plainRow({ values, weights, capacity }: PlainKnapsack): number {
  const row = new Float64Array(capacity + 1);
  for (let j = 0; j < values.length; j++) {
    const w = weights[j];
    const v = values[j];
    for (let c = capacity; c >= w; c--) {
      const x = row[c - w] + v;
      if (x > row[c]) row[c] = x;
    }
  }
  return row[capacity];
}
