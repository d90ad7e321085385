/** Programs at the edge of what tolerances tell apart, and of what the solver takes. */

import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../src/engine/errors';
import { duality } from '../../src/resources/programs/certificate/duality';
import { completeProgram } from '../../src/resources/programs/complete';
import {
  integerProgram,
  linearProgram,
  type Program,
  type ProgramOptions,
  quadraticProgram,
} from '../../src/resources/programs/index';
import { activities, curvature, objectiveOf } from '../../src/resources/programs/model';
import { dualityCertificate } from '../../src/resources/programs/solver/parts';
import { freeColumns, joined, splitColumns } from '../../src/resources/programs/solver/split';
import { wasm } from '../backends';
import { seeded } from '../random';

const free = { lower: null };

describe('a small cost without a bound', () => {
  it.each<[string, Program, string]>([
    [
      'beside a great one',
      {
        sense: 'maximize',
        objective: { x: 1e6, y: 0.5 },
        variables: { x: { upper: 1 }, y: {} },
      },
      'y',
    ],
    ['alone', { sense: 'maximize', objective: { x: 1e-8 }, variables: { x: {} } }, 'x'],
    [
      'smaller than the solver sees',
      { sense: 'maximize', objective: { x: 1e-10 }, variables: { x: {} } },
      'x',
    ],
  ])('leaves no optimum: %s', async (_, program, along) => {
    const { status, certificate, ray } = await linearProgram(wasm, program);
    expect(status).toBe('unbounded');
    expect(certificate).toMatchObject({ kind: 'ray', holds: true, bound: null });
    expect(ray?.[along]).toBeGreaterThan(0);
  });

  it('leaves none beside a square either', async () => {
    const result = await quadraticProgram(wasm, {
      objective: { y: -1e-7 },
      quadratic: { 'x x': 1 },
      variables: { x: { lower: 1 }, y: {} },
    });
    expect(result).toMatchObject({ status: 'unbounded', certificate: { holds: true } });
    expect(result.ray).toEqual({ x: 0, y: 1 });
  });

  const { model } = completeProgram(
    {
      objective: { x: -1e6, y: -0.5 },
      variables: { x: { upper: 1 }, y: {} },
      constraints: { c: { coefficients: { x: 1, y: 1e-6 }, upper: 5 } },
    },
    { integers: false, quadratic: false },
  );

  it('makes a certificate fail, which then claims no bound', () => {
    const found = duality(model, Float64Array.of(1, 0), new Float64Array(1));
    expect(found.dualInfeasibility).toBe(1);
    expect(dualityCertificate(found, 1e-6)).toMatchObject({ holds: false, bound: null });
  });

  it('makes a price of a side that is not there fail', () => {
    // the row has no lower side: a positive price is worth nothing
    const found = duality(model, Float64Array.of(1, 0), Float64Array.of(0.25));
    expect(found.dualInfeasibility).toBe(1);
  });

  it('claims no bound that rounding does not explain, whatever the tolerance', () => {
    const plain = completeProgram(
      {
        objective: { x: 1 },
        variables: { x: {} },
        constraints: { c: { coefficients: { x: 1 }, lower: 1 } },
      },
      { integers: false, quadratic: false },
    ).model;
    const found = duality(plain, Float64Array.of(1), Float64Array.of(1 + 1e-4));
    expect(found.dualInfeasibility).toBeCloseTo(5e-5, 8);
    expect(dualityCertificate(found, 1e-2)).toMatchObject({ holds: true, bound: null });
  });
});

describe('an integer that is whole only to a tolerance', () => {
  const gate = (M: number): Program => ({
    objective: { b: 1 },
    variables: { b: { type: 'binary' }, x: { lower: 1e-3 } },
    constraints: { gate: { coefficients: { x: 1, b: -M }, upper: 0 } },
  });

  it.each<[number, ProgramOptions]>([
    [1e3, {}],
    [1e4, {}],
    [1e5, {}],
    [1e5, { tolerance: 1e-9 }],
    [1e7, { tolerance: 1e-9 }],
  ])('is no answer: a gate of %o, %o', async (M, options) => {
    const result = await integerProgram(wasm, gate(M), options);
    expect(result).toMatchObject({
      status: 'converged',
      objective: 1,
      variables: { b: 1 },
      certificate: { holds: true, integrality: 0 },
    });
  });
});

