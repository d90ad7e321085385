/** A number for all players, or one each, as people type it: `0.9`, `0.9,1`. */

import { domainOf, type ParameterSpec } from '../../engine/parameters';
import { readNumber, readNumbers } from '../numbers';

/** Reads what is typed for the number at a path of the game. */
export function eachReader(path: string, spec: ParameterSpec): (text: string) => number | number[] {
  const expected = `${domainOf(spec)}, or one a player, as 0.9,1`;
  return (text) =>
    text.includes(',') ? readNumbers(path, text, domainOf(spec)) : readNumber(path, text, expected);
}
