/** Claim: which page leaves a full cache, by four rules without foresight and one with it. */

import type { Engine } from '../../../domains';
import { decisionsPagingFigure } from '../../../figures/index';
import type { PagingPolicy, PagingResult } from '../../../resources/index';
import { grouped, milliseconds, significant } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import type { Claim } from '../allocation/claim';
import { timed } from '../compliance/timed';
import { piped } from '../resources/commands';
import type { Part } from './part';
import {
  anomalyTrace,
  circularTrace,
  countedTrace,
  mixture,
  mixtureLines,
  mixtureText,
  modelCount,
  randomTraces,
} from './traces';

const slots = 16;
const random = { count: 200, length: 60, pages: 8, slots: 4 } as const;
const counted = [1, 4, 16, 64, 256] as const;
const circular = { slots: [2, 4, 8, 16], rounds: 50 } as const;
const online = ['lru', 'fifo', 'lfu', 'marking'] as const;
const names: Readonly<Record<PagingPolicy, string>> = {
  lru: 'LRU',
  fifo: 'FIFO',
  lfu: 'LFU',
  marking: 'marking (random)',
  belady: 'Belady (knows the future)',
};

interface PagingRuns {
  readonly mixed: PagingResult;
  readonly milliseconds: number;
  readonly anomaly: PagingResult;
  readonly counted: readonly PagingResult[];
  readonly circular: readonly PagingResult[];
  readonly random: readonly PagingResult[];
}

function pagingRuns(engine: Engine): PagingRuns {
  const { paging } = engine.resources;
  const solve = (requests: number[], cache: number) =>
    paging({ requests, cache }, { sizes: [cache], replications: 1 });
  const sizes = Array.from({ length: modelCount }, (_, k) => k + 1);
  const [mixed, time] = timed(() => paging({ requests: mixture(engine), cache: slots }, { sizes }));
  const { count, length, pages, slots: few } = random;
  return {
    mixed,
    milliseconds: time,
    anomaly: paging({ requests: anomalyTrace, cache: 3 }),
    counted: counted.map((times) => solve(countedTrace(times), 2)),
    circular: circular.slots.map((k) => solve(circularTrace(k, circular.rounds), k)),
    random: randomTraces(engine, count, length, pages).map((trace) => solve(trace, few)),
  };
}

const curveOf = ({ curve }: PagingResult, policy: PagingPolicy) => curve?.faults[policy] ?? [];
const policyOf = ({ policies }: PagingResult, policy: PagingPolicy) => {
  const found = policies[policy];
  if (found === undefined) throw new Error(`paging: no ${policy}`);
  return found;
};
const ratioOf = (result: PagingResult, policy: PagingPolicy) =>
  policyOf(result, policy).ratio.realized ?? Number.NaN;
const provenOf = (result: PagingResult, policy: PagingPolicy) =>
  policyOf(result, policy).ratio.proven;
/** Of marking those expected. */
const faultsOf = (result: PagingResult, policy: PagingPolicy) =>
  policyOf(result, policy).runs?.expected ?? policyOf(result, policy).faults;
const resultsOf = ({ mixed, anomaly, counted, circular, random }: PagingRuns) => [
  ...[mixed, anomaly],
  ...counted,
  ...circular,
  ...random,
];

export const pagingPart: Part = {
  what: 'paging',
  figures: 1,
  write(engine, context) {
    const runs = pagingRuns(engine);
    const { mixed, anomaly } = runs;
    const drawn = (result: PagingResult, policies: readonly PagingPolicy[]) => ({
      sizes: result.curve?.sizes ?? [],
      requests: result.requests,
      faults: Object.fromEntries(policies.map((name) => [name, curveOf(result, name)])),
    });
    const [counts, worst] = [runs.counted, runs.counted[counted.length - 1]];
    return {
      figures: [
        decisionsPagingFigure(
          {
            mixed: drawn(mixed, [...online, 'belady']),
            marked: slots,
            anomaly: drawn(anomaly, ['fifo', 'lru', 'belady']),
          },
          context,
        ),
      ],
      certificates: resultsOf(runs).map(({ certificate }) => certificate.holds),
      claim: (blocks) => pagingClaim(runs, blocks),
      finding: html`LRU, LFU and FIFO are listed as if they were alike: the first and the last are within k of the optimum, LFU has no bound (${significant(ratioOf(counts[0], 'lfu'), 2)} to
${significant(ratioOf(worst, 'lfu'), 3)} times the optimum on traces of one kind that grow), and FIFO can lose by a larger cache. <a href="#decisions-paging">Details</a>`,
      lines: [
        `  paging, ${slots} slots, faults over optimum: ${online
          .map((name) => `${name} ${significant(ratioOf(mixed, name), 3)}`)
          .join(', ')}`,
      ],
    };
  },
};

