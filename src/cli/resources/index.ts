/** `shadowprice resources`: how a fixed budget of GPUs, bandwidth or tokens is best shared out. */

import type { Domain } from '../domain';
import { activities } from './activities';
import { cover } from './cover';
import { fairShare } from './fair-share';
import { knapsack } from './knapsack';
import { paging } from './paging';
import { ip, lp, qp } from './programs';
import { provision } from './provision';
import { schedule } from './schedule';
import { schema } from './schema';
import { search } from './search';
import { skiRental } from './ski-rental';
import { spanningTree } from './spanning-tree';
import { stream } from './stream';
import { tokens } from './tokens';

export const resources: Domain = {
  name: 'resources',
  summary: 'how a fixed budget of GPUs, bandwidth or tokens is best shared out',
  verbs: [
    fairShare,
    knapsack,
    tokens,
    stream,
    skiRental,
    paging,
    provision,
    schedule,
    search,
    cover,
    spanningTree,
    activities,
    lp,
    ip,
    qp,
  ],
  schema,
};
