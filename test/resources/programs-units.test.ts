/** Programs whose numbers are small throughout: tolerances are not to swallow them. */

import { describe, expect, it } from 'vitest';
import {
  integerProgram,
  linearProgram,
  type Program,
  type ProgramResult,
  quadraticProgram,
} from '../../src/resources/programs/index';
import { wasm } from '../backends';
import { seeded } from '../random';

const powers = [0, -9, -14, -27, -40, -90];

/** All costs times 2^`cost`, all bounds times 2^`bound`: powers of two, so nothing is rounded. */
function inSmall(program: Program, cost: number, bound: number): Program {
  const times = (record: Readonly<Record<string, number>>, power: number) =>
    Object.fromEntries(Object.entries(record).map(([name, x]) => [name, x * 2 ** power]));
  const bounded = (sides: object) =>
    Object.fromEntries(
      Object.entries(sides).map(([name, x]) => [name, typeof x === 'number' ? x * 2 ** bound : x]),
    );
  return {
    ...program,
    objective: times(program.objective as Record<string, number>, cost),
    ...(program.quadratic === undefined
      ? {}
      : { quadratic: times(program.quadratic as Record<string, number>, cost - bound) }),
    variables: Object.fromEntries(
      Object.entries(program.variables ?? {}).map(([name, given]) => [name, bounded(given)]),
    ),
    constraints: Object.fromEntries(
      Object.entries(program.constraints ?? {}).map(([name, { coefficients, ...sides }]) => [
        name,
        { coefficients, ...bounded(sides) },
      ]),
    ),
  } as Program;
}

/** A small answer against the same in usual units. */
function expectScaled(small: ProgramResult, usual: ProgramResult, cost: number, bound: number) {
  const near = (actual: number, expected: number, size: number) =>
    Math.abs(actual - expected) <= 1e-7 * size || actual === expected;
  expect(small.status).toBe(usual.status);
  expect(small.certificate.holds).toBe(usual.certificate.holds);
  if (usual.objective === null) return;
  const most = 1 + Math.abs(usual.objective);
  const total = (small.objective as number) * 2 ** (-cost - bound);
  expect(near(total, usual.objective, most), `${total} ${usual.objective}`).toBe(true);
  for (const [name, price] of Object.entries(usual.shadowPrices ?? {})) {
    const own = small.shadowPrices?.[name];
    expect(own?.unique).toBe(price.unique);
    expect(near((own?.value ?? Number.NaN) * 2 ** -cost, price.value, 10)).toBe(true);
    for (const side of [0, 1]) {
      const end = (own?.range?.[side] ?? Number.NaN) * 2 ** -cost;
      expect(near(end, price.range?.[side] ?? Number.NaN, 10)).toBe(true);
    }
  }
}

describe('small costs', () => {
  it('still rank the plans of an integer program', async () => {
    const result = await integerProgram(wasm, {
      sense: 'maximize',
      objective: { x: 1e-10, y: 1.1e-10 },
      variables: { x: { type: 'integer' }, y: { type: 'integer' } },
      constraints: { c: { coefficients: { x: 2, y: 3 }, upper: 7 } },
    });
    expect(result).toMatchObject({ status: 'converged', variables: { x: 2, y: 1 } });
    expect(result.objective).toBeCloseTo(3.1e-10, 20);
    expect(result.certificate).toMatchObject({ holds: true, provenBy: 'search' });
  });

  it.each(powers)('times 2^%s give the same plan of an integer program', async (power) => {
    const random = seeded(31);
    for (let round = 0; round < 8; round++) {
      const names = ['a', 'b', 'c', 'd'];
      const by = (of: () => number) => Object.fromEntries(names.map((name) => [name, of()]));
      const program: Program = {
        sense: 'maximize',
        objective: by(() => 1 + Math.floor(64 * random())),
        variables: Object.fromEntries(
          names.map((name) => [name, { type: 'integer' as const, upper: 5 }]),
        ),
        constraints: {
          one: { coefficients: by(() => 1 + Math.floor(9 * random())), upper: 23 },
          two: { coefficients: by(() => 1 + Math.floor(9 * random())), upper: 31 },
        },
      };
      const usual = await integerProgram(wasm, program);
      const small = await integerProgram(wasm, inSmall(program, power, 0));
      expect((small.objective as number) * 2 ** -power).toBeCloseTo(usual.objective as number, 9);
      expect(small.status).toBe('converged');
    }
  });
});

