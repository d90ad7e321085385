import { describe, expect, test } from 'vitest';
import {
  type BoundariesOptions,
  type BoundariesResult,
  type Boundary,
  boundaries,
} from '../../src/compliance/boundaries';
import { actions, payoffsOf } from '../../src/compliance/model';
import {
  type ComplianceName,
  type ComplianceParameters,
  completeParameters,
  complianceNames,
} from '../../src/compliance/parameters';
import { backends, javascript, wasm } from '../backends';
import { seeded } from '../random';

const curveOf = ({ curves }: BoundariesResult, one: string, other: string): Boundary =>
  curves.find(({ between }) => between[0] === one && between[1] === other)!;

describe.each(backends)('boundaries, $name', ({ name, backend }) => {
  const ends = (curve: Boundary) =>
    curve.pieces.flatMap(({ x, y }) => [x[0], y[0], x.at(-1)!, y.at(-1)!]);

  test('audits and benefit: three lines from the triple tie', () => {
    const result = boundaries(backend, { x: 'auditRate', y: 'benefit' });
    expect(result).toMatchObject({
      backend: name,
      x: { parameter: 'auditRate', low: 0, high: 1 },
      y: { parameter: 'benefit', low: 0, high: 1 },
      parameters: completeParameters(),
    });
    expect(result.curves.map(({ between, equation }) => [...between, equation])).toEqual([
      ['comply', 'evade', 'B = a·d·F'],
      ['comply', 'split', 'B − c = a·d·σ·F'],
      ['evade', 'split', 'c = a·d·(1 − σ)·F'],
    ]);
    // adF(1 − σ) = c at a = 8/15, B = 2/15; then B = c + adσF = 0.1 + a/16
    const triple = [8 / 15, 2 / 15];
    const close = (actual: number[], expected: number[]) => {
      expect(actual).toHaveLength(expected.length);
      for (const [i, value] of actual.entries()) {
        expect(Math.abs(value - expected[i])).toBeLessThan(4e-16);
      }
    };
    close(ends(curveOf(result, 'comply', 'evade')), [0, 0, ...triple]);
    close(ends(curveOf(result, 'comply', 'split')), [...triple, 1, 0.1625]);
    close(ends(curveOf(result, 'evade', 'split')), [...triple, triple[0], 1]);
    for (const { pieces } of result.curves) expect(pieces[0].x).toHaveLength(129);
  });

  test('two chances: a hyperbola, evenly drawn', () => {
    const options = { x: 'auditRate', y: 'detection', parameters: { benefit: 0.001 } } as const;
    const { curves } = boundaries(backend, { ...options, points: 500 });
    const [{ x, y }] = curves[0].pieces;
    expect(ends(curves[0])).toEqual([0.002, 1, 1, 0.002]);
    for (let i = 0; i < x.length; i++) expect(Math.abs(x[i] * y[i] - 0.002)).toBeLessThan(1e-17);
    for (let i = 1; i < x.length; i++) {
      const step = Math.abs(x[i] - x[i - 1]) + Math.abs(y[i] - y[i - 1]);
      expect(step * 499).toBeCloseTo(1.996, 9);
    }
    expect(curves[1].pieces).toEqual([]);
    expect(curves[2].pieces).toEqual([]);
  });

  test('where splitting closes: σ = 1 − c/(adF), strong enforcement', () => {
    const parameters = { benefit: 1, auditRate: 0.9, detection: 0.9, fine: 1 };
    const { curves } = boundaries(backend, { x: 'splitCost', y: 'coordination', parameters });
    expect(curves.map(({ pieces }) => pieces.length)).toEqual([0, 0, 1]);
    const [{ x, y }] = curves[2].pieces;
    for (let i = 0; i < x.length; i++) expect(y[i]).toBeCloseTo(1 - x[i] / 0.81, 14);
  });

  test('ties of whole areas, and lines along the edges, separate nothing', () => {
    const draw = (parameters: ComplianceParameters) =>
      boundaries(backend, { x: 'auditRate', y: 'benefit', parameters }).curves.map(
        ({ pieces }) => pieces.length,
      );
    expect(draw({ splitCost: 0, coordination: 1 })).toEqual([1, 0, 0]);
    expect(draw({ fine: 0 })).toEqual([0, 0, 0]);
    expect(draw({ splitCost: 0, coordination: 0 })).toEqual([0, 0, 0]);
    expect(draw({ motivation: 2 })).toEqual([0, 0, 0]);
  });

  test('behaviours stand in the equations', () => {
    const options = { x: 'fine', y: 'benefit', xRange: [0, 2], yRange: [0, 3] } as const;
    const equations = (parameters: ComplianceParameters) =>
      boundaries(backend, { ...options, parameters }).curves.map(({ equation }) => equation);
    expect(equations({ motivation: 0.1, reputation: 0.2, sites: 3 })).toEqual([
      'B − m = a·d·(F + V)',
      'B − m − c(k−1) = a·d·σ^(k−1)·(F + V)',
      'c(k−1) = a·d·(1 − σ^(k−1))·(F + V)',
    ]);
    expect(equations({ riskAversion: 1, reputation: 0.2 })).toEqual([
      'B = L(a·d, F + V)',
      'B − c = L(a·d·σ, F + V)',
      'c = L(a·d, F + V) − L(a·d·σ, F + V)',
    ]);
  });

  test.each([
    [{ x: 'benefit', y: 'benefit' }, 'y'],
    [{ x: 'benefit' }, 'y'],
    [{ x: 'bribe', y: 'fine' }, 'x'],
    [{ x: 'benefit', y: 'fine', xRange: [1, 0] }, 'xRange'],
    [{ x: 'benefit', y: 'fine', xRange: [1, 1] }, 'xRange'],
    [{ x: 'benefit', y: 'auditRate', yRange: [0, 2] }, 'yRange.1'],
    [{ x: 'benefit', y: 'fine', yRange: [Number.NaN, 2] }, 'yRange.0'],
    [{ x: 'benefit', y: 'fine', yRange: 2 }, 'yRange'],
    [{ x: 'benefit', y: 'fine', points: 1 }, 'points'],
    [{ x: 'benefit', y: 'fine', points: 2.5 }, 'points'],
    [{ x: 'benefit', y: 'fine', points: '9' }, 'points'],
    [{ x: 'benefit', y: 'fine', parameters: { fine: -1 } }, 'fine'],
    [{ x: 'benefit', y: 'fine', z: 1 }, 'z'],
  ])('%j is refused', (options, path) => {
    expect(() => boundaries(backend, options as BoundariesOptions)).toThrow(
      expect.objectContaining({ name: 'ParameterError', path }),
    );
  });
});

