/** Programs against hand-worked answers: signs, menus, quadratic forms, proofs of what has no answer. */

import { describe, expect, it } from 'vitest';
import {
  integerProgram,
  linearProgram,
  type Program,
  programBuilder,
  quadraticProgram,
} from '../../src/resources/programs/index';
import { backends, wasm } from '../backends';
import type { LooseProgram } from './programs';

/** Rooms for two products: 3x + 2y over x + y (a) and x + 3y (b). */
function production(sense: 'minimize' | 'maximize', side: 'lower' | 'upper', factor = 1): Program {
  return {
    sense,
    objective: { x: 3 * factor, y: 4 * factor },
    variables: { x: {}, y: {} },
    constraints: {
      a: { coefficients: { x: 1, y: 1 }, [side]: 4 },
      b: { coefficients: { x: 1, y: 3 }, [side]: 6 },
    },
  };
}

describe.each(backends)('a linear program on $name', ({ name, backend }) => {
  it('has plan, prices, ranges and a certificate', async () => {
    const result = await linearProgram(backend, production('maximize', 'upper'));
    expect(result).toMatchObject({ status: 'converged', objective: 13, backend: name });
    expect(result.variables).toEqual({ x: 3, y: 1 });
    // 3 = a + b, 4 = a + 3b
    expect(result.shadowPrices?.a.value).toBeCloseTo(2.5, 12);
    expect(result.shadowPrices?.b.value).toBeCloseTo(0.5, 12);
    expect(result.shadowPrices?.a).toMatchObject({ unique: true });
    expect(result.reducedCosts).toEqual({ x: 0, y: 0 });
    expect(result.ranging?.constraints.a[0]).toBeCloseTo(2, 9);
    expect(result.ranging?.constraints.a[1]).toBeCloseTo(6, 9);
    // between the slopes 1 : 1 and 1 : 3
    expect(result.ranging?.objective.x[0]).toBeCloseTo(4 / 3, 9);
    expect(result.ranging?.objective.x[1]).toBeCloseTo(4, 9);
    expect(result.certificate).toMatchObject({ kind: 'duality', holds: true, provenBy: 'duals' });
    expect(result.certificate.bound).toBeCloseTo(13, 9);
  });
});

describe('shadow prices', () => {
  it.each([
    ['maximize', 'upper', 1, 1],
    ['minimize', 'lower', 1, 1],
    ['maximize', 'lower', -1, -1],
    ['minimize', 'upper', -1, -1],
  ] as const)('are ∂objective/∂right-hand side: %s, %s', async (sense, side, factor, sign) => {
    const program = production(sense, side, factor);
    const result = await linearProgram(wasm, program);
    const { a, b } = result.shadowPrices ?? {};
    const step = 0.01;
    for (const name of ['a', 'b']) {
      const more = structuredClone(program) as LooseProgram;
      more.constraints[name][side] += step;
      const { objective } = await linearProgram(wasm, more);
      const slope = ((objective as number) - (result.objective as number)) / step;
      expect(slope).toBeCloseTo(result.shadowPrices?.[name].value as number, 8);
    }
    expect(Math.sign(a?.value ?? 0)).toBe(sign);
    expect(Math.sign(b?.value ?? 0)).toBe(sign);
  });

  it.each(['maximize', 'minimize'] as const)('of equations have either sign: %s', async (sense) => {
    for (const cost of [2, -2]) {
      const { shadowPrices, objective } = await linearProgram(wasm, {
        sense,
        objective: { x: cost },
        variables: { x: { lower: null } },
        constraints: { fixed: { coefficients: { x: 4 }, equal: 6 } },
        offset: 10,
      });
      expect(objective).toBeCloseTo(10 + 1.5 * cost, 12);
      expect(shadowPrices?.fixed).toMatchObject({ value: cost / 4, unique: true });
    }
  });

  it('say where the derivatives from both sides differ', async () => {
    // three lines through one point: x + y ≤ 2 adds nothing but a kink
    const { shadowPrices } = await linearProgram(wasm, {
      sense: 'maximize',
      objective: { x: 1, y: 1 },
      variables: { x: {}, y: {} },
      constraints: {
        x: { coefficients: { x: 1 }, upper: 1 },
        y: { coefficients: { y: 1 }, upper: 1 },
        both: { coefficients: { x: 1, y: 1 }, upper: 2 },
        far: { coefficients: { x: 1 }, upper: 9 },
      },
    });
    expect(shadowPrices?.both).toMatchObject({ unique: false, range: [1, 0] });
    expect(shadowPrices?.x).toMatchObject({ unique: false, range: [1, 0] });
    expect(shadowPrices?.far).toEqual({ value: 0, unique: true, range: [0, 0] });
  });

  it('are infinite where no plan is left', async () => {
    const { shadowPrices } = await linearProgram(wasm, {
      objective: { x: 1 },
      variables: { x: { upper: 2 } },
      constraints: { most: { coefficients: { x: 1 }, lower: 2 } },
    });
    expect(shadowPrices?.most).toMatchObject({ unique: false, range: [1, Infinity] });
  });

  it('of reduced costs are derivatives by bounds', async () => {
    const { reducedCosts } = await linearProgram(wasm, {
      sense: 'maximize',
      objective: { x: 5, y: -2 },
      variables: { x: { upper: 3 }, y: { lower: 1 } },
    });
    expect(reducedCosts).toEqual({ x: 5, y: -2 });
  });
});

