/** Searches of what cannot be used: functions, options and data, and the least of what can. */

import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../src/engine/errors';
import {
  type SearchOptions,
  type SearchProblem,
  search,
  searchMethods,
} from '../../src/resources/search/index';
import { wasm } from '../backends';
import { evens } from './searches';

describe('what cannot be used', () => {
  const fails = (problem: unknown, options?: SearchOptions) => {
    try {
      search(wasm, problem as SearchProblem<unknown>, options);
    } catch (error) {
      return error as ParameterError;
    }
    throw new Error('nothing was thrown');
  };
  const boom = () => {
    throw new TypeError('boom');
  };

  it.each(['random', 'objective', 'propose', 'apply', 'feasible', 'moves', 'copy'])(
    '%s that throws',
    (name) => {
      const error = fails(evens({ [name]: boom }), {
        method: name === 'moves' ? 'tabu' : 'annealing',
      });
      expect(error).toBeInstanceOf(ParameterError);
      expect(error.message).toMatch(new RegExp(`^problem\\.${name}: .*boom.*does not throw`));
      expect(error.cause).toBeInstanceOf(TypeError);
    },
  );

  const cases: [string, unknown, RegExp, SearchOptions?][] = [
    ['no problem', undefined, /^problem: got undefined/],
    ['a string', 'tour', /^problem: got "tour"/],
    ['an array', [], /^problem: got an array/],
    ['no kind', {}, /^kind: got undefined, expected one of knapsack/],
    [
      'no objective',
      { random: () => 0 },
      /^problem\.objective: got undefined, expected a function/,
    ],
    ['moves no function', evens({ moves: 3 }), /^problem\.moves: got 3/],
    ['sense', evens({ sense: 'best' }), /^problem\.sense: got "best"/],
    ['bound', evens({ bound: Number.NaN }), /^problem\.bound: got NaN/],
    ['NaN objective', evens({ objective: () => Number.NaN }), /^problem\.objective: got NaN/],
    ['text objective', evens({ objective: () => '3' }), /^problem\.objective: got "3"/],
    [
      'infinite delta',
      evens({ delta: () => Number.NEGATIVE_INFINITY }),
      /^problem\.delta: got -Infinity/,
    ],
    ['infeasible random', evens({ random: () => ({ x: 3 }) }), /^problem\.random: .*feasible/],
    ['random of nothing', evens({ random: () => undefined }), /^problem\.random: got undefined/],
    ['apply of nothing', evens({ apply: () => undefined }), /^problem\.apply: got undefined/],
    ['moves no iterable', evens({ moves: () => 3 }), /^problem\.moves: got 3/, { method: 'tabu' }],
    [
      'moves that throw late',
      evens({
        *moves() {
          yield 2;
          boom();
        },
      }),
      /^problem\.moves: .*boom/,
      { method: 'tabu' },
    ],
    ['tie', evens({ tie: () => Number.NaN }), /^problem\.tie: got NaN/, { method: 'tabu' }],
    ['crossover', evens({ crossover: boom }), /^problem\.crossover: .*boom/, { method: 'genetic' }],
    ['attribute', evens({ attribute: boom }), /^problem\.attribute: .*boom/, { method: 'tabu' }],
    [
      'allows that lies',
      evens({ allows: () => true, objective: ({ x }: { x: number }) => -x }),
      /^problem\.allows/,
    ],
  ];

  it.each(cases)('%s', (_, problem, message, options) => {
    const error = fails(problem, options);
    expect(error).toBeInstanceOf(ParameterError);
    expect(error.message).toMatch(message);
  });

  const options: [object, RegExp][] = [
    [{ method: 'best' }, /^method: got "best"/],
    [{ evaluatons: 3 }, /^evaluatons: .*did you mean evaluations/],
    [{ evaluations: 0 }, /^evaluations: got 0/],
    [{ evaluations: 1.5 }, /^evaluations: got 1\.5/],
    [{ evaluations: Number.NaN }, /^evaluations: got NaN/],
    [{ seed: -1 }, /^seed: got -1/],
    [{ seed: 'x' }, /^seed: got "x"/],
    [{ restarts: -1 }, /^restarts: got -1/],
    [{ tenure: 3 }, /^tenure: got 3, expected nothing where the method is annealing/],
    [{ method: 'tabu', tenure: -3 }, /^tenure: got -3/],
    [{ method: 'tabu', cooling: 'geometric' }, /^cooling: .*nothing/],
    [{ method: 'local', improvement: 'worst' }, /^improvement: got "worst"/],
    [{ startTemperature: 0 }, /^startTemperature: got 0/],
    [{ startTemperature: 1, endTemperature: 2 }, /^endTemperature: got 2, expected at most/],
    [{ method: 'genetic', population: 1 }, /^population: got 1/],
    [{ method: 'genetic', elite: 40 }, /^elite: got 40, expected fewer/],
    [{ method: 'genetic', mutationRate: 1 }, /^mutationRate: got 1/],
    [{ method: 'genetic', memetic: 'yes' }, /^memetic: got "yes"/],
  ];

  it.each(options)('options %j', (given, message) => {
    const error = fails(evens(), given as SearchOptions);
    expect(error).toBeInstanceOf(ParameterError);
    expect(error.message).toMatch(message);
  });

  const data: [object, RegExp][] = [
    [{ kind: 'knapsak' }, /^kind: got "knapsak", .*did you mean knapsack/],
    [{ kind: 3 }, /^kind: got 3/],
    [{ kind: 'toString' }, /^kind: got "toString"/],
    [{ kind: 'knapsack', values: [1], weights: [1], capacity: -1 }, /^capacity: got -1/],
    [{ kind: 'knapsack', values: [Number.NaN], weights: [1], capacity: 1 }, /^values\.0: got NaN/],
    [{ kind: 'knapsack', values: [1], weights: [1], capacity: 1, sets: [] }, /^sets: /],
    [{ kind: 'set-cover', sets: [[1]], universe: [1, 2] }, /^universe: got 2/],
    [{ kind: 'set-cover', sets: [[1]], costs: [-1] }, /^costs\.0: got -1/],
    [{ kind: 'vertex-cover', edges: [['a']] }, /^edges\.0/],
    [{ kind: 'assignment' }, /^durations: got undefined/],
    [{ kind: 'assignment', durations: [], machines: 2 }, /^durations: got an array of length 0/],
    [{ kind: 'assignment', durations: [1, -2], machines: 2 }, /^durations\.1: got -2/],
    [{ kind: 'assignment', durations: [1] }, /^machines: got undefined/],
    [{ kind: 'assignment', durations: [1], machines: 0 }, /^machines: got 0/],
    [{ kind: 'assignment', times: [[1, 2], [1]] }, /^times\.1: got an array of length 1/],
    [{ kind: 'assignment', times: [[1]], machines: 1 }, /^machines: got 1, expected nothing/],
    [{ kind: 'placement', traffic: [], distances: [] }, /^traffic: got an array of length 0/],
    [
      {
        kind: 'placement',
        traffic: [
          [0, 1],
          [1, 0],
        ],
        distances: [[0]],
      },
      /^distances: /,
    ],
    [
      { kind: 'placement', traffic: [[0, Number.POSITIVE_INFINITY]], distances: [[0]] },
      /^traffic\.0\.1: got Infinity/,
    ],
    [{ kind: 'placement', traffic: [[0]], distances: [[0]], nodes: ['a', 'b'] }, /^nodes: /],
    [{ kind: 'tour' }, /^distances: got undefined/],
    [
      {
        kind: 'tour',
        points: [
          [0, 0],
          [1, 1],
        ],
      },
      /^points: .*3 to/,
    ],
    [{ kind: 'tour', points: [[0, 0], [1, 1], [2]] }, /^points\.2: /],
    [
      {
        kind: 'tour',
        distances: [
          [0, 1, 2],
          [1, 0, 3],
          [9, 3, 0],
        ],
      },
      /^distances\.2\.0: got 9/,
    ],
    [{ kind: 'schedule', jobs: [], gpus: 2 }, /^jobs: /],
    [{ kind: 'schedule', jobs: [{ gpus: 3, duration: 1 }], gpus: 2 }, /^jobs\.0\.gpus: got 3/],
    [
      { kind: 'schedule', jobs: [{ gpus: 1, duration: -1 }], gpus: 2 },
      /^jobs\.0\.duration: got -1/,
    ],
    [
      { kind: 'schedule', jobs: [{ gpus: 1, duration: 1 }], gpus: 2, objective: 'flow' },
      /^objective: got "flow"/,
    ],
    [{ kind: 'max-cut', edges: [['a', 'a', 1]] }, /^edges\.0: .*different/],
    [{ kind: 'max-cut', edges: [['a', 'b', Number.NaN]] }, /^edges\.0\.2: got NaN/],
    [{ kind: 'max-cut', edges: 3 }, /^edges: got 3/],
  ];

  it.each(data)('data %j', (given, message) => {
    const error = fails(given);
    expect(error).toBeInstanceOf(ParameterError);
    expect(error.message).toMatch(message);
  });

  it('takes the least problems there are', () => {
    const none = { kind: 'knapsack', values: [], weights: [], capacity: 0 } as const;
    for (const method of searchMethods) {
      expect(search(wasm, none, { method })).toMatchObject({ objective: 0, status: 'converged' });
      expect(search(wasm, { kind: 'max-cut', edges: [] }, { method }).objective).toBe(0);
      expect(search(wasm, { kind: 'set-cover', sets: [] }, { method }).solution.sets).toEqual([]);
      const one = { kind: 'assignment', durations: [0], machines: 1 } as const;
      expect(search(wasm, one, { method })).toMatchObject({ objective: 0, status: 'converged' });
      const alone = { kind: 'placement', traffic: [[2]], distances: [[3]] } as const;
      expect(search(wasm, alone, { method }).objective).toBe(6);
      const three = {
        kind: 'tour',
        points: [
          [0, 0],
          [1, 0],
          [0, 1],
        ],
      } as const;
      expect(search(wasm, three, { method }).objective).toBeCloseTo(2 + Math.SQRT2, 12);
      const job = {
        kind: 'schedule',
        jobs: [{ gpus: 1, duration: 2, release: 3 }],
        gpus: 1,
      } as const;
      expect(search(wasm, job, { method })).toMatchObject({ objective: 5, isOptimal: true });
    }
  });
});
