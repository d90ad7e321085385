/** The exported ABI, nothing else. Pointers and counts are i32, numbers f64; `count` is in elements. */

export { arenaBase } from './memory';
export { exp } from './math/exp';
export { log } from './math/log';
export { pow } from './math/pow';
export { expInto, logInto, powInto } from './math/vector';
export { forwardBackwardSweep, sweepBytes, sweepOffset } from './allocation/sweep';
export { latinHypercube } from './sampling/latin-hypercube';
export { randomPoints } from './sampling/random';
export { sobolPoints } from './sampling/sobol';
export { complianceClassify, complianceTally, tallyScratchBytes } from './compliance/tally';
export { complianceMap } from './compliance/map';
export { scipyHypercube, scipyScratchBytes } from './sampling/scipy';
export {
  contestEvaluate,
  contestGather,
  contestPrepare,
  contestSafety,
  contestScatter,
} from './contest/evaluate';
export { contestBytes, contestHead, contestOffset } from './contest/layout';
export { contestRespond, contestRespondBytes } from './contest/respond';
export {
  knapsackRelax,
  knapsackRelaxInteger,
  knapsackTake,
  knapsackTakeInteger,
} from './resources/knapsack';
