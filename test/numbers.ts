/** Comparisons of numbers that tests share. */

import { expect } from 'vitest';

/** |actual/expected − 1| ≤ relative; an expected 0 must be met exactly. */
export function expectClose(actual: number, expected: number, relative: number, what = ''): void {
  const error = actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
  expect(error, `${what} ${actual} instead of ${expected}`).toBeLessThanOrEqual(relative);
}

/** Fails with the path of the first NaN anywhere in a result. */
export function expectNoNaN(value: unknown, path = 'result'): void {
  if (typeof value === 'number') expect(value, path).not.toBeNaN();
  else if (value instanceof Float64Array) expect(value.findIndex(Number.isNaN), path).toBe(-1);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) expectNoNaN(part, `${path}.${key}`);
  }
}
