/** A program put together call by call; `build` gives it as plain data. */

import { ParameterError } from '../../engine/errors';
import type { Program, ProgramConstraint, ProgramVariable, QuadraticTerm } from './types';

export interface ProgramBuilder {
  /** A variable with its coefficient in the objective. */
  variable(name: string, variable?: ProgramVariable, cost?: number): ProgramBuilder;
  /** A variable that takes one of these values only. */
  menu(name: string, values: readonly number[], cost?: number): ProgramBuilder;
  constraint(
    name: string,
    coefficients: Readonly<Record<string, number>>,
    bounds: Omit<ProgramConstraint, 'coefficients'>,
  ): ProgramBuilder;
  /** Adds value · row · column to the objective, without a half. */
  quadratic(row: string, column: string, value: number): ProgramBuilder;
  offset(value: number): ProgramBuilder;
  build(): Program;
}

/** @throws ParameterError where a name comes twice */
export function programBuilder(sense: 'minimize' | 'maximize' = 'minimize'): ProgramBuilder {
  const variables = new Map<string, ProgramVariable>();
  const objective = new Map<string, number>();
  const constraints = new Map<string, ProgramConstraint>();
  const quadratic: QuadraticTerm[] = [];
  let offset = 0;
  const enter = <T>(into: Map<string, T>, kind: string, name: string, value: T) => {
    if (into.has(name))
      throw new ParameterError(`${kind}.${name}`, name, 'a name not given before');
    into.set(name, value);
  };
  const builder: ProgramBuilder = {
    variable(name, variable = {}, cost = 0) {
      enter(variables, 'variables', name, variable);
      if (cost !== 0) objective.set(name, cost);
      return builder;
    },
    menu: (name, values, cost) => builder.variable(name, { menu: values }, cost),
    constraint(name, coefficients, bounds) {
      enter(constraints, 'constraints', name, { coefficients, ...bounds });
      return builder;
    },
    quadratic(row, column, value) {
      quadratic.push({ row, column, value });
      return builder;
    },
    offset(value) {
      offset = value;
      return builder;
    },
    build: () => ({
      sense,
      objective: Object.fromEntries(objective),
      ...(quadratic.length > 0 ? { quadratic: [...quadratic] } : {}),
      variables: Object.fromEntries(variables),
      constraints: Object.fromEntries(constraints),
      offset,
    }),
  };
  return builder;
}
