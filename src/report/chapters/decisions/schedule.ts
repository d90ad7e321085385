/** Claim: gang scheduling. The printed program has no time in it; with time, what greedy, backfilling and search come to. */

import { decisionsGanttFigure, type Figure } from '../../../figures/index';
import type { GangScheduleResult } from '../../../resources/index';
import { milliseconds, percentage, significant } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import type { Claim } from '../allocation/claim';
import type { Part } from './part';
import {
  methods,
  queue,
  queueFile,
  randomJobs,
  randomQueues,
  type ScheduleRuns,
  scheduleRuns,
  weightOf,
} from './schedule-runs';

const costOf = ({ value }: GangScheduleResult) => value ?? Number.NaN;
const endOf = ({ makespan }: GangScheduleResult) => makespan ?? Number.NaN;
const usedOf = ({ utilization }: GangScheduleResult) => utilization ?? Number.NaN;
const over = (result: GangScheduleResult, best: GangScheduleResult) =>
  costOf(result) / costOf(best) - 1;
const plain = (x: number) => String(Number(x.toPrecision(6)));
const places = {
  strict: 0,
  easy: 1,
  conservative: 2,
  unknown: 3,
  strictDense: 4,
  dense: 5,
} as const;

export const schedulePart: Part = {
  what: 'gangs of GPUs',
  figures: 1,
  async write(engine, context) {
    const runs = await scheduleRuns(engine);
    const all = schedulesOf(runs);
    const programs = [runs.printed, runs.allActive];
    const { exact, lists } = runs;
    const more = (place: number) => percentage(over(lists[place], exact), 1);
    return {
      figures: [figureOf(runs, context)],
      certificates: [...all, ...programs].map(({ certificate }) => certificate.holds),
      finding: html`The published program for gang scheduling has no time in it: it is optimal to run nothing. On a queue of ${queue.jobs.length} jobs, greedy by priority costs
${more(places.strict)} more than the least; the same order with backfilling ${more(places.conservative)}; whatever fits, by priority over GPU time,
${more(places.dense)}. <a href="#decisions-gangs">Details</a>`,
      lines: [
        `  gangs of GPUs ${exact.certificate.holds ? '✓' : '✗'}: Σ w C ${plain(costOf(exact))}; by priority +${more(places.strict)}, backfilled +${more(places.conservative)}, by density +${more(places.dense)}`,
      ],
      claim: ([figure]) => scheduleClaim(runs, figure),
    };
  },
};

function schedulesOf(runs: ScheduleRuns): GangScheduleResult[] {
  const { exact, shortest, lists, onlineShortest, larger, random } = runs;
  return [
    ...[exact, shortest, onlineShortest, ...lists],
    ...larger.map((one) => one.exact),
    ...random.flatMap((one) => [one.exact, ...one.lists]),
  ];
}

function figureOf({ exact, lists }: ScheduleRuns, context: Parameters<Part['write']>[1]): Figure {
  const drawn = (name: string, result: GangScheduleResult) => ({
    name,
    title: `${name}: Σ w C = ${plain(costOf(result))}, done at ${plain(endOf(result))} h, ${percentage(usedOf(result), 0)} in use`,
    start: result.start ?? [],
    completion: result.completion ?? [],
    assignment: result.assignment ?? [],
    makespan: endOf(result),
  });
  return decisionsGanttFigure(
    {
      jobs: queue.jobs.map((job) => ({
        name: job.name ?? '',
        gpus: job.gpus,
        priority: weightOf(job),
      })),
      gpus: queue.gpus,
      unit: 'hours',
      schedules: [
        drawn('By priority', lists[places.strict]),
        drawn('Backfilled', lists[places.conservative]),
        drawn('Optimum', exact),
      ],
    },
    context,
  );
}

