/**
 * Random programs whose status is known by construction or by enumeration: statuses, certificates, prices
 * against re-solved perturbations.
 */

import { describe, expect, it } from 'vitest';
import {
  integerProgram,
  linearProgram,
  type ProgramResult,
  quadraticProgram,
} from '../../src/resources/programs/index';
import { isLong, wasm } from '../backends';
import { seeded } from '../random';
import type { LooseProgram, LooseRow, LooseVariable } from './programs';

const scale = isLong ? 10 : 1;

/** Whole numbers make ties and degenerate vertices common. */
function pieces(seed: number) {
  const random = seeded(seed);
  const whole = (low: number, high: number) => low + Math.floor((high - low + 1) * random());
  return { random, whole };
}

interface Built {
  readonly program: LooseProgram;
  readonly point: Record<string, number>;
}

/** Feasible by a point, bounded by duals: costs are A'y + z with signs that complement bounds. */
function solvable(seed: number): Built {
  const { random, whole } = pieces(seed);
  const names = Array.from({ length: whole(1, 6) }, (_, j) => `x${j}`);
  const maximizes = random() < 0.5;
  const costs = Object.fromEntries(names.map((name) => [name, 0]));
  const point: Record<string, number> = {};
  const variables: Record<string, LooseVariable> = {};
  for (const name of names) {
    const lower = random() < 0.3 ? whole(-3, 3) : 0;
    point[name] = lower + whole(0, 3);
    const upper = random() < 0.4 ? point[name] + whole(0, 2) : null;
    variables[name] = { lower, upper };
    // z ≥ 0 where only the lower bound is, of any sign where both are
    costs[name] += upper === null ? whole(0, 3) : whole(-3, 3);
  }
  const constraints: Record<string, LooseRow> = {};
  for (let i = 0; i < whole(1, 6); i++) {
    const coefficients: Record<string, number> = {};
    for (const name of names) if (random() < 0.7) coefficients[name] = whole(-4, 4);
    const at = Object.entries(coefficients).reduce((sum, [name, a]) => sum + a * point[name], 0);
    const kind = whole(0, 3);
    const slack = whole(0, 2);
    const y = kind === 0 ? whole(0, 3) : kind === 1 ? -whole(0, 3) : whole(-3, 3);
    constraints[`c${i}`] = [
      { coefficients, lower: at - slack },
      { coefficients, upper: at + slack },
      { coefficients, equal: at },
      { coefficients, lower: at - slack, upper: at + 1 + slack },
    ][kind];
    for (const [name, a] of Object.entries(coefficients)) costs[name] += a * y;
  }
  const objective = Object.fromEntries(
    names.map((name) => [name, maximizes ? -costs[name] : costs[name]]),
  );
  const sense = maximizes ? 'maximize' : 'minimize';
  return { program: { sense, objective, variables, constraints }, point };
}

/** Which side of a constraint the plan is at. */
function sidesAt(
  program: LooseProgram,
  name: string,
  variables: Record<string, number>,
): ('lower' | 'upper' | 'equal')[] {
  const { coefficients, lower, upper, equal } = program.constraints[name];
  const at = Object.entries(coefficients).reduce((sum, [x, a]) => sum + a * variables[x], 0);
  if (equal !== undefined) return ['equal'];
  const isNear = (bound: number | undefined) => bound !== undefined && Math.abs(at - bound) < 1e-8;
  return (['lower', 'upper'] as const).filter((side) => isNear({ lower, upper }[side]));
}

