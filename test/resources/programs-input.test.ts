/** What programs refuse, and what ends them: limits and signals. */

import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../src/engine/errors';
import {
  integerProgram,
  linearProgram,
  programBuilder,
  quadraticProgram,
} from '../../src/resources/programs/index';
import { wasm } from '../backends';
import { seeded } from '../random';

const x = { x: {} };
const row = (bounds: object) => ({
  variables: x,
  constraints: { c: { coefficients: { x: 1 }, ...bounds } },
});

describe('a linear program refuses', () => {
  it.each([
    ['nothing', undefined, /problem: got undefined, expected a program/],
    ['a list', [], /problem: got an array of length 0/],
    ['a string', 'max x', /problem: got "max x"/],
    ['no variables', {}, /variables: got undefined, expected an object of variables/],
    ['an empty program', { variables: {} }, /one variable at least/],
    ['an unknown field', { variables: x, constraint: {} }, /did you mean constraints\?/],
    [
      'an unknown sense',
      { sense: 'max', variables: x },
      /sense: got "max", expected minimize or maximize/,
    ],
    ['a cost that is NaN', { variables: x, objective: { x: Number.NaN } }, /objective\.x: got NaN/],
    [
      'an infinite cost',
      { variables: x, objective: { x: Infinity } },
      /objective\.x: got Infinity/,
    ],
    ['a huge cost', { variables: x, objective: { x: 1e300 } }, /objective\.x: got 1e\+300/],
    ['a cost in a string', { variables: x, objective: { x: '3' } }, /objective\.x: got "3"/],
    [
      'a cost of nobody',
      { variables: x, objective: { y: 1 } },
      /objective\.y: got 1, expected one of x/,
    ],
    [
      'a coefficient that is NaN',
      row({ coefficients: { x: Number.NaN }, upper: 1 }),
      /constraints\.c\.coefficients\.x: got NaN/,
    ],
    [
      'an unknown variable',
      row({ coefficients: { z: 1 }, upper: 1 }),
      /constraints\.c\.coefficients\.z: got 1, expected one of x/,
    ],
    [
      'no coefficients',
      { variables: x, constraints: { c: { upper: 1 } } },
      /constraints\.c\.coefficients: got undefined/,
    ],
    ['no side', row({}), /one of lower, upper and equal at least/],
    ['an unknown side', row({ max: 3 }), /constraints\.c\.max/],
    [
      'crossed sides',
      row({ lower: 3, upper: 2 }),
      /constraints\.c\.upper: got 2, expected a number ≥ the lower bound 3/,
    ],
    ['equal and more', row({ equal: 3, upper: 3 }), /no lower or upper beside it/],
    ['a side that is NaN', row({ upper: Number.NaN }), /constraints\.c\.upper: got NaN/],
    [
      'a side of the wrong infinity',
      row({ upper: -Infinity }),
      /constraints\.c\.upper: got -Infinity/,
    ],
    ['an infinite equation', row({ equal: Infinity }), /constraints\.c\.equal: got Infinity/],
    [
      'crossed bounds',
      { variables: { x: { lower: 2, upper: 1 } } },
      /variables\.x\.upper: got 1, expected a number ≥ the lower bound 2/,
    ],
    [
      'a bound below the lower one that is not given',
      { variables: { x: { upper: -1 } } },
      /lower bound 0 \(0 unless it is given\)/,
    ],
    [
      'a variable that is none',
      { variables: { x: 3 } },
      /variables\.x: got 3, expected an object of bounds/,
    ],
    [
      'an unknown type',
      { variables: { x: { type: 'int' } } },
      /variables\.x\.type: got "int", expected one of continuous, integer, binary/,
    ],
    ['an integer', { variables: { x: { type: 'integer' } } }, /variables\.x\.type.*verb ip/],
    ['a menu', { variables: { x: { menu: [1] } } }, /variables\.x\.menu.*verb ip/],
    ['a quadratic objective', { variables: x, quadratic: { 'x x': 1 } }, /quadratic.*verb qp/],
    ['an offset that is none', { variables: x, offset: '1' }, /offset: got "1"/],
    ['a name without characters', { variables: { '': {} } }, /names with a character at least/],
  ])('%s', async (_, problem, message) => {
    await expect(linearProgram(wasm, problem as never)).rejects.toThrow(ParameterError);
    await expect(linearProgram(wasm, problem as never)).rejects.toThrow(message);
  });

  it.each([
    [{ timeLimit: 0 }, /timeLimit: got 0/],
    [{ nodeLimit: 1.5 }, /nodeLimit: got 1.5/],
    [{ gap: -1 }, /gap: got -1/],
    [{ tolerance: Number.NaN }, /tolerance/],
    [{ signal: 3 }, /an AbortSignal/],
    [{ limit: 3 }, /did you mean|one of/],
    [null, /options/],
  ])('options %o', async (options, message) => {
    await expect(linearProgram(wasm, { variables: x }, options as never)).rejects.toThrow(message);
  });
});

