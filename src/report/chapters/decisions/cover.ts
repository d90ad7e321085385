/** Claim: what greedy covers promise. H_n and not ln n with costs; by degree nothing at all, where 2 can be had. */

import type { SetCoverResult, VertexCoverResult } from '../../../resources/index';
import { grouped, milliseconds, percentage, significant } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import type { Claim } from '../allocation/claim';
import {
  boundedElements,
  type CoverRuns,
  coverRuns,
  monitorMethods,
  monitorsFile,
  probeMethods,
  probesFile,
} from './cover-runs';
import type { Part } from './part';

const ratioOf = ({ greedy, exact }: CoverRuns['families'][number]) =>
  (greedy.cost ?? Number.NaN) / (exact.cost ?? Number.NaN);
const harmonic = (n: number) =>
  Array.from({ length: n }, (_, k) => 1 / (k + 1)).reduce((a, b) => a + b, 0);
/** The constant of his upper bound. */
const slavik = 0.78;
const plain = (x: number | null) => String(Number((x ?? Number.NaN).toPrecision(6)));

export const coverPart: Part = {
  what: 'covers',
  figures: 0,
  async write(engine) {
    const runs = await coverRuns(engine);
    const all = resultsOf(runs);
    const last = runs.bipartite[runs.bipartite.length - 1];
    const degree = significant(last.byDegree / last.exact.weight, 3);
    const family = runs.families[runs.families.length - 1];
    return {
      figures: [],
      certificates: all.map(({ certificate }) => certificate.holds),
      finding: html`Greedy vertex cover is not a 2-approximation: by degree it takes ${degree} times the optimum of a graph with ${grouped(last.edges)} edges, and more of larger ones. Greedy set
cover is within H<sub>n</sub>, not ln n, where sets have costs. <a href="#decisions-covers">Details</a>`,
      lines: [
        `  covers ${all.every(({ certificate }) => certificate.holds) ? '✓' : '✗'}: by degree ${degree} times the least, primal–dual ${significant(last.primalDual.weight / last.exact.weight, 3)}; greedy sets ${significant(ratioOf(family), 4)}, ln n ${significant(Math.log(family.elements), 4)}`,
      ],
      claim: () => coverClaim(runs),
    };
  },
};

function resultsOf(runs: CoverRuns): (SetCoverResult | VertexCoverResult)[] {
  const { families, bipartite, smallest, probes, monitors } = runs;
  return [
    ...families.flatMap(({ greedy, exact }) => [greedy, exact]),
    ...[smallest.plain, smallest.pruned],
    ...bipartite.flatMap(({ primalDual, exact }) => [primalDual, exact]),
    ...[...probes, ...monitors],
  ];
}

