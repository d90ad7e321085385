import { describe, expect, it } from 'vitest';
import { type AllocationParameters, type Control, simulate } from '../../src/allocation/index';
import { ParameterError } from '../../src/engine/errors';
import { backends } from '../backends';

describe.each(backends)('what simulate refuses, on $name', ({ backend }) => {
  const run = (parameters: AllocationParameters, control: Control, options = {}) =>
    simulate(backend, parameters, control, options);

  describe('bad input', () => {
    it.each([
      ['above 1', 1.5, 'allocation: got 1.5, expected a number ≥ 0 and ≤ 1'],
      ['below 0', -1e-9, 'allocation: got -1e-9, expected a number ≥ 0 and ≤ 1'],
      ['NaN', Number.NaN, 'allocation: got NaN, expected a number ≥ 0 and ≤ 1'],
      ['a string', '0.5', 'allocation: got "0.5", expected a number, an array of numbers or a'],
      ['nothing', undefined, 'allocation: got undefined, expected a number, an array'],
      ['null', null, 'allocation: got null'],
      ['an object', { alpha: 1 }, 'allocation: got an object with alpha'],
      ['an empty array', [], 'allocation: got an array of length 0, expected from 3 to'],
      ['two values', [0, 1], 'allocation: got an array of length 2, expected from 3 to'],
      ['an array with a bad value', [0, 0.5, 2], 'allocation.2: got 2, expected'],
      ['an array with a hole', [0, undefined, 1], 'allocation.1: got undefined, expected'],
      ['an array of strings', ['0', '0', '0'], 'allocation.0: got "0", expected'],
      ['a DataView', new DataView(new ArrayBuffer(8)), 'allocation: got'],
      ['a function out of range', (t: number) => t, /^allocation\(1\.05\d*\): got 1\.05/],
      ['a function of NaN', () => Number.NaN, 'allocation(0): got NaN'],
      ['a function of strings', () => 'x', 'allocation(0): got "x"'],
    ] as [string, unknown, string | RegExp][])('%s', (_, control, message) => {
      const call = () => run({}, control as Control);
      expect(call).toThrow(ParameterError);
      expect(call).toThrow(message);
    });

    it('finds a bad value between the nodes', () => {
      const spike = (t: number) => (t > 5.001 && t < 5.04 ? 2 : 0.5);
      expect(() => run({}, spike)).toThrow(/^allocation\(5\.0\d+\): got 2/);
    });

    it.each([
      [{ steps: 10 }, [0, 0.5, 1], 'allocation: got an array of length 3, expected steps + 1 = 11'],
      [{ steps: 1 }, 0.5, 'steps: got 1, expected a whole number from 2 to 1000000'],
      [{ steps: 2.5 }, 0.5, 'steps: got 2.5'],
      [{ hold: 'next' }, 0.5, 'hold: got "next", expected one of linear, previous'],
      [{ asPublished: 1 }, 0.5, 'asPublished: got 1, expected true or false'],
      [{ step: 10 }, 0.5, 'did you mean steps?'],
      [null, 0.5, 'options: got null'],
    ] as [object, Control, string][])('options %o', (options, control, message) => {
      const call = () => run({}, control, options);
      expect(call).toThrow(ParameterError);
      expect(call).toThrow(message);
    });

    it('parameters', () => {
      expect(() => run({ horizon: -1 }, 0.5)).toThrow('horizon: got -1');
    });
  });
});
