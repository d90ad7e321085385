/** `shadowprice resources search`: combinatorial problems by local search, annealing, tabu, a population. */

import type { SearchData, SearchOptions, SearchResult } from '../../resources/search/index';
import {
  coolings,
  improvements,
  searchMethods,
  usualEvaluations,
} from '../../resources/search/index';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, type OptionTable } from '../flags';
import { readWhole } from '../numbers';
import { figure, flow, type Screen, tiny } from '../output';
import { certificateLine, headerOf, statusLine } from '../present';
import { watched } from '../watch';
import { readProblem } from './problem';
import { solutionText } from './search-text';

export const searchOptions: OptionTable = {
  method: { meaning: 'how to search', choices: searchMethods, default: 'annealing' },
  seed: {
    meaning: 'a whole number; the same one gives the same answer',
    placeholder: 'n',
    read: (path, text) => readWhole(path, text),
    schema: { type: ['integer', 'string'], minimum: 0 },
    default: '0',
  },
  evaluations: {
    isWhole: true,
    minimum: 1,
    maximum: 1e12,
    default: usualEvaluations,
    meaning: 'most solutions looked at, in all starts together',
  },
  restarts: {
    isWhole: true,
    minimum: 0,
    maximum: 1e9,
    otherwise: '99 local, 0 annealing, else 4',
    meaning: 'starts after the first',
  },
  improvement: { meaning: 'which move local makes', choices: improvements, otherwise: 'first' },
  cooling: { meaning: 'how annealing cools', choices: coolings, otherwise: 'geometric' },
  startTemperature: {
    exclusiveMinimum: 0,
    meaning: 'of annealing, in units of the objective',
    otherwise: 'from samples',
  },
  endTemperature: {
    exclusiveMinimum: 0,
    meaning: 'of annealing, in units of the objective',
    otherwise: 'from samples',
  },
  tenure: {
    isWhole: true,
    minimum: 0,
    maximum: 1e9,
    meaning: 'iterations for which tabu forbids what was changed',
    otherwise: 'drawn, about √moves',
  },
  candidates: {
    isWhole: true,
    minimum: 1,
    maximum: 1e9,
    meaning: 'moves that tabu proposes an iteration',
    otherwise: 'all of few',
  },
  stall: {
    isWhole: true,
    minimum: 1,
    maximum: 1e9,
    meaning: 'iterations or generations without a new best that end a start of tabu or genetic',
    otherwise: '300, 60',
  },
  population: {
    isWhole: true,
    minimum: 2,
    maximum: 100_000,
    meaning: 'of genetic',
    otherwise: '40',
  },
  tournament: {
    isWhole: true,
    minimum: 1,
    maximum: 100_000,
    meaning: 'solutions of which a parent is the best',
    otherwise: '3',
  },
  crossoverRate: {
    minimum: 0,
    maximum: 1,
    meaning: 'share of children with two parents',
    otherwise: '0.9',
  },
  mutationRate: {
    minimum: 0,
    maximum: 0.99,
    meaning: 'chance of one more random move',
    otherwise: '0.5',
  },
  elite: {
    isWhole: true,
    minimum: 0,
    maximum: 100_000,
    meaning: 'best solutions that live on',
    otherwise: '2',
  },
  memetic: { isSwitch: true, meaning: 'genetic improves children to local optima' },
};

/** Fields of all kinds; the API says which belong to which. */
const fields = [
  ...['kind', 'names', 'values', 'weights', 'capacity', 'sets', 'universe', 'costs', 'edges'],
  ...['vertices', 'durations', 'machines', 'times', 'traffic', 'distances', 'nodes', 'points'],
  ...['jobs', 'gpus', 'objective'],
];

