/** `shadowprice resources stream`: a token budget for frames that arrive one by one. */

import type { StreamOptions, StreamProblem, StreamResult } from '../../resources/stream/index';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, type OptionTable } from '../flags';
import { closed, list, options } from '../json-schema';
import { readNumbers } from '../numbers';
import { counted, figure, figures, flow, type Screen, table, tiny } from '../output';
import { certificateLine, headerOf, statusLine } from '../present';
import { watched } from '../watch';
import { readProblem } from './problem';
import { tokensSchema } from './tokens';

const column = (each: object) => ({ anyOf: [each, list(each)] });
const least = { type: 'number', minimum: 0 };
const positive = { type: 'number', exclusiveMinimum: 0 };

/** `8`, or `8,16,8`. */
function readColumn(path: string, text: string): unknown {
  const numbers = readNumbers(path, text);
  return numbers.length === 1 ? numbers[0] : numbers;
}

/** `0.01,2` as `{ least, greatest }`; more or fewer are the API's to refuse. */
function readValues(path: string, text: string): unknown {
  const numbers = readNumbers(path, text);
  return numbers.length === 2 ? { least: numbers[0], greatest: numbers[1] } : numbers;
}

const bound = (meaning: string, otherwise: string) => ({
  meaning,
  otherwise,
  placeholder: 'x,…',
  read: readColumn,
  schema: column(least),
});

const fields: OptionTable = {
  total: { minimum: 0, meaning: 'the budget' },
  lower: bound('least tokens of a frame', '0'),
  upper: bound('most tokens of a frame', 'the budget'),
  values: {
    meaning: 'least and greatest worth of a token, known in advance',
    otherwise: 'those of the frames',
    placeholder: 'L,U',
    read: readValues,
    schema: {
      anyOf: [
        { ...closed({ least: positive, greatest: positive }), required: ['least', 'greatest'] },
        { type: 'null' },
      ],
    },
  },
  count: { minimum: 1, isWhole: true, meaning: 'frames announced', otherwise: 'those given' },
  reserve: {
    minimum: 0,
    meaning: 'tokens put by for lower bounds',
    otherwise: 'their sum',
  },
};

const calls: OptionTable = {
  integer: { isSwitch: true, meaning: 'whole tokens' },
  baselines: { isSwitch: true, default: true, meaning: 'the pricing policy alone' },
};

const { relevance } = tokensSchema.properties as { relevance: { anyOf: object[] } };

/** What a problem may hold. */
export const streamSchema = {
  ...closed({
    frames: {
      anyOf: [
        ...relevance.anyOf,
        list({ ...closed({ value: least, tokens: positive }), required: ['value', 'tokens'] }),
      ],
    },
    ...options(fields),
    ...options(calls),
    options: closed(options(calls)),
  }),
  description: 'stream: relevance of frames in the order of their arrival, and a budget.',
};

export const stream: Verb = {
  name: 'stream',
  summary: 'what each frame of a stream gets of a token budget, the rest unseen',

  configure(command) {
    addOptionFlags(command, fields, 'Problem:');
    addOptionFlags(command, calls, 'Options:');
    command.addHelpText(
      'after',
      `
A problem: { "frames": { "family": "log", "salience": [1, 3, 2], "width": 48 },
             "lower": 8, "upper": 256, "total": 400,
             "values": { "least": 0.004, "greatest": 0.1 } }
Families as for tokens, concave; or a list of curves; or of linear frames
{ "value": 12, "tokens": 64 }. The price of a token rises from L to U as the
budget is used; the value is within 1 + ln(U/L) of the optimum in hindsight.

Examples:
  shadowprice resources stream examples/resources/video-stream.json
  shadowprice resources stream examples/resources/video-stream.json --total 8192
  shadowprice resources stream examples/resources/video-stream.json --values 0.01,0.06
  shadowprice resources stream examples/resources/video-stream.json --json | jq .ratio`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'stream',
      fields: ['frames', ...Object.keys(fields)],
      options: Object.keys(calls),
    };
    const read = await readProblem(reading, source, flags);
    // a missing field is the API's to name
    const problem = read.fields as unknown as StreamProblem;
    const result = await watched('frames', (run) =>
      engine.resources.streamTokensAsync(problem, read.options as StreamOptions, run),
    );
    return {
      result,
      // what is missing proves that nothing fits
      holds:
        result.missing !== null ||
        (result.status === 'converged' && result.certificate?.holds === true),
      text: (screen) => textOf(result, screen),
    };
  },
};

