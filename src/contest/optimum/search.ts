/** The greatest welfare that climbing from many profiles leads to. */

import { climb } from './climb';
import { explore } from './explore';
import { improve, least, toZero } from './improve';
import type { CompleteOptimumOptions } from './options';
import { refine } from './refine';
import { randomStarts, standardStarts } from './starts';
import type { Welfare } from './welfare';

export interface Point {
  readonly profile: Float64Array;
  readonly value: number;
}

/** Iterations of the first climb from every start, and how many of its ends go on; in large games fewer. */
const first = { iterations: 60, kept: 4 };
const firstInLarge = { iterations: 15, kept: 1 };
/** Numbers of a profile times players from which a game is large. */
const large = 2500;
const mostRounds = 8;
/** Ends of first climbs that periods are taken from. */
const mostOthers = 40;
/** Welfare beyond so much of what is at stake is taken for unbounded. */
const endless = 1e12;

export function search(welfare: Welfare, options: CompleteOptimumOptions): Point {
  const { iterations, kept } = welfare.length * welfare.game.players > large ? firstInLarge : first;
  const starts = [
    ...(options.start === undefined ? [] : [options.start]),
    ...standardStarts(welfare),
    ...randomStarts(welfare, options.starts, options.seed),
  ];
  const reached: Point[] = [];
  welfare.allow(0.5);
  for (const start of starts) {
    const profile = start.slice();
    const value = climb(welfare, profile, Math.min(iterations, options.maxIterations));
    if (isEndless(welfare, value)) return { value, profile };
    if (Number.isFinite(value)) reached.push({ value, profile });
  }
  const ends = distinct(
    welfare,
    reached.sort((a, b) => b.value - a.value),
  );
  const begun = ends.slice(0, kept);
  const others = ends.slice(0, mostOthers).map(({ profile }) => profile);
  let best: Point = begun[0] ?? { profile: starts[0], value: welfare.value(starts[0]) };
  welfare.allow(1);
  for (const point of begun) {
    const found = goOn(welfare, point, others, options.maxIterations);
    if (point === begun[0] || found.value > best.value) best = found;
  }
  return best;
}

/** Whether welfare is so great that it has no limit. */
export const isEndless = ({ scale }: Welfare, value: number) => value > endless * scale;

/** Improves, climbs and explores in turn until nothing helps. */
export function goOn(
  welfare: Welfare,
  from: Point,
  others: readonly Float64Array[],
  maxIterations: number,
): Point {
  const profile = from.profile.slice();
  let value = settle(welfare, profile, others, maxIterations);
  for (let round = 0; round < mostRounds && !isEndless(welfare, value); round++) {
    if (!(explore(welfare, profile, value, others) > value)) break;
    value = settle(welfare, profile, others, maxIterations);
  }
  return { value: refine(welfare, profile, value), profile };
}

/** Climbs and improves in turn. */
function settle(
  welfare: Welfare,
  profile: Float64Array,
  others: readonly Float64Array[],
  maxIterations: number,
): number {
  let value = climb(welfare, profile, maxIterations);
  for (let round = 0; round < mostRounds && !isEndless(welfare, value); round++) {
    const before = value;
    const next = improve(welfare, profile, toZero(welfare, profile, value), others);
    value = next > before ? climb(welfare, profile, maxIterations) : next;
    if (!(value > before + least * welfare.scale)) break;
  }
  return toZero(welfare, profile, value);
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
