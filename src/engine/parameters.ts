/**
 * Parameter tables: one definition of a model's numbers feeds validation, types, CLI flags, JSON Schema,
 * documentation and sliders. A domain writes a table (`src/<domain>/parameters.ts`); this file turns it
 * into a valibot schema and into the messages of `ParameterError`.
 */

import * as v from 'valibot';
import { ParameterError } from './errors';
import type { Progress } from './result';

/** One number of a model. */
export interface ParameterSpec {
  /** The symbol of the source, e.g. `ρ`. */
  readonly symbol: string;
  /** The symbol in letters a keyboard has, which is also the CLI's short flag, e.g. `rho`. */
  readonly flag: string;
  /** Its unit, in the model's own units; `1` where it has none. */
  readonly unit: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly default: number;
  /** One line for people. */
  readonly meaning: string;
}

/** The allowed values of a number, in words. */
export function domainOf(spec: ParameterSpec): string {
  const bounds: string[] = [];
  if (spec.exclusiveMinimum !== undefined) bounds.push(`> ${spec.exclusiveMinimum}`);
  if (spec.minimum !== undefined) bounds.push(`≥ ${spec.minimum}`);
  if (spec.exclusiveMaximum !== undefined) bounds.push(`< ${spec.exclusiveMaximum}`);
  if (spec.maximum !== undefined) bounds.push(`≤ ${spec.maximum}`);
  return bounds.length === 0 ? 'a finite number' : `a finite number ${bounds.join(' and ')}`;
}

/** Whether a finite number lies in the domain of its table row. */
export function inDomain(spec: ParameterSpec, x: number): boolean {
  return (
    (spec.minimum === undefined || x >= spec.minimum) &&
    (spec.exclusiveMinimum === undefined || x > spec.exclusiveMinimum) &&
    (spec.maximum === undefined || x <= spec.maximum) &&
    (spec.exclusiveMaximum === undefined || x < spec.exclusiveMaximum)
  );
}

/** The valibot schema of a table row: a finite number within its domain. */
export function numberSchema(spec: ParameterSpec) {
  const expected = domainOf(spec);
  return v.pipe(
    v.number(expected),
    v.finite(expected),
    v.check((x) => inDomain(spec, x), expected),
  );
}

/** The valibot schema of a whole number between two bounds, these included. */
export function wholeNumber(least: number, most: number) {
  const expected = `a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(expected),
    v.check((n) => Number.isInteger(n) && n >= least && n <= most, expected),
  );
}

/** The valibot schema of a number strictly between 0 and 1. */
export function properShare() {
  const expected = 'a number > 0 and < 1';
  return v.pipe(
    v.number(expected),
    v.check((x) => x > 0 && x < 1, expected),
  );
}

/** The entries of what ends a long call, and watches it. */
export const runEntries = {
  signal: v.optional(
    v.custom<AbortSignal>(
      (x) => typeof x === 'object' && x !== null && 'aborted' in x,
      'an AbortSignal',
    ),
  ),
  onProgress: v.optional(
    v.custom<(progress: Progress) => void>((x) => typeof x === 'function', 'a function'),
  ),
};

/** @throws ParameterError where [from, to) is no slice of `count` things */
export function requireSlice(from: unknown, to: unknown, count: number): void {
  const isWithin = (x: unknown, least: number) =>
    Number.isInteger(x) && (x as number) >= least && (x as number) <= count;
  if (!isWithin(from, 0)) {
    throw new ParameterError('from', from, `a whole number from 0 to ${count}`);
  }
  if (!isWithin(to, from as number)) {
    throw new ParameterError('to', to, `a whole number from ${from} to ${count}`);
  }
}

/** The valibot object entries of a whole table, each row optional with its default. */
export function tableEntries<Name extends string>(table: Readonly<Record<Name, ParameterSpec>>) {
  const entries = {} as Record<Name, v.OptionalSchema<ReturnType<typeof numberSchema>, number>>;
  for (const name of Object.keys(table) as Name[]) {
    entries[name] = v.optional(numberSchema(table[name]), table[name].default);
  }
  return entries;
}

/**
 * `value` checked against `schema`; the first fault becomes a `ParameterError`.
 *
 * Schemas give their expectation ("a finite number ≥ 0") as the message of each step.
 * @param names what a name nobody knows is compared with; by default the schema's own
 */
export function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  root: string,
  names?: readonly string[],
): v.InferOutput<Schema> {
  // to valibot an array, a Map or a Date is an object without names
  const plain = Object.prototype.toString.call(value) === '[object Object]';
  const given = schema.type === 'strict_object' && !plain ? null : value;
  const outcome = v.safeParse(schema, given, { abortEarly: true });
  if (outcome.success) return outcome.output;
  const issue = outcome.issues[0];
  const path = v.getDotPath(issue) ?? root;
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = names ?? Object.keys((schema as { entries?: object }).entries ?? {});
    throw unknownName(path, valueAt(value, issue.path), known);
  }
  throw new ParameterError(
    path,
    given === value ? issue.input : value,
    expectedOf(schema, issue),
    issue.kind === 'schema' ? 'type' : 'range',
  );
}

/** What is allowed: a field that is missing says what it should be, not what holds it. */
function expectedOf(schema: v.GenericSchema, issue: v.BaseIssue<unknown>): string {
  const key = issue.path?.length === 1 ? String(issue.path[0].key) : '';
  const field = (schema as { entries?: Record<string, v.GenericSchema> }).entries?.[key];
  if (issue.type !== 'strict_object' || field === undefined) return issue.message;
  return v.safeParse(field, undefined).issues?.[0].message ?? issue.message;
}

/** What was given at the place of a fault. */
function valueAt(root: unknown, path: v.BaseIssue<unknown>['path']): unknown {
  return (path ?? []).reduce<unknown>(
    (at, { key }) => (at as Record<never, unknown>)[key as never],
    root,
  );
}

/** The error for a name nobody knows, with the nearest known name where one is near. */
export function unknownName(
  path: string,
  given: unknown,
  known: readonly string[],
): ParameterError {
  const name = path.split('.').at(-1) ?? path;
  const nearest = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance)[0];
  const hint =
    nearest && nearest.distance <= Math.max(2, name.length / 3)
      ? `; did you mean ${nearest.candidate}?`
      : '';
  return new ParameterError(path, given, `one of ${known.join(', ')}${hint}`, 'type');
}

/** Levenshtein's distance, for suggestions only. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = row[j - 1] + (a[i - 1].toLowerCase() === b[j - 1].toLowerCase() ? 0 : 1);
      next.push(Math.min(replace, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
