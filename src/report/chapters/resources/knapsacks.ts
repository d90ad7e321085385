/** Claim: greedy by density has no guarantee, with the best single item it has, and both can be had exactly. */

import type { Engine } from '../../../domains';
import type { KnapsackProblem, KnapsackResult } from '../../../resources/index';
import { grouped, milliseconds, percentage, significant } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import { greedyKnapsack } from '../../published-resources';
import type { Claim } from '../allocation/claim';
import { timed } from '../compliance/timed';
import { jsonLines } from './commands';

/** Strongly correlated instances (Pisinger 2005): weights 1 … R, values a tenth of R more, half of all fits. */
const instances = { count: 12, items: 20, range: 1000, capacity: 0.5 } as const;
const epsilons = [0.1, 0.05, 0.01] as const;
/** Weights of the heavier of two items, the lighter of weight 1 and value 2. */
const sizes = [4, 10, 100, 1e3, 1e4, 1e5, 1e6] as const;

interface Plain extends KnapsackProblem {
  readonly values: number[];
  readonly weights: number[];
}

export interface KnapsackCase {
  readonly problem: Plain;
  readonly exact: KnapsackResult;
  readonly greedy: KnapsackResult;
  readonly approximate: readonly KnapsackResult[];
  /** Value of the published rule. */
  readonly published: number;
}

export interface KnapsackRuns {
  readonly cases: readonly KnapsackCase[];
  readonly pairs: readonly KnapsackCase[];
  readonly milliseconds: number;
}

function instance({ sampling }: Engine, seed: number): Plain {
  const { items, range, capacity } = instances;
  const design = { design: 'random', samples: items, dimensions: 1, seed } as const;
  const weights = Array.from(sampling.design(design).matrix(), (u) => 1 + Math.floor(range * u));
  const sum = weights.reduce((a, b) => a + b, 0);
  return {
    weights,
    values: weights.map((w) => w + range / 10),
    capacity: Math.floor(capacity * sum),
  };
}

/** Two items of which density takes the wrong one. */
const pairOf = (size: number): Plain => ({
  weights: [1, size],
  values: [2, size],
  capacity: size,
});

function caseOf({ resources }: Engine, problem: Plain, shares: readonly number[]): KnapsackCase {
  const taken = greedyKnapsack(problem.weights, problem.values, problem.capacity);
  return {
    problem,
    exact: resources.knapsack(problem),
    greedy: resources.knapsack(problem, { method: 'greedy' }),
    approximate: shares.map((epsilon) => resources.knapsack(problem, { method: 'fptas', epsilon })),
    published: taken.reduce((sum, j) => sum + problem.values[j], 0),
  };
}

export function knapsackRuns(engine: Engine): KnapsackRuns {
  const [cases, time] = timed(() =>
    Array.from({ length: instances.count }, (_, seed) =>
      caseOf(engine, instance(engine, seed), epsilons),
    ),
  );
  return {
    cases,
    pairs: sizes.map((size) => caseOf(engine, pairOf(size), [])),
    milliseconds: time,
  };
}

export function knapsacksOf({ cases, pairs }: KnapsackRuns): KnapsackResult[] {
  return [...cases, ...pairs].flatMap(({ exact, greedy, approximate }) => [
    exact,
    greedy,
    ...approximate,
  ]);
}

interface Method {
  readonly name: string;
  readonly isPublished: boolean;
  readonly missed: readonly number[];
  /** Share that may be missed at most. */
  readonly bound: number | null;
}

/** What each method misses, as the figure draws it. */
export function methodsOf({ cases }: KnapsackRuns): Method[] {
  const missed = (of: (each: KnapsackCase) => number) =>
    cases.map((each) => 1 - of(each) / each.exact.value);
  return [
    {
      name: 'greedy, published',
      isPublished: true,
      missed: missed(({ published }) => published),
      bound: null,
    },
    {
      name: 'greedy, repaired',
      isPublished: false,
      missed: missed(({ greedy }) => greedy.value),
      bound: 0.5,
    },
    ...epsilons.map((epsilon, k) => ({
      name: `FPTAS, ε = ${epsilon}`,
      isPublished: false,
      missed: missed(({ approximate }) => approximate[k].value),
      bound: epsilon,
    })),
  ];
}

export function pairsToDraw({ pairs }: KnapsackRuns) {
  return {
    sizes,
    published: pairs.map(({ published, exact }) => published / exact.value),
    repaired: pairs.map(({ greedy, exact }) => greedy.value / exact.value),
  };
}

/** Value and weight of the items recovered, summed anew. */
function isRecovered({ problem, exact }: KnapsackCase): boolean {
  const sum = (list: readonly number[]) => exact.items.reduce((total, j) => total + list[j], 0);
  return (
    new Set(exact.items).size === exact.items.length &&
    sum(problem.values) === exact.value &&
    sum(problem.weights) <= problem.capacity
  );
}

/** The recurrence of section 4 over a row of capacities, values alone. */
function byRecurrence({ weights, values, capacity }: Plain): number {
  const best = new Float64Array(capacity + 1);
  weights.forEach((w, j) => {
    for (let room = capacity; room >= w; room--) {
      best[room] = Math.max(best[room], best[room - w] + values[j]);
    }
  });
  return best[capacity];
}

