/** Traces of demand, and provisioning worked out as it is told, for tests. */

import type { Program, ProgramConstraint, VariableType } from '../../src/resources/programs/index';
import type { ProvisionProblem } from '../../src/resources/provision/index';

export type Random = () => number;

export const whole = (random: Random, low: number, high: number) =>
  low + Math.floor((high - low + 1) * random());

/** Prices of every kind: fees of nothing, less than a slot, whole numbers of slots, beyond the term. */
export function prices(random: Random, slots: number) {
  const onDemand = [1, 3, 0.7 + random()][whole(random, 0, 2)];
  const usage = [0, 0, 0.25, 0.6, 0.95][whole(random, 0, 4)] * onDemand;
  const saving = onDemand - usage;
  const fee = [
    0,
    saving * random(),
    saving * whole(random, 1, slots),
    saving * slots * random(),
    saving * slots * (1 + random()),
  ][whole(random, 0, 4)];
  return { onDemand, reservation: { fee, slots, usage } };
}

/** Bursts up to the break-even, sawteeth, single slots, all or nothing, steady, and noise. */
export function trace(random: Random, count: number, breakEven: number, most: number): number[] {
  const kind = whole(random, 0, 6);
  const level = whole(random, 1, most);
  const length = Math.max(1, Math.min(count, Math.round(breakEven) + whole(random, -1, 1)));
  const pause = whole(random, 1, count);
  return Array.from({ length: count }, (_, t) => {
    if (kind === 0) return t % (length + pause) < length ? level : 0;
    if (kind === 1) return t % (level + 1);
    if (kind === 2) return random() < 0.15 ? level : 0;
    if (kind === 3) return random() < 0.6 ? most : 0;
    if (kind === 4) return level;
    if (kind === 5) return Math.max(0, level - Math.floor(t / length));
    return whole(random, 0, most);
  });
}

export function randomProblem(random: Random, longest: number, most: number): ProvisionProblem {
  const slots = whole(random, 1, Math.max(1, Math.floor(longest / 2)));
  const terms = prices(random, slots);
  const { fee, usage } = terms.reservation;
  const breakEven = fee / (terms.onDemand - usage);
  const share = random() < 0.3 ? [0.5, 0.9, 0.99][whole(random, 0, 2)] : 1;
  return {
    demand: trace(random, whole(random, 1, longest), breakEven, most),
    ...terms,
    ...(share < 1 ? { sla: { share } } : {}),
  };
}

export const required = ({ demand, sla }: ProvisionProblem) =>
  Array.from(demand, (d) => {
    let least = 0;
    // tenths of per mille are exact
    while (10000 * least < Math.round(10000 * (sla?.share ?? 1)) * d) least += 1;
    return least;
  });

/** Least cost, by all numbers of reservations in every slot. */
export function leastCost(problem: ProvisionProblem): number {
  const { onDemand, reservation } = problem;
  const { fee, slots, usage = 0 } = reservation;
  const wanted = required(problem);
  const most = Math.max(...wanted);
  const known = new Map<string, number>();
  const from = (t: number, recent: readonly number[]): number => {
    if (t === wanted.length) return 0;
    const name = `${t}:${recent}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const old = recent.reduce((sum, n) => sum + n, 0);
    let best = Infinity;
    for (let n = 0; n + old <= most || n === 0; n++) {
      const used = Math.min(wanted[t], old + n);
      const now = fee * n + usage * used + onDemand * (wanted[t] - used);
      const next = slots === 1 ? [] : [...recent, n].slice(-(slots - 1));
      best = Math.min(best, now + from(t + 1, next));
    }
    known.set(name, best);
    return best;
  };
  return from(0, []);
}

/** The rule as the paper tells it: one machine after the other, with phantoms in the past. */
export function told(
  { required: wanted, slots }: { required: readonly number[]; slots: number },
  patience: number,
  window: number,
): number[] {
  const count = wanted.length;
  const x = new Array<number>(count + slots).fill(0);
  const made = new Array<number>(count).fill(0);
  for (let t = 0; t < count; t++) {
    const isLacking = () => {
      let lacking = 0;
      for (let i = Math.max(0, t + window - slots + 1); i <= Math.min(count - 1, t + window); i++) {
        if (wanted[i] > x[i]) lacking += 1;
      }
      return lacking > patience && wanted[t] > x[t];
    };
    while (isLacking()) {
      made[t] += 1;
      const first = Math.max(0, t + window - slots + 1);
      for (let i = first; i < Math.min(count, t + slots); i++) x[i] += 1;
    }
  }
  return made;
}

/** The optimum as an integer program: reservations, machines on demand, reserved machines used. */
export function programOf(problem: ProvisionProblem, type: VariableType): Program {
  const { onDemand, reservation } = problem;
  const { fee, slots, usage = 0 } = reservation;
  const objective: Record<string, number> = {};
  const variables: Record<string, { type: VariableType }> = {};
  const constraints: Record<string, ProgramConstraint> = {};
  required(problem).forEach((needed, t) => {
    for (const [name, price] of [
      ['n', fee],
      ['o', onDemand],
      ['r', usage],
    ] as const) {
      objective[`${name}${t}`] = price;
      variables[`${name}${t}`] = { type };
    }
    constraints[`served${t}`] = { coefficients: { [`o${t}`]: 1, [`r${t}`]: 1 }, equal: needed };
    const made = Array.from({ length: Math.min(slots, t + 1) }, (_, i) => [`n${t - i}`, 1]);
    constraints[`inForce${t}`] = {
      coefficients: { [`r${t}`]: -1, ...Object.fromEntries(made) },
      lower: 0,
    };
  });
  return { objective, variables, constraints };
}
