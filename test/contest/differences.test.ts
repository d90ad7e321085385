/** Derivatives by differences against derivatives known. */

import { describe, expect, it } from 'vitest';
import { derivative } from '../../src/engine/javascript/contest/differences';

const of = (f: (x: number) => number, x: number, most?: number) => derivative(f, x, f(x), 0, most);
const error = (found: number, expected: number) => Math.abs(found - expected);

describe('derivative', () => {
  it.each([1e-9, 1e-4, 0.3, 7, 1e6])('of powers at %d, to 1e-10', (x) => {
    for (const e of [-1, 0.25, 0.5, 1, 1.5, 2, 3]) {
      const expected = e * x ** (e - 1);
      expect(
        error(
          of((y) => y ** e, x),
          expected,
        ) / Math.abs(expected),
        `${e}`,
      ).toBeLessThan(1e-10);
    }
  });

  it.each([1e-12, 1e-6, 1e-3])('of what is smooth at the scale of 1, at %d', (x) => {
    expect(
      error(
        of((y) => Math.exp(y) + 3, x),
        Math.exp(x),
      ),
    ).toBeLessThan(1e-8);
    expect(
      error(
        of((y) => 1 - 0.1 * y, x),
        -0.1,
      ),
    ).toBeLessThan(1e-9);
  });

  it.each([1, 30, 1000])('of a logistic curve of steepness %d', (k) => {
    const f = (y: number) => 1 / (1 + Math.exp(k * (1 - y)));
    for (const x of [1, 1 + 0.7 / k, 1.01]) {
      const expected = k * f(x) * (1 - f(x));
      expect(error(of(f, x), expected) / k).toBeLessThan(1e-9);
    }
  });

  it('on one side of a threshold and of a kink', () => {
    const step = (y: number) => (y < 2 ? 0.3 * y : 5 + y * y);
    expect(error(of(step, 2.001), 4.002)).toBeLessThan(1e-7);
    expect(error(of(step, 1.999), 0.3)).toBeLessThan(1e-7);
    expect(
      error(
        of((y) => Math.max(0, y - 1), 1.0005),
        1,
      ),
    ).toBeLessThan(1e-8);
  });

  it('at 0 from the right, with any powers', () => {
    expect(
      error(
        of((y) => 1 + 2 * y - y * y, 0),
        2,
      ),
    ).toBeLessThan(1e-9);
    expect(
      error(
        of((y) => Math.exp(-3 * y), 0),
        -3,
      ),
    ).toBeLessThan(1e-8);
    expect(
      error(
        of((y) => 1 - 0.1 * y + 2 * y ** 1.5, 0),
        -0.1,
      ),
    ).toBeLessThan(1e-7);
    expect(
      error(
        of((y) => y ** 2.5, 0),
        0,
      ),
    ).toBeLessThan(1e-9);
  });

  it('at 0, infinite where there is none', () => {
    expect(of((y) => 1 - 0.1 * y + Math.sqrt(y), 0)).toBe(Infinity);
    expect(of((y) => 1 - y ** 0.9, 0)).toBe(-Infinity);
    expect(of((y) => (y === 0 ? 0 : 1), 0)).toBe(Infinity);
    expect(of((y) => (y === 0 ? 0 : y * Math.log(y)), 0)).toBe(-Infinity);
  });

  it('at an upper bound from the left, and never beyond it', () => {
    const f = (y: number) => {
      expect(y).toBeLessThanOrEqual(4);
      return y === 4 ? 0 : Math.sqrt(4 - y);
    };
    expect(of(f, 4, 4)).toBe(-Infinity);
    expect(
      error(
        of((y) => f(y) ** 4, 4, 4),
        0,
      ),
    ).toBeLessThan(1e-9);
    expect(
      error(
        of((y) => f(y) ** 4, 3.99, 4),
        -0.02,
      ),
    ).toBeLessThan(1e-9);
  });
});
