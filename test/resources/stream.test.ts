/** Streams of frames: ratios against what is proven, optima against other methods, what is known when. */

import { describe, expect, it } from 'vitest';
import { linearProgram, programBuilder } from '../../src/resources/programs/index';
import {
  type StreamOptions,
  type StreamProblem,
  type StreamResult,
  streamTokens,
  streamTokensAsync,
} from '../../src/resources/stream/index';
import type { PatchRelevance } from '../../src/resources/tokens/index';
import { backends, isLong, wasm } from '../backends';
import { seeded } from '../random';
import { textbook } from './tokens-cases';

type Random = () => number;

const sum = (x: ArrayLike<number>) => Array.from(x).reduce((a, b) => a + b, 0);
const within = (random: Random, low: number, high: number) => low * (high / low) ** random();
const whole = (random: Random, low: number, high: number) =>
  low + Math.floor(random() * (high - low + 1));

interface Case {
  readonly problem: StreamProblem & {
    readonly frames: readonly PatchRelevance[];
    readonly lower: readonly number[];
    readonly upper: readonly number[];
  };
  readonly options: StreamOptions;
}

/** A concave curve whose first token is worth `first`. */
function curveOf(random: Random, first: number, lower: number, upper: number): PatchRelevance {
  const width = within(random, 1, 50);
  const kind = whole(random, 0, 4);
  if (kind === 0) return { family: 'linear', scale: first };
  if (kind === 1) return { family: 'log', scale: first * (width + lower), width };
  if (kind === 2) return { family: 'saturating', scale: first * width, width };
  if (kind === 3) {
    const exponent = 0.2 + 0.7 * random();
    return { family: 'power', scale: first / Math.max(1, lower), exponent };
  }
  const points: [number, number][] = [[0, 0]];
  let slope = first;
  while (points[points.length - 1][0] < upper) {
    const [x, y] = points[points.length - 1];
    const step = whole(random, 1, 8);
    points.push([x + step, y + step * slope]);
    slope *= random() < 0.3 ? 1 : random();
  }
  return { points };
}

/** Frames within a random range; half of the streams rise, budgets are scarce or ample. */
function caseOf(random: Random, most = 12): Case {
  const count = whole(random, 1, most);
  const integer = random() < 0.4;
  const spread = random() < 0.1 ? 1 : within(random, 1, 1e6);
  const floors = random() < 0.5;
  const lower = Array.from({ length: count }, () => (floors ? whole(random, 1, 3) : 0));
  const upper = lower.map((l) => l + (random() < 0.1 ? 0 : whole(random, 1, 40)));
  const isRising = random() < 0.5;
  const least = within(random, 1e-3, 1e3);
  const frames = lower.map((l, i) => {
    const at = isRising ? (i + 1) / count : random();
    // power curves have no greatest slope at 0
    const curve = curveOf(random, least * spread ** at, l, upper[i]);
    const isSteep = 'family' in curve && curve.family === 'power' && l === 0 && !integer;
    return isSteep ? { family: 'linear' as const, scale: least * spread ** at } : curve;
  });
  const room = sum(upper) - sum(lower);
  const free = Math.round(random() < 0.7 ? random() * room * 0.6 : random() * room * 1.5);
  const values = random() < 0.5 ? null : { least, greatest: least * spread * (1 + 1e-9) };
  return {
    problem: { frames, lower, upper, total: sum(lower) + free, values },
    options: { integer },
  };
}

function expectKept(result: StreamResult, { problem }: Case) {
  const policies = [result, ...Object.values(result.baselines!), result.offline!];
  for (const { allocation } of policies) {
    const spent = sum(allocation!);
    expect(spent - problem.total).toBeLessThanOrEqual(1e-12 * problem.total);
    allocation!.forEach((x, i) => {
      expect(x).toBeGreaterThanOrEqual(problem.lower[i]);
      expect(x).toBeLessThanOrEqual(problem.upper[i]);
    });
  }
}

