/** What is no covering, no graph and no timetable: refused with the path and what is allowed. */

import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../src/engine/errors';
import { setCover, vertexCover } from '../../src/resources/cover/index';
import { activities, activitiesAsync, spanningTree } from '../../src/resources/greedy/index';
import { wasm } from '../backends';

type Refusal = [unknown, RegExp, unknown?];

async function refusal(call: () => unknown): Promise<Error> {
  try {
    await call();
  } catch (error) {
    expect(error).toBeInstanceOf(ParameterError);
    return error as Error;
  }
  throw new Error('was not refused');
}

const junk: Refusal[] = [
  [undefined, /problem: got undefined/],
  [null, /problem: got null/],
  [7, /problem: got 7/],
  [[], /problem: got an array/],
  [new Map(), /problem: /],
];

describe('set covers refuse', () => {
  const sparse: unknown[] = [[1]];
  sparse[2] = [2];
  it.each<Refusal>([
    ...junk,
    [{}, /sets: got undefined/],
    [{ sets: 'abc' }, /sets: got "abc", expected an object of arrays by name/],
    [{ sets: sparse }, /sets\.1: got undefined/],
    [{ sets: { a: 'bc' } }, /sets\.a: got "bc", expected an array of elements/],
    [{ sets: { a: [1, Number.NaN] } }, /sets\.a\.1: got NaN, expected a string or a finite number/],
    [{ sets: { a: [{}] } }, /sets\.a\.0: got an object/],
    [{ sets: [[Number.POSITIVE_INFINITY]] }, /sets\.0\.0: got Infinity/],
    [{ sets: [[1]], universe: 4 }, /universe: got 4/],
    [{ sets: [[1]], universe: [1, '1'] }, /universe\.1: got "1", expected every name once/],
    [{ sets: [[1]], costs: { a: 1 } }, /costs: .*an array of 1 costs/],
    [{ sets: [[1]], costs: [1, 2] }, /costs: .*an array of 1 costs/],
    [{ sets: [[1]], costs: [Number.NaN] }, /costs\.0: got NaN, expected a number ≥ 1e-100/],
    [
      { sets: [[1]], costs: [-1] },
      /costs\.0: got -1, expected a number ≥ 1e-100 and ≤ 1e100, or 0/,
    ],
    [{ sets: { a: [1] }, costs: [1] }, /costs: .*an object of numbers, by set/],
    [{ sets: { a: [1] }, costs: { b: 1 } }, /costs\.b: got 1, expected a set: a/],
    [{ sets: {}, costs: { b: 1 } }, /costs\.b: got 1, expected nothing: there is no set/],
    [{ sets: { a: [1] }, costs: { a: '1' } }, /costs\.a: got "1"/],
    [{ sets: { a: [1] }, costs: { a: 1e101 } }, /costs\.a: got 1e\+101/],
    [{ sets: { a: [1] }, weights: {} }, /weights: .*one of sets, universe, costs/],
    [{ sets: [[1]] }, /method: got "best"/, { method: 'best' }],
    [
      { sets: [[1]] },
      /timeLimit: got 3, expected nothing where the method is greedy/,
      { timeLimit: 3 },
    ],
    [{ sets: [[1]] }, /nodeLimit: .*nothing/, { method: 'rounding', nodeLimit: 3 }],
    [{ sets: [[1]] }, /timeLimit: got 0/, { method: 'exact', timeLimit: 0 }],
    [{ sets: [[1]] }, /prune: got 1/, { prune: 1 }],
    [{ sets: [[1]] }, /prun: .*did you mean prune/, { prun: true }],
    [{ sets: [[1]] }, /options: got 5/, 5],
  ])('%j', async (problem, message, options) => {
    const call = () => setCover(wasm, problem as never, options as never);
    expect((await refusal(call)).message).toMatch(message);
  });
});

it('programs of more than 2^18 memberships are refused', async () => {
  const sets = [Array.from({ length: 2 ** 18 + 1 }, (_, e) => e)];
  const call = () => setCover(wasm, { sets }, { method: 'exact' });
  expect((await refusal(call)).message).toMatch(/sets: .*at most 262144/);
});

describe('vertex covers refuse', () => {
  it.each<Refusal>([
    ...junk,
    [{}, /edges: got undefined/],
    [{ edges: {} }, /edges: /],
    [{ edges: [1] }, /edges\.0: got 1, expected a pair of vertices/],
    [{ edges: [['a']] }, /edges\.0: got an array of length 1/],
    [{ edges: [['a', null]] }, /edges\.0\.1: got null/],
    [{ edges: [['a', Number.NaN]] }, /edges\.0\.1: got NaN/],
    [{ edges: [['a', 'b']], vertices: ['a'] }, /edges\.0\.1: got "b", expected one of a/],
    [{ edges: [['a', 'b']], vertices: [] }, /edges\.0\.0: got "a", expected nothing/],
    [{ edges: [], vertices: ['a', 'a'] }, /vertices\.1: got "a"/],
    [{ edges: [['a', 'b']], weights: [1, 2] }, /weights: .*by vertex/],
    [{ edges: [['a', 'b']], weights: { c: 1 } }, /weights\.c: got 1, expected a vertex: a, b/],
    [{ edges: [['a', 'b']], weights: { a: Number.NaN } }, /weights\.a: got NaN/],
    [{ edges: [['a', 'b']], weights: { a: -2 } }, /weights\.a: got -2/],
    [
      { edges: [['a', 'b']], weights: { a: 2 } },
      /method: got "matching", expected another/,
      { method: 'matching' },
    ],
    [{ edges: [['a', 'b']] }, /method: got "greedy"/, { method: 'greedy' }],
    [{ edges: [['a', 'b']] }, /timeLimit/, { timeLimit: 1 }],
  ])('%j', async (problem, message, options) => {
    const call = () => vertexCover(wasm, problem as never, options as never);
    expect((await refusal(call)).message).toMatch(message);
  });
});

