/**
 * A compliance problem: a JSON file (or none) with the flags put over it.
 *
 *     { "parameters": { … }, "options": { … } }      one lab: decide, payoffs, boundaries, map
 *     { "ranges": { … }, "options": { … } }          many labs: all other verbs
 *
 * or the options beside `parameters` or `ranges`, as the API takes them, or plainly the numbers. Names are
 * checked here, values by the API.
 */

import { ParameterError } from '../../engine/errors';
import type { Flags } from '../domain';
import { given } from '../flags';
import { readDocument } from '../input';
import { readWhole } from '../numbers';
import { checkNames, isRecord, recordAt } from '../problem';
import { labNames, numberNamed } from './numbers';

export type Subject = 'parameters' | 'ranges';

/** What a verb reads. */
export interface Reading {
  readonly verb: string;
  /** Whether its numbers are those of one lab or of many. */
  readonly subject: Subject;
  /** Names of the options of its call. */
  readonly options: readonly string[];
}

export interface Problem {
  readonly numbers: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
  /** The options of the API's call, numbers included where there are any. */
  readonly call: Readonly<Record<string, unknown>>;
}

/** @throws ParameterError where a name is unknown, UsageError where the file cannot be read */
export async function readProblem(
  reading: Reading,
  source: string | undefined,
  flags: Flags,
): Promise<Problem> {
  const { subject } = reading;
  const file = source === undefined ? {} : unwrap(await readDocument(source), reading);
  const inFile = recordAt(subject, file.numbers, `an object of ${subject}`);
  checkNames(inFile, labNames, numberNamed);
  const numbers = { ...inFile, ...given(flags, labNames) };
  const options: Record<string, unknown> = { ...file.options, ...given(flags, reading.options) };
  // JSON has no whole numbers beyond 2^53
  if (typeof options.seed === 'string') options.seed = readWhole('seed', options.seed);
  const isEmpty = Object.keys(numbers).length === 0;
  return { numbers, options, call: isEmpty ? options : { ...options, [subject]: numbers } };
}

interface Unwrapped {
  readonly numbers?: unknown;
  readonly options?: Readonly<Record<string, unknown>>;
}

function unwrap(document: unknown, reading: Reading): Unwrapped {
  if (!isRecord(document)) {
    throw new ParameterError('problem', document, 'a JSON object', 'type');
  }
  const { verb, subject } = reading;
  const other = subject === 'parameters' ? 'ranges' : 'parameters';
  if (Object.hasOwn(document, other)) {
    throw new ParameterError(other, document[other], `${subject} for compliance ${verb}`, 'type');
  }
  const wrappers = [subject, 'options', ...reading.options];
  if (!wrappers.some((name) => Object.hasOwn(document, name))) {
    checkNames(document, [...labNames, ...wrappers], numberNamed);
    return { numbers: document };
  }
  for (const [name, value] of Object.entries(document)) {
    if (!labNames.includes(name)) continue;
    throw new ParameterError(name, value, `it inside "${subject}"`, 'type');
  }
  checkNames(document, wrappers, numberNamed);
  const { [subject]: numbers, options: inner, ...beside } = document;
  if (inner === undefined) return { numbers, options: beside };
  const [name] = Object.keys(beside);
  if (name !== undefined) {
    throw new ParameterError(name, beside[name], `it inside "options"`, 'type');
  }
  return { numbers, ...optionsOf(inner, numbers, reading) };
}

/** The options of a file, which may hold the numbers as the API's options do. */
function optionsOf(given: unknown, numbers: unknown, reading: Reading): Unwrapped {
  const { [reading.subject]: inner, ...options } = recordAt(
    'options',
    given,
    'an object of options',
  );
  const path = `options.${reading.subject}`;
  if (inner !== undefined && numbers !== undefined) {
    throw new ParameterError(path, inner, `nothing beside "${reading.subject}"`, 'type');
  }
  const [first] = Object.keys(options);
  if (reading.options.length === 0 && first !== undefined) {
    const expected = `nothing: compliance ${reading.verb} has no options`;
    throw new ParameterError(`options.${first}`, options[first], expected, 'type');
  }
  return inner === undefined ? { options } : { options, numbers: inner };
}
