/** `highs.js`: the solver's side of programs, HiGHS included. It finds `highs.wasm` beside itself. */

import { EngineError } from '../../engine/errors';
import type { FlatAnswer, Task } from './answer';
import { solveTask } from './solver/solve';

declare const SHADOWPRICE_VERSION: string | undefined;

const wasm =
  typeof SHADOWPRICE_VERSION === 'string'
    ? new URL('./highs.wasm', import.meta.url)
    : new URL('../../../node_modules/highs/build/highs.wasm', import.meta.url);

/**
 * The format of tasks and answers may change with any version.
 *
 * @throws EngineError where HiGHS cannot be loaded, or fails again in a fresh instance
 */
export async function answer(task: Task): Promise<FlatAnswer> {
  try {
    return await solveTask(task, wasm);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EngineError(`the solver failed: ${why}`);
  }
}
