/** The seed scripts' own numerics, digit for digit: explicit Euler, double discounting, node sums. */
import type { Backend } from '../engine/backend';
import type { Model } from './model';
import type { CompleteSolveOptions } from './options';
import type { AllocationResult } from './result';

export function solveAsPublished(
  _backend: Backend,
  _model: Model,
  _options: CompleteSolveOptions,
): AllocationResult {
  throw new Error('being written');
}