function scheduleClaim(runs: ScheduleRuns, figure: Markup): Claim {
  const { exact, shortest, lists, onlineShortest, larger, random, printed, allActive } = runs;
  const { jobs, gpus } = queue;
  const needed = jobs.reduce((sum, job) => sum + job.gpus, 0);
  const all = schedulesOf(runs);
  const held = all.filter(({ certificate }) => certificate.holds).length;
  const byProgram = [printed, allActive];
  const more = (place: number) => percentage(over(lists[place], exact), 1);
  const equal = random.filter((one) => Math.abs(one.tried - costOf(one.exact)) < 1e-9).length;
  const weak = shortest.lowerBound?.weightedCompletion ?? Number.NaN;
  const weakEnd = exact.lowerBound?.makespan ?? Number.NaN;
  const gain = exact.shadowPrices.gain ?? Number.NaN;
  const [next] = larger;
  const gained = costOf(exact) - costOf(next.exact);
  const { realized, proven } = onlineShortest.ratio;
  const active = jobs.filter((_, j) => (printed.variables?.[`active${j}`] ?? 0) > 0.5).length;
  const rising = [exact, ...larger.map((one) => one.exact)].map(costOf);
  const missed = (place: number) => random.map((one) => over(one.lists[place], one.exact));
  const [strict, dense] = [missed(places.strict), missed(places.dense)];
  return {
    id: 'decisions-gangs',
    title: 'Gangs of GPUs in time',
    published: html`Section 7: “Allocate K GPUs to N training jobs to minimize total completion time. Each job requires specific GPU count (gang scheduling)”; minimize
Σ completion_time<sub>i</sub> · priority<sub>i</sub> subject to Σ gpus<sub>i</sub> · active<sub>i</sub> ≤ K and active<sub>i</sub> ∈ {0, 1}. Branch and bound for small cases,
“priority-based greedy”, competitive algorithms online. There is no example.`,
    reproduced: html`${mark(byProgram.every(({ certificate }) => certificate.holds))} <b>The program has no time in it</b>: no line ties a completion time to anything. As it stands its optimum on our
queue is ${plain(printed.objective ?? Number.NaN)}, with ${active} of ${jobs.length} jobs active; with all of them active it is ${allActive.status}, as they need ${needed} GPUs and there
are ${gpus}. Greedy by priority does make a schedule: Σ w C = ${plain(costOf(lists[places.strict]))}.`,
    true: html`The least Σ w C is <b>${plain(costOf(exact))}</b>. In order of priority, each job waiting for the one before, costs <b>${more(places.strict)} more</b>; backfilling that order
${more(places.conservative)} (conservative) or ${more(places.easy)} (EASY). Another order, priority over GPU time, costs ${more(places.strictDense)} if it is kept strictly; online, where
whatever fits starts, it costs ${more(places.dense)} more than the optimum, without knowing jobs to come. On ${randomQueues} random queues that is ${percentage(Math.max(...dense), 1)} at worst, the strict
list by priority ${percentage(Math.max(...strict), 1)}.`,
    why: html`<p>A schedule says when. With starts S<sub>j</sub> the condition is one for each time t: the jobs with S<sub>j</sub> ≤ t &lt; S<sub>j</sub> + p<sub>j</sub> need at most K GPUs, and
C<sub>j</sub> = S<sub>j</sub> + p<sub>j</sub>. With one sum for all time, jobs that would run one after the other count as if they ran together.</p>
<p>A strict list leaves GPUs idle while its first job waits for enough of them. Backfilling lets others into the gap: conservative ones if they delay nobody before them, EASY ones if they do not
delay the first (Lifka 1995). And priority alone is the wrong order for Σ w C: a heavy job that takes all GPUs for long holds up many light ones. On one machine w/p is optimal
(Smith 1956); with gangs w/(g p) is the order of the fluid relaxation, whose mean busy times bound Σ w C from below.</p>
<p>For the makespan a list that never idles while something fits is within 2 − 1/K, online as well (Garey and Graham 1975; Naroska and Schwiegelshohn 2002). Strict lists and backfilling hold GPUs
back, and have no such bound.</p>`,
    certificate: html`${mark(held === all.length)} ${held} of ${all.length} schedules: no gang split, no GPU with two jobs at a time, Σ w C summed anew by a sweep over starts and ends. The optimum is
proven by branch and bound, ${exact.nodes} nodes; bounds without search come to ${significant(weak, 5)} and, for the makespan, ${significant(weakEnd, 4)} of ${plain(endOf(shortest))}. ${mark(byProgram.every(({ certificate }) => certificate.holds))} The
printed program, both ways, by integer programming.`,
    time: `${milliseconds(runs.milliseconds.exact)} for the optimum with its proof, ${milliseconds(runs.milliseconds.lists)} for ${methods.length} lists, each compared with it.`,
    commands: [
      `shadowprice resources schedule ${queueFile}`,
      `shadowprice resources schedule ${queueFile} --method priority --order priority`,
      `shadowprice resources schedule ${queueFile} --method backfill --order priority`,
    ],
    calls: [
      "import { readFile } from 'node:fs/promises';",
      `const { jobs, gpus } = JSON.parse(await readFile('${queueFile}', 'utf8'));`,
      'const { start, value, certificate } = await engine.resources.gangSchedule({ jobs, gpus });',
    ],
    below: [figure, methodsTable(runs), gpusTable(runs)],
    statements: [
      {
        text: html`The printed program is optimal with nothing active, at 0, and infeasible with all jobs active.`,
        holds: printed.objective === 0 && active === 0 && allActive.status === 'infeasible',
      },
      {
        text: html`On ${equal} of ${randomQueues} random queues of ${randomJobs} jobs the exact method has the least Σ w C of all ${factorial(randomJobs)} orders, tried one by one.`,
        holds: equal === random.length,
      },
      {
        text: html`No list beats the optimum, on the queue or on a random one.`,
        holds:
          lists.every((list) => over(list, exact) >= 0) &&
          random.every((one) => one.lists.every((list) => over(list, one.exact) >= -1e-12)),
      },
      {
        text: html`For the makespan, online list scheduling takes ${plain(endOf(onlineShortest))} h where ${plain(endOf(shortest))} are the least: ${significant(realized ?? Number.NaN, 4)} times, and
at most ${significant(proven ?? Number.NaN, 4)} is proven.`,
        holds:
          endOf(onlineShortest) / endOf(shortest) === realized &&
          (realized ?? Number.NaN) <= (proven ?? Number.NaN),
      },
      {
        text: html`Bounds without search are below both optima, by ${percentage(1 - weak / costOf(exact), 1)} and ${percentage(1 - weakEnd / endOf(shortest), 1)}.`,
        holds: weak <= costOf(exact) && weakEnd <= endOf(shortest),
      },
      {
        text: html`One more GPU saves ${plain(gain)}, as every job needs an even number; ${next.gpus - gpus} more save ${plain(gained)}, and the optimum falls with every size of the cluster that was tried.`,
        holds:
          gain === 0 &&
          jobs.every((job) => job.gpus % 2 === 0) &&
          rising.every((cost, k) => k === 0 || cost < rising[k - 1]),
      },
    ],
  };
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

function methodsTable({ exact, lists, random }: ScheduleRuns): Markup {
  const shares = (place: number) => random.map((one) => over(one.lists[place], one.exact));
  const mean = (x: readonly number[]) => x.reduce((sum, share) => sum + share, 0) / x.length;
  const row = (name: Markup | string, result: GangScheduleResult, missed: readonly number[]) => [
    name,
    plain(costOf(result)),
    percentage(over(result, exact), 1),
    plain(endOf(result)),
    percentage(usedOf(result), 1),
    percentage(mean(missed), 1),
    percentage(Math.max(...missed), 1),
  ];
  return table(
    html`<b>${queue.jobs.length} jobs on ${queue.gpus} GPUs</b>, and what each method costs beyond the optimum of ${randomQueues} random queues of ${randomJobs} jobs.`,
    [
      { title: 'method' },
      { title: 'Σ w C', isNumber: true },
      { title: 'more', isNumber: true },
      { title: 'done at, h', isNumber: true },
      { title: 'in use', isNumber: true },
      { title: 'random, mean', isNumber: true },
      { title: 'at worst', isNumber: true },
    ],
    [
      ...methods.map(({ name }, place) => row(name, lists[place], shares(place))),
      row(html`${mark(exact.certificate.holds)} optimum`, exact, [0]),
    ],
  );
}

function gpusTable({ exact, larger }: ScheduleRuns): Markup {
  const sizes = [{ gpus: queue.gpus, exact }, ...larger];
  return table(
    html`<b>What more GPUs save</b>: the optimum by the size of the cluster.`,
    [
      { title: 'GPUs', isNumber: true },
      { title: 'least Σ w C', isNumber: true },
      { title: 'saved by each of the last ones', isNumber: true },
      { title: 'one more would save', isNumber: true },
      { title: 'in use', isNumber: true },
    ],
    sizes.map((size, k) => {
      const before = sizes[k - 1];
      const saved =
        before && (costOf(before.exact) - costOf(size.exact)) / (size.gpus - before.gpus);
      return [
        html`${mark(size.exact.certificate.holds)} ${size.gpus}`,
        plain(costOf(size.exact)),
        saved === undefined ? '' : plain(saved),
        plain(size.exact.shadowPrices.gain ?? Number.NaN),
        percentage(usedOf(size.exact), 1),
      ];
    }),
  );
}