describe('integers with fractional bounds', () => {
  it.each([
    [0.2, 0.8, ['lower', 'upper']],
    [0.5, 0.5, ['equal']],
    [-0.9, -0.1, ['lower', 'upper']],
  ])('have none between %d and %d', async (lower, upper, sides) => {
    const result = await integerProgram(wasm, {
      objective: { x: 1 },
      variables: { x: { type: 'integer', lower, upper } },
    });
    expect(result).toMatchObject({ status: 'infeasible', certificate: { holds: true } });
    const bounds = sides.map((side) => ({ variable: 'x', side }));
    expect(result.iis).toEqual({ constraints: [], bounds, irreducible: true });
  });

  it('are infeasible beside menus', async () => {
    const result = await integerProgram(wasm, {
      sense: 'maximize',
      objective: { x0: 1.9, x1: 1.4, x2: -2.5 },
      variables: {
        x0: { menu: [4.5, 3] },
        x1: { type: 'integer', lower: 0.5, upper: 5.5 },
        x2: { menu: [-0.5] },
      },
      constraints: {
        a: { coefficients: { x0: -2, x2: 2 }, upper: 2 },
        b: { coefficients: { x0: -1, x1: 2, x2: -3 }, upper: -2 },
      },
    });
    expect(result).toMatchObject({ status: 'infeasible', certificate: { holds: true } });
  });

  it('equal enumeration', async () => {
    const random = seeded(77);
    const draw = (low: number, high: number) => low + (high - low) * random();
    for (let trial = 0; trial < 40; trial++) {
      const names = ['a', 'b', 'c'];
      const lower = names.map(() => Math.round(draw(-3, 1) * 10) / 10);
      const upper = lower.map((low) => low + Math.round(draw(0, 4) * 10) / 10);
      const cost = names.map(() => Math.round(draw(-5, 5)));
      const weights = names.map(() => Math.round(draw(-4, 4)));
      const side = Math.round(draw(-4, 4));
      let best = Number.POSITIVE_INFINITY;
      const visit = (k: number, value: number, load: number) => {
        if (k === names.length) {
          if (load <= side) best = Math.min(best, value);
          return;
        }
        for (let x = Math.ceil(lower[k]); x <= upper[k] + 1e-9; x++) {
          visit(k + 1, value + cost[k] * x, load + weights[k] * x);
        }
      };
      visit(0, 0, 0);
      const record = <T>(value: (k: number) => T) =>
        Object.fromEntries(names.map((name, k) => [name, value(k)]));
      const result = await integerProgram(wasm, {
        objective: record((k) => cost[k]),
        variables: record((k) => ({ type: 'integer' as const, lower: lower[k], upper: upper[k] })),
        constraints: { c: { coefficients: record((k) => weights[k]), upper: side } },
      });
      expect(result.certificate.holds).toBe(true);
      expect(result.status).toBe(best < Number.POSITIVE_INFINITY ? 'converged' : 'infeasible');
      if (result.status === 'converged') expect(result.objective).toBeCloseTo(best, 9);
    }
  });
});

describe('menus', () => {
  it.each([[[1e-12, 2e-12]], [[3e-13]], [[-2e-12, 5e-13]]])(
    'of the least values keep to them: %o',
    async (menu) => {
      const result = await integerProgram(wasm, {
        sense: 'maximize',
        objective: { x: 1 },
        variables: { x: { menu } },
      });
      expect(result.status).toBe('converged');
      expect(menu).toContain(result.variables?.x);
      expect(result.objective).toBe(result.variables?.x);
    },
  );

  it('keep to bounds beside them', async () => {
    const result = await integerProgram(wasm, {
      sense: 'maximize',
      objective: { x: 1 },
      variables: { x: { menu: [1, 2.5, 3.7], upper: 3 } },
    });
    expect(result).toMatchObject({ status: 'converged', variables: { x: 2.5 } });
  });
});

