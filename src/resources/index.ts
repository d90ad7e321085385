/**
 * `resources`: how a fixed budget of GPUs, bandwidth or tokens is best shared out, jobs scheduled, and decisions
 * taken without foresight.
 *
 * Every function takes a backend first; `engine.resources` has them bound to its own.
 */

export { type Resources, resourcesOf } from './bound';
export type * from './convex/index';
export {
  checkGradient,
  minimize,
  minimizeAsync,
  minimizeConstrained,
  minimizeConstrainedAsync,
  pareto,
  project,
} from './convex/index';
export type * from './cover/index';
export { setCover, vertexCover } from './cover/index';
export type * from './fair-share/index';
export { fairShare } from './fair-share/index';
export type * from './greedy/index';
export { activities, activitiesAsync, spanningTree } from './greedy/index';
export type * from './knapsack/index';
export { knapsack, knapsackAsync } from './knapsack/index';
export type * from './paging/index';
export { paging, pagingAsync } from './paging/index';
export type * from './programs/index';
export {
  integerProgram,
  linearProgram,
  programBuilder,
  quadraticProgram,
  readProgram,
  writeProgram,
} from './programs/index';
export type * from './provision/index';
export { provision, provisionAsync } from './provision/index';
export type * from './schedule/index';
export { gangSchedule } from './schedule/index';
export type * from './search/index';
export { search, searchAsync, searchProblemOf } from './search/index';
export type * from './ski-rental/index';
export { skiRental } from './ski-rental/index';
export type * from './stream/index';
export { streamTokens, streamTokensAsync } from './stream/index';
export type * from './tokens/index';
export { tokens } from './tokens/index';