test('both backends draw the same', () => {
  const options = {
    x: 'fine',
    y: 'coordination',
    parameters: { riskAversion: 2, sites: 3 },
  } as const;
  const [one, other] = [boundaries(wasm, options), boundaries(javascript, options)];
  one.curves.forEach(({ pieces }, i) => {
    expect(pieces.length).toBe(other.curves[i].pieces.length);
    pieces.forEach(({ x }, k) => {
      x.forEach((value, j) => {
        expect(Math.abs(value - other.curves[i].pieces[k].x[j])).toBeLessThan(1e-12);
      });
    });
  });
});

/** Distance from a point to a polyline, in cells of the grid. */
function distanceTo({ pieces }: Boundary, x: number, y: number, cell: readonly [number, number]) {
  let least = Number.POSITIVE_INFINITY;
  for (const piece of pieces) {
    for (let i = 1; i < piece.x.length; i++) {
      const [ax, ay] = [(piece.x[i - 1] - x) / cell[0], (piece.y[i - 1] - y) / cell[1]];
      const [bx, by] = [(piece.x[i] - x) / cell[0], (piece.y[i] - y) / cell[1]];
      const [dx, dy] = [bx - ax, by - ay];
      const length = dx * dx + dy * dy;
      const t = length > 0 ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length)) : 0;
      least = Math.min(least, Math.max(Math.abs(ax + t * dx), Math.abs(ay + t * dy)));
    }
  }
  return least;
}

