/** The regulator's question, asked of one lever at a time and of mixes; and the share over each lever. */

import type { RequireResult } from '../../../compliance/index';
import type { LeverName, RequireOptions } from '../../../compliance/require/levers';
import type { Engine } from '../../../domains';
import { observed } from '../../published-compliance';
import { timed } from './timed';

export const targets = [0.15, 0.2, 0.5, 0.9, observed.share] as const;
export const mixTargets = [0.2, 0.5, 0.9, observed.share] as const;

/** Bounds that a lever of money may take where its own bound of 1 would be in the way. */
export const muchMoney = 1e6;
const muchAversion = 100;

interface LeverQuestion {
  readonly lever: LeverName;
  readonly high: number;
}

const questions: readonly LeverQuestion[] = [
  { lever: 'auditRate', high: 1 },
  { lever: 'detection', high: 1 },
  { lever: 'fine', high: 1 },
  { lever: 'coordination', high: 1 },
  { lever: 'splitCost', high: 1 },
  { lever: 'fine', high: muchMoney },
  { lever: 'reputation', high: muchMoney },
  { lever: 'motivation', high: 1 },
  { lever: 'riskAversion', high: muchAversion },
];

/** One lever, and what each target takes of it. */
export interface LeverRow extends LeverQuestion {
  readonly answers: readonly RequireResult[];
}

/** Prices of the four levers of the model. */
export interface PriceList {
  readonly name: string;
  readonly auditRate: number;
  readonly detection: number;
  readonly fine: number;
  readonly coordination: number;
}

const priceLists: readonly PriceList[] = [
  { name: 'all alike', auditRate: 1, detection: 1, fine: 1, coordination: 1 },
  {
    name: 'audits dear, fines cheap',
    auditRate: 4,
    detection: 2,
    fine: 0.25,
    coordination: 1,
  },
];

export interface MixRow {
  readonly prices: PriceList;
  readonly answers: readonly RequireResult[];
}

/** The exact share over the values of one lever. */
export interface LeverShares {
  readonly lever: LeverName;
  readonly isLogarithmic: boolean;
  readonly values: readonly number[];
  readonly share: readonly number[];
}

export interface RequireRuns {
  readonly levers: readonly LeverRow[];
  readonly mixes: readonly MixRow[];
  readonly curves: readonly LeverShares[];
  readonly requireMilliseconds: number;
}

export function requireRuns({ compliance }: Engine): RequireRuns {
  const ask = (options: RequireOptions) => compliance.require(options);
  const [{ levers, mixes }, requireMilliseconds] = timed(() => ({
    levers: questions.map((question) => ({
      ...question,
      answers: targets.map((target) =>
        ask({ target, levers: { [question.lever]: { high: question.high } } }),
      ),
    })),
    mixes: priceLists.map((prices) => ({
      prices,
      answers: mixTargets.map((target) => {
        const { name: _, ...given } = prices;
        const priced = Object.entries(given).map(([lever, price]) => [lever, { price }]);
        return ask({ target, levers: Object.fromEntries(priced) });
      }),
    })),
  }));
  /** A lever that can take one value only has no better share than at it. */
  const shareAt = (lever: LeverName, value: number) =>
    ask({ target: 1, levers: { [lever]: { low: value, high: value } } }).best.share;
  const curve = (lever: LeverName, isLogarithmic: boolean, values: readonly number[]) => ({
    lever,
    isLogarithmic,
    values,
    share: values.map((value) => shareAt(lever, value)),
  });
  const powers = (from: number, to: number, count: number) =>
    even(Math.log10(from), Math.log10(to), count).map((exponent) => 10 ** exponent);
  return {
    levers,
    mixes,
    curves: [
      curve('fine', true, powers(0.1, 1e4, 31)),
      curve('reputation', true, powers(0.1, 1e4, 31)),
      curve('motivation', false, even(0, 1, 31)),
      curve('riskAversion', true, powers(0.1, muchAversion, 19)),
    ],
    requireMilliseconds,
  };
}

function even(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}
