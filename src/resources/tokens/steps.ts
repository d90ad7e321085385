/**
 * Whole tokens moved one at a time: the greatest next gain and the least last gain, kept in two
 * heaps.
 *
 *     next_i = r_i(t_i + 1) − r_i(t_i) below the upper bound,
 *     last_i = r_i(t_i) − r_i(t_i − 1) above the lower
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { type Curves, gainAt } from './curves';

/** A heap of all patches by a key, the least (by key, then by index) on top. */
class Heap {
  private readonly order: Int32Array;
  private readonly place: Int32Array;

  constructor(readonly keys: Float64Array) {
    const n = keys.length;
    this.order = Int32Array.from(keys, (_, i) => i);
    this.place = this.order.slice();
    for (let k = (n >> 1) - 1; k >= 0; k--) this.down(k);
  }

  get top(): number {
    return this.order[0];
  }

  set(i: number, key: number): void {
    this.keys[i] = key;
    this.up(this.place[i]);
    this.down(this.place[i]);
  }

  private isBefore(a: number, b: number): boolean {
    const [i, j] = [this.order[a], this.order[b]];
    return this.keys[i] < this.keys[j] || (this.keys[i] === this.keys[j] && i < j);
  }

  private swap(a: number, b: number): void {
    const { order, place } = this;
    [order[a], order[b]] = [order[b], order[a]];
    place[order[a]] = a;
    place[order[b]] = b;
  }

  private up(from: number): void {
    for (let k = from; k > 0; ) {
      const parent = (k - 1) >> 1;
      if (!this.isBefore(k, parent)) return;
      this.swap(k, parent);
      k = parent;
    }
  }

  private down(from: number): void {
    const n = this.order.length;
    for (let k = from; 2 * k + 1 < n; ) {
      let child = 2 * k + 1;
      if (child + 1 < n && this.isBefore(child + 1, child)) child++;
      if (!this.isBefore(child, k)) return;
      this.swap(child, k);
      k = child;
    }
  }
}

export class Steps {
  private readonly nexts: Heap;
  private readonly lasts: Heap;
  /** Σ t. */
  sum = 0;

  /** @param tokens whole, within the bounds; changed in place */
  constructor(
    private readonly m: ElementaryFunctions,
    private readonly curves: Curves,
    readonly tokens: Float64Array,
  ) {
    const next = new Float64Array(curves.count);
    const last = new Float64Array(curves.count);
    for (let i = 0; i < curves.count; i++) {
      next[i] = -this.nextOf(i);
      last[i] = this.lastOf(i);
      this.sum += tokens[i];
    }
    this.nexts = new Heap(next);
    this.lasts = new Heap(last);
  }

  /** The greatest gain of one more token; −∞ where there is no room. */
  get next(): number {
    return this.curves.count === 0 ? -Infinity : -this.nexts.keys[this.nexts.top];
  }

  /** The least loss by one token less; ∞ where none can be spared. */
  get last(): number {
    return this.curves.count === 0 ? Infinity : this.lasts.keys[this.lasts.top];
  }

  add(): void {
    this.move(this.nexts.top, 1);
  }

  remove(): void {
    this.move(this.lasts.top, -1);
  }

  /**
   * Moves tokens from where they are worth least to where they are worth most, while that gains.
   */
  exchange(limit = Infinity): void {
    for (let count = 0; count < limit; count++) {
      if (!(this.next > this.last) || this.nexts.top === this.lasts.top) return;
      const from = this.lasts.top;
      this.add();
      this.move(from, -1);
    }
  }

  private move(i: number, by: 1 | -1): void {
    this.tokens[i] += by;
    this.sum += by;
    this.nexts.set(i, -this.nextOf(i));
    this.lasts.set(i, this.lastOf(i));
  }

  private nextOf(i: number): number {
    const t = this.tokens[i];
    return t < this.curves.upper[i] ? gainAt(this.m, this.curves, i, t) : -Infinity;
  }

  private lastOf(i: number): number {
    const t = this.tokens[i];
    return t > this.curves.lower[i] ? gainAt(this.m, this.curves, i, t - 1) : Infinity;
  }
}
