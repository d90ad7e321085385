/** A binary heap of the numbers 0 … n − 1 by keys that may become less. */

export class IndexedHeap {
  private readonly order: Int32Array;
  private readonly place: Int32Array;
  private count = 0;

  /** @param keys read at every step: whoever lowers a key then calls `lower` */
  constructor(private readonly keys: Float64Array) {
    this.order = new Int32Array(keys.length);
    this.place = new Int32Array(keys.length).fill(-1);
  }

  get size(): number {
    return this.count;
  }

  /** Puts an item in, or moves it up after its key became less. */
  lower(item: number): void {
    if (this.place[item] < 0) {
      this.place[item] = this.count;
      this.order[this.count++] = item;
    }
    const { keys, order, place } = this;
    let at = place[item];
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (keys[order[above]] <= keys[item]) break;
      order[at] = order[above];
      place[order[at]] = at;
      at = above;
    }
    order[at] = item;
    place[item] = at;
  }

  /** Takes the item of the least key out; only where there is one. */
  take(): number {
    const { keys, order, place } = this;
    const least = order[0];
    place[least] = -1;
    this.count -= 1;
    if (this.count === 0) return least;
    const item = order[this.count];
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.count) break;
      if (below + 1 < this.count && keys[order[below + 1]] < keys[order[below]]) below += 1;
      if (keys[order[below]] >= keys[item]) break;
      order[at] = order[below];
      place[order[at]] = at;
      at = below;
    }
    order[at] = item;
    place[item] = at;
    return least;
  }

  clear(): void {
    for (let at = 0; at < this.count; at++) this.place[this.order[at]] = -1;
    this.count = 0;
  }
}
