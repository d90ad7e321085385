/**
 * The curves that separate comply, evade and split on a decision map over two numbers.
 *
 * Every tie (34) is monotone in each number it depends on, so over two of them it is a monotone graph, or a
 * line along an axis: within a rectangle it has one run, whose ends are where it meets the edges. Along it
 * the third action's payoff is monotone too: it changes sides at the triple tie at most. So each run is cut
 * there, and those parts are kept that have the two actions on their two sides. What runs along an edge of
 * the rectangle separates nothing in it.
 *
 * Points are spread evenly in |Δx| + |Δy|, in units of the rectangle's sides: steep and flat stretches of a
 * hyperbola get as many as they are long. Each lies on the curve to rounding: one coordinate is solved for.
 */

import * as v from 'valibot';
import type { Backend, BackendName, ElementaryFunctions } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { parse } from '../engine/parameters';
import { brent } from '../numerics/roots';
import { type Action, actions, payoffsOf } from './model';
import {
  type CompleteComplianceParameters,
  type ComplianceName,
  type ComplianceParameters,
  completeParameters,
  complianceNames,
  rangeEnds,
} from './parameters';
import { dependsOn, equationOf, solveTie, type Tie, tripleTie } from './ties';

export interface BoundariesOptions {
  /** The parameter to the right. */
  readonly x: ComplianceName;
  /** The parameter upwards. */
  readonly y: ComplianceName;
  /** Default [0, 1]. */
  readonly xRange?: readonly [low: number, high: number];
  readonly yRange?: readonly [low: number, high: number];
  /** The other numbers, and how labs behave. Default the source's baseline. */
  readonly parameters?: ComplianceParameters;
  /** Points of every piece, 2 … 100 000. Default 129. */
  readonly points?: number;
}

export interface BoundaryAxis {
  readonly parameter: ComplianceName;
  readonly low: number;
  readonly high: number;
}

export interface BoundaryPiece {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface Boundary {
  readonly between: readonly [Action, Action];
  /** In the symbols of the parameter table. */
  readonly equation: string;
  readonly pieces: readonly BoundaryPiece[];
}

export interface BoundariesResult {
  readonly backend: BackendName;
  readonly x: BoundaryAxis;
  readonly y: BoundaryAxis;
  /** All numbers; those of x and y are not used. */
  readonly parameters: CompleteComplianceParameters;
  /** Between comply and evade, comply and split, evade and split. */
  readonly curves: readonly Boundary[];
}

const axis = v.picklist(complianceNames, `one of ${complianceNames.join(', ')}`);
const pointsExpected = 'a whole number from 2 to 100000';
const schema = v.strictObject(
  {
    x: axis,
    y: axis,
    xRange: v.optional(v.unknown(), [0, 1]),
    yRange: v.optional(v.unknown(), [0, 1]),
    parameters: v.optional(v.unknown(), {}),
    points: v.optional(
      v.pipe(
        v.number(pointsExpected),
        v.check((n) => Number.isInteger(n) && n >= 2 && n <= 1e5, pointsExpected),
      ),
      129,
    ),
  },
  'an object of options',
);

const pairs = [
  ['comply', 'evade'],
  ['comply', 'split'],
  ['evade', 'split'],
] as const;

/** @throws ParameterError naming the first option that is not usable */
export function boundaries(backend: Backend, options: BoundariesOptions): BoundariesResult {
  const given = parse(schema, options, 'options');
  const { x: xName, y: yName, points } = given;
  if (xName === yName) throw new ParameterError('y', yName, `another parameter than x, ${xName}`);
  const parameters = completeParameters(given.parameters);
  const x = axisOf(xName, 'xRange', given.xRange);
  const y = axisOf(yName, 'yRange', given.yRange);
  return {
    backend: backend.name,
    x,
    y,
    parameters,
    curves: pairs.map((between) => {
      const tie = `${between[0]}-${between[1]}` as Tie;
      return {
        between,
        equation: equationOf(tie, parameters),
        pieces: piecesOf(new Curve(backend.math, parameters, tie, x, y), between, points),
      };
    }),
  };
}

function axisOf(parameter: ComplianceName, path: string, range: unknown): BoundaryAxis {
  if (!Array.isArray(range)) throw new ParameterError(path, range, 'a pair [low, high]', 'type');
  const [low, high] = rangeEnds(parameter, range, path);
  if (low === high) throw new ParameterError(path, range, 'low < high in [low, high]');
  return { parameter, low, high };
}

type Point = readonly [x: number, y: number];

/** A tie over the rectangle. */
class Curve {
  constructor(
    readonly math: ElementaryFunctions,
    readonly parameters: CompleteComplianceParameters,
    readonly tie: Tie,
    readonly x: BoundaryAxis,
    readonly y: BoundaryAxis,
  ) {}

