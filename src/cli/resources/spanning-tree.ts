/** `shadowprice resources spanning-tree`: edges that join all vertices at the least cost. */

import {
  type SpanningTreeOptions,
  type SpanningTreeProblem,
  type SpanningTreeResult,
  senses,
} from '../../resources/greedy/index';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, type OptionTable } from '../flags';
import { closed, list, options } from '../json-schema';
import { counted, cut, figure, figures, flow, type Screen, table } from '../output';
import { certificateLine, headerOf, isProven, statusLine } from '../present';
import { readProblem } from './problem';
import { mostRows, restLine, right, wrapped } from './rows';

const calls: OptionTable = {
  sense: { meaning: 'which total', choices: senses, default: 'minimize' },
  forest: { isSwitch: true, meaning: 'a tree in each component will do' },
};

const label = { type: ['string', 'number'] };
const edge = {
  anyOf: [
    {
      type: 'array',
      prefixItems: [label, label, { type: 'number' }],
      items: false,
      minItems: 3,
    },
    {
      ...closed({ from: label, to: label, cost: { type: 'number' } }),
      required: ['from', 'to', 'cost'],
    },
  ],
};

/** What a problem may hold. */
export const spanningTreeSchema = {
  ...closed({
    edges: { ...list(edge, 0), description: '[from, to, cost], or an object of these' },
    vertices: { ...list(label, 0), description: 'by default the ends of edges' },
    ...options(calls),
    options: closed(options(calls)),
  }),
  required: ['edges'],
  description: 'spanning-tree: edges with costs, of which some join all vertices.',
};

export const spanningTree: Verb = {
  name: 'spanning-tree',
  summary: 'edges that join all vertices at the least cost',

  configure(command) {
    addOptionFlags(command, calls, 'Options:');
    command.addHelpText(
      'after',
      `
A problem holds edges, and perhaps vertices:
  { "edges": [["a", "b", 3], ["b", "c", 1.5], ["a", "c", 4]] }
Each edge taken has its price, which is what the tree would cost more without
it, and the cost up to which it stays.

Examples:
  shadowprice resources spanning-tree examples/resources/cluster-links.json
  shadowprice resources spanning-tree examples/resources/cluster-links.json --sense maximize
  shadowprice resources spanning-tree network.json --forest --json | jq .components`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'spanning-tree',
      fields: ['edges', 'vertices'],
      options: Object.keys(calls),
    };
    const { fields, options: call } = await readProblem(reading, source, flags);
    const problem = fields as unknown as SpanningTreeProblem;
    const result = engine.resources.spanningTree(problem, call as SpanningTreeOptions);
    return {
      result,
      holds: isProven(result),
      text: (screen) => textOf(problem, result, screen),
    };
  },
};

async function textOf(
  { edges: given }: SpanningTreeProblem,
  result: SpanningTreeResult,
  screen: Screen,
): Promise<string> {
  const { edges, cost, components, vertices, sense, backend, certificate, status } = result;
  const bounds = sense === 'minimize' ? result.upper : result.lower;
  const shown = Array.from(edges.subarray(0, mostRows));
  const ends = shown.map((e) => {
    const edge = given[e];
    return 'from' in edge ? [edge.from, edge.to, edge.cost] : edge;
  });
  const name = (k: number) => ends.map((edge) => cut(String(edge[k]), 24));
  const rows =
    shown.length === 0
      ? ''
      : (await table(
          [
            { title: 'edge', ...right, cells: shown.map(String) },
            { title: '', cells: name(0) },
            { title: '', cells: name(1) },
            { title: 'cost', ...right, cells: figures(ends.map((edge) => edge[2] as number)) },
            {
              title: sense === 'minimize' ? 'up to' : 'down to',
              ...right,
              spare: 1,
              cells: shown.map((e) => figure(bounds[e])),
            },
            {
              title: 'price',
              ...right,
              cells: shown.map((e) => figure(result.shadowPrices[e])),
            },
          ],
          screen,
        )) + restLine(edges.length, screen, 'edge');
  const { acyclic, spanning } = certificate;
  const says = [
    acyclic ? 'no cycle' : 'a cycle',
    spanning ? 'all joined that can be' : 'not all joined',
    `${sense === 'minimize' ? 'cheaper' : 'dearer'} edges left out by ${figure(certificate.cycleViolation)}`,
  ];
  return [
    headerOf('resources spanning-tree', `${sense} on ${backend}`, [], screen),
    rows,
    flow(
      [
        `cost ${screen.paint.bold(figure(cost, 9))}`,
        `${edges.length} of ${counted(given.length, 'edge')}`,
        counted(vertices.length, 'vertex', 'vertices'),
        counted(components, 'component'),
      ],
      screen.width,
    ),
    statusLine(status, screen) + wrapped(certificateLine(certificate, says, screen), screen),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
