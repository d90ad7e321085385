/** `shadowprice resources fair-share`: bandwidth, or any capacity, shared fairly. */

import {
  alphaRow,
  type FairShareOptions,
  type FairShareResult,
  fairShareMethods,
} from '../../resources/fair-share/fair-share';
import type { FairShareProblem } from '../../resources/fair-share/index';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, type OptionTable } from '../flags';
import { closed, list, options } from '../json-schema';
import { readNumber, readNumbers } from '../numbers';
import { cut, figure, figures, flow, type Screen, table, tiny } from '../output';
import { certificateLine, headerOf, statusLine } from '../present';
import { readProblem } from './problem';

const amount = { type: 'number', minimum: 0 };
const demand = { anyOf: [amount, { const: 'unlimited' }] };

const fields: OptionTable = {
  demands: {
    meaning: 'the most that each flow takes, or unlimited',
    otherwise: 'unlimited',
    placeholder: 'd,…',
    read: (path, text) =>
      text
        .split(',')
        .map((word, i) =>
          word.trim() === 'unlimited'
            ? 'unlimited'
            : readNumber(`${path}.${i}`, word, 'a number ≥ 0, or "unlimited"'),
        ),
    schema: list(demand),
  },
  capacity: { minimum: 0, meaning: 'what there is of the one resource' },
  weights: {
    meaning: 'what each flow counts',
    otherwise: '1',
    placeholder: 'w,…',
    read: (path, text) => readNumbers(path, text),
    schema: list({ type: 'number', exclusiveMinimum: 0 }),
  },
};

const calls: OptionTable = {
  method: {
    meaning: 'which shares count as fair',
    choices: fairShareMethods,
    default: 'max-min',
  },
  alpha: {
    meaning: `${alphaRow.meaning}, with --method alpha`,
    minimum: alphaRow.minimum,
    maximum: alphaRow.maximum,
    default: alphaRow.default,
  },
};

const capacities = {
  anyOf: [list(amount), { type: 'object', additionalProperties: amount, minProperties: 1 }],
  description: 'what every link has, by index or by name',
};

/** What a problem may hold. */
export const fairShareSchema = {
  ...closed({
    ...options(fields),
    routes: {
      ...list(list({ type: ['integer', 'string'] })),
      description: 'the links of every flow, by index or by name, each once',
    },
    capacities,
    ...options(calls),
    options: closed(options(calls)),
  }),
  description: 'fair-share: flows that share one resource, or the links of a network.',
};

export const fairShare: Verb = {
  name: 'fair-share',
  summary: 'bandwidth, or any capacity, shared fairly among flows',

  configure(command) {
    addOptionFlags(command, fields, 'Problem (one resource):');
    addOptionFlags(command, calls, 'Options:');
    command.addHelpText(
      'after',
      `
A network stands in a file: { "routes": [["a", "b"], ["b"]], "capacities": { "a": 10, "b": 5 } },
with "demands" and "weights" of the flows beside it.

Examples:
  shadowprice resources fair-share --demands 3,5,unlimited --capacity 12
  shadowprice resources fair-share --demands 8,8,8 --weights 1,1,2 --capacity 12
  shadowprice resources fair-share examples/resources/bandwidth.json
  shadowprice resources fair-share examples/resources/bandwidth.json --method proportional
  shadowprice resources fair-share network.json --method alpha --alpha 4 --json | jq .shadowPrices`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'fair-share',
      fields: [...Object.keys(fields), 'routes', 'capacities'],
      options: Object.keys(calls),
    };
    const problem = await readProblem(reading, source, flags);
    const result = engine.resources.fairShare(
      problem.fields as FairShareProblem,
      problem.options as FairShareOptions,
    );
    return {
      result,
      holds: result.status === 'converged' && result.certificate.holds,
      text: (screen) => textOf(problem.fields as FairShareProblem, result, screen),
    };
  },
};

