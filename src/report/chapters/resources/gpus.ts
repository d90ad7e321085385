/** Claim: GPUs by a menu of sizes, solved as an integer program, and what one more GPU is worth. */

import type { Engine } from '../../../domains';
import type { Program, ProgramResult } from '../../../resources/index';
import { milliseconds, percentage, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import { publishedMenu } from '../../published-resources';
import type { Claim } from '../allocation/claim';
import { jsonLines, piped } from './commands';

interface Job {
  readonly name: string;
  /** Value of a GPU. */
  readonly worth: number;
  readonly menu: readonly number[];
}

/** Sizes are those of the source's menu; a job that runs whole or not has two. */
const jobs: readonly Job[] = [
  { name: 'pretraining', worth: 9.2, menu: [0, 8] },
  { name: 'continuation', worth: 8.1, menu: [0, 8] },
  { name: 'distillation', worth: 7.4, menu: [0, 4, 8] },
  { name: 'tuning', worth: 6.8, menu: [0, 2, 4] },
  { name: 'rewards', worth: 5.5, menu: [0, 2, 4] },
  { name: 'evaluation', worth: 4.1, menu: [0, 1, 2] },
];
const available = 15;
const most = jobs.reduce((sum, { menu }) => sum + Math.max(...menu), 0);

export interface GpuRuns {
  /** At the number of GPUs there are, with one less, and with one more. */
  readonly whole: ProgramResult;
  readonly less: ProgramResult;
  readonly more: ProgramResult;
  readonly relaxed: ProgramResult;
  /** Best values for 0 … `most` GPUs, by trying all combinations and by price. */
  readonly tried: readonly number[];
  readonly filled: readonly number[];
  readonly milliseconds: { readonly whole: number; readonly relaxed: number };
}

const sizesOf = ({ menu }: Job) => menu;

function program(gpus: number, isRelaxed = false): Program {
  const by = <T>(of: (job: Job) => T) =>
    Object.fromEntries(jobs.map((job) => [job.name, of(job)] as const));
  return {
    sense: 'maximize',
    objective: by(({ worth }) => worth),
    variables: by((job) =>
      isRelaxed ? { lower: 0, upper: Math.max(...sizesOf(job)) } : { menu: sizesOf(job) },
    ),
    constraints: { gpus: { coefficients: by(() => 1), upper: gpus } },
  };
}

async function clocked<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}

export async function gpuRuns({ resources }: Engine): Promise<GpuRuns> {
  const options = { ranging: false };
  const solve = (gpus: number) => resources.integerProgram(program(gpus), options);
  // the first call loads the solver
  const less = await solve(available - 1);
  const [whole, wholeTime] = await clocked(() => solve(available));
  const [relaxed, relaxedTime] = await clocked(() =>
    resources.linearProgram(program(available, true)),
  );
  return {
    whole,
    less,
    more: await solve(available + 1),
    relaxed,
    tried: bestOfAll(),
    filled: filledByWorth(),
    milliseconds: { whole: wholeTime, relaxed: relaxedTime },
  };
}

/** Every combination of sizes, the best for each number of GPUs: no solver. */
function bestOfAll(): number[] {
  const best = new Float64Array(most + 1);
  const visit = (at: number, used: number, value: number): void => {
    if (at === jobs.length) {
      best[used] = Math.max(best[used], value);
      return;
    }
    for (const size of sizesOf(jobs[at])) visit(at + 1, used + size, value + size * jobs[at].worth);
  };
  visit(0, 0, 0);
  for (let gpus = 1; gpus <= most; gpus++) best[gpus] = Math.max(best[gpus], best[gpus - 1]);
  return Array.from(best);
}

/** Sizes off the menu: the most worthwhile job first. */
function filledByWorth(): number[] {
  const sorted = [...jobs].sort((a, b) => b.worth - a.worth);
  const next = sorted.flatMap(({ worth, menu }) => Array<number>(Math.max(...menu)).fill(worth));
  let sum = 0;
  return [0, ...next.map((worth) => (sum += worth))];
}

const gpuCounts = Array.from({ length: most + 1 }, (_, k) => k);

/** What the figure draws. */
export function gpusToDraw({ tried, filled, relaxed }: GpuRuns) {
  return {
    counts: gpuCounts,
    whole: tried,
    relaxed: filled,
    marked: available,
    price: relaxed.shadowPrices?.gpus.value ?? Number.NaN,
  };
}

const objectiveOf = ({ objective }: ProgramResult) => objective ?? Number.NaN;

