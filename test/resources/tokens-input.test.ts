/** What is not usable is named; what has no answer says so; extremes keep their proof. */

import { describe, expect, it } from 'vitest';
import { certify, pricesOf } from '../../src/resources/tokens/certificate';
import { type TokensOptions, type TokensProblem, tokens } from '../../src/resources/tokens/index';
import { readTokens } from '../../src/resources/tokens/problem';
import { objectiveOf } from '../../src/resources/tokens/solve';
import { backends, javascript, wasm } from '../backends';
import { seeded } from '../random';

const log = { family: 'log', scale: [1, 2, 3], width: 4 } as const;
const good = { relevance: log, lower: 1, upper: 9, total: 12 };

const bad: [string, unknown, unknown, RegExp][] = [
  ['nothing', undefined, {}, /^problem: got undefined/],
  ['a list', [1], {}, /^problem: got an array/],
  ['an unknown name', { ...good, totl: 3 }, {}, /^totl: .*did you mean total/],
  ['no relevance', { lower: 1, total: 3 }, {}, /^relevance: got undefined, expected a family/],
  ['relevance of nothing', { ...good, relevance: null, count: 2 }, {}, /^relevance: got null/],
  ['relevance as text', { ...good, relevance: 'log', count: 2 }, {}, /^relevance: got "log"/],
  ['no patches', { relevance: [], total: 0 }, {}, /^relevance: got an array of length 0/],
  ['no total', { relevance: log }, {}, /^total: got undefined/],
  ['total as text', { ...good, total: '12' }, {}, /^total: got "12"/],
  ['total NaN', { ...good, total: Number.NaN }, {}, /^total: got NaN/],
  ['total without end', { ...good, total: Infinity }, {}, /^total: got Infinity/],
  ['total below 0', { ...good, total: -1 }, {}, /^total: got -1/],
  ['a part of a token', { ...good, total: 12.5 }, {}, /^total: got 12\.5, .*whole/],
  ['lower NaN', { ...good, lower: Number.NaN }, {}, /^lower: got NaN/],
  ['one lower below 0', { ...good, lower: [1, -2, 0] }, {}, /^lower\.1: got -2/],
  ['lower of another length', { ...good, lower: [1, 2] }, {}, /^lower: .*3 of them/],
  ['lower as text', { ...good, lower: 'x' }, {}, /^lower: got "x"/],
  ['upper without end', { ...good, upper: Infinity }, {}, /^upper: got Infinity/],
  ['upper with a hole', { ...good, upper: [9, null, 9] }, {}, /^upper\.1: got null/],
  ['bounds crossed', { ...good, lower: [1, 8, 1], upper: [9, 7, 9] }, {}, /^upper\.1: got 7/],
  ['no whole number', { ...good, lower: 1.2, upper: 1.8 }, {}, /^upper\.0: got 1\.8/],
  [
    'an unknown family',
    { ...good, relevance: { family: 'cube' }, count: 2 },
    {},
    /^relevance\.family: got "cube"/,
  ],
  [
    'pieces as a family',
    { ...good, relevance: { family: 'pieces' }, count: 2 },
    {},
    /^relevance\.family/,
  ],
  [
    'an unknown parameter',
    { ...good, relevance: { ...log, scal: 1 } },
    {},
    /scal: .*did you mean scale/,
  ],
  [
    'scale below 0',
    { ...good, relevance: { ...log, scale: [1, -1, 1] } },
    {},
    /^relevance\.scale\.1: got -1/,
  ],
  ['width 0', { ...good, relevance: { ...log, width: 0 } }, {}, /^relevance\.width: got 0/],
  [
    'exponent 0',
    { ...good, relevance: { ...log, exponent: 0 } },
    {},
    /^relevance\.exponent: got 0/,
  ],
  [
    'exponent too great',
    { ...good, relevance: { ...log, exponent: 1e3 } },
    {},
    /exponent: got 1000/,
  ],
  [
    'scale beside scores',
    { ...good, relevance: { ...log, entropy: 1 } },
    {},
    /scale: .*nothing beside/,
  ],
  [
    'weights alone',
    { ...good, relevance: { ...log, weights: {} } },
    {},
    /weights: .*nothing without/,
  ],
  [
    'an unknown weight',
    { ...good, relevance: { family: 'log', entropy: [1, 1], weights: { salient: 1 } } },
    {},
    /weights\.salient/,
  ],
  [
    'weights as a list',
    { ...good, relevance: { family: 'log', entropy: [1, 1], weights: [1] } },
    {},
    /weights: got an array/,
  ],
  [
    'scores below 0',
    { ...good, relevance: { family: 'log', entropy: [1, -1] } },
    {},
    /^relevance\.scale\.1: got -1/,
  ],
  [
    'a table too short',
    { relevance: [[1, 2]], lower: 0, upper: 2, total: 1 },
    {},
    /^relevance\.0\.table: .*3 values/,
  ],
  ['an empty table', { relevance: [[]], total: 1 }, {}, /^relevance\.0: /],
  [
    'a table with a hole',
    { relevance: [[1, Number.NaN]], total: 1 },
    {},
    /^relevance\.0\.1: got NaN/,
  ],
  ['a table from a part', { relevance: [[1, 2]], lower: 0.5, total: 1 }, {}, /^lower\.0: got 0\.5/],
  ['a curve as number', { relevance: [3], total: 1 }, {}, /^relevance\.0: got 3/],
  ['a curve of nothing', { relevance: [null], total: 1 }, {}, /^relevance\.0: got null/],
  ['a point alone', { relevance: [{ points: [[1]] }], total: 1 }, {}, /^relevance\.0\.points\.0/],
  [
    'points back',
    {
      relevance: [
        {
          points: [
            [1, 1],
            [1, 2],
          ],
        },
      ],
      total: 1,
    },
    {},
    /points\.1\.0: got 1/,
  ],
  [
    'points too few',
    {
      relevance: [
        {
          points: [
            [1, 1],
            [2, 2],
          ],
        },
      ],
      lower: 0,
      total: 1,
    },
    {},
    /points from 0/,
  ],
  [
    'a table and more',
    { relevance: [{ table: [1], scale: 2 }], total: 0 },
    {},
    /^relevance\.0\.scale/,
  ],
  ['a count that differs', { relevance: [[1], [1]], count: 3, total: 0 }, {}, /^relevance: /],
  [
    'a count too great',
    { relevance: { family: 'log' }, count: 1e9, total: 0 },
    {},
    /^count: got 1000000000/,
  ],
  ['budgets without regions', { ...good, regionLower: 1 }, {}, /^regionLower: .*without regions/],
  ['regions as number', { ...good, regions: 2 }, {}, /^regions: got 2/],
  ['regions of another length', { ...good, regions: [0, 1] }, {}, /^regions: .*3 of them/],
  ['a region of a part', { ...good, regions: [0, 0.5, 1] }, {}, /^regions\.1: got 0\.5/],
  [
    'a region that is not there',
    { ...good, regions: [0, 1, 2], regionUpper: [9, 9] },
    {},
    /^regions\.2: got 2/,
  ],
  [
    'a patch twice',
    {
      ...good,
      regions: [
        [0, 1],
        [1, 2],
      ],
    },
    {},
    /^regions\.1\.0: got 1/,
  ],
  ['a patch in none', { ...good, regions: [[0], [2]] }, {}, /^regions: .*patch 1/],
  ['a region that is no list', { ...good, regions: [[0], 2] }, {}, /^regions\.1: got 2/],
  [
    'budgets crossed',
    { ...good, regions: [0, 0, 1], regionLower: [5, 1], regionUpper: [4, 9] },
    {},
    /^regionUpper\.0: got 4/,
  ],
  ['a tension above 1', { ...good, tensions: { explore: 2 } }, {}, /^tensions\.explore: got 2/],
  ['an unknown tension', { ...good, tensions: { exploit: 1 } }, {}, /^tensions\.exploit/],
  ['tensions as number', { ...good, tensions: 1 }, {}, /^tensions: got 1/],
  ['options as text', good, 'fast', /^options: got "fast"/],
  ['an unknown option', good, { whole: true }, /^whole: /],
  ['integer as number', good, { integer: 1 }, /^integer: got 1/],
  ['scores of another length', good, { scores: [1] }, /^scores: |^relevance/],
  ['iterations without end', good, { iterations: Infinity }, /^iterations: got Infinity/],
  ['a threshold as text', good, { threshold: 'x' }, /^threshold: got "x"/],
  ['work below 0', good, { work: -1 }, /^work: got -1/],
];

