/**
 * Controls as callers give them (a number, values at the nodes, a function of time), checked, and on a
 * mesh whose cells they are smooth in.
 */

import { ParameterError } from '../engine/errors';
import { pairwiseSum } from '../numerics/sums';
import { type Mesh, meshOf } from './mesh';
import type { Model } from './model';

/** α constant, or its values at the uniform nodes, or any function of t; always within [0, 1]. */
export type Control = number | ArrayLike<number> | ((t: number) => number);

/** What an array of values does between its nodes. */
export type Hold = 'linear' | 'previous';

/** A checked control: α at the uniform nodes, and between them. */
export interface CheckedControl {
  /** α(t_k), k = 0 … steps. */
  readonly nodes: Float64Array;
  /** α at time t within step k, both ends included; the limits from within at the ends. */
  within(k: number, t: number): number;
  /** The time average of α, where it is known without integrating. */
  readonly mean?: number;
}

/** A control on a mesh: the uniform nodes and the kinks of C. */
export interface PlacedControl {
  readonly mesh: Mesh;
  /** C at time t. */
  compute(t: number): number;
  /** α at time t within cell k of the mesh. */
  allocation(k: number, t: number): number;
}

/** Steps of a control's grid: an array has them in its length, else `steps`, else the default. */
export function stepsOf(control: unknown, steps: number | undefined, otherwise: number): number {
  if (!isArray(control)) return steps ?? otherwise;
  if (steps !== undefined && control.length !== steps + 1) {
    throw new ParameterError('allocation', control, `steps + 1 = ${steps + 1} values`);
  }
  if (control.length < 3 || control.length > 1e6 + 1) {
    throw new ParameterError('allocation', control, 'from 3 to 1000001 values, one a node of time');
  }
  return control.length - 1;
}

/** @throws ParameterError where a value is not in [0, 1]; a function's values are checked when it is called */
export function checkControl(
  control: unknown,
  horizon: number,
  steps: number,
  hold: Hold,
): CheckedControl {
  const step = horizon / steps;
  if (typeof control === 'function') {
    const at = (t: number) => checkShare(`allocation(${t})`, control(t));
    const time = (k: number) => (k === steps ? horizon : k * step);
    return {
      nodes: Float64Array.from({ length: steps + 1 }, (_, k) => at(time(k))),
      within: (_, t) => at(t),
    };
  }
  if (isArray(control)) {
    const nodes = new Float64Array(steps + 1);
    for (let k = 0; k <= steps; k++) nodes[k] = checkShare(`allocation.${k}`, control[k]);
    if (hold === 'previous') {
      return { nodes, within: (k) => nodes[k], mean: pairwiseSum(nodes, 0, steps) / steps };
    }
    const ends = 0.5 * (nodes[0] + nodes[steps]);
    return {
      nodes,
      mean: (ends + pairwiseSum(nodes, 1, steps - 1)) / steps,
      within(k, t) {
        // exactly 0 at the left node, where a vanishing α is singular
        const share = Math.min(1, Math.max(0, (t - k * step) / step));
        return nodes[k] * (1 - share) + nodes[k + 1] * share;
      },
    };
  }
  if (typeof control !== 'number') {
    const expected = 'a number, an array of numbers or a function of t';
    throw new ParameterError('allocation', control, expected, 'type');
  }
  const alpha = checkShare('allocation', control);
  return { nodes: new Float64Array(steps + 1).fill(alpha), within: () => alpha, mean: alpha };
}

/** The control on the uniform nodes and the kinks of C. */
export function placeControl(model: Model, control: CheckedControl): PlacedControl {
  const steps = control.nodes.length - 1;
  const mesh = meshOf(model.parameters.horizon, steps, model.path.kinks, 0);
  const stepOf = new Int32Array(mesh.cells);
  for (let k = 0; k < steps; k++) stepOf.fill(k, mesh.uniform[k], mesh.uniform[k + 1]);
  return {
    mesh,
    compute: (t) => model.path.at(t),
    allocation: (k, t) => control.within(stepOf[k], t),
  };
}

function isArray(x: unknown): x is ArrayLike<unknown> {
  return Array.isArray(x) || (ArrayBuffer.isView(x) && !(x instanceof DataView));
}

function checkShare(path: string, x: unknown): number {
  if (typeof x === 'number' && x >= 0 && x <= 1) return x;
  const expected = 'a number ≥ 0 and ≤ 1';
  throw new ParameterError(path, x, expected, typeof x === 'number' ? 'range' : 'type');
}
