/** Columns over the points of a scenario, for plots and tables: what comes of the first equilibrium. */

import type { Backend } from '../../engine/backend';
import type { Status } from '../../engine/result';
import type { ContestGame } from '../parameters';
import type { ContestSolution } from '../solve/result';
import { type Facts, factsOf } from './facts';
import { stateNames } from './mixture';

/** What a column has at one point. */
export interface ScenarioRow extends Facts {
  readonly status: Status;
  /** Whether the certificate holds. */
  readonly holds: boolean;
  /** How many equilibria there are. */
  readonly equilibria: number;
  readonly kind: 'pure' | 'mixed' | null;
  /** Best responses computed. */
  readonly iterations: number;
}

type Columns<Row> = { readonly [Name in keyof Row]: readonly Row[Name][] };

/**
 * Every column has an entry a point: `safety[point][period][player]`, `payoff[point][player]`,
 * `disasterProbability[point]`; inputs are `inputs.safety[point][period][player]`. Null where there is no
 * equilibrium, or no finite number.
 */
export type ScenarioColumns = Columns<Omit<ScenarioRow, 'inputs'>> & {
  readonly inputs: Columns<ScenarioRow['inputs']>;
};

const names = [
  'status',
  'holds',
  'equilibria',
  'kind',
  'iterations',
  'payoff',
  'totalPayoff',
  'exploitability',
  'disasterProbability',
  'survival',
  ...stateNames,
] as const satisfies readonly (keyof ScenarioRow)[];

export function rowOf(
  backend: Backend,
  game: ContestGame,
  { status, certificate, equilibria, iterations }: ContestSolution,
): ScenarioRow {
  return {
    status,
    holds: certificate.holds,
    equilibria: equilibria.length,
    kind: equilibria[0]?.kind ?? null,
    iterations,
    ...factsOf(backend, game, equilibria[0]),
  };
}

export function columnsOf(rows: readonly ScenarioRow[]): ScenarioColumns {
  const inputs = Object.keys(rows[0]?.inputs ?? {}) as (keyof ScenarioRow['inputs'])[];
  return {
    ...Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])),
    inputs: Object.fromEntries(inputs.map((name) => [name, rows.map((row) => row.inputs[name])])),
  } as unknown as ScenarioColumns;
}

/** The columns of parts one after the other; a part without points has no inputs. */
export function joinedColumns(parts: readonly ScenarioColumns[]): ScenarioColumns {
  const filled = parts.filter(({ status }) => status.length > 0);
  const inputs = Object.keys(filled[0]?.inputs ?? {}) as (keyof ScenarioColumns['inputs'])[];
  return {
    ...Object.fromEntries(
      names.map((name) => [name, filled.flatMap<unknown>((part) => part[name])]),
    ),
    inputs: Object.fromEntries(
      inputs.map((name) => [name, filled.flatMap<unknown>(({ inputs: own }) => own[name])]),
    ),
  } as unknown as ScenarioColumns;
}
