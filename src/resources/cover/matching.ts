/**
 * The vertex cover by a maximal matching, where all vertices weigh the same: both ends of every edge of it.
 *
 * Any cover holds one end of each matched edge, and these are apart: the cover found is within 2 of the
 * optimum, and the edges matched, each at the weight of a vertex, are the prices. Vertices with loops are in
 * every cover and come first.
 *
 * Source: F. Gavril, in M. R. Garey, D. S. Johnson, Computers and Intractability (1979), p. 134.
 */

import type { Found } from './cover';
import { fitted } from './prices';
import type { VertexCover } from './vertex-problem';

export function matchingCover({ cover, ends }: VertexCover): Found {
  const { costs, elements } = cover;
  const prices = new Float64Array(elements);
  const isTaken = new Uint8Array(costs.length);
  const taken: number[] = [];
  const match = (e: number) => {
    const [u, w] = [ends[2 * e], ends[2 * e + 1]];
    if (isTaken[u] === 1 || isTaken[w] === 1) return;
    prices[e] = costs[u];
    isTaken[u] = 1;
    isTaken[w] = 1;
    taken.push(u);
    if (u !== w) taken.push(w);
  };
  for (let e = 0; e < elements; e++) if (ends[2 * e] === ends[2 * e + 1]) match(e);
  for (let e = 0; e < elements; e++) match(e);
  return { taken, prices: fitted(cover, prices), proven: elements === 0 ? 1 : 2 };
}
