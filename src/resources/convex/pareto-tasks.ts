/** Which single minimizations make a front: shares of a lattice on the simplex, or bounds of a grid. */

import { ParameterError } from '../../engine/errors';

export const paretoMethods = ['weighted-sum', 'epsilon-constraint'] as const;
export type ParetoMethod = (typeof paretoMethods)[number];

const mostProblems = 20000;

/** One minimization and what it stands for. */
export interface Task {
  readonly weights: readonly number[] | null;
  readonly bounds: readonly number[] | null;
}

/** All minimizations but those of single objectives. @throws ParameterError where there are too many */
export function tasksOf(
  method: ParetoMethod,
  points: number,
  ideal: Float64Array,
  nadir: Float64Array,
): Task[] {
  const m = ideal.length;
  const cuts = points - 1;
  const isSum = method === 'weighted-sum';
  const lists = isSum ? partitions(cuts, m) : grid(cuts, m - 1);
  if (lists === undefined) {
    const expected = `points that make at most ${mostProblems} minimizations`;
    throw new ParameterError('points', points, expected);
  }
  return lists.map((list) =>
    isSum
      ? { weights: list.map((k) => k / cuts), bounds: null }
      : {
          weights: null,
          bounds: list.map((k, j) => ideal[j + 1] + (k / cuts) * (nadir[j + 1] - ideal[j + 1])),
        },
  );
}

/** Whole numbers ≥ 0 that add up to `total`, but for those that are all in one; nothing where there are too many. */
function partitions(total: number, parts: number): number[][] | undefined {
  let lists: number[][] = [[]];
  for (let part = 0; part < parts - 1; part++) {
    lists = lists.flatMap((list) => {
      const left = total - list.reduce((a, b) => a + b, 0);
      return Array.from({ length: left + 1 }, (_, k) => [...list, k]);
    });
    if (lists.length > mostProblems) return undefined;
  }
  return lists
    .map((list) => [...list, total - list.reduce((a, b) => a + b, 0)])
    .filter((list) => !list.includes(total));
}

/** Inner points of a grid of `cuts` intervals a side. */
function grid(cuts: number, sides: number): number[][] | undefined {
  if ((cuts - 1) ** sides > mostProblems) return undefined;
  let lists: number[][] = [[]];
  for (let side = 0; side < sides; side++) {
    lists = lists.flatMap((list) => Array.from({ length: cuts - 1 }, (_, k) => [...list, k + 1]));
  }
  return lists;
}
