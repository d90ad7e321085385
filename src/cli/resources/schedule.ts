/** `shadowprice resources schedule`: gangs of GPUs in time. */

import {
  backfills,
  type GangScheduleOptions,
  type GangScheduleProblem,
  type GangScheduleResult,
  gangMethods,
  gangObjectives,
  gangOrders,
  usualNodes,
} from '../../resources/schedule/index';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, type OptionTable } from '../flags';
import { closed, list, options } from '../json-schema';
import { counted, cut, figure, figures, flow, type Screen, table } from '../output';
import { certificateLine, headerOf, isProven, statusLine } from '../present';
import { watched } from '../watch';
import { byStart, gantt, mostRows } from './gantt';
import { readProblem } from './problem';

const fields: OptionTable = {
  gpus: { minimum: 1, isWhole: true, meaning: 'how many GPUs there are' },
};

const calls: OptionTable = {
  method: { meaning: 'how', choices: gangMethods, default: 'exact' },
  objective: {
    meaning: 'what is to be small',
    choices: gangObjectives,
    default: 'weighted-completion',
  },
  order: {
    meaning: 'the list of other methods than exact',
    choices: gangOrders,
    otherwise: 'smith, for the makespan longest',
  },
  backfill: {
    meaning: 'with --method backfill',
    choices: backfills,
    otherwise: 'conservative',
  },
  clairvoyant: {
    isSwitch: true,
    default: true,
    meaning: 'with --method online: durations are not known before jobs end',
  },
  nodeLimit: {
    minimum: 1,
    maximum: 1e9,
    isWhole: true,
    meaning: 'nodes of the search of exact',
    otherwise: String(usualNodes),
  },
  verify: {
    isSwitch: true,
    default: true,
    meaning: 'no second proof of exact by an integer program',
  },
};

const job = closed({
  name: { type: 'string' },
  gpus: { type: 'integer', minimum: 1, description: 'needed all at one time' },
  duration: { type: 'number', exclusiveMinimum: 0 },
  priority: { type: 'number', minimum: 0, default: 1, description: 'weight of its completion' },
  release: { type: 'number', minimum: 0, default: 0, description: 'it cannot start before' },
});

/** What a problem may hold. */
export const scheduleSchema = {
  ...closed({
    jobs: list({ ...job, required: ['gpus', 'duration'] }),
    ...options(fields),
    ...options(calls),
    options: closed(options(calls)),
  }),
  description: 'schedule: jobs that need all their GPUs at one time, without a break.',
};

export const schedule: Verb = {
  name: 'schedule',
  summary: 'when jobs start that need all their GPUs at one time',

  configure(command) {
    addOptionFlags(command, fields, 'Problem:');
    addOptionFlags(command, calls, 'Options:');
    command.addHelpText(
      'after',
      `
Jobs stand in a file, priorities 1 and releases 0 unless given:
  { "gpus": 32, "jobs": [
    { "name": "pretraining", "gpus": 16, "duration": 36, "priority": 5, "release": 2 } ] }

Methods: exact is the optimum of small cases; priority starts jobs in the order
of a list, backfill lets some go ahead in gaps, online knows none before its
release. Ctrl-C ends a long search with the best schedule until then.

Examples:
  shadowprice resources schedule examples/resources/training-queue.json
  shadowprice resources schedule examples/resources/training-queue.json --gpus 24
  shadowprice resources schedule examples/resources/gang-of-five.json --objective makespan
  shadowprice resources schedule queue.json --method backfill --backfill easy --order release
  shadowprice resources schedule queue.json --method online --json | jq .ratio`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'schedule',
      fields: [...Object.keys(fields), 'jobs'],
      options: Object.keys(calls),
    };
    const read = await readProblem(reading, source, flags);
    // a missing field is the API's to name
    const problem = read.fields as unknown as GangScheduleProblem;
    const result = await watched('nodes', (run) =>
      engine.resources.gangSchedule(problem, {
        ...(read.options as GangScheduleOptions),
        ...run,
      }),
    );
    return {
      result,
      holds: isProven(result),
      text: (screen) => textOf(problem, result, screen),
    };
  },
};

