/** Why a program has no answer: a contradiction among its rows, or a direction without end. */

import type { Highs } from 'highs';
import type { FlatAnswer, Settings } from '../answer';
import { contradiction } from '../certificate/farkas';
import { direction } from '../certificate/ray';
import { infeasibility, type Model } from '../model';
import type { Clock } from './clock';
import { conflictOf } from './conflict';
import { Elastic } from './elastic';
import { emptyAnswer, emptyCertificate } from './parts';
import { rayOf } from './unbounded';

/** null where neither can be proven. @param model without integers */
export function diagnose(
  highs: Highs,
  model: Model,
  { tolerance }: Settings,
  clock: Clock,
  solver: string,
): FlatAnswer | null {
  const elastic = new Elastic(highs, model);
  let point: ReturnType<Elastic['attempt']>;
  try {
    point = elastic.attempt();
  } finally {
    elastic.dispose();
  }
  if (!point.isFeasible && point.y !== null && contradiction(model, point.y).holds) {
    const { conflict, y } = conflictOf(highs, model, point.y, clock.isLate);
    const { margin, holds } = contradiction(model, y);
    const certificate = {
      ...emptyCertificate('farkas', tolerance),
      holds,
      gap: margin,
      provenBy: 'duals' as const,
    };
    const answer = emptyAnswer(certificate, solver);
    return { ...answer, status: 'infeasible', farkas: y, conflict };
  }
  if (!point.isFeasible || point.x === null) return null;
  const ray = rayOf(highs, model);
  if (ray === null) return null;
  const { violation, slope } = direction(model, ray);
  const primalInfeasibility = infeasibility(model, point.x);
  const certificate = {
    ...emptyCertificate('ray', tolerance),
    holds: violation <= tolerance && slope < 0 && primalInfeasibility <= tolerance,
    primalInfeasibility,
    dualInfeasibility: violation,
    provenBy: 'duals' as const,
  };
  return { ...emptyAnswer(certificate, solver), status: 'unbounded', x: point.x, ray };
}
