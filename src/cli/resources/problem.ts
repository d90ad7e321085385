/**
 * A problem of resources: a JSON file with the flags put over it.
 *
 *     { …fields of the problem…, "options": { … } }
 *
 * where the options may stand beside the fields. Names are checked here, values by the API.
 */

import { ParameterError } from '../../engine/errors';
import type { Flags } from '../domain';
import { UsageError } from '../failure';
import { given } from '../flags';
import { readDocument } from '../input';
import { readWhole } from '../numbers';
import { checkNames, isRecord, recordAt } from '../problem';

/** What a verb reads. */
export interface Reading {
  readonly verb: string;
  /** Names of the fields of its problem. */
  readonly fields: readonly string[];
  /** Names of the options of its call. */
  readonly options: readonly string[];
}

export interface Problem {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
}

/** @throws ParameterError where a name is unknown, UsageError where the file cannot be read or there is none */
export async function readProblem(
  reading: Reading,
  source: string | undefined,
  flags: Flags,
): Promise<Problem> {
  const named = given(flags, reading.fields);
  if (source === undefined && Object.keys(named).length === 0) {
    throw new UsageError(`${reading.verb} needs a problem: a JSON file, or - for standard input`);
  }
  const document = source === undefined ? {} : await readDocument(source);
  return problemOf(reading, document, flags);
}

/** @throws ParameterError where a name is unknown, or something is no object */
export function problemOf(reading: Reading, document: unknown, flags: Flags): Problem {
  if (!isRecord(document)) throw new ParameterError('problem', document, 'a JSON object', 'type');
  const { fields, options: names } = reading;
  const { options: inner, ...others } = document;
  checkNames(others, [...fields, ...names, 'options'], (name) => name);
  const inside = recordAt('options', inner, 'an object of options');
  checkNames(inside, names, (name) => name);
  const options: Record<string, unknown> = {
    ...given(others, names),
    ...inside,
    ...given(flags, names),
  };
  // JSON has no whole numbers beyond 2^53
  if (typeof options.seed === 'string') options.seed = readWhole('seed', options.seed);
  return { fields: { ...given(others, fields), ...given(flags, fields) }, options };
}
