/**
 * A second proof of an integer answer, by a plain branch and bound that shares nothing with HiGHS's search:
 * every leaf is closed by prices whose bound is recomputed (equation (R3p)), by weights of a contradiction
 * (equation (R4p)), or because its plan, solved again with the integers held at whole numbers, is as good as
 * its bound. What is left open bounds the program all the same.
 */

import type { Highs } from 'highs';
import { provenBound } from '../certificate/duality';
import { contradiction } from '../certificate/farkas';
import { fixedAt, infeasibility, type Model, objectiveOf, relaxed } from '../model';
import { Elastic } from './elastic';
import { Session } from './session';

export interface Proof {
  /** The proven lower bound; +∞ where it is proven that there is no answer. */
  readonly bound: number;
  readonly nodes: number;
  /** The best plan that was met with its integers whole, if any is better than the one given. */
  readonly better: Float64Array | null;
}

interface Node {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Proven on the way here. */
  readonly bound: number;
}

/** How near to whole is worth a try with whole numbers. */
const whole = 1e-7;
/** Entries of the matrix times nodes: what larger searches would cost is not spent. */
const mostWork = 4e6;

/**
 * @param incumbent the objective of the answer, +∞ where there is said to be none
 * @param gap what the answer may be worse than the bound by
 */
export function proveBySearch(
  highs: Highs,
  model: Model,
  incumbent: number,
  gap: number,
  mostNodes: number,
  isLate: () => boolean,
): Proof {
  const limit = Math.min(mostNodes, Math.floor(mostWork / (1 + model.values.length)));
  if (limit < 1) return { bound: Number.NEGATIVE_INFINITY, nodes: 0, better: null };
  const linear = relaxed(model);
  const session = new Session(highs, linear, { presolve: 'off' });
  const elastic = new Elastic(highs, linear);
  const open: Node[] = [
    { lower: model.lower, upper: model.upper, bound: Number.NEGATIVE_INFINITY },
  ];
  let best = incumbent;
  let better: Float64Array | null = null;
  let closed = Number.POSITIVE_INFINITY;
  let nodes = 0;
  let now: Node = open[0];
  const move = (node: Node) => {
    for (let j = 0; j < model.columns; j++) {
      if (now.lower[j] === node.lower[j] && now.upper[j] === node.upper[j]) continue;
      session.setColumn(j, node.lower[j], node.upper[j]);
      elastic.setColumn(j, node.lower[j], node.upper[j]);
    }
    now = node;
  };
  try {
    while (open.length > 0 && nodes < limit && !isLate()) {
      const node = open.pop() as Node;
      nodes++;
      move(node);
      const { outcome, x, y } = session.solve();
      if (outcome !== 'optimal' || x === null || y === null) {
        const weights = elastic.attempt().y;
        const proof = weights && contradiction(model, weights, node.lower, node.upper);
        // neither solved nor impossible: the node stays as it was bounded
        if (!proof?.holds) closed = Math.min(closed, node.bound);
        continue;
      }
      const bound = Math.max(node.bound, provenBound(linear, y, node.lower, node.upper));
      let branch = mostFractional(model, node, x, whole);
      if (branch < 0) {
        const near = fixedAt(model, x, node);
        move({ ...near, bound });
        const plan = session.solve();
        const isPlan = plan.outcome === 'optimal' && plan.x !== null;
        if (isPlan && infeasibility(near, plan.x as Float64Array) <= 1e-8) {
          const value = objectiveOf(model, plan.x as Float64Array);
          if (value < best - gap) {
            best = value;
            better = (plan.x as Float64Array).slice();
          }
        }
        // what lies between here and whole numbers may matter
        branch = mostFractional(model, node, x, 0);
      }
      if (bound >= best - gap || branch < 0) {
        closed = Math.min(closed, bound);
        continue;
      }
      open.push(...split(node, branch, x[branch], bound));
    }
  } finally {
    session.dispose();
    elastic.dispose();
  }
  const bound = open.reduce((least, node) => Math.min(least, node.bound), closed);
  return { bound, nodes, better };
}

/** The integer farthest from whole, −1 where none is farther than `least`. */
function mostFractional(
  { columns, integer }: Model,
  { lower, upper }: Node,
  x: Float64Array,
  least: number,
): number {
  let most = least;
  let at = -1;
  for (let j = 0; j < columns; j++) {
    if (integer[j] === 0) continue;
    // a whole bound that is missed by rounding is kept
    const value = Math.min(Math.max(x[j], lower[j]), upper[j]);
    const distance = Math.abs(value - Math.round(value));
    if (distance > most) {
      most = distance;
      at = j;
    }
  }
  return at;
}

/** Down and up; the nearer one comes last, and so first. */
function split(node: Node, j: number, value: number, bound: number): Node[] {
  const upper = node.upper.slice();
  const lower = node.lower.slice();
  upper[j] = Math.floor(value);
  lower[j] = Math.floor(value) + 1;
  const down = { lower: node.lower, upper, bound };
  const up = { lower, upper: node.upper, bound };
  return value - Math.floor(value) < 0.5 ? [up, down] : [down, up];
}
