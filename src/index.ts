/** shadowprice: the economics of AI compute; every answer comes with its price and its proof. */

export type {
  Acceleration,
  Allocation,
  AllocationCertificate,
  AllocationParameters,
  AllocationResult,
  ComputeFunction,
  ComputePath,
  Control,
  Method,
  SensitivityAxis,
  SensitivityResult,
  SimulateOptions,
  SimulationResult,
  SolveOptions,
  SteadyStateResult,
} from './allocation/index';
export { publishedSweeps } from './allocation/index';
export { type Engine, loadEngine } from './domains';
export type { BackendName } from './engine/backend';
export { EngineError, ParameterError } from './engine/errors';
export type { LoadOptions } from './engine/load';
export type { Certificate, Progress, Status } from './engine/result';
