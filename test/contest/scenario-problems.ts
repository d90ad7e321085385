/** Scenarios and a comparison that several suites ask for. */

import type { ContestParameters } from '../../src/contest/index';
import type { CompareOptions, ScenarioOptions } from '../../src/contest/scenario/index';

export const game: ContestParameters = { periods: 2, safetyProductivity: [10, 20] };

/** Three rows of twenty. */
export const grid: ScenarioOptions = {
  vary: [
    { parameter: 'disasterCost', values: [0.5, 1, 2] },
    { parameters: ['cost.safety', 'cost.performance'], from: 0.01, to: 0.1, count: 20 },
  ],
};

export const together: ScenarioOptions = {
  expand: 'broadcast',
  vary: [
    { parameter: 'risk.theta', from: 0.1, to: 1, count: 21 },
    { parameter: 'discountFactor', values: [0.9] },
  ],
};

export const text = (value: unknown) => JSON.stringify(value);

export const left: ContestParameters = { periods: 2, safetyProductivity: [4, 6] };
export const right: ContestParameters = { periods: 2, safetyProductivity: [20, 30] };
export const theta = { parameter: 'risk.theta', from: 0, to: 1, count: 5 };

/** Fifteen points at which the right side is safer. */
export const sides: CompareOptions = {
  left,
  right,
  vary: [theta, { parameter: 'disasterCost', values: [0.5, 1, 60] }],
  outcome: 'safety',
};