describe.each(backends)('ratios on $name', ({ name, backend }) => {
  it('are never above what is proven, on random and rising streams', () => {
    const random = seeded(1);
    const seen = { proven: 0, additive: 0, whole: 0 };
    const runs = name === 'wasm' ? (isLong ? 100_000 : 10_000) : 1000;
    for (let k = 0; k < runs; k++) {
      const given = caseOf(random);
      // the first token of power and pieces in whole numbers may be worth more than announced
      const problem = { ...given.problem, values: null };
      let result: StreamResult;
      try {
        result = streamTokens(backend, given.problem, given.options);
      } catch {
        result = streamTokens(backend, problem, given.options);
      }
      expect(result.status).toBe('converged');
      if (result.certificate?.holds !== true) {
        throw new Error(`${k}: ${JSON.stringify([given, result.certificate])}`);
      }
      const { realized, proven } = result.ratio!;
      const best = result.offline!.value;
      const slack = 1e-9 * best;
      if (proven === null) {
        seen.additive++;
        expect(best).toBeLessThanOrEqual(result.value! + result.additive! + slack);
      } else {
        seen.proven++;
        expect(realized).toBeLessThanOrEqual(proven * (1 + 1e-9));
      }
      expect(result.dualBound).toBeGreaterThanOrEqual(best - slack);
      expect(result.dualBound).toBeLessThanOrEqual(
        Math.max(result.alpha! * result.value!, result.value! + result.additive!) + slack,
      );
      for (const { ratio } of Object.values(result.baselines!)) {
        if (ratio.proven !== null) {
          expect(ratio.realized).toBeLessThanOrEqual(ratio.proven * (1 + 1e-9));
        }
      }
      if (k % 20 === 0) expectKept(result, given);
      if (given.options.integer) seen.whole++;
    }
    expect(Math.min(seen.proven, seen.additive, seen.whole)).toBeGreaterThan(runs / 50);
  });

  it('are reached by values that rise to U and by those that stop before', () => {
    for (const greatest of [1, 2, 10, 1e3, 1e6]) {
      for (const stop of [1, greatest ** 0.3, greatest]) {
        const count = 4000;
        const scale = Array.from({ length: count + 1 }, (_, i) =>
          Math.min(stop, stop ** (i / count)),
        );
        const values = { least: 1, greatest };
        const problem = { frames: { family: 'linear' as const, scale }, total: 100, values };
        const { ratio, alpha, certificate } = streamTokens(backend, problem, { baselines: false });
        expect(alpha).toBeCloseTo(1 + Math.log(greatest), 12);
        expect(ratio!.realized).toBeGreaterThan(0.99 * alpha!);
        expect(ratio!.realized).toBeLessThanOrEqual(alpha! * (1 + 1e-12));
        expect(certificate!.holds).toBe(true);
      }
    }
  });

  it('are reached in whole tokens too, and tend to those of real ones', () => {
    const before = { alpha: Infinity };
    for (const total of [1, 2, 7, 50, 1000]) {
      const greatest = 100;
      const values = { least: 1, greatest };
      const scale = Array.from({ length: 6001 }, (_, i) => greatest ** (i / 6000));
      const none = { integer: true, baselines: false };
      let worst = 0;
      for (const cut of [1500, 3000, 4500, 6001]) {
        const frames = { family: 'linear' as const, scale: scale.slice(0, cut) };
        const { ratio, alpha } = streamTokens(backend, { frames, total, values }, none);
        if (cut === 1500) expect(alpha).toBeLessThan(before.alpha);
        if (cut === 1500 && total === 1) expect(alpha).toBeCloseTo(greatest, 9);
        before.alpha = alpha!;
        expect(ratio!.realized).toBeLessThanOrEqual(alpha! * (1 + 1e-12));
        worst = Math.max(worst, ratio!.realized!);
      }
      if (total > 100) expect(worst).toBeGreaterThan(0.99 * before.alpha);
    }
    expect(before.alpha).toBeLessThan(1.01 * (1 + Math.log(100)));
  });

  it('are 1 where all tokens are worth the same, or all find room', () => {
    const same = streamTokens(backend, {
      frames: [3, 1, 5].map((tokens) => ({ value: 2 * tokens, tokens })),
      total: 6,
    });
    expect(same).toMatchObject({ alpha: 1, ratio: { realized: 1, proven: 1 }, spent: 6 });
    const frames = { family: 'log' as const, scale: [1, 5, 2], width: 8 };
    const ample = streamTokens(backend, { frames, upper: 10, total: 200 });
    expect(Array.from(ample.allocation!)).toEqual([10, 10, 10]);
    expect(ample).toMatchObject({ ratio: { realized: 1 }, offline: { shadowPrice: 0 } });
    expect(ample.dualBound).toBeCloseTo(ample.value!, 12);
  });
});