describe('an integer program refuses', () => {
  it.each([
    ['an empty menu', { x: { menu: [] } }, /variables\.x\.menu: got an array of length 0/],
    ['a menu with NaN', { x: { menu: [1, Number.NaN] } }, /variables\.x\.menu\.1: got NaN/],
    ['a menu with a value twice', { x: { menu: [1, 2, 1] } }, /differ from each other/],
    ['a menu of a binary', { x: { type: 'binary', menu: [0, 1] } }, /no menu beside type binary/],
    ['a binary beyond 1', { x: { type: 'binary', upper: 2 } }, /within 0 and 1/],
  ])('%s', async (_, variables, message) => {
    await expect(integerProgram(wasm, { variables } as never)).rejects.toThrow(message);
  });

  it('a quadratic objective', async () => {
    const program = { variables: { x: { type: 'integer' } }, quadratic: { 'x x': 1 } } as const;
    await expect(integerProgram(wasm, program)).rejects.toThrow(/with integers are not solved/);
  });
});

describe('a quadratic program refuses', () => {
  const free = { x: { lower: null }, y: { lower: null } };
  it.each([
    [
      'what is not convex',
      { variables: free, quadratic: { 'x x': -1 } },
      /a convex function where it is minimized/,
    ],
    ['a saddle', { variables: free, quadratic: { 'x y': 1 } }, /a convex function/],
    [
      'a saddle behind a square',
      { variables: free, quadratic: { 'x x': 1, 'x y': 3, 'y y': 1 } },
      /a convex function/,
    ],
    [
      'what is not concave',
      { sense: 'maximize', variables: free, quadratic: { 'x x': 1 } },
      /a concave function where it is maximized/,
    ],
    ['one name', { variables: free, quadratic: { x: 1 } }, /two names with a space between/],
    ['an unknown name', { variables: free, quadratic: { 'x z': 1 } }, /one of x, y/],
    [
      'a term without a value',
      { variables: free, quadratic: [{ row: 'x', column: 'x' }] },
      /quadratic\.0\.value/,
    ],
    [
      'a term of a number',
      { variables: free, quadratic: [{ row: 1, column: 'x', value: 1 }] },
      /quadratic\.0\.row/,
    ],
    [
      'integers',
      { variables: { x: { type: 'integer' } }, quadratic: { 'x x': 1 } },
      /with integers are not solved/,
    ],
  ])('%s', async (_, problem, message) => {
    await expect(quadraticProgram(wasm, problem as never)).rejects.toThrow(message);
  });
});

it('takes names that objects have already', async () => {
  const { variables } = await linearProgram(wasm, {
    objective: JSON.parse('{"__proto__": 1, "constructor": 1}'),
    variables: JSON.parse('{"__proto__": {"lower": 2}, "constructor": {"lower": 3}}'),
  });
  expect(Object.entries(variables ?? {})).toEqual([
    ['__proto__', 2],
    ['constructor', 3],
  ]);
});

