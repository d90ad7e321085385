/** Renting or buying against scans over all seasons, linear programs, and the published bounds. */

import { describe, expect, it } from 'vitest';
import { linearProgram } from '../../src/resources/programs/index';
import { certify } from '../../src/resources/ski-rental/certificate';
import { skiRental } from '../../src/resources/ski-rental/index';
import { rentalOf } from '../../src/resources/ski-rental/problem';
import { backends, isLong, wasm } from '../backends';
import { expectClose, expectNoNaN } from '../numbers';
import { seeded } from '../random';

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** What buying on a day costs, by the definition. */
function costOf(day: number, n: number, buy: number, rent: number): number {
  let cost = 0;
  for (let t = 1; t <= n; t++) {
    if (t === day) return cost + buy;
    cost += rent;
  }
  return cost;
}

/** The worst expected ratio over seasons until 3b and one very long, by the definition. */
function worstOf(p: ArrayLike<number>, b: number, until = Math.ceil(3 * b + 2)): number {
  let worst = 0;
  for (const n of range(1, until)) {
    let cost = 0;
    for (let i = 0; i < p.length; i++) cost += p[i] * costOf(i + 1, n, b, 1);
    worst = Math.max(worst, cost / Math.min(n, b));
  }
  return worst;
}

const prices = [1.01, 1.3, 1.5, 1.99, 2.02, 2.3, 2.7, 3.5, 4.9, 6.25, 9.1, 17.6];

describe.each(backends)('ski rental on $name', ({ name, backend }) => {
  it('has a worst case of exactly 2 − 1/B on the break-even day, for B = 1 … 200', () => {
    for (let B = 1; B <= 200; B++) {
      const seasons = range(0, 3 * B);
      const result = skiRental(backend, { buy: B, seasons });
      const { deterministic } = result.strategies;
      expect([result.backend, result.breakEven, result.buyDay]).toEqual([name, B, B]);
      // (2B − 1)/B is 2 − 1/B rounded once
      expect(result.ratio).toEqual({ realized: (2 * B - 1) / B, proven: (2 * B - 1) / B });
      expect(deterministic.worstCase).toEqual({
        ratio: (2 * B - 1) / B,
        season: B,
        cost: 2 * B - 1,
        optimum: B,
      });
      expect(Array.from(deterministic.costs)).toEqual(seasons.map((n) => costOf(B, n, B, 1)));
      expect(Array.from(result.optimum.costs)).toEqual(seasons.map((n) => Math.min(n, B)));
      expect(result.certificate.holds).toBe(true);
      expect(result.certificate.deterministicBound).toBe((2 * B - 1) / B);
    }
  });

  it('has an expected ratio of 1/(1 − (1 − 1/b)^b) ≤ e/(e − 1) for all seasons', () => {
    for (const b of [1, 2, 3, 5, 10, 50, 200]) {
      const { strategies, certificate } = skiRental(backend, { buy: b, seasons: range(0, 4 * b) });
      const { randomized } = strategies;
      const c = 1 / (1 - (1 - 1 / b) ** b);
      expectClose(randomized.ratio.proven!, c, 1e-14);
      expect(randomized.ratio.proven!).toBeLessThanOrEqual(Math.E / (Math.E - 1));
      randomized.ratios.forEach((ratio, n) => {
        expectClose(ratio, n === 0 ? 1 : c, 1e-14);
        expect(ratio).toBeLessThanOrEqual(randomized.ratio.proven!);
      });
      const p = randomized.distribution!;
      range(1, b).forEach((i) => {
        expectClose(p[i - 1], (c / b) * (1 - 1 / b) ** (b - i), 1e-12, `p of ${i}`);
      });
      expectClose(worstOf(p, b), c, 1e-12);
      expect(certificate.holds).toBe(true);
      expectClose(certificate.randomizedBound, c, 1e-12);
    }
  });

  it('takes any price of a day, and prices that are not whole days', () => {
    for (const rent of [0.1, 3, 7.3, 1e-6, 1e9]) {
      const { ratio, strategies } = skiRental(backend, { buy: 8 * rent, rent, seasons: [8, 20] });
      expectClose(ratio.proven!, 15 / 8, 1e-14);
      expectClose(strategies.deterministic.costs[0], 15 * rent, 1e-14);
      expectClose(
        strategies.randomized.costs[1],
        8 * rent * strategies.randomized.ratio.proven!,
        1e-13,
      );
    }
    for (const b of prices) {
      const { buyDay, ratio, certificate } = skiRental(backend, { buy: b, season: 1 });
      const worst = range(1, 60).map((day) => worstOf([...Array(day - 1).fill(0), 1], b, 130));
      const best = Math.min(...worst);
      expectClose(ratio.proven!, best, 1e-14, `b ${b}`);
      expectClose(worst[buyDay - 1], best, 1e-14, `b ${b}`);
      expect(ratio.proven!).toBeLessThan(2);
      expect(certificate.holds).toBe(true);
    }
  });

  it('buys at once where that costs no more than a day', () => {
    for (const buy of [1e-6, 0.3, 1]) {
      const problem = { buy, seasons: [0, 1, 5], prediction: 0, trust: 0.1 };
      const { strategies, certificate } = skiRental(backend, problem);
      const { deterministic, randomized, predicted, predictedRandomized } = strategies;
      for (const strategy of [deterministic, randomized, predicted!, predictedRandomized!]) {
        expect(Array.from(strategy.costs)).toEqual([0, buy, buy]);
        expect(strategy.ratio).toEqual({ realized: 1, proven: 1 });
      }
      expect(certificate.holds).toBe(true);
    }
  });
});

