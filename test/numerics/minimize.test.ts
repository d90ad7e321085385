import { describe, expect, it } from 'vitest';
import { minimizeBounded } from '../../src/numerics/minimize';

/** x and evaluations of SciPy 1.17's `minimize_scalar(f, bounds, method='bounded')` at xatol 1e-5 and 1e-9. */
const scipy: [string, (x: number) => number, number, number, [number, number][]][] = [
  [
    'a quartic',
    (x) => (x - 0.3) ** 4 + x,
    -2,
    3,
    [
      [-0.3299605396136482, 13],
      [-0.3299605301102614, 14],
    ],
  ],
  [
    'a cubic',
    (x) => x ** 3 - x,
    0,
    2,
    [
      [0.5773503818743502, 10],
      [0.5773502693797751, 11],
    ],
  ],
  [
    'a minimum at the bound',
    (x) => x,
    1,
    4,
    [
      [1.0000034823730521, 28],
      [1.0000000191577185, 39],
    ],
  ],
  [
    'a kink',
    (x) => Math.abs(x - 1 / 3),
    0,
    1,
    [
      [0.33333465722017896, 17],
      [0.33333333297772383, 27],
    ],
  ],
  [
    'a parabola',
    (x) => (x - 2) * (x - 2),
    -10,
    5,
    [
      [2.0000000000000004, 6],
      [2.0000000000000004, 6],
    ],
  ],
  [
    'two poles',
    (x) => 1 / (x * (2 - x)) + x,
    0.1,
    1.9,
    [
      [0.6284918609066015, 10],
      [0.6284930259384658, 11],
    ],
  ],
  [
    'a constant',
    () => 1,
    0,
    1,
    [
      [0.9999940391390134, 25],
      [0.9999999700466811, 36],
    ],
  ],
];

describe('minimizeBounded', () => {
  it.each(scipy)('visits the points SciPy visits: %s', (_, f, low, high, expected) => {
    [1e-5, 1e-9].forEach((tolerance, i) => {
      const { x, value, evaluations } = minimizeBounded(f, low, high, tolerance);
      const [at, count] = expected[i];
      // where f is flat its last bits decide, and host and NumPy round powers differently
      expect(Math.abs(x - at)).toBeLessThan(1e-8);
      expect(value).toBe(f(x));
      expect(evaluations).toBe(count);
    });
  });

  it('stays within the bounds and stops at the limit of evaluations', () => {
    const seen: number[] = [];
    const f = (x: number) => {
      seen.push(x);
      return Math.cos(20 * x);
    };
    expect(minimizeBounded(f, 0.2, 0.9, 1e-14, 7).evaluations).toBe(7);
    expect(seen).toHaveLength(7);
    expect(seen.every((x) => x > 0.2 && x < 0.9)).toBe(true);
  });

  it('ends where values overflow', () => {
    const { x } = minimizeBounded((a) => (a > 0.5 ? Number.NEGATIVE_INFINITY : 0), 0, 1);
    expect(x).toBeGreaterThan(0.5);
  });
});
