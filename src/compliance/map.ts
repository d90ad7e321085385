/** Decision maps: the code of every cell of a grid over two parameters. */

import * as v from 'valibot';
import type { Backend, BackendName } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { parse } from '../engine/parameters';
import { classifyLabs } from './decide';
import { type Action, actions, linkage } from './model';
import {
  type CompleteComplianceParameters,
  type ComplianceName,
  type ComplianceParameters,
  completeParameters,
  complianceNames,
  rangeEnds,
} from './parameters';

export interface MapOptions {
  /** The parameter along a row. Default `auditRate`. */
  readonly x?: ComplianceName;
  /** The parameter that differs from row to row. Default `benefit`. */
  readonly y?: ComplianceName;
  /** Cells along each side, 2 … 20 000; or [width, height]. Default 200, the source's. */
  readonly resolution?: number | readonly [width: number, height: number];
  /** First and last value of x. Default [0.01, 1], the source's. */
  readonly xRange?: readonly [low: number, high: number];
  readonly yRange?: readonly [low: number, high: number];
  /** The other numbers, and how labs behave. Default the source's baseline. */
  readonly parameters?: ComplianceParameters;
}

export interface MapAxis {
  readonly parameter: ComplianceName;
  readonly low: number;
  readonly high: number;
  /** The value of every column or row: evenly spaced, the ends included, as NumPy's `linspace`. */
  readonly values: Float64Array;
}

export interface DecisionMap {
  readonly backend: BackendName;
  readonly x: MapAxis;
  readonly y: MapAxis;
  readonly width: number;
  readonly height: number;
  /** 0 comply, 1 evade, 2 split: cell (i, k), at x.values[i] and y.values[k], is `cells[k * width + i]`. */
  readonly cells: Uint8Array;
  readonly counts: Readonly<Record<Action, number>>;
  /** All numbers; those of x and y are not used. */
  readonly parameters: CompleteComplianceParameters;
}

const axis = v.picklist(complianceNames, `one of ${complianceNames.join(', ')}`);
const schema = v.strictObject(
  {
    x: v.optional(axis, 'auditRate'),
    y: v.optional(axis, 'benefit'),
    resolution: v.optional(v.unknown(), 200),
    xRange: v.optional(v.unknown(), [0.01, 1]),
    yRange: v.optional(v.unknown(), [0.01, 1]),
    parameters: v.optional(v.unknown(), {}),
  },
  'an object of options',
);

/** Every cell equals `decide` there. @throws ParameterError naming the first option that is not usable */
export function map(backend: Backend, options: MapOptions = {}): DecisionMap {
  const given = parse(schema, options, 'options');
  const { x: xName, y: yName } = given;
  if (xName === yName) throw new ParameterError('y', yName, `another parameter than x, ${xName}`);
  const parameters = completeParameters(given.parameters);
  const [width, height] = sidesOf(given.resolution);
  const x = axisOf(xName, 'xRange', given.xRange, width);
  const y = axisOf(yName, 'yRange', given.yRange, height);
  const cells = new Uint8Array(width * height);
  if (parameters.riskAversion === 0) drawRows(backend, parameters, x, y, cells);
  else drawCells(backend, parameters, x, y, cells);
  return {
    backend: backend.name,
    x,
    y,
    width,
    height,
    cells,
    counts: countsOf(cells),
    parameters,
  };
}

const sideExpected = 'a whole number from 2 to 20000, or a pair of them';

function sidesOf(resolution: unknown): readonly [number, number] {
  const pair = Array.isArray(resolution) ? resolution : [resolution, resolution];
  const isSide = (n: unknown) => Number.isInteger(n) && (n as number) >= 2 && (n as number) <= 2e4;
  if (pair.length === 2 && pair.every(isSide)) return [pair[0], pair[1]];
  const kind = typeof resolution === 'number' || Array.isArray(resolution) ? 'range' : 'type';
  throw new ParameterError('resolution', resolution, sideExpected, kind);
}

function axisOf(parameter: ComplianceName, path: string, range: unknown, count: number): MapAxis {
  if (!Array.isArray(range)) throw new ParameterError(path, range, 'a pair [low, high]', 'type');
  const [low, high] = rangeEnds(parameter, range, path);
  const step = (high - low) / (count - 1);
  const values = Float64Array.from({ length: count }, (_, i) => i * step + low);
  values[count - 1] = high;
  return { parameter, low, high, values };
}

/** By the kernel, with the numbers that SplitComp's formulas take. */
function drawRows(
  { math, compliance }: Backend,
  p: CompleteComplianceParameters,
  x: MapAxis,
  y: MapAxis,
  cells: Uint8Array,
): void {
  const substitute = (name: ComplianceName) => {
    switch (name) {
      case 'benefit':
        return (value: number) => value - p.motivation;
      case 'fine':
        return (value: number) => value + p.reputation;
      case 'splitCost':
        return (value: number) => value * (p.sites - 1);
      case 'coordination':
        return (value: number) => linkage(value, p.sites, math);
      default:
        return (value: number) => value;
    }
  };
  const fixed = Float64Array.from(complianceNames, (name) => substitute(name)(p[name]));
  compliance.map(
    fixed,
    complianceNames.indexOf(x.parameter),
    x.values.map(substitute(x.parameter)),
    complianceNames.indexOf(y.parameter),
    y.values.map(substitute(y.parameter)),
    cells,
  );
}

/** Cell by cell: with risk aversion, no payoff is affine in a parameter. */
function drawCells(
  backend: Backend,
  p: CompleteComplianceParameters,
  x: MapAxis,
  y: MapAxis,
  cells: Uint8Array,
): void {
  const width = x.values.length;
  const columns = new Float64Array(6 * width);
  const column = (name: ComplianceName) => complianceNames.indexOf(name) * width;
  for (const name of complianceNames) columns.fill(p[name], column(name), column(name) + width);
  columns.set(x.values, column(x.parameter));
  y.values.forEach((value, k) => {
    columns.fill(value, column(y.parameter), column(y.parameter) + width);
    classifyLabs(backend, columns, p, cells.subarray(k * width, (k + 1) * width));
  });
}

function countsOf(cells: Uint8Array): Record<Action, number> {
  const counts = new Float64Array(256);
  for (let i = 0; i < cells.length; i++) counts[cells[i]]++;
  return Object.fromEntries(actions.map((name, code) => [name, counts[code]])) as Record<
    Action,
    number
  >;
}
