/** The JSON Schema (draft 2020-12) of an allocation problem, from the tables. */

import { computeTable } from '../../allocation/compute-path';
import { allocationTable } from '../../allocation/parameters';
import type { ParameterSpec } from '../../engine/parameters';
import type { OptionSpec, OptionTable } from '../flags';
import { computeNumbers } from './compute';
import { simulateOptions, solveOptions } from './options';

export function schema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'shadowprice allocation',
    description:
      'A problem of compute allocation: its parameters, or an object that holds them beside the options of the call.',
    anyOf: [{ $ref: '#/$defs/problem' }, { $ref: '#/$defs/parameters' }],
    $defs: {
      problem: closed({
        parameters: { $ref: '#/$defs/parameters' },
        options: { $ref: '#/$defs/options' },
        control: { $ref: '#/$defs/control' },
        axis: { $ref: '#/$defs/axis' },
      }),
      parameters: closed({ ...numbers(allocationTable), compute: { $ref: '#/$defs/compute' } }),
      compute: {
        description: 'C(t), compute over time.',
        default: { kind: 'exponential' },
        oneOf: [
          ...Object.entries(computeTable).map(([kind, rows]) => path(kind, numbers(rows), [])),
          path('table', { times: list({ type: 'number' }), values: list(nonNegative) }, [
            'times',
            'values',
          ]),
        ],
      },
      options: {
        ...closed({ ...options(simulateOptions), ...options(solveOptions) }),
        description: 'Options of solve and sensitivity; simulate takes steps, hold, asPublished.',
      },
      control: {
        description: 'simulate: the share of compute that trains, or shares at equal steps.',
        anyOf: [share, list(share, 3)],
      },
      axis: {
        ...closed({
          parameter: { enum: [...Object.keys(allocationTable), ...computeNumbers.keys()] },
          values: list({ type: 'number' }),
        }),
        required: ['parameter', 'values'],
        description: 'sensitivity: the parameter that varies, and its values.',
      },
    },
  };
}

const nonNegative = { type: 'number', minimum: 0 };
const share = { type: 'number', minimum: 0, maximum: 1 };

function closed(properties: object) {
  return { type: 'object', properties, additionalProperties: false };
}

function list(items: object, minItems = 1) {
  return { type: 'array', items, minItems };
}

function path(kind: string, properties: object, required: readonly string[]) {
  return { ...closed({ kind: { const: kind }, ...properties }), required: ['kind', ...required] };
}

function numbers(table: Readonly<Record<string, ParameterSpec>>): Record<string, object> {
  const rows = Object.entries(table).map(([name, { symbol, unit, meaning, ...rest }]) => {
    const where = unit === '1' ? '' : `, in ${unit}`;
    return [
      name,
      { type: 'number', ...limits(rest), description: `${symbol}: ${meaning}${where}` },
    ];
  });
  return Object.fromEntries(rows);
}

type Limits = Partial<Omit<ParameterSpec, 'symbol' | 'flag' | 'unit' | 'meaning'>>;

function limits(spec: Limits): object {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, default: value } = spec;
  // what is undefined leaves no trace in JSON
  return { minimum, exclusiveMinimum, maximum, exclusiveMaximum, default: value };
}

function options(table: OptionTable): Record<string, object> {
  return Object.fromEntries(Object.entries(table).map(([name, spec]) => [name, optionOf(spec)]));
}

function optionOf(spec: OptionSpec): object {
  const { meaning: description } = spec;
  if ('choices' in spec) return { enum: spec.choices, default: spec.default, description };
  if ('isSwitch' in spec) return { type: 'boolean', default: false, description };
  return { type: spec.isWhole ? 'integer' : 'number', ...limits(spec), description };
}
