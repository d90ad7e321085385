/** The solver's side, loaded on demand: the built file beside this one, or the source where nothing is built. */

import { EngineError } from '../../engine/errors';
import type { FlatAnswer, Task } from './answer';

declare const SHADOWPRICE_VERSION: string | undefined;

interface SolverSide {
  answer(task: Task): Promise<FlatAnswer>;
}

/** @throws EngineError where it cannot be loaded */
async function loadSolver(): Promise<SolverSide> {
  if (typeof SHADOWPRICE_VERSION === 'undefined') return import('./highs');
  const url = new URL('./highs.js', import.meta.url).href;
  try {
    return (await import(/* @vite-ignore */ url)) as SolverSide;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EngineError(`the solver could not be loaded from ${url}: ${why}`);
  }
}

/** @throws EngineError where it cannot be loaded, or fails */
export async function answerHere(task: Task): Promise<FlatAnswer> {
  return (await loadSolver()).answer(task);
}