function pagingClaim(runs: PagingRuns, blocks: readonly Markup[]): Claim {
  const { mixed, anomaly, milliseconds: time } = runs;
  const results = resultsOf(runs);
  const [three, four] = [2, 3].map((k) => curveOf(anomaly, 'fifo')[k]);
  const within = (result: PagingResult, policy: PagingPolicy, factor = 1) =>
    ratioOf(result, policy) <= (provenOf(result, policy) ?? Number.NaN) * factor;
  const growing = runs.counted.map((result) => ratioOf(result, 'lfu'));
  const best = online.reduce((a, b) => (ratioOf(mixed, a) <= ratioOf(mixed, b) ? a : b));
  const command = { requests: anomalyTrace, cache: 3 };
  const held = results.filter(({ certificate }) => certificate.holds).length;
  const stacks = (['lru', 'belady'] as const).every((policy) =>
    [mixed, anomaly].every((result) => isFalling(curveOf(result, policy))),
  );
  const equal = (['fifo', 'lru'] as const).every((policy) =>
    curveOf(anomaly, policy).every((faults, k) => faults === replayed(policy, k + 1)),
  );
  return {
    id: 'decisions-paging',
    title: 'What to keep in a full cache',
    published: html`Section 5, caching: offline “optimal eviction using future access pattern (Belady’s algorithm)”; online “LRU, LFU, FIFO (no future knowledge)”. No trace, no ratio.`,
    reproduced: html`${mark(held === results.length)} All four, with the random marking algorithm beside them, on a trace of ${grouped(mixed.requests)} requests for ${mixed.pages.length} models
(${mixtureText}) and on ${results.length - 1} traces that are worst cases or random.`,
    true: html`Belady’s rule is optimal, proven trace by trace. With k slots LRU and FIFO have at most k times its faults, marking 2H<sub>k</sub> in expectation. <b>LFU has no bound</b>: one kind of
trace takes it from ${significant(growing[0], 2)} to ${significant(growing[growing.length - 1], 4)} times the optimum. On the trace of models with ${slots} slots ${names[best]} is the best without
foresight, at ${significant(ratioOf(mixed, best), 4)}.`,
    why: html`<p>While LRU or FIFO has k faults, any rule has one at least. LFU keeps what was wanted often, however long ago: a page asked for m times stays, and the
slot beside it is fought for by all others. The list in the source hides that two of its three rules have a guarantee and one has none.</p>
<p>Bounds are for the worst trace: with k slots, k + 1 pages asked for in a circle make LRU fault at each request, and Belady’s rule at one in k. On requests as they come ratios are far below. More slots are not
always better for FIFO: on the trace of Belady, Nelson and Shedler ${three} faults with three slots become ${four} with four. LRU and the optimum are stack algorithms: what is kept by
few slots is among what is kept by more, so their curves fall.</p>`,
    certificate: html`${mark(held === results.length)} ${held} of ${results.length} traces: the hits of Belady’s rule are equal to the value of prices of a slot by time, a dual solution that bounds every
rule; every rule’s evictions are replayed and checked against what it says.`,
    time: `${milliseconds(time)} for ${grouped(mixed.requests)} requests: five rules, ${mixed.curve?.sizes.length ?? 0} sizes of the cache, and the proof.`,
    commands: [piped(command, 'shadowprice resources paging -')],
    calls: [
      ...mixtureLines,
      `const { policies, curve, optimum, certificate } = engine.resources.paging({ requests, cache: ${slots} });`,
      'policies.lru.ratio;',
    ],
    below: [blocks[0], ruleTable(runs), worstTable(runs)],
    statements: [
      {
        text: html`On all ${results.length} traces no rule has fewer faults than Belady’s.`,
        holds: results.every((result) => online.every((name) => ratioOf(result, name) >= 1)),
      },
      {
        text: html`On all of them LRU and FIFO are within k of it, and marking’s expectation within 2H<sub>k</sub>.`,
        holds: results.every(
          (result) =>
            within(result, 'lru') &&
            within(result, 'fifo') &&
            within(result, 'marking', 1 + 1e-12) &&
            provenOf(result, 'lru') === result.cache &&
            Math.abs((provenOf(result, 'marking') ?? 0) - 2 * harmonic(result.cache)) < 1e-12,
        ),
      },
      {
        text: html`On ${runs.counted.length} traces that ask m + 1 times for one page and then 2m times for two others in turn, LFU with two slots has (2m + 1)/3 times the faults of the optimum, m up to ${counted[counted.length - 1]}.`,
        holds: counted.every(
          (times, i) =>
            Math.abs(growing[i] - (2 * times + 1) / 3) < 1e-12 &&
            provenOf(runs.counted[i], 'lfu') === null,
        ),
      },
      {
        text: html`In circles LRU faults at every request, and its ratio is within 2 % of k: the bound is the best there is.`,
        holds: runs.circular.every(
          (result) =>
            faultsOf(result, 'lru') === result.requests &&
            ratioOf(result, 'lru') > 0.98 * result.cache,
        ),
      },
      {
        text: html`FIFO has ${three} faults with three slots and ${four} with four; LRU and Belady’s rule never have more with more slots.`,
        holds: three === 9 && four === 10 && stacks && !isFalling(curveOf(anomaly, 'fifo')),
      },
      {
        text: html`Played once more with lists, FIFO and LRU have the same faults on that trace at every size.`,
        holds: equal,
      },
    ],
  };
}

