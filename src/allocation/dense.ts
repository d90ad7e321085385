/**
 * The solution between the nodes of its mesh: cubic Hermite interpolants of M and μ, whose slopes are
 * the equations of motion, and the control they imply. And where a mesh is too coarse for it.
 */

import type { Mesh } from './mesh';
import type { Model, Point } from './model';

/** α, M, μ at the nodes of a mesh (arrays may be longer). */
export interface Nodes {
  readonly mesh: Mesh;
  readonly allocation: Float64Array;
  readonly capability: Float64Array;
  readonly costate: Float64Array;
}

/** M and μ at s = (t − t_k)/h_k in [0, 1]. */
export type Interpolant = (s: number) => { readonly capability: number; readonly costate: number };

/** The interpolant of cell k. */
export function interpolate(model: Model, nodes: Nodes, k: number): Interpolant {
  return hermite(nodes.mesh.length[k], nodePoint(model, nodes, k), nodePoint(model, nodes, k + 1));
}

function nodePoint(model: Model, nodes: Nodes, k: number): Point {
  return model.point(
    nodes.mesh.time[k],
    nodes.capability[k],
    nodes.costate[k],
    nodes.allocation[k],
  );
}

function hermite(h: number, a: Point, b: Point): Interpolant {
  return (s) => {
    const r = 1 - s;
    const cubic = (y0: number, d0: number, y1: number, d1: number) =>
      r * r * (y0 * (1 + 2 * s) + s * h * d0) + s * s * (y1 * (1 + 2 * r) - r * h * d1);
    return {
      capability: cubic(a.capability, a.capabilitySlope, b.capability, b.capabilitySlope),
      costate: cubic(a.costate, a.costateSlope, b.costate, b.costateSlope),
    };
  };
}

/** α(t): the nodes' own at the nodes, α*(t, M, μ) on the interpolants between them. */
export function controlOf(model: Model, nodes: Nodes): (t: number) => number {
  const { time, length, cells } = nodes.mesh;
  return (t) => {
    let low = 0;
    let high = cells;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (time[middle] <= t) low = middle;
      else high = middle;
    }
    if (time[low] === t) return nodes.allocation[low];
    if (time[high] === t) return nodes.allocation[high];
    const at = interpolate(model, nodes, low)((t - time[low]) / length[low]);
    return model.bestAllocation(t, at.capability, at.costate);
  };
}

/** A cell is too coarse where Simpson's and the midpoint rule differ by this share of M or μ. */
const coarse = 1e-3;
/** Most halvings of a cell at a time. */
const maxHalvings = 5;

/**
 * Further nodes for the cells in which f or dμ/dt bends too much to be integrated well: the layer at
 * the start where M0 is small, and the neighbourhood of times without compute. Empty for a fine mesh;
 * at most some four times as many as there are cells, lest a hopeless problem eat the memory.
 */
export function refinements(model: Model, nodes: Nodes): number[] {
  const { time, length, cells } = nodes.mesh;
  const further: number[] = [];
  let right = nodePoint(model, nodes, 0);
  for (let k = 0; k < cells; k++) {
    const h = length[k];
    const left = right;
    right = nodePoint(model, nodes, k + 1);
    const at = hermite(h, left, right)(0.5);
    const t = time[k] + 0.5 * h;
    const alpha = model.bestAllocation(t, at.capability, at.costate);
    const middle = model.point(t, at.capability, at.costate, alpha);
    const bend = (a: number, b: number, c: number) => (h / 6) * Math.abs(a - 2 * b + c);
    const error = Math.max(
      bend(left.rate, middle.rate, right.rate) / Math.min(left.capability, right.capability),
      bend(left.costateSlope, middle.costateSlope, right.costateSlope) /
        Math.max(left.costate, right.costate),
    );
    if (!(error > coarse)) continue;
    if (further.length > 4 * cells + 1000) break;
    // halving a cell divides its error by eight
    let pieces = 2;
    for (let rest = error / 8; rest > coarse && pieces < 1 << maxHalvings; rest /= 8) pieces *= 2;
    for (let i = 1; i < pieces; i++) further.push(time[k] + (h * i) / pieces);
  }
  return further;
}
