/** Inputs that an equilibrium holds at a bound, by player. */

import type { BoundInput } from '../../contest/solve/result';
import { entry, type Screen } from '../output';
import { periodsText } from './present';

/** What the two inputs of a kind are together. */
const together: readonly (readonly [string, string, string])[] = [
  ['effort', 'safety', 'performance'],
  ['investment', 'investSafety', 'investPerformance'],
  ['sharing', 'shareSafety', 'sharePerformance'],
];

/** `bounds  player 0: investment 0 in periods 1–4, shareSafety at maximumSharing in period 0`. */
export function boundsLines(bounds: readonly BoundInput[], { width }: Screen): string[] {
  const players = [...new Set(bounds.map(({ player }) => player))].sort((a, b) => a - b);
  return players.map((player, k) => {
    const own = bounds.filter((bound) => bound.player === player);
    return entry(k === 0 ? 'at bounds' : '', `player ${player}: ${wordsOf(own)}`, 10, width);
  });
}

function wordsOf(own: readonly BoundInput[]): string {
  const at = (input: string, bound: BoundInput['bound']) =>
    own.filter((each) => each.input === input && each.bound === bound).map(({ period }) => period);
  const says = together.flatMap(([both, first, second]) =>
    (['zero', 'maximumSharing'] as const).flatMap((bound) => {
      const where = bound === 'zero' ? '0' : 'at maximumSharing';
      const [one, other] = [at(first, bound), at(second, bound)];
      const shared = one.filter((t) => other.includes(t));
      const alone = (periods: readonly number[]) => periods.filter((t) => !shared.includes(t));
      return [
        [both, shared] as const,
        [first, alone(one)] as const,
        [second, alone(other)] as const,
      ].flatMap(([name, periods]) =>
        periods.length === 0 ? [] : [`${name} ${where} in ${periodsText(periods)}`],
      );
    }),
  );
  return says.join(', ');
}
