/**
 * What a domain adds to the command line. A new domain writes a `Domain` and enters it in `program.ts`;
 * parsing, reading, printing and exit codes are already there.
 */

import type { Command } from 'commander';
import type { Engine } from '../domains';
import type { Screen } from './output';

/** Flags that were given, by their word in camel case; those that were not are absent. */
export type Flags = Readonly<Record<string, unknown>>;

/** What a verb found out. */
export interface Answer {
  /** The API's result, which `--json` prints. */
  readonly result: unknown;
  /** Whether it is certified, or has no certificate: the exit code. */
  readonly holds: boolean;
  /** The same for people; ends without a newline. */
  text(screen: Screen): Promise<string> | string;
}

export interface Verb {
  readonly name: string;
  /** One line for the list of verbs. */
  readonly summary: string;
  /** What it takes in place of a problem. */
  readonly argument?: { readonly name: string; readonly meaning: string };
  /** Adds the verb's flags and help. */
  configure(command: Command): void;
  /** `source` is the problem's file, or `-`; or what is taken in its place. */
  run(engine: Engine, source: string | undefined, flags: Flags): Promise<Answer>;
}

export interface Domain {
  readonly name: string;
  readonly summary: string;
  readonly verbs: readonly Verb[];
  /** The JSON Schema (2020-12) of a problem. */
  schema(): object;
}
