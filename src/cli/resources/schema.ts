/** The JSON Schema (draft 2020-12) of problems of resources: one definition a verb. */

import { draft } from '../json-schema';
import { fairShareSchema } from './fair-share';
import { knapsackSchema } from './knapsack';
import { ipSchema, lpSchema, qpSchema } from './programs-schema';
import { tokensSchema } from './tokens';

/** By the name of the verb. */
const problems: Readonly<Record<string, object>> = {
  'fair-share': fairShareSchema,
  knapsack: knapsackSchema,
  lp: lpSchema,
  ip: ipSchema,
  qp: qpSchema,
  tokens: tokensSchema,
};

export function schema(): object {
  return {
    $schema: draft,
    title: 'shadowprice resources',
    description: 'A problem of resources, by verb.',
    anyOf: Object.keys(problems).map((name) => ({ $ref: `#/$defs/${name}` })),
    $defs: problems,
  };
}
