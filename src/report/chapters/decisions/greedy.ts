/** Claim: where greedy is exact, each answer with its proof, and where a value makes it wrong. */

import links from '../../../../examples/resources/cluster-links.json';
import bookings from '../../../../examples/resources/gpu-bookings.json';
import gpuJobs from '../../../../examples/resources/gpu-jobs.json';
import type { Engine } from '../../../domains';
import type {
  ActivitiesResult,
  KnapsackResult,
  SpanningTreeProblem,
  SpanningTreeResult,
} from '../../../resources/index';
import { grouped, milliseconds, percentage, significant } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import type { Claim } from '../allocation/claim';
import { timed } from '../compliance/timed';
import type { Part } from './part';

const linksFile = 'examples/resources/cluster-links.json';
const bookingsFile = 'examples/resources/gpu-bookings.json';
const jobsFile = 'examples/resources/gpu-jobs.json';

const graph = links as unknown as SpanningTreeProblem;
const edges = links.edges.map((edge) =>
  Array.isArray(edge) ? edge : [edge.from, edge.to, edge.cost],
);
const costs = edges.map(([, , cost]) => Number(cost));
const { activities, machines } = bookings;

/** Worth and GPU hours of jobs, of which there are fewer than all would take. */
const { values, weights, capacity } = gpuJobs;
const jobs = { values, weights, capacity };

interface GreedyRuns {
  readonly tree: SpanningTreeResult;
  /** All spanning trees, as sets of edges, with their costs. */
  readonly trees: readonly Tried[];
  /** As many bookings as one machine has time for. */
  readonly most: ActivitiesResult;
  /** The bookings worth most, on one machine and on all. */
  readonly worth: ActivitiesResult;
  readonly both: ActivitiesResult;
  /** Value of what earliest finish takes on one machine. */
  readonly byFinish: number;
  /** Of all sets of bookings that one machine has time for. */
  readonly tried: { readonly count: number; readonly most: number; readonly worth: number };
  readonly parts: KnapsackResult;
  readonly whole: KnapsackResult;
  readonly milliseconds: number;
}

interface Tried {
  readonly edges: number;
  readonly cost: number;
}

function greedyRuns({ resources }: Engine): GreedyRuns {
  const counted = {
    activities: activities.map(({ name, start, finish }) => ({ name, start, finish })),
  };
  const [[tree, most, parts], time] = timed(
    () =>
      [
        resources.spanningTree(graph),
        resources.activities(counted),
        resources.knapsack(jobs, { method: 'fractional' }),
      ] as const,
  );
  return {
    tree,
    most,
    parts,
    trees: spanningTrees(tree.vertices.map(String)),
    worth: resources.activities({ activities }),
    both: resources.activities({ activities, machines }),
    byFinish: earliestFinish().reduce((sum, i) => sum + activities[i].value, 0),
    tried: triedBookings(),
    whole: resources.knapsack(jobs),
    milliseconds: time,
  };
}

/** As it is taught: by finish, each that begins after the last one taken. */
function earliestFinish(): number[] {
  const order = [...activities.keys()].sort((a, b) => activities[a].finish - activities[b].finish);
  let free = Number.NEGATIVE_INFINITY;
  return order.filter((i) => {
    if (activities[i].start < free) return false;
    free = activities[i].finish;
    return true;
  });
}

/** Every set of edges with one edge fewer than vertices, and no cycle. */
function spanningTrees(vertices: readonly string[]): Tried[] {
  const ends = edges.map(([from, to]) => [from, to].map((v) => vertices.indexOf(String(v))));
  const found: Tried[] = [];
  const visit = (
    at: number,
    taken: number,
    part: readonly number[],
    parts: number,
    cost: number,
  ) => {
    if (parts === 1) found.push({ edges: taken, cost });
    if (parts === 1 || at === edges.length) return;
    visit(at + 1, taken, part, parts, cost);
    const [a, b] = ends[at].map((v) => part[v]);
    if (a === b) return;
    const joined = part.map((p) => (p === b ? a : p));
    visit(at + 1, taken | (1 << at), joined, parts - 1, cost + costs[at]);
  };
  const each = [...vertices.keys()];
  visit(0, 0, each, each.length, 0);
  return found;
}

