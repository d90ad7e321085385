/** `shadowprice resources knapsack`: what is worth most within a capacity. */

import {
  type KnapsackOptions,
  type KnapsackProblem,
  type KnapsackResult,
  knapsackMethods,
  usualEpsilon,
} from '../../resources/knapsack/index';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, type OptionTable } from '../flags';
import { closed, list, options } from '../json-schema';
import { readNumber, readNumbers } from '../numbers';
import { cut, figure, figures, flow, type Screen, table } from '../output';
import { certificateLine, headerOf, isProven, statusLine } from '../present';
import { watched } from '../watch';
import { readProblem } from './problem';

const count = { anyOf: [{ type: 'integer', minimum: 0 }, { const: 'unbounded' }] };

function readCounts(path: string, text: string): unknown {
  const words = text.split(',').map((word) => word.trim());
  const expected = 'a whole number ≥ 0 or "unbounded"';
  const counts = words.map((word, i) =>
    word === 'unbounded' ? word : readNumber(`${path}.${i}`, word, expected),
  );
  return counts.length === 1 ? counts[0] : counts;
}

const fields: OptionTable = {
  values: {
    meaning: 'what one of each item is worth',
    placeholder: 'v,…',
    read: (path, text) => readNumbers(path, text),
    schema: list({ type: 'number', minimum: 0 }, 0),
  },
  weights: {
    meaning: 'what one of each weighs: whole numbers',
    placeholder: 'w,…',
    read: (path, text) => readNumbers(path, text),
    schema: list({ type: 'integer', minimum: 0 }, 0),
  },
  capacity: { minimum: 0, isWhole: true, meaning: 'the most that all may weigh' },
  counts: {
    meaning: 'how many there are of each, or of every one, or unbounded',
    otherwise: '1',
    placeholder: 'u,…',
    read: readCounts,
    schema: { anyOf: [count, list(count, 0)] },
  },
};

const calls: OptionTable = {
  method: {
    meaning: 'what is promised of the answer',
    choices: knapsackMethods,
    default: 'exact',
  },
  epsilon: {
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
    meaning: 'share of the optimum that may be missed, with --method fptas',
    otherwise: String(usualEpsilon),
  },
  reduce: {
    isSwitch: true,
    default: true,
    meaning: 'no bounds before the dynamic programme',
  },
};

/** What a problem may hold. */
export const knapsackSchema = {
  ...closed({
    ...options(fields),
    names: { ...list({ type: 'string' }, 0), description: 'what items are called' },
    ...options(calls),
    options: closed(options(calls)),
  }),
  description: 'knapsack: items with values and weights, and a capacity.',
};

export const knapsack: Verb = {
  name: 'knapsack',
  summary: 'which items are worth most within a capacity',

  configure(command) {
    addOptionFlags(command, fields, 'Problem:');
    addOptionFlags(command, calls, 'Options:');
    command.addHelpText(
      'after',
      `
Methods: exact is the optimum, fptas at least 1 − ε of it, greedy at least half,
fractional divides items. Weights and capacity are whole numbers: scale them.
Ctrl-C ends a long run with the best answer until then and a bound.

Examples:
  shadowprice resources knapsack --values 60,100,120 --weights 10,20,30 --capacity 50
  shadowprice resources knapsack --values 3,5,9 --weights 2,3,5 --capacity 17 --counts unbounded
  shadowprice resources knapsack examples/resources/gpu-jobs.json
  shadowprice resources knapsack examples/resources/gpu-fleet.json --method fptas --epsilon 0.01
  shadowprice resources knapsack examples/resources/gpu-jobs.json --json | jq .items`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'knapsack',
      fields: [...Object.keys(fields), 'names'],
      options: Object.keys(calls),
    };
    const read = await readProblem(reading, source, flags);
    // a missing field is the API's to name
    const problem = read.fields as unknown as KnapsackProblem;
    const result = await watched('cells', (run) =>
      engine.resources.knapsackAsync(problem, read.options as KnapsackOptions, run),
    );
    return {
      result,
      holds: isProven(result),
      text: (screen) => textOf(problem, result, screen),
    };
  },
};

const proofs = { duality: 'duality', programme: 'programme', solver: 'solver alone' };

async function textOf(
  problem: KnapsackProblem,
  result: KnapsackResult,
  screen: Screen,
): Promise<string> {
  const { method, backend, items, value, certificate, status } = result;
  const says =
    status === 'unbounded'
      ? ['an item of no weight and no limit']
      : [
          `dual bound ${figure(certificate.dualBound)}`,
          ...(certificate.provenBy === null ? [] : [`best by ${proofs[certificate.provenBy]}`]),
        ];
  return [
    headerOf('resources knapsack', `${method} on ${backend}`, [], screen),
    ...(items.length > 0 && Number.isFinite(value)
      ? [await itemTable(problem, result, screen)]
      : []),
    summary(problem, result, screen),
    statusLine(status, screen) + certificateLine(certificate, says, screen),
  ].join('\n\n');
}

/** Rows that a table shows of many. */
const mostRows = 40;

/** A row an item taken. */
async function itemTable(
  { values, weights, names }: KnapsackProblem,
  { items, counts }: KnapsackResult,
  screen: Screen,
): Promise<string> {
  const right = { align: 'right' } as const;
  const shown = items.slice(0, mostRows);
  const most = Math.max(12, screen.width - (counts === null ? 42 : 50));
  const taken = (j: number) => counts?.[j] ?? 1;
  const rows = await table(
    [
      { title: 'item', ...right, cells: shown.map(String) },
      ...(names === undefined ? [] : [{ title: '', cells: shown.map((j) => cut(names[j], most)) }]),
      ...(counts === null
        ? []
        : [{ title: 'taken', ...right, cells: figures(shown.map(taken), 4) }]),
      { title: 'weight', ...right, cells: figures(shown.map((j) => taken(j) * weights[j])) },
      { title: 'value', ...right, cells: figures(shown.map((j) => taken(j) * values[j])) },
      {
        title: 'value/weight',
        ...right,
        spare: 1,
        cells: figures(
          shown.map((j) => values[j] / weights[j]),
          4,
        ),
      },
    ],
    screen,
  );
  const rest = items.length - shown.length;
  return rest === 0 ? rows : `${rows}\n  ${screen.paint.dim(`and ${rest} more items`)}`;
}

function summary(
  { capacity, values }: KnapsackProblem,
  { value, weight, items, bound, gap, shadowPrice, marginal, method }: KnapsackResult,
  screen: Screen,
): string {
  const { paint, width } = screen;
  const margins =
    marginal === null
      ? []
      : [
          `one more is worth ${figure(marginal.gain)}`,
          ...(marginal.loss === null ? [] : [`the last one ${figure(marginal.loss)}`]),
        ];
  return [
    flow(
      [
        `value ${paint.bold(figure(value, 10))}`,
        `weight ${figure(weight, 10)} of ${figure(capacity, 10)}`,
        `${items.length} of ${values.length} items`,
      ],
      width,
    ),
    ...(gap > 0 && Number.isFinite(gap)
      ? [flow([`at most ${figure(bound, 10)}`, `${percent(gap / bound)} above`], width)]
      : []),
    flow(
      [
        `price of capacity ${figure(shadowPrice)}${method === 'fractional' ? '' : ' (items divided)'}`,
        ...margins,
      ],
      width,
    ),
  ]
    .map((line) => ` ${line}`)
    .join('\n');
}

const percent = (share: number) => `${figure(100 * share, 3)} %`;
