/** What claims of the chapter on decisions compare answers with, held to what is known of it. */

import { describe, expect, it } from 'vitest';
import { engineOf } from '../../src/domains';
import {
  bipartiteFamily,
  ceilingOf,
  coverByDegree,
  tryFamilies,
} from '../../src/report/chapters/decisions/cover-runs';
import { leastOverRacks, ring, ringOnMesh } from '../../src/report/chapters/decisions/search-runs';
import { wasm } from '../backends';
import { seeded } from '../random';

const { resources } = engineOf(wasm);

describe('covers by degree', () => {
  it('take the vertex with most edges left', () => {
    expect(coverByDegree([])).toEqual([]);
    expect(
      coverByDegree([
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'd'],
        ['c', 'e'],
      ]),
    ).toEqual(['c', 'a']);
  });

  it('take the whole right side of the family', () => {
    for (const side of [2, 3, 7, 12, 20]) {
      const edges = bipartiteFamily(side);
      const right = new Set(edges.map(([, vertex]) => vertex));
      expect(new Set(edges.map((ends) => ends.join())).size).toBe(edges.length);
      expect(new Set(coverByDegree(edges))).toEqual(right);
      let count = 0;
      for (let i = 2; i <= side; i++) count += Math.floor(side / i);
      expect(right.size).toBe(count);
    }
  });

  it('cover random graphs', () => {
    const random = seeded(11);
    for (let run = 0; run < 50; run++) {
      const edges = Array.from({ length: 12 }, (): [string, string] => {
        const [a, b] = [random(), random()].map((u) => Math.floor(8 * u));
        return [`v${a}`, `v${a === b ? (b + 1) % 8 : b}`];
      });
      const taken = new Set(coverByDegree(edges));
      expect(edges.every(([a, b]) => taken.has(a) || taken.has(b))).toBe(true);
    }
  });
});

describe('families of sets', () => {
  it('are all that hold every element', () => {
    // 5 of 2³ − 1 families over 2 elements, 109 of 2⁷ − 1 over 3 (OEIS A003465)
    expect(tryFamilies(2)).toMatchObject({ families: 5, worst: 1 });
    expect(tryFamilies(3)).toMatchObject({ families: 109, above: 0, worst: 1 });
  });

  it('are at worst what sets of equal cost allow', () => {
    const { families, worst, example } = tryFamilies(4);
    expect(families).toBe(32_297);
    expect(worst).toBe(1.5);
    expect(example).toHaveLength(3);
    expect([1, 2, 3, 4].map(ceilingOf)).toEqual([1, 1, 1, 1.5]);
  });
});

describe('racks', () => {
  /** Racks of two nodes, two racks a row. */
  const distances = Array.from({ length: 8 }, (_, p) =>
    Array.from({ length: 8 }, (_, q) => {
      if (p === q) return 0;
      return p >> 1 === q >> 1 ? 1 : p >> 2 === q >> 2 ? 3 : 5;
    }),
  );

  it('are filled at the least cost of all ways', () => {
    const random = seeded(4);
    const best = (traffic: number[][], nodes: number[] = []): number => {
      if (nodes.length === traffic.length) {
        let cost = 0;
        traffic.forEach((row, i) => {
          row.forEach((x, k) => {
            cost += x * distances[nodes[i]][nodes[k]];
          });
        });
        return cost;
      }
      const free = distances.map((_, node) => node).filter((node) => !nodes.includes(node));
      return Math.min(...free.map((node) => best(traffic, [...nodes, node])));
    };
    for (let run = 0; run < 5; run++) {
      const traffic = Array.from({ length: 5 }, (_, i) =>
        Array.from({ length: 5 }, (_, k) => (i === k ? 0 : Math.floor(10 * random()))),
      );
      expect(leastOverRacks({ kind: 'placement', traffic, distances })).toBe(best(traffic));
    }
  });
});

describe('a ring on a mesh', () => {
  it('costs no less than a hop a rank, and a ring through the mesh costs that', () => {
    const problem = ringOnMesh();
    const { bound } = resources.search(problem, { evaluations: 1 });
    expect(bound).toBe(ring.ranks);
    // down the first column and back through the others, row by row
    const tour = [0, 4, 8, 12, 13, 14, 15, 11, 10, 9, 5, 6, 7, 3, 2, 1];
    const cost = tour.reduce(
      (sum, node, i) => sum + problem.distances[node][tour[(i + 1) % tour.length]],
      0,
    );
    expect(cost).toBe(ring.ranks);
  });
});
