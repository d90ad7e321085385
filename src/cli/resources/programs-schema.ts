/** The JSON Schema of linear, integer and quadratic programs, and the options of their calls. */

import type { OptionTable } from '../flags';
import { closed, list, options } from '../json-schema';

export const programFields = [
  'sense',
  'objective',
  'quadratic',
  'variables',
  'constraints',
  'offset',
] as const;

export const programOptions = {
  timeLimit: { meaning: 'seconds', exclusiveMinimum: 0 },
  nodeLimit: { meaning: 'nodes of branch and bound', isWhole: true, minimum: 0 },
  iterationLimit: { meaning: 'iterations of simplex or active sets', isWhole: true, minimum: 0 },
  gap: {
    meaning: 'relative, between an integer answer and its bound',
    minimum: 0,
    exclusiveMaximum: 1,
    default: 1e-9,
  },
  tolerance: {
    meaning: "what the certificate's figures are held to",
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
    default: 1e-6,
  },
  ranging: {
    meaning: 'where prices and plan stay; up to 200 rows and columns unasked',
    isSwitch: true,
  },
  proofNodes: {
    meaning: 'nodes of the search that proves an integer answer again',
    isWhole: true,
    minimum: 0,
    maximum: 1_000_000,
    default: 200,
  },
} as const satisfies OptionTable;

const bound = { type: ['number', 'null'] };
const coefficients = { type: 'object', additionalProperties: { type: 'number' } };

function schemaOf(description: string, variable: object, extra: object): object {
  return {
    ...closed({
      sense: { enum: ['minimize', 'maximize'], default: 'minimize' },
      objective: { ...coefficients, description: 'coefficients by variable' },
      ...extra,
      variables: {
        type: 'object',
        minProperties: 1,
        additionalProperties: closed({
          lower: { ...bound, description: '0 by default, null for none' },
          upper: { ...bound, description: 'none by default' },
          ...variable,
        }),
      },
      constraints: {
        type: 'object',
        additionalProperties: {
          ...closed({ coefficients, lower: bound, upper: bound, equal: { type: 'number' } }),
          required: ['coefficients'],
        },
      },
      offset: { type: 'number', default: 0 },
      ...options(programOptions),
      options: closed(options(programOptions)),
    }),
    required: ['variables'],
    description,
  };
}

const continuous = { type: { const: 'continuous' } };
const discrete = {
  type: { enum: ['continuous', 'integer', 'binary'], default: 'continuous' },
  menu: { ...list({ type: 'number' }), description: 'the only values that it may take' },
};
const quadratic = {
  anyOf: [
    { ...coefficients, description: 'terms by two names with a space between: "x y"' },
    list(
      {
        ...closed({
          row: { type: 'string' },
          column: { type: 'string' },
          value: { type: 'number' },
        }),
        required: ['row', 'column', 'value'],
      },
      0,
    ),
  ],
  description: 'terms of second order as they are written, without a half',
};

export const lpSchema = schemaOf('lp: a linear program.', continuous, {});
export const ipSchema = schemaOf('ip: a linear program with whole numbers.', discrete, {});
export const qpSchema = schemaOf('qp: a convex quadratic program.', continuous, { quadratic });