it('a builder refuses a name that comes twice', () => {
  const builder = programBuilder().variable('x');
  expect(() => builder.menu('x', [1])).toThrow(/variables\.x/);
  const built = builder.constraint('c', { x: 1 }, { lower: 1 });
  expect(() => built.constraint('c', { x: 1 }, { lower: 1 })).toThrow(/constraints\.c/);
});

/** A market split (Cornuéjols and Dawande 1999): small, and beyond any quick search. */
function hard(columns: number, rows: number) {
  const random = seeded(5);
  const builder = programBuilder('minimize');
  for (let j = 0; j < columns; j++) builder.variable(`x${j}`, { type: 'binary' });
  for (let i = 0; i < rows; i++) {
    const row = Array.from({ length: columns }, () => Math.floor(100 * random()));
    const half = Math.floor(row.reduce((sum, a) => sum + a, 0) / 2);
    builder.variable(`over${i}`, {}, 1).variable(`under${i}`, {}, 1);
    const terms = Object.fromEntries(row.map((a, j) => [`x${j}`, a]));
    builder.constraint(`r${i}`, { ...terms, [`over${i}`]: 1, [`under${i}`]: -1 }, { equal: half });
  }
  return builder.build();
}

describe('limits', () => {
  it('of time leave the best answer and its bound', async () => {
    const result = await integerProgram(wasm, hard(40, 5), { timeLimit: 0.5 });
    expect(result).toMatchObject({ status: 'iteration-limit', limit: 'time' });
    expect(result.certificate.holds).toBe(false);
    expect(result.mip?.bound).toBeLessThanOrEqual((result.objective ?? Infinity) + 1e-9);
  });

  it('of nodes leave the best answer and its bound', async () => {
    const options = { nodeLimit: 20, proofNodes: 0 };
    const result = await integerProgram(wasm, hard(40, 5), options);
    expect(result).toMatchObject({ status: 'iteration-limit', limit: 'nodes' });
    expect(result.mip?.nodes).toBeLessThan(200);
    expect(result.mip?.bound).toBeLessThanOrEqual((result.objective ?? Infinity) + 1e-9);
  });

  it('of iterations are met by a linear program', async () => {
    const { variables } = hard(40, 20);
    const linear = Object.fromEntries(Object.keys(variables).map((name) => [name, { upper: 1 }]));
    const scaled = { ...hard(40, 20), variables: linear };
    const result = await linearProgram(wasm, scaled, { iterationLimit: 1 });
    expect(result).toMatchObject({ status: 'iteration-limit', limit: 'iterations' });
  });

  it('of the gap are kept to', async () => {
    const result = await integerProgram(wasm, hard(16, 2), { gap: 0.5, proofNodes: 0 });
    expect(result.status).toBe('converged');
    expect(result.mip?.gap).toBeLessThanOrEqual(0.5);
  });
});

describe('a signal', () => {
  it('that was given before ends the call', async () => {
    const options = { signal: AbortSignal.abort() };
    const result = await linearProgram(wasm, { variables: x }, options);
    expect(result).toMatchObject({ status: 'cancelled', variables: null, objective: null });
    expect(result.certificate.holds).toBe(false);
  });

  const workerUrl = new URL('../../dist/programs-worker.js', import.meta.url);

  it.runIf(existsSync(workerUrl))(
    'ends a search in a thread, and the next call goes on',
    async () => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 800);
      const options = { signal: controller.signal, workerUrl };
      expect((await integerProgram(wasm, hard(45, 6), options)).status).toBe('cancelled');
      const { signal } = new AbortController();
      const program = {
        sense: 'maximize',
        objective: { x: 2 },
        variables: { x: { upper: 3 } },
      } as const;
      expect(await linearProgram(wasm, program, { signal, workerUrl })).toEqual(
        await linearProgram(wasm, program),
      );
    },
  );
});
