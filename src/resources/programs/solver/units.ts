/**
 * A model in units in which its numbers are not small. What solvers and certificates hold numbers to is relative to
 * 1 + |number|: costs of 1e-9 would leave any plan optimal, and bounds of 1e-9 any plan feasible. With x = b x'
 * and all costs times a,
 *
 *     c' = a b c,  Q' = a b² Q,  bounds' = bounds/b,  objective' = a objective,  y' = a b y,  z' = a b z       (R7p)
 *
 * a and b are powers of two, so nothing is rounded. b is 1 where integers must stay whole.
 */

import type { FlatAnswer, Interval } from '../answer';
import type { Model } from '../model';

interface Units {
  readonly a: number;
  readonly b: number;
}

/** Smaller numbers than 2^−200 are left as small as that makes them. */
const most = 2 ** 200;

export function unitsOf({ cost, hessian, integer, ...model }: Model): Units {
  const { lower, upper, rowLower, rowUpper } = model;
  const isWhole = integer.includes(1);
  const b = isWhole ? 1 : 1 / enlarging([lower, upper, rowLower, rowUpper], 1);
  const isFlat = !cost.some((c) => c !== 0);
  const linear = isFlat ? most : enlarging([cost], b);
  const curved = hessian === null ? most : enlarging([hessian.values], b * b);
  const a = isFlat && hessian === null ? 1 : Math.min(linear, curved);
  return { a, b };
}

/** The power of two ≥ 1 that makes the greatest of the finite numbers, times `factor`, at least 1; 1 where all are 0. */
function enlarging(columns: readonly Float64Array[], factor: number): number {
  let greatest = 0;
  for (const column of columns) {
    for (const x of column) {
      if (Number.isFinite(x)) greatest = Math.max(greatest, Math.abs(x) * factor);
    }
  }
  let power = 1;
  while (greatest > 0 && greatest * power < 1 && power < most) power *= 2;
  return power;
}

export function inUnits(model: Model, { a, b }: Units): Model {
  if (a === 1 && b === 1) return model;
  const over = (column: Float64Array) => column.map((x) => x / b);
  const { cost, lower, upper, rowLower, rowUpper, hessian } = model;
  return {
    ...model,
    cost: cost.map((c) => c * (a * b)),
    lower: over(lower),
    upper: over(upper),
    rowLower: over(rowLower),
    rowUpper: over(rowUpper),
    hessian:
      hessian === null ? null : { ...hessian, values: hessian.values.map((q) => q * (a * b * b)) },
  };
}

/** The answer in the units of the program. */
export function fromUnits(answer: FlatAnswer, { a, b }: Units): FlatAnswer {
  if (a === 1 && b === 1) return answer;
  const times = (column: Float64Array | null, factor: number) =>
    column === null ? null : column.map((x) => x * factor);
  const between = (interval: Interval | null, factor: number) =>
    interval === null
      ? null
      : { low: interval.low.map((x) => x * factor), high: interval.high.map((x) => x * factor) };
  const price = 1 / (a * b);
  const { prices, certificate, objective, mip } = answer;
  return {
    ...answer,
    objective: objective === null ? null : objective / a,
    x: times(answer.x, b),
    y: times(answer.y, price),
    z: times(answer.z, price),
    prices:
      prices === null
        ? null
        : {
            least: prices.least.map((x) => x * price),
            greatest: prices.greatest.map((x) => x * price),
          },
    costs: between(answer.costs, price),
    sides: between(answer.sides, b),
    certificate: {
      ...certificate,
      bound: certificate.bound === null ? null : certificate.bound / a,
    },
    mip: mip === null ? null : { ...mip, bound: mip.bound / a },
  };
}
