/** `shadowprice resources paging`: which page leaves a cache that is full. */

import {
  type PagingOptions,
  type PagingPolicy,
  type PagingPolicyResult,
  type PagingProblem,
  type PagingResult,
  pagingPolicies,
} from '../../resources/paging/index';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, type OptionTable } from '../flags';
import { closed, list, options } from '../json-schema';
import { readNumbers } from '../numbers';
import { counted, figure, flow, type Screen, table } from '../output';
import { certificateLine, headerOf, statusLine } from '../present';
import { seedOption } from '../seed';
import { watched } from '../watch';
import { readProblem } from './problem';

const fields: OptionTable = {
  requests: {
    meaning: 'names of the pages asked for, in order',
    placeholder: 'p,…',
    read: (_, text) => text.split(',').map((word) => word.trim()),
    schema: list({ type: ['number', 'string'] }),
  },
  cache: { isWhole: true, minimum: 1, maximum: 1e7, meaning: 'slots of the cache' },
};

const calls: OptionTable = {
  policies: {
    meaning: `any of ${pagingPolicies.join(', ')}`,
    placeholder: 'a,…',
    read: (_, text) => text.split(',').map((word) => word.trim()),
    schema: list({ enum: pagingPolicies }),
    default: 'all',
  },
  sizes: {
    meaning: 'sizes of the cache for the curve',
    placeholder: 'k,…',
    read: (path, text) => readNumbers(path, text),
    schema: list({ type: 'integer', minimum: 1 }),
  },
  replications: {
    isWhole: true,
    minimum: 1,
    maximum: 10_000,
    meaning: 'runs of marking that are averaged',
    otherwise: '8, fewer for long traces',
  },
  seed: seedOption,
};

/** What a problem may hold. */
export const pagingSchema = {
  ...closed({ ...options(fields), ...options(calls), options: closed(options(calls)) }),
  description: 'paging: a trace of requests for pages, and a cache.',
};

export const paging: Verb = {
  name: 'paging',
  summary: 'which page leaves a cache that is full: LRU, FIFO, LFU, marking, optimum',

  configure(command) {
    addOptionFlags(command, fields, 'Problem:');
    addOptionFlags(command, calls, 'Options:');
    command.addHelpText(
      'after',
      `
belady knows the trace: no policy has fewer faults, which prices of a slot by time prove.
lru and fifo have at most k times as many, marking 2 H_k times in expectation.
The curve has faults by size of the cache; an anomaly is more faults with more slots.

Examples:
  shadowprice resources paging --requests 1,2,3,4,1,2,5,1,2,3,4,5 --cache 3
  shadowprice resources paging examples/resources/belady-anomaly.json
  shadowprice resources paging examples/resources/model-weights.json --policies lru,belady
  shadowprice resources paging trace.json --cache 64 --sizes 16,32,64,128 --json | jq .curve`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'paging',
      fields: Object.keys(fields),
      options: Object.keys(calls),
    };
    const read = await readProblem(reading, source, flags);
    // a missing field is the API's to name
    const problem = read.fields as unknown as PagingProblem;
    const result = await watched('requests', (run) =>
      engine.resources.pagingAsync(problem, read.options as PagingOptions, run),
    );
    return {
      result,
      holds: result.status === 'converged' && result.certificate.holds,
      text: (screen) => textOf(result, screen),
    };
  },
};

async function textOf(result: PagingResult, screen: Screen): Promise<string> {
  const { certificate, status, requests, pages, cache } = result;
  const items = [
    counted(requests, 'request'),
    counted(pages.length, 'page'),
    `k ${counted(cache, 'slot')}`,
  ];
  const says = certificate.lowerBound === null ? [] : [`no policy below ${certificate.lowerBound}`];
  const blocks = [headerOf('resources paging', `on ${result.backend}`, items, screen)];
  if (rowsOf(result).length > 0) blocks.push(await policyTable(result, screen));
  blocks.push(summary(result, screen));
  if (result.curve !== null) blocks.push(await curveTable(result, screen));
  blocks.push(statusLine(status, screen) + certificateLine(certificate, says, screen));
  return blocks.join('\n\n');
}