function coverClaim(runs: CoverRuns): Claim {
  const { families, tried, smallest, ceilings, bipartite, firstAbove, probes, monitors } = runs;
  const all = resultsOf(runs);
  const held = all.filter(({ certificate }) => certificate.holds).length;
  const [few, many] = tried;
  const [largest, widest] = [bipartite[bipartite.length - 1], families[families.length - 1]];
  const times = (one: CoverRuns['bipartite'][number]) => one.byDegree / one.exact.weight;
  const exceptions = ceilings.flatMap((ratio, k) => (ratio > Math.log(k + 1) ? [k + 1] : []));
  const after = exceptions[exceptions.length - 1] + 1;
  const optima = [probes[probes.length - 1], monitors[monitors.length - 1]];
  const bySearch = optima.filter(({ certificate }) => certificate.provenBy !== 'prices').length;
  const sets = smallest.sets.map((set) => `{${set.join(', ')}}`).join(', ');
  return {
    id: 'decisions-covers',
    title: 'What greedy covers promise',
    published: html`Section 6, “When greedy gives approximation (but not optimal)”: “set cover (ln n approximation)”, “vertex cover (2-approximation)”.`,
    reproduced: html`${mark(exceptions.every((n) => n < after))} <b>ln n</b> is right where all sets cost the same, from n = ${after} elements on. With costs it is not: the family below takes greedy to
${significant(ratioOf(widest), 4)} times the optimum where ln ${widest.elements} = ${significant(Math.log(widest.elements), 4)}. ${mark(times(largest) > 2)} <b>2</b> is not what greedy has: taking the vertex with most edges left
comes to ${bipartite.map((one) => significant(times(one), 3)).join(', ')} times the optimum on graphs with ${bipartite.map(({ side }) => side).join(', ')} vertices on the left.`,
    true: html`Greedy set cover is within <b>H<sub>d</sub></b> = 1 + 1/2 + … + 1/d of the optimum, d the size of the largest set, and there are problems in which it comes as near to that as one likes. Greedy by degree for vertex cover
has no constant at all. The 2 belongs to other rules: both ends of an edge that is not covered, again and again, or edges that pay for their ends until one is paid for (primal–dual). The latter takes
${significant(Math.max(...bipartite.map(({ primalDual, exact: one }) => primalDual.weight / one.weight)), 3)} times the optimum at most on the same graphs.`,
    why: html`<p>Give each element its share of what greedy paid when it was first covered. The last k elements of a set S never pay more than c<sub>S</sub>/k each, or S would have been taken: so these
shares, divided by H<sub>d</sub>, are prices that overcharge no set, and their sum is a bound (Chvátal 1979). It is met by one set of all for a little more than 1 and single elements for 1/n, 1/(n − 1), … 1: greedy
takes all of these. With equal costs one of the m sets of the optimum always has an m-th of what is left, and that is less: below ln n − ln ln n + ${slavik} (Slavík 1997), and so below ln n from
${Math.ceil(Math.exp(Math.exp(slavik)))} elements on. In polynomial time nothing does better than (1 − o(1)) ln n unless P = NP (Dinur and Steurer 2014).</p>
<p>By degree: k vertices on the left; on the right, for each i from 2 to k, ⌊k/i⌋ vertices with i neighbours each, no two of the same i sharing one. A vertex on the left has fewer neighbours left than the best one on the right,
so the rule takes the whole right side, about k (ln k − 1) vertices, where the k on the left would do (Johnson 1974). Each edge of a matching needs a vertex of its own, and that gives the 2 (Gavril; Bar-Yehuda and
Even 1981, with weights).</p>`,
    certificate: html`${mark(held === all.length)} ${held} of ${all.length}: every element in a set taken, the cost summed anew, prices that overcharge no set and add up to the bound. Of the two examples the
optimum is that of an integer program, ${bySearch} of ${optima.length} with a search as proof.`,
    time: `${milliseconds(runs.milliseconds)} for the bipartite family by three methods.`,
    commands: [
      `shadowprice resources cover ${probesFile}`,
      `shadowprice resources cover ${monitorsFile} --method exact`,
    ],
    calls: [
      `const given = ${JSON.stringify({ sets: smallest.sets })};`,
      'const asPublished = await engine.resources.setCover(given, { prune: false });',
      "const least = await engine.resources.setCover(given, { method: 'exact' });",
      'asPublished.cost / least.cost;',
    ],
    below: [familyTable(runs), bipartiteTable(runs), examplesTable(runs)],
    statements: [
      {
        text: html`With costs greedy pays H<sub>n</sub> against 1 and a little, more than ln n, for all of n = ${families.map(({ elements }) => elements).join(', ')}.`,
        holds: families.every(
          (one) =>
            Math.abs((one.greedy.cost ?? Number.NaN) - harmonic(one.elements)) < 1e-9 &&
            ratioOf(one) > Math.log(one.elements) &&
            ratioOf(one) <= (one.greedy.ratio.proven ?? Number.NaN),
        ),
      },
      {
        text: html`All ${grouped(few.families)} families over ${few.elements} elements at equal costs: none above ln ${few.elements}. Over ${many.elements}: ${many.above} of ${grouped(many.families)}, with ties
broken badly, the worst at ${significant(many.worst, 2)} against ln ${many.elements} = ${significant(Math.log(many.elements), 3)}.`,
        holds: few.above === 0 && many.above > 0 && many.worst === ceilings[many.elements - 1],
      },
      {
        text: html`The fewest sets that do it are ${sets}: greedy takes ${plain(smallest.plain.cost)}, and ${plain(smallest.pruned.cost)} once what is superfluous is taken out again.`,
        holds: smallest.plain.cost === 3 && smallest.pruned.cost === 2,
      },
      {
        text: html`From ${after} to ${boundedElements} elements no family at equal costs can be above ln n.`,
        holds: ceilings.every((ratio, k) => k + 1 < after || ratio < Math.log(k + 1)),
      },
      {
        text: html`By degree, ${firstAbove} vertices on the left are the first with more than twice the optimum, and the ratio rises with every size in the table.`,
        holds:
          firstAbove > 2 &&
          bipartite.every((one, k) => k === 0 || times(one) > times(bipartite[k - 1])) &&
          bipartite.every(({ side, exact: one }) => one.weight === side),
      },
      {
        text: html`Methods with a proven ratio keep it in every problem of this claim, and the integer programs have the least cost of all choices, tried one by one: ${plain(runs.leastProbes)} and ${plain(runs.leastMonitors)}.`,
        holds:
          all.every(
            ({ ratio }) => (ratio.realized ?? Number.NaN) <= (ratio.proven ?? Number.NaN) + 1e-9,
          ) &&
          probes[probes.length - 1].cost === runs.leastProbes &&
          monitors[monitors.length - 1].weight === runs.leastMonitors,
      },
    ],
  };
}