describe('refused', () => {
  it.each(bad)('%s', (_, problem, options, message) => {
    const call = () => tokens(wasm, problem as TokensProblem, options as TokensOptions);
    expect(call).toThrow(expect.objectContaining({ name: 'ParameterError' }));
    expect(call).toThrow(message);
  });
});

describe('infeasible', () => {
  it.each([
    [
      { ...good, total: 2 },
      { bound: 'lower', tokens: 1, region: null },
    ],
    [
      { ...good, total: 30 },
      { bound: 'upper', tokens: 3, region: null },
    ],
    [
      { ...good, regions: [0, 0, 1], regionUpper: [1, 9] },
      { bound: 'lower', tokens: 1, region: 0 },
    ],
    [
      { ...good, regions: [0, 0, 1], regionLower: [0, 10] },
      { bound: 'upper', tokens: 1, region: 1 },
    ],
    [
      { ...good, regions: [0, 0, 1], regionUpper: 5 },
      { bound: 'upper', tokens: 2, region: null },
    ],
  ])('%#: says what is missing', (problem, missing) => {
    const result = tokens(wasm, problem);
    expect(result).toMatchObject({ status: 'infeasible', tokens: null, certificate: null });
    expect(result.missing).toEqual(missing);
  });
});

describe.each(backends)('extremes on $name', ({ backend }) => {
  it.each<[string, TokensProblem]>([
    ['one patch', { relevance: { family: 'log' }, count: 1, total: 5 }],
    ['no tokens', { relevance: { family: 'power' }, count: 3, total: 0 }],
    ['all that there is', { relevance: { family: 'saturating' }, count: 3, upper: 4, total: 12 }],
    ['a slope without end at 0', { relevance: { family: 'power', scale: [1, 0, 3] }, total: 7 }],
    ['level curves', { relevance: { family: 'log', scale: 0 }, count: 3, upper: 4, total: 7 }],
    ['losses', { relevance: { family: 'linear', scale: [-1, -2, -3] }, upper: 4, total: 7 }],
    [
      'losses and gains',
      {
        relevance: [
          [0, -1, -3],
          [0, 1, 1],
          [0, 0, 0],
        ],
        total: 4,
      },
    ],
    [
      'orders apart',
      { relevance: { family: 'log', scale: [1e-9, 1, 1e9], width: [1e-6, 1, 1e6] }, total: 1000 },
    ],
    ['saturated', { relevance: { family: 'saturating', scale: [1, 2], width: 0.01 }, total: 50 }],
    ['many tokens', { relevance: { family: 'log', scale: [1, 2, 4], width: 10 }, total: 1e12 }],
    [
      'wide and narrow sigmoids',
      { relevance: { family: 'sigmoid', scale: [1, 2], width: [1, 30], exponent: 8 }, total: 40 },
    ],
    [
      'a table in a typed array',
      {
        relevance: [{ table: Float64Array.of(0, 2, 3) }, { table: Float64Array.of(0, 1, 2) }],
        total: 3,
      },
    ],
  ])('%s', (_, problem) => {
    for (const integer of [true, false]) {
      const result = tokens(backend, problem, { integer });
      const { certificate } = result;
      expect(certificate!.bounds).toBe(0);
      expect(certificate!.budget).toBeLessThanOrEqual(integer ? 0 : 1e-13 * problem.total);
      expect(certificate!.bound).toBeGreaterThanOrEqual(result.objective!);
      if (integer || result.continuous!.exact) expect(certificate!.holds).toBe(true);
    }
  });
});

