/** The compute path on the command line: `--compute <kind>` and the numbers of each kind. */

import { type Command, Option } from 'commander';
import { computeKinds, computeTable } from '../../allocation/compute-path';
import { domainOf, type ParameterSpec } from '../../engine/parameters';
import type { Flags } from '../domain';
import { UsageError } from '../failure';
import { addNumber, boundsOf, describe, flagOf, flagsOf, note, readChoice } from '../flags';
import { readNumbers } from '../numbers';
import { isRecord } from '../problem';

type Kind = (typeof computeKinds)[number];
type Rows = Readonly<Record<string, ParameterSpec>>;

const kindsWithNumbers = Object.entries(computeTable) as [Exclude<Kind, 'table'>, Rows][];

/** Every number of any kind, with the kinds that have it: `initial`, `growth`, … */
const fields = new Map<string, { kind: Kind; spec: ParameterSpec }[]>();
for (const [kind, rows] of kindsWithNumbers) {
  for (const [field, spec] of Object.entries(rows)) {
    fields.set(field, [...(fields.get(field) ?? []), { kind, spec }]);
  }
}

const lists = ['times', 'values'] as const;

/** `growth` as commander keeps its flag's value: `computeGrowth`. */
const keyOf = (field: string) => `compute${field[0].toUpperCase()}${field.slice(1)}`;

const formulas: Readonly<Record<Kind, string>> = {
  exponential: 'C₀ e^(g t)',
  constant: 'C',
  linear: 'C₀ + b t',
  logistic: 'K / (1 + (K/C₀ − 1) e^(−g t))',
  table: 'lines through (times, values)',
};

export function addComputeFlags(command: Command): void {
  const group = 'Compute path C(t):';
  const kinds = computeKinds.map((kind) => `${kind}: ${formulas[kind]}`).join('; ');
  command.addOption(
    new Option('--compute <kind>', `${kinds} (default exponential, or what the numbers imply)`)
      .helpGroup(group)
      .argParser((text) => readChoice('compute', text, computeKinds)),
  );
  for (const [field, uses] of fields) {
    const [{ spec }] = uses;
    const kinds = uses.map(({ kind }) => kind).join(', ');
    const others = uses.filter((use) => use.spec.default !== spec.default);
    const value = [spec.default, ...others.map((use) => `${use.kind} ${use.spec.default}`)].join(
      ', ',
    );
    const bounds = uses.every((use) => boundsOf(use.spec) === boundsOf(spec)) ? boundsOf(spec) : '';
    const meaning = `${kinds}: ${describe(spec)}${note(bounds, value)}`;
    const path = `compute.${field}`;
    addNumber(command, flagsOf(spec, keyOf(field)), path, meaning, group, domainOf(spec));
  }
  for (const list of lists) {
    const meaning =
      list === 'times' ? 'table: times, ascending (0,5,10)' : 'table: compute at these times';
    command.addOption(
      new Option(`${flagOf(keyOf(list))} <list>`, meaning)
        .helpGroup(group)
        .argParser((text) => readNumbers(`compute.${list}`, text)),
    );
  }
}

/**
 * The compute path of a file with the flags put over it. A flag that names another kind than the file
 * replaces the file's path; numbers without a kind, in the file or on the line, mean the first kind that
 * has them all.
 *
 * @throws UsageError for a number that the kind has not
 */
export function computeOf(flags: Flags, inFile: unknown): unknown {
  const numbers: Record<string, unknown> = {};
  for (const field of [...fields.keys(), ...lists]) {
    const value = flags[keyOf(field)];
    if (value !== undefined) numbers[field] = value;
  }
  const named = flags.compute as Kind | undefined;
  if (named === undefined && Object.keys(numbers).length === 0) return inFile;
  // what is no path at all is the API's to refuse
  if (inFile !== undefined && !isRecord(inFile)) return inFile;

  const kindInFile = inFile?.kind as Kind | undefined;
  const kind = named ?? kindInFile ?? impliedBy(Object.keys(numbers));
  for (const field of Object.keys(numbers)) {
    if (!computeKinds.includes(kind) || fieldsOf(kind).includes(field)) continue;
    const owners = computeKinds.filter((other) => fieldsOf(other).includes(field));
    throw new UsageError(
      `compute.${field}: got ${numbers[field]}, but ${kind} compute has only ${fieldsOf(kind).join(' and ')}; ${field} belongs to ${owners.join(' and ')}`,
    );
  }
  return { ...(kindInFile === kind ? inFile : {}), kind, ...numbers };
}

function fieldsOf(kind: Kind): readonly string[] {
  return kind === 'table' ? lists : Object.keys(computeTable[kind]);
}

function impliedBy(numbers: readonly string[]): Kind {
  const all = (kind: Kind) => numbers.every((field) => fieldsOf(kind).includes(field));
  return computeKinds.find(all) ?? 'exponential';
}

/** The kinds' numbers by dotted name: `compute.growth`. */
export const computeNumbers: ReadonlyMap<string, ParameterSpec> = new Map(
  [...fields].map(([field, [{ spec }]]) => [`compute.${field}`, spec]),
);
