/** Figures: results in, drawings out; the same code in Node and in browsers. Node's own part is `node.ts`. */

export { assemble, type Figure, type LegendEntry, legendMark, swatchWidth } from './figure';
export type { FigureContext } from './panel';
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
