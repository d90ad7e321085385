/**
 * Meshes of the sweep: the uniform nodes of the answer, and further nodes where the solution is not smooth.
 *
 * Simpson's rule has order four on a cell where the integrand is smooth and order two on one with a kink;
 * so a node is put at every kink of C(t) and, once found, at every switching time. Where λ(T) = 0 the
 * training rate starts like (T−t)^{ε/(1−ε)}, so the last cell is cut geometrically towards T.
 */

import type { Model } from './model';

export interface Mesh {
  /** Number of cells n. */
  readonly cells: number;
  /** t_0 … t_n, then the n midpoints. */
  readonly time: Float64Array;
  /** h_0 … h_{n−1}. */
  readonly length: Float64Array;
  /** Where the k-th uniform node stands among the nodes, k = 0 … steps. */
  readonly uniform: Int32Array;
}

/** C below this share of what it is a step further counts as starting from nothing. */
const fromNothing = 0.1;
/** Halvings towards such a place. */
const halvings = 30;

/**
 * Nodes that a problem asks for whatever its solution: the kinks of C(t) and, where C starts from next to
 * nothing at a kink or an end, so that (αC)^ε starts like t^ε, halvings of a step towards that place.
 */
export function breaksOf(model: Model, steps: number): number[] {
  const { horizon } = model.parameters;
  const { kinks } = model.path;
  const step = horizon / steps;
  const breaks = [...kinks];
  for (const t of [0, ...kinks, horizon]) {
    for (const side of [-step, step]) {
      const next = t + side;
      if (next < 0 || next > horizon) continue;
      if (!(model.path.at(t) < fromNothing * model.path.at(next))) continue;
      for (let i = 1, d = side / 2; i <= halvings; i++, d /= 2) breaks.push(t + d);
    }
  }
  return breaks;
}

/** Nodes nearer to each other than this share of a step are one. */
const merge = 1e-10;

/**
 * @param breaks further nodes, any order, within (0, horizon)
 * @param grading number of halvings of the last cell towards the horizon
 */
export function meshOf(
  horizon: number,
  steps: number,
  breaks: readonly number[],
  grading: number,
): Mesh {
  const step = horizon / steps;
  const further = breaks.filter((t) => t > 0 && t < horizon);
  for (let i = 1, cell = step / 2; i <= grading; i++, cell /= 2) further.push(horizon - cell);
  further.sort((a, b) => a - b);

  const nodes: number[] = [];
  const uniform = new Int32Array(steps + 1);
  let next = 0;
  for (let k = 0; k <= steps; k++) {
    const t = k === steps ? horizon : k * step;
    for (; next < further.length && further[next] < t; next++) {
      const isNew = further[next] - nodes[nodes.length - 1] > merge * step;
      if (isNew && t - further[next] > merge * step) nodes.push(further[next]);
    }
    uniform[k] = nodes.length;
    nodes.push(t);
  }

  const cells = nodes.length - 1;
  const time = new Float64Array(2 * cells + 1);
  const length = new Float64Array(cells);
  time.set(nodes);
  for (let k = 0; k < cells; k++) {
    length[k] = nodes[k + 1] - nodes[k];
    time[cells + 1 + k] = 0.5 * (nodes[k] + nodes[k + 1]);
  }
  // whole steps have one length to the bit, so that kernels compute what depends on it once
  for (let i = 1; i <= steps; i++) {
    if (uniform[i] === uniform[i - 1] + 1) length[uniform[i - 1]] = step;
  }
  return { cells, time, length, uniform };
}
