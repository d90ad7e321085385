/**
 * `compliance`: when a lab complies with rules on compute, evades them, or splits a run across borders.
 *
 * Every function takes a backend first; `engine.compliance` has them bound to its own.
 */

import type { Backend } from '../engine/backend';
import { type BoundariesOptions, type BoundariesResult, boundaries } from './boundaries';
import { type ComplianceColumns, type Decision, type Decisions, decide, payoffs } from './decide';
import { type IndicesOptions, type IndicesResult, indices } from './indices';
import { type DecisionMap, type MapOptions, map } from './map';
import type { Payoffs } from './model';
import type { ComplianceParameters, ComplianceRanges } from './parameters';
import { type RegulatorOptions, type RegulatorResult, regulator } from './regulator';
import type { RequireOptions } from './require/levers';
import { type RequireResult, requireCompliance } from './require/require';
import {
  mergeSlices,
  type SampleOptions,
  type SampleResult,
  type SampleRun,
  type SampleSlice,
  sample,
  sampleAsync,
  sampleSlice,
} from './sample';
import { type ShapleyOptions, type ShapleyResult, shapley } from './shapley';
import { type SharesResult, shares } from './shares';
import { type TornadoOptions, type TornadoResult, tornado } from './tornado';

export type { BoundariesOptions, BoundariesResult } from './boundaries';
export type { ComplianceColumns, Decision, Decisions } from './decide';
export type { IndicesOptions, IndicesResult } from './indices';
export type { LabName, Labs } from './labs';
export type { DecisionMap, MapAxis, MapOptions } from './map';
export { type Action, actions, type Payoffs } from './model';
export {
  type Behaviour,
  type BehaviourName,
  behaviourTable,
  type ComplianceName,
  type ComplianceParameters,
  type ComplianceRanges,
  complianceNames,
  complianceTable,
  type Range,
} from './parameters';
export type { RegulatorOptions, RegulatorResult } from './regulator';
export type { LeverName, LeverOptions, RequireOptions } from './require/levers';
export type { RequireResult } from './require/require';
export type {
  SampleCertificate,
  SampledShare,
  SampleOptions,
  SampleResult,
  SampleRun,
  SampleSlice,
} from './sample';
export type { ShapleyOptions, ShapleyResult } from './shapley';
export type { SharesResult } from './shares';
export type { TornadoCertificate, TornadoOptions, TornadoResult } from './tornado';
export {
  boundaries,
  decide,
  indices,
  map,
  mergeSlices,
  payoffs,
  regulator,
  requireCompliance,
  sample,
  sampleAsync,
  sampleSlice,
  shapley,
  shares,
  tornado,
};

/** `decide` bound to a backend: one lab, or many as columns. */
interface Decide {
  (parameters?: ComplianceParameters): Decision;
  (columns: ComplianceColumns): Decision | Decisions;
}

/** The domain bound to a backend. */
export interface Compliance {
  /** What a lab does, and what each parameter is worth to it; many labs where numbers are columns. */
  readonly decide: Decide;
  /** What each action is worth to a lab. */
  payoffs(parameters?: ComplianceParameters): Payoffs;
  /** The curves on which two actions tie and the third is no better, over two parameters. */
  boundaries(options: BoundariesOptions): BoundariesResult;
  /** The decision on every cell of a grid over two parameters. */
  map(options?: MapOptions): DecisionMap;
  /** Shares of a population, exact or by quadrature. */
  shares(ranges?: ComplianceRanges): SharesResult;
  /** Shares by sampling, in constant memory, with standard errors. */
  sample(options?: SampleOptions): SampleResult;
  /** As `sample`, giving way to the event loop, with a signal and progress. */
  sampleAsync(options?: SampleOptions, run?: SampleRun): Promise<SampleResult>;
  /** Counts over a part of a sample, for work that is shared out. */
  sampleSlice(options: SampleOptions | undefined, from: number, to: number): SampleSlice;
  /** The sample's result from slices that cover it. */
  mergeSlices(options: SampleOptions | undefined, slices: readonly SampleSlice[]): SampleResult;
  /** How far one number at a time moves a share. */
  tornado(options?: TornadoOptions): TornadoResult;
  /** First-order and total Sobol' indices of compliance. */
  indices(options?: IndicesOptions): IndicesResult;
  /** Shapley effects: shares of the variance where numbers are correlated. */
  shapley(options?: ShapleyOptions): ShapleyResult;
  /** The least lever, or the cheapest mix of levers, that reaches a share of compliance. */
  require(options: RequireOptions): RequireResult;
  /** An audit rate that answers the violations it sees, at its fixed point. */
  regulator(options: RegulatorOptions): RegulatorResult;
}

export function complianceOf(backend: Backend): Compliance {
  return {
    decide: ((given?: ComplianceColumns) => decide(backend, given as ComplianceColumns)) as Decide,
    payoffs: (parameters) => payoffs(backend, parameters),
    boundaries: (options) => boundaries(backend, options),
    map: (options) => map(backend, options),
    shares: (ranges) => shares(backend, ranges),
    sample: (options) => sample(backend, options),
    sampleAsync: (options, run) => sampleAsync(backend, options, run),
    sampleSlice: (options, from, to) => sampleSlice(backend, options, from, to),
    mergeSlices: (options, slices) => mergeSlices(backend, options, slices),
    tornado: (options) => tornado(backend, options),
    indices: (options) => indices(backend, options),
    shapley: (options) => shapley(backend, options),
    require: (options) => requireCompliance(backend, options),
    regulator: (options) => regulator(backend, options),
  };
}
