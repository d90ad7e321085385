/** `shadowprice resources`: how a fixed budget of GPUs, bandwidth or tokens is best shared out. */

import type { Domain } from '../domain';
import { fairShare } from './fair-share';
import { knapsack } from './knapsack';
import { ip, lp, qp } from './programs';
import { schema } from './schema';
import { tokens } from './tokens';

export const resources: Domain = {
  name: 'resources',
  summary: 'how a fixed budget of GPUs, bandwidth or tokens is best shared out',
  verbs: [fairShare, knapsack, tokens, lp, ip, qp],
  schema,
};
