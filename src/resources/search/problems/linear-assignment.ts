/**
 * The linear assignment problem min Σ_i c_{i π(i)} by shortest augmenting paths, O(n³).
 *
 * Source: R. Jonker and A. Volgenant, Computing 38 (1987) 325 (the augmentation).
 */

/** The least sum; costs by row, n × n. */
export function leastAssignment(costs: Float64Array, n: number): number {
  const rowPrice = new Float64Array(n + 1);
  const columnPrice = new Float64Array(n + 1);
  /** Row of each column, 0 where free; rows and columns count from 1. */
  const rowOf = new Int32Array(n + 1);
  const before = new Int32Array(n + 1);
  const distance = new Float64Array(n + 1);
  const isDone = new Uint8Array(n + 1);
  for (let row = 1; row <= n; row++) {
    rowOf[0] = row;
    distance.fill(Number.POSITIVE_INFINITY);
    isDone.fill(0);
    let column = 0;
    do {
      isDone[column] = 1;
      const i = rowOf[column];
      let nearest = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let j = 1; j <= n; j++) {
        if (isDone[j] === 1) continue;
        const reduced = costs[(i - 1) * n + j - 1] - rowPrice[i] - columnPrice[j];
        if (reduced < distance[j]) {
          distance[j] = reduced;
          before[j] = column;
        }
        if (distance[j] < least) {
          least = distance[j];
          nearest = j;
        }
      }
      for (let j = 0; j <= n; j++) {
        if (isDone[j] === 1) {
          rowPrice[rowOf[j]] += least;
          columnPrice[j] -= least;
        } else distance[j] -= least;
      }
      column = nearest;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const previous = before[column];
      rowOf[column] = rowOf[previous];
      column = previous;
    }
  }
  let sum = 0;
  for (let j = 1; j <= n; j++) sum += costs[(rowOf[j] - 1) * n + j - 1];
  return sum;
}
