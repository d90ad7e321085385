/** Left against right on one grid: what is compared, and how it comes out. */

import { describe, expect, it } from 'vitest';
import type { ContestParameters } from '../../src/contest/index';
import {
  type CompareOptions,
  compare,
  compareAsync,
  scenario,
} from '../../src/contest/scenario/index';
import { backends, wasm } from '../backends';
import { bundled } from '../workers/bundle';
import { left, right, sides, theta } from './scenario-problems';
import { quick } from './scenario-solver';

const workerUrl = await bundled('./scenario-worker.ts', import.meta.url);

const outcomes = [
  ['payoff', (columns, k) => columns.payoff[k]],
  ['safety', (columns, k) => columns.safety[k][1]],
  ['performance', (columns, k) => columns.performance[k][1]],
  ['odds', (columns, k) => columns.odds[k][1]],
  ['safeIfWins', (columns, k) => columns.safeIfWins[k][1]],
  ['winProbability', (columns, k) => columns.winProbability[k][1]],
  ['safetyProductivity', (columns, k) => columns.safetyProductivity[k][1]],
  ['inputs.safety', (columns, k) => columns.inputs.safety?.[k]?.[1] ?? []],
  ['inputs.performance', (columns, k) => columns.inputs.performance?.[k]?.[1] ?? []],
  ['totalPayoff', (columns, k) => [columns.totalPayoff[k]]],
  ['disasterProbability', (columns, k) => [columns.disasterProbability[k]]],
] as const satisfies readonly [
  CompareOptions['outcome'],
  (columns: ReturnType<typeof scenario>['columns'], k: number) => readonly (number | null)[],
][];

describe.each(backends)('a comparison on $name', ({ backend, name }) => {
  it.each(outcomes)('%s: what both scenarios have, point by point', (outcome, valuesAt) => {
    const result = compare(backend, quick, { ...sides, outcome });
    const both = [left, right].map((side) => scenario(backend, quick, side, { vary: sides.vary }));
    expect(result.backend).toBe(name);
    expect(result.points.length).toBe(15);
    expect(result.axes).toEqual(both[0].axes);
    result.points.forEach((point, k) => {
      const [l, r] = both.map(({ columns }) => {
        const values = valuesAt(columns, k) as number[];
        return values.reduce((sum, x) => sum + x, 0) / values.length;
      });
      expect(point).toMatchObject({ values: both[0].points[k].values, left: l, right: r });
      expect(point.difference).toBe(l - r);
      const bound = outcome === 'payoff' || outcome === 'totalPayoff' ? 1 : 0;
      const scale = Math.max(Math.abs(l), Math.abs(r), bound);
      if (Math.abs(l - r) > 1e-5 * scale) expect(point.holds).toBe(l > r);
      if (l === r) expect(point.holds).toBe(false);
    });
  });

  it("is of one player's, in one period", () => {
    const { columns } = scenario(backend, quick, left, { vary: sides.vary });
    for (const player of [0, 1]) {
      for (const period of [0, 1]) {
        const { points, outcome } = compare(backend, quick, { ...sides, player, period });
        expect(outcome).toEqual({ name: 'safety', player, period });
        expect(points.map((point) => point.left)).toEqual(
          columns.safety.map((periods) => periods[period][player]),
        );
      }
    }
  });

  it('counts what comes out, whatever is claimed', () => {
    for (const claim of ['left-greater', 'right-greater', 'equal'] as const) {
      const { counts, holds, fails, undecided, everywhere, points } = compare(backend, quick, {
        ...sides,
        claim,
      });
      expect(counts).toEqual({ 'left-greater': 0, 'right-greater': 15, equal: 0 });
      expect({ holds, fails, undecided }).toEqual({
        holds: counts[claim],
        fails: 15 - counts[claim],
        undecided: 0,
      });
      expect(everywhere).toBe(claim === 'right-greater');
      expect(points.map((point) => point.holds)).toEqual(Array(15).fill(claim === 'right-greater'));
    }
  });

  it('a game is equal to itself, and the other way round the other way', () => {
    const same = compare(backend, quick, { ...sides, right: left, claim: 'equal', tolerance: 0 });
    expect(same).toMatchObject({ holds: 15, fails: 0, everywhere: true });
    expect(same.points.every(({ difference }) => difference === 0)).toBe(true);
    const turned = compare(backend, quick, { ...sides, left: right, right: left });
    const straight = compare(backend, quick, { ...sides, claim: 'right-greater' });
    expect(turned.counts['left-greater']).toBe(straight.counts['right-greater']);
    expect(turned.points.map(({ difference }) => difference)).toEqual(
      straight.points.map(({ difference }) => -(difference as number)),
    );
  });
});

describe('axes of one side', () => {
  const low = { parameter: 'safetyProductivity', values: [1, 2, 3] };
  const high = { parameter: 'safetyProductivity', values: [30, 40] };
  const options = { ...sides, vary: [theta], varyLeft: [low], varyRight: [high] };

  it('compare every game of the left with every one of the right, at each common point', () => {
    const result = compare(wasm, quick, { ...options, claim: 'right-greater' });
    const own = (side: ContestParameters, axis: typeof low) =>
      scenario(wasm, quick, side, { vary: [theta, axis] });
    const [lefts, rights] = [own(left, low), own(right, high)];
    expect(result.points.length).toBe(5 * 3 * 2);
    expect(result).toMatchObject({
      axesLeft: [{ values: [1, 2, 3] }],
      axesRight: [{ values: [30, 40] }],
    });
    expect(result.axes.length).toBe(1);
    const mean = ([a, b]: readonly (number | null)[]) => ((a as number) + (b as number)) / 2;
    result.points.forEach(({ values, left: l, right: r }, k) => {
      const place = Math.floor(k / 6);
      const a = Math.floor(k / 2) % 3;
      const b = k % 2;
      expect(values).toEqual([lefts.points[3 * place].values[0], low.values[a], high.values[b]]);
      expect(l).toBe(mean(lefts.columns.safety[3 * place + a][1]));
      expect(r).toBe(mean(rights.columns.safety[2 * place + b][1]));
    });
    expect(result.everywhere).toBe(true);
  });

  it('of one side only', () => {
    const { varyRight: _, ...one } = options;
    const { points } = compare(wasm, quick, one);
    expect(points.length).toBe(15);
    expect(points[1].values).toEqual([0, 2]);
    expect(points[1].right).toBe(points[0].right);
    expect(points[1].left).not.toBe(points[0].left);
  });
});

describe('giving way, and threads', () => {
  it('answers the same', async () => {
    const alone = compare(wasm, quick, sides);
    const seen: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      expect(total).toBe(30);
      seen.push(done);
    };
    expect(await compareAsync(wasm, quick, sides, { onProgress })).toEqual(alone);
    expect(seen).toEqual(Array.from({ length: 30 }, (_, k) => k + 1));
    expect(await compareAsync(wasm, quick, sides, { workers: 2, workerUrl })).toEqual(alone);
  });

  it('ends where it is told, with what is solved on both sides', async () => {
    const whole = compare(wasm, quick, sides);
    for (const at of [4, 21]) {
      const controller = new AbortController();
      const result = await compareAsync(wasm, quick, sides, {
        signal: controller.signal,
        onProgress: ({ done }) => done === at && controller.abort(),
      });
      expect(result).toMatchObject({ status: 'cancelled', everywhere: false });
      expect(result.points).toEqual(whole.points.slice(0, Math.max(0, at - 15)));
    }
  });
});
