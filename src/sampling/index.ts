/**
 * `sampling`: designs of points that stream, spaces of named parameters, indices of sensitivity.
 *
 * Every function takes a backend first; `engine.sampling` has them bound to its own.
 */

import type { Backend } from '../engine/backend';
import type { Design, DesignOptions } from './design';
import { designOf } from './designs';
import type { ModelFunction } from './evaluate';
import { type SaltelliOptions, type SaltelliSample, saltelliOf, sobolIndices } from './saltelli';
import { type ShapleyOptions, type ShapleyResult, shapleyEffects } from './shapley';
import { type Draw, type DrawOptions, drawOf, type Space } from './space';

export type { Correlation } from './copula';
export {
  type Design,
  type DesignChunk,
  type DesignKind,
  type DesignOptions,
  designKinds,
} from './design';
export type { Distribution, GivenDistribution } from './distributions';
export type { ModelFunction } from './evaluate';
export type {
  SaltelliEvaluations,
  SaltelliOptions,
  SaltelliSample,
  SobolIndex,
  SobolIndices,
} from './saltelli';
export type { Seed } from './seed-sequence';
export type { ShapleyOptions, ShapleyResult } from './shapley';
export type { Columns, Draw, DrawChunk, DrawOptions, Space } from './space';
export { designOf, drawOf, saltelliOf, shapleyEffects, sobolIndices };

/** Sampling bound to a backend. */
export interface Sampling {
  /** Points in the unit cube. */
  design(options: DesignOptions): Design;
  /** Points of a space of named parameters, independent or correlated. */
  draw<Name extends string>(space: Space<Name>, options: DrawOptions<NoInfer<Name>>): Draw<Name>;
  /** Saltelli's sample of a space; what its `evaluate` gives goes into `sobolIndices`. */
  saltelli<Name extends string>(space: Space<Name>, options: SaltelliOptions): SaltelliSample<Name>;
  /** First-order and total indices of evaluations of a Saltelli sample. */
  readonly sobolIndices: typeof sobolIndices;
  /** Shapley effects of a function of a space, its parameters correlated or not. */
  shapley<Name extends string>(
    space: Space<Name>,
    f: ModelFunction<NoInfer<Name>>,
    options: ShapleyOptions<NoInfer<Name>>,
  ): ShapleyResult<Name>;
}

export function samplingOf(backend: Backend): Sampling {
  return {
    design: (options) => designOf(backend, options),
    draw: (space, options) => drawOf(backend, space, options),
    saltelli: (space, options) => saltelliOf(backend, space, options),
    sobolIndices,
    shapley: (space, f, options) => shapleyEffects(backend, space, f, options),
  };
}
