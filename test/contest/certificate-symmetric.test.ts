/** Symmetric equilibria by a scan; eigenvalues of symmetric matrices. */

import { describe, expect, it } from 'vitest';
import { exploitability, symmetricEquilibria } from '../../src/contest/certificate/index';
import { eigenOf, greatestEigenvalue } from '../../src/contest/certificate/symmetric-matrix';
import { type ContestParameters, completeGame } from '../../src/contest/index';
import { payoffScale } from '../../src/contest/scale';
import { backends } from '../backends';
import { seeded } from '../random';
import truth from './truth.json';

describe.each(backends)('symmetric equilibria on $name', ({ backend }) => {
  const scan = (game: ContestParameters) => symmetricEquilibria(backend, completeGame(game));

  it.each(truth.static_readme_scenario)('one at r = $r, where the truth has it', (row) => {
    const found = scan({
      performanceProductivity: 10,
      risk: { theta: 0.25 },
      cost: { kind: 'unit', safety: row.r, performance: row.r },
    });
    expect(found).toMatchObject({ count: 1, stationary: row.n_foc });
    const [{ xs, xp }] = row.equilibria;
    const [profile] = found?.profiles ?? [];
    expect(profile[0] / xs).toBeCloseTo(1, 12);
    expect(profile[1] / xp).toBeCloseTo(1, 12);
    expect(profile.subarray(2)).toEqual(profile.subarray(0, 2));
  });

  it.each([
    [2, 1, 1],
    [5, 1.2, 1],
    [4, 1.4, 0],
    [16, 0.4, 1],
  ])('%d players with returns %d: %d of Tullock’s', (players, r, count) => {
    const [c, V] = [0.3, 2];
    const found = scan({
      players,
      performanceElasticity: r,
      risk: { kind: 'none' },
      disasterCost: 0,
      reward: { winFixed: V },
      cost: { kind: 'unit', safety: 0, performance: c },
    });
    expect(found).toMatchObject({ count, stationary: 1 });
    const x = (r * (players - 1) * V) / (players * players * c);
    for (const profile of found?.profiles ?? []) expect(profile[1] / x).toBeCloseTo(1, 12);
  });

  it('every kind of risk: points of first order, of which equilibria leave nothing to gain', () => {
    let stationary = 0;
    let count = 0;
    for (const kind of ['winner', 'multiplicative', 'additive', 'none'] as const) {
      for (const players of [2, 3, 6]) {
        const parameters = { players, performanceProductivity: 3, risk: { kind } } as const;
        const found = scan(parameters);
        stationary += found?.stationary ?? 0;
        count += found?.count ?? 0;
        const game = completeGame(parameters);
        for (const profile of found?.profiles ?? []) {
          const { gains } = exploitability(backend, game, profile, { seed: 9 });
          for (const gain of gains) expect(gain).toBeLessThan(1e-9 * payoffScale(game));
        }
      }
    }
    expect(stationary).toBeGreaterThanOrEqual(12);
    expect(count).toBeGreaterThan(8);
    expect(count).toBeLessThanOrEqual(stationary);
  });

  it('nobody does anything where nothing is to be won', () => {
    const nothing = { winFixed: -1 };
    const found = scan({ reward: nothing, disasterCost: 0, noWinIsDisaster: false });
    expect(found?.profiles).toEqual([new Float64Array(4)]);
    expect(found).toMatchObject({ count: 1, stationary: 0 });
  });

  it('all stand at the threshold where that alone makes safety worth buying', () => {
    const found = scan({
      risk: { kind: 'none', theta: 0 },
      safetyElasticity: 1,
      disasterCost: 0,
      cost: { kind: 'penalty', safety: 0.1, performance: 0.1, threshold: 5, penalty: 0.06 },
    });
    // odds 10 x_s = 5; x_p = β V (n − 1)/(n² r)
    expect(found?.count).toBe(1);
    expect(found?.profiles[0][0]).toBeCloseTo(0.5, 10);
    expect(found?.profiles[0][1]).toBeCloseTo(1.25, 10);
  });

  it('no answer where players differ or there is more to the game', () => {
    expect(scan({ disasterCost: [1, 2] })).toBeNull();
    expect(scan({ risk: { kind: 'additive', weights: [1, 2] } })).toBeNull();
    expect(scan({ periods: 2 })).toBeNull();
    expect(scan({ actions: 'invest' })).toBeNull();
    expect(scan({ beliefs: [{ disasterCost: 2 }, null] })).toBeNull();
    expect(scan({ cost: { kind: 'relative-certification' } })).toBeNull();
    const matrix = (other: number) => [
      [1, 2],
      [other, 1],
    ];
    expect(scan({ disasterCost: matrix(3) })).toBeNull();
    expect(scan({ disasterCost: matrix(2) })).not.toBeNull();
    const alike = { disasterCost: 2 };
    expect(scan({ beliefs: [alike, alike] })).toEqual(scan(alike));
  });
});

describe('eigenvalues', () => {
  const random = seeded(4);
  const matrixOf = (n: number) => {
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        matrix[i * n + j] = random() - 0.5;
        matrix[j * n + i] = matrix[i * n + j];
      }
    }
    return matrix;
  };

  it.each([1, 2, 3, 5, 12, 40, 70])('of %d × %d: two methods agree, vectors are', (n) => {
    const matrix = matrixOf(n);
    const { values, vectors } = eigenOf(matrix, n);
    const greatest = greatestEigenvalue(matrix, n);
    expect(Math.abs(greatest - Math.max(...values))).toBeLessThan(1e-12);
    for (let k = 0; k < n; k++) {
      for (let i = 0; i < n; i++) {
        let product = 0;
        for (let j = 0; j < n; j++) product += matrix[i * n + j] * vectors[k * n + j];
        expect(Math.abs(product - values[k] * vectors[k * n + i])).toBeLessThan(1e-12);
      }
    }
  });

  it('of matrices whose eigenvalues are known', () => {
    expect(greatestEigenvalue(Float64Array.of(2, 0, 0, -3), 2)).toBeCloseTo(2, 14);
    expect(greatestEigenvalue(Float64Array.of(0, 1, 1, 0), 2)).toBeCloseTo(1, 14);
    expect(Math.abs(greatestEigenvalue(new Float64Array(9), 3))).toBeLessThan(1e-300);
    // second differences: −2 + 2 cos(π/(n + 1))
    const n = 30;
    const chain = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      chain[i * n + i] = -2;
      if (i > 0) chain[i * n + i - 1] = 1;
      if (i + 1 < n) chain[i * n + i + 1] = 1;
    }
    expect(greatestEigenvalue(chain, n)).toBeCloseTo(-2 + 2 * Math.cos(Math.PI / (n + 1)), 14);
  });
});