  /** y at x, or x at y; not finite where there is none. */
  yAt(x: number): number {
    const p = { ...this.parameters, [this.x.parameter]: x };
    return solveTie(this.math, p, this.tie, this.y.parameter);
  }
  xAt(y: number): number {
    const p = { ...this.parameters, [this.y.parameter]: y };
    return solveTie(this.math, p, this.tie, this.x.parameter);
  }
  contains([x, y]: Point): boolean {
    return x >= this.x.low && x <= this.x.high && y >= this.y.low && y <= this.y.high;
  }
  /** What a lab at a point does. */
  actionAt([x, y]: Point): Action {
    const p = { ...this.parameters, [this.x.parameter]: x, [this.y.parameter]: y };
    const { evade, split } = payoffsOf(this.math, p);
    return actions[split > evade ? (split > 0 ? 2 : 0) : evade > 0 ? 1 : 0];
  }
  /** |Δx| + |Δy| in units of the rectangle's sides. */
  distance(a: Point, b: Point): number {
    return (
      Math.abs(b[0] - a[0]) / (this.x.high - this.x.low) +
      Math.abs(b[1] - a[1]) / (this.y.high - this.y.low)
    );
  }

  /** Both ends of the run within the rectangle, if there is one. */
  ends(): readonly [Point, Point] | undefined {
    const { x, y, tie } = this;
    const meetings: Point[] = [];
    if (dependsOn(tie, x.parameter)) {
      for (const edge of [y.low, y.high]) meetings.push([this.xAt(edge), edge]);
    }
    if (dependsOn(tie, y.parameter)) {
      for (const edge of [x.low, x.high]) meetings.push([edge, this.yAt(edge)]);
    }
    let ends: readonly [Point, Point] | undefined;
    const inside = meetings.filter((point) => this.contains(point));
    for (const a of inside) {
      for (const b of inside) {
        if (this.distance(a, b) > (ends ? this.distance(...ends) : 0)) ends = [a, b];
      }
    }
    return ends;
  }

  /** The point of the run from `from` to `to` that is `way` from `from`. */
  pointAt(from: Point, to: Point, way: number): Point {
    const { x, y } = this;
    const [width, height] = [x.high - x.low, y.high - y.low];
    const isAcross = Math.abs(to[0] - from[0]) / width >= Math.abs(to[1] - from[1]) / height;
    const within = (value: number, i: 0 | 1) =>
      Math.min(Math.max(value, Math.min(from[i], to[i])), Math.max(from[i], to[i]));
    let at: (t: number) => Point;
    if (isAcross && dependsOn(this.tie, y.parameter)) at = (t) => [t, within(this.yAt(t), 1)];
    else if (!isAcross && dependsOn(this.tie, x.parameter)) at = (t) => [within(this.xAt(t), 0), t];
    else {
      const share = way / this.distance(from, to);
      return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    }
    const [start, end] = isAcross ? [from[0], to[0]] : [from[1], to[1]];
    const beyond = (t: number) => this.distance(from, at(t)) - way;
    return at(brent(beyond, start, end, -way, this.distance(from, to) - way, 0));
  }
}

/** A part of a run that is shorter, in units of the rectangle's sides, is none. */
const shortest = 1e-9;

function piecesOf(curve: Curve, between: readonly Action[], points: number): BoundaryPiece[] {
  const ends = curve.ends();
  if (!ends) return [];
  const [first, last] = ends[0][0] <= ends[1][0] ? ends : [ends[1], ends[0]];
  const corners = [first, last];
  const triple = tripleTie(curve.math, curve.parameters, curve.x.parameter, curve.y.parameter);
  if (triple && curve.contains(triple)) corners.splice(1, 0, triple);
  const pieces: BoundaryPiece[] = [];
  for (let i = 1; i < corners.length; i++) {
    const [from, to] = [corners[i - 1], corners[i]];
    const length = curve.distance(from, to);
    if (length < shortest || !separates(curve, from, to, between)) continue;
    const piece = { x: new Float64Array(points), y: new Float64Array(points) };
    for (let j = 0; j < points; j++) {
      const point =
        j === 0
          ? from
          : j === points - 1
            ? to
            : curve.pointAt(from, to, (length * j) / (points - 1));
      [piece.x[j], piece.y[j]] = point;
    }
    pieces.push(piece);
  }
  return pieces;
}

/** Whether the two actions, in either order, stand on both sides of a part of the run. */
function separates(curve: Curve, from: Point, to: Point, between: readonly Action[]): boolean {
  const length = curve.distance(from, to);
  const [x, y] = curve.pointAt(from, to, 0.5 * length);
  const step = Math.min(1e-6, 1e-3 * length);
  const dx = step * (curve.x.high - curve.x.low);
  const dy = step * (curve.y.high - curve.y.low);
  // across a rising run, down and to the right, else up: that leaves a line along an axis too
  const rises = (to[0] - from[0]) * (to[1] - from[1]) > 0;
  const sides: Point[] = [
    [x - dx, rises ? y + dy : y - dy],
    [x + dx, rises ? y - dy : y + dy],
  ];
  if (!sides.every((side) => curve.contains(side))) return false;
  const found = sides.map((side) => curve.actionAt(side));
  return between.every((action) => found.includes(action));
}