async function textOf(result: StreamResult, screen: Screen): Promise<string> {
  const { backend, certificate, missing, status } = result;
  const head = headerOf('resources stream', `primal–dual prices on ${backend}`, [], screen);
  if (certificate === null) {
    const why =
      missing === null
        ? ''
        : `\n  ${counted(missing, 'token is', 'tokens are')} missing for the lower bounds`;
    return `${head}\n\n${statusLine(status, screen).trimEnd()}${why}`;
  }
  const { optimality, offlineGap } = certificate;
  const says = [`optimality ${tiny(optimality)}`, `offline gap ${tiny(Math.max(0, offlineGap))}`];
  return [
    head,
    summary(result, screen),
    await frameTable(result, screen),
    await policyTable(result, screen),
    statusLine(status, screen) + certificateLine(certificate, says, screen),
  ].join('\n\n');
}

const percent = (share: number) => `${figure(100 * share, 3)} %`;

function summary(
  {
    value,
    spent,
    allocation,
    free,
    used,
    values,
    alpha,
    ratio,
    additive,
    offline,
    dualBound,
  }: StreamResult,
  { width, paint }: Screen,
): string {
  const lines = [
    [
      `relevance ${paint.bold(figure(value!, 8))}`,
      `${counted(spent!, 'token')}, ${counted(allocation!.length, 'frame')}`,
      `${percent(used!)} of ${counted(free!, 'free one')} used`,
    ],
    [
      `optimum in hindsight ${figure(offline!.value, 8)}`,
      `by duality at most ${figure(dualBound!, 8)}`,
      `ratio ${figure(ratio!.realized!, 5)}`,
      ratio!.proven === null
        ? `at most ${figure(additive!)} more, as tokens below L were left`
        : `proven at most ${figure(ratio!.proven, 5)}`,
    ],
    values === null
      ? ['no price: no token to sell, or none is worth anything']
      : [
          `prices ${figure(values.least)} … ${figure(values.greatest)}`,
          values.source === 'given' ? 'given' : 'those of the frames (hindsight)',
          `α = ${figure(alpha!, 5)}`,
          `shadow price in hindsight ${figure(offline!.shadowPrice)}`,
        ],
  ];
  return lines.map((line) => flow(line, width)).join('\n');
}

/** Rows that a table shows of many. */
const mostRows = 40;

async function frameTable(
  { allocation, prices, offline }: StreamResult,
  screen: Screen,
): Promise<string> {
  const right = { align: 'right' } as const;
  const count = Math.min(mostRows, allocation!.length);
  const first = (x: Float64Array) => figures(x.subarray(0, count), 5);
  const rows = await table(
    [
      { title: 'frame', ...right, cells: Array.from({ length: count }, (_, t) => String(t)) },
      { title: 'tokens', ...right, cells: first(allocation!) },
      { title: 'hindsight', ...right, cells: first(offline!.allocation) },
      { title: 'price after', ...right, spare: 1, cells: first(prices!) },
    ],
    screen,
  );
  const rest = allocation!.length - count;
  return rest === 0 ? rows : `${rows}\n  ${screen.paint.dim(`and ${counted(rest, 'more frame')}`)}`;
}

async function policyTable(result: StreamResult, screen: Screen): Promise<string> {
  const right = { align: 'right' } as const;
  const rows = [
    ['primal–dual', result] as const,
    ...Object.entries(result.baselines ?? {}).map(([name, policy]) => [name, policy] as const),
  ];
  const orNone = (x: number | null) => (x === null ? 'none' : figure(x, 5));
  return table(
    [
      { title: 'policy', cells: rows.map(([name]) => name) },
      { title: 'relevance', ...right, cells: rows.map(([, { value }]) => figure(value!)) },
      { title: 'tokens', ...right, spare: 1, cells: rows.map(([, { spent }]) => figure(spent!)) },
      { title: 'ratio', ...right, cells: rows.map(([, { ratio }]) => orNone(ratio!.realized)) },
      { title: 'proven', ...right, cells: rows.map(([, { ratio }]) => orNone(ratio!.proven)) },
    ],
    screen,
  );
}
