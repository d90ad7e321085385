/**
 * Logarithm and exponential to the base 2^(1/128), which only the sweep uses: compiled here with an entry of
 * their own, against the high-precision reference.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Real, referenceExp, referenceLog, ulpError } from './reference';
import { expArguments, logArguments, neighbours, Random } from './samples';

const root = fileURLToPath(new URL('../..', import.meta.url));

const entry = `
import { fromStepsPair, stepsPair } from '../../assembly/math/steps';
export function steps(x: f64): f64 { return f64x2.extract_lane(stepsPair(f64x2.splat(x)), 0); }
export function fromSteps(s: f64): f64 { return f64x2.extract_lane(fromStepsPair(f64x2.splat(s)), 0); }
/** The upper lane, beside another value. */
export function stepsAbove(x: f64, other: f64): f64 {
  return f64x2.extract_lane(stepsPair(f64x2.replace_lane(f64x2.splat(other), 1, x)), 1);
}
`;

interface Exports {
  steps(x: number): number;
  fromSteps(s: number): number;
  stepsAbove(x: number, other: number): number;
}

let kernels: Exports;
/** 128 / ln 2, and its reciprocal. */
const K = 128 / Math.LN2;

beforeAll(async () => {
  mkdirSync(join(root, 'build'), { recursive: true });
  const folder = mkdtempSync(join(root, 'build/steps-'));
  try {
    writeFileSync(join(folder, 'entry.ts'), entry);
    const asc = join(root, 'node_modules/assemblyscript/bin/asc.js');
    const flags = ['--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert'];
    const out = join(folder, 'steps.wasm');
    execFileSync(process.execPath, [asc, join(folder, 'entry.ts'), ...flags, '-o', out], {
      cwd: root,
      stdio: 'pipe',
    });
    const abort = () => {
      throw new Error('abort');
    };
    const { instance } = await WebAssembly.instantiate(readFileSync(out), { env: { abort } });
    kernels = instance.exports as unknown as Exports;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A real number as a double, rounded towards zero. */
function asNumber({ significand, exponent, negative }: Real): number {
  const size = Number(significand) * 2 ** exponent;
  return negative ? -size : size;
}

describe('to the base 2^(1/128)', () => {
  it('logarithms are within 2^-53 and two roundings of the truth, in units of ln x', () => {
    const random = new Random(17n);
    const list = [
      ...logArguments(random, 6000),
      ...neighbours(1, 40),
      ...neighbours(0.697265625, 8),
      ...neighbours(1.39453125, 8),
    ].filter((x) => x !== 1 && x >= 2.2250738585072014e-308);
    let worst = 0;
    for (const x of list) {
      const truth = asNumber(referenceLog(x));
      const error = Math.abs(kernels.steps(x) / K - truth);
      // two additions there; the quotient, K and the reference as a double here
      const allowed = 2 ** -53 + 4 * 2 ** -53 * Math.abs(truth);
      worst = Math.max(worst, error / allowed);
    }
    expect(worst).toBeLessThan(1);
    expect(kernels.steps(1)).toBe(0);
  });

  it('exponentials are below one ulp', () => {
    const random = new Random(18n);
    let worst = 0;
    for (const x of expArguments(random, 6000)) {
      // s whose exact exponential we know: b^s = e^(s ln 2 / 128); s = K x rounds, so take s first
      const s = Math.round(x * K * 2 ** 20) * 2 ** -20;
      if (Math.abs(s) > 700 * K) continue;
      const whole = Math.round(s / 128);
      const rest = s - 128 * whole;
      // b^rest with an argument small enough for a double-double product
      const high = (rest / 128) * Math.LN2;
      const reference = referenceExp(high);
      const scaled = { ...reference, exponent: reference.exponent + whole };
      // error of the argument: a few ulp of |high| ≤ 0.35
      worst = Math.max(worst, ulpError(kernels.fromSteps(s), scaled));
    }
    expect(worst).toBeLessThan(1.6);
  });

  it('powers through both agree with the truth to what their exponents allow', () => {
    const random = new Random(19n);
    for (const x of logArguments(random, 2000)) {
      if (!(x > 1e-290 && x < 1e290)) continue;
      for (const a of [0.5, 0.1, 0.9, 1]) {
        const y = kernels.fromSteps(a * kernels.steps(x));
        const error = Math.abs(y / x ** a - 1);
        expect(error).toBeLessThan(2 ** -51 * (2 + Math.abs(a * Math.log(x))));
      }
    }
  });

  it('serves what is rare: 0, subnormal numbers, infinity, NaN, overflow', () => {
    const { steps, fromSteps, stepsAbove } = kernels;
    expect(steps(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(steps(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(steps(-1)).toBeNaN();
    expect(steps(Number.NaN)).toBeNaN();
    expect(steps(5e-324) / 128).toBeCloseTo(-1074, 9);
    expect(fromSteps(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(fromSteps(1e9)).toBe(Number.POSITIVE_INFINITY);
    expect(fromSteps(-1e9)).toBe(0);
    expect(fromSteps(Number.NaN)).toBeNaN();
    expect(fromSteps(-128 * 1074)).toBe(5e-324);
    expect(fromSteps(0)).toBe(1);
    // a rare lane beside a usual one
    expect(stepsAbove(0.3, 0)).toBeCloseTo(steps(0.3), 10);
  });
});
