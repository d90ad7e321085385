/** `shadowprice resources`: how a fixed budget of GPUs, bandwidth or tokens is best shared out. */

import type { Domain } from '../domain';
import { schema } from './schema';

export const resources: Domain = {
  name: 'resources',
  summary: 'how a fixed budget of GPUs, bandwidth or tokens is best shared out',
  verbs: [],
  schema,
};
