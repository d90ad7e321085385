/** `shadowprice sampling`: points of designs and of spaces. */

import type { Domain } from '../domain';
import { closed, draft, list, options } from '../json-schema';
import { points, pointsOptions } from './points';

const number = { type: 'number' };

export const sampling: Domain = {
  name: 'sampling',
  summary: 'points of designs: Latin hypercubes, Sobol sequences, spaces of distributions',
  verbs: [points],
  schema: () => ({
    $schema: draft,
    title: 'shadowprice sampling',
    description: 'Points of a design in the unit cube, or of a space of named numbers.',
    ...closed({
      ...options(pointsOptions),
      space: {
        type: 'object',
        description: 'A number, a range [low, high] or a distribution for each name.',
        additionalProperties: { anyOf: [number, list(number, 2), { type: 'object' }] },
      },
      correlation: list(closed({ between: list({ type: 'string' }, 2), value: number }), 0),
    }),
  }),
};
