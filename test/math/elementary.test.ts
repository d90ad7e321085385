import { describe, expect, it, vi } from 'vitest';
import { exp, expInPlace, expInto, log, logInto, pow, powInto } from './kernels';
import {
  bitsOf,
  leadingDigits,
  type Real,
  referenceExp,
  referenceLog,
  referencePow,
  ulpError,
} from './reference';
import { expArguments, logArguments, powArguments, Random, SPECIAL } from './samples';

const LONG = process.env.SHADOWPRICE_LONG ? 100 : 1;
vi.setConfig({ testTimeout: 5_000 * LONG });
const INF = Number.POSITIVE_INFINITY;

/** Doubles equal by bits, all NaN being one value. */
function same(a: number, b: number): boolean {
  return Object.is(a, b);
}

interface Worst {
  ulps: number;
  at: number[];
  got: number;
}

function worst(count: number, check: (i: number) => Worst): Worst {
  let result: Worst = { ulps: -1, at: [], got: 0 };
  for (let i = 0; i < count; i++) {
    const next = check(i);
    if (!(next.ulps <= result.ulps)) result = next;
  }
  return result;
}

function expectBelowOneUlp(name: string, count: number, found: Worst): void {
  const text = `${name}: ${found.ulps} ulp at ${found.at} (got ${found.got}), ${count} points`;
  if (process.env.SHADOWPRICE_LONG) console.log(text);
  expect(found.ulps, text).toBeLessThan(1);
}

/** Indices where two arrays differ. */
function differences(a: ArrayLike<number>, b: ArrayLike<number>): number[] {
  const list: number[] = [];
  for (let i = 0; i < a.length; i++) if (!same(a[i]!, b[i]!)) list.push(i);
  return list;
}

/** Every special value beside a normal one, on either side, and beside each other special value. */
function mixed(normal: number): Float64Array {
  const list: number[] = [];
  for (const x of SPECIAL) {
    list.push(x, normal, normal, normal, normal, x, normal, normal, normal, normal, x, normal);
    list.push(normal, normal, normal, x);
    for (const y of SPECIAL) list.push(x, y);
  }
  list.push(normal);
  return Float64Array.from(list);
}

describe('the reference', () => {
  // Leading 40 digits, origin: mpmath 1.4 at 60 digits, of the double nearest to each argument.
  it.each<[string, Real, string]>([
    ['exp 1', referenceExp(1), '2718281828459045235360287471352662497757'],
    ['exp -20', referenceExp(-20), '2061153622438557827965940380155820976375'],
    ['exp 100', referenceExp(100), '2688117141816135448412625551580013587361'],
    ['exp 0.1', referenceExp(0.1), '1105170918075647630946638823458779657741'],
    ['log 2', referenceLog(2), '6931471805599453094172321214581765680755'],
    ['log 10', referenceLog(10), '2302585092994045684017991454684364207601'],
    ['log 0.1', referenceLog(0.1), '2302585092994045628506840223426538727163'],
    ['log 1+2^-52', referenceLog(1 + 2 ** -52), '2220446049250312834328230454615487925982'],
    ['2^0.5', referencePow(2, 0.5), '1414213562373095048801688724209698078569'],
    ['10^0.3', referencePow(10, 0.3), '1995262314968879550345909042811413385534'],
    [
      '(1+2^-52)^1e17',
      referencePow(1 + 2 ** -52, 1e17),
      '4398196873945744881745667944724430324897',
    ],
    ['0.7^-123.456', referencePow(0.7, -123.456), '1329157272908061080661963877717200092731'],
  ])('%s agrees with an independent value', (_name, value, digits) => {
    expect(leadingDigits(value, 40)).toBe(digits);
  });

  it('measures errors in ulp of the true value', () => {
    const e = referenceExp(1);
    expect(ulpError(Math.E, e)).toBeLessThan(0.5);
    expect(ulpError(Math.E + 2 ** -51, e)).toBeGreaterThan(0.5);
    expect(ulpError(Math.E + 2 ** -51, e) + ulpError(Math.E, e)).toBeCloseTo(1, 12);
    expect(ulpError(5e-324, referencePow(2, -1074))).toBeLessThan(1e-15);
    expect(ulpError(0, referencePow(2, -1075))).toBeCloseTo(0.5, 12);
    expect(ulpError(INF, referencePow(2, 1024))).toBe(0);
    expect(ulpError(Number.MAX_VALUE, referencePow(2, 1024))).toBeCloseTo(1, 12);
    expect(ulpError(-2, referencePow(2, 1))).toBe(INF);
    expect(ulpError(Number.NaN, e)).toBe(INF);
  });
});

describe('exp', () => {
  const points = Float64Array.from(expArguments(new Random(1n), 8000 * LONG));

  it('is accurate to one ulp', () => {
    const found = worst(points.length, (i) => {
      const x = points[i]!;
      const got = exp(x);
      return { ulps: ulpError(got, referenceExp(x)), at: [x], got };
    });
    expectBelowOneUlp('exp', points.length, found);
  });

  it('has the same bits in pairs, in mixed lanes, and in place', () => {
    for (const x of [points, mixed(0.7), mixed(-741)]) {
      const scalar = x.map((value) => exp(value));
      expect(differences(expInto(x), scalar)).toEqual([]);
      expect(differences(expInPlace(x), scalar)).toEqual([]);
    }
  });

  it.each([
    [0, 1],
    [-0, 1],
    [INF, INF],
    [-INF, 0],
    [Number.NaN, Number.NaN],
    [709.782712893384, 1.797693134862273e308],
    [709.7827128933841, INF],
    [1e308, INF],
    [-745.1332191019411, 5e-324],
    [-745.1332191019412, 0],
    [-1e308, 0],
    [5e-324, 1],
  ])('of %s is %s', (x, expected) => {
    const got = exp(x);
    if (expected > 1e300 && expected < INF) expect(got / expected).toBeCloseTo(1, 12);
    else expect(same(got, expected), `${got}`).toBe(true);
  });

  it('does not decrease across the boundaries of the reduction', () => {
    let x = 0;
    for (let k = -1074; k < 1024; k++) {
      x = (k + 0.5) * Math.LN2;
      let previous = 0;
      for (let i = -8n; i <= 8n; i++) {
        const at = (x < 0 ? -1 : 1) * fromMagnitude(x, x < 0 ? -i : i);
        const got = exp(at);
        expect(got, `exp(${at})`).toBeGreaterThanOrEqual(previous);
        previous = got;
      }
    }
  });
});

