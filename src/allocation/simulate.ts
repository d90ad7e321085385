/** `allocation.simulate`: what a given control earns. */

import * as v from 'valibot';
import type { Backend } from '../engine/backend';
import { parse } from '../engine/parameters';
import { type CheckedControl, type Control, checkControl, type Hold, stepsOf } from './control';
import { Model } from './model';
import { optionSchemas } from './options';
import { type AllocationParameters, completeParameters } from './parameters';
import { simulateAsPublished } from './published';
import { type Evaluation, evaluate, pathsOf, type SimulationResult } from './simulation';

export type { Control } from './control';
export type { SimulationCertificate, SimulationResult } from './simulation';

export interface SimulateOptions {
  /** Number of steps of the answer's time grid. Default 200; for an array, one less than its length. */
  readonly steps?: number;
  /** An array between its nodes: `linear`, or `previous` (each value holds until the next node). Default `linear`. */
  readonly hold?: Hold;
  /**
   * Explicit Euler and the node sums of the seed's `steady_state.py`, digit for digit (1000 steps unless
   * given). The certificate then says how far off they are.
   */
  readonly asPublished?: boolean;
}

const schema = v.strictObject(
  {
    steps: v.optional(optionSchemas.steps),
    hold: v.optional(v.picklist(['linear', 'previous'], 'one of linear, previous')),
    asPublished: v.optional(optionSchemas.flag),
  },
  'an object of options',
);

/**
 * Capability and value under a control, from M(0) = M0 ≥ 0.
 *
 * @throws ParameterError where a parameter, an option or a value of the control is not usable
 */
export function simulate(
  backend: Backend,
  parameters: AllocationParameters | undefined,
  control: Control,
  options: SimulateOptions = {},
): SimulationResult {
  const complete = completeParameters(parameters);
  const {
    steps,
    hold = 'linear',
    asPublished = false,
  } = parse(schema, options, 'options') as SimulateOptions;
  const model = new Model(complete, backend.math);
  const count = stepsOf(control, steps, asPublished ? 1000 : 200);
  const checked = checkControl(control, complete.horizon, count, hold);
  const exact = evaluate(model, checked);
  if (asPublished) return simulateAsPublished(backend, model, checked.nodes, exact);
  return resultOfMotion(backend, model, checked, exact);
}

function resultOfMotion(
  backend: Backend,
  model: Model,
  { nodes }: CheckedControl,
  { status, motion, certificate, ...totals }: Evaluation,
): SimulationResult {
  return {
    status,
    backend: backend.name,
    ...pathsOf(model, nodes, motion.capability),
    cumulativeValue: motion.value,
    finalCapability: motion.capability[nodes.length - 1],
    ...totals,
    certificate,
  };
}
