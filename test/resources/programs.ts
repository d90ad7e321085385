/** Programs that tests change after they are made. */

import type { QuadraticTerm, VariableType } from '../../src/resources/programs/index';

export interface LooseRow {
  coefficients: Record<string, number>;
  lower?: number;
  upper?: number;
  equal?: number;
}

export interface LooseVariable {
  lower?: number | null;
  upper?: number | null;
  type?: VariableType;
  menu?: number[];
}

export interface LooseProgram {
  sense: 'minimize' | 'maximize';
  objective: Record<string, number>;
  variables: Record<string, LooseVariable>;
  constraints: Record<string, LooseRow>;
  quadratic?: QuadraticTerm[];
}