export function gpusClaim(runs: GpuRuns, figure: Markup): Claim {
  const { whole, less, more, relaxed, tried, filled, milliseconds: time } = runs;
  const { price } = gpusToDraw(runs);
  const gain = objectiveOf(more) - objectiveOf(whole);
  const loss = objectiveOf(whole) - objectiveOf(less);
  const gap = objectiveOf(relaxed) - objectiveOf(whole);
  const split = jobs.filter(({ name, menu }) => !menu.includes(relaxed.variables?.[name] ?? 0));
  const down = jobs.reduce((sum, { name, menu, worth }) => {
    const size = Math.max(...menu.filter((s) => s <= (relaxed.variables?.[name] ?? 0)));
    return sum + worth * size;
  }, 0);
  const programs = [whole, less, more, relaxed];
  const misses = [less, whole, more].map((run, k) =>
    Math.abs(objectiveOf(run) - tried[available - 1 + k]),
  );
  const steps = (values: readonly number[]) => values.slice(1).map((x, k) => x - values[k]);
  const [low, high] = [Math.min, Math.max].map((of) => of(...steps(tried)));
  const [least, greatest] = [Math.min, Math.max].map((of) => of(...steps(filled)));
  const menus = jobs.filter(({ menu }) => menu.every((s) => publishedMenu.some((p) => p === s)));
  const isSearched = [whole, less, more].every(
    ({ certificate }) => certificate.provenBy === 'search',
  );
  const given = program(available);
  const gangs = jobs.filter(({ menu }) => menu.length === 2).length;
  return {
    id: 'resources-gpus',
    title: 'GPUs by menu, all or nothing',
    published: html`Section 2: an integer program in which a job has a number of GPUs out of {${publishedMenu.join(', ')}}; sections 2 and 7: gang scheduling, all or nothing. Shadow
prices “tell how much relaxing a constraint would improve the objective”. No instance.`,
    reproduced: html`${mark(menus.length === jobs.length)} An instance of ${jobs.length} jobs with such menus, ${gangs} of them all or nothing, and ${available} GPUs.`,
    true: html`The best plan is worth ${significant(objectiveOf(whole), 5)}: ${jobs
      .map(({ name }) => `${name} ${whole.variables?.[name] ?? '?'}`)
      .join(
        ', ',
      )}. The linear program is worth ${significant(objectiveOf(relaxed), 5)} and prices a GPU at ${significant(price, 3)}; <b>one more GPU is worth ${significant(gain, 3)}, and one less costs
${significant(loss, 3)}</b>. No price is right for both.`,
    why: html`<p>Duals are prices where amounts are divisible. Where they come in lumps the best value is a staircase in the number of GPUs: a unit more is worth little until a size fits, and then
much. The dual λ of the relaxed program is still of use: by (r3) it proves a bound, here ${significant(objectiveOf(relaxed), 5)}, of which the plan misses
${percentage(gap / objectiveOf(relaxed), 2)}.</p>
<p>The relaxed plan gives ${split.length === 0 ? 'no job' : split.map(({ name }) => name).join(', ')} a size that cannot run. Rounded down it is worth ${significant(down, 4)}, less than the plan by
${percentage(1 - down / objectiveOf(whole), 1)}: what has to be whole cannot be rounded afterwards.</p>`,
    certificate: html`${mark(programs.every(({ certificate }) => certificate.holds))} ${programs.length} programs by HiGHS: the linear one by duality, gap ${small(relaxed.certificate.gap ?? Number.NaN)}; the integer ones
proven by ${isSearched ? 'a second search of our own' : 'HiGHS alone'}, and equal to the best of all combinations to ${small(Math.max(...misses))}.`,
    time: `${milliseconds(time.whole)} for the integer program with its proof, ${milliseconds(time.relaxed)} for the linear one with prices to both sides.`,
    commands: [piped(given, 'shadowprice resources ip -')],
    calls: [
      `const plan = await engine.resources.integerProgram(${jsonLines(given)});`,
      'plan.variables;',
      'plan.certificate;',
    ],
    below: [figure, jobsTable(runs)],
    statements: [
      {
        text: html`With ${available - 1}, ${available} and ${available + 1} GPUs the integer programs have the best value of all combinations, tried one by one.`,
        holds: Math.max(...misses) < 1e-9,
      },
      {
        text: html`Every size of the plan is on its job’s menu, and their sum is at most ${available}.`,
        holds:
          jobs.every(({ name, menu }) => menu.includes(whole.variables?.[name] ?? Number.NaN)) &&
          jobs.reduce((sum, { name }) => sum + (whole.variables?.[name] ?? 0), 0) <= available,
      },
      {
        text: html`The price of the relaxed program is the worth of the GPU that it fills last, and its value that of filling by worth.`,
        holds:
          Math.abs(price - (filled[available] - filled[available - 1])) < 1e-9 &&
          Math.abs(objectiveOf(relaxed) - filled[available]) < 1e-9,
      },
      {
        text: html`From 0 to ${most} GPUs the next one is worth ${significant(low, 2)} to ${significant(high, 3)}, relaxed ${significant(least, 2)} to ${significant(greatest, 2)}; the relaxed value
is never below the whole one.`,
        holds:
          low < high && high > greatest && tried.every((value, k) => value <= filled[k] + 1e-9),
      },
      {
        text: html`One GPU more or less changes the plan’s value by ${significant(gain, 3)} and ${significant(loss, 3)}, and neither is the price ${significant(price, 3)}.`,
        holds: [gain, loss].every((x) => Math.abs(x - price) > 1e-6),
      },
    ],
  };
}

function jobsTable({ whole, relaxed }: GpuRuns): Markup {
  return table(
    html`<b>${jobs.length} jobs and ${available} GPUs</b>: the plan, and what the relaxed program gives.`,
    [
      { title: 'job' },
      { title: 'worth of a GPU', isNumber: true },
      { title: 'menu' },
      { title: 'plan', isNumber: true },
      { title: 'relaxed', isNumber: true },
    ],
    jobs.map(({ name, worth, menu }) => [
      name,
      significant(worth, 2),
      menu.length === 2 ? html`${menu.join(', ')} (all or nothing)` : menu.join(', '),
      String(whole.variables?.[name] ?? '?'),
      String(Number((relaxed.variables?.[name] ?? Number.NaN).toFixed(9))),
    ]),
  );
}