export const search: Verb = {
  name: 'search',
  summary: 'good solutions of combinatorial problems: annealing, tabu, genetic, local',

  configure(command) {
    addOptionFlags(command, searchOptions, 'Options:');
    command.addHelpText(
      'after',
      `
A problem is a file with a kind and its data:
  knapsack      values, weights, capacity
  set-cover     sets, universe, costs          vertex-cover  edges, weights
  assignment    durations, machines; or times of jobs on machines
  placement     traffic of shards, distances of nodes
  tour          points, or distances           max-cut       edges [u, v, weight]
  schedule      jobs, gpus, objective (makespan or weighted-completion)

The answer is always feasible. Exit code 0 says that its certificate holds, also
where the evaluations were used up; only a met bound proves an optimum.
Ctrl-C ends a long run with the best answer until then.

Examples:
  shadowprice resources search examples/resources/shard-placement.json
  shadowprice resources search examples/resources/shard-placement.json --method tabu --seed 3
  shadowprice resources search examples/resources/job-assignment.json --method local
  shadowprice resources search examples/resources/job-assignment.json --method genetic --memetic
  shadowprice resources search examples/resources/shard-placement.json --evaluations 1e6 \\
    --json | jq .solution.nodes`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = { verb: 'search', fields, options: Object.keys(searchOptions) };
    const read = await readProblem(reading, source, flags);
    // a missing field is the API's to name
    const problem = read.fields as unknown as SearchData;
    const result = await watched('evaluations', (run) =>
      engine.resources.searchAsync(problem, read.options as SearchOptions, run),
    );
    const { status, certificate } = result;
    return {
      result,
      holds: (status === 'converged' || status === 'iteration-limit') && certificate.holds,
      text: (screen) => textOf(problem, result, screen),
    };
  },
};

async function textOf(problem: SearchData, result: SearchResult, screen: Screen): Promise<string> {
  const { method, backend, kind, seed, certificate, status } = result;
  const { isLocalOptimum, scanned, objectiveError } = certificate;
  const says = [
    certificate.feasible ? 'feasible' : 'not feasible',
    `error ${tiny(objectiveError)}`,
    ...(isLocalOptimum === null ? [] : [`${scanned} moves scanned`]),
  ];
  const how = `${kind} by ${method} on ${backend}, seed ${seed}`;
  return [
    headerOf('resources search', how, [], screen),
    ...(await solutionText(problem, result, screen)),
    summary(result, screen),
    historyLine(result, screen),
    (status === 'iteration-limit' ? '' : statusLine(status, screen)) +
      certificateLine(certificate, says, screen),
  ].join('\n\n');
}

function summary(result: SearchResult, screen: Screen): string {
  const { objective, bound, isOptimal, ratio, certificate, sense, status, method } = result;
  const { paint, width } = screen;
  const side = sense === 'minimize' ? 'at least' : 'at most';
  const best = [
    `objective ${paint.bold(figure(objective, 10))} (${sense}d)`,
    ...(bound === null || isOptimal ? [] : [`${side} ${figure(bound, 10)}`]),
    ...(isOptimal ? ['an optimum'] : []),
    ...(certificate.isLocalOptimum === true ? ['no move improves it'] : []),
  ];
  const { realized, proven, against } = ratio;
  const ratios = [
    ...(realized === null ? [] : [`ratio ${figure(realized, 4)} to the ${against}`]),
    ...(proven === null ? [] : [`proven: at most ${figure(proven, 4)}`]),
  ];
  const { evaluations, accepted, starts, temperature } = result;
  const work = [
    `${evaluations} evaluations${status === 'iteration-limit' ? ' (all there were)' : ''}`,
    `${accepted} moves`,
    `${starts} ${starts === 1 ? 'start' : 'starts'}`,
    ...(method === 'annealing' && temperature !== null && temperature.start > 0
      ? [`temperature ${figure(temperature.start, 3)} to ${figure(temperature.end, 3)}`]
      : []),
  ];
  return [best, ratios, work]
    .filter((items) => items.length > 0)
    .map((items) => flow(items, width))
    .join('\n');
}

/** Entries of the history that are shown. */
const mostEntries = 6;

function historyLine({ history }: SearchResult, { width, paint }: Screen): string {
  const { evaluations, objective } = history;
  const last = evaluations.length - 1;
  const count = Math.min(mostEntries, last + 1);
  const shown = Array.from({ length: count }, (_, k) =>
    count === 1 ? 0 : Math.round((k * last) / (count - 1)),
  );
  const items = shown.map((k) => `${figure(objective[k], 6)} at ${evaluations[k]}`);
  const title = last < mostEntries ? 'best so far:' : `best so far (${last + 1} times better):`;
  return `${flow([paint.dim(title), ...items], width)}`;
}