describe('a program without an answer', () => {
  it('is infeasible with weights and a conflict that cannot be made smaller', async () => {
    const result = await linearProgram(wasm, {
      objective: { x: 1 },
      variables: { x: { upper: 4 }, y: { upper: 3 }, z: {} },
      constraints: {
        need: { coefficients: { x: 1, y: 1 }, lower: 10 },
        idle: { coefficients: { x: 1, z: 1 }, upper: 100 },
        other: { coefficients: { z: 1 }, lower: 1 },
      },
    });
    expect(result).toMatchObject({ status: 'infeasible', objective: null, variables: null });
    expect(result.certificate).toMatchObject({ kind: 'farkas', holds: true });
    expect(Object.keys(result.farkas ?? {})).toEqual(['need']);
    expect(result.iis).toEqual({
      constraints: [{ name: 'need', side: 'lower' }],
      bounds: [
        { variable: 'x', side: 'upper' },
        { variable: 'y', side: 'upper' },
      ],
      irreducible: true,
    });
  });

  it('has menus in its conflict', async () => {
    const { status, iis } = await integerProgram(wasm, {
      variables: { x: { menu: [0, 2, 4], upper: 9 }, y: { upper: 1 } },
      constraints: { need: { coefficients: { x: 1, y: 1 }, lower: 6 } },
    });
    expect(status).toBe('infeasible');
    expect(iis?.constraints).toEqual([{ name: 'need', side: 'lower' }]);
    expect(iis?.bounds).toEqual([
      { variable: 'y', side: 'upper' },
      { variable: 'x', side: 'menu' },
    ]);
  });

  it('is unbounded with a ray', async () => {
    const result = await linearProgram(wasm, {
      sense: 'maximize',
      objective: { x: 1, y: 1 },
      variables: { x: {}, y: { upper: 5 } },
      constraints: { low: { coefficients: { x: 1, y: -1 }, lower: 1 } },
    });
    expect(result).toMatchObject({ status: 'unbounded', objective: null });
    expect(result.certificate).toMatchObject({ kind: 'ray', holds: true });
    expect(result.ray).toEqual({ x: 1, y: 0 });
  });

  it('is infeasible where it would be unbounded too', async () => {
    const { status, certificate } = await linearProgram(wasm, {
      objective: { x: -1 },
      variables: { x: {}, y: {} },
      constraints: { none: { coefficients: { y: 1 }, upper: -1 } },
    });
    expect([status, certificate.holds]).toEqual(['infeasible', true]);
  });

  it('is infeasible in whole numbers only, by a search of its own', async () => {
    const result = await integerProgram(wasm, {
      variables: { x: { type: 'integer', upper: 50 }, y: { type: 'integer', upper: 50 } },
      constraints: { odd: { coefficients: { x: 2, y: 2 }, equal: 33 } },
    });
    expect(result.status).toBe('infeasible');
    expect(result.certificate).toMatchObject({
      kind: 'branch-and-bound',
      holds: result.certificate.provenBy === 'search',
    });
  });

  it('is unbounded in whole numbers', async () => {
    const { status, certificate } = await integerProgram(wasm, {
      sense: 'maximize',
      objective: { x: 1 },
      variables: { x: { type: 'integer' }, y: {} },
      constraints: { up: { coefficients: { x: 1, y: -2 }, upper: 0.5 } },
    });
    expect([status, certificate.holds]).toEqual(['unbounded', true]);
  });
});