describe('linear programs with an answer', () => {
  it('are certified, and their prices are derivatives from both sides', async () => {
    let degenerate = 0;
    for (let seed = 0; seed < 70 * scale; seed++) {
      const { program } = solvable(seed);
      const result = await linearProgram(wasm, program);
      expect([seed, result.status, result.certificate.holds]).toEqual([seed, 'converged', true]);
      const prices = Object.entries(result.shadowPrices ?? {});
      degenerate += prices.some(([, { unique }]) => !unique) ? 1 : 0;
      for (const [name, price] of prices) {
        const [side] = sidesAt(program, name, result.variables as Record<string, number>);
        if (side === undefined) {
          expect([seed, name, price.value, price.unique]).toEqual([seed, name, 0, true]);
          continue;
        }
        const ends = price.range as readonly [number, number];
        expect(price.unique).toBe(Math.abs(ends[1] - ends[0]) < 1e-6);
        for (const [k, step] of [-1e-4, 1e-4].entries()) {
          const moved = structuredClone(program);
          const row = moved.constraints[name];
          row[side] = (row[side] as number) + step;
          if ((row.lower ?? -Infinity) > (row.upper ?? Infinity)) continue;
          const again = await linearProgram(wasm, moved, { ranging: false });
          const slope =
            again.status === 'infeasible'
              ? Math.sign(step) * (program.sense === 'maximize' ? -1 : 1) * Infinity
              : ((again.objective as number) - (result.objective as number)) / step;
          if (Number.isFinite(slope))
            expect([seed, name, ends[k] - slope]).toEqual([seed, name, expect.closeTo(0, 4)]);
          else expect([seed, name, ends[k]]).toEqual([seed, name, slope]);
        }
      }
    }
    // otherwise the test above shows little
    expect(degenerate).toBeGreaterThan(10);
  });

  it('keep prices and plans over their ranges, and not beyond', async () => {
    for (let seed = 500; seed < 500 + 15 * scale; seed++) {
      const { program } = solvable(seed);
      const result = await linearProgram(wasm, program);
      const values = result.variables as Record<string, number>;
      for (const [name, [low, high]] of Object.entries(result.ranging?.objective ?? {})) {
        for (const [end, beyond] of [
          [low, low - 0.01],
          [high, high + 0.01],
        ]) {
          if (!Number.isFinite(end)) continue;
          for (const cost of [end, beyond]) {
            const moved = structuredClone(program);
            moved.objective[name] = cost;
            const again = await linearProgram(wasm, moved, { ranging: false });
            const kept = Object.entries(moved.objective).reduce(
              (sum, [x, c]) => sum + c * values[x],
              0,
            );
            const isKept =
              again.status === 'converged' && Math.abs((again.objective as number) - kept) < 1e-7;
            expect([seed, name, cost, isKept]).toEqual([seed, name, cost, cost === end]);
          }
        }
      }
    }
  });
});

describe('linear programs without an answer', () => {
  it('are infeasible where two rows contradict each other', async () => {
    for (let seed = 1000; seed < 1000 + 40 * scale; seed++) {
      const { whole } = pieces(seed);
      const { program, point } = solvable(seed);
      // a row and its multiple ask for different things
      const names = Object.keys(point);
      const coefficients = Object.fromEntries(names.map((name) => [name, whole(1, 4)]));
      const twice = Object.fromEntries(names.map((name) => [name, 2 * coefficients[name]]));
      const side = whole(5, 20);
      program.constraints.one = { coefficients, lower: side };
      program.constraints.two = { coefficients: twice, upper: 2 * side - 1 };
      const { status, certificate, farkas, iis } = await linearProgram(wasm, program);
      expect([seed, status, certificate.holds]).toEqual([seed, 'infeasible', true]);
      expect(Object.keys(farkas ?? {}).length).toBeGreaterThan(0);
      expect(iis?.irreducible).toBe(true);
      await conflictIsMinimal(program, iis);
    }
  });

  it('are unbounded along a direction that no row stops', async () => {
    for (let seed = 2000; seed < 2000 + 30 * scale; seed++) {
      const { whole } = pieces(seed);
      const { program } = solvable(seed);
      // two more columns that cancel in every row, and gain together
      program.variables.up = {};
      program.variables.down = {};
      for (const row of Object.values(program.constraints)) {
        const value = whole(-2, 2);
        row.coefficients.up = value;
        row.coefficients.down = -value;
      }
      const gain = program.sense === 'maximize' ? 1 : -1;
      program.objective.up = gain * whole(2, 4);
      program.objective.down = -gain;
      const { status, certificate, ray } = await linearProgram(wasm, program);
      expect([seed, status, certificate.holds]).toEqual([seed, 'unbounded', true]);
      const slope = Object.entries(program.objective).reduce(
        (sum, [name, c]) => sum + c * (ray?.[name] as number),
        0,
      );
      expect(gain * slope).toBeGreaterThan(1e-6);
    }
  });
});

/** The conflict alone is infeasible; without any one member it is not. */
async function conflictIsMinimal(program: LooseProgram, iis: ProgramResult['iis']) {
  if (iis === null) throw new Error('no conflict');
  const build = (without: number) => {
    const rows = iis.constraints.filter((_, k) => k !== without);
    const bounds = iis.bounds.filter((_, k) => k + iis.constraints.length !== without);
    const variables: Record<string, LooseVariable> = {};
    for (const name of Object.keys(program.variables)) variables[name] = { lower: null };
    for (const { variable, side } of bounds) {
      const { lower = 0, upper = null } = program.variables[variable];
      if (side !== 'upper') variables[variable].lower = lower;
      if (side !== 'lower') variables[variable].upper = upper;
    }
    const constraints = Object.fromEntries(
      rows.map(({ name, side }) => {
        const { coefficients, lower, upper, equal } = program.constraints[name];
        if (side === 'equal') return [name, { coefficients, equal: equal ?? lower } as LooseRow];
        return [name, { coefficients, [side]: side === 'lower' ? lower : upper } as LooseRow];
      }),
    );
    return { variables, constraints };
  };
  expect((await linearProgram(wasm, build(-1))).status).toBe('infeasible');
  const count = iis.constraints.length + iis.bounds.length;
  for (let k = 0; k < count; k++) {
    expect((await linearProgram(wasm, build(k), { ranging: false })).status).toBe('converged');
  }
}

