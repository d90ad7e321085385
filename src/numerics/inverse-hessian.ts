/**
 * H, the inverse of the negative Hessian of a function that is to be maximized, as known from steps s and from
 * what each took off the gradient, q (BFGS):
 *
 *     H' = H + (1 + q·Hq/s·q) s sᵀ/(s·q) − (Hq sᵀ + s (Hq)ᵀ)/(s·q)        where s·q > 0               (1)
 *
 * The first step is made with H = I, and before the first (1) H becomes diagonal, H_kk = s_k/q_k between 1 and
 * 10⁶ times s·q/q·q: coordinates that matter little are not taken for steep ones.
 *
 * H may be in blocks, of two coordinates each and one of the rest, each with its own s·q: right for a function
 * that is a sum over these, and learnt in far fewer steps where the function is nearly one.
 *
 * A coordinate that is held leaves H, and the rest is the inverse without it,
 *
 *     H'_jk = H_jk − H_jh H_hk/H_hh,   H'_hk = 0,                                                     (2)
 *
 * one that is released enters with the harmonic mean of the diagonal.
 *
 * Source: J. Nocedal, S. J. Wright, Numerical Optimization (2006), equation (6.17), and (6.20) for the scale.
 */

/** What s·q must exceed, relative to |s||q|. */
const leastCurvature = 1e-8;
const mostFlat = 1e6;

interface Block {
  /** Its first coordinate, and how many there are. */
  readonly first: number;
  readonly length: number;
  /** Where its rows start. */
  readonly at: number;
}

export class InverseHessian {
  /** Whether nothing has been learnt since `startAnew`. */
  isFresh = true;
  private readonly blocks: readonly Block[];
  private readonly rows: Float64Array;
  private readonly hq: Float64Array;

  /** @param pairs how many pairs of leading coordinates are blocks */
  constructor(
    private readonly size: number,
    private readonly pairs: number,
  ) {
    const rest = size - 2 * pairs;
    const blocks = Array.from({ length: pairs }, (_, b) => ({
      first: 2 * b,
      length: 2,
      at: 4 * b,
    }));
    if (rest > 0) blocks.push({ first: 2 * pairs, length: rest, at: 4 * pairs });
    this.blocks = blocks;
    this.rows = new Float64Array(4 * pairs + rest ** 2);
    this.hq = new Float64Array(size);
  }

  /** @param isFree 0 for coordinates that are held */
  startAnew(isFree: Uint8Array): void {
    this.isFresh = true;
    this.rows.fill(0);
    for (let k = 0; k < this.size; k++) this.rows[this.diagonal(k)] = isFree[k] === 0 ? 0 : 1;
  }

  /** `to` = H v */
  times(v: Float64Array, to: Float64Array): void {
    for (const block of this.blocks) this.timesBlock(block, v, to);
  }

  /** Equation (1) with s and q, which are 0 where a coordinate is held. */
  learn(s: Float64Array, q: Float64Array): void {
    let isOfUse = false;
    for (const block of this.blocks) if (this.learnBlock(block, s, q)) isOfUse = true;
    if (isOfUse) this.isFresh = false;
  }

  /** Equation (2). */
  hold(held: number): void {
    const { rows } = this;
    const { first, length, at } = this.blocks[Math.min(held >> 1, this.pairs)];
    const start = at + (held - first) * length;
    const row = rows.slice(start, start + length);
    const pivot = row[held - first];
    for (let j = 0; j < length; j++) {
      const share = pivot > 0 ? row[j] / pivot : 0;
      for (let k = 0; k < length; k++) rows[at + j * length + k] -= share * row[k];
      rows[at + j * length + held - first] = 0;
    }
    rows.fill(0, start, start + length);
  }

  release(released: number): void {
    let sum = 0;
    let count = 0;
    for (let k = 0; k < this.size; k++) {
      const own = this.rows[this.diagonal(k)];
      if (!(own > 0)) continue;
      sum += 1 / own;
      count++;
    }
    this.rows[this.diagonal(released)] = count > 0 ? count / sum : 1;
  }

  private diagonal(k: number): number {
    const { first, length, at } = this.blocks[Math.min(k >> 1, this.pairs)];
    return at + (k - first) * (length + 1);
  }

  private timesBlock({ first, length, at }: Block, v: Float64Array, to: Float64Array): void {
    for (let j = first, entry = at; j < first + length; j++) {
      let sum = 0;
      for (let k = first; k < first + length; k++) sum += this.rows[entry++] * v[k];
      to[j] = sum;
    }
  }

  private learnBlock(block: Block, s: Float64Array, q: Float64Array): boolean {
    const { rows, hq } = this;
    const { first, length } = block;
    const end = first + length;
    let sq = 0;
    let ss = 0;
    let qq = 0;
    for (let k = first; k < end; k++) {
      sq += s[k] * q[k];
      ss += s[k] * s[k];
      qq += q[k] * q[k];
    }
    if (!(sq > leastCurvature * Math.sqrt(ss * qq))) return false;
    if (this.isFresh) this.scale(block, s, q, sq / qq);
    this.timesBlock(block, q, hq);
    let qhq = 0;
    for (let k = first; k < end; k++) qhq += q[k] * hq[k];
    const c = (1 + qhq / sq) / sq;
    for (let j = first, entry = block.at; j < end; j++) {
      const a = c * s[j] - hq[j] / sq;
      const b = s[j] / sq;
      for (let k = first; k < end; k++) rows[entry++] += a * s[k] - b * hq[k];
    }
    return true;
  }

  /** The first diagonal of a block. */
  private scale({ first, length }: Block, s: Float64Array, q: Float64Array, mean: number): void {
    for (let k = first; k < first + length; k++) {
      const own = s[k] / q[k];
      const at = this.diagonal(k);
      if (this.rows[at] > 0) this.rows[at] = own > mean ? Math.min(own, mostFlat * mean) : mean;
    }
  }
}