describe('small bounds and costs', () => {
  const grid = powers.flatMap((cost) => [0, -13, -27, -60].map((bound) => [cost, bound] as const));

  it.each(grid)('times 2^%s and 2^%s: the same prices, ends and ranges', async (cost, bound) => {
    const random = seeded(7);
    for (let round = 0; round < 6; round++) {
      const names = ['a', 'b', 'c'];
      const by = (of: () => number) => Object.fromEntries(names.map((name) => [name, of()]));
      const program: Program = {
        objective: by(() => Math.round(20 * random()) - 6),
        variables: Object.fromEntries(
          names.map((name) => [name, { upper: 1 + Math.floor(4 * random()) }]),
        ),
        constraints: {
          one: { coefficients: by(() => Math.round(8 * random())), lower: 4 },
          // binding where the first is: prices of one point are often not unique
          two: { coefficients: by(() => Math.round(4 * random())), upper: 6, lower: 2 },
        },
      };
      const small = inSmall(program, cost, bound);
      const usual = await linearProgram(wasm, program);
      expectScaled(await linearProgram(wasm, small), usual, cost, bound);
    }
  });

  const curved = grid.filter(([cost, bound]) => cost - bound <= 40);
  it.each(curved)('times 2^%s and 2^%s: quadratic programs', async (cost, bound) => {
    const program: Program = {
      objective: { x: -3, y: 1 },
      quadratic: { 'x x': 1, 'y y': 2, 'x y': 0.5 },
      variables: { x: { upper: 5 }, y: { lower: -2, upper: 5 } },
      constraints: { c: { coefficients: { x: 1, y: 1 }, upper: 0.75 } },
    };
    const usual = await quadraticProgram(wasm, program);
    const small = await quadraticProgram(wasm, inSmall(program, cost, bound));
    expect(usual.certificate.holds).toBe(true);
    expectScaled(small, usual, cost, bound);
  });

  it('gives the ends of ranges in the units of the program', async () => {
    const program: Program = {
      sense: 'maximize',
      objective: { x: 3, y: 2 },
      variables: { x: {}, y: {} },
      constraints: {
        a: { coefficients: { x: 1, y: 1 }, upper: 4 },
        b: { coefficients: { x: 1 }, upper: 3 },
      },
    };
    const usual = await linearProgram(wasm, program);
    const small = await linearProgram(wasm, inSmall(program, -30, -30));
    const back = (ends: readonly number[], power: number) => ends.map((x) => x * 2 ** -power);
    for (const name of ['a', 'b']) {
      const ends = back(small.ranging?.constraints[name] ?? [], -30);
      expect(ends).toEqual(usual.ranging?.constraints[name]);
    }
    for (const name of ['x', 'y']) {
      const ends = back(small.ranging?.objective[name] ?? [], -30);
      expect(ends).toEqual(usual.ranging?.objective[name]);
    }
  });

  it('finds what small bounds contradict', async () => {
    const impossible = await linearProgram(wasm, {
      objective: { x: 1e-9 },
      variables: { x: { upper: 1e-9 } },
      constraints: { c: { coefficients: { x: 1 }, lower: 2e-9 } },
    });
    expect(impossible).toMatchObject({ status: 'infeasible', certificate: { holds: true } });
    expect(impossible.iis).toMatchObject({ irreducible: true });
  });
});

describe('great coefficients', () => {
  it.each([1, 1e4, 1e8, 1e12])('of %s leave small prices apart', async (size) => {
    // two rows through one point: the price of either is from 0 to 1/size
    const result = await linearProgram(wasm, {
      sense: 'maximize',
      objective: { x: 1 },
      variables: { x: {} },
      constraints: {
        a: { coefficients: { x: size }, upper: size },
        b: { coefficients: { x: size }, upper: size },
      },
    });
    expect(result).toMatchObject({ status: 'converged', certificate: { holds: true } });
    for (const name of ['a', 'b']) {
      const { unique, range } = result.shadowPrices?.[name] ?? {};
      expect(unique).toBe(false);
      const ends = [...(range ?? [])].sort((a, b) => a - b);
      expect(ends[0]).toBe(0);
      expect(ends[1] * size).toBeCloseTo(1, 6);
    }
  });
});
