/** How a player's strategy differs from another one of his, in words. */

import { figure } from '../output';
import { inputSymbols, periodsText } from './present';

/** [period][input] */
export type OwnStrategy = readonly (readonly number[])[];

/** Inputs by what they are for. */
const groups = [
  { inputs: [0, 1], nothing: 'puts in no effort', same: 'puts in the same effort' },
  { inputs: [2, 3], nothing: 'invests nothing', same: 'invests the same' },
  { inputs: [4, 5], nothing: 'shares nothing', same: 'shares the same' },
] as const;

/** Less than this part of the most that is put in is nothing. */
const small = 2e-3;
/** Inputs that differ by less than this part are the same. */
const near = 0.05;

export const isNear = (x: number, y: number) => Math.abs(x - y) <= near * Math.max(x, y) + 1e-9;

/** `puts in the same effort in period 0 and none in periods 1–4, and invests nothing`. */
export function howOf(own: OwnStrategy, instead: OwnStrategy): string {
  const parts = groups.flatMap(({ inputs, nothing, same }) => {
    if (inputs[0] >= own[0].length) return [];
    const most = Math.max(...own.flatMap((x) => inputs.map((k) => x[k])));
    const isNothing = (x: readonly number[]) => inputs.every((k) => x[k] <= small * most);
    const periods = own.map((_, t) => t);
    const dropped = periods.filter((t) => isNothing(instead[t]) && !isNothing(own[t]));
    if (dropped.length === 0) return [];
    if (instead.every(isNothing)) return [nothing];
    const kept = periods.filter((t) => !isNothing(instead[t]));
    const isSame = kept.every((t) => inputs.every((k) => isNear(own[t][k], instead[t][k])));
    const none = periodsText(dropped);
    return isSame
      ? [`${same} in ${periodsText(kept)} and none in ${none}`]
      : [`${nothing} in ${none}`];
  });
  return parts.length === 0 ? greatestChange(own, instead) : parts.join(', and ');
}

/** Where no kind of input is dropped. */
function greatestChange(own: OwnStrategy, instead: OwnStrategy): string {
  let most = { t: 0, k: 0, size: -1 };
  for (const [t, inputs] of own.entries()) {
    inputs.forEach((x, k) => {
      const size = Math.abs(x - instead[t][k]);
      if (size > most.size) most = { t, k, size };
    });
  }
  const { t, k } = most;
  const words = `${inputSymbols[k]} ${figure(instead[t][k], 4)} in place of ${figure(own[t][k], 4)}`;
  return own.length === 1 ? `plays ${words}` : `plays ${words} in period ${t} above all`;
}