describe('an integer program', () => {
  it('chooses from menus', async () => {
    const program = programBuilder('maximize')
      .menu('train', [0, 1, 2, 4, 8], 3)
      .menu('serve', [0, 1, 2, 4, 8], 2)
      .variable('test', { type: 'integer', upper: 2 }, 1)
      .constraint('gpus', { train: 1, serve: 1, test: 1 }, { upper: 11 })
      .build();
    const result = await integerProgram(wasm, program);
    // 8 + 2 + 1 = 11 GPUs
    expect(result.variables).toEqual({ train: 8, serve: 2, test: 1 });
    expect(result.objective).toBe(29);
    expect(result.integersFixed).toBe(true);
    expect(result.certificate).toMatchObject({ holds: true, integrality: 0, provenBy: 'search' });
    expect(Object.keys(result.shadowPrices ?? {})).toEqual(['gpus']);
    expect(result.mip).toMatchObject({ bound: 29 });
  });

  it('takes menus of fractions and negative numbers', async () => {
    const { variables } = await integerProgram(wasm, {
      objective: { x: 1 },
      variables: { x: { menu: [1.5, -2.5, 0] } },
      constraints: { c: { coefficients: { x: 1 }, lower: -2 } },
    });
    expect(variables).toEqual({ x: 0 });
  });

  it('has prices of what is not whole, with the integers fixed', async () => {
    const { shadowPrices, variables } = await integerProgram(wasm, {
      sense: 'maximize',
      objective: { open: -10, flow: 3 },
      variables: { open: { type: 'binary' }, flow: {} },
      constraints: {
        capacity: { coefficients: { flow: 1 }, upper: 6 },
        link: { coefficients: { flow: 1, open: -100 }, upper: 0 },
      },
    });
    expect(variables).toEqual({ open: 1, flow: 6 });
    expect(shadowPrices?.capacity).toEqual({ value: 3, unique: true, range: [3, 3] });
  });
});

describe('a quadratic program', () => {
  it('finds the variance-least portfolio of the closed form', async () => {
    // min Σ s_i x_i², Σ x = 1: x_i ∝ 1/s_i, price 2/Σ 1/s_i
    const s = [1, 2, 4, 8];
    const sum = s.reduce((total, x) => total + 1 / x, 0);
    const result = await quadraticProgram(wasm, {
      quadratic: Object.fromEntries(s.map((x, k) => [`x${k} x${k}`, x])),
      variables: Object.fromEntries(s.map((_, k) => [`x${k}`, {}])),
      constraints: {
        all: { coefficients: Object.fromEntries(s.map((_, k) => [`x${k}`, 1])), equal: 1 },
      },
    });
    expect(result.certificate).toMatchObject({ kind: 'duality', holds: true });
    expect(result.objective).toBeCloseTo(1 / sum, 8);
    for (const [k, x] of s.entries()) {
      expect(result.variables?.[`x${k}`]).toBeCloseTo(1 / x / sum, 7);
    }
    expect(result.shadowPrices?.all.value).toBeCloseTo(2 / sum, 7);
    expect(result.shadowPrices?.all.unique).toBe(true);
  });

  it('takes terms as they are written, once or twice', async () => {
    const shared = {
      objective: { x: -4, y: -6 },
      variables: { x: { lower: null }, y: { lower: null } },
    };
    // x² + xy + y²: gradient 2x + y = 4, x + 2y = 6
    for (const quadratic of [
      { 'x x': 1, 'x y': 1, 'y y': 1 },
      { 'x x': 1, 'x y': 0.25, 'y x': 0.75, 'y y': 1 },
      [
        { row: 'x', column: 'x', value: 1 },
        { row: 'y', column: 'x', value: 1 },
        { row: 'y', column: 'y', value: 1 },
      ],
    ]) {
      const { variables, objective } = await quadraticProgram(wasm, { ...shared, quadratic });
      expect(variables?.x).toBeCloseTo(2 / 3, 7);
      expect(variables?.y).toBeCloseTo(8 / 3, 7);
      expect(objective).toBeCloseTo(-28 / 3, 7);
    }
  });

  it('maximizes what is concave', async () => {
    const { objective, shadowPrices } = await quadraticProgram(wasm, {
      sense: 'maximize',
      objective: { x: 10 },
      quadratic: { 'x x': -1 },
      variables: { x: {} },
      constraints: { cap: { coefficients: { x: 1 }, upper: 3 } },
    });
    expect(objective).toBeCloseTo(21, 8);
    expect(shadowPrices?.cap.value).toBeCloseTo(4, 7);
  });

  it('is unbounded along what Q does not see', async () => {
    const result = await quadraticProgram(wasm, {
      objective: { y: -1 },
      quadratic: { 'x x': 1 },
      variables: { x: { lower: null }, y: {} },
      constraints: { c: { coefficients: { x: 1 }, upper: 5 } },
    });
    expect(result.status).toBe('unbounded');
    expect(result.certificate.holds).toBe(true);
  });
});
