/**
 * Long work written as a generator that yields its progress: run at once, or in parts between which the
 * event loop has its turn.
 */

import type { Progress } from './result';

/** Work that says how far it is; what it returns is the answer. */
export type Steps<Result> = Iterator<Progress, Result, void>;

export interface Run {
  /** Ends the work at the next pause. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Milliseconds of work between two turns of the event loop. */
const part = 20;

export function runSteps<Result>(steps: Steps<Result>): Result {
  let at = steps.next();
  while (!at.done) at = steps.next();
  return at.value;
}

/**
 * The same with pauses; answers do not depend on where these fall.
 *
 * @param cut the answer where the signal ended it
 */
export async function runStepsAsync<Result>(
  steps: Steps<Result>,
  { signal, onProgress }: Run,
  cut: () => Result,
): Promise<Result> {
  await turn();
  if (signal?.aborted) return cut();
  let begun = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - begun < part) continue;
    onProgress?.(value);
    await turn();
    if (signal?.aborted) return cut();
    begun = performance.now();
  }
}

/** One turn of the event loop. */
export const turn = () => new Promise<void>((resume) => setTimeout(resume));
