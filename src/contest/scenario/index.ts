/** Scenarios: a game over values of its parameters, and two kinds of games compared. */

export type { ScenarioAxis, VariedValue, Vary } from './axes';
export type { ScenarioColumns } from './columns';
export type { ComparedPoint, CompareOptions, CompareResult } from './compare';
export { compare, compareAsync } from './compare';
export type { Claim } from './compare-question';
export { mergeScenarios } from './merge';
export type { Outcome, OutcomeName } from './outcome';
export type { ExpandedPoint, Expansion } from './plan';
export { expand } from './plan';
export type { Solver } from './run';
export type {
  ScenarioOptions,
  ScenarioPoint,
  ScenarioResult,
  ScenarioRun,
} from './scenario';
export { scenario, scenarioAsync } from './scenario';
