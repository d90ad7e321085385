/** Good plain JavaScript: a hypercube by Fisher and Yates in typed arrays, then decisions. */

export class PlainHypercube {
  private readonly order: Uint32Array;
  private readonly columns: Float64Array[];
  /** xoshiro128** (D. Blackman, S. Vigna). */
  private readonly state = Uint32Array.of(1, 2, 3, 4);

  constructor(private readonly n: number) {
    this.order = new Uint32Array(n);
    this.columns = Array.from({ length: 6 }, () => new Float64Array(n));
  }

  /** Counts of one hypercube, as one number. */
  run(): number {
    const { n, order, columns, state } = this;
    let [s0, s1, s2, s3] = state;
    const inverse = 1 / n;
    for (let j = 0; j < 6; j++) {
      const column = columns[j];
      for (let i = 0; i < n; i++) order[i] = i;
      for (let i = n - 1; i > 0; i--) {
        let r = Math.imul(s1, 5);
        r = Math.imul((r << 7) | (r >>> 25), 9);
        const t = s1 << 9;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = (s3 << 11) | (s3 >>> 21);
        const k = Math.floor((r >>> 0) * 2 ** -32 * (i + 1));
        const other = order[i];
        order[i] = order[k];
        order[k] = other;
      }
      for (let i = 0; i < n; i++) {
        let r = Math.imul(s1, 5);
        r = Math.imul((r << 7) | (r >>> 25), 9);
        const t = s1 << 9;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = (s3 << 11) | (s3 >>> 21);
        column[i] = (order[i] + (r >>> 0) * 2 ** -32) * inverse;
      }
    }
    state.set([s0, s1, s2, s3]);
    let evade = 0;
    let split = 0;
    const [B, a, d, F, c, sigma] = columns;
    for (let i = 0; i < n; i++) {
      const ad = a[i] * d[i];
      const e = B[i] - ad * F[i];
      const s = B[i] - c[i] - ad * sigma[i] * F[i];
      if (s > e) {
        if (s > 0) split++;
      } else if (e > 0) evade++;
    }
    return evade + 1e-9 * split;
  }
}

/** Good plain JavaScript: a map cell by cell, what does not depend on the cell taken out of the loops. */
export function plainMap(
  [, , d, F, c, sigma]: Float64Array,
  audits: Float64Array,
  benefits: Float64Array,
  cells: Uint8Array,
): void {
  const width = audits.length;
  for (let k = 0; k < benefits.length; k++) {
    const B = benefits[k];
    const Bc = B - c;
    const row = k * width;
    for (let i = 0; i < width; i++) {
      const ad = audits[i] * d;
      const evade = B - ad * F;
      const split = Bc - ad * sigma * F;
      cells[row + i] = split > evade ? (split > 0 ? 2 : 0) : evade > 0 ? 1 : 0;
    }
  }
}

/** What a first script does: an object a sample, `Math.random`, an array of results. */
export function naiveSample(n: number): number {
  const shuffled = () => {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const k = Math.floor(Math.random() * (i + 1));
      [order[i], order[k]] = [order[k], order[i]];
    }
    return order.map((k) => (k + Math.random()) / n);
  };
  const columns = Array.from({ length: 6 }, shuffled);
  const labs = columns[0].map((_, i) => columns.map((column) => column[i]));
  const actions = labs.map(([B, a, d, F, c, sigma]) => {
    const payoffs = [0, B - a * d * F, B - c - a * d * sigma * F];
    return payoffs.indexOf(Math.max(...payoffs));
  });
  return actions.filter((action) => action === 0).length;
}
