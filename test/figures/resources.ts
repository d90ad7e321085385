/** Problems of `resources` to draw, by hand, so that places are known. */

import {
  type Figure,
  type FigureContext,
  type GpuValues,
  type KnapsackMisses,
  resourcesGpusFigure,
  resourcesKnapsacksFigure,
  resourcesTensionsFigure,
  resourcesTokensFigure,
  type TensionRun,
  type TokenRules,
} from '../../src/figures/index';

/** Five patches, the third the most relevant. */
export const tokenRules: TokenRules = {
  optimum: [64, 70, 96, 64, 66],
  scores: [1, 3, 5, 1, 2],
  lower: 64,
  upper: 400,
  rules: [
    {
      name: 'equal',
      tokens: [72, 72, 72, 72, 72],
      boundsBroken: 0,
      budgetError: 0,
      feasible: true,
      lost: 1,
    },
    {
      name: 'scaled',
      tokens: [50.5, 90, 110, 50.5, 59],
      boundsBroken: 3,
      budgetError: 1e-12,
      feasible: false,
      lost: 0.25,
    },
    {
      name: 'clipped',
      tokens: [64, 99.5, 164, 64, 68],
      boundsBroken: 0,
      budgetError: 99.5,
      feasible: false,
      lost: 0.0004,
    },
    {
      name: 'cut',
      tokens: [71.5, 72.5, 72, 72, 72],
      boundsBroken: 0,
      budgetError: 0,
      feasible: false,
      lost: 0.9,
    },
    {
      name: 'short',
      tokens: [60, 70, 90, 64, 66],
      boundsBroken: 1,
      budgetError: -10,
      feasible: false,
      lost: 0,
    },
  ],
};

const path = (name: string, low: number): TensionRun => ({
  name,
  weights: [0, 0.5, 1],
  relevance: [1, 0.5 * (1 + low), low],
  gini: [0.3, 0.2, 0],
  entropy: [0.9, 0.95, 1],
  deviation: [10, 8, 0],
});
export const tensions = [path('one', 0.97), path('two', 0.95), path('three', 0.9)];

export const knapsacks: KnapsackMisses = {
  methods: [
    { name: 'published', isPublished: true, missed: [0.08, 0.02, 0], bound: null },
    { name: 'half', isPublished: false, missed: [0.04, 0, 0], bound: 0.5 },
    { name: 'tenth', isPublished: false, missed: [0.001, 0, 0], bound: 0.1 },
  ],
  family: { sizes: [10, 100, 1000], published: [0.2, 0.02, 0.002], repaired: [1, 1, 1] },
};

export const gpus: GpuValues = {
  counts: [0, 1, 2, 3, 4],
  whole: [0, 1, 1, 1, 8],
  relaxed: [0, 2, 4, 6, 8],
  marked: 3,
  price: 2,
};

export function resourcesFigures(context: FigureContext): Readonly<Record<string, Figure>> {
  return {
    tokens: resourcesTokensFigure(tokenRules, context),
    tensions: resourcesTensionsFigure(tensions, context),
    knapsacks: resourcesKnapsacksFigure(knapsacks, context),
    gpus: resourcesGpusFigure(gpus, context),
  };
}
