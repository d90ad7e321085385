import { describe, expect, it } from 'vitest';
import {
  gaussian,
  insideUnit,
  millsRatio,
  normalCdf,
  normalCdfInto,
  normalQuantile,
  normalQuantileInto,
} from '../../src/numerics/normal';
import { backends } from '../backends';
import { expectClose } from '../numbers';

/** x and Φ(x), of sixty digits (mpmath). */
const cdfTable: readonly (readonly [number, number])[] = [
  [0, 0.5],
  [1e-300, 0.5],
  [1e-8, 0.5000000039894228],
  [-1e-8, 0.4999999960105772],
  [0.1, 0.539827837277029],
  [-0.3, 0.3820885778110474],
  [0.67448975, 0.7499999999376898],
  [-0.67448976, 0.24999999688454444],
  [0.7, 0.758036347776927],
  [1, 0.8413447460685429],
  [-1, 0.15865525393145705],
  [1.5, 0.9331927987311419],
  [-1.959963984540054, 0.025000000000000012],
  [2.5, 0.9937903346742238],
  [-3, 0.0013498980316300946],
  [4, 0.9999683287581669],
  [-4.4, 5.412543907703851e-6],
  [-5.5, 1.8989562465887718e-8],
  [-5.656854249492381, 7.708628950139992e-9],
  [-5.66, 7.568649751997714e-9],
  [-6.3, 1.4882282217623127e-10],
  [8, 0.9999999999999993],
  [-8.2, 1.2019351542735859e-16],
  [-10, 7.619853024160525e-24],
  [-15.25, 8.231656290531415e-53],
  [-20.1, 3.6896808637213897e-90],
  [-25, 3.056696706382561e-138],
  [-30.7, 2.8458302208738193e-207],
  [-33.3, 1.93050550592784e-243],
  [-37, 5.725571222524577e-300],
  [-37.5, 4.605353009581955e-308],
];

/** p and Φ⁻¹(p), of sixty digits (mpmath). */
const quantileTable: readonly (readonly [number, number])[] = [
  [5e-324, -38.467405617144344],
  [1e-310, -37.663060331949524],
  [1e-300, -37.0470962993612],
  [1e-200, -30.20559417957964],
  [1e-100, -21.273453560965326],
  [1e-50, -14.933337534788489],
  [1e-20, -9.262340089798407],
  [1.3887943864964021e-11, -6.657904643501103],
  [1e-10, -6.361340902404057],
  [1e-6, -4.753424308822899],
  [0.0001, -3.7190164854556804],
  [0.001, -3.0902323061678136],
  [0.02425, -1.972961051311885],
  [0.025, -1.9599639845400543],
  [0.07, -1.4757910281791706],
  [0.075, -1.439531470938456],
  [0.08, -1.4050715603096327],
  [0.1, -1.2815515655446004],
  [0.25, -0.6744897501960817],
  [0.3, -0.5244005127080408],
  [0.45, -0.12566134685507402],
  [0.4999999, -2.5066282747031063e-7],
  [0.5, 0.0],
  [0.5000001, 2.506628273311648e-7],
  [0.6, 0.2533471031357997],
  [0.75, 0.6744897501960817],
  [0.9, 1.2815515655446006],
  [0.925, 1.4395314709384561],
  [0.93, 1.475791028179171],
  [0.975, 1.9599639845400538],
  [0.999, 3.090232306167813],
  [0.999999, 4.753424308817087],
  [0.9999999999, 6.361340889697422],
  [0.9999999999999999, 8.209536151601387],
];

/** x and R(x), of sixty digits (mpmath). */
const millsTable: readonly (readonly [number, number])[] = [
  [20, 0.04987592598183679],
  [20.5, 0.04866523179411518],
  [25, 0.039936304769535594],
  [40, 0.02498440420572057],
  [100, 0.009999000299850106],
  [1000, 0.0009999990000029999],
  [100000000, 9.999999999999999e-9],
];

describe.each(backends)('normal ($name)', ({ backend: { math } }) => {
  it('cdf is right to the last digits, in the tails too', () => {
    for (const [x, p] of cdfTable) expectClose(normalCdf(math, x), p, 1e-15, `Φ(${x})`);
  });

  it('cdf is monotone where its formulas meet', () => {
    for (const join of [-39, -5.656854249492381, -0.67448975, 0.67448975, 5.656854249492381, 39]) {
      for (let k = -50; k < 50; k++) {
        const x = join + k * 4e-15;
        const step = normalCdf(math, x + 4e-15) - normalCdf(math, x);
        expect(step, `${x}`).toBeGreaterThanOrEqual(-2e-16 * normalCdf(math, x));
      }
    }
  });

  it('cdf has limits', () => {
    expect(normalCdf(math, -Infinity)).toBe(0);
    expect(normalCdf(math, -1e300)).toBe(0);
    expect(normalCdf(math, Infinity)).toBe(1);
    expect(normalCdf(math, 1e300)).toBe(1);
    expect(normalCdf(math, Number.NaN)).toBeNaN();
    expect(normalCdf(math, 38)).toBe(1);
    expect(normalCdf(math, -38)).toBeGreaterThan(0);
  });

  it('quantile is right to the last digits', () => {
    for (const [p, x] of quantileTable) {
      expectClose(normalQuantile(math, p), x, 1e-15, `Φ⁻¹(${p})`);
    }
  });

  it('quantile ends at infinity, and is nothing outside of [0, 1]', () => {
    expect(normalQuantile(math, 0)).toBe(-Infinity);
    expect(normalQuantile(math, 1)).toBe(Infinity);
    for (const p of [-1e-9, 1.1, Number.NaN]) expect(normalQuantile(math, p)).toBeNaN();
  });

  it('cdf and quantile undo each other', () => {
    // dΦ/Φ ≈ |x| dx in the tail: a rounding of x counts x² times
    for (let i = 1; i < 2000; i++) {
      for (const p of [i / 2000, math.exp(-0.35 * i)]) {
        const x = normalQuantile(math, p);
        expectClose(normalCdf(math, x), p, 8e-16 * (3 + x * x));
      }
    }
  });

  it('over arrays gives the same bits, in place too, and finite samples', () => {
    const u = Float64Array.from({ length: 1001 }, (_, i) => i / 1000);
    const z = normalQuantileInto(math, u, new Float64Array(1001));
    z.forEach((x, i) => {
      expect(x).toBe(normalQuantile(math, insideUnit(u[i])));
    });
    expect(Math.max(...z.map(Math.abs))).toBeLessThan(8.4);
    const p = normalCdfInto(math, z, new Float64Array(1001));
    z.forEach((x, i) => {
      expect(p[i]).toBe(normalCdf(math, x));
    });
    expect(normalCdfInto(math, normalQuantileInto(math, u, u), u)).toEqual(p);
  });

  it('gaussian is right to the last digits', () => {
    expectClose(gaussian(math, 37.123), 5.5675961964546465e-300, 5e-16);
    expectClose(gaussian(math, -20.7), 9.006970174618181e-94, 5e-16);
    expect(gaussian(math, 0)).toBe(1);
  });

  it('millsRatio is right to the last digits', () => {
    for (const [x, ratio] of millsTable) expectClose(millsRatio(x), ratio, 4e-16, `R(${x})`);
  });
});
