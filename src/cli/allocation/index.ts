/** `shadowprice allocation`: how a lab splits compute between training and serving over time. */

import type { Domain } from '../domain';
import { schema } from './schema';
import { sensitivity } from './sensitivity';
import { simulate } from './simulate';
import { solve } from './solve';
import { steadyState } from './steady-state';

export const allocation: Domain = {
  name: 'allocation',
  summary: 'how a lab splits compute between training and serving over time',
  verbs: [solve, simulate, steadyState, sensitivity],
  schema,
};
