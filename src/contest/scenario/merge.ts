/** `contest.mergeScenarios`: slices of a scenario that were solved apart. */

import { ParameterError } from '../../engine/errors';
import { joinedColumns } from './columns';
import { type ScenarioResult, statusOf } from './scenario';

/**
 * The scenario of slices that cover it, in any order: the same as in one run.
 *
 * @throws ParameterError where slices overlap, leave gaps or are not of the same scenario
 */
export function mergeScenarios(parts: readonly ScenarioResult[]): ScenarioResult {
  if (!Array.isArray(parts) || parts.length === 0 || !parts.every(isPart)) {
    throw new ParameterError('parts', parts, 'an array of what scenario gives', 'type');
  }
  const first: ScenarioResult = parts[0];
  const question = questionOf(first);
  const odd = parts.findIndex((part) => questionOf(part) !== question);
  if (odd >= 0) {
    throw new ParameterError(`parts.${odd}`, parts[odd], 'a slice of the same scenario');
  }
  const total = first.shape.reduce((product, length) => product * length, 1);
  const order = Array.from(parts.keys()).sort((j, k) => {
    const [a, b] = [parts[j].slice, parts[k].slice];
    return a.from - b.from || a.to - b.to;
  });
  let end = 0;
  for (const k of order) {
    const { slice } = parts[k];
    if (slice.from !== end) {
      throw new ParameterError(`parts.${k}`, slice, `a slice that begins at ${end}`);
    }
    end = slice.to;
  }
  if (end !== total) throw new ParameterError('parts', parts, `slices of all ${total} points`);
  const sorted = order.map((k) => parts[k]);
  const points = sorted.flatMap((part) => part.points);
  return {
    ...first,
    status: statusOf(points.map(({ solution }) => solution.status)),
    slice: { from: 0, to: end },
    points,
    columns: joinedColumns(sorted.map(({ columns }) => columns)),
  };
}

/** Whether something has what merging looks at, and as many points as its slice. */
function isPart(part: unknown): part is ScenarioResult {
  if (typeof part !== 'object' || part === null) return false;
  const { points, slice, shape, columns } = part as Partial<ScenarioResult>;
  if (!Array.isArray(points) || !Array.isArray(shape) || !Array.isArray(columns?.status)) {
    return false;
  }
  const { from = Number.NaN, to = Number.NaN } = slice ?? {};
  return points.length === to - from && columns.status.length === points.length;
}

/** All that the points hang on. */
function questionOf({ backend, parameters, expand, axes, shape, solve, follow }: ScenarioResult) {
  return JSON.stringify({ backend, parameters, expand, axes, shape, solve, follow });
}
