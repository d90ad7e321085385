/** The greatest welfare that climbing from many profiles leads to. */

import type { CompleteOptimumOptions } from './options';
import { climb } from './climb';
import { improve, least, toZero } from './improve';
import { randomStarts, standardStarts } from './starts';
import type { Welfare } from './welfare';

export interface Point {
  readonly profile: Float64Array;
  readonly value: number;
}

/** Iterations of the first climb from every start; the best go on. */
const firstIterations = 60;
const kept = 4;
const mostRounds = 8;
/** Numbers of a game (inputs times players) beyond which fewer starts are kept. */
const large = 4000;

export function search(welfare: Welfare, options: CompleteOptimumOptions): Point {
  const starts = [
    ...(options.start === undefined ? [] : [options.start]),
    ...standardStarts(welfare),
    ...randomStarts(welfare, options.starts, options.seed),
  ];
  const iterations = Math.min(firstIterations, options.maxIterations);
  const reached = starts.map((start): Point => {
    const profile = start.slice();
    return { value: climb(welfare, profile, iterations), profile };
  });
  const sorted = reached
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => b.value - a.value);
  const begun = distinct(welfare, sorted).slice(0, isLarge(welfare) ? 1 : kept);
  const others = begun.map(({ profile }) => profile);
  let best: Point = begun[0] ?? { profile: starts[0].slice(), value: welfare.value(starts[0]) };
  for (const point of begun) {
    const found = goOn(welfare, point, others, options.maxIterations);
    if (found.value > best.value) best = found;
  }
  return best;
}

const isLarge = ({ game, length }: Welfare) => length * game.players > large;

/** Improves and climbs in turn until neither helps. */
export function goOn(
  welfare: Welfare,
  from: Point,
  others: readonly Float64Array[],
  maxIterations: number,
): Point {
  const profile = from.profile.slice();
  let value = climb(welfare, profile, maxIterations);
  for (let round = 0; round < mostRounds; round++) {
    const before = value;
    const next = improve(welfare, profile, toZero(welfare, profile, value), others);
    value = next > before ? climb(welfare, profile, maxIterations) : next;
    if (!(value > before + least * welfare.scale)) break;
  }
  return { value: toZero(welfare, profile, value), profile };
}

/** Points whose welfare differs, in their order. */
function distinct({ scale }: Welfare, points: readonly Point[]): Point[] {
  const chosen: Point[] = [];
  for (const point of points) {
    const isNear = ({ value }: Point) => Math.abs(value - point.value) <= 1e-9 * scale;
    if (!chosen.some(isNear)) chosen.push(point);
  }
  return chosen;
}
