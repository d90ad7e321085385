import { describe, expect, it } from 'vitest';
import { solveBimatrix } from '../../src/numerics/bimatrix';
import { seeded } from '../random';

/** The most that a player gains by a pure strategy, worked out from the tables. */
function regret(a: number[][], b: number[][], row: Float64Array, column: Float64Array): number {
  const [m, n] = [a.length, a[0].length];
  const byRow = a.map((line) => line.reduce((sum, u, j) => sum + u * column[j], 0));
  const byColumn = Array.from({ length: n }, (_, j) =>
    b.reduce((sum, line, i) => sum + line[j] * row[i], 0),
  );
  const mean = (values: number[], p: Float64Array) => values.reduce((s, u, k) => s + u * p[k], 0);
  expect([row.length, column.length]).toEqual([m, n]);
  return Math.max(
    Math.max(...byRow) - mean(byRow, row),
    Math.max(...byColumn) - mean(byColumn, column),
  );
}

const solved = (a: number[][], b: number[][]) => {
  const flat = (table: number[][]) => Float64Array.from(table.flat());
  return solveBimatrix(flat(a), flat(b), a.length, a[0].length);
};

function expectDistribution(p: Float64Array): void {
  expect(p.every((x) => x >= 0)).toBe(true);
  expect(Math.abs(p.reduce((sum, x) => sum + x, 0) - 1)).toBeLessThan(1e-12);
}

function expectEquilibrium(a: number[][], b: number[][], tolerance: number): void {
  const { row, column, regret: claimed } = solved(a, b);
  expectDistribution(row);
  expectDistribution(column);
  const found = regret(a, b, row, column);
  expect(found).toBeLessThan(tolerance);
  expect(Math.abs(found - claimed)).toBeLessThan(1e-12 + 1e-9 * tolerance);
}

const close = (p: Float64Array, q: readonly number[]) => {
  expect(p).toHaveLength(q.length);
  q.forEach((x, k) => {
    expect(Math.abs(p[k] - x)).toBeLessThan(1e-12);
  });
};

describe('solveBimatrix', () => {
  it('mixes evenly in matching pennies and in rock, paper, scissors', () => {
    const pennies = [
      [1, -1],
      [-1, 1],
    ];
    const one = solved(
      pennies,
      pennies.map((line) => line.map((u) => -u)),
    );
    close(one.row, [0.5, 0.5]);
    close(one.column, [0.5, 0.5]);
    const rock = [
      [0, -1, 1],
      [1, 0, -1],
      [-1, 1, 0],
    ];
    const other = solved(
      rock,
      rock.map((line) => line.map((u) => -u)),
    );
    close(other.row, [1 / 3, 1 / 3, 1 / 3]);
    close(other.column, [1 / 3, 1 / 3, 1 / 3]);
  });

  it('mixes with the odds that make the other indifferent', () => {
    // q of the first column: 3q = 2 − q; p of the first row: 3 (1 − p) = 1 + p
    const a = [
      [3, 0],
      [1, 2],
    ];
    const b = [
      [0, 2],
      [3, 1],
    ];
    const { row, column } = solved(a, b);
    close(column, [0.5, 0.5]);
    close(row, [0.5, 0.5]);
  });

  it("defects in the prisoner's dilemma, whatever the payoffs are shifted by or multiplied with", () => {
    for (const [factor, shift] of [
      [1, 0],
      [1e6, -3e6],
      [1e-9, 5],
    ]) {
      const scaled = (table: number[][]) =>
        table.map((line) => line.map((u) => factor * u + shift));
      const a = scaled([
        [3, 0],
        [5, 1],
      ]);
      const b = scaled([
        [3, 5],
        [0, 1],
      ]);
      const { row, column } = solved(a, b);
      close(row, [0, 1]);
      close(column, [0, 1]);
    }
  });

  it('answers the only choice where there is one', () => {
    const { row, column } = solved([[4]], [[-2]]);
    expect([...row, ...column]).toEqual([1, 1]);
    const wide = solved([[1, 2, 3]], [[5, 9, 7]]);
    close(wide.row, [1]);
    close(wide.column, [0, 1, 0]);
    const tall = solved([[1], [2], [0]], [[0], [0], [0]]);
    close(tall.row, [0, 1, 0]);
  });

  it.each([
    [2, 2],
    [3, 5],
    [8, 8],
    [20, 11],
    [30, 30],
  ])('finds equilibria of random games of %i × %i', (m, n) => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = seeded(seed + 1000 * m + n);
      const table = () =>
        Array.from({ length: m }, () => Array.from({ length: n }, () => random()));
      expectEquilibrium(table(), table(), 1e-9);
    }
  });

  it('ends on ties: payoffs of few values, equal rows, dominated columns', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = seeded(seed);
      const whole = (most: number) => Math.floor(random() * (most + 1));
      const [m, n, values] = [1 + whole(6), 1 + whole(6), 1 + whole(2)];
      const table = () => {
        const lines = Array.from({ length: m }, () =>
          Array.from({ length: n }, () => whole(values)),
        );
        if (m > 1 && random() < 0.5) lines[m - 1] = lines[0].slice();
        return lines;
      };
      expectEquilibrium(table(), table(), 1e-9);
    }
  });

  it('answers an equilibrium where all payoffs are the same', () => {
    const flat = Array.from({ length: 3 }, () => [7, 7]);
    const { row, column, regret: most } = solved(flat, flat);
    expectDistribution(row);
    expectDistribution(column);
    expect(most).toBe(0);
  });

  it('copes with strategies that are nearly the same', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = seeded(seed);
      const base = Array.from({ length: 3 }, () => Array.from({ length: 6 }, () => random()));
      const double = (table: number[][]) => [
        ...table,
        ...table.map((line) => line.map((u) => u + 1e-11 * (random() - 0.5))),
      ];
      expectEquilibrium(double(base), double(base.map((line) => line.map(() => random()))), 1e-8);
    }
  });
});
