/** What inputs cost, on the command line: `--cost <kind>`, a price for each input, and the numbers of each kind. */

import { type Command, Option } from 'commander';
import { type InputName, inputNames } from '../../contest/costs';
import { contestTable } from '../../contest/table';
import type { ParameterSpec } from '../../engine/parameters';
import type { Flags } from '../domain';
import { UsageError } from '../failure';
import { boundsOf, flagOf, note, readChoice } from '../flags';
import { isRecord } from '../problem';
import { eachReader } from './each';

/** Kinds of cost, with the numbers that each has beside prices. */
const kinds = {
  unit: [],
  linear: ['slope'],
  certification: ['certified', 'threshold'],
  'relative-certification': ['certified', 'margin'],
  penalty: ['threshold', 'penalty'],
} as const;
type Kind = keyof typeof kinds;
const kindNames = Object.keys(kinds) as Kind[];

/** Inputs that have one price in the sources: r, r_inv, r_share. */
export const pricedTogether: Readonly<Record<string, readonly InputName[]>> = {
  r: ['safety', 'performance'],
  rInvest: ['investSafety', 'investPerformance'],
  rShare: ['shareSafety', 'sharePerformance'],
};

/** The flags of what a kind has: of effort only, where there is one for each input. */
const fields = {
  slope: { spec: contestTable['cost.slope'], of: 'linear' },
  certified: { spec: contestTable['cost.price'], of: 'certification' },
  threshold: { spec: contestTable['cost.threshold'], of: 'certification, penalty' },
  margin: { spec: contestTable['cost.margin'], of: 'relative-certification' },
  penalty: { spec: contestTable['cost.penalty'], of: 'penalty' },
} as const;
type Field = keyof typeof fields;
const fieldNames = Object.keys(fields) as Field[];
const ofEffort: readonly Field[] = ['slope', 'certified'];

const keyOf = (input: InputName) => `cost${input[0].toUpperCase()}${input.slice(1)}`;
const defaultPrices = { r: 0.1, rInvest: 0.01, rShare: 0 };

export function addCostFlags(command: Command): void {
  const group = 'Prices of inputs:';
  const add = (flags: string, path: string, spec: ParameterSpec, meaning: string) => {
    command.addOption(
      new Option(flags, meaning).helpGroup(group).argParser(eachReader(path, spec)),
    );
  };
  const price: ParameterSpec = contestTable['cost.price'];
  const known = kindNames.join(', ');
  command.addOption(
    new Option('--cost <kind>', `${known} (default unit, or what the numbers imply)`)
      .helpGroup(group)
      .argParser((text) => readChoice('cost', text, kindNames)),
  );
  const what = { r: 'effort', rInvest: 'investment', rShare: 'sharing' } as const;
  for (const [name, words] of Object.entries(what)) {
    const value = defaultPrices[name as keyof typeof what];
    const meaning = `price of ${words}, of both kinds [${price.unit}]${note(boundsOf(price), value)}`;
    add(`${flagOf(name)} <r>`, `cost.${pricedTogether[name][0]}`, price, meaning);
  }
  for (const input of inputNames) {
    add(`${flagOf(keyOf(input))} <r>`, `cost.${input}`, price, `price of ${input} alone`);
  }
  for (const name of fieldNames) {
    const { spec, of } = fields[name];
    const { symbol, meaning, unit, default: value }: ParameterSpec = spec;
    const words =
      name === 'certified'
        ? `price of effort of a certified player [${unit}]${note(boundsOf(spec), 'that of others')}`
        : `${meaning}${name === 'slope' ? ' of effort' : ''}${note(boundsOf(spec), value)}`;
    add(`${flagOf(name)} <${symbol}>`, `cost.${name}`, spec, `${of}: ${words}`);
  }
}

/**
 * The cost of a file with the flags put over it. A flag that names another kind than the file leaves of the
 * file's cost the prices alone; numbers without a kind mean the first kind that has them all.
 *
 * @throws UsageError for a number that the kind has not
 */
export function costOf(flags: Flags, inFile: unknown): unknown {
  const prices: Record<string, unknown> = {};
  for (const [name, inputs] of Object.entries(pricedTogether)) {
    if (flags[name] !== undefined) for (const input of inputs) prices[input] = flags[name];
  }
  for (const input of inputNames) {
    if (flags[keyOf(input)] !== undefined) prices[input] = flags[keyOf(input)];
  }
  const numbers = fieldNames.filter((name) => flags[name] !== undefined);
  const named = flags.cost as Kind | undefined;
  if (named === undefined && numbers.length === 0 && Object.keys(prices).length === 0) {
    return inFile;
  }
  // what is no cost at all is the API's to refuse
  if (inFile !== undefined && !isRecord(inFile)) return inFile;

  const kindInFile = inFile?.kind as Kind | undefined;
  const kind = named ?? kindInFile ?? impliedBy(numbers);
  if (kind === undefined) {
    const words = numbers.map((name) => flagOf(name)).join(' and ');
    throw new UsageError(`no kind of cost has ${words}`);
  }
  for (const name of numbers) {
    if (!kindNames.includes(kind) || has(kind, name)) continue;
    const owners = kindNames.filter((other) => has(other, name));
    throw new UsageError(
      `cost.${name}: got ${flags[name]}, but cost of kind ${kind} has no ${name}; it belongs to ${owners.join(' and ')}`,
    );
  }
  const kept = Object.entries(inFile ?? {}).filter(
    ([name]) => kindInFile === kind || inputNames.includes(name as InputName),
  );
  const given = numbers.map((name) => [
    name,
    ofEffort.includes(name) ? effort(flags[name], inFile?.[name]) : flags[name],
  ]);
  return { ...Object.fromEntries(kept), kind, ...prices, ...Object.fromEntries(given) };
}

function effort(value: unknown, inFile: unknown): object {
  return { ...(isRecord(inFile) ? inFile : {}), safety: value, performance: value };
}

const has = (kind: Kind, name: Field) => (kinds[kind] as readonly string[]).includes(name);

function impliedBy(numbers: readonly Field[]): Kind | undefined {
  return kindNames.find((kind) => numbers.every((name) => has(kind, name)));
}
