/** The JSON Schema (draft 2020-12) of problems of resources: one definition a verb. */

import { draft } from '../json-schema';
import { activitiesSchema } from './activities';
import { coverSchema } from './cover';
import { fairShareSchema } from './fair-share';
import { knapsackSchema } from './knapsack';
import { pagingSchema } from './paging';
import { ipSchema, lpSchema, qpSchema } from './programs-schema';
import { provisionSchema } from './provision';
import { scheduleSchema } from './schedule';
import { searchSchema } from './search-schema';
import { skiRentalSchema } from './ski-rental';
import { spanningTreeSchema } from './spanning-tree';
import { streamSchema } from './stream';
import { tokensSchema } from './tokens';

/** By the name of the verb. */
const problems: Readonly<Record<string, object>> = {
  activities: activitiesSchema,
  cover: coverSchema,
  'fair-share': fairShareSchema,
  knapsack: knapsackSchema,
  lp: lpSchema,
  ip: ipSchema,
  paging: pagingSchema,
  provision: provisionSchema,
  qp: qpSchema,
  schedule: scheduleSchema,
  search: searchSchema,
  'ski-rental': skiRentalSchema,
  'spanning-tree': spanningTreeSchema,
  stream: streamSchema,
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
