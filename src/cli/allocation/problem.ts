/**
 * An allocation problem: a JSON file (or none) with the flags put over it.
 *
 *     { "parameters": { … }, "options": { … }, "control": …, "axis": { "parameter": …, "values": … } }
 *
 * or plainly the parameters. Names are checked here, values by the API.
 */

import { type AllocationParameters, allocationTable } from '../../allocation/parameters';
import { ParameterError } from '../../engine/errors';
import type { Flags } from '../domain';
import { given } from '../flags';
import { readDocument } from '../input';
import { checkNames, isRecord, nameIn, recordAt } from '../problem';
import { computeNumbers, computeOf } from './compute';

/** What the members of a wrapped problem are, and which verb reads each. */
const members = {
  parameters: undefined,
  options: undefined,
  control: 'simulate',
  axis: 'sensitivity',
} as const;
type Member = keyof typeof members;

export interface Problem {
  readonly parameters: AllocationParameters;
  readonly options: Readonly<Record<string, unknown>>;
  readonly control?: unknown;
  readonly axis?: unknown;
}

export const parameterNames = [...Object.keys(allocationTable), 'compute'];

/**
 * The problem of a verb; `options` are the flags that are options of its call.
 *
 * @throws ParameterError where a name is unknown, UsageError where the file cannot be read
 */
export async function readProblem(
  verb: string,
  source: string | undefined,
  flags: Flags,
  options: readonly string[],
): Promise<Problem> {
  const file = source === undefined ? {} : unwrap(await readDocument(source), verb);
  const { parameters: numbers, ...rest } = file;
  const parameters = recordAt('parameters', numbers, 'an object of parameters');
  checkNames(parameters, parameterNames, parameterNamed);
  const inFile = recordAt('options', rest.options, 'an object of options');
  const compute = computeOf(flags, parameters.compute);
  return {
    ...rest,
    parameters: {
      ...parameters,
      ...given(flags, Object.keys(allocationTable)),
      ...(compute === undefined ? {} : { compute }),
    } as AllocationParameters,
    options: { ...inFile, ...given(flags, options) },
  };
}

/** A document in its wrapped form. */
function unwrap(document: unknown, verb: string): Partial<Record<Member, unknown>> {
  if (!isRecord(document)) {
    throw new ParameterError('problem', document, 'a JSON object', 'type');
  }
  const wrappers = Object.keys(members) as Member[];
  const isWrapped = wrappers.some((name) => Object.hasOwn(document, name));
  if (!isWrapped) {
    checkNames(document, [...parameterNames, ...wrappers], parameterNamed);
    return { parameters: document };
  }
  for (const name of Object.keys(document)) {
    if (parameterNames.includes(name)) {
      throw new ParameterError(name, document[name], `it inside "parameters"`, 'type');
    }
  }
  checkNames(document, wrappers, parameterNamed);
  for (const name of wrappers) {
    const reader = members[name];
    if (document[name] === undefined || reader === undefined || reader === verb) continue;
    const who = `allocation ${reader}`;
    throw new ParameterError(name, document[name], `nothing: only ${who} reads it`, 'type');
  }
  return document;
}

/** The API's name of a parameter, from its name, flag or symbol; as given where there is none. */
export function parameterNamed(text: string): string {
  return nameIn([...Object.entries(allocationTable), ...computeNumbers], text);
}
