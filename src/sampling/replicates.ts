/** Independent designs of pairs of points, which indices and effects are estimated from. */

import * as v from 'valibot';
import type { Backend } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { properShare, wholeNumber } from '../engine/parameters';
import type { Design } from './design';
import { designOf, designSchemas } from './designs';
import type { Seed } from './seed-sequence';
import { maxDimensions } from './sobol-directions';
import type { CompleteSpace } from './space';

export const pairDesigns = ['sobol', 'latin-hypercube', 'random'] as const;
export type PairDesign = (typeof pairDesigns)[number];

/** Options of every estimate from pairs of points. */
export interface PairOptions {
  /** N, pairs of points over all replicates; `sobol` is best where N / replicates is a power of 2. */
  readonly samples: number;
  /** Default `sobol`. */
  readonly design?: PairDesign;
  /** Whole number or bigint ≥ 0. Default 0. */
  readonly seed?: Seed;
  /** R, independent designs that the samples are shared among, 8 … 1024. Default 16. */
  readonly replicates?: number;
}

export const pairSchemas = {
  samples: designSchemas.samples,
  design: v.optional(v.picklist(pairDesigns, `one of ${pairDesigns.join(', ')}`), 'sobol' as const),
  seed: v.optional(v.unknown(), 0),
  replicates: v.optional(wholeNumber(8, 1024), 16),
};

export const confidenceSchema = v.optional(properShare(), 0.95);

/** How many points a function is asked for at a time, at most. */
export const defaultChunk = 8192;

/**
 * Designs of the replicates, of two dimensions for each parameter that varies.
 *
 * @throws ParameterError where the options and the space do not fit
 */
export function pairDesignsOf(
  backend: Backend,
  space: CompleteSpace,
  options: Required<Omit<PairOptions, 'seed'>> & { readonly seed: unknown },
): Design[] {
  const { samples, design, replicates: R } = options;
  const d = space.random.length;
  if (d === 0) {
    throw new ParameterError('space', space.names, 'at least one parameter that is not constant');
  }
  if (design === 'sobol' && 2 * d > maxDimensions) {
    const most = Math.floor(maxDimensions / 2);
    const expected = `at most ${most} parameters that vary for sobol, ${d} for latin-hypercube`;
    throw new ParameterError('space', d, expected);
  }
  if (samples < R) throw new ParameterError('samples', samples, `at least one a replicate, ${R}`);
  const seed = options.seed as Seed;
  return Array.from({ length: R }, (_, r) => {
    const share = Math.floor(samples / R) + (r < samples % R ? 1 : 0);
    return designOf(backend, { design, samples: share, dimensions: 2 * d, seed }, [r]);
  });
}
