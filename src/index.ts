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
export type {
  Action,
  BoundariesResult,
  Compliance,
  ComplianceColumns,
  ComplianceName,
  ComplianceParameters,
  ComplianceRanges,
  Decision,
  DecisionMap,
  Decisions,
  IndicesOptions,
  IndicesResult,
  Labs,
  LeverName,
  MapOptions,
  RegulatorOptions,
  RegulatorResult,
  RequireOptions,
  RequireResult,
  SampleOptions,
  SampleResult,
  SharesResult,
  TornadoOptions,
  TornadoResult,
} from './compliance/index';
export type {
  Contest,
  ContestActions,
  ContestBelief,
  ContestCost,
  ContestParameters,
  ContestReward,
  ContestRisk,
  ContestSuccess,
  DisasterResult,
  Game,
  GradientResult,
  JacobianResult,
  PayoffsResult,
  StatesResult,
  Strategies,
} from './contest/index';
export { type Engine, loadEngine } from './domains';
export type { BackendName } from './engine/backend';
export { EngineError, ParameterError } from './engine/errors';
export type { LoadOptions } from './engine/load';
export type { Certificate, Progress, Status } from './engine/result';
export type {
  Correlation,
  Design,
  DesignKind,
  DesignOptions,
  Distribution,
  ModelFunction,
  SaltelliEvaluations,
  SaltelliSample,
  Sampling,
  Seed,
  SobolIndices,
  Space,
} from './sampling/index';
