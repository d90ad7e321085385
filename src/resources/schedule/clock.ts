/**
 * A unit of which all times are multiples, found by Euclid's algorithm, so that sums of times are exact.
 *
 * Times that are multiples of 0.1 are no doubles, and whether a job fits between two others would be decided
 * by rounding. In ticks of the common unit all sums are whole numbers. Where there is no unit of at least
 * 2⁻²⁰ of the longest time (whole numbers may be longer), times are what doubles make of them.
 */

import { type Gangs, horizonOf } from './problem';

export interface Clock {
  /** The gangs with times in ticks. */
  readonly gangs: Gangs;
  /** Whether these are whole numbers. */
  readonly isWhole: boolean;
  /** Ticks in the unit of time that was given. */
  length(ticks: number): number;
  /** The same for a time on the clock, where a release at that tick counts as it was given. */
  time(ticks: number): number;
}

const longest = 2 ** 20;
/** Relative error of a multiple of the unit: a few roundings. */
const rounding = 2 ** -50;

/** Times as they were given. */
export function plainClock(gangs: Gangs): Clock {
  return { gangs, isWhole: false, length: (ticks) => ticks, time: (ticks) => ticks };
}

export function clockOf(gangs: Gangs): Clock {
  const { durations, releases } = gangs;
  const unit = commonUnit(durations, releases);
  if (unit === 0) return plainClock(gangs);
  const inverse = Math.round(1 / unit);
  const lengths = [
    ...(inverse >= 1 ? [(ticks: number) => ticks / inverse] : []),
    ...(unit >= 1 ? [(ticks: number) => ticks * Math.round(unit)] : []),
    (ticks: number) => ticks * unit,
  ];
  const inTicks = (x: Float64Array) => x.map((time) => Math.round(time / unit));
  const whole = { ...gangs, durations: inTicks(durations), releases: inTicks(releases) };
  if (!(horizonOf(whole.durations, whole.releases) < 2 ** 53)) return plainClock(gangs);
  for (const length of lengths) {
    const isNear = (ticks: number, given: number) =>
      Math.abs(length(ticks) - given) <= rounding * given;
    const isUnit =
      durations.every((given, j) => isNear(whole.durations[j], given)) &&
      releases.every((given, j) => isNear(whole.releases[j], given));
    if (!isUnit) continue;
    const time = releasesAt(whole, releases, length);
    return { gangs: whole, isWhole: true, length, time };
  }
  return plainClock(gangs);
}

/** Times on the clock: none is before a release at the same tick, by rounding as little as that would be. */
function releasesAt({ releases }: Gangs, given: Float64Array, length: (ticks: number) => number) {
  const latest = new Map<number, number>();
  for (let j = 0; j < given.length; j++) {
    const now = latest.get(releases[j]) ?? length(releases[j]);
    if (given[j] > now) latest.set(releases[j], given[j]);
  }
  return (ticks: number) => latest.get(ticks) ?? length(ticks);
}

/** 0 where there is none. */
function commonUnit(durations: Float64Array, releases: Float64Array): number {
  let most = 0;
  let isWhole = true;
  for (const times of [durations, releases]) {
    for (const time of times) {
      most = Math.max(most, time);
      isWhole &&= Number.isInteger(time);
    }
  }
  isWhole &&= most < 2 ** 53;
  const least = isWhole ? 0.5 : most / longest;
  let unit = 0;
  for (const times of [durations, releases]) {
    for (const time of times) {
      unit = divisor(time, unit, least);
      if (unit > 0 && unit < least) return 0;
    }
  }
  return isWhole ? unit : most / Math.round(most / unit);
}

/** The greatest common divisor, remainders near 0 or the divisor counting as 0. */
function divisor(a: number, b: number, least: number): number {
  while (b >= least) {
    const rest = Math.abs(a - b * Math.round(a / b));
    [a, b] = [b, rest < least / 2 ? 0 : rest];
  }
  return b > 0 ? b : a;
}