function fromMagnitude(x: number, step: bigint): number {
  const bits = new BigUint64Array([bitsOf(Math.abs(x)) + step]);
  return new Float64Array(bits.buffer)[0]!;
}

describe('log', () => {
  const points = Float64Array.from(logArguments(new Random(2n), 5000 * LONG));

  it('is accurate to one ulp', () => {
    const found = worst(points.length, (i) => {
      const x = points[i]!;
      const got = log(x);
      return { ulps: ulpError(got, referenceLog(x)), at: [x], got };
    });
    expectBelowOneUlp('log', points.length, found);
  });

  it('has the same bits in pairs and in mixed lanes', () => {
    for (const x of [points, mixed(0.7), mixed(1e300)]) {
      expect(
        differences(
          logInto(x),
          x.map((value) => log(value)),
        ),
      ).toEqual([]);
    }
  });

  it.each([
    [0, -INF],
    [-0, -INF],
    [1, 0],
    [INF, INF],
    [-INF, Number.NaN],
    [-1, Number.NaN],
    [-5e-324, Number.NaN],
    [Number.NaN, Number.NaN],
    [2, Math.LN2],
    [5e-324, -744.4400719213812],
    [Number.MAX_VALUE, 709.782712893384],
  ])('of %s is %s', (x, expected) => {
    expect(same(log(x), expected), `${log(x)}`).toBe(true);
  });
});

describe('pow', () => {
  const points = powArguments(new Random(3n), 2500 * LONG);

  it('is accurate to one ulp', () => {
    const found = worst(points.length, (i) => {
      const [x, y] = points[i]!;
      const got = pow(x, y);
      return { ulps: ulpError(got, referencePow(x, y)), at: [x, y], got };
    });
    expectBelowOneUlp('pow', points.length, found);
  });

  it('has the same bits in pairs and in mixed lanes', () => {
    const bases: number[] = points.map((p) => p[0]);
    const exponents: number[] = points.map((p) => p[1]);
    for (const x of SPECIAL) {
      for (const y of SPECIAL) {
        bases.push(x, 1.7, 1.7, x, x, 1.7);
        exponents.push(y, 2.2, 2.2, y, 2.2, y);
      }
    }
    bases.push(-8);
    exponents.push(3);
    const x = Float64Array.from(bases);
    const y = Float64Array.from(exponents);
    const scalar = x.map((value, i) => pow(value, y[i]!));
    expect(differences(powInto(x, y), scalar)).toEqual([]);
  });

  it('treats special values, signs and parities as Math.pow does', () => {
    const wrong: string[] = [];
    for (const x of SPECIAL) {
      for (const y of SPECIAL) {
        const got = pow(x, y);
        const host = x ** y;
        const exact = host === 0 || !Number.isFinite(host) || Math.abs(host) === 1;
        const near = Math.abs(got / host - 1) < 1e-12 || Math.abs(got - host) <= 5e-324;
        if (exact ? !same(got, host) : !near) wrong.push(`pow(${x}, ${y}) = ${got}, not ${host}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('follows the sign of an odd integer exponent only', () => {
    expect(pow(-2, 3)).toBe(-8);
    expect(pow(-2, 4)).toBe(16);
    expect(pow(-2, 0.5)).toBeNaN();
    expect(pow(-1, 2 ** 53 - 1)).toBe(-1);
    expect(pow(-1, 2 ** 53)).toBe(1);
    expect(pow(-0, -3)).toBe(-INF);
    expect(pow(-0, 3)).toBe(-0);
    expect(pow(-INF, -3)).toBe(-0);
    expect(pow(-INF, 0.5)).toBe(INF);
    expect(pow(-1e-310, 3)).toBe(-0);
    expect(pow(1, Number.NaN)).toBeNaN();
    expect(pow(-1, INF)).toBeNaN();
    expect(pow(Number.NaN, 0)).toBe(1);
  });

  it('is exact for powers of two and small integer powers', () => {
    for (let e = -1074; e <= 1023; e++) expect(pow(2, e)).toBe(2 ** e);
    for (let x = 1; x <= 10; x++) for (let y = 0; y <= 12; y++) expect(pow(x, y)).toBe(x ** y);
  });
});

describe('array kernels', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])('serve %s elements', (count) => {
    const x = Float64Array.from({ length: count }, (_, i) => (i === 2 ? 0 : 0.3 + i));
    const y = Float64Array.from({ length: count }, (_, i) => i - 1.5);
    expect(
      differences(
        expInto(x),
        x.map((v) => exp(v)),
      ),
    ).toEqual([]);
    expect(
      differences(
        logInto(x),
        x.map((v) => log(v)),
      ),
    ).toEqual([]);
    expect(
      differences(
        powInto(x, y),
        x.map((v, i) => pow(v, y[i]!)),
      ),
    ).toEqual([]);
  });
});
