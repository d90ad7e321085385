/** A program as it was given, checked and laid out as a model (equation (R1p) in flat arrays). */

import { ParameterError } from '../../engine/errors';
import { unknownName } from '../../engine/parameters';
import { curvedColumns, isConvex, mostCurved } from './certificate/convex';
import { boundsAt, coefficientAt, entriesOf, finiteAt, recordOf } from './checks';
import type { NamedModel } from './model';
import { quadraticTerms } from './quadratic';
import type { Program, ProgramConstraint, ProgramVariable } from './types';

/** What a call takes: integers, a quadratic objective. */
export interface Kind {
  readonly integers: boolean;
  readonly quadratic: boolean;
}

const programNames = [
  'sense',
  'objective',
  'quadratic',
  'variables',
  'constraints',
  'offset',
] as const;
const variableNames = ['lower', 'upper', 'type', 'menu'] as const;
const constraintNames = ['coefficients', 'lower', 'upper', 'equal'] as const;
const types = ['continuous', 'integer', 'binary'] as const;

interface Row {
  readonly entries: readonly (readonly [column: number, value: number])[];
  readonly lower: number;
  readonly upper: number;
}

interface Column {
  readonly lower: number;
  readonly upper: number;
  readonly isWhole: boolean;
  readonly menu: readonly number[] | null;
}

/** @throws ParameterError */
export function completeProgram(given: unknown, kind: Kind): NamedModel {
  const program = recordOf('problem', given, 'a program', programNames) as unknown as Program;
  const sign = signOf(program.sense);
  const columns: Column[] = [];
  const variables: string[] = [];
  for (const [name, value] of entriesOf('variables', program.variables, 'an object of variables')) {
    variables.push(name);
    columns.push(columnOf(`variables.${name}`, value, kind));
  }
  if (variables.length === 0) {
    throw new ParameterError('variables', program.variables, 'one variable at least');
  }
  const place = new Map(variables.map((name, j) => [name, j]));
  const columnAt = (path: string, name: string, value: unknown): number => {
    const j = place.get(name);
    if (j === undefined) throw unknownName(`${path}.${name}`, value, variables);
    return j;
  };
  const constraints: string[] = [];
  const rows: Row[] = [];
  const given2 = entriesOf('constraints', program.constraints ?? {}, 'an object of constraints');
  for (const [name, value] of given2) {
    constraints.push(name);
    rows.push(rowOf(`constraints.${name}`, value, columnAt));
  }
  const cost = new Float64Array(columns.length);
  const terms = entriesOf('objective', program.objective ?? {}, 'an object of coefficients');
  for (const [name, value] of terms) {
    cost[columnAt('objective', name, value)] = coefficientAt(`objective.${name}`, value);
  }
  const offset = program.offset === undefined ? 0 : coefficientAt('offset', program.offset);
  const hessian =
    program.quadratic === undefined
      ? null
      : quadraticTerms(program.quadratic, columnAt, columns.length, sign);
  if (hessian !== null) checkCurvature(program, hessian, columns, kind, sign);
  return layOut(sign, offset, variables, constraints, columns, rows, cost, hessian);
}

function signOf(sense: unknown): 1 | -1 {
  if (sense === undefined || sense === 'minimize') return 1;
  if (sense === 'maximize') return -1;
  throw new ParameterError('sense', sense, 'minimize or maximize', 'type');
}

function columnOf(path: string, given: unknown, kind: Kind): Column {
  const variable = recordOf(path, given, 'an object of bounds', variableNames) as ProgramVariable;
  const { type = 'continuous' } = variable;
  if (!types.includes(type)) {
    throw new ParameterError(`${path}.type`, type, `one of ${types.join(', ')}`, 'type');
  }
  const menu = variable.menu === undefined ? null : menuOf(`${path}.menu`, variable.menu);
  if (menu !== null && type === 'binary') {
    throw new ParameterError(`${path}.menu`, variable.menu, 'no menu beside type binary');
  }
  const isWhole = type !== 'continuous';
  if (!kind.integers && (isWhole || menu !== null)) {
    const what = menu === null ? `${path}.type` : `${path}.menu`;
    const instead = kind.quadratic
      ? 'continuous variables: quadratic objectives with integers are not solved'
      : 'continuous variables; integerProgram (verb ip) takes others';
    throw new ParameterError(what, menu === null ? type : variable.menu, instead);
  }
  const usual =
    menu === null
      ? [0, type === 'binary' ? 1 : Number.POSITIVE_INFINITY]
      : [menu[0], menu[menu.length - 1]];
  const [lower, upper] = boundsAt(path, variable, usual[0], usual[1]);
  if (type === 'binary' && (lower < 0 || upper > 1)) {
    const isLow = lower < 0;
    const at = isLow ? 'lower' : 'upper';
    throw new ParameterError(`${path}.${at}`, variable[at], 'bounds within 0 and 1 of a binary');
  }
  return { lower, upper, isWhole, menu };
}

