/** What every method of descent works with: points with value and gradient, and how a run may break down. */

import type { ElementaryFunctions } from '../../engine/backend';
import type { Objective } from './objective';
import { projected } from './project';
import { distance, dot, type Region } from './sets';

export interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** What a method is given. */
export interface Descent {
  readonly math: ElementaryFunctions;
  readonly region: Region;
  readonly objective: Objective;
  readonly start: Float64Array;
  /** A fixed step, or undefined for one that is searched. */
  readonly step: number | undefined;
  /** β of `momentum`. */
  readonly momentum: number;
  /** Pairs that `lbfgs` remembers. */
  readonly memory: number;
}

/** Points one after the other, until no step gains anything. */
export type Steps = Generator<Point, void, void>;

/** Where the caller's function left the numbers. */
export interface Failure {
  /** `f` or `gradient`, or the path of a constraint: `inequalities.0.g`, `equalities.2.gradient`. */
  readonly of: string;
  readonly value: number;
  readonly x: Float64Array;
}

export class Breakdown extends Error {
  constructor(readonly failure: Failure) {
    super(`${failure.of} is ${failure.value}`);
  }
}

/** Value and gradient. @throws Breakdown where one is NaN, or both f is +∞ */
export function pointAt({ objective }: Descent, x: Float64Array, known?: number): Point {
  const value = known ?? objective.value(x);
  if (Number.isNaN(value) || value === Infinity) {
    const { names } = objective;
    throw new Breakdown({ of: names.f, value, ...objective.blamed?.(x), x });
  }
  return { x, value, gradient: gradientAt(objective, x) };
}

export function gradientAt(objective: Objective, x: Float64Array): Float64Array {
  const gradient = objective.gradient(x);
  const bad = gradient.find((g) => !Number.isFinite(g));
  if (bad !== undefined) throw new Breakdown({ of: objective.names.gradient, value: bad, x });
  return gradient;
}

/** P(x − t d). */
export function moved(region: Region, x: Float64Array, d: Float64Array, t: number): Float64Array {
  return projected(
    region,
    x.map((xi, i) => xi - t * d[i]),
  );
}

export function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]);
}

/** Greatest |x − P(x − ∇f)|: 0 where x is stationary. */
export function residualOf(region: Region, { x, gradient }: Point): number {
  const to = moved(region, x, gradient, 1);
  return to.reduce((most, value, i) => Math.max(most, Math.abs(value - x[i])), 0);
}

/** What rounding may have added to a value. */
export function noise(value: number): number {
  return 1e-15 * Math.abs(value);
}

/**
 * Whether f stays below the parabola f(y) + ∇f(y)·d + ‖d‖²/2t at x = y + d. Where the values differ by little
 * more than rounding, by gradients instead: (∇f(x) − ∇f(y))·d ≤ ‖d‖²/t.
 */
export function isBelowParabola(
  descent: Descent,
  from: Point,
  x: Float64Array,
  value: number,
  t: number,
): boolean {
  if (!(value < Infinity)) return false;
  const d = difference(x, from.x);
  const square = dot(d, d);
  const change = value - from.value;
  if (Math.abs(change) > 1e-9 * Math.max(Math.abs(value), Math.abs(from.value))) {
    return change <= dot(from.gradient, d) + square / (2 * t);
  }
  const gradient = descent.objective.gradient(x);
  return dot(difference(gradient, from.gradient), d) <= square / t;
}

/** A first step: no coordinate moves by more than its size or 1, whichever is greater. */
export function firstStep({ x, gradient }: Point): number {
  const greatest = (a: Float64Array) => a.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return Math.max(1, greatest(x)) / Math.max(greatest(gradient), 1e-300);
}

/**
 * g·d for a step d from x to another point of the set, with what must cancel left out: where a budget or a ball holds
 * both ends, its price may be so large that rounding in its direction hides what is gained along it.
 */
export function slopeAlong(
  region: Region,
  g: Float64Array,
  x: Float64Array,
  d: Float64Array,
): number {
  if (region.kind === 'free' || region.kind === 'box') return dot(g, d);
  const isBall = region.kind === 'ball';
  const normal = isBall
    ? x.map((xi, i) => (xi - region.centre[i]) / region.radius)
    : region.weights.map((w, i) => (d[i] === 0 ? 0 : w));
  const squares = dot(normal, normal);
  if (squares === 0) return dot(g, d);
  const price = -dot(g, normal) / squares;
  let along = 0;
  for (let i = 0; i < d.length; i++) along += (g[i] + price * normal[i]) * d[i];
  let across = dot(normal, d);
  if (isBall) {
    const end = x.map((xi, i) => xi + d[i]);
    const isHeld = [x, end].every(
      (point) => distance(point, region.centre) > region.radius * (1 - 1e-13),
    );
    // the height of a chord's end below the tangent
    if (isHeld) across = -dot(d, d) / (2 * region.radius);
  } else {
    const size = x.reduce((sum, xi, i) => sum + region.weights[i] * Math.abs(xi), 0);
    if (Math.abs(across) <= 1e-14 * x.length * size) across = 0;
  }
  return along - price * across;
}