export function knapsacksClaim(runs: KnapsackRuns, figure: Markup): Claim {
  const { cases, pairs, milliseconds: time } = runs;
  const methods = methodsOf(runs);
  const [published, repaired, ...schemes] = methods;
  const worst = (missed: readonly number[]) => Math.max(...missed);
  const all = knapsacksOf(runs);
  const held = all.filter(({ certificate }) => certificate.holds).length;
  const shares = pairsToDraw(runs).published;
  const last = pairs[pairs.length - 1];
  const [first] = cases;
  const drawn = first.problem;
  const agrees = cases.filter((each) => byRecurrence(each.problem) === each.exact.value).length;
  const recovered = [...cases, ...pairs].every(isRecovered);
  return {
    id: 'resources-knapsack',
    title: 'Which jobs to take: greedy, exact, and between',
    published: html`Section 4: the recurrence of dynamic programming, O(nW) in time, returning the value alone. Section 6: greedy by value/weight, “no constant
approximation guarantee in general, but works well in practice”.`,
    reproduced: html`${mark(agrees === cases.length)} The recurrence has the value of our exact method in ${agrees} of ${cases.length} instances. The greedy rule, as
printed, misses up to ${percentage(worst(published.missed), 1)} of the value.`,
    true: html`That it has no guarantee is right, and can be shown: with two items it is worth ${significant(last.published, 2)} where
${grouped(last.exact.value)} can be had. <b>One line repairs it</b>: the better of greedy and the single item that is worth most has at least half the optimum, here
all but ${percentage(worst(repaired.missed), 1)} at worst. Within any share ε of the optimum takes time polynomial in n and 1/ε; and these instances are solved exactly, with the items.`,
    why: html`<p>Densest first, up to the first item b that does not fit, plus b, is worth at least the optimum (Dantzig 1957). So one of the two, the items before b or b alone, is worth
half of it. Without b the rule can lose all: weights 1 and M, values 2 and M, capacity M. Density takes the 2.</p>
<p>The scheme rounds values down to multiples of K = εz/n, z the value of the repaired rule, and solves that exactly: at most nK = εz is lost (Ibarra and Kim 1975, Lawler 1979). The instances are of a class that is
hard for bounds: values are weights plus a constant, so that densities hardly tell items apart.</p>`,
    certificate: html`${mark(held === all.length)} ${held} of ${all.length}: items fit, add up to the value with roundings carried along, and the value is within its promise of a bound by
weak duality or the dynamic programme.`,
    time: `${milliseconds(time)} for ${instances.count} instances by ${2 + epsilons.length} methods.`,
    commands: [
      'shadowprice resources knapsack --values 2,1000 --weights 1,1000 --capacity 1000 --method greedy',
      [
        'shadowprice resources knapsack',
        `--values ${drawn.values.join(',')}`,
        `--weights ${drawn.weights.join(',')}`,
        `--capacity ${drawn.capacity}`,
      ].join(' \\\n  '),
    ],
    calls: [
      `const jobs = ${jsonLines(drawn)};`,
      'engine.resources.knapsack(jobs).items;',
      "engine.resources.knapsack(jobs, { method: 'fptas', epsilon: 0.05 }).value;",
    ],
    below: [figure, methodsTable(methods, runs)],
    statements: [
      {
        text: html`The source’s recurrence and the exact method have the same value in ${agrees} of ${cases.length} instances of ${instances.items} items.`,
        holds: agrees === cases.length,
      },
      {
        text: html`The items recovered add up to the optimum and fit, in all ${cases.length + pairs.length} problems.`,
        holds: recovered,
      },
      {
        text: html`As the heavier of two items grows, the published rule falls from ${percentage(shares[0], 0)} of the optimum to
${percentage(shares[shares.length - 1], 4)}; with the single item it is never below one half.`,
        holds:
          shares.every((share, k) => k === 0 || share < shares[k - 1]) &&
          shares[shares.length - 1] < 1e-5 &&
          pairs.every(({ greedy, exact }) => greedy.value >= exact.value / 2),
      },
      {
        text: html`No method misses more than is proven of it: a half, ${epsilons.map((epsilon) => percentage(epsilon, 0)).join(', ')}.`,
        holds: [repaired, ...schemes].every(({ missed, bound }) => worst(missed) <= (bound ?? 0)),
      },
    ],
  };
}

function methodsTable(methods: readonly Method[], { cases }: KnapsackRuns): Markup {
  const mean = (x: readonly number[]) => x.reduce((sum, share) => sum + share, 0) / x.length;
  return table(
    html`<b>${instances.count} strongly correlated instances</b>, seeds 0 to ${instances.count - 1}: ${instances.items} items, weights 1 to
${grouped(instances.range)}, values ${instances.range / 10} more, capacity half of all weights. Share of the optimum that is missed.`,
    [
      { title: 'method' },
      { title: 'on average', isNumber: true },
      { title: 'at worst', isNumber: true },
      { title: 'proven', isNumber: true },
      { title: 'optimal', isNumber: true },
    ],
    [
      ...methods.map(({ name, missed, bound }) => [
        name,
        percentage(mean(missed), 3),
        percentage(Math.max(...missed), 3),
        bound === null ? 'nothing' : percentage(bound, 0),
        `${missed.filter((share) => share === 0).length} of ${missed.length}`,
      ]),
      [
        'exact',
        percentage(0),
        percentage(0),
        percentage(0, 0),
        html`${mark(cases.every(({ exact }) => exact.certificate.holds))} ${cases.length} of ${cases.length}`,
      ],
    ],
  );
}