async function textOf(
  problem: FairShareProblem,
  result: FairShareResult,
  screen: Screen,
): Promise<string> {
  const { method, backend, measures } = result;
  const how = `${method === 'alpha' ? `α ${figure(result.alpha)}` : method} on ${backend}`;
  return [
    headerOf('resources fair-share', how, [], screen),
    await flowTable(problem, result, screen),
    await linkTable(problem, result, screen),
    `  equality of shares: Jain ${figure(measures.jain, 4)}, Gini ${figure(measures.gini, 4)}`,
    statusLine(result.status, screen) +
      certificateLine(result.certificate, figuresOf(result), screen),
  ].join('\n\n');
}

function figuresOf({ certificate }: FairShareResult): string[] {
  if (certificate.kind === 'bottleneck') return [`distance ${tiny(certificate.distance)}`];
  const { stationarity, complementarity } = certificate;
  return [`stationarity ${tiny(stationarity)}`, `complementarity ${tiny(complementarity)}`];
}

/** Rows that a table shows of many. */
const mostRows = 40;

/** A row a flow: what it asked for, what it has, what holds it. */
async function flowTable(
  { demands, weights, routes }: FairShareProblem,
  { allocation, shares, bottlenecks }: FairShareResult,
  screen: Screen,
): Promise<string> {
  const right = { align: 'right' } as const;
  const shown = Array.from(allocation.subarray(0, mostRows).keys());
  const room = Math.max(12, screen.width - 50);
  const rows = await table(
    [
      { title: 'flow', ...right, cells: shown.map(String) },
      {
        title: 'demand',
        ...right,
        cells: shown.map((i) => (typeof demands?.[i] === 'number' ? figure(demands[i]) : '∞')),
      },
      ...(weights === undefined
        ? []
        : [
            { title: 'weight', ...right, spare: 1, cells: shown.map((i) => figure(weights[i])) },
            { title: 'share', ...right, spare: 3, cells: figures(shares.subarray(0, mostRows)) },
          ]),
      { title: 'rate', ...right, cells: figures(allocation.subarray(0, mostRows)) },
      {
        title: 'held by',
        cells: shown.map((i) => {
          const { demand, links } = bottlenecks[i];
          return cut([...(demand ? ['its demand'] : []), ...links].join(', '), room);
        }),
      },
      ...(routes === undefined
        ? []
        : [{ title: 'route', spare: 2, cells: shown.map((i) => cut(routes[i].join(' '), room)) }]),
    ],
    screen,
  );
  return `${rows}${more(allocation.length, screen, 'flows')}`;
}

/** A row a link: what it has, what is used, what more of it is worth. */
async function linkTable(
  { capacity, capacities }: FairShareProblem,
  { linkUse, shadowPrices, method }: FairShareResult,
  screen: Screen,
): Promise<string> {
  const right = { align: 'right' } as const;
  const all = Object.keys(linkUse);
  const names = all.slice(0, mostRows);
  const has = (name: string) => (capacities as Record<string, number>)?.[name] ?? capacity ?? 0;
  const prices = names.map((name) => shadowPrices[name]);
  const rows = await table(
    [
      {
        title: 'link',
        cells: names.map((name) => cut(name, 24)),
      },
      { title: 'capacity', ...right, cells: figures(names.map(has)) },
      { title: 'used', ...right, cells: figures(names.map((name) => linkUse[name])) },
      { title: 'price', ...right, cells: figures(prices.map(({ value }) => value)) },
      { title: '', cells: prices.map(({ unique }) => (unique ? '' : 'not unique')) },
    ],
    screen,
  );
  const unit = method === 'max-min' ? 'share of the flows it holds' : 'Σ w u(x)';
  const words = `price: ${unit}, per unit of capacity`.split(' ');
  return `${rows}${more(all.length, screen, 'links')}\n${screen.paint.dim(flow(words, screen.width, ' '))}`;
}

function more(count: number, { paint }: Screen, what: string): string {
  return count <= mostRows ? '' : `\n  ${paint.dim(`and ${count - mostRows} more ${what}`)}`;
}
