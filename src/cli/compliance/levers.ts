/** `--lever fine,audit-rate=2` and `--limit fine=0..5`: what a regulator can set, at what price, how far. */

import { leverNames } from '../../compliance/require/levers';
import { ParameterError } from '../../engine/errors';
import type { Flags } from '../domain';
import { UsageError } from '../failure';
import { readNumber, readRange } from '../numbers';
import { isRecord } from '../problem';
import { readName } from './numbers';

type Entries = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** `name` or `name=price`, any number of them; those of an earlier flag stay. */
export function readLevers(path: string, text: string, before: unknown): Entries {
  return entries(text, before, (item) => {
    const [word, price] = cut(item);
    const name = readName(path, word, leverNames);
    if (price === undefined) return [name, {}];
    return [name, { price: readNumber(`${path}.${name}`, price, 'a price ≥ 0') }];
  });
}

/** `name=low..high`, any number of them. */
export function readLimits(path: string, text: string, before: unknown): Entries {
  return entries(text, before, (item) => {
    const [word, range] = cut(item);
    const name = readName(path, word, leverNames);
    const expected = `the lever's bounds, as ${word}=0..5`;
    if (range === undefined) throw new ParameterError(path, item, expected, 'type');
    const [low, high] = readRange(`${path}.${name}`, range, expected);
    return [name, { low, high }];
  });
}

function entries(
  text: string,
  before: unknown,
  read: (item: string) => readonly [string, Readonly<Record<string, unknown>>],
): Entries {
  return { ...(before as Entries), ...Object.fromEntries(text.split(',').map(read)) };
}

/** `name=rest` in two. */
function cut(item: string): [string, string | undefined] {
  const at = item.indexOf('=');
  return at < 0 ? [item.trim(), undefined] : [item.slice(0, at).trim(), item.slice(at + 1)];
}

/**
 * The levers of a file, or those of `--lever` in their place, with the bounds of `--limit`.
 *
 * @throws UsageError for bounds of what is no lever
 */
export function leversOf({ lever, limit }: Flags, inFile: unknown): unknown {
  const limits = (limit ?? {}) as Entries;
  const levers = lever ?? (typeof inFile === 'string' ? { [inFile]: {} } : inFile);
  if (Object.keys(limits).length === 0) return levers;
  // what is no set of levers at all is the API's to refuse
  if (levers !== undefined && !isRecord(levers)) return levers;
  const bounded: Record<string, unknown> = { ...levers };
  for (const [name, bounds] of Object.entries(limits)) {
    if (bounded[name] === undefined) {
      throw new UsageError(`--limit ${name}: it is no lever; --lever ${name} makes it one`);
    }
    bounded[name] = { ...(bounded[name] as object), ...bounds };
  }
  return bounded;
}