describe('free variables outside of the quadratic', () => {
  const two = (constraints: NonNullable<Program['constraints']>): Program => ({
    objective: { y: 1, z: 1 },
    quadratic: { 'x x': 1 },
    variables: { x: {}, y: free, z: free },
    constraints,
  });
  const sum = { y: 1, z: 1 };

  it('are solved', async () => {
    const result = await quadraticProgram(wasm, two({ c: { coefficients: sum, lower: 4 } }));
    expect(result).toMatchObject({ status: 'converged', certificate: { holds: true } });
    expect(result.objective).toBeCloseTo(4, 9);
    expect(result.shadowPrices?.c.value).toBeCloseTo(1, 9);
  });

  it('may be unbounded or infeasible', async () => {
    const down = await quadraticProgram(wasm, two({ c: { coefficients: sum, upper: 4 } }));
    expect(down).toMatchObject({ status: 'unbounded', certificate: { kind: 'ray', holds: true } });
    const rows = { c: { coefficients: sum, lower: 4 }, d: { coefficients: sum, upper: 3 } };
    const none = await quadraticProgram(wasm, two(rows));
    expect(none).toMatchObject({ status: 'infeasible', certificate: { holds: true } });
  });

  // with costs A'p of free columns and A'p + d of squares, the minimum is b'p − Σ d²/4
  it('equal a closed form', async () => {
    const random = seeded(5);
    const draw = () => Math.round(20 * random() - 10) / 2;
    for (let trial = 0; trial < 25; trial++) {
      const rows = 1 + (trial % 3);
      const many = rows + 1 + (trial % 2);
      const A = Array.from({ length: rows }, () => Array.from({ length: many + 2 }, draw));
      // full rank
      for (let i = 0; i < rows; i++) A[i][i] += 40;
      const p = A.map(() => 0.5 + 3 * random());
      const b = A.map(draw);
      const d = [draw(), draw()];
      const names = A[0].map((_, j) => (j < many ? `f${j}` : `s${j - many}`));
      const cost = names.map(
        (_, j) => A.reduce((total, row, i) => total + row[j] * p[i], 0) + (d[j - many] ?? 0),
      );
      const record = <T>(value: (j: number) => T) =>
        Object.fromEntries(names.map((name, j) => [name, value(j)]));
      const result = await quadraticProgram(wasm, {
        objective: record((j) => cost[j]),
        quadratic: { 's0 s0': 1, 's1 s1': 1 },
        variables: record(() => free),
        constraints: Object.fromEntries(
          A.map((row, i) => [`r${i}`, { coefficients: record((j) => row[j]), lower: b[i] }]),
        ),
      });
      const expected =
        b.reduce((total, side, i) => total + side * p[i], 0) - (d[0] ** 2 + d[1] ** 2) / 4;
      expect(result).toMatchObject({ status: 'converged', certificate: { holds: true } });
      expect(Math.abs((result.objective as number) - expected)).toBeLessThan(
        1e-6 * (1 + Math.abs(expected)),
      );
    }
  });

  it('end, with a certificate but for a few', async () => {
    const random = seeded(3);
    let undecided = 0;
    for (let trial = 0; trial < 60; trial++) {
      const names = Array.from({ length: 3 + Math.floor(10 * random()) }, (_, j) => `x${j}`);
      const rows = Array.from({ length: 2 + Math.floor(6 * random()) }, (_, i) => `r${i}`);
      const record = <T>(keys: readonly string[], value: () => T) =>
        Object.fromEntries(keys.map((key) => [key, value()]));
      const squares = names.filter(() => random() < 0.5).map((name) => `${name} ${name}`);
      const result = await quadraticProgram(
        wasm,
        {
          objective: record(names, () => 4 * random() - 1),
          quadratic: record(squares, () => 3 * random()),
          variables: record(names, () =>
            random() < 0.3 ? free : random() < 0.5 ? { upper: 5 } : {},
          ),
          constraints: record(rows, () => ({
            coefficients: record(names, () => (random() < 0.6 ? 6 * random() - 2 : 0)),
            ...(random() < 0.6 ? { lower: 10 * random() } : { upper: 5 + 20 * random() }),
          })),
        },
        { ranging: false },
      );
      const isOpen = result.status === 'iteration-limit';
      expect(result.certificate.holds).toBe(!isOpen);
      if (isOpen) undecided++;
    }
    expect(undecided).toBeLessThanOrEqual(6);
  });

  it('may be split in two and joined again', () => {
    const { model } = completeProgram(
      two({ c: { coefficients: { x: 2, y: 1, z: -3 }, lower: 4 } }),
      {
        integers: false,
        quadratic: true,
      },
    );
    const columns = freeColumns(model);
    expect(columns).toEqual([1, 2]);
    const split = splitColumns(model, columns);
    const wide = Float64Array.of(2, 5, 1, 7, 4);
    const { x } = joined({ outcome: 'optimal', x: wide, y: null }, model.columns, columns);
    expect(x).toEqual(Float64Array.of(2, -2, -3));
    expect(objectiveOf(split, wide)).toBe(objectiveOf(model, x as Float64Array));
    expect(activities(split, wide)).toEqual(activities(model, x as Float64Array));
    expect(curvature(split, wide)).toEqual(Float64Array.of(4, 0, 0, 0, 0));
    expect([...split.lower]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('what the solver does not take is refused', () => {
  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'a menu value',
      () => integerProgram(wasm, { variables: { x: { menu: [1, 1e15] } } }),
      /variables\.x\.menu\.1: got 1000000000000000, expected a finite number below 1e15 in size/,
    ],
    [
      'a quadratic value',
      () => quadraticProgram(wasm, { quadratic: { 'x x': 1e15 }, variables: { x: {} } }),
      /quadratic\.x x: got 1000000000000000/,
    ],
    [
      'a quadratic value in a list',
      () =>
        quadraticProgram(wasm, {
          quadratic: [{ row: 'x', column: 'x', value: 1e16 }],
          variables: { x: {} },
        }),
      /quadratic\.0\.value/,
    ],
    [
      'twice a quadratic value',
      () => quadraticProgram(wasm, { quadratic: { 'x x': 6e14 }, variables: { x: {} } }),
      /quadratic: got .* expected second derivatives below 1e15/,
    ],
    [
      'a small negative square beside a great one',
      () =>
        quadraticProgram(wasm, {
          quadratic: { 'x x': 1e6, 'y y': -1e-7 },
          variables: { x: {}, y: { upper: 1 } },
        }),
      /expected a convex function where it is minimized/,
    ],
    [
      'a small saddle beside a great square',
      () =>
        quadraticProgram(wasm, {
          quadratic: { 'x x': 1e6, 'y y': 1e-7, 'z z': 1e-7, 'y z': 3e-7 },
          variables: { x: {}, y: { upper: 1 }, z: { upper: 1 } },
        }),
      /expected a convex function/,
    ],
    [
      'a product beside a square that is 0',
      () =>
        quadraticProgram(wasm, {
          quadratic: { 'x x': 1e6, 'x y': 1e-7 },
          variables: { x: {}, y: { upper: 1 } },
        }),
      /expected a convex function/,
    ],
    [
      'null for options',
      () => linearProgram(wasm, { variables: { x: {} } }, null as never),
      /options: got null, expected an object of options/,
    ],
  ])('%s', async (_, call, message) => {
    await expect(call()).rejects.toThrow(ParameterError);
    await expect(call()).rejects.toThrow(message);
  });

  it('but a square of any size beside another is solved', async () => {
    const result = await quadraticProgram(wasm, {
      objective: { x: -2e6, y: -2e-7 },
      quadratic: { 'x x': 1e6, 'y y': 1e-7 },
      variables: { x: {}, y: { upper: 9 } },
    });
    expect(result.status).toBe('converged');
    expect(result.variables?.x).toBeCloseTo(1, 6);
  });
});
