/**
 * Tornado: how far one number at a time, set to a low and to a high level for all labs, moves the share of
 * an action, the others spread as they are.
 */

import * as v from 'valibot';
import type { Backend, BackendName } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { parse } from '../engine/parameters';
import type { Certificate } from '../engine/result';
import { type DesignKind, designKinds } from '../sampling/design';
import { type Seed, wordsOf } from '../sampling/seed-sequence';
import { nestedShares } from './exact/nested';
import { exactShares } from './exact/shares';
import { exactTornado, type TornadoRow } from './exact/tornado';
import { type Action, actions } from './model';
import {
  type ComplianceName,
  type ComplianceRanges,
  completeRanges,
  complianceNames,
  type Population,
  rangeEnds,
} from './parameters';
import { sample } from './sample';

export interface TornadoOptions {
  /** Low and high level of every number. Default [0.2, 0.8], the source's. */
  readonly levels?: readonly [low: number, high: number];
  /** Whose share. Default `comply`. */
  readonly action?: Action;
  /** Default `exact`; `sampled` where a design or samples are given. */
  readonly method?: 'exact' | 'sampled';
  /** The labs. Default the source's: six numbers uniform on [0, 1]. */
  readonly ranges?: ComplianceRanges;
  /** Sampled: points of each of the twelve runs. Default 10 000, the source's. */
  readonly samples?: number;
  /** Sampled. Default `latin-hypercube`. */
  readonly design?: DesignKind;
  /** Sampled: run (i, level) has seed + 1000 i + ⌊100 level⌋, i = 0 … 5 as the numbers stand. Default 0. */
  readonly seed?: Seed;
  /** The source's own runs: SciPy's hypercubes of 10 000 points at levels 0.2 and 0.8. */
  readonly asPublished?: boolean;
}

export interface TornadoCertificate extends Certificate {
  /** Exact: shares recomputed by other quadrature. Sampled: the exact ones. */
  readonly kind: 'independent-quadrature' | 'exact-shares';
  /** Greatest difference; sampled: in standard errors. */
  readonly residual: number;
}

export interface TornadoResult {
  readonly status: 'converged';
  readonly backend: BackendName;
  readonly method: 'exact' | 'sampled';
  readonly action: Action;
  readonly levels: readonly [number, number];
  /** Sampled: points of each run, and how they were drawn. */
  readonly samples?: number;
  readonly design?: DesignKind;
  readonly seed?: Seed;
  /** The share with no number fixed; null where it was not asked for (sampled). */
  readonly base: number | null;
  /** In the order of the numbers; swing = high − low. */
  readonly rows: readonly TornadoRow[];
  /** Sampled: standard errors of low and high. */
  readonly standardErrors?: ReadonlyArray<{
    readonly low: number | null;
    readonly high: number | null;
  }>;
  readonly certificate: TornadoCertificate;
}

const schema = v.strictObject(
  {
    levels: v.optional(v.unknown(), [0.2, 0.8]),
    action: v.optional(v.picklist(actions, `one of ${actions.join(', ')}`), 'comply'),
    method: v.optional(v.picklist(['exact', 'sampled'], 'one of exact, sampled')),
    ranges: v.optional(v.unknown()),
    samples: v.optional(v.unknown()),
    design: v.optional(v.picklist(designKinds, `one of ${designKinds.join(', ')}`)),
    seed: v.optional(v.unknown()),
    asPublished: v.optional(v.boolean('true or false'), false),
  },
  'an object of options',
);

/** @throws ParameterError naming the first option that is not usable */
export function tornado(backend: Backend, options: TornadoOptions = {}): TornadoResult {
  const given = parse(schema, options, 'options');
  const { action, asPublished } = given;
  if (asPublished) {
    for (const name of ['levels', 'ranges', 'samples', 'design', 'seed', 'method'] as const) {
      if (options[name] === undefined) continue;
      throw new ParameterError(name, options[name], 'nothing beside asPublished');
    }
    return sampled(backend, [0.2, 0.8], action, undefined, 10000, 'scipy', 0);
  }
  const levels = levelsOf(given.levels);
  const asksForSamples = [given.samples, given.design, given.seed].some((x) => x !== undefined);
  const method = given.method ?? (asksForSamples ? 'sampled' : 'exact');
  const population = completeRanges(given.ranges);
  if (method === 'exact') {
    if (asksForSamples) {
      throw new ParameterError('method', 'exact', 'sampled where samples, design or seed is given');
    }
    return exact(backend, levels, action, population);
  }
  const { samples = 10000, design = 'latin-hypercube', seed = 0 } = given;
  wordsOf(seed);
  const ranges = given.ranges as ComplianceRanges | undefined;
  return sampled(backend, levels, action, ranges, samples as number, design, seed as Seed);
}

function levelsOf(levels: unknown): readonly [number, number] {
  if (!Array.isArray(levels) || levels.length !== 2) {
    throw new ParameterError('levels', levels, 'a pair [low, high]', 'type');
  }
  // what is allowed for a probability is allowed for all six
  return rangeEnds('auditRate', levels, 'levels');
}

function exact(
  backend: Backend,
  levels: readonly [number, number],
  action: Action,
  population: Population,
): TornadoResult {
  const { math } = backend;
  const rows = exactTornado(math, levels, population, action);
  const residual = Math.max(
    ...rows.flatMap(({ parameter, low, high }) =>
      [low, high].map((share, i) => {
        const other = nestedShares(math, fixedAt(population, parameter, levels[i]));
        return Math.abs(other[action] - share);
      }),
    ),
  );
  const tolerance = 1e-7;
  return {
    status: 'converged',
    backend: backend.name,
    method: 'exact',
    action,
    levels,
    base: exactShares(math, population)[action],
    rows,
    certificate: {
      kind: 'independent-quadrature',
      residual,
      tolerance,
      holds: residual <= tolerance,
    },
  };
}

function fixedAt(population: Population, name: ComplianceName, level: number): Population {
  const at = complianceNames.indexOf(name);
  return {
    ...population,
    low: population.low.map((x, j) => (j === at ? level : x)),
    high: population.high.map((x, j) => (j === at ? level : x)),
  };
}

function sampled(
  backend: Backend,
  levels: readonly [number, number],
  action: Action,
  ranges: ComplianceRanges | undefined,
  samples: number,
  design: DesignKind,
  seed: Seed,
): TornadoResult {
  const runs = complianceNames.map((parameter, i) =>
    levels.map((level) => {
      const shift = BigInt(1000 * i + Math.floor(100 * level));
      const run = sample(backend, {
        samples,
        design,
        seed: BigInt(seed) + shift,
        ranges: { ...ranges, [parameter]: level },
      });
      return { share: run.shares[action], certificate: run.certificate };
    }),
  );
  const residual = Math.max(...runs.flat().map(({ certificate }) => certificate.deviation ?? 0));
  const { tolerance } = runs[0][0].certificate;
  return {
    status: 'converged',
    backend: backend.name,
    method: 'sampled',
    action,
    levels,
    samples,
    design,
    seed,
    base: null,
    rows: runs.map(([{ share: low }, { share: high }], i) => ({
      parameter: complianceNames[i],
      low: low.value,
      high: high.value,
      swing: high.value - low.value,
    })),
    standardErrors: runs.map(([{ share: low }, { share: high }]) => ({
      low: low.standardError,
      high: high.standardError,
    })),
    certificate: { kind: 'exact-shares', residual, tolerance, holds: residual <= tolerance },
  };
}
