/** The seed of a call, as a flag and in a file. */

import { readWhole } from './numbers';

export const seedOption = {
  meaning: 'of what is drawn: a whole number of any size',
  placeholder: 'n',
  read: (path: string, text: string) => readWhole(path, text),
  schema: {
    anyOf: [
      { type: 'integer', minimum: 0 },
      { type: 'string', pattern: '^[0-9]+$' },
    ],
    default: 0,
  },
  default: '0',
} as const;