function familyTable({ families }: CoverRuns): Markup {
  return table(
    html`<b>Greedy set cover with costs</b>: one set of all n elements, and each alone.`,
    [
      { title: 'n', isNumber: true },
      { title: 'greedy', isNumber: true },
      { title: 'least', isNumber: true },
      { title: 'ratio', isNumber: true },
      { title: 'ln n, published', isNumber: true },
      { title: 'Hₙ', isNumber: true },
    ],
    families.map((one) => [
      String(one.elements),
      significant(one.greedy.cost ?? Number.NaN, 5),
      html`${mark(one.exact.certificate.holds)} ${plain(one.exact.cost)}`,
      significant(ratioOf(one), 5),
      significant(Math.log(one.elements), 5),
      significant(harmonic(one.elements), 5),
    ]),
  );
}

function bipartiteTable({ bipartite }: CoverRuns): Markup {
  return table(
    html`<b>Vertex cover by degree</b>: vertices taken on the family above.`,
    [
      { title: 'left', isNumber: true },
      { title: 'edges', isNumber: true },
      { title: 'by degree', isNumber: true },
      { title: 'ratio', isNumber: true },
      { title: 'primal–dual', isNumber: true },
      { title: 'least', isNumber: true },
    ],
    bipartite.map(({ side, edges, byDegree, primalDual, exact }) => [
      String(side),
      grouped(edges),
      String(byDegree),
      significant(byDegree / exact.weight, 4),
      String(primalDual.weight),
      html`${mark(exact.certificate.holds)} ${exact.weight}`,
    ]),
  );
}

function examplesTable({ probes, monitors, leastProbes, leastMonitors }: CoverRuns): Markup {
  const row = (
    problem: string,
    method: string,
    cost: number,
    least: number,
    { ratio, bound }: SetCoverResult | VertexCoverResult,
  ) => [
    problem,
    method,
    plain(cost),
    plain(bound),
    percentage(cost / least - 1, 1),
    significant(ratio.proven ?? Number.NaN, 3),
  ];
  return table(
    html`<b>Two examples</b>: safety probes that between them find every risk, and monitors on every link of a cluster.`,
    [
      { title: 'problem' },
      { title: 'method' },
      { title: 'cost', isNumber: true },
      { title: 'bound', isNumber: true },
      { title: 'beyond the least', isNumber: true },
      { title: 'ratio proven', isNumber: true },
    ],
    [
      ...probes.map((one, k) =>
        row('probes', probeMethods[k], one.cost ?? Number.NaN, leastProbes, one),
      ),
      ...monitors.map((one, k) =>
        row('monitors', monitorMethods[k], one.weight, leastMonitors, one),
      ),
    ],
  );
}