describe('prices', () => {
  it('are φ of what was used, and meet the marginal of what was bought', () => {
    const random = seeded(2);
    for (let k = 0; k < 200; k++) {
      const scale = Array.from({ length: 30 }, () => within(random, 1, 40));
      const values = { least: 0.01, greatest: 10 };
      const problem = { frames: { family: 'log' as const, scale, width: 4 }, total: 60, values };
      const { allocation, prices, alpha } = streamTokens(wasm, problem);
      let used = 0;
      allocation!.forEach((x, t) => {
        used += x;
        const z = used / 60;
        const price = z <= 1 / alpha! ? 0.01 : 0.01 * Math.exp(alpha! * z - 1);
        expect(prices![t] / price).toBeCloseTo(1, 10);
        const slope = scale[t] / (4 + x);
        if (x > 0) expect(slope / price).toBeCloseTo(1, 9);
        else expect(slope).toBeLessThanOrEqual(price);
      });
    }
  });

  it('of whole tokens follow their recursion', () => {
    const values = { least: 1, greatest: 50 };
    const scale = Array.from({ length: 5001 }, (_, i) => 50 ** (i / 5000));
    const total = 40;
    const problem = { frames: { family: 'linear' as const, scale }, total, values };
    const { prices, alpha, allocation } = streamTokens(wasm, problem, { integer: true });
    const steps = Array.from(new Set(prices)).sort((a, b) => a - b);
    const bought = sum(allocation!);
    const known: number[] = [];
    for (let k = 0; k < bought; k++) {
      known.push(k < Math.ceil(total / alpha!) ? 1 : (alpha! / total) * sum(known));
    }
    for (const price of known.slice(Math.ceil(total / alpha!))) {
      expect(Math.min(...steps.map((each) => Math.abs(each / price - 1)))).toBeLessThan(1e-10);
    }
    expect((alpha! / total) * sum(known)).toBeCloseTo(50, 8);
  });
});

describe('offline', () => {
  it('is what a linear program finds for linear frames', async () => {
    const random = seeded(3);
    for (let k = 0; k < 40; k++) {
      const count = whole(random, 1, 8);
      const frames = Array.from({ length: count }, () => ({
        value: 0.1 + 10 * random(),
        tokens: 0.5 + 5 * random(),
      }));
      const total = 12 * random();
      const { offline } = streamTokens(wasm, { frames, total });
      const build = programBuilder('maximize');
      frames.forEach(({ value, tokens }, t) => {
        build.variable(`x${t}`, { upper: tokens }, value / tokens);
      });
      const ones = Object.fromEntries(frames.map((_, t) => [`x${t}`, 1]));
      build.constraint('budget', ones, { upper: total });
      const program = await linearProgram(wasm, build.build());
      expect(offline!.value).toBeCloseTo(program.objective!, 9);
    }
  });

  it('in whole tokens is the best of all allocations', () => {
    const random = seeded(4);
    for (let k = 0; k < 400; k++) {
      const { problem } = caseOf(random, 3);
      const upper = problem.upper.map((u, i) => Math.min(u, problem.lower[i] + 8));
      const given = { ...problem, upper, values: null };
      const { offline, ratio } = streamTokens(wasm, given, { integer: true });
      let best = 0;
      const go = (i: number, left: number, value: number) => {
        if (i === upper.length) {
          best = Math.max(best, value);
          return;
        }
        for (let x = problem.lower[i]; x <= Math.min(upper[i], left); x++) {
          go(i + 1, left - x, value + textbook(problem.frames[i], problem.lower[i], x));
        }
      };
      go(0, problem.total, 0);
      expect(Math.abs(offline!.value - best)).toBeLessThanOrEqual(1e-10 * best);
      expect(ratio!.realized).toBeGreaterThanOrEqual(1);
    }
  });
});

describe('online', () => {
  it('nothing that comes later changes what a frame gets', () => {
    const random = seeded(5);
    for (let k = 0; k < 500; k++) {
      const { problem, options } = caseOf(random);
      const all = streamTokens(wasm, { ...problem, values: null }, options);
      const known = {
        values:
          all.values === null ? null : { least: all.values.least, greatest: all.values.greatest },
        count: problem.frames.length,
        reserve: sum(problem.lower),
      };
      const cut = whole(random, 1, problem.frames.length);
      const part = streamTokens(
        wasm,
        {
          ...known,
          total: problem.total,
          frames: problem.frames.slice(0, cut),
          lower: problem.lower.slice(0, cut),
          upper: problem.upper.slice(0, cut),
        },
        options,
      );
      if (all.values === null) continue;
      expect(part.certificate!.holds).toBe(true);
      expect(part.allocation).toEqual(all.allocation!.slice(0, cut));
      expect(part.prices).toEqual(all.prices!.slice(0, cut));
      for (const name of ['greedy', 'uniform', 'threshold'] as const) {
        const [a, b] = [part.baselines![name], all.baselines![name]];
        expect(a.allocation).toEqual(b.allocation.slice(0, cut));
      }
    }
  });

  it('gives the same answer in parts, and ends on a signal', async () => {
    const scale = Array.from({ length: 20_000 }, (_, i) => 1 + ((i * 7919) % 101));
    const problem = { frames: { family: 'log' as const, scale, width: 5 }, total: 4e4, upper: 20 };
    expect(await streamTokensAsync(wasm, problem)).toEqual(streamTokens(wasm, problem));
    const cut = await streamTokensAsync(wasm, problem, {}, { signal: AbortSignal.abort() });
    expect(cut).toMatchObject({ status: 'cancelled', allocation: null, certificate: null });
  });
});
