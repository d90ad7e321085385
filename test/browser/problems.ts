/** Solves whose bytes must be the same wherever they run, and what those bytes are. */

import type { SolveOptions } from '../../src/allocation/options';
import type { AllocationParameters } from '../../src/allocation/parameters';
import type { Engine } from '../../src/domains';
import { seeded } from '../random';

const random = seeded(99);
const between = (low: number, high: number) => low + (high - low) * random();

const problems: ReadonlyArray<readonly [AllocationParameters, SolveOptions]> = [
  [{}, {}],
  [{}, { method: 'shooting' }],
  [{}, { asPublished: true }],
  [{ depreciation: 0.1, salvageValue: 500 }, { steps: 317 }],
  [{ compute: { kind: 'logistic' } }, { method: 'shooting' }],
  [{ compute: { kind: 'table', times: [0, 3, 4, 9], values: [10, 200, 0, 300] } }, {}],
  [{ compute: { kind: 'linear' } }, { acceleration: 'none', tolerance: 1e-6 }],
  ...Array.from({ length: 20 }, (): [AllocationParameters, SolveOptions] => [
    {
      trainingExponent: between(0.1, 0.9),
      revenueExponent: between(0.1, 3),
      discountRate: between(0.01, 0.2),
      compute: { kind: 'exponential', growth: between(0.05, 0.5) },
    },
    { method: random() < 0.5 ? 'fbsm' : 'shooting' },
  ]),
];

/** One SHA-256 a problem, over every number of the answer. */
export async function fingerprints(engine: Engine): Promise<string[]> {
  const prints: string[] = [];
  for (const [parameters, options] of problems) {
    prints.push(await fingerprint(engine.allocation.solve(parameters, options)));
  }
  prints.push(await fingerprint(engine.allocation.simulate({}, (t) => 1 - t / 10)));
  prints.push(await fingerprint(engine.allocation.steadyState()));
  return prints;
}

async function fingerprint(answer: object): Promise<string> {
  const numbers: number[] = [];
  collect(answer, numbers);
  const digest = await crypto.subtle.digest('SHA-256', Float64Array.from(numbers));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Every number of a value, in the order of its fields. */
function collect(value: unknown, into: number[]): void {
  if (typeof value === 'number') into.push(value);
  else if (ArrayBuffer.isView(value)) into.push(...(value as Float64Array));
  else if (typeof value === 'object' && value !== null) {
    for (const field of Object.values(value)) collect(field, into);
  }
}