describe('spanning trees refuse', () => {
  it.each<Refusal>([
    ...junk,
    [{}, /edges: got undefined/],
    [{ edges: 'ab' }, /edges: got "ab"/],
    [{ edges: [['a', 'b']] }, /edges\.0: got an array of length 2, expected \[from, to, cost\]/],
    [{ edges: [['a', 'b', '1']] }, /edges\.0\.2: got "1"/],
    [{ edges: [['a', 'b', Number.NaN]] }, /edges\.0\.2: got NaN/],
    [{ edges: [['a', 'b', Number.POSITIVE_INFINITY]] }, /edges\.0\.2: got Infinity/],
    [{ edges: [{ from: 'a', to: 'b' }] }, /edges\.0\.cost: got undefined/],
    [{ edges: [{ from: 'a', to: 'b', cost: 1, weight: 2 }] }, /edges\.0\.weight: got 2/],
    [{ edges: [null] }, /edges\.0: got null/],
    [{ edges: [['a', true, 1]] }, /edges\.0\.1: got true/],
    [{ edges: [['a', 'b', 1]], vertices: ['a'] }, /edges\.0\.1: got "b"/],
    [{ edges: [], vertices: [1, 1] }, /vertices\.1: got 1/],
    [{ edges: [] }, /sense: got "least"/, { sense: 'least' }],
    [{ edges: [] }, /forest: got 1/, { forest: 1 }],
  ])('%j', async (problem, message, options) => {
    const call = () => spanningTree(wasm, problem as never, options as never);
    expect((await refusal(call)).message).toMatch(message);
  });
});

describe('activities refuse', () => {
  const one = { start: 0, finish: 1 };
  it.each<Refusal>([
    ...junk,
    [{}, /activities: got undefined/],
    [{ activities: [[0, 1]] }, /activities\.0: got an array/],
    [{ activities: [null] }, /activities\.0: got null/],
    [{ activities: [{ finish: 1 }] }, /activities\.0\.start: got undefined/],
    [{ activities: [{ start: Number.NaN, finish: 1 }] }, /activities\.0\.start: got NaN/],
    [
      { activities: [{ start: 0, finish: Number.POSITIVE_INFINITY }] },
      /activities\.0\.finish: got Inf/,
    ],
    [
      { activities: [{ start: 1, finish: 1 }] },
      /activities\.0\.finish: got 1, expected a number > its start, 1/,
    ],
    [{ activities: [{ start: 2, finish: 1 }] }, /activities\.0\.finish: got 1/],
    [{ activities: [{ ...one, value: -1 }] }, /activities\.0\.value: got -1/],
    [{ activities: [{ ...one, value: '3' }] }, /activities\.0\.value: got "3"/],
    [{ activities: [{ ...one, worth: 3 }] }, /activities\.0\.worth: got 3/],
    [{ activities: [{ ...one, name: {} }] }, /activities\.0\.name: got an object/],
    [
      { activities: [{ ...one, name: 1 }, one] },
      /activities\.1\.name: got 1, expected every name once/,
    ],
    [{ activities: [], machines: 0 }, /machines: got 0, expected a whole number from 1/],
    [{ activities: [], machines: 1.5 }, /machines: got 1.5/],
    [{ activities: [], machines: Number.NaN }, /machines: got NaN/],
    [{ activities: [], machines: '2' }, /machines: got "2"/],
    [
      { activities: [], machines: 2 },
      /method: .*min-cost-flow or earliest-finish/,
      { method: 'dynamic-programme' },
    ],
    [
      { activities: [one, { ...one, value: 2 }] },
      /method: got "earliest-finish", expected dynamic-programme or min-cost-flow/,
      { method: 'earliest-finish' },
    ],
    [{ activities: [] }, /method: got "greedy"/, { method: 'greedy' }],
  ])('%j', async (problem, message, options) => {
    const call = () => activities(wasm, problem as never, options as never);
    expect((await refusal(call)).message).toMatch(message);
    const later = () => activitiesAsync(wasm, problem as never, options as never);
    expect((await refusal(later)).message).toMatch(message);
  });

  it('a run that is none', async () => {
    const call = () => activitiesAsync(wasm, { activities: [] }, {}, { signal: 1 } as never);
    expect((await refusal(call)).message).toMatch(/signal: got 1/);
  });
});
