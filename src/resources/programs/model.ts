/**
 * A program as flat arrays, always one to minimize:
 *
 *     min c'x + ½ x'Qx,   rowLower ≤ Ax ≤ rowUpper,   lower ≤ x ≤ upper,   x_j whole where integer_j
 *
 * A maximum is the minimum of what is negated; `sign` puts it back.
 */

/** The lower triangle of a symmetric matrix, by columns. */
export interface Hessian {
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

export interface Model {
  readonly columns: number;
  readonly rows: number;
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** A by rows. */
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
  readonly integer: Uint8Array;
  readonly hessian: Hessian | null;
}

/** A model with the names of its program, whose variables and constraints come first. */
export interface NamedModel {
  readonly model: Model;
  /** 1 where the program minimizes, −1 where it maximizes. */
  readonly sign: 1 | -1;
  readonly offset: number;
  readonly variables: readonly string[];
  readonly constraints: readonly string[];
  /** Whose menu each column behind the variables, and each row behind the constraints, stands for. */
  readonly owners: { readonly columns: readonly number[]; readonly rows: readonly number[] };
}

/** A·x. */
export function activities(model: Model, x: Float64Array): Float64Array {
  const { rows, starts, indices, values } = model;
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let k = starts[i]; k < starts[i + 1]; k++) sum += values[k] * x[indices[k]];
    out[i] = sum;
  }
  return out;
}

/** A'·y. */
export function transposed(model: Model, y: Float64Array): Float64Array {
  const { columns, rows, starts, indices, values } = model;
  const out = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    if (y[i] === 0) continue;
    for (let k = starts[i]; k < starts[i + 1]; k++) out[indices[k]] += values[k] * y[i];
  }
  return out;
}

/** Q·x. */
export function curvature({ columns, hessian }: Model, x: Float64Array): Float64Array {
  const out = new Float64Array(columns);
  if (hessian === null) return out;
  const { starts, indices, values } = hessian;
  for (let j = 0; j < columns; j++) {
    for (let k = starts[j]; k < starts[j + 1]; k++) {
      const i = indices[k];
      out[i] += values[k] * x[j];
      if (i !== j) out[j] += values[k] * x[i];
    }
  }
  return out;
}

/** The gradient c + Qx. */
export function gradient(model: Model, x: Float64Array): Float64Array {
  const out = curvature(model, x);
  for (let j = 0; j < out.length; j++) out[j] += model.cost[j];
  return out;
}

/** c'x + ½ x'Qx. */
export function objectiveOf(model: Model, x: Float64Array): number {
  const q = curvature(model, x);
  let sum = 0;
  for (let j = 0; j < x.length; j++) sum += (model.cost[j] + 0.5 * q[j]) * x[j];
  return sum;
}

/** How far x is outside its bounds and rows, each violation relative to 1 + |bound|. */
export function infeasibility(model: Model, x: Float64Array): number {
  const rows = outside(activities(model, x), model.rowLower, model.rowUpper);
  return Math.max(rows, outside(x, model.lower, model.upper));
}

function outside(values: Float64Array, lower: Float64Array, upper: Float64Array): number {
  let worst = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return Number.POSITIVE_INFINITY;
    if (values[i] < lower[i]) {
      worst = Math.max(worst, (lower[i] - values[i]) / (1 + Math.abs(lower[i])));
    } else if (values[i] > upper[i]) {
      worst = Math.max(worst, (values[i] - upper[i]) / (1 + Math.abs(upper[i])));
    }
  }
  return worst;
}

/**
 * The same model with its integers held at whole numbers, and free to be anything else elsewhere.
 *
 * @param within the bounds to keep to, the model's by default; those of integers are whole
 */
export function fixedAt(
  model: Model,
  x: Float64Array,
  within: Pick<Model, 'lower' | 'upper'> = model,
): Model {
  const lower = within.lower.slice();
  const upper = within.upper.slice();
  for (let j = 0; j < model.columns; j++) {
    if (model.integer[j] === 0) continue;
    lower[j] = Math.min(Math.max(Math.round(x[j]), lower[j]), upper[j]) + 0;
    upper[j] = lower[j];
  }
  return { ...model, lower, upper, integer: new Uint8Array(model.columns) };
}

/** A bound of an integer this near to a whole number is that number. */
const nearWhole = 1e-9;

/** The same model with the bounds of its integers moved inward to whole numbers; they may cross then. */
export function tightened(model: Model): Model {
  const lower = model.lower.slice();
  const upper = model.upper.slice();
  for (let j = 0; j < model.columns; j++) {
    if (model.integer[j] === 0) continue;
    lower[j] = Math.ceil(lower[j] - nearWhole) + 0;
    upper[j] = Math.floor(upper[j] + nearWhole) + 0;
  }
  return { ...model, lower, upper };
}

export function relaxed(model: Model): Model {
  return { ...model, integer: new Uint8Array(model.columns) };
}
