/**
 * Flags made from parameter tables: every number has its word (`--discount-rate`) and its symbol (`--rho`).
 */

import { type Command, Option } from 'commander';
import { ParameterError } from '../engine/errors';
import { domainOf, type ParameterSpec } from '../engine/parameters';
import { readNumber } from './numbers';

/** An option of a call: what its flag takes, what is allowed, and what it does when left out. */
export type OptionSpec = {
  readonly meaning: string;
  /** The default in words, where it is no plain value. */
  readonly otherwise?: string;
} & (
  | { readonly choices: readonly string[]; readonly default?: string }
  | { readonly isSwitch: true; readonly default?: boolean }
  | Custom
  | (Pick<ParameterSpec, 'minimum' | 'exclusiveMinimum' | 'maximum' | 'exclusiveMaximum'> & {
      readonly isWhole?: boolean;
      readonly default?: number;
    })
);

/** An option that is no choice, switch or number: a range, a list, a name. */
interface Custom {
  /** What stands for its value in the help: `low..high`. */
  readonly placeholder: string;
  /** @param before what the same flag said before, where it is given more than once */
  readonly read: (path: string, text: string, before: unknown) => unknown;
  /** What a problem in JSON may hold for it. */
  readonly schema: object;
  readonly default?: string;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** `discountRate` as a flag: `--discount-rate`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `a finite number > 0 and < 1` as `>0 and <1`, a plain finite number as nothing. */
export function boundsOf(spec: Parameters<typeof domainOf>[0]): string {
  return domainOf(spec)
    .replace('a finite number', '')
    .replace(/([<>≤≥]) /g, '$1')
    .trim();
}

/** One flag for each row, in a group of the help; `defaults` are those of the verb where it has its own. */
export function addParameterFlags(
  command: Command,
  table: Readonly<Record<string, ParameterSpec>>,
  group: string,
  defaults: Readonly<Record<string, number>> = {},
): void {
  for (const [name, spec] of Object.entries(table)) {
    const value = defaults[name] ?? spec.default;
    const meaning = `${describe(spec)}${note(boundsOf(spec), value)}`;
    addNumber(command, flagsOf(spec, name), name, meaning, group, domainOf(spec));
  }
}

/** `--rho, --discount-rate <ρ>`. */
export function flagsOf(spec: ParameterSpec, name: string): string {
  return `--${spec.flag}, ${flagOf(name)} <${spec.symbol}>`;
}

/** `discount rate [1 / time]`. */
export function describe({ meaning, unit }: ParameterSpec): string {
  return unit === '1' ? meaning : `${meaning} [${unit}]`;
}

/** More characters of choices stand beside a flag, not in it: they would leave no room for meanings. */
const longestChoices = 24;

/** One flag for each option of a call. */
export function addOptionFlags(command: Command, table: OptionTable, group: string): void {
  for (const [name, spec] of Object.entries(table)) {
    if ('choices' in spec) {
      const choices = spec.choices.join('|');
      const isLong = choices.length > longestChoices;
      const flags = `${flagOf(name)} <${isLong ? 'kind' : choices}>`;
      const known = isLong ? `: ${spec.choices.join(', ')}` : '';
      const meaning = `${spec.meaning}${known}${note('', spec.otherwise ?? spec.default)}`;
      const option = new Option(flags, meaning).helpGroup(group);
      command.addOption(option.argParser((text) => readChoice(name, text, spec.choices)));
    } else if ('isSwitch' in spec) {
      const flag = flagOf(name);
      if (spec.default === true) {
        // hidden, or commander would take the other one's absence for a flag
        command.addOption(new Option(flag).hideHelp());
        command.addOption(new Option(`--no-${flag.slice(2)}`, spec.meaning).helpGroup(group));
      } else {
        command.addOption(new Option(flag, spec.meaning).helpGroup(group));
      }
    } else if ('read' in spec) {
      const meaning = `${spec.meaning}${note('', spec.otherwise ?? spec.default)}`;
      const option = new Option(`${flagOf(name)} <${spec.placeholder}>`, meaning).helpGroup(group);
      command.addOption(option.argParser((text, before) => spec.read(name, text, before)));
    } else {
      const meaning = `${spec.meaning}${note(rangeOf(spec), spec.otherwise ?? spec.default)}`;
      const expected = spec.isWhole ? 'a whole number' : 'a finite number';
      addNumber(command, `${flagOf(name)} <x>`, name, meaning, group, expected);
    }
  }
}

/** `--from`, `--count` and the like: a flag that takes a number. */
export function addNumber(
  command: Command,
  flags: string,
  path: string,
  meaning: string,
  group: string,
  expected = 'a finite number',
): void {
  const option = new Option(flags, meaning).helpGroup(group);
  command.addOption(option.argParser((text) => readNumber(path, text, expected)));
}

export function readChoice(path: string, text: string, choices: readonly string[]): string {
  if (choices.includes(text)) return text;
  throw new ParameterError(path, text, `one of ${choices.join(', ')}`, 'type');
}

function rangeOf(
  spec: Exclude<OptionSpec, { choices: unknown } | { isSwitch: true } | Custom>,
): string {
  const { minimum, maximum } = spec;
  if (spec.isWhole && minimum !== undefined && maximum !== undefined) {
    return `${minimum} … ${maximum}`;
  }
  return boundsOf(spec as ParameterSpec);
}

/** ` (≥0, default 0.05)`. */
export function note(bounds: string, value: string | number | undefined): string {
  const parts = [bounds, value === undefined ? '' : `default ${value}`].filter((x) => x !== '');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** The members of `values` that were given. */
export function given<Name extends string>(
  values: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): Partial<Record<Name, unknown>> {
  return Object.fromEntries(
    names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]),
  ) as Partial<Record<Name, unknown>>;
}
