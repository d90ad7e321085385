/**
 * What the sources of `compliance` publish, and nothing else: every constant of its chapter that we did not
 * compute.
 *
 * Source: N. Hasan, SplitComp, https://github.com/najmulhasan-code/splitcomp: `splitcomp.ipynb` and its README.
 * The notebook prints shares to a tenth of a per cent; the counts behind them are those of the same notebook
 * run as it is (SciPy 1.10).
 */

import type { Action } from '../compliance/model';
import type { ComplianceName, ComplianceParameters } from '../compliance/parameters';

export const splitComp = {
  author: 'N. Hasan',
  title: 'SplitComp',
  notebook: 'splitcomp.ipynb',
  url: 'https://github.com/najmulhasan-code/splitcomp',
} as const;

type Counts = Readonly<Record<Action, number>>;

/** 50 000 points of SciPy's Latin hypercube, seed 42. */
export const publishedSample = {
  samples: 50000,
  seed: 42,
  counts: { comply: 5888, evade: 41556, split: 2556 } as Counts,
} as const;

/** The lab of the baseline. */
export const publishedBaseline = { action: 'evade', evade: 0.5, split: 0.475 } as const;

/** A map of 200 × 200 cells, both numbers from 0.01 to 1. */
export interface PublishedMap {
  readonly x: ComplianceName;
  readonly y: ComplianceName;
  /** What differs from the baseline. */
  readonly parameters: ComplianceParameters;
  readonly counts: Counts;
}

export const publishedMaps: readonly PublishedMap[] = [
  {
    x: 'auditRate',
    y: 'benefit',
    parameters: {},
    counts: { comply: 3931, evade: 19925, split: 16144 },
  },
  {
    x: 'fine',
    y: 'benefit',
    parameters: {},
    counts: { comply: 3407, evade: 24825, split: 11768 },
  },
  {
    x: 'coordination',
    y: 'splitCost',
    parameters: {},
    counts: { comply: 0, evade: 38308, split: 1692 },
  },
  {
    x: 'detection',
    y: 'auditRate',
    parameters: {},
    counts: { comply: 0, evade: 24456, split: 15544 },
  },
];

/** Under strong enforcement. */
export const publishedStrongMap: PublishedMap = {
  x: 'coordination',
  y: 'benefit',
  parameters: { auditRate: 0.6, detection: 0.6, fine: 0.6 },
  counts: { comply: 7166, evade: 14852, split: 17982 },
};

/** The coordination at which the README sees the wedge of splitting close. */
export const publishedWedge = '0.54';

/** One number at a time at 0.2 and at 0.8: labs that comply among 10 000, and the change of their share. */
export const publishedTornado = {
  samples: 10000,
  levels: [0.2, 0.8],
  rows: [
    { parameter: 'benefit', low: 2065, high: 6, swing: -0.2059 },
    { parameter: 'auditRate', low: 518, high: 1916, swing: 0.13979999999999998 },
    { parameter: 'detection', low: 481, high: 1876, swing: 0.13949999999999999 },
    { parameter: 'fine', low: 490, high: 1922, swing: 0.1432 },
    { parameter: 'splitCost', low: 1149, high: 1251, swing: 0.010199999999999987 },
    { parameter: 'coordination', low: 1123, high: 1293, swing: 0.017 },
  ],
} as const satisfies {
  samples: number;
  levels: readonly [number, number];
  rows: ReadonlyArray<{ parameter: ComplianceName; low: number; high: number; swing: number }>;
};

/** The share of installations that complied with the EU's emissions trading since 2006, by official data. */
export const observed = {
  share: 0.988,
  authors: 'R. Calel, A. Dechezleprêtre, F. Venmans',
  title: 'Policing carbon markets',
  journal: 'Climate Policy 25 (2025) 1489–1507',
  url: 'https://doi.org/10.1080/14693062.2025.2464699',
  /** Part of the variation of compliance that the probability and the severity of fines explain. */
  explainedByFines: 'one tenth',
} as const;
