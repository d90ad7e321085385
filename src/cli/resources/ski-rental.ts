/** `shadowprice resources ski-rental`: rent by the day or buy. */

import { ParameterError } from '../../engine/errors';
import {
  type SkiRentalOptions,
  type SkiRentalProblem,
  type SkiRentalResult,
  type SkiRentalStrategies,
  type SkiRentalStrategy,
  usualTrust,
} from '../../resources/ski-rental/index';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, type OptionTable } from '../flags';
import { closed, list, options } from '../json-schema';
import { readNumber, readRange } from '../numbers';
import { figure, figures, flow, type Screen, table, tiny } from '../output';
import { certificateLine, headerOf, statusLine } from '../present';
import { seedOption } from '../seed';
import { readProblem } from './problem';

const days = { type: 'integer', minimum: 0, maximum: 1e7 };
const mostInRange = 1e6;

/** `0,30,90`, or `1..60`, every season from the first to the last. */
function readSeasons(path: string, text: string): number[] {
  if (!text.includes('..')) return text.split(',').map((x, i) => readNumber(`${path}.${i}`, x));
  const [first, last] = readRange(path, text);
  const count = last - first + 1;
  if (!(Number.isInteger(first) && count >= 1 && count <= mostInRange)) {
    throw new ParameterError(path, text, `first..last of at most ${mostInRange} whole numbers`);
  }
  return Array.from({ length: Math.floor(count) }, (_, i) => first + i);
}

const fields: OptionTable = {
  buy: { exclusiveMinimum: 0, meaning: 'what owning costs, once' },
  rent: { exclusiveMinimum: 0, default: 1, meaning: 'what a day costs' },
  season: { isWhole: true, minimum: 0, maximum: 1e7, meaning: 'days that were needed' },
  seasons: {
    meaning: 'several seasons, each by itself',
    placeholder: 'n,… or n..n',
    read: readSeasons,
    schema: list(days),
  },
  prediction: { minimum: 0, meaning: 'how many days are foretold' },
  trust: {
    exclusiveMinimum: 0,
    maximum: 1,
    meaning: 'λ: near 0 trusts the prediction, 1 does not',
    otherwise: String(usualTrust),
  },
  purchased: { isWhole: true, minimum: 1, maximum: 1e7, meaning: 'a day of purchase to compare' },
};

const calls: OptionTable = { seed: seedOption };

/** What a problem may hold. */
export const skiRentalSchema = {
  ...closed({ ...options(fields), ...options(calls), options: closed(options(calls)) }),
  description: 'ski-rental: a price of owning, a price a day, and how many days there were.',
};

export const skiRental: Verb = {
  name: 'ski-rental',
  summary: 'rent by the day or buy, when nobody knows for how long',

  configure(command) {
    addOptionFlags(command, fields, 'Problem:');
    addOptionFlags(command, calls, 'Options:');
    command.addHelpText(
      'after',
      `
A day is any period that is paid at once: an hour of a GPU, a month of a licence.
The break-even day is within 2 − 1/b of the least cost whatever the season, b = buy/rent;
the random day within e/(e − 1) in expectation; with a prediction within 1 + λ where it
is right and 1 + 1/λ where it is not.

Examples:
  shadowprice resources ski-rental --buy 10 --season 7
  shadowprice resources ski-rental --buy 30000 --rent 55 --seasons 30,365,1000
  shadowprice resources ski-rental --buy 10 --season 40 --prediction 25 --trust 0.3
  shadowprice resources ski-rental examples/resources/gpu-commitment.json
  shadowprice resources ski-rental --buy 10 --seasons 0..40 --json | jq .strategies.randomized.ratios`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'ski-rental',
      fields: Object.keys(fields),
      options: Object.keys(calls),
    };
    const read = await readProblem(reading, source, flags);
    // a missing field is the API's to name
    const problem = read.fields as unknown as SkiRentalProblem;
    const result = engine.resources.skiRental(problem, read.options as SkiRentalOptions);
    return {
      result,
      holds: result.status === 'converged' && result.certificate.holds,
      text: (screen) => textOf(problem, result, screen),
    };
  },
};

