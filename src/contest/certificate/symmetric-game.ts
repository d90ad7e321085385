/** Games of one period in which all players are alike. */

import { type ContestModel, contestFields, matrixField } from '../../engine/kernels/contest';
import type { ContestGame } from '../parameters';
import { fieldOf } from './problem';

/** The game as every player sees it, or null where players differ, act otherwise or play longer. */
export function symmetricModel({ model, believed, periods, inputs }: ContestGame) {
  if (periods > 1 || inputs > 2) return null;
  const seen = believed === null ? model : believed[0];
  if (believed?.some((other) => !isSame(seen, other))) return null;
  return isSymmetric(seen) ? seen : null;
}

function isSame(a: ContestModel, b: ContestModel): boolean {
  return (
    a.risk === b.risk &&
    a.certification === b.certification &&
    a.endsOnWin === b.endsOnWin &&
    a.noWinIsDisaster === b.noWinIsDisaster &&
    a.lastPeriodForever === b.lastPeriodForever &&
    a.numbers.length === b.numbers.length &&
    a.numbers.every((x, at) => x === b.numbers[at])
  );
}

function isSymmetric(model: ContestModel): boolean {
  const { players, inputs, hasMatrix, components } = model;
  // the user's functions know whom they are asked for
  if (components !== undefined) return false;
  for (let field = 0; field < contestFields.prices + 3 * inputs; field++) {
    for (let i = 1; i < players; i++) {
      if (fieldOf(model, field, i, 0) !== fieldOf(model, field, 0, 0)) return false;
    }
  }
  // what another's disaster costs more than the own
  const other = hasMatrix ? fieldOf(model, matrixField(inputs, 1), 0, 0) : 0;
  for (let i = 0; hasMatrix && i < players; i++) {
    for (let j = 0; j < players; j++) {
      const expected = i === j ? 0 : other;
      if (fieldOf(model, matrixField(inputs, j), i, 0) !== expected) return false;
    }
  }
  return true;
}
