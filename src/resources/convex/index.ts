/** Convex minimization: projections, projected gradients, quasi-Newton steps, constraints, fronts. */

export { checkGradient, type GradientCheck } from './check-gradient';
export {
  type ConstrainedOptions,
  type ConstrainedResult,
  type ConstraintReport,
  minimizeConstrained,
  minimizeConstrainedAsync,
} from './constrained';
export type { ConstrainedProblem, Equality, Inequality } from './constraints';
export type { Failure } from './descent';
export type { KktCertificate, SetMultipliers } from './kkt';
export {
  type MinimizeProblem,
  type MinimizeResult,
  minimize,
  minimizeAsync,
} from './minimize';
export type { Differentiable } from './objective';
export type { MinimizeMethod, MinimizeOptions } from './options';
export {
  type FrontCertificate,
  type ParetoOptions,
  type ParetoPoint,
  type ParetoProblem,
  type ParetoResult,
  pareto,
} from './pareto';
export type { ParetoMethod } from './pareto-tasks';
export { project } from './project';
export type { ConvexSet } from './sets';
export type { FiniteSum } from './stochastic';
