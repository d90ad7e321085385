/** The solver's answer with names, in the sense of the program. */

import type { BackendName } from '../../engine/backend';
import type { FlatAnswer, Interval } from './answer';
import type { NamedModel } from './model';
import type { BoundItem } from './solver/conflict';
import type { Conflict, ProgramResult, Ranging, ShadowPrice, Side } from './types';

export function resultOf(
  named: NamedModel,
  answer: FlatAnswer,
  backend: BackendName,
): ProgramResult {
  const { sign, offset, variables } = named;
  const { status, limit, certificate, mip, x, z } = answer;
  const signed = (value: number) => (value === 0 ? 0 : sign * value);
  const total = (value: number | null) => (value === null ? null : signed(value) + offset + 0);
  const isPlan = x !== null && status !== 'unbounded';
  const values = isPlan ? wholeValues(named, x) : null;
  return {
    status,
    limit,
    objective: isPlan ? total(answer.objective) : null,
    variables: values && byName(variables, (j) => values[j]),
    shadowPrices: answer.y && isPlan ? shadowPricesOf(named, answer) : null,
    reducedCosts: isPlan && z !== null ? byName(variables, (j) => signed(z[j])) : null,
    integersFixed: answer.integersFixed,
    ranging: rangingOf(named, answer),
    certificate: { ...certificate, bound: total(certificate.bound) },
    farkas: answer.farkas && weightsOf(named, answer.farkas),
    iis: conflictOf(named, answer),
    ray: answer.ray && byName(variables, (j) => answer.ray![j] + 0),
    mip: mip && { ...mip, bound: total(mip.bound) as number },
    solver: answer.solver,
    backend,
  };
}

function weightsOf({ constraints }: NamedModel, y: Float64Array): Record<string, number> {
  const weights = constraints.map((name, i) => [name, y[i]] as const);
  return Object.fromEntries(weights.filter(([, weight]) => weight !== 0));
}

function conflictOf(named: NamedModel, { conflict }: FlatAnswer): Conflict | null {
  if (conflict === null) return null;
  const { variables, constraints, owners } = named;
  const rows: { name: string; side: Side }[] = [];
  const bounds: { variable: string; side: Side | 'menu' }[] = [];
  const menus = new Set<number>();
  for (const item of conflict.items) {
    const { kind, index } = item;
    const names = kind === 'row' ? constraints : variables;
    const side = sideOf(named, item);
    if (index >= names.length) {
      const behind = kind === 'row' ? owners.rows : owners.columns;
      menus.add(behind[index - names.length]);
    } else if (kind === 'row') rows.push({ name: names[index], side });
    else bounds.push({ variable: names[index], side });
  }
  for (const j of menus) bounds.push({ variable: variables[j], side: 'menu' });
  return { constraints: rows, bounds, irreducible: conflict.irreducible };
}

function sideOf({ model }: NamedModel, { kind, index, side }: BoundItem): Side {
  const [low, high] =
    kind === 'row' ? [model.rowLower, model.rowUpper] : [model.lower, model.upper];
  return low[index] === high[index] ? 'equal' : side;
}

/** Own properties, whatever the names. */
function byName<T>(names: readonly string[], value: (index: number) => T): Record<string, T> {
  return Object.fromEntries(names.map((name, k) => [name, value(k)]));
}

/** Integers as whole numbers, where they are so near that only rounding can lie between. */
function wholeValues({ model, variables }: NamedModel, x: Float64Array): Float64Array {
  return x.slice(0, variables.length).map((value, j) => {
    const nearest = Math.round(value);
    const isWhole = model.integer[j] === 1 && Math.abs(value - nearest) <= 1e-9;
    return (isWhole ? nearest : value) + 0;
  });
}

function shadowPricesOf(
  { sign, constraints }: NamedModel,
  { y, prices }: FlatAnswer,
): Record<string, ShadowPrice> {
  return byName(constraints, (i) => {
    const value = sign * (y as Float64Array)[i] + 0;
    const [least, greatest] = [prices?.least[i] ?? Number.NaN, prices?.greatest[i] ?? Number.NaN];
    if (Number.isNaN(least) || Number.isNaN(greatest)) return { value, unique: false, range: null };
    return { value, unique: least === greatest, range: [sign * least + 0, sign * greatest + 0] };
  });
}

function rangingOf(
  { sign, variables, constraints, model }: NamedModel,
  { costs, sides }: FlatAnswer,
): Ranging | null {
  if (sides === null) return null;
  const interval = ({ low, high }: Interval, k: number, direction: 1 | -1): [number, number] =>
    direction === 1 ? [low[k] + 0, high[k] + 0] : [-high[k] + 0, -low[k] + 0];
  return {
    constraints: byName(constraints, (i) => interval(sides, i, 1)),
    objective:
      costs === null
        ? {}
        : Object.fromEntries(
            variables
              .map((name, j) => [name, interval(costs, j, sign)] as const)
              .filter((_, j) => model.integer[j] === 0),
          ),
  };
}
