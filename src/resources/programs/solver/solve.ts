/** One model, one answer. */

import type { FlatAnswer, Task } from '../answer';
import { clockOf } from './clock';
import { solveContinuous } from './continuous';
import { solveInteger } from './integer';
import { dropInstance, loadInstance } from './session';
import { fromUnits, inUnits, unitsOf } from './units';

/** @param wasm where `highs.wasm` is */
export async function solveTask({ model, settings }: Task, wasm: URL): Promise<FlatAnswer> {
  const clock = clockOf(settings.timeLimit);
  const units = unitsOf(model);
  const scaled = inUnits(model, units);
  const solve = async () => {
    const highs = await loadInstance(wasm);
    const solver = `HiGHS ${highs.version.string}`;
    const solveModel = model.integer.includes(1) ? solveInteger : solveContinuous;
    return fromUnits(solveModel(highs, scaled, settings, clock, solver), units);
  };
  try {
    return await solve();
  } catch {
    // an abort leaves the instance unusable, and may not come again in a fresh one
    dropInstance();
    return await solve();
  }
}