const axisPairs = complianceNames.flatMap((x, i) =>
  complianceNames.slice(i + 1).map((y) => [x, y] as const),
);

describe.each(axisPairs)('over %s and %s', (x, y) => {
  const { math } = javascript;
  const random = seeded(complianceNames.indexOf(x) * 10 + complianceNames.indexOf(y));
  const isChance = (name: ComplianceName) =>
    name === 'auditRate' || name === 'detection' || name === 'coordination';

  test('the curves are what separates the areas of the map', () => {
    let drawn = 0;
    for (let round = 0; round < 24; round++) {
      const parameters = completeParameters({
        benefit: 0.6 * random(),
        auditRate: 0.3 + 0.7 * random(),
        detection: 0.3 + 0.7 * random(),
        fine: 1.5 * random(),
        splitCost: 0.3 * random() * random(),
        coordination: random(),
        ...(round % 3 === 1 ? { riskAversion: 4 * random(), reputation: 0.3 * random() } : {}),
        ...(round % 3 === 2 ? { motivation: 0.1 * random(), sites: 2 + (round % 4) } : {}),
      });
      const rangeOf = (name: ComplianceName): [number, number] => {
        if (random() < 0.5) return [0, 1];
        const low = 0.4 * random();
        return [low, low + (isChance(name) ? 1 - low : 1.5) * (0.3 + 0.7 * random())];
      };
      const [xRange, yRange] = [rangeOf(x), rangeOf(y)];
      const result = boundaries(javascript, { x, y, xRange, yRange, parameters });
      const codeAt = (u: number, v: number) => {
        const { evade, split } = payoffsOf(math, { ...parameters, [x]: u, [y]: v });
        return evade <= 0 && split <= 0 ? 0 : evade > 0 && split <= evade ? 1 : 2;
      };

      const n = 40;
      const cell = [(xRange[1] - xRange[0]) / n, (yRange[1] - yRange[0]) / n] as const;
      const at = (i: number, k: number) =>
        [xRange[0] + (i + 0.5) * cell[0], yRange[0] + (k + 0.5) * cell[1]] as const;
      const near = (one: number, other: number, u: number, v: number) =>
        distanceTo(
          curveOf(result, actions[Math.min(one, other)], actions[Math.max(one, other)]),
          u,
          v,
          cell,
        ) <= 1;
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < n; k++) {
          const one = codeAt(...at(i, k));
          for (const [p, q] of [
            [i + 1, k],
            [i, k + 1],
          ]) {
            if (p === n || q === n) continue;
            const other = codeAt(...at(p, q));
            if (one === other) continue;
            const [u, v] = at((i + p) / 2, (k + q) / 2);
            const third = 3 - one - other;
            // else a wedge of the third action that is narrower than a cell lies between
            const isSeparated =
              near(one, other, u, v) || (near(one, third, u, v) && near(third, other, u, v));
            expect(isSeparated, `${JSON.stringify(parameters)} at ${u}, ${v}`).toBe(true);
          }
        }
      }

      for (const { between, pieces } of result.curves) {
        expect(pieces.length).toBeLessThanOrEqual(2);
        for (const piece of pieces) {
          drawn++;
          for (let j = 0; j < piece.x.length; j++) {
            const [u, v] = [piece.x[j], piece.y[j]];
            expect(u >= xRange[0] && u <= xRange[1] && v >= yRange[0] && v <= yRange[1]).toBe(true);
            if (j % 8 !== 4) continue;
            const [h, w] = [1e-7 * (xRange[1] - xRange[0]), 1e-7 * (yRange[1] - yRange[0])];
            const around = [
              [u - h, v - w],
              [u - h, v + w],
              [u + h, v - w],
              [u + h, v + w],
            ].map(([s, t]) => actions[codeAt(s, t)]);
            for (const action of between) expect(around).toContain(action);
          }
        }
      }
    }
    expect(drawn).toBeGreaterThan(8);
  });
});
