/** Problems without foresight to draw, by hand, so that places are known. */

import {
  decisionsGanttFigure,
  decisionsPagingFigure,
  decisionsProvisionFigure,
  decisionsSearchFigure,
  decisionsSkiRentalFigure,
  decisionsStreamFigure,
  type Figure,
  type FigureContext,
  type GangSchedules,
  type PagingFaults,
  type ProvisionTrace,
  type SearchPaths,
  type SkiRentalRatios,
  type StreamPrices,
} from '../../src/figures/index';

/** A price of two days: bought on day 2, and by forecasts on days 1 and 4. */
export const skiRental: SkiRentalRatios = {
  price: 2,
  seasons: [1, 2, 3, 4],
  deterministic: [1, 1.5, 1.5, 1.5],
  randomized: [4 / 3, 4 / 3, 4 / 3, 4 / 3],
  alwaysRent: [1, 1, 1.5, 2],
  alwaysBuy: [2, 1, 1, 1],
  bounds: { deterministic: 1.5, randomized: 4 / 3 },
  predicted: [
    { prediction: 4, ratios: [2, 1, 1, 1] },
    { prediction: 1, ratios: [1, 1, 1.5, 2.5] },
  ],
  robustness: 3,
};

export const paging: PagingFaults = {
  mixed: {
    sizes: [1, 2, 3],
    requests: 50,
    faults: {
      lfu: [50, 40, 3],
      fifo: [50, 30, 3],
      lru: [50, 25, 3],
      marking: [50, 27.5, 3],
      belady: [50, 20, 3],
    },
  },
  marked: 2,
  anomaly: {
    sizes: [1, 2, 3],
    requests: 12,
    faults: { fifo: [12, 9, 10], lru: [12, 10, 8], belady: [12, 7, 6] },
  },
};

export const provision: ProvisionTrace = {
  demand: [2, 2, 5, 5, 1, 0],
  online: [0, 1, 1, 2, 2, 2],
  optimum: [2, 2, 2, 2, 1, 1],
  prices: [1, 1, 4, 4, 2.5, 1],
  usage: 1,
  onDemand: 4,
};

/** A threshold that has nothing at first. */
export const stream: StreamPrices = {
  prices: [1, 1, 2, 3],
  hindsight: 1.5,
  values: { least: 1, greatest: 4 },
  worths: [1, 2, 4],
  ratios: {
    pricing: [2, 2.2, 2.1],
    greedy: [1, 2, 4],
    uniform: [3, 2, 12 / 7],
    threshold: [Number.POSITIVE_INFINITY, 1, 2],
  },
  alpha: 2.386,
};

/** Four GPUs: the wide job first, or the two others, one of them on GPUs that are not neighbours. */
export const gangs: GangSchedules = {
  jobs: [
    { name: 'wide', gpus: 4, priority: 1 },
    { name: 'split', gpus: 2, priority: 4 },
    { name: 'a job with a very long name', gpus: 1, priority: 2 },
  ],
  gpus: 4,
  unit: 'hours',
  schedules: [
    {
      name: 'first',
      title: 'First: 20',
      start: [0, 8, 8],
      completion: [8, 12, 9],
      assignment: [[0, 1, 2, 3], [0, 1], [2]],
      makespan: 12,
    },
    {
      name: 'best',
      title: 'Best: 10',
      start: [4, 0, 0],
      completion: [12, 4, 1],
      assignment: [[0, 1, 2, 3], [0, 2], [1]],
      makespan: 12,
    },
  ],
};

export const searches: SearchPaths = {
  methods: ['published', 'again', 'walk', 'tabu', 'many'],
  problems: [
    {
      name: 'one',
      evaluations: [10, 100, 1000],
      ratios: [
        [2, 1.5, 1.5],
        [2, 1.4, 1.2],
        [2.2, 1.6, 1],
        [1.9, 1.3, 1.1],
        [2.1, 1.7, 1.25],
      ],
    },
  ],
};

export function decisionsFigures(context: FigureContext): Readonly<Record<string, Figure>> {
  return {
    'ski rental': decisionsSkiRentalFigure(skiRental, context),
    paging: decisionsPagingFigure(paging, context),
    provisioning: decisionsProvisionFigure(provision, context),
    stream: decisionsStreamFigure(stream, context),
    gangs: decisionsGanttFigure(gangs, context),
    searches: decisionsSearchFigure(searches, context),
  };
}
