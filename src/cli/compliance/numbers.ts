/** The ten numbers of a lab on the command line: names, and a flag for each, by word and by symbol. */

import { type Command, Option } from 'commander';
import { behaviourTable, complianceTable } from '../../compliance/parameters';
import { ParameterError } from '../../engine/errors';
import { domainOf, type ParameterSpec } from '../../engine/parameters';
import { addParameterFlags, boundsOf, describe, flagsOf, note } from '../flags';
import { readNumber, readRange } from '../numbers';
import { nameIn } from '../problem';

export const labTable: Readonly<Record<string, ParameterSpec>> = {
  ...complianceTable,
  ...behaviourTable,
};
export const labNames = Object.keys(labTable);

/** The API's name of a number, from its name, flag or symbol; as given where there is none. */
export function numberNamed(text: string): string {
  return nameIn(Object.entries(labTable), text);
}

/** The name of one of `known` numbers, typed as a word, a flag or a symbol. @throws ParameterError */
export function readName(path: string, text: string, known: readonly string[]): string {
  const name = numberNamed(text.replace(/^--/, ''));
  if (known.includes(name)) return name;
  const words = known.map((each) => `${each} (${labTable[each].symbol})`).join(', ');
  throw new ParameterError(path, text, `one of ${words}`, 'type');
}

const behaves = 'How a lab behaves:';

/** One lab: every flag takes a number. */
export function addLabFlags(command: Command): void {
  addParameterFlags(command, complianceTable, 'Parameters:');
  addParameterFlags(command, behaviourTable, behaves);
}

/**
 * Many labs: every flag takes a number for all of them, or the range over which they are spread evenly.
 *
 * @param hidden numbers that the verb does not take; the API says why
 */
export function addPopulationFlags(command: Command, hidden: readonly string[] = []): void {
  const add = (name: string, spec: ParameterSpec, value: string | number, group: string) => {
    const meaning = `${describe(spec)}${note(boundsOf(spec), value)}`;
    const expected = `${domainOf(spec)}, or a range low..high`;
    const option = new Option(flagsOf(spec, name), meaning).helpGroup(group);
    option.hideHelp(hidden.includes(name));
    command.addOption(option.argParser((text) => readSpread(name, text, expected)));
  };
  const group = 'Labs (a number, or a range 0.2..0.8):';
  for (const [name, spec] of Object.entries(complianceTable)) add(name, spec, '0..1', group);
  for (const [name, spec] of Object.entries(behaviourTable)) {
    add(name, spec, spec.default, behaves);
  }
}

function readSpread(path: string, text: string, expected: string): number | [number, number] {
  return text.includes('..') ? readRange(path, text) : readNumber(path, text, expected);
}
