/** `allocation.sensitivity`: the optimum over values of one parameter. */

import * as v from 'valibot';
import type { Backend, BackendName } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { numberSchema, parse, unknownName } from '../engine/parameters';
import type { Status } from '../engine/result';
import { linearSpace } from '../numerics/grid';
import { computeTable } from './compute-path';
import { completeOptions, type SolveOptions } from './options';
import {
  type AllocationParameters,
  allocationTable,
  completeParameters,
  specOf,
} from './parameters';
import { requireStart, solve } from './solve';

/** A parameter by its dotted name (`discountRate`, `compute.growth`) and the values it takes. */
export interface SensitivityAxis {
  readonly parameter: string;
  readonly values: ArrayLike<number>;
}

export interface SensitivityResult {
  readonly parameter: string;
  readonly backend: BackendName;
  readonly values: Float64Array;
  readonly netPresentValue: Float64Array;
  readonly finalCapability: Float64Array;
  readonly meanAllocation: Float64Array;
  /** ∂J*∕∂parameter at each value; Infinity where a solve diverged; empty as published, which has no prices. */
  readonly shadowPrice: Float64Array;
  readonly switchTimes: number[][];
  readonly iterations: Int32Array;
  readonly status: Status[];
  /** Whether the certificate holds, value by value. */
  readonly holds: boolean[];
}

const sweepPoints = 10;
const sweepOf = (parameter: string, from: number, to: number): SensitivityAxis => ({
  parameter,
  values: linearSpace(from, to, sweepPoints),
});

/** The paper's four sweeps: ε .1–.9, γ .1–3, ρ .01–.2, g .05–.5, ten values each. */
export const publishedSweeps: readonly SensitivityAxis[] = [
  sweepOf('trainingExponent', 0.1, 0.9),
  sweepOf('revenueExponent', 0.1, 3),
  sweepOf('discountRate', 0.01, 0.2),
  sweepOf('compute.growth', 0.05, 0.5),
];

/**
 * Solves for each value of `axis`, all else as in `parameters`. Everything is checked before the first solve.
 *
 * @throws ParameterError for a name that is no number of these parameters, or a value that is not allowed
 */
export function sensitivity(
  backend: Backend,
  axis: SensitivityAxis,
  parameters: AllocationParameters = {},
  options: SolveOptions = {},
): SensitivityResult {
  const { asPublished } = completeOptions(options);
  const { parameter, values } = checkAxis(axis, parameters);
  const points = Array.from(values, (value) => withNumber(parameters, parameter, value));
  for (const point of points) requireStart(completeParameters(point));

  const results = points.map((point) => solve(backend, point, options));
  const priced = asPublished ? [] : results;
  return {
    parameter,
    backend: backend.name,
    values,
    netPresentValue: Float64Array.from(results, (r) => r.netPresentValue),
    finalCapability: Float64Array.from(results, (r) => r.finalCapability),
    meanAllocation: Float64Array.from(results, (r) => r.meanAllocation),
    shadowPrice: Float64Array.from(
      priced,
      ({ shadowPrices }) => shadowPrices[parameter] ?? Number.POSITIVE_INFINITY,
    ),
    switchTimes: results.map((r) => r.switchTimes),
    iterations: Int32Array.from(results, (r) => r.iterations),
    status: results.map((r) => r.status),
    holds: results.map((r) => r.certificate.holds),
  };
}

const axisSchema = v.strictObject(
  {
    parameter: v.string('the dotted name of a parameter'),
    values: v.custom<ArrayLike<number>>(
      (x) => Array.isArray(x) || (ArrayBuffer.isView(x) && !(x instanceof DataView)),
      'an array of numbers',
    ),
  },
  'an axis { parameter, values }',
);

function checkAxis(
  axis: unknown,
  given: AllocationParameters,
): { parameter: string; values: Float64Array } {
  const { parameter, values } = parse(axisSchema, axis, 'axis');
  const { compute } = completeParameters(given);
  const kind = typeof compute === 'function' ? 'function' : compute.kind;
  const spec = specOf(parameter, kind);
  if (spec === undefined) throw unknownParameter(parameter, kind);
  if (values.length === 0) throw new ParameterError('values', values, 'at least one value');
  const schema = v.array(numberSchema(spec));
  parse(v.object({ values: schema }), { values: Array.from(values) }, 'values');
  return { parameter, values: Float64Array.from(values) };
}

function unknownParameter(parameter: string, kind: string): ParameterError {
  const rows = Object.hasOwn(computeTable, kind) ? computeTable[kind as 'exponential'] : {};
  const known = Object.keys(parameter.startsWith('compute.') ? rows : allocationTable);
  if (known.length > 0) return unknownName(parameter, parameter, known);
  return new ParameterError(parameter, parameter, `no numbers in a compute path of kind ${kind}`);
}

/** The parameters with one number replaced, by its dotted name. */
function withNumber(
  parameters: AllocationParameters,
  name: string,
  value: number,
): AllocationParameters {
  const [head, field] = name.split('.');
  if (field === undefined) return { ...parameters, [head]: value };
  const { compute = { kind: 'exponential' } } = parameters;
  return { ...parameters, compute: { ...compute, [field]: value } as typeof compute };
}
