/** The options of the allocation calls, for flags, help and schema; the API itself checks them. */

import { defaultCertificateTolerance } from '../../allocation/certificate';
import { accelerations, methods } from '../../allocation/options';
import type { OptionTable } from '../flags';

const asPublished = {
  meaning: "the seed scripts' own arithmetic, its errors included; the certificate then fails",
  isSwitch: true,
} as const;

const steps = { isWhole: true, minimum: 2, maximum: 1e6 } as const;

export const solveOptions = {
  method: {
    meaning: 'forward–backward sweep, or root search over the extremals',
    choices: methods,
    default: 'fbsm',
  },
  steps: { meaning: "steps of the answer's time grid", ...steps, default: 200 },
  tolerance: {
    meaning: 'when to stop: change of α (fbsm), relative miss of M0 (shooting)',
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
    default: 1e-11,
  },
  maxIterations: {
    meaning: 'most sweeps or integrations',
    isWhole: true,
    minimum: 1,
    maximum: 1e6,
    default: 1000,
  },
  relaxation: {
    meaning: 'weight of the new α where there is no acceleration',
    exclusiveMinimum: 0,
    maximum: 1,
    default: 0.3,
  },
  acceleration: { meaning: 'of the sweep', choices: accelerations, default: 'anderson' },
  certificateTolerance: {
    meaning: 'what the certificate is held to',
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
    default: defaultCertificateTolerance,
  },
  asPublished,
} as const satisfies OptionTable;

export const simulateOptions = {
  steps: {
    meaning: "steps of the answer's time grid",
    ...steps,
    otherwise: '200, or one less than the values of the control',
  },
  hold: {
    meaning: 'listed values of the control between their times',
    choices: ['linear', 'previous'],
    default: 'linear',
  },
  asPublished,
} as const satisfies OptionTable;

export const steadyStateOptions = {
  steps: { meaning: "steps of the optimum's time grid", ...steps, default: 200 },
  asPublished: { ...asPublished, meaning: 'what the seed script prints; it has no certificate' },
} as const satisfies OptionTable;
