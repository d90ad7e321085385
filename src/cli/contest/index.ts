/** `shadowprice contest`: how rivals trade safety against performance when they race. */

import type { Domain } from '../domain';
import { compare } from './compare';
import { demo } from './demo';
import { gradient } from './gradient';
import { optimum } from './optimum';
import { payoffs } from './payoffs';
import { scenario } from './scenario';
import { schema } from './schema';
import { sensitivity } from './sensitivity';
import { solve } from './solve';
import { states } from './states';

export const contest: Domain = {
  name: 'contest',
  summary: 'how rivals trade safety against performance when they race',
  verbs: [payoffs, gradient, states, solve, scenario, compare, optimum, sensitivity, demo],
  schema,
};
