/**
 * Tasks shared out to a few threads: each takes the next task as it is free, results come in the order of the
 * tasks. An error of a task, and a thread that dies, end the whole.
 */

import type { Status } from '../engine/result';
import { startThread, type Thread } from './host';
import { delivered, type FromWorker, type ToWorker } from './messages';

export interface PoolOptions<Result> {
  /** The worker's module, which calls `serveTasks`. */
  readonly url: string | URL;
  /** Threads, ≥ 1; no more are started than there are tasks. */
  readonly workers: number;
  /** What all tasks have in common. */
  readonly setting: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Called as results come in, whatever their order. */
  readonly onResult?: (result: Result) => void;
}

export interface PoolResult<Result> {
  readonly status: Extract<Status, 'converged' | 'cancelled'>;
  /** Of all tasks; where it was cancelled of the first ones, as many as were done without a gap. */
  readonly results: readonly Result[];
}

/**
 * Settles once every thread has ended.
 *
 * @throws EngineError where a thread cannot be started or dies, and whatever a task throws
 */
export async function runTasks<Task, Result>(
  tasks: readonly Task[],
  options: PoolOptions<Result>,
): Promise<PoolResult<Result>> {
  const { signal } = options;
  const threads: Thread[] = [];
  const done = new Map<number, Result>();
  let cancel = () => {};
  try {
    const status = await new Promise<PoolResult<Result>['status']>((resolve, reject) => {
      cancel = () => resolve('cancelled');
      signal?.addEventListener?.('abort', cancel);
      if (signal?.aborted) cancel();
      else if (tasks.length === 0) resolve('converged');
      else start(tasks, options, threads, done, resolve, reject);
    });
    const results: Result[] = [];
    for (let k = 0; done.has(k); k++) results.push(done.get(k) as Result);
    return { status, results };
  } finally {
    signal?.removeEventListener?.('abort', cancel);
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}

function start<Task, Result>(
  tasks: readonly Task[],
  { url, workers, setting, signal, onResult }: PoolOptions<Result>,
  threads: Thread[],
  done: Map<number, Result>,
  resolve: (status: PoolResult<Result>['status']) => void,
  reject: (error: unknown) => void,
): void {
  let next = 0;
  const give = (thread: Thread) => {
    if (next >= tasks.length) return;
    const index = next++;
    thread.post({ kind: 'task', index, task: tasks[index] } satisfies ToWorker);
  };
  const take = (thread: Thread, message: FromWorker) => {
    if (message.kind === 'error') throw delivered(message.error);
    const result = message.result as Result;
    done.set(message.index, result);
    onResult?.(result);
    if (signal?.aborted) resolve('cancelled');
    else if (done.size === tasks.length) resolve('converged');
    else give(thread);
  };
  try {
    for (let k = 0; k < Math.min(workers, tasks.length); k++) {
      const thread = startThread(url, {
        onMessage: (message) => {
          try {
            take(thread, message as FromWorker);
          } catch (error) {
            reject(error);
          }
        },
        onFailure: reject,
      });
      threads.push(thread);
      thread.post({ kind: 'setting', setting } satisfies ToWorker);
      give(thread);
    }
  } catch (error) {
    reject(error);
  }
}
