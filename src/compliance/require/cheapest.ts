/**
 * The cheapest mix of controls that reaches a target: branch and bound over boxes of controls, with the
 * bounds of `cost-bound.ts` and the local search of `nearest-mix.ts`.
 *
 * The box of the least bound is halved first, along the edge that is dearest; what is left when it ends
 * bounds the cost of all mixes from below. Every choice is fixed by numbers, so that the same question is
 * always answered by the same mix.
 *
 * Source: H. Tuy, "Monotonic Optimization: Problems and Solution Approaches" (2000).
 */

import { type Box, type Parts, raised, tangentBound } from './cost-bound';
import { type Mix, nearestMix, newton, type Surface, settle, traded } from './nearest-mix';
import { threshold } from './threshold';

export interface Cheapest extends Mix {
  /** No mix costs less. */
  readonly bound: number;
}

export interface SearchLimits {
  /** Relative tolerance of the conditions of optimality. */
  readonly tolerance: number;
  /** Relative gap between cost and bound that is good enough. */
  readonly gap: number;
  /** Most evaluations of the share by local searches from the corners, and by branch and bound. */
  readonly evaluations: number;
  /** Evaluations so far. */
  count(): number;
}

/** @param surface one whose upper corner reaches the target and whose lower one does not */
export function cheapest(
  surface: Surface,
  parts: Parts | undefined,
  limits: SearchLimits,
): Cheapest {
  const { low, high } = surface;
  const { tolerance, gap, evaluations, count } = limits;
  let spent = count();
  const isSpent = () => count() - spent > evaluations;
  let best = nearestMix(surface, onDiagonal(surface, low, high), tolerance);
  const consider = (start: Float64Array, margin: number) => {
    if (!(surface.cost(start) < margin * best.cost)) return;
    const mix = newton(surface, start, tolerance);
    if (mix.cost < best.cost) best = traded(surface, mix, tolerance);
  };
  // each control as far down as the others allow, and as far up as it may be needed
  for (let i = 0; i < low.length; i++) {
    for (const end of [low, high]) {
      const corner = high.slice();
      corner[i] = end[i];
      if (isSpent() || surface.excess(corner) < 0) continue;
      consider(settle(surface, corner), Number.POSITIVE_INFINITY);
    }
  }

  spent = count();
  const open = new Heap();
  const add = (from: Float64Array, to: Float64Array, least: number) => {
    const box = bounded(surface, parts, from, to, least, best);
    if (box !== undefined && box.bound < best.cost) open.push(box);
  };
  add(low.slice(), high.slice(), surface.cost(low));
  while (open.size > 0) {
    const { bound } = open.least;
    if (bound >= best.cost * (1 - gap) || isSpent()) break;
    const box = open.pop();
    consider(onDiagonal(surface, box.low, box.high), 1);
    const edge = dearest(surface, parts, box);
    const middle = box.low[edge] + 0.5 * (box.high[edge] - box.low[edge]);
    if (!(middle > box.low[edge] && middle < box.high[edge])) {
      open.push(box);
      break;
    }
    const [upper, lower] = [box.low.slice(), box.high.slice()];
    upper[edge] = lower[edge] = middle;
    add(box.low, lower, bound);
    add(upper, box.high, bound);
  }
  const bound = open.size > 0 ? Math.min(open.least.bound, best.cost) : best.cost;
  return { ...best, bound };
}

/** Where the diagonal of a box first reaches the target, roughly; its upper corner where it does not. */
function onDiagonal(surface: Surface, low: Float64Array, high: Float64Array): Float64Array {
  const at = (t: number) => low.map((x, i) => (t === 1 ? high[i] : x + t * (high[i] - x)));
  const excess = (t: number) => surface.excess(at(t));
  const last = excess(1);
  return at(last < 0 ? 1 : threshold(excess, 0, 1, 1e-2, last).x);
}

/** A box cut to what may be cheaper than the best mix, with its bound; nothing where there is none. */
function bounded(
  surface: Surface,
  parts: Parts | undefined,
  low: Float64Array,
  high: Float64Array,
  least: number,
  best: Mix,
): Box | undefined {
  const { controls } = surface;
  const base = surface.cost(low);
  const to = high.map((most, i) => {
    const budget = best.cost - base + controls[i].cost(low[i]);
    if (controls[i].cost(most) <= budget || most === low[i]) return most;
    const over = (x: number) => controls[i].cost(x) - budget;
    return threshold(over, low[i], most, 1e-3 * (most - low[i])).x;
  });
  const from = raised(surface, low, to, parts === undefined ? 0.125 : 0.5);
  if (from === undefined) return undefined;
  let bound = Math.max(least, surface.cost(from));
  if (parts !== undefined && bound < best.cost) {
    const inside = best.z.every((x, i) => x >= from[i] && x <= to[i]);
    const near = inside ? best.z : onDiagonal(surface, from, to);
    bound = Math.max(bound, tangentBound(surface, parts, from, to, near));
  }
  return { low: from, high: to, bound };
}

/** The edge along which the cost varies most, of those along which the bound gets better. */
function dearest({ controls }: Surface, parts: Parts | undefined, box: Box): number {
  const width = (i: number) => controls[i].cost(box.high[i]) - controls[i].cost(box.low[i]);
  const all = controls.map((_, i) => i);
  const isTight = parts !== undefined && parts.less === undefined;
  const bent = all.filter((i) => controls[i].isCurved || parts?.product?.includes(i));
  const edges = isTight && bent.some((i) => width(i) > 0) ? bent : all;
  return edges.reduce((a, b) => (width(b) > width(a) ? b : a));
}

/** Boxes, the one of the least bound on top; of equal ones, the one that came first. */
class Heap {
  private readonly boxes: Array<Box & { readonly age: number }> = [];
  private age = 0;

  get size(): number {
    return this.boxes.length;
  }

  get least(): Box {
    return this.boxes[0];
  }

  push(box: Box): void {
    const { boxes } = this;
    boxes.push({ ...box, age: this.age++ });
    for (let i = boxes.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!this.before(i, parent)) break;
      [boxes[i], boxes[parent]] = [boxes[parent], boxes[i]];
      i = parent;
    }
  }

  pop(): Box {
    const { boxes } = this;
    const top = boxes[0];
    const last = boxes.pop()!;
    if (boxes.length > 0) boxes[0] = last;
    for (let i = 0; ; ) {
      let child = 2 * i + 1;
      if (child >= boxes.length) break;
      if (child + 1 < boxes.length && this.before(child + 1, child)) child++;
      if (!this.before(child, i)) break;
      [boxes[i], boxes[child]] = [boxes[child], boxes[i]];
      i = child;
    }
    return top;
  }

  private before(i: number, j: number): boolean {
    const [a, b] = [this.boxes[i], this.boxes[j]];
    return a.bound < b.bound || (a.bound === b.bound && a.age < b.age);
  }
}
