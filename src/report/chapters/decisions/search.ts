/** Claim: local search as printed gets stuck, what the four methods do with as many looks, and what local optima promise. */

import { decisionsSearchFigure } from '../../../figures/index';
import { grouped, milliseconds, percentage, significant } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import type { Claim } from '../allocation/claim';
import type { Part } from './part';
import {
  jobsFile,
  methods,
  type Placed,
  type Placement,
  ring,
  type SearchRuns,
  searchRuns,
  seeds,
  shardsFile,
} from './search-runs';

/** Points of a path, and where it begins. */
const points = { count: 80, first: 100 } as const;

export const searchPart: Part = {
  what: 'searches',
  figures: 1,
  write(engine, context) {
    const runs = searchRuns(engine);
    const all = resultsOf(runs);
    const [once, , annealed] = runs.ring.results;
    const [, again] = runs.shards.results;
    const found = (results: readonly Placed[], { optimum }: Placement) =>
      `${reached(results, optimum)} of ${seeds}`;
    return {
      figures: [
        decisionsSearchFigure(
          {
            methods: methods.map(({ name }) => name),
            problems: [runs.ring, runs.shards].map(pathOf),
          },
          context,
        ),
      ],
      certificates: all.map(({ certificate }) => certificate.holds),
      finding: html`Local search as printed reaches the optimum of a ring on a mesh for ${found(once, runs.ring)} seeds, annealing for ${found(annealed, runs.ring)} with ${grouped(runs.ring.evaluations)} looks
each; on shards over racks the same loop, begun again and again, does so for ${found(again, runs.shards)}. <a href="#decisions-search">Details</a>`,
      lines: [
        `  optima of ${seeds} seeds, mesh and racks ${all.every(({ certificate }) => certificate.holds) ? '✓' : '✗'}: ${methods
          .map(({ name }, k) => {
            const [first, second] = [runs.ring, runs.shards].map(({ results, optimum }) =>
              reached(results[k], optimum),
            );
            return `${name} ${first}, ${second}`;
          })
          .slice(0, 3)
          .join('; ')}`,
      ],
      claim: ([figure]) => searchClaim(runs, figure),
    };
  },
};

function resultsOf({ ring: mesh, shards, cuts, makespans }: SearchRuns) {
  return [...mesh.results.flat(), ...shards.results.flat(), ...cuts, ...makespans];
}

/** Different costs at which the printed loop ends. */
const ends = ({ results }: Placement) => new Set(results[0].map(({ objective }) => objective)).size;

function reached(results: readonly Placed[], optimum: number): number {
  return results.filter(({ objective }) => objective === optimum).length;
}

/** What the figure draws: the mean over seeds of the best cost until then. */
function pathOf({ name, evaluations: most, optimum, results }: Placement) {
  const { count, first } = points;
  const evaluations = Array.from({ length: count }, (_, k) =>
    Math.round(first * (most / first) ** (k / (count - 1))),
  );
  const bestAfter = ({ history }: Placed, looks: number) => {
    const known = history.evaluations.filter((at) => at <= looks).length;
    return history.objective[Math.max(0, known - 1)];
  };
  return {
    name,
    evaluations,
    ratios: results.map((runs) =>
      evaluations.map(
        (looks) =>
          runs.reduce((sum, run) => sum + bestAfter(run, looks), 0) / runs.length / optimum,
      ),
    ),
  };
}