/** In ascending order. */
function menuOf(path: string, given: unknown): number[] {
  if (!Array.isArray(given) || given.length === 0) {
    throw new ParameterError(path, given, 'a list of numbers', 'type');
  }
  const menu = given.map((value, k) => coefficientAt(`${path}.${k}`, value) + 0);
  if (new Set(menu).size < menu.length) {
    throw new ParameterError(path, given, 'numbers that differ from each other');
  }
  return menu.sort((a, b) => a - b);
}

function rowOf(
  path: string,
  given: unknown,
  columnAt: (path: string, name: string, value: unknown) => number,
): Row {
  const row = recordOf(path, given, 'an object with coefficients', constraintNames);
  const { equal, lower, upper } = row as unknown as ProgramConstraint;
  const at = `${path}.coefficients`;
  const entries: [number, number][] = [];
  for (const [name, value] of entriesOf(at, row.coefficients, 'an object of coefficients')) {
    entries.push([columnAt(at, name, value), coefficientAt(`${at}.${name}`, value)]);
  }
  if (equal !== undefined) {
    if (lower !== undefined || upper !== undefined) {
      throw new ParameterError(`${path}.equal`, equal, 'no lower or upper beside it');
    }
    const value = finiteAt(`${path}.equal`, equal);
    return { entries, lower: value, upper: value };
  }
  if (lower == null && upper == null) {
    throw new ParameterError(path, given, 'one of lower, upper and equal at least');
  }
  const none = Number.POSITIVE_INFINITY;
  const bounds = boundsAt(path, { lower, upper }, -none, none);
  return { entries, lower: bounds[0], upper: bounds[1] };
}

function checkCurvature(
  program: Program,
  hessian: NonNullable<NamedModel['model']['hessian']>,
  columns: readonly Column[],
  kind: Kind,
  sign: 1 | -1,
): void {
  const { quadratic } = program;
  const curved = curvedColumns(hessian);
  if (curved.length === 0) return;
  if (!kind.quadratic) {
    const what = columns.some(({ isWhole, menu }) => isWhole || menu !== null)
      ? 'a linear objective: quadratic ones with integers are not solved'
      : 'a linear objective; quadraticProgram (verb qp) takes others';
    throw new ParameterError('quadratic', quadratic, what);
  }
  if (curved.length > mostCurved) {
    throw new ParameterError('quadratic', quadratic, `terms in ${mostCurved} variables at most`);
  }
  if (!isConvex(hessian)) {
    const shape = sign === 1 ? 'convex' : 'concave';
    const what = sign === 1 ? 'minimized' : 'maximized';
    throw new ParameterError('quadratic', quadratic, `a ${shape} function where it is ${what}`);
  }
}

/** Menus become binaries behind the variables: Σ b_v = 1, x = Σ v·b_v. */
function layOut(
  sign: 1 | -1,
  offset: number,
  variables: readonly string[],
  constraints: readonly string[],
  columns: readonly Column[],
  rows: readonly Row[],
  cost: Float64Array,
  hessian: NamedModel['model']['hessian'],
): NamedModel {
  const all: Column[] = [...columns];
  const allRows: Row[] = [...rows];
  const owners = { columns: [] as number[], rows: [] as number[] };
  for (const [j, { menu }] of columns.entries()) {
    if (menu === null) continue;
    const first = all.length;
    for (const _ of menu) all.push({ lower: 0, upper: 1, isWhole: true, menu: null });
    owners.columns.push(...menu.map(() => j));
    owners.rows.push(j, j);
    const choices = menu.map((value, k) => [first + k, value] as const);
    allRows.push({ entries: choices.map(([at]) => [at, 1]), lower: 1, upper: 1 });
    const chosen = choices.filter(([, value]) => value !== 0);
    allRows.push({
      entries: [[j, 1], ...chosen.map(([at, value]) => [at, -value] as const)],
      lower: 0,
      upper: 0,
    });
  }
  const allCosts = new Float64Array(all.length);
  for (const [j, value] of cost.entries()) allCosts[j] = value === 0 ? 0 : sign * value;
  const starts = new Int32Array(allRows.length + 1);
  // zeros are no entries
  const kept = allRows.map(({ entries }) => entries.filter(([, value]) => value !== 0));
  for (const [i, entries] of kept.entries()) starts[i + 1] = starts[i] + entries.length;
  const flat = kept.flat();
  const model = {
    columns: all.length,
    rows: allRows.length,
    cost: allCosts,
    lower: Float64Array.from(all, ({ lower }) => lower),
    upper: Float64Array.from(all, ({ upper }) => upper),
    rowLower: Float64Array.from(allRows, ({ lower }) => lower),
    rowUpper: Float64Array.from(allRows, ({ upper }) => upper),
    starts,
    indices: Int32Array.from(flat, ([j]) => j),
    values: Float64Array.from(flat, ([, value]) => value),
    integer: Uint8Array.from(all, ({ isWhole }) => (isWhole ? 1 : 0)),
    hessian: hessian !== null && hessian.values.length > 0 ? widened(hessian, all.length) : null,
  };
  return { model, sign, offset, variables, constraints, owners };
}

function widened(hessian: NonNullable<NamedModel['model']['hessian']>, columns: number) {
  const starts = new Int32Array(columns + 1).fill(hessian.starts[hessian.starts.length - 1]);
  starts.set(hessian.starts);
  return { ...hessian, starts };
}