/** All sets of bookings, by start, so that each need only be compared with the last one taken. */
function triedBookings() {
  const sorted = [...activities].sort((a, b) => a.start - b.start);
  let [count, most, worth] = [0, 0, 0];
  const visit = (at: number, free: number, taken: number, value: number): void => {
    if (at === sorted.length) {
      count++;
      most = Math.max(most, taken);
      worth = Math.max(worth, value);
      return;
    }
    visit(at + 1, free, taken, value);
    const { start, finish, value: own } = sorted[at];
    if (start >= free) visit(at + 1, finish, taken + 1, value + own);
  };
  visit(0, Number.NEGATIVE_INFINITY, 0, 0);
  return { count, most, worth };
}

export const greedyPart: Part = {
  what: 'greedy choices',
  figures: 0,
  write(engine) {
    const runs = greedyRuns(engine);
    const all = resultsOf(runs);
    const lost = percentage(1 - runs.byFinish / runs.worth.value, 1);
    return {
      figures: [],
      certificates: all.map(({ certificate }) => certificate.holds),
      finding: html`Greedy is exact for spanning trees, divisible knapsacks and bookings by number, as published, and each answer has a proof. For bookings by value the same rule misses
${lost} here. <a href="#decisions-greedy">Details</a>`,
      lines: [],
      claim: () => greedyClaim(runs),
    };
  },
};

const resultsOf = ({ tree, most, worth, both, parts, whole }: GreedyRuns) => [
  ...[tree, most, worth, both],
  ...[parts, whole],
];

/** What the cheapest tree without an edge costs more, by all trees. */
function lossesOf({ trees, tree }: GreedyRuns): number[] {
  return edges.map((_, e) => {
    const others = trees.filter((one) => ((one.edges >> e) & 1) === 0);
    return Math.min(Number.POSITIVE_INFINITY, ...others.map(({ cost }) => cost)) - tree.cost;
  });
}

/** λ B + Σ max(0, v − λ w), the bound of any price. */
function boundOf(price: number): number {
  return values.reduce((sum, v, j) => sum + Math.max(0, v - price * weights[j]), price * capacity);
}

