/** What writers need: the program checked, its menus as binaries, every row and column with a name. */

import { ParameterError } from '../../../engine/errors';
import { completeProgram, type Kind } from '../complete';
import type { Model, NamedModel } from '../model';
import type { Program } from '../types';

export interface Written extends NamedModel {
  readonly columnNames: readonly string[];
  readonly rowNames: readonly string[];
}

const any: Kind = { integers: true, quadratic: true };

/** @throws ParameterError where a name does not match what the format allows */
export function namedFor(problem: Program, allowed: RegExp, expected: string): Written {
  const named = completeProgram(problem, any);
  const { model, variables, constraints } = named;
  for (const [kind, names] of [
    ['variables', variables],
    ['constraints', constraints],
  ] as const) {
    const bad = names.find((name) => !allowed.test(name));
    if (bad !== undefined) throw new ParameterError(`${kind}.${bad}`, bad, expected);
  }
  return {
    ...named,
    columnNames: filled(variables, model.columns, 'choice'),
    rowNames: filled(constraints, model.rows, 'menu'),
  };
}

/** Names that are not taken, for what stands behind the given ones. */
function filled(names: readonly string[], count: number, word: string): string[] {
  const taken = new Set(names);
  const all = [...names];
  for (let k = 1; all.length < count; k++) {
    const name = `${word}_${k}`;
    if (!taken.has(name)) all.push(name);
  }
  return all;
}

/** The columns' entries, rows in order. */
export function entriesByColumn(model: Model): [row: number, value: number][][] {
  const columns = Array.from({ length: model.columns }, () => [] as [number, number][]);
  for (let i = 0; i < model.rows; i++) {
    for (let k = model.starts[i]; k < model.starts[i + 1]; k++) {
      columns[model.indices[k]].push([i, model.values[k]]);
    }
  }
  return columns;
}

/** The coefficient of the program's own sense. */
export function costOf({ model, sign }: NamedModel, j: number): number {
  return sign * model.cost[j] + 0;
}