async function textOf(
  { buy, rent = 1, prediction, trust = usualTrust }: SkiRentalProblem,
  result: SkiRentalResult,
  screen: Screen,
): Promise<string> {
  const { certificate, status, breakEven, seasons } = result;
  const items = [
    `buy ${figure(buy)}`,
    `rent ${figure(rent)} a day`,
    `b ${figure(breakEven)} days`,
    ...(prediction === undefined
      ? []
      : [`foretold ${figure(prediction)} days`, `λ ${figure(trust)}`]),
  ];
  const says = [
    `no fixed day below ${figure(certificate.deterministicBound)}`,
    `no random day below ${figure(certificate.randomizedBound)}`,
    `costs ${tiny(certificate.costError)}`,
  ];
  return [
    headerOf('resources ski-rental', `on ${result.backend}`, items, screen),
    await strategyTable(result, screen),
    summary(result, screen),
    ...(seasons.length > 1 ? [await seasonTable(result, screen)] : []),
    statusLine(status, screen) +
      certificateLine(certificate, [], screen) +
      `\n${screen.paint.dim(flow(says, screen.width))}`,
  ].join('\n\n');
}

const words: Readonly<Record<keyof SkiRentalStrategies, string>> = {
  alwaysRent: 'always rent',
  alwaysBuy: 'buy at once',
  deterministic: 'break-even day',
  randomized: 'random day',
  predicted: 'predicted',
  predictedRandomized: 'predicted, random',
  given: 'your day',
};

function present({ strategies }: SkiRentalResult): [string, SkiRentalStrategy][] {
  const names = Object.keys(words) as (keyof SkiRentalStrategies)[];
  return names.flatMap((name) => {
    const strategy = strategies[name];
    return strategy === null ? [] : [[words[name], strategy]];
  });
}

/** A row a strategy: when it buys, what it costs, how bad it is and can be. */
function strategyTable(result: SkiRentalResult, screen: Screen): Promise<string> {
  const right = { align: 'right' } as const;
  const rows = present(result);
  const isOne = result.seasons.length === 1;
  const each = (cell: (strategy: SkiRentalStrategy) => string) => rows.map(([, s]) => cell(s));
  return table(
    [
      { title: 'strategy', cells: rows.map(([name]) => name) },
      { title: 'buys on day', ...right, cells: each(dayOf) },
      ...(isOne
        ? [{ title: 'cost', ...right, cells: each(({ costs }) => figure(costs[0], 8)) }]
        : []),
      {
        title: isOne ? 'ratio' : 'worst here',
        ...right,
        cells: each(({ ratio }) => figure(ratio.realized ?? Infinity, 5)),
      },
      {
        title: 'at worst',
        ...right,
        cells: each(({ worstCase }) => figure(worstCase.ratio, 5)),
      },
      {
        title: 'season',
        ...right,
        spare: 1,
        cells: each(({ worstCase }) => (worstCase.season === null ? '∞' : `${worstCase.season}`)),
      },
      {
        title: 'proven',
        ...right,
        spare: 2,
        cells: each(({ ratio }) => (ratio.proven === null ? '—' : figure(ratio.proven, 5))),
      },
    ],
    screen,
  );
}

function dayOf({ buyDay, distribution }: SkiRentalStrategy): string {
  if (distribution !== null) return distribution.length === 1 ? '1' : `1…${distribution.length}`;
  return buyDay === null ? 'never' : String(buyDay);
}

function summary({ seasons, optimum, strategies }: SkiRentalResult, { width }: Screen): string {
  const { drawn } = strategies.randomized;
  const { deterministic } = strategies;
  const one = [
    `least cost of ${seasons[0]} days ${figure(optimum.costs[0], 8)}`,
    `∂cost/∂buy of the break-even day ${figure(deterministic.shadowPrices[0])}`,
  ];
  return [
    ...(seasons.length === 1 ? [flow(one, width)] : [flow([`${seasons.length} seasons`], width)]),
    flow([`the random day drawn is ${drawn?.buyDay}`], width),
  ].join('\n');
}

/** Rows that a table shows of many. */
const mostRows = 40;

/** A row a season: what every strategy costs. */
async function seasonTable(result: SkiRentalResult, screen: Screen): Promise<string> {
  const right = { align: 'right' } as const;
  const count = Math.min(mostRows, result.seasons.length);
  const first = (x: Float64Array) => x.subarray(0, count);
  const short = ['rent', 'at once', 'break-even', 'random', 'predicted', 'p. random', 'yours'];
  const titles = Object.fromEntries(Object.values(words).map((word, i) => [word, short[i]]));
  const rows = await table(
    [
      { title: 'days', ...right, cells: Array.from(first(result.seasons), String) },
      { title: 'least cost', ...right, cells: figures(first(result.optimum.costs)) },
      ...present(result).map(([word, { costs }], i) => ({
        title: titles[word],
        ...right,
        // narrow screens keep what the strategies stand beside
        spare: i < 2 ? 2 : 1,
        cells: figures(first(costs)),
      })),
    ],
    screen,
  );
  const rest = result.seasons.length - count;
  return rest === 0 ? rows : `${rows}\n  ${screen.paint.dim(`and ${rest} more seasons`)}`;
}
