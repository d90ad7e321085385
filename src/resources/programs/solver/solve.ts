/** One model, one answer. */

import type { FlatAnswer, Task } from '../answer';
import { clockOf } from './clock';
import { solveContinuous } from './continuous';
import { solveInteger } from './integer';
import { dropInstance, loadInstance } from './session';

/** @param wasm where `highs.wasm` is */
export async function solveTask({ model, settings }: Task, wasm: URL): Promise<FlatAnswer> {
  const clock = clockOf(settings.timeLimit);
  const solve = async () => {
    const highs = await loadInstance(wasm);
    const solver = `HiGHS ${highs.version.string}`;
    const solveModel = model.integer.includes(1) ? solveInteger : solveContinuous;
    return solveModel(highs, model, settings, clock, solver);
  };
  try {
    return await solve();
  } catch {
    // an abort leaves the instance unusable, and may not come again in a fresh one
    dropInstance();
    return await solve();
  }
}
