/** Seeded arguments for the elementary functions: uniform over bit patterns, and known edges. */
import { bitsOf, fromBits } from './reference';

/** SplitMix64: next() is a uniform 64-bit integer. */
export class Random {
  private state: bigint;

  constructor(seed: bigint) {
    this.state = seed;
  }

  next(): bigint {
    this.state = BigInt.asUintN(64, this.state + 0x9e3779b97f4a7c15n);
    let z = this.state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  }

  between(low: number, high: number): number {
    return low + (high - low) * (Number(this.next() >> 11n) / 2 ** 53);
  }

  /** Uniform over the bit patterns of the finite doubles. */
  finite(): number {
    for (;;) {
      const x = fromBits(this.next());
      if (Number.isFinite(x)) return x;
    }
  }
}

/** x and the `reach` doubles on either side, by bit pattern, away from zero and infinity. */
export function neighbours(x: number, reach = 3): number[] {
  const result: number[] = [];
  for (let i = -reach; i <= reach; i++) result.push(fromBits(bitsOf(x) + BigInt(i)));
  return result.filter((y) => Number.isFinite(y) && y !== 0 && y > 0 === x > 0);
}

const LN2 = Math.LN2;

export function expArguments(random: Random, count: number): number[] {
  const list: number[] = [];
  for (let k = -1075; k <= 1024; k++) {
    list.push(...neighbours((k + 0.5) * LN2, 1)); // where the rounding of x log2 e changes
    if (k !== 0) list.push(k * LN2);
  }
  for (let e = -1074; e < 10; e++) list.push(2 ** e, -(2 ** e));
  for (const edge of [708, -708, 709.782712893384, -708.3964185322641, -745.1332191019412]) {
    list.push(...neighbours(edge, 20));
  }
  for (let i = 0; i < count; i++) {
    list.push(random.between(-745.2, 709.8), random.between(-1, 1), random.between(-745.2, -708));
    const x = random.finite();
    if (Math.abs(x) < 746) list.push(x);
  }
  return list.filter((x) => x < 709.782712893384 && x > -746);
}

export function logArguments(random: Random, count: number): number[] {
  const list: number[] = [];
  for (let e = -1074; e <= 1023; e++) {
    list.push(...neighbours(2 ** e, 2), 1.5 * 2 ** e, 0.6953125 * 2 ** e);
  }
  list.push(...neighbours(1, 200), ...neighbours(0.6953125, 20), ...neighbours(1.390625, 20));
  for (let i = 0; i < count; i++) {
    list.push(Math.abs(random.finite()), random.between(0.6, 1.5), random.between(0.999, 1.001));
  }
  return list.filter((x) => x > 0 && x !== 1 && Number.isFinite(x));
}

/** Pairs with a positive finite base; most results are finite and not trivially 1. */
export function powArguments(random: Random, count: number): [number, number][] {
  const list: [number, number][] = [];
  const towards = (x: number, result: number): [number, number] => [x, result / Math.log(x)];
  for (const x of [...neighbours(1, 30), ...neighbours(0.8409423828125), ...neighbours(1.6818)]) {
    if (x === 1) continue;
    for (const r of [-745.1, -740, -708.39, -300, -1, -1e-9, 1e-9, 0.3, 1, 300, 708, 709.78]) {
      list.push(towards(x, r));
    }
  }
  for (let e = -1074; e <= 1023; e++) {
    list.push([2 ** e, 1], [2 ** e, 0.5], [2 ** e, -1], [2 ** e, random.between(-1, 1)]);
    list.push([2, e], [fromBits(random.next() & 0xfffffffffffffn), 2 ** -(Math.abs(e) % 20)]);
  }
  for (let i = 0; i < count; i++) {
    const any = Math.abs(random.finite());
    const near = 1 + random.between(-1, 1) * 2 ** -Math.floor(random.between(1, 50));
    list.push(
      towards(any, random.between(-745.2, 709.8)),
      towards(near, random.between(-745, 709)),
    );
    list.push(
      [random.between(0.5, 2), random.between(-900, 900)],
      towards(any, random.between(-1, 1)),
    );
    list.push(
      towards(near, random.between(690, 709.78)),
      towards(any, random.between(-745.2, -708)),
    );
    list.push([random.between(0.01, 100), random.between(-3, 3)], [any, random.finite()]);
    list.push([Math.floor(random.between(1, 50)), Math.floor(random.between(-60, 60))]);
  }
  return list.filter(([x, y]) => x > 0 && Number.isFinite(x) && Number.isFinite(y));
}

export const SPECIAL = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -2,
  3,
  -3,
  1.5,
  -1.5,
  710,
  -746,
  1e300,
  -1e300,
  5e-324,
  -5e-324,
  1e-310,
  -1e-310,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  2.2250738585072014e-308,
  2 ** 52 + 1,
  -(2 ** 52) - 1,
  2 ** 53,
  -(2 ** 53),
  2 ** 53 - 1,
  1 - 2 ** -53,
  -(1 - 2 ** -53),
  1 + 2 ** -52,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
  0.1,
  -7,
  1023,
  -1074,
  1024,
];
