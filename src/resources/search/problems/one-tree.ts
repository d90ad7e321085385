/**
 * A lower bound on tours: the least 1-tree, with prices on cities that make its degrees approach 2. For any
 * prices π
 *
 *     tour ≥ min over 1-trees of Σ (d_uv + π_u + π_v) − 2 Σ π_v                                     (SE5)
 *
 * and a step along degree − 2 improves the right side. A 1-tree is a spanning tree on all cities but one, and
 * the two shortest edges of that one.
 *
 * Source: M. Held and R. M. Karp, Mathematical Programming 1 (1971) 6.
 */

/** Steps of the ascent, and how many without success halve its step. */
const [steps, patience] = [100, 5];

/** @param tour length of some tour */
export function oneTreeBound(distances: Float64Array, n: number, tour: number): number {
  const prices = new Float64Array(n);
  const degrees = new Int32Array(n);
  let best = 0;
  let length = 2;
  let failures = 0;
  for (let step = 0; step < steps; step++) {
    const bound = oneTree(distances, n, prices, degrees);
    if (bound > best) {
      best = bound;
      failures = 0;
    } else if (++failures === patience) {
      length /= 2;
      failures = 0;
    }
    let norm = 0;
    for (const degree of degrees) norm += (degree - 2) ** 2;
    if (norm === 0) break;
    const scale = (length * Math.max(tour - bound, 0)) / norm;
    for (let v = 0; v < n; v++) prices[v] += scale * (degrees[v] - 2);
  }
  return best;
}

/** (SE5) by Prim's algorithm; leaves the degrees. */
function oneTree(
  distances: Float64Array,
  n: number,
  prices: Float64Array,
  degrees: Int32Array,
): number {
  const cost = (u: number, v: number) => distances[u * n + v] + prices[u] + prices[v];
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const parent = new Int32Array(n).fill(-1);
  const isIn = new Uint8Array(n);
  isIn[0] = 1;
  degrees.fill(0);
  let sum = 0;
  let last = 1;
  isIn[1] = 1;
  for (let count = 2; count < n; count++) {
    let next = -1;
    for (let v = 1; v < n; v++) {
      if (isIn[v] === 1) continue;
      const c = cost(last, v);
      if (c < nearest[v]) {
        nearest[v] = c;
        parent[v] = last;
      }
      if (next < 0 || nearest[v] < nearest[next]) next = v;
    }
    isIn[next] = 1;
    sum += nearest[next];
    degrees[next]++;
    degrees[parent[next]]++;
    last = next;
  }
  let [first, second] = [-1, -1];
  for (let v = 1; v < n; v++) {
    if (first < 0 || cost(0, v) < cost(0, first)) {
      second = first;
      first = v;
    } else if (second < 0 || cost(0, v) < cost(0, second)) second = v;
  }
  sum += cost(0, first) + cost(0, second);
  degrees[0] = 2;
  degrees[first]++;
  degrees[second]++;
  // rounding is that of the prices, which may be much greater than what is left of them
  let size = Math.abs(sum);
  for (let v = 0; v < n; v++) {
    sum -= 2 * prices[v];
    size += (2 * degrees[v] + 4) * Math.abs(prices[v]);
  }
  return sum - (n + 4) * Number.EPSILON * size;
}
