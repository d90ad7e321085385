/** What the steady-state study takes for granted: its own defaults, and compute that grows at one rate. */

import { ParameterError } from '../engine/errors';
import { type CompleteAllocationParameters, completeParameters } from './parameters';

/** Where it differs from the dynamic study. */
const defaults = { discountRate: 0.15, horizon: 100 };

/** Parameters with the study's defaults, and g. @throws ParameterError where compute has no growth rate */
export function completeForStudy(given: unknown): {
  complete: CompleteAllocationParameters;
  growth: number;
} {
  const complete = completeParameters(withDefaults(given));
  const { compute } = complete;
  const expected = 'an exponential or a constant path: the others have no steady state';
  if (typeof compute === 'function') throw new ParameterError('compute', compute, expected, 'type');
  if (compute.kind === 'exponential') return { complete, growth: compute.growth };
  if (compute.kind === 'constant') return { complete, growth: 0 };
  throw new ParameterError('compute.kind', compute.kind, expected, 'type');
}

function withDefaults(given: unknown): unknown {
  if (given === undefined) return defaults;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const { discountRate = defaults.discountRate, horizon = defaults.horizon } = given as Partial<
    typeof defaults
  >;
  return { ...given, discountRate, horizon };
}
