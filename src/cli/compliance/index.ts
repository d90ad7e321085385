/** `shadowprice compliance`: when a lab complies with rules on compute, evades them, or splits a run. */

import type { Domain } from '../domain';
import { boundaries } from './boundaries';
import { decide, payoffs } from './decide';
import { indices, shapley } from './indices';
import { map } from './map';
import { regulator } from './regulator';
import { requireVerb } from './require';
import { sample } from './sample';
import { schema } from './schema';
import { shares } from './shares';
import { tornado } from './tornado';

export const compliance: Domain = {
  name: 'compliance',
  summary: 'when labs comply with rules on compute, evade them, or split a run across borders',
  verbs: [
    decide,
    payoffs,
    boundaries,
    map,
    shares,
    sample,
    tornado,
    indices,
    shapley,
    requireVerb,
    regulator,
  ],
  schema,
};
