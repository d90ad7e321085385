/**
 * The least violation: bounds of columns hold, rows may be missed at a price of 1 a unit,
 *
 *     min Σ s⁺ + s⁻,   rowLower ≤ Ax + s⁺ − s⁻ ≤ rowUpper,   s ≥ 0.
 *
 * It always has an answer. Its minimum is 0 where the rows can be met; where it is not, the prices of its
 * rows are weights of a contradiction (equation (R4p)).
 */

import type { Highs } from 'highs';
import { infeasibility, type Model } from '../model';
import { Session } from './session';

export interface Attempt {
  /** Whether x meets everything, to `tolerance`. */
  readonly isFeasible: boolean;
  readonly x: Float64Array | null;
  readonly y: Float64Array | null;
}

/** What an answer may miss a bound by and still count as feasible; HiGHS is held to 1e-9. */
const tolerance = 1e-8;

export class Elastic {
  readonly #session: Session;
  readonly #model: Model;
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  readonly #rowLower: Float64Array;
  readonly #rowUpper: Float64Array;

  constructor(highs: Highs, model: Model) {
    this.#model = model;
    this.#lower = model.lower.slice();
    this.#upper = model.upper.slice();
    this.#rowLower = model.rowLower.slice();
    this.#rowUpper = model.rowUpper.slice();
    this.#session = new Session(highs, elasticOf(model), { presolve: 'off' });
  }

  setColumn(j: number, lower: number, upper: number): void {
    this.#lower[j] = lower;
    this.#upper[j] = upper;
    this.#session.setColumn(j, lower, upper);
  }

  setRow(i: number, lower: number, upper: number): void {
    this.#rowLower[i] = lower;
    this.#rowUpper[i] = upper;
    this.#session.setRow(i, lower, upper);
  }

  /** The model as it stands now. */
  get model(): Model {
    const [lower, upper] = [this.#lower, this.#upper];
    return { ...this.#model, lower, upper, rowLower: this.#rowLower, rowUpper: this.#rowUpper };
  }

  attempt(): Attempt {
    let solved = this.#session.solve();
    if (solved.outcome !== 'optimal') {
      this.#session.restart();
      solved = this.#session.solve();
    }
    const x = solved.x?.slice(0, this.#model.columns) ?? null;
    const isFeasible = x !== null && infeasibility(this.model, x) <= tolerance;
    return { isFeasible, x, y: solved.y };
  }

  dispose(): void {
    this.#session.dispose();
  }
}

function elasticOf(model: Model): Model {
  const { columns, rows } = model;
  const all = columns + 2 * rows;
  const cost = new Float64Array(all).fill(1, columns);
  const lower = new Float64Array(all);
  const upper = new Float64Array(all).fill(Number.POSITIVE_INFINITY);
  lower.set(model.lower);
  upper.set(model.upper);
  const starts = new Int32Array(rows + 1);
  const indices = new Int32Array(model.indices.length + 2 * rows);
  const values = new Float64Array(indices.length);
  let at = 0;
  for (let i = 0; i < rows; i++) {
    for (let k = model.starts[i]; k < model.starts[i + 1]; k++, at++) {
      indices[at] = model.indices[k];
      values[at] = model.values[k];
    }
    indices[at] = columns + 2 * i;
    values[at++] = 1;
    indices[at] = columns + 2 * i + 1;
    values[at++] = -1;
    starts[i + 1] = at;
  }
  const { rowLower, rowUpper } = model;
  const integer = new Uint8Array(all);
  return {
    columns: all,
    rows,
    cost,
    lower,
    upper,
    rowLower,
    rowUpper,
    starts,
    indices,
    values,
    integer,
    hessian: null,
  };
}
