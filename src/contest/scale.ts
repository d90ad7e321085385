/**
 * How much is at stake in a game: the scale that gains are compared to.
 *
 * The greatest over players of the discounted sum over periods of the greatest of |a_win|, |a_lose| and d_i.
 */

import { contestFields } from '../engine/kernels/contest';
import type { ContestGame } from './parameters';

/** > 0; 1 where nothing fixed is at stake. */
export function payoffScale({ players, periods, model }: ContestGame): number {
  const size = players * periods;
  const at = (field: keyof typeof contestFields, c: number) =>
    Math.abs(model.numbers[contestFields[field] * size + c]);
  let most = 0;
  for (let i = 0; i < players; i++) {
    let sum = 0;
    for (let c = i * periods; c < (i + 1) * periods; c++) {
      const stake = Math.max(at('winFixed', c), at('loseFixed', c), at('disasterCost', c));
      sum += at('discount', c) * stake;
    }
    most = Math.max(most, sum);
  }
  return most > 0 && Number.isFinite(most) ? most : 1;
}
