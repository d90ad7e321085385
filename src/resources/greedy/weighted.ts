/**
 * Activities of different values: on one machine a dynamic programme, on several a flow.
 *
 * Let F_k be the most that one machine can be worth from time k on,
 *
 *     F_k = max(F_{k+1}, max_{i: s_i = k} v_i + F_{f_i}),   F_K = 0.                                (RG3)
 *
 * On one machine the optimum is F_0, and y_k = F_k − F_{k+1}, z = 0 is feasible in (RG2) with that value.
 * On m machines, m units flow from the first time to the last, along arcs from each time to the next (no work)
 * and one arc of capacity 1 for each activity. With F as first potentials all costs
 * F_s − F_f − v ≥ 0, so that flows are sought from the first time on only, one round for every worth of a
 * machine; of potentials π of the optimum, Φ = F + π gives y_k = Φ_k − Φ_{k+1} and z_i = max(0, v_i − Φ_s + Φ_f).
 *
 * Sources: E. M. Arkin, E. B. Silverberg, Discrete Applied Mathematics 18 (1987) 1; J. Kleinberg, É. Tardos,
 * Algorithm Design (2006), section 6.1.
 */

import type { Progress } from '../../engine/result';
import { flowSteps } from '../../numerics/min-cost-flow';
import type { Timetable } from './timetable';

export interface Weighted {
  readonly isTaken: Uint8Array;
  /** Φ of every time: what a machine is worth from then on. */
  readonly worth: Float64Array;
}

/** (RG3), and what one machine does. */
export function bestOfOne({ starts, finishes, times, values }: Timetable): Weighted {
  const worth = new Float64Array(times.length);
  const choice = new Int32Array(times.length).fill(-1);
  const order = Int32Array.from(starts.keys()).sort((a, b) => starts[b] - starts[a] || a - b);
  for (let k = times.length - 2, j = 0; k >= 0; k--) {
    worth[k] = worth[k + 1];
    for (; j < order.length && starts[order[j]] === k; j++) {
      const i = order[j];
      const gain = values[i] + worth[finishes[i]];
      if (!(gain > worth[k])) continue;
      worth[k] = gain;
      choice[k] = i;
    }
  }
  const isTaken = new Uint8Array(starts.length);
  for (let k = 0; k < times.length; ) {
    const i = choice[k];
    if (i >= 0) isTaken[i] = 1;
    k = i < 0 ? k + 1 : finishes[i];
  }
  return { isTaken, worth };
}

/** Of activities that are worth something. */
export function* bestOfMany(
  timetable: Timetable,
  machines: number,
  open: Uint8Array,
): Generator<Progress, Weighted, void> {
  const { starts, finishes, times, values } = timetable;
  const { worth } = bestOfOne(timetable);
  const chosen = Int32Array.from(open.keys()).filter((i) => open[i] === 1);
  const steps = times.length - 1;
  const arcs = steps + chosen.length;
  const from = new Int32Array(arcs);
  const to = new Int32Array(arcs);
  const capacity = new Float64Array(arcs).fill(1);
  const cost = new Float64Array(arcs);
  for (let k = 0; k < steps; k++) {
    from[k] = k;
    to[k] = k + 1;
    capacity[k] = Number.POSITIVE_INFINITY;
    cost[k] = worth[k] - worth[k + 1];
  }
  chosen.forEach((i, j) => {
    from[steps + j] = starts[i];
    to[steps + j] = finishes[i];
    // rounding could leave it below 0
    cost[steps + j] = Math.max(0, worth[starts[i]] - (values[i] + worth[finishes[i]]));
  });
  const supply = new Float64Array(times.length);
  supply[0] = machines;
  supply[steps] = -machines;
  const answer = yield* flowSteps({ nodes: times.length, from, to, capacity, cost, supply });
  const isTaken = new Uint8Array(starts.length);
  chosen.forEach((i, j) => {
    isTaken[i] = answer.flow[steps + j] > 0.5 ? 1 : 0;
  });
  return { isTaken, worth: worth.map((value, k) => value + answer.potential[k]) };
}
