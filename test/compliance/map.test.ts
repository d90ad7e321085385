/** Decision maps: every cell, and the source's counts. */

import { describe, expect, it } from 'vitest';
import { decide } from '../../src/compliance/decide';
import { type MapOptions, map } from '../../src/compliance/map';
import { actions } from '../../src/compliance/model';
import { complianceNames } from '../../src/compliance/parameters';
import { backends, javascript, wasm } from '../backends';
import { seeded } from '../random';

const strong = { auditRate: 0.6, detection: 0.6, fine: 0.6 };

describe.each(backends)('map on $name', ({ backend }) => {
  it.each([
    ['auditRate', 'benefit', {}, [3931, 19925, 16144]],
    ['fine', 'benefit', {}, [3407, 24825, 11768]],
    ['coordination', 'splitCost', {}, [0, 38308, 1692]],
    ['detection', 'auditRate', {}, [0, 24456, 15544]],
    ['coordination', 'benefit', strong, [7166, 14852, 17982]],
  ] as const)("%s against %s has the source's counts", (x, y, parameters, counts) => {
    expect(Object.values(map(backend, { x, y, parameters }).counts)).toEqual(counts);
  });

  it('every cell is what decide says there', () => {
    const random = seeded(31);
    const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)];
    for (let trial = 0; trial < 60; trial++) {
      const x = pick(complianceNames);
      const y = pick(complianceNames.filter((name) => name !== x));
      // round numbers make ties
      const number = () => (random() < 0.5 ? Math.round(random() * 10) / 10 : random());
      const parameters = {
        ...Object.fromEntries(complianceNames.map((name) => [name, number()])),
        reputation: pick([0, 0, 0.3]),
        motivation: pick([0, 0, 0.1]),
        sites: pick([2, 2, 3]),
        riskAversion: pick([0, 0, 0, 1.5]),
      };
      const resolution = [2 + Math.floor(random() * 40), 2 + Math.floor(random() * 12)] as const;
      const options: MapOptions = {
        x,
        y,
        resolution,
        parameters,
        xRange: pick([
          [0, 1],
          [0.01, 1],
          [0.5, 0.5],
        ] as const),
        yRange: [0, 1],
      };
      const m = map(backend, options);
      for (let k = 0; k < m.height; k++) {
        for (let i = 0; i < m.width; i++) {
          const there = { ...parameters, [x]: m.x.values[i], [y]: m.y.values[k] };
          expect(m.cells[k * m.width + i]).toBe(actions.indexOf(decide(backend, there).action));
        }
      }
    }
  });

  it('takes resolutions from 2', () => {
    const m = map(backend, { resolution: 2, xRange: [0, 1], yRange: [0, 1] });
    expect(Array.from(m.x.values)).toEqual([0, 1]);
    expect(m.cells).toHaveLength(4);
  });

  const bad: ReadonlyArray<readonly [unknown, RegExp]> = [
    [{ x: 'fine', y: 'fine' }, /y: got "fine", expected another parameter than x/],
    [{ x: 'greed' }, /x: got "greed", expected one of benefit/],
    [{ resolution: 1 }, /resolution: got 1/],
    [{ resolution: 20001 }, /resolution: got 20001/],
    [{ resolution: 10.5 }, /resolution/],
    [{ resolution: [10] }, /resolution/],
    [{ resolution: 'big' }, /resolution: got "big"/],
    [{ resolution: Number.NaN }, /resolution: got NaN/],
    [{ xRange: [0, 2] }, /xRange.1: got 2/],
    [{ xRange: [1, 0] }, /xRange: .*low ≤ high/],
    [{ yRange: [0, Number.POSITIVE_INFINITY] }, /yRange.1: got Infinity/],
    [{ yRange: 3 }, /yRange: got 3/],
    [{ parameters: { fine: -1 } }, /fine: got -1/],
    [{ parameters: { sites: 2.5 } }, /sites: got 2.5/],
    [{ parameter: {} }, /did you mean parameters/],
  ];
  it.each(bad)('%o is a ParameterError', (options, message) => {
    const call = () => map(backend, options as MapOptions);
    expect(call).toThrow(expect.objectContaining({ name: 'ParameterError' }));
    expect(call).toThrow(message);
  });
});

it('has the same bytes on both backends, on ten million cells near ties too', () => {
  const random = seeded(5);
  for (let trial = 0; trial < 40; trial++) {
    const [x, y] = [...complianceNames].sort(() => random() - 0.5);
    const round = trial % 2 === 0;
    const parameters = Object.fromEntries(
      complianceNames.map((name) => [name, round ? Math.round(random() * 20) / 20 : random()]),
    );
    const options = { x, y, resolution: 501, parameters, xRange: [0, 1], yRange: [0, 1] } as const;
    expect(map(wasm, options).cells).toEqual(map(javascript, options).cells);
  }
});

it('takes resolutions up to 20 000', () => {
  const m = map(wasm, { resolution: [20000, 20000], xRange: [0, 1], yRange: [0, 1] });
  expect(m.cells).toHaveLength(4e8);
  const total = m.counts.comply + m.counts.evade + m.counts.split;
  expect(total).toBe(4e8);
  for (const [i, k] of [
    [19999, 0],
    [0, 19999],
    [12345, 6789],
    [10000, 3000],
  ]) {
    const there = { auditRate: m.x.values[i], benefit: m.y.values[k] };
    expect(actions[m.cells[k * 20000 + i]]).toBe(decide(wasm, there as object).action);
  }
});
