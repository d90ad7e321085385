/** The answer of a call that its signal ended. */

import type { FlatAnswer } from './answer';
import { emptyAnswer, emptyCertificate } from './solver/parts';

export function cancelledAnswer(tolerance: number): FlatAnswer {
  return { ...emptyAnswer(emptyCertificate('none', tolerance), 'HiGHS'), status: 'cancelled' };
}
