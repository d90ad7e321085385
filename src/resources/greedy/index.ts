/** Problems that a greedy choice solves exactly: spanning trees, activities. */

export {
  type ActivitiesMethod,
  type ActivitiesOptions,
  type ActivitiesResult,
  type ActivitiesRun,
  activities,
  activitiesAsync,
  activitiesMethods,
} from './activities';
export type { ActivitiesCertificate, MachinePrices } from './activities-certificate';
export type { CostedEdge, SpanningTreeProblem } from './graph';
export {
  type SpanningTreeOptions,
  type SpanningTreeResult,
  senses,
  spanningTree,
} from './spanning-tree';
export type { ActivitiesProblem, Activity } from './timetable';
export type { SpanningTreeCertificate } from './tree-certificate';
