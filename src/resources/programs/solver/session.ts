/**
 * HiGHS on a model: one instance of WebAssembly for all calls, a solver for each. Every model it gets is one
 * to minimize, so prices have one sign convention: ∂minimum/∂bound.
 */

import type { Highs, Model as Solver } from 'highs';
import loadHighs from 'highs';
import type { Model } from '../model';

let instance: Promise<Highs> | undefined;

/** @param wasm where `highs.wasm` is */
export function loadInstance(wasm: URL): Promise<Highs> {
  instance ??= loadHighs({ locateFile: () => wasm.href }).catch((error: unknown) => {
    instance = undefined;
    throw error;
  });
  return instance;
}

/** After an abort an instance answers nothing any more; the next call loads another. */
export function dropInstance(): void {
  instance = undefined;
}

export type Options = Readonly<Record<string, boolean | number | string>>;

export type Outcome =
  | 'optimal'
  | 'infeasible'
  | 'unbounded'
  | 'either'
  | 'time'
  | 'iterations'
  | 'unknown';

export interface Solved {
  readonly outcome: Outcome;
  /** null where HiGHS has none. */
  readonly x: Float64Array | null;
  readonly y: Float64Array | null;
}

/** Tight, since a certificate follows; HiGHS's own cut-off for entries of the matrix is 1e-9. */
export const careful: Options = {
  primal_feasibility_tolerance: 1e-9,
  dual_feasibility_tolerance: 1e-9,
  small_matrix_value: 1e-12,
};

/** A model that stays in HiGHS over several solves, each from the basis of the last. */
export class Session {
  readonly #highs: Highs;
  readonly #solver: Solver;

  constructor(highs: Highs, model: Model, options: Options = {}) {
    this.#highs = highs;
    this.#solver = highs.createModel();
    try {
      this.#solver.options.set({ output_flag: false, ...careful, ...options });
      this.#solver.passModel(dataOf(highs, model));
    } catch (error) {
      this.#solver.dispose();
      throw error;
    }
  }

  setCosts(cost: Float64Array): void {
    this.#solver.changeColsCost({ kind: 'range', from: 0, to: cost.length - 1 }, cost);
  }

  setCost(column: number, cost: number): void {
    this.#solver.changeColCost(column, cost);
  }

  setColumn(column: number, lower: number, upper: number): void {
    this.#solver.changeColBounds(column, lower, upper);
  }

  setRow(row: number, lower: number, upper: number): void {
    this.#solver.changeRowBounds(row, lower, upper);
  }

  setOptions(options: Options): void {
    this.#solver.options.set(options);
  }

  solve(): Solved {
    let outcome: Outcome = 'unknown';
    this.#guarded(() => {
      outcome = outcomeOf(this.#highs, this.#solver.run().modelStatus);
    }, undefined);
    const none: Solved = { outcome, x: null, y: null };
    return this.#guarded(() => {
      const { info } = this.#solver;
      const { colValue, rowDual } = this.#solver.getSolution();
      const hasX = Number(info.get('primal_solution_status')) !== 0;
      const hasY = Number(info.get('dual_solution_status')) !== 0;
      const usable = (values: Float64Array) => values.every(Number.isFinite);
      return {
        outcome,
        x: hasX && usable(colValue) ? colValue : null,
        y: hasY && usable(rowDual) ? rowDual : null,
      };
    }, none);
  }

  /** Forgets the basis. */
  restart(): void {
    this.#solver.clearSolver();
  }

  /** NaN where HiGHS has none. */
  info(name: string): number {
    return this.#guarded(() => Number(this.#solver.info.get(name)), Number.NaN);
  }

  dispose(): void {
    this.#solver.dispose();
  }

  /** What HiGHS itself reports is an answer it has not found; anything else is an abort. */
  #guarded<Result>(read: () => Result, otherwise: Result): Result {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof this.#highs.errors.HighsError)) throw error;
      return otherwise;
    }
  }
}

/** `use` with a session that is gone afterwards. */
export function withSession<Result>(
  highs: Highs,
  model: Model,
  options: Options,
  use: (session: Session) => Result,
): Result {
  const session = new Session(highs, model, options);
  try {
    return use(session);
  } finally {
    session.dispose();
  }
}

function outcomeOf({ constants: { modelStatus } }: Highs, status: number): Outcome {
  switch (status) {
    case modelStatus.optimal:
    case modelStatus.empty:
      return 'optimal';
    case modelStatus.infeasible:
      return 'infeasible';
    case modelStatus.unbounded:
      return 'unbounded';
    case modelStatus.unboundedOrInfeasible:
      return 'either';
    case modelStatus.timeLimit:
      return 'time';
    case modelStatus.iterationLimit:
    case modelStatus.solutionLimit:
      return 'iterations';
    default:
      return 'unknown';
  }
}

function dataOf(highs: Highs, model: Model) {
  const { columns, rows, integer, hessian } = model;
  const { continuous, integer: whole } = highs.constants.variableType;
  return {
    numCols: columns,
    numRows: rows,
    colCost: model.cost,
    colLower: model.lower,
    colUpper: model.upper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: {
      format: 'csr' as const,
      numRows: rows,
      numCols: columns,
      starts: model.starts,
      indices: model.indices,
      values: model.values,
    },
    ...(integer.includes(1)
      ? { integrality: Int32Array.from(integer, (x) => (x === 1 ? whole : continuous)) }
      : {}),
    ...(hessian === null
      ? {}
      : { hessian: { format: 'triangular' as const, dimension: columns, ...hessian } }),
  };
}
