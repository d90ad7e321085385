/**
 * What `steady_state.py` prints: the paper's Eq. 11, the constant allocation that its own simulation (P6)
 * earns most with, found as SciPy's `minimize_scalar(method='bounded')` finds it, and five strategies.
 *
 * Its value is (P6) and its horizon finite; the script calls it an infinite one that converges. It does not
 * at the published ρ = .15 < g (1 + εγ) = .2.
 */

import type { Backend } from '../engine/backend';
import { minimizeBounded } from '../numerics/minimize';
import { paperFormula } from './formulas';
import { Model } from './model';
import type { AllocationParameters } from './parameters';
import { constantValueAsPublished } from './published';
import { completeForStudy } from './study';

export interface PublishedSteadyState {
  readonly theoretical: number;
  readonly numerical: number;
  readonly strategies: ReadonlyArray<{
    readonly name: string;
    readonly allocation: number;
    readonly netPresentValue: number;
  }>;
}

const steps = 1000;
const bounds = [0.001, 0.999] as const;

/** The paper's five strategies, the first two as found. */
export function comparison(theoretical: number, numerical: number) {
  return [
    { name: 'Theoretical', allocation: theoretical },
    { name: 'Numerical', allocation: numerical },
    { name: 'Baseline (50/50)', allocation: 0.5 },
    { name: 'High Training (80/20)', allocation: 0.8 },
    { name: 'Low Training (20/80)', allocation: 0.2 },
  ];
}

/** The script on 1001 nodes; values that overflow are Infinity. @throws ParameterError */
export function steadyStateAsPublished(
  backend: Backend,
  parameters?: AllocationParameters,
): PublishedSteadyState {
  const { complete, growth } = completeForStudy(parameters);
  const model = new Model(complete, backend.math);
  const earns = constantValueAsPublished(model, steps);
  const theoretical = paperFormula({
    epsilon: complete.trainingExponent,
    gamma: complete.revenueExponent,
    rho: complete.discountRate,
    g: growth,
  });
  const numerical = minimizeBounded((alpha) => -earns(alpha), ...bounds).x;
  const strategies = comparison(theoretical, numerical).map((strategy) => ({
    ...strategy,
    netPresentValue: earns(strategy.allocation),
  }));
  return { theoretical, numerical, strategies };
}