function rowsOf({ policies }: PagingResult): [PagingPolicy, PagingPolicyResult][] {
  return Object.entries(policies) as [PagingPolicy, PagingPolicyResult][];
}

/** A row a policy; of marking what is expected. */
function policyTable(result: PagingResult, screen: Screen): Promise<string> {
  const right = { align: 'right' } as const;
  const rows = rowsOf(result);
  const faults = rows.map(([, { faults, runs }]) => runs?.expected ?? faults);
  const each = (cell: (policy: PagingPolicyResult) => string) => rows.map(([, p]) => cell(p));
  return table(
    [
      { title: 'policy', cells: rows.map(([name]) => name) },
      { title: 'faults', ...right, cells: faults.map(faultsText) },
      {
        title: 'hits',
        ...right,
        cells: faults.map((count) => `${((1 - count / result.requests) * 100).toFixed(1)} %`),
      },
      { title: 'ratio', ...right, cells: each(({ ratio }) => figure(ratio.realized ?? 0, 5)) },
      {
        title: 'proven',
        ...right,
        cells: each(({ ratio }) => (ratio.proven === null ? '—' : figure(ratio.proven, 5))),
      },
      {
        title: 'last slot',
        ...right,
        spare: 1,
        cells: each(({ shadowPrice: { last } }) => (last === null ? '—' : faultsText(last))),
      },
      {
        title: 'one more',
        ...right,
        spare: 1,
        cells: each(({ shadowPrice }) => faultsText(shadowPrice.next)),
      },
    ],
    screen,
  );
}

function summary(result: PagingResult, { width, paint }: Screen): string {
  const { optimum, policies, anomalies, requests } = result;
  const lines: string[] = [];
  if (optimum !== null) {
    lines.push(
      flow(
        [
          `fewest faults ${optimum.faults}`,
          `a slot has a price at ${optimum.pricedTimes.length} of ${counted(requests, 'request')}`,
        ],
        width,
      ),
    );
  }
  const runs = policies.marking?.runs;
  if (runs) {
    const error = runs.standardError === null ? '' : ` ± ${figure(runs.standardError, 2)}`;
    lines.push(
      flow(
        [`marking: mean of ${counted(runs.replications, 'run')} ${figure(runs.mean)}${error}`],
        width,
      ),
    );
  }
  for (const { policy, from, to, faults } of anomalies.slice(0, mostAnomalies)) {
    const [before, after] = faults;
    const has = `${counted(before, 'fault')} with ${counted(from, 'slot')}`;
    const text = `anomaly: ${policy} has ${has}, ${figure(after)} with ${to}`;
    lines.push(flow([paint.yellow(text)], width));
  }
  const rest = anomalies.length - mostAnomalies;
  if (rest > 0)
    lines.push(`  ${paint.dim(`and ${counted(rest, 'more anomaly', 'more anomalies')}`)}`);
  return lines.join('\n');
}

/** Faults: whole, or expected ones. */
const faultsText = (faults: number) =>
  Number.isInteger(faults) ? String(faults) : faults.toFixed(2);

const mostAnomalies = 8;
/** Rows that a table shows of many. */
const mostRows = 40;

/** A row a size of the cache. */
async function curveTable({ curve, cache }: PagingResult, screen: Screen): Promise<string> {
  const right = { align: 'right' } as const;
  const { sizes, faults } = curve!;
  const shown = sizes.subarray(0, mostRows);
  const columns = Object.entries(faults).map(([policy, counts]) => ({
    title: policy,
    ...right,
    cells: Array.from(counts.subarray(0, mostRows), faultsText),
  }));
  const rows = await table(
    [
      { title: 'slots', ...right, cells: Array.from(shown, String) },
      ...columns,
      { title: '', spare: 1, cells: Array.from(shown, (k) => (k === cache ? '← k' : '')) },
    ],
    screen,
  );
  const rest = sizes.length - shown.length;
  return rest === 0 ? rows : `${rows}\n  ${screen.paint.dim(`and ${counted(rest, 'more size')}`)}`;
}
