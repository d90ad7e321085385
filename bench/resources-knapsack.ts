/** Knapsacks beside plain JavaScript: the programme over a row alone, with its items, and with bounds before it. */

import type { Backend } from '../src/engine/backend';
import { knapsack } from '../src/resources/knapsack/index';
import { seeded } from '../test/random';
import { generated } from '../test/resources/knapsacks';
import { type BenchRow, type BenchSettings, compare } from './harness';
import { plainKnapsack, plainRow } from './rivals/knapsack';

type Kind = Parameters<typeof generated>[0];

export function knapsackRows(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  isSmoke: boolean,
): BenchRow[] {
  const size = isSmoke ? 0.1 : 1;
  const long = { rounds: Math.min(settings.rounds, 9), milliseconds: 1 };
  return [
    rows(wasm, javascript, long, 1000 * size, 100000 * size, true),
    rows(wasm, javascript, long, 1000 * size, 100000 * size, false),
    ...([true, false] as const).map((isWhole) =>
      withItems(wasm, javascript, long, 'uncorrelated', 1000 * size, 100000 * size, isWhole),
    ),
    bounded(wasm, javascript, long, 1000 * size, 100000 * size),
    large(wasm, { ...long, rounds: isSmoke ? 3 : 5 }, 10000 * size, 1e6 * size),
  ];
}

/** A problem of a class; with values that are no whole numbers, rows have doubles. */
function problemOf(kind: Kind, n: number, capacity: number, isWhole: boolean) {
  const { values, weights } = generated(kind, n, 1000, 0.5, seeded(31));
  const random = seeded(32);
  return { values: isWhole ? values : values.map((v) => v + random()), weights, capacity };
}

const kindOf = (isWhole: boolean) => (isWhole ? 'whole values' : 'real values');

/** The row of all cells, nothing recovered and nothing left out. */
function rows(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  n: number,
  capacity: number,
  isWhole: boolean,
): BenchRow {
  const problem = problemOf('uncorrelated', n, capacity, isWhole);
  const Numbers = isWhole ? Int32Array : Float64Array;
  const gains = Numbers.from(problem.values);
  const items = { gains, sizes: Int32Array.from(problem.weights) };
  const run =
    ({ resources }: Backend) =>
    () => {
      const row = new Numbers(capacity + 1);
      resources.knapsackRelax(items, row, capacity, 0);
      return row[capacity];
    };
  const plain = 'plain JavaScript, one row';
  return compare(
    `knapsack: the row of ${n} items × ${capacity} capacities, ${kindOf(isWhole)}`,
    'cell',
    n * capacity,
    [
      { name: 'wasm', run: run(wasm) },
      { name: plain, run: () => plainRow(problem) },
      { name: 'javascript backend', run: run(javascript) },
    ],
    settings,
    { [plain]: 4 },
    [same(run(wasm)(), plainRow(problem))],
  );
}

/** The programme with its items and no bounds before it. */
function withItems(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  kind: Kind,
  n: number,
  capacity: number,
  isWhole: boolean,
): BenchRow {
  const problem = problemOf(kind, n, capacity, isWhole);
  const run = (backend: Backend) => () => knapsack(backend, problem, { reduce: false }).value;
  const solve = plainKnapsack(problem, false);
  const plain = 'plain JavaScript, one row and a bit a cell';
  return compare(
    `knapsack: the same with the items taken, ${kindOf(isWhole)}`,
    'problem',
    1,
    [
      { name: 'wasm, by halves', run: run(wasm) },
      { name: plain, run: () => solve().value },
      { name: 'javascript backend, by halves', run: run(javascript) },
    ],
    settings,
    { [plain]: 3 },
    [same(run(wasm)(), solve().value)],
  );
}

/** As users have it: bounds first. */
function bounded(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  n: number,
  capacity: number,
): BenchRow {
  const problem = problemOf('weakly correlated', n, capacity, true);
  const run = (backend: Backend) => () => knapsack(backend, problem).value;
  const solve = plainKnapsack(problem, false);
  const plain = 'plain JavaScript, one row and a bit a cell';
  return compare(
    `knapsack: weakly correlated, bounds first, ${n} items, capacity ${capacity}`,
    'problem',
    1,
    [
      { name: 'wasm', run: run(wasm) },
      { name: plain, run: () => solve().value },
      { name: 'javascript backend', run: run(javascript) },
    ],
    settings,
    {},
    [same(run(wasm)(), solve().value)],
  );
}

/** More items × capacities than bits would fit memory; ours only. */
function large(wasm: Backend, settings: BenchSettings, n: number, capacity: number): BenchRow {
  const contenders = (['strongly correlated', 'uncorrelated'] as const).flatMap((kind) =>
    [true, false].map((isWhole) => {
      const problem = problemOf(kind, n, capacity, isWhole);
      return {
        name: `${kind}, ${kindOf(isWhole)}`,
        run: () => knapsack(wasm, problem, { reduce: false }).value,
      };
    }),
  );
  return compare(
    `knapsack: ${n} items × ${capacity} capacities with the items taken, no bounds first`,
    'problem',
    1,
    contenders,
    settings,
  );
}

const same = (ours: number, theirs: number) =>
  Math.abs(ours - theirs) <= 1e-12 * theirs
    ? 'both have the same optimum'
    : `the optima DIFFER: ${ours}, ${theirs}`;
