/**
 * The same consequences of a control by other means: adaptive Gauss–Legendre collocation.
 *
 * On a panel [a, a+h], with the rule (c, w, A) of `numerics/gauss.ts` and f_i, V'_i at its points,
 *
 *     (I + δhA) M_i = M_a + h A f,   M_b = M_a + h Σ w_i (f_i − δM_i),   V_b = V_a + h Σ w_i V'_i   (14)
 *
 * A panel that its two halves contradict is replaced by them, down to the last bit of time: towards jumps
 * and singular ends. Stable for every δ.
 */

import { type GaussRule, gaussRule, solveLinear } from '../numerics/gauss';
import type { PlacedControl } from './control';
import type { Model } from './model';
import { flowsAt, type Motion } from './motion';

const pointCount = 8;
let rule: GaussRule | undefined;

/** Contradiction of a panel and its halves that is let pass: relative, and as a share of what the cell adds. */
const agreement = 1e-13;
const negligible = 1e-15;
/** Most halvings of a cell, and most panels they may lead to in all: a control of noise needs them and more. */
const deepest = 48;
const mostPanels = 100_000;

interface State {
  readonly capability: number;
  readonly value: number;
  readonly allocation: number;
}

/** (14) over all cells; Infinity from where something overflowed. */
export function integrateByGauss(model: Model, control: PlacedControl): Motion {
  rule ??= gaussRule(pointCount);
  const { cells } = control.mesh;
  const motion: Motion = {
    capability: new Float64Array(cells + 1),
    value: new Float64Array(cells + 1),
    allocation: new Float64Array(cells + 1),
  };
  let state: State = { capability: model.parameters.initialCapability, value: 0, allocation: 0 };
  motion.capability[0] = state.capability;
  const spent = { panels: 0 };
  for (let k = 0; k < cells; k++) {
    state = integrateCell(model, control, rule, k, state, spent);
    motion.capability[k + 1] = finiteOrInfinity(state.capability);
    motion.value[k + 1] = finiteOrInfinity(state.value);
    motion.allocation[k + 1] = state.allocation;
  }
  return motion;
}

/** Everything here only grows: what is no number any more came from an overflow. */
function finiteOrInfinity(x: number): number {
  return Number.isFinite(x) ? x : Number.POSITIVE_INFINITY;
}

function integrateCell(
  model: Model,
  control: PlacedControl,
  gauss: GaussRule,
  k: number,
  start: State,
  spent: { panels: number },
): State {
  const advance = (a: number, b: number, state: State) =>
    panel(model, control, gauss, k, a, b, state);
  const agree = (part: keyof State, one: State, two: State) =>
    Math.abs(one[part] - two[part]) <=
    agreement * Math.abs(two[part]) + negligible * Math.abs(cell[part] - start[part]);
  const refine = (a: number, b: number, from: State, whole: State, depth: number): State => {
    const middle = a + 0.5 * (b - a);
    const half = advance(a, middle, from);
    const both = advance(middle, b, half);
    const done =
      depth === deepest ||
      spent.panels > mostPanels ||
      !(middle > a && middle < b) ||
      !Number.isFinite(both.capability + both.value) ||
      (agree('capability', whole, both) &&
        agree('value', whole, both) &&
        agree('allocation', whole, both));
    if (done) return both;
    spent.panels += 5;
    const left = refine(a, middle, from, half, depth + 1);
    return refine(middle, b, left, advance(middle, b, left), depth + 1);
  };
  const { time } = control.mesh;
  const cell = advance(time[k], time[k + 1], start);
  return refine(time[k], time[k + 1], start, cell, 0);
}

/** (14). */
function panel(
  model: Model,
  control: PlacedControl,
  { points, weights, matrix }: GaussRule,
  k: number,
  a: number,
  b: number,
  from: State,
): State {
  const n = points.length;
  const h = b - a;
  const { depreciation } = model.parameters;
  const time = points.map((c) => a + h * c);
  const alpha = time.map((t) => control.allocation(k, t));
  const compute = time.map((t) => control.compute(t));
  const rate = time.map((t, i) => flowsAt(model, t, alpha[i], compute[i], 0).rate);

  const M = new Float64Array(n).fill(from.capability);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) M[i] += h * matrix[i * n + j] * rate[j];
  }
  if (depreciation > 0) {
    const system = matrix.map((x) => depreciation * h * x);
    for (let i = 0; i < n; i++) system[i * n + i] += 1;
    solveLinear(system, M);
  }

  let { capability, value, allocation } = from;
  for (let i = 0; i < n; i++) {
    const weight = h * weights[i];
    capability += weight * (rate[i] - depreciation * M[i]);
    value += weight * flowsAt(model, time[i], alpha[i], compute[i], M[i]).revenue;
    allocation += weight * alpha[i];
  }
  return { capability, value, allocation };
}