describe('integer programs', () => {
  it('equal enumeration', async () => {
    let infeasible = 0;
    for (let seed = 3000; seed < 3000 + 60 * scale; seed++) {
      const { random, whole } = pieces(seed);
      const names = Array.from({ length: whole(2, 4) }, (_, j) => `x${j}`);
      const domains = names.map(() =>
        random() < 0.4 ? [0, 1, 2, 4, 8] : [0, 1, 2, 3, 4, 5].slice(0, whole(2, 6)),
      );
      const variables = Object.fromEntries(
        names.map((name, j) => [
          name,
          domains[j].includes(8)
            ? { menu: domains[j] }
            : { type: 'integer' as const, upper: Math.max(...domains[j]) },
        ]),
      );
      const row = () => Object.fromEntries(names.map((name) => [name, whole(-5, 9)]));
      const constraints: Record<string, LooseRow> = {
        a: { coefficients: row(), upper: whole(0, 25) },
        b: { coefficients: row(), lower: whole(-5, 20) },
        ...(random() < 0.4 ? { c: { coefficients: row(), equal: whole(0, 15) } } : {}),
      };
      const sense = random() < 0.5 ? ('minimize' as const) : ('maximize' as const);
      const program: LooseProgram = { sense, objective: row(), variables, constraints };
      const best = enumerate(program, names, domains);
      const result = await integerProgram(wasm, program);
      expect([seed, result.status]).toEqual([seed, best === null ? 'infeasible' : 'converged']);
      expect([seed, result.objective]).toEqual([
        seed,
        best === null ? null : expect.closeTo(best, 6),
      ]);
      expect([seed, result.certificate.holds, result.certificate.provenBy]).toEqual([
        seed,
        true,
        result.certificate.kind === 'farkas' ? 'duals' : 'search',
      ]);
      infeasible += best === null ? 1 : 0;
    }
    expect(infeasible).toBeGreaterThan(3);
  });
});

function enumerate(program: LooseProgram, names: string[], domains: number[][]): number | null {
  const worth = (coefficients: Record<string, number>, x: number[]) =>
    names.reduce((sum, name, j) => sum + (coefficients[name] ?? 0) * x[j], 0);
  let best: number | null = null;
  const walk = (x: number[]) => {
    if (x.length < names.length) {
      for (const value of domains[x.length]) walk([...x, value]);
      return;
    }
    for (const { coefficients, lower, upper, equal } of Object.values(program.constraints)) {
      const at = worth(coefficients, x);
      if (at < (lower ?? equal ?? -Infinity) || at > (upper ?? equal ?? Infinity)) return;
    }
    const value = worth(program.objective, x);
    const isBetter = best === null || (program.sense === 'maximize' ? value > best : value < best);
    if (isBetter) best = value;
  };
  walk([]);
  return best;
}

describe('quadratic programs', () => {
  it('meet the conditions of Karush, Kuhn and Tucker, worked out here', async () => {
    for (let seed = 4000; seed < 4000 + 30 * scale; seed++) {
      const { whole } = pieces(seed);
      const { program } = solvable(seed);
      const names = Object.keys(program.variables);
      const sign = program.sense === 'maximize' ? -1 : 1;
      // B'B of whole numbers, often singular
      const rank = whole(1, names.length);
      const factors = Array.from({ length: rank }, () => names.map(() => whole(-2, 2)));
      program.quadratic = names.flatMap((row, i) =>
        names.map((column, j) => ({
          row,
          column,
          value: sign * factors.reduce((sum, b) => sum + b[i] * b[j], 0),
        })),
      );
      const result = await quadraticProgram(wasm, program);
      expect([seed, result.status, result.certificate.holds]).toEqual([seed, 'converged', true]);
      const x = result.variables as Record<string, number>;
      for (const [j, name] of names.entries()) {
        // the price of the variable is what the rows leave of the gradient
        let rest = program.objective[name];
        for (const b of factors) {
          const inner = names.reduce((sum, other, k) => sum + b[k] * x[other], 0);
          rest += 2 * sign * b[j] * inner;
        }
        for (const [row, { coefficients }] of Object.entries(program.constraints)) {
          rest -= (coefficients[name] ?? 0) * (result.shadowPrices?.[row].value as number);
        }
        const { lower, upper } = program.variables[name] as { lower: number; upper: number | null };
        const isLow = x[name] < lower + 1e-5;
        const isHigh = upper !== null && x[name] > upper - 1e-5;
        if (!isLow) expect([seed, sign * rest < 1e-4]).toEqual([seed, true]);
        if (!isHigh) expect([seed, sign * rest > -1e-4]).toEqual([seed, true]);
      }
    }
  });
});