async function textOf(
  problem: GangScheduleProblem,
  result: GangScheduleResult,
  screen: Screen,
): Promise<string> {
  const { method, order, backfill, objective, backend, status, certificate } = result;
  const list = order === null ? '' : `, ${backfill === null ? '' : `${backfill}, `}${order} first`;
  const how = `${objective} by ${method}${list} on ${backend}`;
  const says =
    result.start === null
      ? []
      : [
          `${counted(certificate.oversubscribed, 'GPU')} too many`,
          `${counted(certificate.brokenGangs, 'gang')} broken`,
          ...(certificate.provenBy.length > 0
            ? [`bound by ${certificate.provenBy.join(' and ')}`]
            : []),
        ];
  return [
    headerOf('resources schedule', how, [], screen),
    ...(result.start === null
      ? [tooWide(result, screen)]
      : [
          await jobTable(problem, result, screen),
          gantt(problem, result, screen),
          summary(problem, result, screen),
        ]),
    statusLine(status, screen) +
      flow(
        certificateLine(certificate, says, screen).split(' '),
        screen.width,
        ' ',
        '',
      ).trimStart(),
  ].join('\n\n');
}

function tooWide({ tooWide: names }: GangScheduleResult, { width }: Screen): string {
  const shown = names.slice(0, mostRows).map((name) => cut(name, 24));
  const rest = names.length > mostRows ? [`and ${names.length - mostRows} more`] : [];
  return flow(['needs more GPUs than there are:', ...shown, ...rest], width);
}

/** Jobs by their starts. */
async function jobTable(
  { jobs }: GangScheduleProblem,
  { start, completion }: GangScheduleResult,
  screen: Screen,
): Promise<string> {
  const right = { align: 'right' } as const;
  const begins = start as Float64Array;
  const ends = completion as Float64Array;
  const shown = byStart(begins).slice(0, mostRows);
  const release = (j: number) => jobs[j].release ?? 0;
  const rows = await table(
    [
      { title: 'job', cells: shown.map((j) => cut(jobs[j].name ?? `job ${j}`, 24)) },
      { title: 'GPUs', ...right, cells: shown.map((j) => figure(jobs[j].gpus, 10)) },
      {
        title: 'weight',
        ...right,
        spare: 2,
        cells: figures(shown.map((j) => jobs[j].priority ?? 1)),
      },
      { title: 'start', ...right, cells: figures(shown.map((j) => begins[j])) },
      { title: 'end', ...right, cells: figures(shown.map((j) => ends[j])) },
      {
        title: 'waited',
        ...right,
        spare: 1,
        cells: figures(shown.map((j) => begins[j] - release(j))),
      },
    ],
    screen,
  );
  const rest = jobs.length - shown.length;
  return rest === 0 ? rows : `${rows}\n  ${screen.paint.dim(`and ${counted(rest, 'more job')}`)}`;
}

function summary({ gpus }: GangScheduleProblem, result: GangScheduleResult, screen: Screen) {
  const { weightedCompletion, makespan, meanFlowTime, utilization, peak } = result;
  const { objective, value, gap, ratio, shadowPrices } = result;
  const { paint, width } = screen;
  const figureOf = (x: number | null, digits = 6) => (x === null ? '' : figure(x, digits));
  const isMakespan = objective === 'makespan';
  const strong = (text: string, isStrong: boolean) => (isStrong ? paint.bold(text) : text);
  const bound = (value ?? 0) - (gap ?? 0);
  const { gain, loss, linear } = shadowPrices;
  const prices = [
    ...(gain === null ? [] : [`one more GPU saves ${figure(gain)}`]),
    ...(loss === null ? [] : [`one less costs ${figure(loss)}`]),
    ...(linear === null ? [] : [`in the linear relaxation ${figure(linear)}`]),
  ];
  const lines = [
    [
      `Σ weight × end ${strong(figureOf(weightedCompletion, 10), !isMakespan)}`,
      `makespan ${strong(figureOf(makespan, 10), isMakespan)}`,
      `mean wait and run ${figureOf(meanFlowTime)}`,
    ],
    [
      `GPU-time used ${figure(100 * (utilization ?? 0), 4)} %`,
      `at most ${figureOf(peak, 10)} of ${counted(gpus, 'GPU')} at one time`,
    ],
    (gap ?? 0) > 0
      ? [
          `${ratio.against === 'optimum' ? 'optimum' : 'no schedule below'} ${figure(bound, 10)}`,
          `ratio ${ratio.against === 'optimum' ? '' : 'at most '}${figureOf(ratio.realized)}`,
          ...(ratio.proven === null ? [] : [`proven ${figure(ratio.proven)}`]),
        ]
      : ['this is the optimum'],
    prices,
  ];
  return lines
    .filter((line) => line.length > 0)
    .map((line) => flow(line, width))
    .join('\n');
}
