/** `shadowprice resources cover`: sets that hold all elements, or vertices that touch all edges. */

import { ParameterError } from '../../engine/errors';
import {
  type SetCoverOptions,
  type SetCoverProblem,
  type SetCoverResult,
  setCoverMethods,
  type VertexCoverOptions,
  type VertexCoverProblem,
  type VertexCoverResult,
  vertexCoverMethods,
} from '../../resources/cover/index';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, type OptionTable } from '../flags';
import { closed, list, options, pair } from '../json-schema';
import { counted, cut, figure, figures, flow, type Screen, table, tiny } from '../output';
import { certificateLine, headerOf, isProven, statusLine } from '../present';
import { watched } from '../watch';
import { readProblem } from './problem';
import { mostRows, nameLine, ratioText, restLine, right, wrapped } from './rows';

const methods = Array.from(new Set([...setCoverMethods, ...vertexCoverMethods]));

const calls: OptionTable = {
  method: { meaning: 'how', choices: methods, otherwise: 'greedy, of vertices primal-dual' },
  prune: { isSwitch: true, default: true, meaning: 'keep what is superfluous in the end' },
  timeLimit: { exclusiveMinimum: 0, meaning: 'seconds, with a method that solves a program' },
  nodeLimit: { minimum: 0, isWhole: true, meaning: 'nodes, with --method exact' },
};

const label = { type: ['string', 'number'] };
const cost = { type: 'number', minimum: 0 };
const byName = (each: object) => ({ type: 'object', additionalProperties: each });
const fields = {
  sets: { anyOf: [byName(list(label, 0)), list(list(label, 0), 0)] },
  universe: { ...list(label, 0), description: 'what must be covered; by default all there is' },
  costs: { anyOf: [byName(cost), list(cost, 0)], description: 'of sets; 1 by default' },
  edges: { ...list(pair(label), 0), description: 'both ends of each, for a vertex cover' },
  weights: { ...byName(cost), description: 'of vertices; 1 by default' },
  vertices: { ...list(label, 0), description: 'by default the ends of edges' },
};

/** What a problem may hold. */
export const coverSchema = {
  ...closed({ ...fields, ...options(calls), options: closed(options(calls)) }),
  oneOf: [{ required: ['sets'] }, { required: ['edges'] }],
  description: 'cover: sets that hold all elements, or vertices that touch all edges.',
};

