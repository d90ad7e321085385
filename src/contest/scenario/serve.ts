/** The worker's side of a scenario in threads. */

import { loadBackend } from '../../engine/load';
import { serveTasks } from '../../workers/serve';
import { type Run, type Solved, type Solver, solvePoints } from './run';
import type { Task } from './threads';

/** Answers tasks with the points that `solver` finds, on an engine of this thread's own. */
export function serveScenario(solver: Solver): void {
  serveTasks<Run, Task, Solved[]>(async (run) => {
    const backend = await loadBackend({ backend: run.backend });
    return ({ from, to }) =>
      [...solvePoints(backend, solver, run, from, to)].filter((point) => point !== null);
  });
}