function harmonic(k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += 1 / i;
  return sum;
}

function isFalling(faults: ArrayLike<number>): boolean {
  return Array.from(faults).every((value, k, all) => k === 0 || value <= all[k - 1]);
}

/** FIFO and LRU as they are told, the next to leave first in the list. */
function replayed(policy: 'fifo' | 'lru', size: number): number {
  let kept: number[] = [];
  let faults = 0;
  for (const page of anomalyTrace) {
    if (!kept.includes(page)) {
      faults++;
      kept = [...kept.slice(kept.length === size ? 1 : 0), page];
    } else if (policy === 'lru') kept = [...kept.filter((other) => other !== page), page];
  }
  return faults;
}

function ruleTable({ mixed }: PagingRuns): Markup {
  const prices = (name: PagingPolicy) => policyOf(mixed, name).shadowPrice;
  const proven = (name: PagingPolicy) => {
    const bound = provenOf(mixed, name);
    return bound === null ? 'none' : significant(bound, 4);
  };
  return table(
    html`<b>${grouped(mixed.requests)} requests for ${mixed.pages.length} models, ${slots} slots.</b> What one more slot saves is the price of a slot, in faults; of marking expected faults.`,
    [
      { title: 'rule' },
      { title: 'faults', isNumber: true },
      { title: 'over the optimum', isNumber: true },
      { title: 'proven', isNumber: true },
      { title: 'one more slot saves', isNumber: true },
    ],
    [...online, 'belady' as const].map((name) => [
      names[name],
      grouped(faultsOf(mixed, name), name === 'marking' ? 1 : 0),
      significant(ratioOf(mixed, name), 4),
      proven(name),
      grouped(prices(name).next, name === 'marking' ? 1 : 0),
    ]),
  );
}

function worstTable(runs: PagingRuns): Markup {
  const columns: readonly PagingPolicy[] = ['belady', ...online];
  const row = (what: string, result: PagingResult) => [
    what,
    String(result.cache),
    grouped(result.requests),
    ...columns.map((name) => grouped(faultsOf(result, name), name === 'marking' ? 1 : 0)),
  ];
  return table(
    html`<b>Traces that are bad for a rule</b>: faults, of marking expected ones.`,
    [
      { title: 'trace' },
      { title: 'slots', isNumber: true },
      { title: 'requests', isNumber: true },
      { title: 'optimum', isNumber: true },
      ...online.map((name) => ({ title: names[name], isNumber: true })),
    ],
    [
      ...runs.counted.map((result, i) =>
        row(`one page ${counted[i] + 1} times, then two in turn`, result),
      ),
      ...runs.circular.map((result) => row(`${result.cache + 1} pages in a circle`, result)),
    ],
  );
}
