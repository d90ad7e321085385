/** `shadowprice resources activities`: bookings with start and finish on machines. */

import {
  type ActivitiesOptions,
  type ActivitiesProblem,
  type ActivitiesResult,
  activitiesMethods,
} from '../../resources/greedy/index';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, type OptionTable } from '../flags';
import { closed, list, options } from '../json-schema';
import { counted, cut, figure, figures, flow, type Screen, table, tiny } from '../output';
import { certificateLine, headerOf, statusLine } from '../present';
import { watched } from '../watch';
import { readProblem } from './problem';
import { mostRows, restLine, right, wrapped } from './rows';

const fields: OptionTable = {
  machines: {
    minimum: 1,
    maximum: 2 ** 31 - 1,
    isWhole: true,
    meaning: 'how many may run at once',
    default: 1,
  },
};

const calls: OptionTable = {
  method: {
    meaning: 'how',
    choices: activitiesMethods,
    otherwise: 'the fastest that is exact',
  },
};

const activity = {
  ...closed({
    name: { type: ['string', 'number'] },
    start: { type: 'number' },
    finish: { type: 'number', description: 'after the start' },
    value: { type: 'number', minimum: 0, default: 1 },
  }),
  required: ['start', 'finish'],
};

/** What a problem may hold. */
export const activitiesSchema = {
  ...closed({
    activities: list(activity, 0),
    ...options(fields),
    ...options(calls),
    options: closed(options(calls)),
  }),
  required: ['activities'],
  description: 'activities: what has a start, a finish and a value, on machines.',
};

export const activities: Verb = {
  name: 'activities',
  summary: 'the bookings worth most that machines have time for',

  configure(command) {
    addOptionFlags(command, fields, 'Problem:');
    addOptionFlags(command, calls, 'Options:');
    command.addHelpText(
      'after',
      `
A problem holds activities, each from its start to before its finish:
  { "activities": [{ "name": "a", "start": 9, "finish": 11, "value": 3 }], "machines": 2 }
One may begin when another finishes. All methods are exact; earliest-finish
needs equal values, dynamic-programme one machine.

Examples:
  shadowprice resources activities examples/resources/gpu-bookings.json
  shadowprice resources activities examples/resources/gpu-bookings.json --machines 3
  shadowprice resources activities bookings.json --json | jq .shadowPrices`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'activities',
      fields: ['activities', ...Object.keys(fields)],
      options: Object.keys(calls),
    };
    const read = await readProblem(reading, source, flags);
    const problem = read.fields as unknown as ActivitiesProblem;
    const result = await watched('rounds', (run) =>
      engine.resources.activitiesAsync(problem, read.options as ActivitiesOptions, run),
    );
    return {
      result,
      holds: result.status === 'converged' && result.certificate.holds,
      text: (screen) => textOf(problem, result, screen),
    };
  },
};

async function textOf(
  problem: ActivitiesProblem,
  result: ActivitiesResult,
  screen: Screen,
): Promise<string> {
  const { method, backend, value, bound, certificate, status, ratio } = result;
  const { activities: given, machines = 1 } = problem;
  const says = [
    `bound by duality ${figure(certificate.dualBound)}`,
    `gap ${tiny(certificate.gap)}`,
    `dual ${tiny(certificate.dualInfeasibility)}`,
  ];
  return [
    headerOf('resources activities', `${method} on ${backend}`, [], screen),
    await takenTable(problem, result, screen),
    await priceTable(result, screen),
    flow(
      [
        `value ${screen.paint.bold(figure(value, 9))}`,
        `${result.activities.length} of ${counted(given.length, 'activity', 'activities')}`,
        `${result.machinesUsed} of ${counted(machines, 'machine')}`,
        ...(ratio.against === 'bound' ? [`at most ${figure(bound, 9)}`] : []),
      ],
      screen.width,
    ),
    machineLine(result, screen),
    statusLine(status, screen) + wrapped(certificateLine(certificate, says, screen), screen),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A row an activity taken, by start. */
async function takenTable(
  { activities: given }: ActivitiesProblem,
  { machine, surplus }: ActivitiesResult,
  screen: Screen,
): Promise<string> {
  const taken = Array.from(machine.keys()).filter((i) => machine[i] >= 0);
  if (taken.length === 0) return '';
  taken.sort((a, b) => given[a].start - given[b].start || machine[a] - machine[b]);
  const shown = taken.slice(0, mostRows);
  const rows = await table(
    [
      { title: 'activity', cells: shown.map((i) => cut(String(given[i].name ?? i), 28)) },
      { title: 'machine', ...right, cells: shown.map((i) => String(machine[i])) },
      { title: 'start', ...right, cells: shown.map((i) => figure(given[i].start)) },
      { title: 'finish', ...right, cells: shown.map((i) => figure(given[i].finish)) },
      { title: 'value', ...right, cells: figures(shown.map((i) => given[i].value ?? 1)) },
      {
        title: 'beyond its time',
        ...right,
        spare: 1,
        cells: figures(shown.map((i) => surplus[i])),
      },
    ],
    screen,
  );
  return `${rows}${restLine(taken.length, screen, 'activity', 'activities')}`;
}

/** A row for each time in which a machine has a price. */
async function priceTable({ shadowPrices }: ActivitiesResult, screen: Screen): Promise<string> {
  const { from, to, price } = shadowPrices;
  if (price.length === 0) return '';
  const shown = Array.from(price.subarray(0, mostRows).keys());
  const rows = await table(
    [
      { title: 'from', ...right, cells: shown.map((k) => figure(from[k])) },
      { title: 'to', ...right, cells: shown.map((k) => figure(to[k])) },
      { title: 'price of a machine', ...right, cells: figures(shown.map((k) => price[k])) },
    ],
    screen,
  );
  return `${rows}${restLine(price.length, screen, 'time with a price', 'times with a price')}`;
}

function machineLine({ machinePrice, marginal }: ActivitiesResult, { width }: Screen): string {
  return flow(
    [
      `a machine all the time ${figure(machinePrice)}`,
      ...(marginal === null
        ? []
        : [`one more adds ${figure(marginal.gain)}`, `one less takes ${figure(marginal.loss)}`]),
    ],
    width,
  );
}