function greedyClaim(runs: GreedyRuns): Claim {
  const { tree, trees, most, worth, both, byFinish, tried, parts, whole } = runs;
  const all = resultsOf(runs);
  const held = all.filter(({ certificate }) => certificate.holds).length;
  const least = Math.min(...trees.map(({ cost }) => cost));
  const losses = lossesOf(runs);
  const priced = losses.filter((loss) => loss > 0 && Number.isFinite(loss));
  const price = parts.shadowPrice ?? Number.NaN;
  const lost = percentage(1 - byFinish / worth.value, 1);
  return {
    id: 'decisions-greedy',
    title: 'Where greedy is exact',
    published: html`Section 6, “When greedy works (with proof)”: “matroid optimization (e.g. minimum spanning tree)”, “fractional knapsack”, “activity selection”.`,
    reproduced: html`${mark(least === tree.cost && tried.most === most.value)} All three are right. The greedy tree over ${tree.vertices.length} sites costs ${tree.cost}, the least of all ${trees.length} spanning trees;
earliest finish takes ${most.value} of ${activities.length} bookings, the most of all ${grouped(tried.count)} sets that one machine has time for.`,
    true: html`The third is right for the <b>number</b> of activities alone. Where bookings differ in value, earliest finish has ${byFinish} of ${worth.value} on one machine, <b>${lost} less</b> than the
optimum, which a dynamic programme finds. On ${machines} machines a flow of least cost has ${both.value}; a machine more would add ${both.marginal?.gain ?? '?'}.`,
    why: html`<p>Greedy is exact for every choice of weights if and only if what may be taken is a matroid: a smaller set can always be enlarged by something from a larger one (Rado 1957; Edmonds 1971). Edges
without a cycle are one. Bookings are not: what earliest finish takes is a largest set by an exchange of its own, in which each booking may stand for any other, and that ends where they have values.</p>
<p>Each answer comes with a proof that needs no theory. Tree: every edge left out is the dearest on the cycle it would close. Divisible jobs: a price λ for the budget, at which the bound λB + Σ max(0, v − λw)
is met; here λ = ${significant(price, 4)}. Bookings: as many moments as bookings taken, one at least within every booking; by value, prices of a machine’s time, which with what each booking taken is worth beyond them add up to the value.</p>`,
    certificate: html`${mark(held === all.length)} ${held} of ${all.length}: the cycle property with every edge’s tolerance, duality for bookings and for divisible jobs; the ${values.length} jobs of the example are worth ${significant(whole.value, 5)} whole and
${significant(parts.value, 5)} divisible.`,
    time: `${milliseconds(runs.milliseconds)} for one tree, one list of bookings and one knapsack.`,
    commands: [
      `shadowprice resources spanning-tree ${linksFile}`,
      `shadowprice resources activities ${bookingsFile}`,
      `shadowprice resources knapsack ${jobsFile} --method fractional`,
    ],
    calls: [
      "import { readFile } from 'node:fs/promises';",
      `const read = async (name) => JSON.parse(await readFile(name, 'utf8'));`,
      `engine.resources.spanningTree(await read('${linksFile}')).shadowPrices;`,
      `engine.resources.activities({ ...(await read('${bookingsFile}')), machines: 1 }).value;`,
      `const { values, weights, capacity } = await read('${jobsFile}');`,
      "engine.resources.knapsack({ values, weights, capacity }, { method: 'fractional' }).shadowPrice;",
    ],
    below: [treeTable(runs)],
    statements: [
      {
        text: html`No spanning tree of all ${trees.length} costs less than ${tree.cost}, and without any one edge the cheapest costs more by just that edge’s price: ${priced.length} prices above 0.`,
        holds: least === tree.cost && losses.every((loss, e) => loss === tree.shadowPrices[e]),
      },
      {
        text: html`Of ${grouped(tried.count)} sets of bookings without overlap none has more than ${most.value}, and none is worth more than ${worth.value}.`,
        holds: tried.most === most.value && tried.worth === worth.value,
      },
      {
        text: html`Earliest finish, as it is taught, takes as many bookings as that, worth ${byFinish}.`,
        holds: earliestFinish().length === most.value && byFinish < worth.value,
      },
      {
        text: html`Divisible jobs: at the price ${significant(price, 4)} the bound equals the value; other prices bound less tightly.`,
        holds:
          Math.abs(boundOf(price) - parts.value) < 1e-9 * parts.value &&
          [0.5, 0.9, 1.1, 2].every((factor) => boundOf(factor * price) > parts.value),
      },
    ],
  };
}

function treeTable({ tree }: GreedyRuns): Markup {
  const taken = new Set(tree.edges);
  return table(
    html`<b>Links between ${tree.vertices.length} sites</b>: the cheapest tree, what it loses without each link, and up to which cost a link stays in it (or comes into it).`,
    [
      { title: 'link' },
      { title: 'cost', isNumber: true },
      { title: 'in the tree' },
      { title: 'lost without it', isNumber: true },
      { title: 'up to', isNumber: true },
    ],
    edges.map(([from, to, cost], e) => [
      `${from} – ${to}`,
      String(cost),
      taken.has(e) ? 'yes' : '',
      significantOrNothing(tree.shadowPrices[e], taken.has(e)),
      // below the lower tolerance a link left out comes in
      String(taken.has(e) ? tree.upper[e] : tree.lower[e]).replace('Infinity', '∞'),
    ]),
  );
}

function significantOrNothing(loss: number, isTaken: boolean): string {
  if (!isTaken) return '';
  return Number.isFinite(loss) ? String(loss) : '∞';
}
