/**
 * The games that the sources show, as plain data.
 *
 * dynapai's `demo.py`: two players and five periods by default; γ falls evenly from 1 for the last player
 * to 0.9 for the first; A = 10, B = 1, α = β = θ = ½, d = 1, prices 0.1 of effort, 0.01 of investment, 0 of
 * sharing. `--end-on-win` ends games with the first win, except those of `--scenario`.
 *
 * AIIncentives.jl: the scenario of its readme, and the one with two parameters of `docs/docs.md`.
 */

import type { ContestParameters } from './parameters';
import type { Vary } from './scenario/axes';

export interface ContestDemo {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly parameters: ContestParameters;
  /** What varies, in every combination; the first along the axis of figures. */
  readonly vary?: readonly Vary[];
}

const fivePeriods: ContestParameters = {
  players: 2,
  periods: 5,
  safetyProductivity: 10,
  safetyElasticity: 0.5,
  performanceProductivity: 1,
  performanceElasticity: 0.5,
  risk: { kind: 'winner', theta: 0.5 },
  reward: { winFixed: 1, winPerPerformance: 0, loseFixed: 0, losePerPerformance: 0 },
  disasterCost: 1,
  discountFactor: [0.9, 1],
  endsOnWin: false,
};

const basic: ContestParameters = {
  ...fivePeriods,
  actions: 'basic',
  contestSuccess: { kind: 'ratio' },
  cost: { kind: 'unit', safety: 0.1, performance: 0.1 },
};

const effortAndInvestment = {
  kind: 'unit',
  safety: 0.1,
  performance: 0.1,
  investSafety: 0.01,
  investPerformance: 0.01,
} as const;

const invest: ContestParameters = {
  ...fivePeriods,
  actions: 'invest',
  contestSuccess: { kind: 'ratio-with-draw', scale: 1 },
  cost: effortAndInvestment,
};

const sharing: ContestParameters = {
  ...invest,
  actions: 'share',
  cost: { ...effortAndInvestment, shareSafety: 0, sharePerformance: 0 },
};

const onePeriod: ContestParameters = {
  players: 2,
  periods: 1,
  actions: 'basic',
  safetyProductivity: 10,
  safetyElasticity: 0.5,
  performanceProductivity: 10,
  performanceElasticity: 0.5,
  risk: { kind: 'winner', theta: 0.25 },
  contestSuccess: { kind: 'ratio' },
  reward: { winFixed: 1, winPerPerformance: 0, loseFixed: 0, losePerPerformance: 0 },
  disasterCost: 1,
};

const prices: Vary = {
  parameters: ['cost.safety', 'cost.performance'],
  from: 0.01,
  to: 0.1,
  count: 20,
};

const endsOnWin = (parameters: ContestParameters): ContestParameters => ({
  ...parameters,
  endsOnWin: true,
});

export const demos: readonly ContestDemo[] = [
  {
    name: 'basic',
    title: 'Five periods of effort',
    source: 'dynapai, demo.py --basic',
    parameters: basic,
  },
  {
    name: 'basic-end-on-win',
    title: 'Five periods of effort, or up to the first win',
    source: 'dynapai, demo.py --basic --end-on-win',
    parameters: endsOnWin(basic),
  },
  {
    name: 'invest',
    title: 'Five periods of effort and investment',
    source: 'dynapai, demo.py --invest',
    parameters: invest,
  },
  {
    name: 'invest-end-on-win',
    title: 'Effort and investment up to the first win',
    source: 'dynapai, demo.py --invest --end-on-win',
    parameters: endsOnWin(invest),
  },
  {
    name: 'sharing',
    title: 'Five periods of effort, investment and sharing',
    source: 'dynapai, demo.py --sharing',
    parameters: sharing,
  },
  {
    name: 'sharing-end-on-win',
    title: 'Effort, investment and sharing up to the first win',
    source: 'dynapai, demo.py --sharing --end-on-win',
    parameters: endsOnWin(sharing),
  },
  {
    name: 'scenario',
    title: 'Investment, as performance takes more from safety',
    source: 'dynapai, demo.py --scenario',
    parameters: invest,
    vary: [{ parameter: 'risk.theta', values: [0, 0.25, 0.5, 0.75, 1] }],
  },
  {
    name: 'price',
    title: 'One period, as inputs become dearer',
    source: 'AIIncentives.jl, readme.md',
    parameters: onePeriod,
    vary: [prices],
  },
  {
    name: 'price-and-theta',
    title: 'One period, as inputs become dearer and performance takes more from safety',
    source: 'AIIncentives.jl, docs/docs.md',
    parameters: onePeriod,
    vary: [prices, { parameter: 'risk.theta', from: 0, to: 1, count: 4 }],
  },
];
