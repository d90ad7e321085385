/** What a scenario goes over: values, their order and shape, and the games that come of it. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand, type Vary } from '../../src/contest/scenario/index';
import { backends, wasm } from '../backends';
import { expectClose } from '../numbers';
import { randomGame } from './games';

const settings = { seed: 31, numRuns: 30 };

const names = [
  'disasterCost',
  'risk.theta',
  'cost.safety',
  'reward.winFixed',
  'safetyProductivity',
] as const;
const axis = (name: string) =>
  fc
    .array(fc.double({ min: 0.1, max: 0.9, noNaN: true }), { minLength: 1, maxLength: 4 })
    .map((values): Vary => ({ parameter: name, values }));
const axesOf = (count: number) =>
  fc.shuffledSubarray([...names], { minLength: count, maxLength: count }).chain((chosen) => {
    const list = chosen.map(axis);
    return fc.tuple(...list);
  });
const someAxes = fc.integer({ min: 1, max: 4 }).chain(axesOf);
const valuesOf = (vary: Vary) => ('values' in vary ? [...vary.values] : []);

describe('combinations', () => {
  it('has every combination once, the last axis fastest', () => {
    fc.assert(
      fc.property(someAxes, (vary) => {
        const points = expand(wasm, {}, vary, 'cartesian');
        const lengths = vary.map((one) => valuesOf(one).length);
        expect(points.length).toBe(lengths.reduce((a, b) => a * b, 1));
        const places = points.map(({ point }) => point);
        expect(new Set(places.map(String)).size).toBe(points.length);
        const sorted = [...places].sort(
          (a, b) => a.map((x, k) => x - b[k]).find((difference) => difference !== 0) ?? 0,
        );
        expect(places).toEqual(sorted);
        for (const { point, values } of points) {
          expect(values).toEqual(point.map((at, k) => valuesOf(vary[k])[at]));
        }
      }),
      settings,
    );
  });

  it('puts each value where it belongs, and leaves the rest of the game', () => {
    fc.assert(
      fc.property(someAxes, fc.integer({ min: 0, max: 59 }), (vary, index) => {
        const { game } = randomGame(index, 11);
        for (const { values, parameters } of expand(wasm, game, vary)) {
          const given: Record<string, unknown> = structuredClone(game) as never;
          vary.forEach((one, k) => {
            const [head, field] = (one as { parameter: string }).parameter.split('.');
            if (field === undefined) given[head] = values[k];
            else given[head] = { ...(given[head] as object), [field]: values[k] };
          });
          expect(parameters).toEqual(given);
        }
      }),
      settings,
    );
  });

  it('changes nothing of what is given', () => {
    const game = { cost: { kind: 'unit', safety: 0.2 }, risk: { theta: [0.1, 0.2] } } as const;
    const before = JSON.stringify(game);
    const vary: Vary[] = [
      { parameter: 'cost.safety', values: [1, 2] },
      { parameter: 'risk.theta', player: 1, values: [0.5] },
    ];
    const points = expand(wasm, game, vary);
    expect(JSON.stringify(game)).toBe(before);
    expect(points[1].parameters).toEqual({
      cost: { kind: 'unit', safety: 2 },
      risk: { theta: [0.1, 0.5] },
    });
  });
});

describe('values that go together', () => {
  it('has the values of each place, and one value in all', () => {
    const length = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(
        length,
        fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
        (longest, isSingle) => {
          const vary = isSingle.map((single, k): Vary => {
            const count = single && k > 0 ? 1 : longest;
            const values = Array.from({ length: count }, (_, m) => 0.1 + (m + 7 * k) / 100);
            return { parameter: names[k], values };
          });
          const points = expand(wasm, {}, vary, 'broadcast');
          expect(points.map(({ point }) => point)).toEqual(
            Array.from({ length: longest }, (_, m) => [m]),
          );
          points.forEach(({ values, parameters }, m) => {
            expect(values).toEqual(
              vary.map((one) => valuesOf(one)[valuesOf(one).length === 1 ? 0 : m]),
            );
            const same = expand(
              wasm,
              {},
              vary.map((one, k) => ({ ...one, values: [values[k]] }) as Vary),
            );
            expect(same[0].parameters).toEqual(parameters);
          });
        },
      ),
      settings,
    );
  });

  it('refuses lengths that do not fit', () => {
    const vary = [
      { parameter: 'disasterCost', values: [1, 2, 3] },
      { parameter: 'risk.theta', values: [0.1, 0.2] },
    ];
    expect(() => expand(wasm, {}, vary, 'broadcast')).toThrow(
      'vary.1.values: got an array of length 2, expected 3 values or one where values go together',
    );
  });
});

describe.each(backends)('spaced values on $name', ({ backend }) => {
  const list = (vary: Vary) => expand(backend, {}, [vary]).map(({ values }) => values[0] as number);

  it('evenly, as the source has its prices', () => {
    const values = list({
      parameters: ['cost.safety', 'cost.performance'],
      from: 0.01,
      to: 0.1,
      count: 20,
    });
    expect(values.length).toBe(20);
    expect([values[0], values[19]]).toEqual([0.01, 0.1]);
    values.forEach((value, k) => {
      expectClose(value, 0.01 + (k * 0.09) / 19, 1e-15);
    });
  });

  it('in equal ratios, the ends exactly', () => {
    const between = (from: number, to: number, count: number) =>
      list({ parameter: 'safetyProductivity', from, to, count, spacing: 'log' });
    const decades = between(0.1, 1000, 5);
    [0.1, 1, 10, 100, 1000].forEach((expected, k) => {
      expectClose(decades[k], expected, 4e-16);
    });
    expect([decades[0], decades[4]]).toEqual([0.1, 1000]);
    expect(between(1e300, 1e-300, 3)[1]).toBeCloseTo(1, 12);
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.integer({ min: 3, max: 12 }),
        (from, to, count) => {
          const values = between(from, to, count);
          expect([values[0], values[count - 1]]).toEqual([from, to]);
          const ratio = (k: number) => values[k + 1] / values[k];
          for (let k = 1; k < count - 1; k++) expectClose(ratio(k), ratio(0), 1e-14);
        },
      ),
      settings,
    );
  });
});
