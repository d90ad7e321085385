/**
 * `resources`: how a fixed budget of GPUs, bandwidth or tokens is best shared out.
 *
 * Every function takes a backend first; `engine.resources` has them bound to its own.
 */

import type { Backend } from '../engine/backend';

/** The domain bound to a backend. */
// biome-ignore lint/suspicious/noEmptyInterface: filled family by family
export interface Resources {}

export function resourcesOf(_backend: Backend): Resources {
  return {};
}
