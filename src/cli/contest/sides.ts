/** What is different on one side of a comparison: flags of the game, as `a=50`, `risk=additive`, `ends-on-win`. */

import { Command, CommanderError } from 'commander';
import type { Flags } from '../domain';
import { suggestion, UsageError } from '../failure';
import { flagOf } from '../flags';
import { addGameFlags, numberNamed } from './numbers';

/** The flags that the texts are. @throws UsageError for a name that is no flag of a game */
export function sideFlags(side: string, texts: readonly string[]): Flags {
  const command = new Command()
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: () => {} });
  addGameFlags(command);
  const known = command.options.flatMap(({ short, long }) =>
    [short, long].flatMap((flag) => (flag == null ? [] : [flag])),
  );
  const words = texts.map((text) => {
    const [, name, rest] = /^([^=]*)(=.*)?$/s.exec(text) as RegExpExecArray;
    const word = name.trim().replace(/^--/, '');
    const named = flagOf(numberNamed(word).replace(/\.(.)/g, (_, x: string) => x.toUpperCase()));
    const flag = [`--${word}`, flagOf(word), named].find((each) => known.includes(each));
    if (flag === undefined) {
      const hint = suggestion(`--${word}`, known).replaceAll('--', '');
      throw new UsageError(`--${side}: ${JSON.stringify(name)} is no flag of the game${hint}`);
    }
    return `${flag}${rest ?? ''}`;
  });
  try {
    return command.parse(words, { from: 'user' }).opts();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // what commander quotes: the flags of an option with <its value>
    const flag = /'--(.*?)(?:,.*)?(?: <.*>)?'/s.exec(error.message)?.[1] ?? '';
    const fault =
      error.code === 'commander.optionMissingArgument'
        ? `needs a value, as ${flag}=2`
        : 'takes no value';
    throw new UsageError(`--${side}: ${flag.split('=')[0]} ${fault}`);
  }
}
