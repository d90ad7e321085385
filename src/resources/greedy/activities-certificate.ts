/**
 * What is checked of a choice of activities, from the problem as it was given and the answer alone.
 *
 * On each machine, in order of start, none begins before the one before it has finished, and there are not
 * more machines than were given. The value is summed anew. Prices are feasible in (RG2): by weak duality
 * m Σ y + Σ z, summed anew as well, bounds the value of every choice, and the choice is worth it; of whole
 * values to less than one.
 */

import type { Certificate } from '../../engine/result';
import type { ActivitiesProblem } from './timetable';

export interface ActivitiesCertificate extends Certificate {
  readonly kind: 'interval-duality';
  /** Whether no machine does two things at once, and there are not too many machines. */
  readonly feasible: boolean;
  /** Relative difference between the value and its sum anew. */
  readonly valueError: number;
  /** Most by which v_i exceeds Σ y + z_i, relative to the largest value. */
  readonly dualInfeasibility: number;
  /** m Σ y + Σ z, proven: no choice is worth more. */
  readonly dualBound: number;
  /** Between the value and that, relative. */
  readonly gap: number;
}

/** What one machine is worth while time is in [from, to). */
export interface MachinePrices {
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly price: Float64Array;
}

export interface ActivitiesClaim {
  readonly machine: Int32Array;
  readonly value: number;
  readonly prices: MachinePrices;
  readonly surplus: Float64Array;
  /** Whether the value is claimed to be the best. */
  readonly isComplete: boolean;
}

const tolerance = 1e-9;
/** Sums of whole numbers below it are exact. */
const mostExact = 2 ** 53;

export function certifyActivities(
  { activities, machines = 1 }: ActivitiesProblem,
  { machine, value, prices, surplus, isComplete }: ActivitiesClaim,
): ActivitiesCertificate {
  const taken = Int32Array.from(machine.keys()).filter((i) => machine[i] >= 0);
  taken.sort((a, b) => machine[a] - machine[b] || activities[a].start - activities[b].start);
  let feasible = true;
  let sum = 0;
  taken.forEach((i, k) => {
    sum += activities[i].value ?? 1;
    feasible &&= machine[i] < machines;
    const before = k > 0 ? taken[k - 1] : i;
    const isSame = before !== i && machine[before] === machine[i];
    feasible &&= !(isSame && activities[before].finish > activities[i].start);
  });
  const { from, to, price } = prices;
  const upTo = new Float64Array(price.length + 1);
  let areSound = true;
  price.forEach((y, k) => {
    upTo[k + 1] = upTo[k] + y;
    areSound &&= y >= 0 && from[k] < to[k] && (k === 0 || to[k - 1] <= from[k]);
  });
  let dualBound = machines * upTo[price.length];
  let shortfall = 0;
  let largest = 0;
  let areWhole = true;
  activities.forEach(({ start, finish, value: worth = 1 }, i) => {
    const first = firstFrom(from, start);
    const end = Math.max(first, firstFrom(from, finish));
    // prices count where they hold wholly within the activity
    const last = end > first && to[end - 1] > finish ? end - 1 : end;
    areSound &&= surplus[i] >= 0;
    shortfall = Math.max(shortfall, worth - (upTo[last] - upTo[first]) - surplus[i]);
    largest = Math.max(largest, worth);
    areWhole &&= Number.isInteger(worth);
    dualBound += surplus[i];
  });
  const relative = (difference: number, size: number) =>
    difference === 0 ? 0 : difference / Math.max(size, Number.MIN_VALUE);
  const valueError = relative(Math.abs(sum - value), sum);
  const dualInfeasibility = relative(Math.max(0, shortfall), largest);
  const gap = relative(Math.max(0, dualBound - sum), dualBound);
  // a choice that is worth more is worth one more
  const isExact = areWhole && dualBound < mostExact;
  const isBest = isExact ? dualBound + machines * activities.length * shortfall < sum + 1 : true;
  return {
    kind: 'interval-duality',
    tolerance,
    holds:
      isComplete &&
      feasible &&
      areSound &&
      valueError <= tolerance &&
      dualInfeasibility <= tolerance &&
      gap <= tolerance &&
      isBest,
    feasible,
    valueError,
    dualInfeasibility,
    dualBound,
    gap,
  };
}

/** The first of rising numbers that is not below a time. */
function firstFrom(rising: Float64Array, time: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
