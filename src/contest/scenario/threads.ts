/** A scenario's points shared out to threads: a run of points is a task. */

import type { Progress, Status } from '../../engine/result';
import { runTasks } from '../../workers/pool';
import { endOfRun, type Run, type Solved } from './run';

/** Points [from, to). */
export interface Task {
  readonly from: number;
  readonly to: number;
}

/** What ends the work, and watches it. */
export interface Watch {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export async function solveInThreads(
  run: Run,
  from: number,
  to: number,
  workers: number,
  url: string | URL = new URL('./contest-worker.js', import.meta.url),
  { signal, onProgress }: Watch,
): Promise<{ status: Extract<Status, 'converged' | 'cancelled'>; solved: Solved[] }> {
  const tasks: Task[] = [];
  for (let at = from; at < to; ) {
    const end = Math.min(endOfRun(run, at), to);
    tasks.push({ from: at, to: end });
    at = end;
  }
  let done = 0;
  const { status, results } = await runTasks<Task, Solved[]>(tasks, {
    url,
    workers,
    setting: run,
    signal,
    onResult: (points) => {
      done += points.length;
      onProgress?.({ done, total: to - from });
    },
  });
  return { status, solved: results.flat() };
}
