/** The options of the compliance calls, for flags, help and schema; the API itself checks them. */

import { actions } from '../../compliance/model';
import { complianceNames } from '../../compliance/parameters';
import { observations } from '../../compliance/regulator';
import { designKinds } from '../../sampling/design';
import { pairDesigns } from '../../sampling/replicates';
import type { OptionTable } from '../flags';
import { pair } from '../json-schema';
import { readNumber, readNumbers, readRange } from '../numbers';
import { seedOption } from '../seed';
import { readName } from './numbers';

const number = { type: 'number' };
const side = { type: 'integer', minimum: 2, maximum: 20000 };

const axis = {
  placeholder: 'name',
  read: (path: string, text: string) => readName(path, text, complianceNames),
  schema: { enum: complianceNames },
} as const;

const range = {
  placeholder: 'low..high',
  read: (path: string, text: string) => readRange(path, text),
  schema: { ...pair(number), default: [0.01, 1] },
  default: '0.01..1',
} as const;

export const boundariesOptions = {
  x: { meaning: 'the number along x', ...axis, default: 'auditRate' },
  y: { meaning: 'the number along y', ...axis, default: 'benefit' },
  xRange: { meaning: 'where x begins and ends', ...range, default: '0..1' },
  yRange: { meaning: 'where y begins and ends', ...range, default: '0..1' },
  points: {
    meaning: 'points of every piece of a curve',
    isWhole: true,
    minimum: 2,
    maximum: 100_000,
    default: 129,
  },
} as const satisfies OptionTable;

export const mapOptions = {
  x: { meaning: 'the number along x', ...axis, default: 'auditRate' },
  y: { meaning: 'the number along y', ...axis, default: 'benefit' },
  xRange: { meaning: 'its first and last value', ...range },
  yRange: { meaning: 'its first and last value', ...range },
  resolution: {
    meaning: 'cells along each side, up to 20000',
    placeholder: 'n | nxm',
    read: (path, text) => {
      const expected = 'cells along each side, as 400 or 400x300';
      const sides = text.split(/[x×]/).map((part) => readNumber(path, part, expected));
      return sides.length === 1 ? sides[0] : sides;
    },
    schema: { anyOf: [side, pair(side)], default: 200 },
    default: '200',
  },
} as const satisfies OptionTable;

const seed = { ...seedOption, meaning: 'a whole number of any size' } as const;

const design = { meaning: 'how the points are laid out', choices: designKinds } as const;
const samples = { isWhole: true, minimum: 1 } as const;
const asPublished = {
  meaning: "the source's own runs, digit for digit",
  isSwitch: true,
} as const;

export const sampleOptions = {
  samples: { meaning: 'labs that are sampled', ...samples, maximum: 2 ** 34, default: 50000 },
  design: { ...design, default: 'latin-hypercube' },
  seed,
  scramble: {
    meaning: 'scipy, sobol: points that are not randomized',
    isSwitch: true,
    default: true,
  },
  replicates: {
    meaning: 'independent designs that the samples are shared among',
    isWhole: true,
    minimum: 8,
    maximum: 4096,
    otherwise: '32, sobol 16',
  },
} as const satisfies OptionTable;

export const tornadoOptions = {
  levels: {
    meaning: 'low and high level of every number',
    placeholder: 'low,high',
    read: (path, text) => readNumbers(path, text),
    schema: pair({ type: 'number', minimum: 0, maximum: 1 }),
    default: '0.2,0.8',
  },
  action: { meaning: 'whose share', choices: actions, default: 'comply' },
  method: {
    meaning: 'quadrature, or a sample',
    choices: ['exact', 'sampled'],
    otherwise: 'exact; sampled where one of the next three is given',
  },
  samples: { meaning: 'labs in each of the twelve runs', ...samples, default: 10000 },
  design: { ...design, default: 'latin-hypercube' },
  seed,
  asPublished,
} as const satisfies OptionTable;

const pairs = {
  design: { ...design, choices: pairDesigns, default: 'sobol' },
  seed,
  replicates: {
    meaning: 'independent designs from which the intervals come',
    isWhole: true,
    minimum: 8,
    maximum: 1024,
    default: 16,
  },
  confidence: {
    meaning: 'of the intervals',
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
    default: 0.95,
  },
} as const;

export const indicesOptions = {
  method: {
    meaning: 'quadrature, or a sample',
    choices: ['exact', 'sampled'],
    otherwise: 'exact where labs allow and none of the next four is given',
  },
  samples: { meaning: 'N; N (d + 2) labs decide', ...samples, default: 16384 },
  ...pairs,
} as const satisfies OptionTable;

export const shapleyOptions = {
  samples: { meaning: 'N; N 2^d labs decide, d ≤ 10', ...samples, default: 8192 },
  ...pairs,
} as const satisfies OptionTable;

export const requireOptions = {
  target: {
    meaning: 'least share of labs that comply',
    exclusiveMinimum: 0,
    maximum: 1,
  },
  tolerance: {
    meaning: 'relative, of the conditions of optimality',
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
    default: 1e-6,
  },
} as const satisfies OptionTable;

export const regulatorOptions = {
  response: {
    meaning: 'κ: by how much the audit rate rises for all labs in violation',
    minimum: 0,
  },
  baseline: {
    meaning: 'a₀: the audit rate where nothing is seen',
    minimum: 0,
    maximum: 1,
    default: 0.1,
  },
  observes: {
    meaning: 'what the regulator sees',
    choices: observations,
    default: 'violations',
  },
  periods: {
    meaning: 'steps of the adaptation',
    isWhole: true,
    minimum: 0,
    maximum: 100_000,
    default: 50,
  },
  adjustment: {
    meaning: 'α: how much of the way the audit rate goes in a period',
    exclusiveMinimum: 0,
    maximum: 1,
    default: 1,
  },
} as const satisfies OptionTable;