it('sigmoids of 200 patches are solved and proven, without the levels that no optimum has', () => {
  const random = seeded(23);
  const column = (low: number, high: number) =>
    Array.from({ length: 200 }, () => low + (high - low) * random());
  const relevance = {
    family: 'sigmoid',
    scale: column(0.2, 5),
    width: column(20, 200),
    exponent: 3,
  } as const;
  const result = tokens(wasm, { relevance, lower: 64, upper: 400, total: 26_400 });
  expect(result).toMatchObject({ status: 'converged', method: 'dynamic-programme' });
  expect(result.certificate!.holds).toBe(true);
  expect(result.continuous!.value).toBeGreaterThan(result.value!);
});

it('numbers beyond doubles diverge', () => {
  const relevance = { family: 'linear', scale: [1e308, 1e308] } as const;
  expect(tokens(wasm, { relevance, upper: 9, total: 18 })).toMatchObject({
    status: 'diverged',
    tokens: null,
  });
});

it('a spoiled answer does not hold', () => {
  const random = seeded(21);
  const scale = Array.from({ length: 30 }, () => 0.5 + random());
  const problem = { relevance: { family: 'log', scale, width: 5 }, upper: 40, total: 300 } as const;
  for (const integer of [true, false]) {
    const { model } = readTokens(problem, { integer });
    const x = tokens(wasm, problem, { integer, rules: false }).tokens!;
    const proof = (tokens: Float64Array) => {
      const objective = objectiveOf(wasm.math, model.curves, tokens);
      const prices = pricesOf(wasm.math, model, tokens);
      return certify(model, tokens, objective, prices, { bound: Infinity, isConcave: true });
    };
    expect(proof(x).holds).toBe(true);
    const by = integer ? 1 : 0.01;
    const moved = x.map((t, i) => (i === 0 ? t + by : i === 1 ? t - by : t));
    expect(proof(moved)).toMatchObject({ holds: false });
    expect(proof(moved).bound).toBeGreaterThanOrEqual(proof(x).bound - 1e-9);
    expect(proof(x.map((t, i) => (i === 0 ? t + by : t))).budget).toBeCloseTo(by, 9);
    expect(proof(x.map((t, i) => (i === 0 ? -t : t))).bounds).toBeGreaterThan(0);
  }
});

