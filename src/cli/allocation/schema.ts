/** The JSON Schema (draft 2020-12) of an allocation problem, from the tables. */

import { computeTable } from '../../allocation/compute-path';
import { allocationTable } from '../../allocation/parameters';
import { closed, draft, list, numbers, options } from '../json-schema';
import { computeNumbers } from './compute';
import { simulateOptions, solveOptions } from './options';

export function schema(): object {
  return {
    $schema: draft,
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

function path(kind: string, properties: object, required: readonly string[]) {
  return { ...closed({ kind: { const: kind }, ...properties }), required: ['kind', ...required] };
}
