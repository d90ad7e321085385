/** The JSON Schema (draft 2020-12) of a compliance problem, from the tables. */

import { behaviourTable, complianceTable } from '../../compliance/parameters';
import { leverNames } from '../../compliance/require/levers';
import { closed, draft, limits, list, numbers, options, pair } from '../json-schema';
import { labNames, labTable } from './numbers';
import {
  boundariesOptions,
  indicesOptions,
  mapOptions,
  regulatorOptions,
  requireOptions,
  sampleOptions,
  shapleyOptions,
  tornadoOptions,
} from './options';

export function schema(): object {
  const plain = { $ref: '#/$defs/parameters' };
  const population = { $ref: '#/$defs/ranges' };
  const ofCall = optionsOfAll();
  return {
    $schema: draft,
    title: 'shadowprice compliance',
    description:
      'A problem of compliance: numbers of one lab (parameters) or of many (ranges), beside the options of the call; or plainly the numbers.',
    anyOf: [
      { $ref: '#/$defs/problem' },
      { $ref: '#/$defs/call' },
      { $ref: '#/$defs/columns' },
      plain,
      population,
    ],
    $defs: {
      problem: closed({
        parameters: { anyOf: [plain, { $ref: '#/$defs/columns' }] },
        ranges: population,
        options: { $ref: '#/$defs/call' },
      }),
      call: {
        ...closed({ parameters: plain, ranges: population, ...ofCall }),
        description: 'The options of a call as the API takes them; each verb has its own.',
      },
      parameters: {
        ...closed({ ...numbers(complianceTable), ...behaviour() }),
        description: 'decide, payoffs, boundaries, map: one lab.',
      },
      columns: {
        ...closed({ ...columns(), ...behaviour() }),
        description: 'decide: many labs, one value each in every list.',
      },
      ranges: {
        ...closed(Object.fromEntries(labNames.map((name) => [name, spread(name)]))),
        description:
          'All other verbs: many labs. A number for all, [low, high] for an even spread; sample, indices and shapley take distributions too.',
      },
      distribution: {
        oneOf: [
          distribution('uniform', 'low', 'high'),
          distribution('log-uniform', 'low', 'high'),
          distribution('normal', 'mean', 'standardDeviation'),
          distribution('truncated-normal', 'mean', 'standardDeviation', 'low', 'high'),
          distribution('triangular', 'low', 'mode', 'high'),
          distribution('constant', 'value'),
          {
            ...closed({ kind: { const: 'discrete' }, values: list(number), weights: list(number) }),
            required: ['kind', 'values'],
          },
        ],
      },
    },
  };
}

const number = { type: 'number' };

/** The options of every verb; where two have one of the same name, that of the first. */
function optionsOfAll(): Record<string, object> {
  return {
    ...options({
      ...regulatorOptions,
      ...requireOptions,
      ...shapleyOptions,
      ...indicesOptions,
      ...tornadoOptions,
      ...sampleOptions,
      ...boundariesOptions,
      ...mapOptions,
    }),
    ...shared(),
    correlation: {
      description: 'sample, shapley: which numbers go together, by a Gaussian copula.',
      ...list(
        {
          ...closed({
            between: pair({ enum: labNames }),
            value: { type: 'number', exclusiveMinimum: -1, exclusiveMaximum: 1 },
          }),
          required: ['between', 'value'],
        },
        0,
      ),
    },
    levers: {
      description: 'require: what can be set, with prices and bounds.',
      anyOf: [
        { enum: leverNames },
        {
          ...closed(Object.fromEntries(leverNames.map((name) => [name, lever(name)]))),
          minProperties: 1,
        },
      ],
    },
  };
}

/** Options whose bounds and defaults differ from verb to verb. */
function shared(): Record<string, object> {
  const designs = [
    ...new Set([sampleOptions, shapleyOptions].flatMap((each) => each.design.choices)),
  ];
  return {
    samples: { type: 'integer', minimum: 1, maximum: sampleOptions.samples.maximum },
    replicates: { type: 'integer', minimum: 2, maximum: sampleOptions.replicates.maximum },
    design: { enum: designs },
  };
}

/** Behaviour, sites being whole. */
function behaviour(): Record<string, object> {
  const rows = numbers(behaviourTable);
  return { ...rows, sites: { ...rows.sites, type: 'integer', maximum: 1000 } };
}

function columns(): Record<string, object> {
  const rows = Object.entries(numbers(complianceTable));
  return Object.fromEntries(rows.map(([name, row]) => [name, { anyOf: [row, list(row)] }]));
}

function spread(name: string): object {
  const row = { ...numbers(complianceTable), ...behaviour() }[name] as Record<string, unknown>;
  const { description, default: value, ...bounds } = row;
  const isOfModel = name in complianceTable;
  return {
    description,
    default: isOfModel ? [0, 1] : value,
    anyOf: [bounds, pair(bounds), { $ref: '#/$defs/distribution' }],
  };
}

function lever(name: (typeof leverNames)[number]): object {
  const { default: _, ...bounds } = labTable[name];
  const bound = { type: 'number', ...limits(bounds) };
  return closed({ price: { type: 'number', minimum: 0, default: 1 }, low: bound, high: bound });
}

function distribution(kind: string, ...fields: readonly string[]): object {
  const properties = Object.fromEntries(fields.map((field) => [field, number]));
  return { ...closed({ kind: { const: kind }, ...properties }), required: ['kind', ...fields] };
}
