/** The parameter table of `contest`; names with a dot stand inside the object before it. */

import type { ParameterSpec } from '../engine/parameters';

const positive = { unit: '1', exclusiveMinimum: 0 } as const;
const money = { unit: 'money' } as const;
const price = { unit: 'money / input', minimum: 0 } as const;

export const contestTable = {
  safetyProductivity: {
    symbol: 'A',
    flag: 'a',
    ...positive,
    default: 10,
    meaning: 'safety made of one unit of input',
  },
  safetyElasticity: {
    symbol: 'α',
    flag: 'alpha',
    ...positive,
    default: 0.5,
    meaning: 'elasticity of safety to its input',
  },
  performanceProductivity: {
    symbol: 'B',
    flag: 'b',
    ...positive,
    default: 1,
    meaning: 'performance made of one unit of input',
  },
  performanceElasticity: {
    symbol: 'β',
    flag: 'beta',
    ...positive,
    default: 0.5,
    meaning: 'elasticity of performance to its input',
  },
  'risk.theta': {
    symbol: 'θ',
    flag: 'theta',
    unit: '1',
    minimum: 0,
    default: 0.5,
    meaning: 'how much performance takes from safety',
  },
  'risk.weights': {
    symbol: 'w',
    flag: 'weights',
    unit: '1',
    minimum: 0,
    default: 1,
    meaning: "weight of a player's safety in that of all",
  },
  'contestSuccess.scale': {
    symbol: 'w',
    flag: 'scale',
    ...positive,
    default: 1,
    meaning: 'how readily somebody wins where there may be no winner',
  },
  'reward.winFixed': {
    symbol: 'a_win',
    flag: 'win',
    ...money,
    default: 1,
    meaning: 'what the winner gets',
  },
  'reward.winPerPerformance': {
    symbol: 'b_win',
    flag: 'win-performance',
    ...money,
    default: 0,
    meaning: 'what the winner gets for each unit of performance',
  },
  'reward.loseFixed': {
    symbol: 'a_lose',
    flag: 'lose',
    ...money,
    default: 0,
    meaning: 'what a loser gets where somebody wins',
  },
  'reward.losePerPerformance': {
    symbol: 'b_lose',
    flag: 'lose-performance',
    ...money,
    default: 0,
    meaning: 'what a loser gets for each unit of performance',
  },
  'reward.onDisaster': {
    symbol: 'κ',
    flag: 'on-disaster',
    unit: 'share',
    minimum: 0,
    maximum: 1,
    default: 0,
    meaning: 'share of the reward that is paid even in a disaster; true is 1',
  },
  disasterCost: {
    symbol: 'd',
    flag: 'd',
    ...money,
    minimum: 0,
    default: 1,
    meaning: 'what a disaster costs a player',
  },
  discountFactor: {
    symbol: 'γ',
    flag: 'gamma',
    unit: '1',
    minimum: 0,
    maximum: 1,
    default: 1,
    meaning: 'what the next period counts beside this one',
  },
  maximumSharing: {
    symbol: 'z̄',
    flag: 'maximum-sharing',
    ...positive,
    maximum: 700,
    default: 40,
    meaning: 'most that can be shared; at 40 all of a lead is, to the last bit',
  },
  'cost.price': {
    symbol: 'r',
    flag: 'r',
    ...price,
    default: 0.1,
    meaning: 'price of a unit of an input',
  },
  'cost.slope': {
    symbol: 'r1',
    flag: 'slope',
    unit: 'money / input²',
    minimum: 0,
    default: 0,
    meaning: 'by how much the price rises with each unit',
  },
  'cost.threshold': {
    symbol: 'o̲',
    flag: 'threshold',
    unit: '1',
    minimum: 0,
    default: 1,
    meaning: 'odds of safety from which a player is certified',
  },
  'cost.margin': {
    symbol: 'δ',
    flag: 'margin',
    unit: '1',
    default: 0,
    meaning: "how far a player's odds must lie above the mean of the others'",
  },
  'cost.penalty': {
    symbol: 'δ',
    flag: 'penalty',
    ...money,
    minimum: 0,
    default: 0,
    meaning: 'what a period below the threshold costs',
  },
} as const satisfies Readonly<Record<string, ParameterSpec>>;

export type ContestName = keyof typeof contestTable;
