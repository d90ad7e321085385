/** Streams that are refused, that have no answer, and that sit at the edge of what is allowed. */

import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../src/engine/errors';
import {
  type StreamProblem,
  streamTokens,
  streamTokensAsync,
} from '../../src/resources/stream/index';
import { backends, wasm } from '../backends';

const frames = { family: 'log', scale: [1, 2, 3], width: 8 };
const linear = { family: 'linear', scale: [1, 2, 3] };
const linear0 = { family: 'linear', scale: 1 };

describe('refusals', () => {
  it.each<[string, unknown, RegExp]>([
    ['no problem', undefined, /problem/],
    ['a number', 3, /problem: got 3/],
    ['an array', [], /problem: got an array/],
    ['no frames', { total: 5 }, /^frames: got undefined/],
    ['null frames', { frames: null, total: 5 }, /^(frames|count)/],
    ['empty frames', { frames: [], total: 5 }, /^frames/],
    ['a family without frames', { frames: { family: 'log', scale: [] }, total: 5 }, /^frames/],
    ['unknown number', { frames: { family: 'log', scale: 2 }, total: 5 }, /^count: .*frames/],
    ['no total', { frames }, /^total/],
    ['NaN', { frames, total: Number.NaN }, /^total: got NaN/],
    ['infinite', { frames, total: Infinity }, /^total: got Infinity/],
    ['negative', { frames, total: -1 }, /^total: got -1/],
    ['a string', { frames, total: '5' }, /^total: got "5"/],
    ['unknown name', { frames, total: 5, uper: 3 }, /^uper: .*did you mean upper\?/],
    ['unknown family', { frames: { family: 'lin' }, total: 5, count: 2 }, /^frames\.family/],
    [
      'bad scale',
      { frames: { family: 'log', scale: [1, Number.NaN] }, total: 5 },
      /^frames\.scale\.1/,
    ],
    ['bad curve', { frames: [{ family: 'log' }, 3], total: 5 }, /^frames\.1: .*(table|family)/],
    ['nested junk', { frames: [{ family: { a: [] } }], total: 5 }, /^frames\.0\.family/],
    ['one bound too many', { frames, total: 5, lower: [0, 0, 0, 0] }, /^lower: .*a frame/],
    ['bounds crossed', { frames, total: 5, lower: 3, upper: 2 }, /^upper: got 2/],
    ['negative bound', { frames, total: 5, lower: [0, -1, 0] }, /^lower\.1: got -1/],
    [
      'L above U',
      { frames, total: 5, values: { least: 2, greatest: 1 } },
      /^values\.greatest: got 1/,
    ],
    ['L of 0', { frames, total: 5, values: { least: 0, greatest: 1 } }, /^values\.least: got 0/],
    ['NaN L', { frames, total: 5, values: { least: Number.NaN, greatest: 1 } }, /^values\.least/],
    ['no U', { frames, total: 5, values: { least: 1 } }, /^values\.greatest/],
    ['too far', { frames, total: 5, values: { least: 1, greatest: 1e16 } }, /^values\.greatest/],
    [
      'U too low',
      { frames: linear, total: 5, values: { least: 1, greatest: 2 } },
      /frame 2 .*, 3$/,
    ],
    ['values as a list', { frames, total: 5, values: [1, 2] }, /^values: got an array/],
    ['few announced', { frames, total: 5, count: 2 }, /^count: got 2, .*the frames, 3/],
    [
      'more put by than there is',
      { frames, total: 5, reserve: 9 },
      /^reserve: got 9, .*budget, 5$/,
    ],
    ['more put by than is left', { frames, total: 5, lower: 1, reserve: 6, count: 6 }, /^reserve/],
    ['little put by', { frames, total: 5, lower: 1, reserve: 2 }, /^reserve: got 2, .*3/],
    ['a sigmoid', { frames: [linear0, { family: 'sigmoid' }], total: 5 }, /^frames\.1.*concave/],
    ['a convex power', { frames: { family: 'power', exponent: 2 }, count: 1, total: 5 }, /concave/],
    ['a convex table', { frames: [[0, 1, 3]], total: 5 }, /^frames\.0.*concave/],
    [
      'no greatest slope',
      { frames: { family: 'power', scale: [1] }, total: 5 },
      /^frames\.0.*lower/,
    ],
    ['negative relevance', { frames: [[-2, 1]], total: 5 }, /^frames\.0: got -2/],
    ['value of nothing', { frames: [{ value: 2, tokens: 0 }], total: 5 }, /^frames\.0\.tokens/],
    ['negative value', { frames: [{ value: -2, tokens: 3 }], total: 5 }, /^frames\.0\.value/],
    ['mixed', { frames: [{ value: 2, tokens: 3 }, linear0], total: 5 }, /^frames\.1/],
  ])('of %s', (_, problem, message) => {
    const call = () => streamTokens(wasm, problem as StreamProblem);
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  it.each<[unknown, RegExp]>([
    [{ integer: 1 }, /^integer/],
    [{ baseline: true }, /did you mean baselines\?/],
    [3, /^options/],
    [{ integer: true }, /^total: got 5\.5, .*whole/],
  ])('of options %j', (options, message) => {
    const problem = { frames, total: 5.5 } as StreamProblem;
    expect(() => streamTokens(wasm, problem, options as object)).toThrow(message);
  });

  it('of what cannot end a run', async () => {
    const run = { signal: 3 } as never;
    const problem = { frames, total: 5 } as StreamProblem;
    await expect(streamTokensAsync(wasm, problem, {}, run)).rejects.toThrow(/^signal/);
  });
});

describe.each(backends)('edges on $name', ({ backend }) => {
  it('lower bounds beyond the budget have no answer', () => {
    const problem = { frames, total: 5, lower: 2 } as StreamProblem;
    expect(streamTokens(backend, problem)).toMatchObject({
      status: 'infeasible',
      missing: 1,
      allocation: null,
      certificate: null,
    });
    const promised = { ...problem, reserve: 9, count: 9 };
    expect(streamTokens(backend, promised)).toMatchObject({ status: 'infeasible', missing: 1 });
  });

  it.each<[string, object]>([
    ['no tokens', { frames, total: 0 }],
    ['just the lower bounds', { frames, total: 6, lower: 2 }],
    [
      'lower bounds summed with rounding',
      { frames, total: 0.1 + 0.2 + 0.3 - 1e-16, lower: [0.1, 0.2, 0.3] },
    ],
    ['worthless frames', { frames: { family: 'log', scale: [0, 0] }, total: 9 }],
    [
      'worthless powers',
      { frames: { family: 'power', salience: [0, 0], exponent: 0.5 }, total: 10 },
    ],
    [
      'worthless sigmoids',
      { frames: { family: 'sigmoid', scale: [0, 0], exponent: 0.5, width: 2 }, total: 10 },
    ],
    ['falling frames', { frames: [[3, 2, 0]], total: 9 }],
    ['no room', { frames, total: 50, lower: 4, upper: 4 }],
  ])('%s', (_, problem) => {
    const result = streamTokens(backend, problem as StreamProblem);
    expect(result).toMatchObject({
      status: 'converged',
      alpha: 1,
      ratio: { realized: 1, proven: 1 },
      certificate: { holds: true },
    });
    expect(result.allocation).toEqual(result.offline!.allocation);
  });

  it('without a token worth L nothing is spent, and the loss is bounded', () => {
    const values = { least: 10, greatest: 20 };
    const result = streamTokens(backend, { frames: linear, total: 5, values } as StreamProblem);
    expect(result).toMatchObject({ spent: 0, additive: 50, within: false });
    expect(result.ratio).toEqual({ realized: Infinity, proven: null });
    expect(result.certificate!.holds).toBe(true);
  });

  it.each([1e-100, 1e-12, 1e12, 1e100])('scales of relevance do not matter: %s', (unit) => {
    const scale = [1, 4, 2, 8].map((a) => a * unit);
    const given = { frames: { family: 'log' as const, scale, width: 3 }, total: 20 };
    const result = streamTokens(backend, given);
    const plain = streamTokens(backend, {
      ...given,
      frames: { ...given.frames, scale: [1, 4, 2, 8] },
    });
    expect(result.certificate!.holds).toBe(true);
    result.allocation!.forEach((x, t) => {
      expect(x).toBeCloseTo(plain.allocation![t], 9);
    });
  });

  it.each([
    [9.49e-10, 9.49e5],
    [0.00052, 5.2e11],
    [3.93e-6, 3.93e9],
  ])('takes values 1e15 apart as decimals are written: %s', (least, greatest) => {
    const frames = { family: 'linear' as const, scale: [least, greatest] };
    const result = streamTokens(backend, { frames, total: 3, values: { least, greatest } });
    expect(result).toMatchObject({ status: 'converged', certificate: { holds: true } });
    const wider = { least, greatest: greatest * (1 + 1e-9) };
    expect(() => streamTokens(backend, { frames, total: 3, values: wider })).toThrow(/1000000000/);
  });

  it.each([1e-9, 1e9, 1e15])('budgets of any size: %s', (total) => {
    const given = {
      frames: { family: 'log' as const, scale: [1, 4, 2, 8], width: total / 7 },
      total,
    };
    expect(streamTokens(backend, given).certificate!.holds).toBe(true);
    if (total < 1) return;
    expect(streamTokens(backend, given, { integer: true }).certificate!.holds).toBe(true);
  });

  it('takes typed arrays, tables, points, and linear frames', () => {
    const one = streamTokens(backend, {
      frames: { family: 'linear', scale: Float64Array.of(1, 2) },
      upper: Float64Array.of(3, 4),
      total: 5,
    });
    const two = streamTokens(backend, {
      frames: [
        { value: 3, tokens: 3 },
        { value: 8, tokens: 4 },
      ],
      total: 5,
    });
    const three = streamTokens(backend, {
      frames: [
        [0, 1, 2, 3],
        {
          points: [
            [0, 0],
            [4, 8],
          ],
        },
      ],
      total: 5,
    });
    expect(two).toEqual(one);
    expect(three.allocation).toEqual(one.allocation);
  });

  it('holds for long streams', () => {
    const scale = Float64Array.from({ length: 100_000 }, (_, i) => 1 + ((i * 7919) % 1009));
    const given = { frames: { family: 'log' as const, scale, width: 5 }, total: 3e5, upper: 30 };
    for (const integer of [false, true]) {
      const { certificate, ratio } = streamTokens(backend, given, { integer });
      expect(certificate!.holds).toBe(true);
      expect(ratio!.realized).toBeLessThan(ratio!.proven!);
    }
  });
});
