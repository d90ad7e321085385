/**
 * How the command line fails: exit codes, and any error as one line.
 */

import { ParameterError } from '../engine/errors';
import { unknownName } from '../engine/parameters';

/** Exit codes, documented in the help. */
export const exit = {
  /** The answer's certificate holds, or there is none to hold. */
  holds: 0,
  /** There is an answer, and its certificate does not hold. */
  doubtful: 1,
  badInput: 2,
  /** A fault of ours. */
  internal: 70,
  /** The output could not be written. */
  output: 74,
} as const;

/** What was typed or read is not usable; the message says what is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The exit code of an error, and its one line. */
export function explain(error: unknown): { code: number; line: string } {
  const known = error instanceof UsageError || error instanceof ParameterError;
  // an engine that cannot be had was asked for by name: input, not a fault
  if (known || (error instanceof Error && error.name === 'EngineError')) {
    return { code: exit.badInput, line: oneLine((error as Error).message) };
  }
  // a file that could not be written when all was computed
  if (error instanceof Error && 'syscall' in error) {
    return { code: exit.output, line: oneLine(error.message) };
  }
  const message = error instanceof Error ? error.message || error.name : String(error);
  return { code: exit.internal, line: `internal error: ${oneLine(message)}` };
}

const longest = 600;

/** Text from anywhere as one printable line: control characters escaped, endless lists cut. */
export function oneLine(text: string): string {
  const escaped = (character: string) =>
    character === '\n' ? '\\n' : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
  const printable = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, escaped);
  return printable.length > longest ? `${printable.slice(0, longest)}…` : printable;
}

/** `; did you mean x?` where a known name is near what was given, else nothing. */
export function suggestion(given: string, known: readonly string[]): string {
  // a name of one letter is near every short word
  const likely = known.filter((name) => name.length >= given.length - 1);
  return /; did you mean .*$/.exec(unknownName(given, given, likely).expected)?.[0] ?? '';
}