function searchClaim(runs: SearchRuns, figure: Markup): Claim {
  const { ring: mesh, shards, cuts, cutWeight, makespans } = runs;
  const all = resultsOf(runs);
  const held = all.filter(({ certificate }) => certificate.holds).length;
  const share = (problem: Placement, k: number) =>
    `${reached(problem.results[k], problem.optimum)} of ${seeds}`;
  const once = [mesh.results[0], shards.results[0]].flat();
  const stuck = once.filter(({ certificate }) => certificate.isLocalOptimum).length;
  const worst = Math.max(
    ...[mesh, shards].flatMap(({ results, optimum }) =>
      results[0].map(({ objective }) => objective / optimum),
    ),
  );
  const looks = once.reduce((sum, { evaluations }) => sum + evaluations, 0) / once.length;
  const [leastCut, longest] = [
    Math.min(...cuts.map(({ objective }) => objective)),
    Math.max(...makespans.map(({ ratio }) => ratio.realized ?? Number.NaN)),
  ];
  const proven = makespans[0].ratio.proven ?? Number.NaN;
  const rest = methods.slice(1).map(({ name }, k) => `${name} ${share(mesh, k + 1)}`);
  return {
    id: 'decisions-search',
    title: 'Local search, once and again',
    published: html`Section 6: go to the best neighbour until none is better. “Can get stuck in local optima”; “no approximation guarantees in general”. Variants are named: simulated annealing, tabu
search, genetic algorithms. There is no problem and no run.`,
    reproduced: html`${mark(stuck === once.length)} The loop is right as printed, and gets stuck as it says: from ${once.length} random starts on two placements it ends in a local optimum each time, after
${grouped(looks)} looks on average, and costs up to ${significant(worst, 3)} times the optimum.`,
    true: html`How often a search finds the optimum depends on the landscape more than on its name. A ring of ${ring.ranks} ranks on a mesh: the loop, once, for ${share(mesh, 0)} seeds; with ${grouped(mesh.evaluations)} looks each
${rest.join(', ')}. Shards of a model on racks: once ${share(shards, 0)}; <b>begun again, the printed loop has ${share(shards, 1)}</b>, annealing ${share(shards, 2)}, tabu ${share(shards, 3)}.`,
    why: html`<p>On the mesh the loop ends at ${ends(mesh)} different costs, ${reached(mesh.results[0], mesh.optimum) === 0 ? 'all of them above the optimum' : 'most of them above the optimum'}: to begin again is to draw another of very many shallow local optima, while a walk that may climb goes on from
one to the next. Shards that talk much fill racks in a few deep ways, of ${ends(shards)} costs; a walk that is in one of them hardly comes out, and a new start is the cheapest way to another. So comparisons need equal
numbers of looks, several seeds, and optima that are known.</p>
<p>That there is no guarantee “in general” is right, and for some problems there is one. Where no vertex gains by changing sides, half of each vertex’s weight is cut, and so half of all. Where no job ends earlier
on another of m equal machines, the makespan is within 2 − 2/(m + 1) of the best (Finn and Horowitz 1979).</p>`,
    certificate: html`${mark(held === all.length)} ${held} of ${all.length}: every placement is one shard a node, costs are summed anew and neighbourhoods scanned again. The optima come without a search: ${mesh.optimum} on
the mesh, as each hop takes 1 at least, and rings that take no more were found; ${shards.optimum} on racks, by trying all ways to fill them.`,
    time: `${milliseconds(runs.milliseconds)} for ${methods.length} methods on the mesh, ${seeds} seeds each.`,
    commands: [
      `shadowprice resources search ${shardsFile} --method local --restarts 0 --improvement best --evaluations ${shards.evaluations}`,
      `shadowprice resources search ${shardsFile} --method local --improvement best --evaluations ${shards.evaluations}`,
      `shadowprice resources search ${jobsFile} --method local --restarts 0`,
    ],
    calls: [
      `const ranks = Array.from({ length: ${ring.ranks} }, (_, i) => i);`,
      'const ringOnMesh = {',
      "  kind: 'placement',",
      `  traffic: ranks.map((i) => ranks.map((k) => Number(k === (i + 1) % ${ring.ranks}))),`,
      `  distances: ranks.map((p) => ranks.map((q) => Math.abs(p % ${ring.columns} - q % ${ring.columns}) + Math.abs((p >> ${Math.log2(ring.columns)}) - (q >> ${Math.log2(ring.columns)})))),`,
      '};',
      `engine.resources.search(ringOnMesh, { method: 'annealing', evaluations: ${mesh.evaluations}, seed: 0 }).objective;`,
    ],
    below: [figure, reachedTable(runs)],
    statements: [
      {
        text: html`From each of ${once.length} starts the printed loop ends where no swap of two shards is better.`,
        holds: stuck === once.length,
      },
      {
        text: html`No search has less than the optimum, and on both problems some method reaches it.`,
        holds: [mesh, shards].every(({ results, optimum }) => {
          const least = Math.min(...results.flat().map(({ objective }) => objective));
          return least === optimum;
        }),
      },
      {
        text: html`No search looks at more solutions than it may.`,
        holds: [mesh, shards].every(({ results, evaluations }) =>
          results.flat().every((one) => one.evaluations <= evaluations),
        ),
      },
      {
        text: html`${cuts.length} descents on a random graph of ${cutWeight} edges cut ${leastCut} at least, and half of them is proven.`,
        holds: cuts.every(
          ({ objective, ratio }) => objective >= cutWeight / 2 && ratio.proven === 2,
        ),
      },
      {
        text: html`${makespans.length} descents for jobs on equal machines are within ${significant(longest, 4)} of the optimum, and ${significant(proven, 4)} is proven.`,
        holds: makespans.every(
          ({ ratio }) => ratio.proven === proven && (ratio.realized ?? Number.NaN) <= proven,
        ),
      },
    ],
  };
}

function reachedTable({ ring: mesh, shards }: SearchRuns): Markup {
  const mean = (x: readonly number[]) => x.reduce((sum, each) => sum + each, 0) / x.length;
  const cells = ({ results, optimum }: Placement, k: number) => {
    const costs = results[k].map(({ objective }) => objective);
    return [
      `${reached(results[k], optimum)} of ${seeds}`,
      percentage(mean(costs) / optimum - 1, 1),
      grouped(mean(results[k].map(({ evaluations }) => evaluations))),
    ];
  };
  return table(
    html`<b>Two placements</b>, seeds 0 to ${seeds - 1}: how often the optimum was reached (${mesh.optimum} on the mesh, ${shards.optimum} on racks), mean cost beyond it, and solutions looked at.`,
    [
      { title: 'method' },
      { title: 'mesh', isNumber: true },
      { title: 'beyond', isNumber: true },
      { title: 'looks', isNumber: true },
      { title: 'racks', isNumber: true },
      { title: 'beyond', isNumber: true },
      { title: 'looks', isNumber: true },
    ],
    methods.map(({ name }, k) => [name, ...cells(mesh, k), ...cells(shards, k)]),
  );
}
