/** Figures: results in, drawings out; the same code in Node and in browsers. Node's own part is `node.ts`. */

export { complianceIndicesFigure, type DrawnIndex } from './compliance-indices';
export { complianceLeversFigure, type LeverCurve, type LeverCurves } from './compliance-levers';
export {
  complianceMapsFigure,
  complianceWedgeFigure,
  type DrawnMap,
  type MapBoundary,
  type Wedge,
} from './compliance-maps';
export {
  complianceSharesFigure,
  type EstimatedShares,
  type ShareComparison,
} from './compliance-shares';
export { complianceTornadoFigure, type TornadoComparison } from './compliance-tornado';
export { type CycleComparison, contestCycleFigure } from './contest-cycle';
export { contestInputsFigure, type InputPaths } from './contest-inputs';
export {
  type ContestScenario,
  contestScenarioFigure,
  type ScenarioMarks,
} from './contest-scenario';
export {
  type DrawnGang,
  type DrawnSchedule,
  decisionsGanttFigure,
  type GangSchedules,
} from './decisions-gantt';
export { decisionsPagingFigure, type FaultCurves, type PagingFaults } from './decisions-paging';
export { decisionsProvisionFigure, type ProvisionTrace } from './decisions-provision';
export { decisionsSearchFigure, type SearchPath, type SearchPaths } from './decisions-search';
export { decisionsSkiRentalFigure, type SkiRentalRatios } from './decisions-ski-rental';
export { decisionsStreamFigure, type StreamPrices } from './decisions-stream';
export { assemble, type Figure, type LegendEntry, legendMark, swatchWidth } from './figure';
export type { FigureContext } from './panel';
export { type GpuValues, resourcesGpusFigure } from './resources-gpus';
export { type KnapsackMisses, resourcesKnapsacksFigure } from './resources-knapsacks';
export { resourcesTensionsFigure, type TensionRun } from './resources-tensions';
export { resourcesTokensFigure, type TokenRule, type TokenRules } from './resources-tokens';
export {
  type SteadyStateBase,
  type SteadyStateSensitivity,
  steadyStateFigure,
  turnpikeExists,
  valueExists,
} from './steady-state';
export { type StrategyComparison, type StrategyRun, strategiesFigure } from './strategies';
export {
  combinedSweepsFigure,
  type SweepComparison,
  type SweepValues,
  sweepsFigure,
} from './sweeps';
export { darkColours, resolveColours, scaleOf, tick } from './theme';
export { type Trajectories, trajectoryFigure } from './trajectories';