export const cover: Verb = {
  name: 'cover',
  summary: 'sets that hold all elements, or vertices that touch all edges',

  configure(command) {
    addOptionFlags(command, calls, 'Options:');
    command.addHelpText(
      'after',
      `
A set cover has sets, and perhaps costs and a universe:
  { "sets": { "a": [1, 2], "b": [2, 3] }, "costs": { "a": 2, "b": 1.5 } }
a vertex cover has edges, and perhaps weights and vertices:
  { "edges": [["x", "y"], ["y", "z"]], "weights": { "y": 3 } }

Methods, with what they promise: of sets greedy (1 + 1/2 + … + 1/d, d the size
of the largest), primal-dual and rounding (how many sets an element is in at
most); of vertices primal-dual and matching (2), half-integral (2 - 2/k, k the
colours of what is hard); exact of both.

Examples:
  shadowprice resources cover examples/resources/probe-cover.json
  shadowprice resources cover examples/resources/probe-cover.json --method exact
  shadowprice resources cover examples/resources/monitor-links.json --method half-integral
  shadowprice resources cover examples/resources/monitor-links.json --json | jq .ratio`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = { verb: 'cover', fields: Object.keys(fields), options: Object.keys(calls) };
    const { fields: given, options: call } = await readProblem(reading, source, flags);
    const isGraph = given.edges !== undefined;
    requireOneKind(given, isGraph);
    // what remains is the API's to check
    const result = await watched('nodes', async ({ signal }) =>
      isGraph
        ? engine.resources.vertexCover(given as unknown as VertexCoverProblem, {
            ...(call as VertexCoverOptions),
            signal,
          })
        : engine.resources.setCover(given as unknown as SetCoverProblem, {
            ...(call as SetCoverOptions),
            signal,
          }),
    );
    return {
      result,
      holds: isProven(result),
      text: (screen) =>
        'sets' in result ? setText(given, result, screen) : vertexText(given, result, screen),
    };
  },
};

/** @throws ParameterError where there are both sets and edges, or something of the other kind */
function requireOneKind(given: Readonly<Record<string, unknown>>, isGraph: boolean): void {
  const [kind, others] = isGraph
    ? ['edges', ['sets', 'universe', 'costs']]
    : ['sets', ['weights', 'vertices']];
  if (!isGraph && given.sets === undefined) {
    throw new ParameterError('sets', undefined, 'sets, or edges for a vertex cover', 'type');
  }
  const other = others.find((name) => given[name] !== undefined);
  if (other === undefined) return;
  throw new ParameterError(other, given[other], `nothing where there are ${kind}`, 'type');
}

type Given = Readonly<Record<string, unknown>>;
type Numbers = Readonly<Record<string, number>> | undefined;

/** Of a name, which may be one that every object has. */
function numberOf(given: Numbers, name: string): number {
  return given !== undefined && Object.hasOwn(given, name) ? given[name] : 1;
}

async function setText(given: Given, result: SetCoverResult, screen: Screen): Promise<string> {
  const { sets, cost: total, uncovered, shadowPrices } = result;
  const lists = given.sets as Readonly<Record<string, readonly unknown[]>>;
  const costs = given.costs as Numbers;
  const shown = sets.slice(0, mostRows).map(String);
  const rows =
    shown.length === 0
      ? ''
      : (await table(
          [
            { title: 'set', cells: shown.map((name) => cut(name, 40)) },
            { title: 'elements', ...right, cells: shown.map((name) => `${lists[name].length}`) },
            {
              title: 'cost',
              ...right,
              cells: figures(shown.map((name) => numberOf(costs, name))),
            },
          ],
          screen,
        )) + restLine(sets.length, screen, 'set');
  const prices = Object.entries(shadowPrices).filter(([, price]) => price > 0);
  return [
    headerOf('resources cover', `${result.method} on ${result.backend}`, [], screen),
    rows,
    uncovered.length > 0 ? nameLine('no set holds', uncovered, screen) : '',
    total === null ? '' : summary('cost', total, counted(sets.length, 'set'), result, screen),
    await priceTable('element', prices, screen),
    endOf(result, screen),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

async function vertexText(
  given: Given,
  result: VertexCoverResult,
  screen: Screen,
): Promise<string> {
  const { vertices, weight, kernel, shadowPrices } = result;
  const weights = given.weights as Numbers;
  const edges = given.edges as readonly (readonly unknown[])[];
  const shown = vertices.slice(0, mostRows).map(String);
  const rows =
    shown.length === 0
      ? ''
      : (await table(
          [
            { title: 'vertex', cells: shown.map((name) => cut(name, 40)) },
            {
              title: 'weight',
              ...right,
              cells: figures(shown.map((name) => numberOf(weights, name))),
            },
          ],
          screen,
        )) + restLine(vertices.length, screen, 'vertex', 'vertices');
  const prices = Array.from(shadowPrices, (price, i): [string, number] => [
    `${cut(String(edges[i][0]), 24)} – ${cut(String(edges[i][1]), 24)}`,
    price,
  ]).filter(([, price]) => price > 0);
  return [
    headerOf('resources cover', `${result.method} on ${result.backend}`, [], screen),
    rows,
    summary('weight', weight, counted(vertices.length, 'vertex', 'vertices'), result, screen),
    kernel === null
      ? ''
      : flow(
          [
            'of the relaxation:',
            `${counted(kernel.included.length, 'vertex', 'vertices')} in,`,
            `${kernel.excluded.length} out,`,
            `${kernel.undecided.length} undecided`,
          ],
          screen.width,
          ' ',
        ),
    await priceTable('edge', prices, screen),
    endOf(result, screen),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function summary(
  what: string,
  total: number,
  things: string,
  { bound, ratio, redundant }: SetCoverResult | VertexCoverResult,
  { paint, width }: Screen,
): string {
  return flow(
    [
      `${what} ${paint.bold(figure(total, 9))}`,
      things,
      ...(bound === total ? [] : [`at least ${figure(bound, 9)}`]),
      ...ratioText(ratio, ratio.against),
      ...(redundant.length > 0 ? [`${redundant.length} superfluous left out`] : []),
    ],
    width,
  );
}

async function priceTable(
  what: string,
  prices: readonly [string, number][],
  screen: Screen,
): Promise<string> {
  if (prices.length === 0) return '';
  const shown = prices.slice(0, mostRows);
  const rows = await table(
    [
      { title: what, cells: shown.map(([name]) => cut(name, 52)) },
      { title: 'shadow price', ...right, cells: figures(shown.map(([, price]) => price)) },
    ],
    screen,
  );
  return `${rows}${restLine(prices.length, screen, 'with a price', 'with a price')}`;
}

function endOf(
  { status, certificate }: SetCoverResult | VertexCoverResult,
  screen: Screen,
): string {
  const { dualBound, dualInfeasibility, provenBy, kind } = certificate;
  const says =
    kind === 'uncoverable'
      ? []
      : [
          `prices prove ${figure(dualBound)}`,
          `dual ${tiny(dualInfeasibility)}`,
          ...(provenBy === 'prices' ? [] : [`bound by the ${provenBy}`]),
        ];
  return statusLine(status, screen) + wrapped(certificateLine(certificate, says, screen), screen);
}
