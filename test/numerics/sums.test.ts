import { describe, expect, it } from 'vitest';
import { linearSpace } from '../../src/numerics/grid';
import { pairwiseSum } from '../../src/numerics/sums';

/** Σ_{i<n} ((7i mod 11) − 5)/(i+1): NumPy's sum, and Python's from left to right. */
const sums: [number, number, number][] = [
  [0, 0, 0],
  [1, -5, -5],
  [7, -3.1452380952380956, -3.1452380952380956],
  [8, -3.145238095238095, -3.1452380952380956],
  [9, -3.5896825396825394, -3.5896825396825403],
  [100, -3.5401992022077167, -3.5401992022077153],
  [128, -3.4774582554965168, -3.4774582554965163],
  [129, -3.4774582554965177, -3.4774582554965163],
  [1000, -3.4987055681514203, -3.4987055681514216],
  [1001, -3.499704569150421, -3.4997045691504227],
  [4097, -3.5002196383197837, -3.5002196383197846],
];

describe('pairwiseSum', () => {
  it.each(sums)('of %i terms has the bits of NumPy', (n, numpy, sequential) => {
    const terms = Float64Array.from({ length: n }, (_, i) => (1 / (i + 1)) * (((i * 7) % 11) - 5));
    expect(pairwiseSum(terms)).toBe(numpy);
    expect(terms.reduce((sum, x) => sum + x, 0)).toBe(sequential);
    const within = Float64Array.of(99, ...terms, 99);
    expect(pairwiseSum(within, 1, n)).toBe(numpy);
  });
});

describe('linearSpace', () => {
  it('has the bits of NumPy and ends exactly', () => {
    expect([...linearSpace(0.1, 0.9, 10)].slice(0, 3)).toEqual([
      0.1, 0.18888888888888888, 0.2777777777777778,
    ]);
    expect(linearSpace(0.1, 3, 10)[1]).toBe(0.42222222222222217);
    expect(linearSpace(0.1, 3, 10)[9]).toBe(3);
  });
});
