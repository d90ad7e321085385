/** Rows of the families of `resources`. */

import type { Backend } from '../src/engine/backend';
import type { BenchRow, BenchSettings } from './harness';
import { knapsackRows } from './resources-knapsack';
import { tokenRows } from './resources-tokens';

export function resourcesRows(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  isSmoke: boolean,
): BenchRow[] {
  return [
    ...knapsackRows(wasm, javascript, settings, isSmoke),
    ...tokenRows(wasm, javascript, settings, isSmoke),
  ];
}
