/**
 * An allocation problem: a JSON file (or none) with the flags put over it.
 *
 *     { "parameters": { … }, "options": { … }, "control": …, "axis": { "parameter": …, "values": … } }
 *
 * or plainly the parameters. Names are checked here, values by the API.
 */

import { type AllocationParameters, allocationTable } from '../../allocation/parameters';
import { ParameterError } from '../../engine/errors';
import { unknownName } from '../../engine/parameters';
import type { Flags } from '../domain';
import { given } from '../flags';
import { readDocument } from '../input';
import { computeNumbers, computeOf, isRecord } from './compute';

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
  const { parameters = {}, ...rest } = file;
  if (!isRecord(parameters)) {
    throw new ParameterError('parameters', parameters, 'an object of parameters', 'type');
  }
  checkNames(parameters, parameterNames);
  if (rest.options !== undefined && !isRecord(rest.options)) {
    throw new ParameterError('options', rest.options, 'an object of options', 'type');
  }
  const compute = computeOf(flags, parameters.compute);
  return {
    ...rest,
    parameters: {
      ...parameters,
      ...given(flags, Object.keys(allocationTable)),
      ...(compute === undefined ? {} : { compute }),
    } as AllocationParameters,
    options: { ...rest.options, ...given(flags, options) },
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
    checkNames(document, [...parameterNames, ...wrappers]);
    return { parameters: document };
  }
  for (const name of Object.keys(document)) {
    if (parameterNames.includes(name)) {
      throw new ParameterError(name, document[name], `it inside "parameters"`, 'type');
    }
  }
  checkNames(document, wrappers);
  for (const name of wrappers) {
    const reader = members[name];
    if (document[name] === undefined || reader === undefined || reader === verb) continue;
    const who = `allocation ${reader}`;
    throw new ParameterError(name, document[name], `nothing: only ${who} reads it`, 'type');
  }
  return document;
}

function checkNames(object: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  for (const [name, value] of Object.entries(object)) {
    if (known.includes(name)) continue;
    const word = parameterNamed(name);
    if (word === name) throw unknownName(name, value, known);
    throw new ParameterError(name, value, `its name in full, ${word}`, 'type');
  }
}

/** The API's name of a parameter, from its name, flag or symbol; as given where there is none. */
export function parameterNamed(text: string): string {
  for (const [name, spec] of [...Object.entries(allocationTable), ...computeNumbers]) {
    const words = [name, name.replace('.', '')].map((word) => plain(word));
    if (text === spec.symbol || text === spec.flag || words.includes(plain(text))) return name;
  }
  return text;
}

/** `discount-rate` and `discountRate` alike. */
function plain(text: string): string {
  return text.replaceAll('-', '').toLowerCase();
}
