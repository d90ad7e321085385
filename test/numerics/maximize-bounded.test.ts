import { describe, expect, it } from 'vitest';
import { BoundedMaximizer, type BoundedProblem } from '../../src/numerics/maximize-bounded';
import { seeded } from '../random';

type Objective = (y: Float64Array, gradient: Float64Array) => number;

const between = (lower: number[], upper: number[], evaluate: Objective): BoundedProblem => ({
  size: lower.length,
  lower: Float64Array.from(lower),
  upper: Float64Array.from(upper),
  evaluate,
});

const maximum = (problem: BoundedProblem, start: number[], iterations = 500, tolerance = 1e-11) => {
  const y = Float64Array.from(start);
  const maximizer = new BoundedMaximizer(problem);
  const found = maximizer.run(y, iterations, tolerance);
  return { ...found, y: [...y], gradient: maximizer.gradient };
};

const bowl =
  (centre: number[]): Objective =>
  (y, gradient) => {
    let value = 0;
    centre.forEach((c, k) => {
      const weight = (k + 1) ** 2;
      gradient[k] = -weight * (y[k] - c);
      value -= 0.5 * weight * (y[k] - c) ** 2;
    });
    return value;
  };

const rosenbrock: Objective = ([a, b], gradient) => {
  gradient[0] = 400 * a * (b - a * a) + 2 * (1 - a);
  gradient[1] = -200 * (b - a * a);
  return -(100 * (b - a * a) ** 2 + (1 - a) ** 2);
};

function expectNear(found: number[], wanted: number[], tolerance: number): void {
  wanted.forEach((x, k) => {
    expect(Math.abs(found[k] - x)).toBeLessThan(tolerance);
  });
}

describe('BoundedMaximizer', () => {
  it('finds the top of a bowl, and the point nearest to it between bounds, exactly at the bounds', () => {
    const centre = [0.3, -2, 5, 0.1];
    const wide = maximum(between([-9, -9, -9, -9], [9, 9, 9, 9], bowl(centre)), [1, 1, 1, 1]);
    expectNear(wide.y, centre, 1e-10);
    expect(wide.residual).toBeLessThanOrEqual(1e-11);
    const narrow = maximum(between([0, 0, 0, 0], [1, 1, 1, 1], bowl(centre)), [0.5, 0.5, 0.5, 0.5]);
    expectNear(narrow.y, [0.3, 0, 1, 0.1], 1e-10);
    expect(narrow.y[1]).toBe(0);
    expect(narrow.y[2]).toBe(1);
  });

  it("finds the end of Rosenbrock's valley, from many starts", () => {
    const random = seeded(3);
    for (let m = 0; m < 50; m++) {
      const start = [4 * random() - 2, 4 * random() - 2];
      const { y, residual } = maximum(between([-5, -5], [5, 5], rosenbrock), start);
      expect(residual).toBeLessThanOrEqual(1e-11);
      expectNear(y, [1, 1], 1e-9);
    }
  });

  it('finds the best of the valley where a bound cuts it', () => {
    // b ≤ 0.25: on it the best a is the root of 200 (a³ − a/4) + a = 1, next to ½
    const { y } = maximum(between([-5, -5], [5, 0.25], rosenbrock), [-1, -2]);
    expect(y[1]).toBe(0.25);
    const slope = 400 * y[0] * (0.25 - y[0] ** 2) + 2 * (1 - y[0]);
    expect(Math.abs(slope)).toBeLessThan(1e-9);
  });

  it('lets go of a bound that it starts at, and starts within bounds from outside', () => {
    const problem = between([0, 0], [1, 1], bowl([0.4, 0.6]));
    expectNear(maximum(problem, [0, 1]).y, [0.4, 0.6], 1e-10);
    expectNear(maximum(problem, [-7, 12]).y, [0.4, 0.6], 1e-10);
  });

  it('stays where it starts at the best, without an iteration', () => {
    const { iterations, y, value } = maximum(between([0, 0], [1, 1], bowl([2, -1])), [1, 0]);
    expect(iterations).toBe(0);
    expect(y).toEqual([1, 0]);
    expect(value).toBe(-(0.5 + 2));
  });

  it('never falls below its start but by rounding, and ends after the iterations that it has', () => {
    const random = seeded(7);
    const waves: Objective = (y, gradient) => {
      gradient[0] = 3 * Math.cos(3 * y[0]) - 0.2 * y[0];
      gradient[1] = -2 * Math.sin(2 * y[1]) - 0.2 * y[1];
      return Math.sin(3 * y[0]) + Math.cos(2 * y[1]) - 0.1 * (y[0] ** 2 + y[1] ** 2);
    };
    const problem = between([-4, -4], [4, 4], waves);
    for (let m = 0; m < 100; m++) {
      const start = [8 * random() - 4, 8 * random() - 4];
      const first = waves(Float64Array.from(start), new Float64Array(2));
      let last = first;
      let before = Infinity;
      for (const iterations of [0, 1, 2, 5, 500]) {
        const found = maximum(problem, start, iterations);
        expect(found.iterations).toBeLessThanOrEqual(iterations);
        if (found.value < last) {
          // at rounding, the residual decides
          expect(last - found.value).toBeLessThanOrEqual(1e-14);
          expect(found.residual).toBeLessThan(before);
        }
        expect(found.value).toBe(waves(Float64Array.from(found.y), new Float64Array(2)));
        last = found.value;
        before = found.residual;
      }
    }
  });

  it('runs into the bound of what grows without end', () => {
    const { y, value } = maximum(
      between([0], [1e6], (x, gradient) => {
        gradient[0] = 1;
        return x[0];
      }),
      [1],
    );
    expect(y).toEqual([1e6]);
    expect(value).toBe(1e6);
  });

  it('keeps away from where there is no value, and says so where it starts there', () => {
    const logarithm: Objective = (y, gradient) => {
      gradient[0] = 1 / y[0] - 1;
      return Math.log(y[0]) - y[0];
    };
    const { y } = maximum(between([-10], [10], logarithm), [9]);
    expectNear(y, [1], 1e-9);
    const nowhere = maximum(between([-10], [10], logarithm), [-3]);
    expect(nowhere.value).toBeNaN();
    expect(nowhere.iterations).toBe(0);
  });

  it('shares nothing between two runs of one maximizer', () => {
    const maximizer = new BoundedMaximizer(between([-5, -5], [5, 5], rosenbrock));
    const one = Float64Array.of(-1.2, 1);
    const first = maximizer.run(one, 500, 1e-11);
    maximizer.run(Float64Array.of(3, -4), 20, 1e-11);
    const again = Float64Array.of(-1.2, 1);
    expect(maximizer.run(again, 500, 1e-11)).toEqual(first);
    expect(again).toEqual(one);
  });
});