describe('ski rental', () => {
  it('has the distribution that a linear program finds best', async () => {
    for (const b of [1, 2, 3, 6, ...prices.slice(0, 10)]) {
      const days = range(1, Math.ceil(b) + 4);
      const variables = Object.fromEntries(days.map((i) => [`p${i}`, {}]));
      const constraints = Object.fromEntries(
        range(1, Math.ceil(2 * b) + 8).map((n) => {
          const terms = Object.fromEntries(days.map((i) => [`p${i}`, costOf(i, n, b, 1)]));
          return [`n${n}`, { coefficients: { ...terms, c: -Math.min(n, b) }, upper: 0 }];
        }),
      );
      const { objective: value } = await linearProgram(wasm, {
        objective: { c: 1 },
        variables: { ...variables, c: {} },
        constraints: {
          ...constraints,
          all: { coefficients: Object.fromEntries(days.map((i) => [`p${i}`, 1])), equal: 1 },
        },
      });
      const { strategies, certificate, adversary } = skiRental(wasm, { buy: b, season: 1 });
      expectClose(strategies.randomized.ratio.proven!, value!, 1e-8, `b ${b}`);
      expectClose(worstOf(strategies.randomized.distribution!, b), value!, 1e-8, `b ${b}`);
      expectClose(adversary.value, value!, 1e-8, `b ${b}`);
      expect(certificate.holds).toBe(true);
    }
  });

  it('draws seasons against which no day is better than the random one', () => {
    for (const b of [1, 2, 7, ...prices]) {
      const { adversary, strategies } = skiRental(wasm, { buy: b, season: 1 });
      const { probabilities, longest } = adversary;
      const seasons = [...range(1, probabilities.length - 1), longest];
      for (const day of [...range(1, longest + 3), Infinity]) {
        const expected = seasons.reduce(
          (sum, n, j) => sum + (probabilities[j] * costOf(day, n, b, 1)) / Math.min(n, b),
          0,
        );
        const least = strategies.randomized.ratio.proven!;
        expect(expected, `b ${b}, day ${day}`).toBeGreaterThanOrEqual(least * (1 - 1e-12));
      }
    }
  });

  it('is consistent and robust for all predictions, seasons and trusts', () => {
    for (const b of isLong ? [1, 2, 3, 8, 20, 40, ...prices] : [1, 2, 3, 8, 1.5, 2.3, 6.7]) {
      const seasons = range(0, Math.ceil(6 * b));
      for (const trust of [0.11, 0.25, 0.5, 0.7, 0.9, 1]) {
        for (let y = 0; y <= 4 * b; y += isLong ? 0.5 : 0.5 * Math.ceil(b / 5)) {
          const { strategies } = skiRental(wasm, { buy: b, seasons, prediction: y, trust });
          for (const strategy of [strategies.predicted!, strategies.predictedRandomized!]) {
            const { ratios, bounds, ratio, worstCase, distribution, buyDay } = strategy;
            const { consistency, robustness, realized } = bounds!;
            const p =
              distribution ?? Float64Array.from({ length: buyDay! }, (_, i) => +(i + 1 === buyDay));
            expectClose(worstCase.ratio, worstOf(p, b, p.length + Math.ceil(b) + 2), 1e-12);
            expect(worstCase.ratio).toBeLessThanOrEqual(robustness * (1 + 1e-12));
            expect(ratio.proven).toBe(robustness);
            ratios.forEach((r, n) => {
              const what = `b ${b}, λ ${trust}, y ${y}, n ${n}`;
              expect(r, what).toBeLessThanOrEqual(realized[n] * (1 + 1e-12));
              if (n === y) expect(r, what).toBeLessThanOrEqual(consistency * (1 + 1e-12));
            });
          }
        }
      }
    }
  });

  it('has the published bounds with a prediction', () => {
    const problem = { buy: 100, seasons: [50, 120, 150], prediction: 150, trust: 0.4 };
    const { predicted, predictedRandomized } = skiRental(wasm, problem).strategies;
    expect(predicted!.buyDay).toBe(40);
    expect(predicted!.bounds!.consistency).toBe(1.4);
    expect(predicted!.bounds!.robustness).toBe(3.5);
    expectClose(predicted!.bounds!.realized[1], 1.4 + 30 / (0.6 * 100), 1e-15);
    expect(predicted!.bounds!.realized[2]).toBe(1.4);
    expect(predictedRandomized!.distribution).toHaveLength(40);
    expectClose(predictedRandomized!.bounds!.consistency, 0.4 / (1 - Math.exp(-0.4)), 1e-14);
    expectClose(predictedRandomized!.bounds!.robustness, 1 / (1 - Math.exp(-0.39)), 1e-14);
    const short = skiRental(wasm, { ...problem, prediction: 60 }).strategies;
    expect(short.predicted!.buyDay).toBe(250);
    expect(short.predictedRandomized!.distribution).toHaveLength(250);
  });

  it('draws days as they are distributed, the same for the same seed', () => {
    const drawn = (seed: number) =>
      skiRental(wasm, { buy: 4, season: 9 }, { seed }).strategies.randomized.drawn!;
    expect(drawn(3)).toEqual(drawn(3));
    const counts = new Float64Array(4);
    for (let seed = 0; seed < 4000; seed++) {
      const { buyDay, costs } = drawn(seed);
      counts[buyDay - 1]++;
      expect(costs[0]).toBe(buyDay - 1 + 4);
    }
    const p = skiRental(wasm, { buy: 4, season: 9 }).strategies.randomized.distribution!;
    counts.forEach((count, i) => {
      expect(Math.abs(count / 4000 - p[i])).toBeLessThan(4 * Math.sqrt((p[i] * (1 - p[i])) / 4000));
    });
  });

  it('prices a unit of owning by the probability of having bought', () => {
    const next = seeded(5);
    for (let trial = 0; trial < 200; trial++) {
      const buy = 0.5 + 20 * next();
      const season = Math.floor(30 * next());
      const problem = { buy, season, purchased: 1 + Math.floor(20 * next()) };
      const { strategies, optimum } = skiRental(wasm, problem);
      const { given, randomized } = strategies;
      expect(given!.shadowPrices[0]).toBe(season >= problem.purchased ? 1 : 0);
      expect(given!.costs[0]).toBeCloseTo(costOf(problem.purchased, season, buy, 1), 12);
      const p = randomized.distribution!;
      const bought = p.reduce((sum, x, i) => sum + (i < season ? x : 0), 0);
      expect(randomized.shadowPrices[0]).toBeCloseTo(bought, 12);
      expect(optimum.shadowPrices[0]).toBe(season > buy ? 1 : 0);
    }
  });

  it('gives 0 for a season of no days, and infinity for who never buys', () => {
    const { strategies, optimum } = skiRental(wasm, { buy: 3, season: 0, prediction: 9 });
    expect(optimum.costs[0]).toBe(0);
    for (const strategy of Object.values(strategies)) {
      if (strategy === null) continue;
      expect([strategy.costs[0], strategy.ratio.realized]).toEqual([0, 1]);
    }
    expect(strategies.alwaysRent.worstCase).toEqual({
      ratio: Infinity,
      season: null,
      cost: null,
      optimum: null,
    });
    expect(strategies.alwaysRent.ratio.proven).toBe(null);
    expect(strategies.given).toBe(null);
  });

  it('holds at the ends of what it takes', () => {
    const large = skiRental(wasm, {
      buy: 1e6,
      seasons: [0, 1e7, 999_999],
      prediction: 1e5,
      trust: 0.25,
    });
    expect(large.certificate.holds).toBe(true);
    expectNoNaN(large.certificate);
    expectClose(large.strategies.randomized.ratio.proven!, Math.E / (Math.E - 1), 1e-6);
    for (const [buy, rent] of [
      [1e100, 1e96],
      [1e-100, 1e-100],
      [0.3, 0.1],
      [1e-96, 1e-90],
    ]) {
      const result = skiRental(wasm, { buy, rent, seasons: new Float64Array([3, 1000]) });
      expect(result.certificate.holds, `${buy} ${rent}`).toBe(true);
      expectNoNaN({ ...result, strategies: null });
    }
  });

  it('finds out false claims', () => {
    const problem = { buy: 6, seasons: [2, 9] };
    const { strategies, adversary } = skiRental(wasm, problem);
    const rental = rentalOf(problem);
    const { deterministic, randomized, alwaysBuy } = strategies;
    const check = (claims: object, seasons = adversary) =>
      certify(rental, { ...strategies, ...claims }, seasons);
    expect(check({}).holds).toBe(true);
    const costs = Float64Array.of(2, 10);
    expect(check({ deterministic: { ...deterministic, costs } }).costError).toBeGreaterThan(0.08);
    // a day that is not the best one, a distribution that is not, or that is none
    expect(check({ deterministic: alwaysBuy }).gap).toBeGreaterThan(1);
    const distribution = Float64Array.of(0, 0, 0, 0, 0, 1);
    const worse = { ...randomized, ...deterministic, distribution, ratio: randomized.ratio };
    expect(check({ randomized: worse })).toMatchObject({ holds: false });
    expect(check({ randomized: worse }).boundExcess).toBeGreaterThan(0.1);
    const light = { ...randomized, distribution: randomized.distribution!.map((x) => x / 2) };
    expect(check({ randomized: light }).massError).toBeCloseTo(0.5, 12);
    const even = { ...adversary, probabilities: new Float64Array(6).fill(1 / 6) };
    expect(check({}, even)).toMatchObject({ holds: false, costError: check({}).costError });
    const proud = { ...deterministic, ratio: { realized: 1, proven: 1.5 } };
    expect(check({ deterministic: proud }).boundExcess).toBeGreaterThan(0.2);
  });
});
