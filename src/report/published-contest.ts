/**
 * What the sources of `contest` publish, and numbers that other code computed: every constant of its chapter that
 * the engine did not compute.
 *
 * Sources: M. Jensen, dynapai, https://github.com/quevivasbien/dynapai (version 0.2.0: readme.md, demo.py, src/),
 * and AIIncentives.jl, https://github.com/quevivasbien/AIIncentives.jl (version 0.2.3: readme.md, docs/, src/).
 */

import type { ContestParameters, Strategies } from '../contest/index';

export const dynapai = {
  author: 'M. Jensen',
  title: 'dynapai',
  version: '0.2.0',
  url: 'https://github.com/quevivasbien/dynapai',
} as const;

export const aiIncentives = {
  author: 'M. Jensen',
  title: 'AIIncentives.jl',
  version: '0.2.3',
  url: 'https://github.com/quevivasbien/AIIncentives.jl',
} as const;

/** The example of dynapai's readme.md: what it prints for each of two players. */
export const publishedPayoff: {
  readonly payoffs: readonly number[];
  /** Decimals that are printed. */
  readonly decimals: number;
  readonly parameters: ContestParameters;
  readonly strategies: Strategies;
} = {
  payoffs: [-0.2099315, -0.2099315],
  decimals: 7,
  parameters: {
    safetyProductivity: 10,
    performanceProductivity: 10,
    safetyElasticity: 0.5,
    performanceElasticity: 0.5,
    risk: { kind: 'winner', theta: 0.5 },
    disasterCost: 1,
    cost: { kind: 'unit', safety: 0.1, performance: 0.1 },
  },
  strategies: [
    [
      [1, 2],
      [1, 2],
    ],
  ],
};

/** What demo.py prints of every game that it solves. */
export const publishedStatus = 'success';
/** Rounds after which dynapai's `solve` ends, settled or not. */
export const publishedRounds = 200;

/** One point of the scenario of AIIncentives.jl's readme.md. */
export interface VerifiedRow {
  readonly price: number;
  readonly safetyInput: number;
  readonly performanceInput: number;
  /** s p^{−θ}, which the source calls s. */
  readonly odds: number;
  readonly performance: number;
  readonly safe: number;
  readonly payoff: number;
}

/**
 * Every second point of that scenario, computed by code of its own: the condition of first order of symmetric
 * profiles scanned for all its roots, and a search for better responses to each.
 */
export const verifiedRows: readonly VerifiedRow[] = [
  [
    0.01, 4.5192901952888205, 10.114145626859576, 8.95197713782857, 31.802744577881285,
    0.8995174540545426, 0.20294182286033,
  ],
  [
    0.019473684210526317, 2.663739423715856, 4.998325649730335, 7.505727632709344,
    22.356935500489183, 0.8824321629869226, 0.17443960883958967,
  ],
  [
    0.02894736842105263, 1.9404184257407806, 3.27614224459592, 6.753475850643309,
    18.100116697402587, 0.8710255865545735, 0.15553267621685052,
  ],
  [
    0.03842105263157895, 1.5455714798848754, 2.418917316380573, 6.260253499400101,
    15.55286891985068, 0.8622637625418138, 0.14107581111410084,
  ],
  [
    0.04789473684210527, 1.2937263457275607, 1.908206890185561, 5.899877965652562,
    13.813786194181379, 0.8550699005144761, 0.12924910105166457,
  ],
  [
    0.05736842105263158, 1.117779400141582, 1.570279757020665, 5.6192832210783905,
    12.531080388460785, 0.8489262407120444, 0.11917965152560078,
  ],
  [
    0.0668421052631579, 0.9872503801220732, 1.3306749339120927, 5.391438527468809,
    11.535488433144444, 0.8435406996872066, 0.1103760416979998,
  ],
  [
    0.07631578947368421, 0.8861946186813965, 1.1522349420330926, 5.200821208991534,
    10.734220707778894, 0.8387310379873645, 0.10253219576862516,
  ],
  [
    0.08578947368421053, 0.8054201811483315, 1.0143758624968195, 5.037747432901768,
    10.071622821059274, 0.8343753177632679, 0.09544363184797572,
  ],
  [
    0.09526315789473684, 0.7392365241838973, 0.9047879022199088, 4.895796528553712,
    9.51203396871515, 0.8303876337731573, 0.08896649214442598,
  ],
].map(([price, safetyInput, performanceInput, odds, performance, safe, payoff]) => ({
  price,
  safetyInput,
  performanceInput,
  odds,
  performance,
  safe,
  payoff,
}));

/** A game that two players see differently: four periods, efforts and investments given. */
export const believedGame: ContestParameters = {
  periods: 4,
  actions: 'invest',
  safetyElasticity: 0.5,
  performanceElasticity: 0.5,
  contestSuccess: { kind: 'ratio-with-draw', scale: 1 },
  cost: {
    kind: 'unit',
    safety: 0.1,
    performance: 0.1,
    investSafety: 0.01,
    investPerformance: 0.01,
  },
  discountFactor: [0.9, 1],
  beliefs: [
    {
      safetyProductivity: [8, 12],
      performanceProductivity: [1, 1],
      risk: { theta: 0.5 },
      disasterCost: 1,
    },
    {
      safetyProductivity: [14, 9],
      performanceProductivity: [1, 2],
      risk: { theta: 0.25 },
      disasterCost: 0.5,
    },
  ],
};
export const believedStrategies: Strategies = [
  [
    [0.486408, 0.48926, 0.4031, 0.268451],
    [0.268451, 0.14864, 0.100015, 0.145447],
  ],
  [
    [0.419694, 0.288325, 0.162447, 0.101262],
    [0.101262, 0.133547, 0.244117, 0.38097],
  ],
  [
    [0.177628, 0.104494, 0.123309, 0.225225],
    [0.225225, 0.362308, 0.470087, 0.497872],
  ],
  [
    [0.114837, 0.20708, 0.343024, 0.458734],
    [0.458734, 0.499788, 0.446879, 0.324891],
  ],
];
/** Player 0's payoff in it, computed by other code: as dynapai's `state.rs` advances beliefs, and as it should. */
export const verifiedBelief = {
  published: -1.4009665496828947,
  true: -1.1744098214384628,
} as const;
