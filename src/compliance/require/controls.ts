/**
 * Levers the share sees only through one number z, made into one control.
 *
 * Where η = 0 it sees the audit rate, the detection and the fine only as X = a·d·(F + V); where η > 0 still
 * the first two only as a·d. So levers among them are one control z, a product of factors f_i, at the cost
 *
 *     C(z) = min Σ price·lever   s.t.   Π f_i ≥ z,   low ≤ lever ≤ high.                           (52)
 *
 * In ln f this is convex (F + V may be a factor of two levers, the cheaper one raised first), and its
 * optimum is, with one number s for all factors,
 *
 *     f_i = s/price_i clamped to its bounds,   Π f_i = z,   C'(z) = s/z.                           (53)
 *
 * With n factors inside their bounds s ∝ z^{1/n}: C is concave, but for a kink upwards where a factor of
 * two levers goes over to the dearer one. Any other lever is a control of its own, with C(z) = price·z.
 */

import type { Population } from '../parameters';
import type { Lever, LeverName } from './levers';

export interface Control {
  /** Places of its levers among all levers. */
  readonly levers: readonly number[];
  readonly low: number;
  readonly high: number;
  /** X is proportional to z + offset, of a control that moves X; of any other, undefined. */
  readonly offset: number | undefined;
  /** Whether C is other than linear. */
  readonly isCurved: boolean;
  /** Where C may have a kink upwards. */
  readonly kinks: readonly number[];
  cost(z: number): number;
  /** C'(z). */
  slope(z: number): number;
  /** Sets its levers to the cheapest values that give z. */
  set(z: number, values: Float64Array): void;
}

/** The controls of levers that all cost something. */
export function controlsOf(levers: readonly Lever[], population: Population): Control[] {
  const place = (name: LeverName) => levers.findIndex((lever) => lever.name === name);
  const { low, high, behaviour } = population;
  const isNeutral = behaviour.riskAversion === 0 && place('riskAversion') < 0;
  const factors: Factor[] = [];
  const audits = ['auditRate', 'detection'] as const;
  for (const name of audits) if (place(name) >= 0) factors.push(factor(levers, [place(name)], 0));
  const fines = (['fine', 'reputation'] as const).map(place).filter((i) => i >= 0);
  if (isNeutral && fines.length > 0 && (place('fine') >= 0 || low[3] === high[3])) {
    const fixed = place('fine') < 0 ? low[3] : place('reputation') < 0 ? behaviour.reputation : 0;
    factors.push(factor(levers, fines, fixed));
  }
  const inProduct = factors.flatMap(({ places }) => places);
  const others = levers.flatMap((lever, i) => (inProduct.includes(i) ? [] : single(lever, i)));
  if (inProduct.length === 0) return others;
  if (inProduct.length > 1) return [product(levers, factors), ...others];
  const [i] = inProduct;
  return [{ ...single(levers[i], i), offset: factors[0].offset }, ...others];
}

function single({ low, high, price }: Lever, i: number): Control {
  return {
    levers: [i],
    low,
    high,
    offset: undefined,
    isCurved: false,
    kinks: [],
    cost: (z) => price * z,
    slope: () => price,
    set: (z, values) => {
      values[i] = z;
    },
  };
}

/** offset + the sum of one or two levers, the cheaper one first. */
interface Factor {
  readonly places: readonly number[];
  readonly offset: number;
  readonly low: number;
  readonly high: number;
}

function factor(levers: readonly Lever[], given: readonly number[], offset: number): Factor {
  const places = [...given].sort((i, j) => levers[i].price - levers[j].price);
  const total = (end: 'low' | 'high') => places.reduce((sum, i) => sum + levers[i][end], offset);
  return { places, offset, low: total('low'), high: total('high') };
}

function product(levers: readonly Lever[], factors: readonly Factor[]): Control {
  const places = factors.flatMap((f) => f.places);
  const values = new Float64Array(levers.length);
  const low = factors.reduce((z, f) => z * f.low, 1);
  const high = factors.reduce((z, f) => z * f.high, 1);
  const greatest = Math.max(
    ...factors.flatMap((f) => f.places.map((i) => levers[i].price * f.high)),
  );
  let last = Number.NaN;
  let multiplier = 0;
  const costOf = () => places.reduce((sum, i) => sum + levers[i].price * values[i], 0);

  /** (53) for a given s; returns the product. */
  const atMultiplier = (s: number): number => {
    let z = 1;
    for (const f of factors) {
      let total = f.low;
      let room = f.low;
      for (const i of f.places) {
        const { price, low: least, high: most } = levers[i];
        room += most - least;
        const next = Math.max(total, Math.min(room, s / price));
        values[i] = next >= room ? most : Math.min(most, least + (next - total));
        total = next;
      }
      z *= total;
    }
    return z;
  };
  const solve = (z: number) => {
    if (z === last) return;
    last = z;
    if (z <= low) {
      atMultiplier(0);
      return;
    }
    let below = 0;
    multiplier = greatest;
    while (true) {
      const middle = below + 0.5 * (multiplier - below);
      if (middle <= below || middle >= multiplier) break;
      if (atMultiplier(middle) >= z) multiplier = middle;
      else below = middle;
    }
    atMultiplier(multiplier);
  };
  const cost = (z: number) => {
    solve(z);
    return costOf();
  };
  return {
    levers: places,
    low,
    high,
    offset: 0,
    isCurved: true,
    kinks: factors.flatMap((f) =>
      f.places.slice(1).map((i) => {
        const { price } = levers[i];
        const changeOver = f.high - (levers[i].high - levers[i].low);
        return atMultiplier(price * changeOver);
      }),
    ),
    cost,
    slope: (z) => {
      // at the lower end s is any number up to where it starts to move the factors
      const at = z > low ? z : low + 1e-9 * (high - low);
      solve(at);
      return multiplier / at;
    },
    set: (z, into) => {
      solve(z);
      for (const i of places) into[i] = values[i];
    },
  };
}