it('a programme backwards that finds less than there is proves nothing', () => {
  const problem = {
    relevance: { family: 'sigmoid', scale: [1, 2, 3], width: 4, exponent: 3 },
    upper: 20,
    total: 12,
  } as const;
  const { model } = readTokens(problem, { integer: true });
  const x = tokens(wasm, problem).tokens!;
  const objective = objectiveOf(wasm.math, model.curves, x);
  const prices = pricesOf(wasm.math, model, x);
  const by = (bound: number) => certify(model, x, objective, prices, { bound, isConcave: false });
  expect(by(objective)).toMatchObject({ holds: true, gap: 0 });
  expect(by(objective * (1 - 1e-6)).holds).toBe(false);
  expect(by(objective * (1 + 1e-6)).holds).toBe(false);
  expect(by(Number.NaN).holds).toBe(false);
});

it('a hundred thousand patches agree on both backends', () => {
  const random = seeded(22);
  const column = () => Float64Array.from({ length: 100_000 }, () => 0.1 + random());
  for (const family of ['log', 'power', 'saturating'] as const) {
    const relevance = { family, scale: column(), width: column().map((s) => 80 * s) };
    const problem = { relevance, lower: 64, upper: 400, total: 8_000_000 };
    const ours = tokens(wasm, problem, { rules: false });
    const theirs = tokens(javascript, problem, { rules: false });
    expect(ours.certificate).toMatchObject({ holds: true, budget: 0, bounds: 0 });
    expect(ours.value! / theirs.value!).toBeCloseTo(1, 13);
    expect(ours.shadowPrice! / theirs.shadowPrice!).toBeCloseTo(1, 11);
  }
});
