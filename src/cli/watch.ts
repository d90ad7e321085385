/** Long work on the command line: a bar where it is a terminal that waits, and Ctrl-C for what there is by then. */

import type { Progress } from '../engine/result';
import { progressOn } from './progress';

export interface Run {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Milliseconds before a bar appears. */
const patience = 400;

/** @param what is counted */
export async function watched<Result>(
  what: string,
  work: (run: Run) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const bar = process.stderr.isTTY ? progressOn(process.stderr) : undefined;
  const begun = performance.now();
  process.once('SIGINT', abort);
  try {
    return await work({
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        if (performance.now() - begun > patience) bar?.update(done, total, what);
      },
    });
  } finally {
    process.removeListener('SIGINT', abort);
    bar?.stop();
  }
}
