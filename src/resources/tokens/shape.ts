/** A list of curves, one a patch, as columns. */

import { ParameterError } from '../../engine/errors';
import { unknownName } from '../../engine/parameters';
import { columnOf, finite, isList, lengthOf, tokenNumber } from './columns-given';
import { LINEAR, none, noStarts, PIECES, POWER } from './curves';
import type { FamilyColumns } from './relevance';

export interface Shape {
  readonly kind: number;
  readonly kinds: Uint8Array | null;
  readonly scale: Float64Array;
  readonly width: Float64Array;
  readonly exponent: Float64Array;
  readonly start: Int32Array;
  readonly px: Float64Array;
  readonly py: Float64Array;
  readonly isTable: Uint8Array | null;
}

/** Points of all tables, at most. */
const mostPoints = 1e8;

/** @throws ParameterError naming the first curve that is not usable */
export function shapeOf(
  list: readonly unknown[],
  count: number,
  readFamily: (path: string, value: unknown, count: number) => FamilyColumns,
): Shape {
  const own = new Uint8Array(count);
  const isTable = new Uint8Array(count);
  const scale = new Float64Array(count);
  const width = new Float64Array(count).fill(1);
  const exponent = new Float64Array(count).fill(1);
  const points: { px: Float64Array; py: Float64Array }[] = [];
  const start = new Int32Array(count + 1);
  for (let i = 0; i < count; i++) {
    const path = `relevance.${i}`;
    const read = pointsOf(path, list[i]);
    if (read === undefined) {
      const family = readFamily(path, list[i], 1);
      [scale[i], width[i], exponent[i]] = [family.scale[0], family.width[0], family.exponent[0]];
      own[i] = family.kind === POWER && exponent[i] === 1 ? LINEAR : family.kind;
    } else {
      points.push(read);
      own[i] = PIECES;
      isTable[i] = read.isTable ? 1 : 0;
      // only that a level curve is not taken for one of a family
      scale[i] = 1;
    }
    const size = start[i] + (read?.px.length ?? 0);
    if (size > mostPoints) {
      throw new ParameterError(path, list[i], `at most ${mostPoints} points in all`);
    }
    start[i + 1] = size;
  }
  const isSame = own.every((kind) => kind === own[0]);
  const px = points.length === 0 ? none : new Float64Array(start[count]);
  const py = points.length === 0 ? none : new Float64Array(start[count]);
  let at = 0;
  for (const each of points) {
    px.set(each.px, at);
    py.set(each.py, at);
    at += each.px.length;
  }
  return {
    kind: isSame && count > 0 ? own[0] : -1,
    kinds: isSame && count > 0 ? null : own,
    scale,
    width,
    exponent,
    start: points.length === 0 ? noStarts : start,
    px,
    py,
    isTable: points.length === 0 ? null : isTable,
  };
}

/** The points of a table or of a list of points; nothing where the curve is of a family. */
function pointsOf(path: string, value: unknown) {
  if (isList(value)) return tableOf(path, value);
  if (typeof value !== 'object' || value === null) {
    throw new ParameterError(path, value, 'a table, points, or a family of curves', 'type');
  }
  const given = value as Record<string, unknown>;
  const name = ['table', 'points'].find((each) => given[each] !== undefined);
  if (name === undefined) return undefined;
  for (const other of Object.keys(given)) {
    if (other !== name) throw unknownName(`${path}.${other}`, given[other], [name]);
  }
  return name === 'table'
    ? tableOf(`${path}.table`, given.table)
    : pairsOf(`${path}.points`, given.points);
}

function tableOf(path: string, value: unknown) {
  const length = lengthOf(value);
  if (length === undefined || length === 0) {
    throw new ParameterError(path, value, 'the values at the lower to the upper bound', 'type');
  }
  const py = columnOf(path, value, length, finite);
  return { px: py.map((_, j) => j), py, isTable: true };
}

function pairsOf(path: string, value: unknown) {
  const length = lengthOf(value);
  if (length === undefined || length === 0) {
    throw new ParameterError(path, value, 'points [tokens, relevance]', 'type');
  }
  const px = new Float64Array(length);
  const py = new Float64Array(length);
  for (let k = 0; k < length; k++) {
    const pair = (value as ArrayLike<unknown>)[k];
    if (!isList(pair) || pair.length !== 2) {
      throw new ParameterError(`${path}.${k}`, pair, 'a pair [tokens, relevance]', 'type');
    }
    [px[k]] = columnOf(`${path}.${k}.0`, pair[0], 1, tokenNumber);
    [py[k]] = columnOf(`${path}.${k}.1`, pair[1], 1, finite);
    if (k > 0 && !(px[k] > px[k - 1])) {
      throw new ParameterError(`${path}.${k}.0`, px[k], `more tokens than ${px[k - 1]}`);
    }
  }
  return { px, py, isTable: false };
}
