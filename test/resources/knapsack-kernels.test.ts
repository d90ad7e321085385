/** The kernels of knapsacks: rows and items are the same on both backends, and what their definition says. */

import { expect, it } from 'vitest';
import { javascript, wasm } from '../backends';
import { seeded } from '../random';

const random = seeded(41);
const below = (n: number) => Math.floor(n * random());

it.each([
  { kind: 'integers', Numbers: Int32Array },
  { kind: 'doubles', Numbers: Float64Array },
])('rows of $kind', ({ Numbers }) => {
  for (let k = 0; k < 1500; k++) {
    const n = below(9);
    const room = below(k % 20 === 0 ? 5000 : 60);
    const isReal = Numbers === Float64Array;
    const gains = new Numbers(n).map(() => (isReal ? 10 * random() : below(50)));
    const sizes = Int32Array.from({ length: n }, () => 1 + below(room + 3));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const need = k % 2 === 0 ? 0 : below(Math.min(room, total) + 1);
    const plain = new Numbers(room + 1);
    for (let j = 0; j < n; j++) {
      for (let c = room; c >= sizes[j]; c--) {
        plain[c] = Math.max(plain[c], plain[c - sizes[j]] + gains[j]);
      }
    }
    for (const { resources } of [wasm, javascript]) {
      const row = new Numbers(room + 1);
      // two calls, as long work is cut
      const half = below(n + 1);
      const [first, second] = [
        { gains: gains.slice(0, half), sizes: sizes.slice(0, half) },
        { gains: gains.slice(half), sizes: sizes.slice(half) },
      ];
      const later = second.sizes.reduce((sum, size) => sum + size, 0);
      const between = resources.knapsackRelax(first, row, 0, Math.max(0, need - later));
      const reach = resources.knapsackRelax(second, row, between, need);
      expect(reach).toBe(Math.min(room, total));
      expect(row.slice(need, reach + 1)).toEqual(plain.slice(need, reach + 1));
      expect(row[reach]).toBe(plain[room]);
    }
  }
});

it('items', () => {
  for (let k = 0; k < 500; k++) {
    const n = 1 + below(8);
    const room = 1 + below(60);
    const Numbers = k % 2 === 0 ? Int32Array : Float64Array;
    const gains = new Numbers(n).map(() => below(50));
    const sizes = Int32Array.from({ length: n }, () => 1 + below(room));
    const flags = [wasm, javascript].map(({ resources }) => {
      const taken = new Uint8Array(n);
      resources.knapsackTake({ gains, sizes }, new Numbers(room + 1), taken);
      return taken;
    });
    expect(flags[0]).toEqual(flags[1]);
    const row = new Numbers(room + 1);
    const reach = javascript.resources.knapsackRelax({ gains, sizes }, row, 0, 0);
    const worth = flags[0].reduce((sum, flag, j) => sum + flag * gains[j], 0);
    const size = sizes.reduce((sum, s, j) => sum + s * flags[0][j], 0);
    expect(worth).toBe(row[reach]);
    expect(size).toBeLessThanOrEqual(room);
  }
});
