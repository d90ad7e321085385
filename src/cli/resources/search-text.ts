/** Solutions of searches as tables, a kind each. */

import type { SearchAnswers, SearchData, SearchResult } from '../../resources/search/index';
import { type Column, cut, figure, figures, flow, type Screen, table } from '../output';

/** Rows that a table shows of many, and names that a line does. */
const mostRows = 40;

const right = { align: 'right' } as const;

/** What was found, as blocks of text; none where there is nothing to show. */
export async function solutionText(
  problem: SearchData,
  { solution }: SearchResult,
  screen: Screen,
): Promise<string[]> {
  switch (problem.kind) {
    case 'knapsack': {
      const { items } = solution as SearchAnswers['knapsack'];
      const { values, weights, names } = problem;
      return rowsOf(
        items,
        (shown) => [
          { title: 'item', ...right, cells: shown.map(String) },
          ...named(names, shown, screen),
          { title: 'weight', ...right, cells: figures(shown.map((j) => weights[j])) },
          { title: 'value', ...right, cells: figures(shown.map((j) => values[j])) },
        ],
        'items',
        screen,
      );
    }
    case 'set-cover':
      return [line('sets', (solution as SearchAnswers['set-cover']).sets, screen)];
    case 'vertex-cover':
      return [line('vertices', (solution as SearchAnswers['vertex-cover']).vertices, screen)];
    case 'max-cut': {
      const { sides } = solution as SearchAnswers['max-cut'];
      return [sides.map((side, k) => line(`side ${k + 1}`, side, screen)).join('\n')];
    }
    case 'assignment':
      return machines(problem, solution as SearchAnswers['assignment'], screen);
    case 'placement': {
      const { nodes } = solution as SearchAnswers['placement'];
      return rowsOf(
        places(nodes.length),
        (shown) => [
          { title: 'shard', ...right, cells: shown.map(String) },
          ...named(problem.names, shown, screen),
          { title: 'node', ...right, cells: shown.map((i) => String(nodes[i])) },
          ...named(
            problem.nodes,
            shown.map((i) => nodes[i]),
            screen,
          ),
        ],
        'shards',
        screen,
      );
    }
    case 'tour': {
      const order = Array.from((solution as SearchAnswers['tour']).order);
      return [
        line(
          'tour',
          order.map((city) => problem.names?.[city] ?? city),
          screen,
        ),
      ];
    }
    case 'schedule':
      return jobs(problem, solution as SearchAnswers['schedule'], screen);
  }
}

const places = (count: number) => Array.from({ length: count }, (_, i) => i);

async function rowsOf(
  all: readonly number[],
  columns: (shown: readonly number[]) => readonly Column[],
  what: string,
  screen: Screen,
): Promise<string[]> {
  if (all.length === 0) return [];
  const rows = await table(columns(all.slice(0, mostRows)), screen);
  const rest = all.length - mostRows;
  return [rest <= 0 ? rows : `${rows}\n  ${screen.paint.dim(`and ${rest} more ${what}`)}`];
}

function named(
  names: readonly string[] | undefined,
  shown: readonly number[],
  { width }: Screen,
): Column[] {
  if (names === undefined) return [];
  const most = Math.max(10, Math.floor((width - 24) / 2));
  return [{ title: '', cells: shown.map((j) => cut(names[j], most)) }];
}

function line(title: string, names: readonly (string | number)[], screen: Screen): string {
  const shown = names.slice(0, mostRows).map((name) => cut(String(name), 24));
  const rest = names.length - shown.length;
  const more = rest > 0 ? [screen.paint.dim(`and ${rest} more`)] : [];
  return flow(
    [`${screen.paint.dim(`${title} (${names.length})`)}`, ...shown, ...more],
    screen.width,
  );
}

/** A row a machine: its load and its jobs. */
function machines(
  { names }: Extract<SearchData, { kind: 'assignment' }>,
  { machines: machine, loads }: SearchAnswers['assignment'],
  screen: Screen,
): Promise<string[]> {
  const room = Math.max(12, screen.width - 32);
  return rowsOf(
    places(loads.length),
    (shown) => {
      const jobsOf = shown.map(() => [] as string[]);
      machine.forEach((k, j) => {
        if (k < shown.length) jobsOf[k].push(names?.[j] ?? String(j));
      });
      return [
        { title: 'machine', ...right, cells: shown.map(String) },
        { title: 'load', ...right, cells: figures(shown.map((k) => loads[k])) },
        { title: 'jobs', ...right, cells: jobsOf.map((list) => String(list.length)) },
        { title: '', cells: jobsOf.map((list) => cut(list.join(names ? ', ' : ' '), room)) },
      ];
    },
    'machines',
    screen,
  );
}

/** A row a job, in the order of starts. */
function jobs(
  problem: Extract<SearchData, { kind: 'schedule' }>,
  { starts }: SearchAnswers['schedule'],
  screen: Screen,
): Promise<string[]> {
  const order = places(starts.length).sort((a, b) => starts[a] - starts[b] || a - b);
  const names = problem.jobs.map(({ name }, j) => name ?? `job ${j}`);
  return rowsOf(
    order,
    (shown) => [
      { title: 'job', cells: shown.map((j) => cut(names[j], 28)) },
      { title: 'GPUs', ...right, cells: shown.map((j) => figure(problem.jobs[j].gpus)) },
      { title: 'start', ...right, cells: figures(shown.map((j) => starts[j])) },
      {
        title: 'end',
        ...right,
        cells: figures(shown.map((j) => starts[j] + problem.jobs[j].duration)),
      },
    ],
    'jobs',
    screen,
  );
}
