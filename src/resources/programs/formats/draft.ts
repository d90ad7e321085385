/** A program while it is read: rows and columns by name, and what was said of their bounds. */

import { ParameterError } from '../../../engine/errors';
import type { Program, ProgramConstraint, ProgramVariable, QuadraticTerm } from '../types';

export interface DraftVariable {
  lower: number | undefined;
  upper: number | undefined;
  isWhole: boolean;
  isBinary: boolean;
}

export interface DraftRow {
  readonly coefficients: Map<string, number>;
  lower: number;
  upper: number;
}

export class Draft {
  sense: 'minimize' | 'maximize' = 'minimize';
  offset = 0;
  readonly objective = new Map<string, number>();
  readonly quadratic: QuadraticTerm[] = [];
  readonly variables = new Map<string, DraftVariable>();
  readonly rows = new Map<string, DraftRow>();

  variable(name: string): DraftVariable {
    let variable = this.variables.get(name);
    if (variable === undefined) {
      variable = { lower: undefined, upper: undefined, isWhole: false, isBinary: false };
      this.variables.set(name, variable);
    }
    return variable;
  }

  build(): Program {
    if (this.variables.size === 0) throw new ParameterError('text', '', 'one variable at least');
    const none = Number.POSITIVE_INFINITY;
    const rows = [...this.rows].filter(([, { lower, upper }]) => lower > -none || upper < none);
    return {
      sense: this.sense,
      objective: Object.fromEntries(this.objective),
      ...(this.quadratic.length > 0 ? { quadratic: this.quadratic } : {}),
      variables: Object.fromEntries([...this.variables].map(([name, x]) => [name, variableOf(x)])),
      constraints: Object.fromEntries(rows.map(([name, row]) => [name, constraintOf(row)])),
      offset: this.offset,
    };
  }
}

function variableOf({ lower, upper, isWhole, isBinary }: DraftVariable): ProgramVariable {
  const none = Number.POSITIVE_INFINITY;
  if (isBinary) {
    return {
      type: 'binary',
      ...(lower === undefined || lower === 0 ? {} : { lower }),
      ...(upper === undefined || upper === 1 ? {} : { upper }),
    };
  }
  return {
    ...(lower === undefined || lower === 0 ? {} : { lower: lower === -none ? null : lower }),
    ...(upper === undefined || upper === none ? {} : { upper }),
    ...(isWhole ? { type: 'integer' as const } : {}),
  };
}

function constraintOf({ coefficients, lower, upper }: DraftRow): ProgramConstraint {
  const none = Number.POSITIVE_INFINITY;
  const bounds =
    lower === upper
      ? { equal: lower }
      : { ...(lower > -none ? { lower } : {}), ...(upper < none ? { upper } : {}) };
  return { coefficients: Object.fromEntries(coefficients), ...bounds };
}
