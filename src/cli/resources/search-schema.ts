/** The JSON Schema of problems that are searched: one form a kind. */

import { closed, list, options } from '../json-schema';
import { searchOptions } from './search';

const amount = { type: 'number', minimum: 0 };
const whole = { type: 'integer', minimum: 0 };
const several = { type: 'integer', minimum: 1 };
const names = list({ type: 'string' }, 0);
const label = { type: ['string', 'number'] };
const matrix = list(list(amount));
const edge = { type: 'array', minItems: 2, maxItems: 2, items: label };
const costs = { anyOf: [list(amount, 0), { type: 'object', additionalProperties: amount }] };

const job = {
  ...closed({
    name: { type: 'string' },
    gpus: several,
    duration: { type: 'number', exclusiveMinimum: 0 },
    priority: amount,
    release: amount,
  }),
  required: ['gpus', 'duration'],
};

/** What the data of each kind hold, and which of it they must. */
const forms: Readonly<Record<string, readonly [object, readonly string[]]>> = {
  knapsack: [
    { values: list(amount, 0), weights: list(whole, 0), capacity: whole, names },
    ['values', 'weights', 'capacity'],
  ],
  'set-cover': [
    {
      sets: {
        anyOf: [list(list(label, 0), 0), { type: 'object', additionalProperties: list(label, 0) }],
      },
      universe: list(label, 0),
      costs,
    },
    ['sets'],
  ],
  'vertex-cover': [
    {
      edges: list(edge, 0),
      weights: { type: 'object', additionalProperties: amount },
      vertices: list(label, 0),
    },
    ['edges'],
  ],
  assignment: [{ durations: list(amount), machines: several, times: matrix, names }, []],
  placement: [
    { traffic: matrix, distances: matrix, names, nodes: names },
    ['traffic', 'distances'],
  ],
  tour: [{ points: list(list({ type: 'number' }), 3), distances: matrix, names }, []],
  schedule: [
    {
      jobs: list(job),
      gpus: several,
      objective: { enum: ['weighted-completion', 'makespan'], default: 'weighted-completion' },
    },
    ['jobs', 'gpus'],
  ],
  'max-cut': [
    {
      edges: list(
        {
          type: 'array',
          prefixItems: [label, label, { type: 'number' }],
          items: false,
          minItems: 2,
        },
        0,
      ),
    },
    ['edges'],
  ],
};

/** What a problem may hold. */
export const searchSchema = {
  anyOf: Object.entries(forms).map(([kind, [entries, required]]) => ({
    ...closed({
      kind: { const: kind },
      ...entries,
      ...options(searchOptions),
      options: closed(options(searchOptions)),
    }),
    required: ['kind', ...required],
  })),
  description: 'search: a combinatorial problem, by kind.',
};
