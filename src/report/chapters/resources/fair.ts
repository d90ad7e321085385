/** Claim: max–min fairness, on one link as published, and on networks. */

import type { Engine } from '../../../domains';
import type { FairShareProblem, FairShareResult, ProgramResult } from '../../../resources/index';
import { milliseconds, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import { type MaxMinRun, maxMinFairness } from '../../published-resources';
import type { Claim } from '../allocation/claim';
import { timed } from '../compliance/timed';
import { jsonLines, piped } from './commands';

/** Random single links: demands up to `demand`, capacities up to a multiple of their sum. */
const links = { count: 100, flows: 8, demand: 10, seed: 7 } as const;

/** Two links, and flows over the first, the second and both. */
const capacities: Readonly<Record<string, number>> = { edge: 10, core: 40 };
const flows = [
  { name: 'both', route: ['edge', 'core'] },
  { name: 'edge alone', route: ['edge'] },
  { name: 'core alone', route: ['core'] },
] as const;
const network = { routes: flows.map(({ route }) => [...route]), capacities };

interface Link {
  readonly demands: number[];
  readonly capacity: number;
  readonly published: MaxMinRun;
  readonly result: FairShareResult;
}

export interface FairRuns {
  readonly links: readonly Link[];
  /** Three flows that share one unit, by the published procedure. */
  readonly thirds: MaxMinRun;
  readonly network: FairShareResult;
  /** The published procedure on every link by itself, and the least of it along each route. */
  readonly perLink: readonly number[];
  /** The greatest sum of rates. */
  readonly throughput: ProgramResult;
  readonly milliseconds: number;
}

export async function fairRuns({ resources, sampling }: Engine): Promise<FairRuns> {
  const { count, flows: n, demand, seed } = links;
  const points = sampling
    .design({ design: 'random', samples: count, dimensions: n + 1, seed })
    .matrix();
  const [result, time] = timed(() => resources.fairShare(network as FairShareProblem));
  const names = flows.map((_, i) => `flow${i}`);
  return {
    links: Array.from({ length: count }, (_, k) => {
      const row = points.subarray(k * (n + 1), (k + 1) * (n + 1));
      const demands = Array.from(row.subarray(0, n), (u) => demand * u);
      // some links have more than is asked for
      const capacity = 1.25 * row[n] * demands.reduce((a, b) => a + b, 0);
      return {
        demands,
        capacity,
        published: maxMinFairness(demands, capacity),
        result: resources.fairShare({ demands, capacity }),
      };
    }),
    thirds: maxMinFairness([1, 1, 1], 1),
    network: result,
    perLink: perLinkRates(),
    throughput: await resources.linearProgram(
      {
        sense: 'maximize',
        objective: Object.fromEntries(names.map((name) => [name, 1])),
        variables: Object.fromEntries(names.map((name) => [name, {}])),
        constraints: Object.fromEntries(
          Object.entries(capacities).map(([link, upper]) => [
            link,
            { coefficients: Object.fromEntries(usersOf(link).map((i) => [names[i], 1])), upper },
          ]),
        ),
      },
      { ranging: false },
    ),
    milliseconds: time,
  };
}

function usersOf(link: string): number[] {
  return flows.flatMap(({ route }, i) => ((route as readonly string[]).includes(link) ? i : []));
}

function perLinkRates(): number[] {
  const rates = flows.map(() => Number.POSITIVE_INFINITY);
  for (const [link, capacity] of Object.entries(capacities)) {
    const users = usersOf(link);
    const { allocation: shares } = maxMinFairness(
      users.map(() => Number.POSITIVE_INFINITY),
      capacity,
    );
    users.forEach((i, k) => {
      rates[i] = Math.min(rates[i], shares[k]);
    });
  }
  return rates;
}

export function fairResults(runs: FairRuns): FairShareResult[] {
  return [runs.network, ...runs.links.map(({ result }) => result)];
}

/** Whether some flow could use another's rate better than its own. */
function hasEnvy(rates: ArrayLike<number>, demands: readonly number[]): boolean {
  const all = Array.from(rates);
  return all.some((x, i) => all.some((y) => Math.min(y, demands[i]) > x * (1 + 1e-9)));
}

const sumOf = (x: ArrayLike<number>) => Array.from(x).reduce((a, b) => a + b, 0);
const unlimited = flows.map(() => Number.POSITIVE_INFINITY);

export function fairClaim(runs: FairRuns): Claim {
  const { network: result, perLink, throughput, thirds } = runs;
  const endless = runs.links.filter(({ published }) => !published.ends).length;
  const { allocation, certificate } = result;
  const worst = Math.max(
    ...runs.links.flatMap(({ published, result: own, capacity }) =>
      published.allocation.map((x, i) => Math.abs(x - own.allocation[i]) / capacity),
    ),
  );
  const all = fairResults(runs);
  const held = all.filter(({ certificate: one }) => one.holds).length;
  const spare = runs.links.filter(({ demands, capacity }) => sumOf(demands) < capacity);
  const unused = capacities.core - sumOf(usersOf('core').map((i) => perLink[i]));
  const rates = (x: ArrayLike<number>) =>
    Array.from(x, (rate) =>
      significant(rate, rate === Math.round(rate) ? 2 : 4).replace(/\.0$/, ''),
    ).join(', ');
  const most = throughput.objective ?? Number.NaN;
  return {
    id: 'resources-fair-share',
    title: 'Max–min fairness, one link and more',
    published: html`Section 7: equal shares to flows that want more, until bandwidth or demand is used up; “fair (no flow can increase without decreasing another smaller flow)”,
“efficient (allocates all bandwidth)”, “envy-free (no flow prefers another’s allocation)”.`,
    reproduced: html`${mark(worst < 1e-12)} On one link the published procedure is right in exact numbers: on ${links.count} random links of ${links.flows} flows it comes to our rates, to
${small(worst)} of the capacity. <b>In floating point it may never end</b>: ${endless} of the ${links.count} go round for ever.`,
    true: html`The three properties are those of one link with equal weights; “all bandwidth” only where demands add up to as much. <b>On a network no link can be shared out by
itself</b>: link by link, the three flows below get ${rates(perLink)}, and ${significant(unused, 2)} of ${capacities.core} on the second link are left unused. Max–min fair are ${rates(allocation)}.
Envy remains there, and more could be carried in all: ${significant(most, 2)} against ${significant(sumOf(allocation), 2)}.`,
    why: html`<p>A flow over several links is held by one of them, and leaves to others what it cannot use elsewhere. Rates are max–min fair if and only if each flow has all it wants or a
bottleneck: a link on its route that is full and on which nobody has more (Bertsekas and Gallager 1992). On one link all have the same one, and so no flow below its demand has less than another:
that is envy-freeness. On a network a flow with a narrow bottleneck may see others with more, who take nothing from it; no rate can rise without a lower one falling, but the sum can.</p>
<p>The loop runs <code>while remaining &gt; 0</code>, and rounding may leave a little. Each round shares that out and leaves a rounding of it, down to the least number there is,
${small(thirds.remaining)} with three flows and a bandwidth of 1; a third of that is 0, and nothing changes any more. Progressive filling here ends after as many rounds as there are flows at most.</p>`,
    certificate: html`${mark(held === all.length)} ${held} of ${all.length}: each flow’s demand or bottleneck, from rates and capacities alone; in the network within
${small(certificate.kind === 'bottleneck' ? certificate.distance : Number.NaN)}. ${mark(throughput.certificate.holds)} The greatest sum: a linear program, by duality.`,
    time: `${milliseconds(runs.milliseconds)} for the network.`,
    commands: [
      piped(network, 'shadowprice resources fair-share -'),
      'shadowprice resources fair-share --demands 2,8,unlimited --capacity 12',
    ],
    calls: [
      `const { allocation, bottlenecks } = engine.resources.fairShare(${jsonLines(network)});`,
    ],
    below: [flowsTable(runs)],
    statements: [
      {
        text: html`Three flows that want 1 each of a bandwidth of 1: the published loop has ${small(thirds.remaining)} left and comes to a round that changes nothing.`,
        holds: !thirds.ends && thirds.remaining > 0 && thirds.remaining / 3 === 0,
      },
      {
        text: html`Published and own rates agree on all ${links.count} links; ${spare.length} of these have more than is asked for and keep what is left.`,
        holds:
          worst < 1e-12 &&
          spare.length > 0 &&
          spare.every(({ published, capacity }) => sumOf(published.allocation) < capacity),
      },
      {
        text: html`On each of them nobody envies: no flow below its demand has less than another.`,
        holds: runs.links.every(({ result: own, demands }) => !hasEnvy(own.allocation, demands)),
      },
      {
        text: html`On the network somebody does, although rates are max–min fair.`,
        holds: certificate.holds && hasEnvy(allocation, unlimited),
      },
      {
        text: html`Link by link, rates are possible but not max–min fair: the flow over the second link alone could have
${significant(allocation[2] - perLink[2], 2)} more at nobody’s cost.`,
        holds:
          unused > 0 &&
          Math.abs(allocation[2] - perLink[2] - unused) < 1e-9 &&
          perLink.slice(0, 2).every((x, i) => Math.abs(x - allocation[i]) < 1e-9),
      },
      {
        text: html`The greatest sum gives the flow over both links ${significant(throughput.variables?.flow0 ?? Number.NaN, 1)}.`,
        holds: throughput.variables?.flow0 === 0 && most > sumOf(allocation),
      },
    ],
  };
}

function flowsTable({
  network: { allocation, bottlenecks, certificate },
  perLink,
  throughput,
}: FairRuns): Markup {
  const rate = (x: number) => significant(x, 4);
  return table(
    html`<b>Three flows over two links</b>, ${Object.entries(capacities)
      .map(([link, capacity]) => `${link} ${capacity}`)
      .join(', ')}; all would take any rate.`,
    [
      { title: 'flow over' },
      { title: 'link by link', isNumber: true },
      { title: 'max–min fair', isNumber: true },
      { title: 'held by' },
      { title: 'greatest sum', isNumber: true },
    ],
    [
      ...flows.map(({ name }, i) => [
        name,
        rate(perLink[i]),
        rate(allocation[i]),
        bottlenecks[i].links.join(', '),
        rate(throughput.variables?.[`flow${i}`] ?? Number.NaN),
      ]),
      [
        'sum',
        rate(sumOf(perLink)),
        html`${mark(certificate.holds)} ${rate(sumOf(allocation))}`,
        '',
        rate(throughput.objective ?? Number.NaN),
      ],
    ],
  );
}
