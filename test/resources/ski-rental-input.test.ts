/** Renting or buying: what is refused. */

import { describe, expect, it } from 'vitest';
import { type SkiRentalProblem, skiRental } from '../../src/resources/ski-rental/index';
import { wasm } from '../backends';

describe('ski rental', () => {
  const refused: [unknown, RegExp][] = [
    [undefined, /problem: .* an object with buy and season/],
    [[], /problem/],
    [{}, /buy: .*a finite number ≥ 1e-100/],
    [{ buy: 10 }, /season: .*or seasons/],
    [{ buy: NaN, season: 1 }, /buy: got NaN/],
    [{ buy: -1, season: 1 }, /buy: got -1/],
    [{ buy: 0, season: 1 }, /buy: got 0/],
    [{ buy: Infinity, season: 1 }, /buy: got Infinity/],
    [{ buy: '10', season: 1 }, /buy: got "10"/],
    [{ buy: 1e9, season: 1 }, /buy: got 1000000000, expected at most 1000000 days/],
    [{ buy: 1, rent: 0, season: 1 }, /rent: got 0/],
    [{ buy: 1, rent: 1e9, season: 1 }, /rent: got 1000000000/],
    [{ buy: 1, season: 1.5 }, /season: got 1\.5, expected a whole number/],
    [{ buy: 1, season: -1 }, /season: got -1/],
    [{ buy: 1, season: 1e8 }, /season: got 100000000/],
    [{ buy: 1, season: null }, /season: got null/],
    [{ buy: 1, season: 1, seasons: [1] }, /season: .*nothing where there are seasons/],
    [{ buy: 1, seasons: [] }, /seasons: .*1 to 1000000 seasons/],
    [{ buy: 1, seasons: [1, NaN] }, /seasons\.1: got NaN/],
    [{ buy: 1, seasons: [[1]] }, /seasons\.0/],
    [{ buy: 1, seasons: 'all' }, /seasons: got "all"/],
    [{ buy: 1, season: 1, prediction: -1 }, /prediction: got -1/],
    [{ buy: 1, season: 1, prediction: NaN }, /prediction: got NaN/],
    [{ buy: 1, season: 1, prediction: 1, trust: 0 }, /trust: got 0/],
    [{ buy: 1, season: 1, prediction: 1, trust: 1.1 }, /trust: got 1\.1/],
    [{ buy: 1, season: 1, trust: 0.5 }, /trust: .*no prediction/],
    [
      { buy: 1e6, season: 1, prediction: 1, trust: 0.1 },
      /trust: got 0\.1, expected at least 0\.25/,
    ],
    [{ buy: 1, season: 1, purchased: 0 }, /purchased: got 0/],
    [{ buy: 1, season: 1, rnet: 2 }, /rnet: .*did you mean rent/],
  ];

  it.each(refused)('refuses %j', (problem, message) => {
    expect(() => skiRental(wasm, problem as SkiRentalProblem)).toThrow(message);
    expect(() => skiRental(wasm, problem as SkiRentalProblem)).toThrow(
      expect.objectContaining({ name: 'ParameterError' }),
    );
  });

  it('refuses bad options', () => {
    const problem = { buy: 1, season: 1 };
    expect(() => skiRental(wasm, problem, { seed: -1 })).toThrow(/seed/);
    expect(() => skiRental(wasm, problem, { sed: 1 } as never)).toThrow(/did you mean seed/);
    expect(() => skiRental(wasm, problem, 5 as never)).toThrow(/options/);
  });
});
