/** From a requirement in levers to a search in controls, and back. */

import { isProduct } from '../exact/shares';
import type { Population } from '../parameters';
import { cheapest } from './cheapest';
import { controlsOf } from './controls';
import { concavityOf, type Parts } from './cost-bound';
import { type Requirement, withLevers } from './levers';
import { nearestMix, type Surface } from './nearest-mix';
import { threshold } from './threshold';

export interface FoundMix {
  /** The levers' values. */
  readonly values: Float64Array;
  /** By what part of its cost a mix could be cheaper at most. */
  readonly gap: number;
  /** Whether the conditions of optimality hold. */
  readonly isOptimal: boolean;
}

export interface MixProblem {
  /** A share short of the target by no more than this, its rounding, reaches it. */
  readonly slack: number;
  /** The cheapest mix; all levers at their upper bounds must reach the target. */
  solve(): FoundMix;
  /** The cost of the best mix for another target near the answer; nothing where it is out of reach. */
  costNear(target: number): number | undefined;
}

/** Most evaluations of the share by branch and bound: about a second's worth. */
const routes = {
  oneLab: { slack: 0, evaluations: 40_000 },
  product: { slack: 1e-13, evaluations: 6000 },
  nested: { slack: 1e-11, evaluations: 200 },
};
const roughGap = 1e-3;
/** Without (57) boxes are many, and each is cheap. */
const moreEvaluations = 2.5;

/** @param given the share that complies in a population with levers at values */
export function mixOf(
  { target, tolerance, levers, population }: Requirement,
  given: (values: Float64Array, population: Population) => number,
): MixProblem {
  let count = 0;
  const share = (values: Float64Array, from: Population) => {
    count++;
    return given(values, from);
  };
  // prices in units of the greatest; levers without a price are at their upper bounds
  const unit = Math.max(...levers.map((lever) => lever.price));
  const priced = levers.flatMap((lever, i) => (lever.price > 0 ? [i] : []));
  const scaled = priced.map((i) => ({ ...levers[i], price: levers[i].price / unit }));
  const free = levers.filter((lever) => lever.price === 0);
  const at = (chosen: typeof levers, from = population) =>
    withLevers(
      from,
      chosen.map((lever) => lever.name),
      chosen.map((lever) => lever.high),
    );
  const others = at(free);
  const full = at(levers);
  const isOneLab = full.low.every((x, i) => x === full.high[i]);
  const route = routes[isOneLab ? 'oneLab' : isProduct(full) ? 'product' : 'nested'];
  const slack = Math.min(route.slack, 1e-6 * target);
  const controls = controlsOf(scaled, others);
  const { isConcave, product } = concavityOf(controls, scaled, others);

  const chosen = new Float64Array(priced.length);
  const values = Float64Array.from(levers, (lever) => lever.high);
  const set = (z: Float64Array) => {
    for (const [i, control] of controls.entries()) control.set(z[i], chosen);
    for (const [i, place] of priced.entries()) values[place] = chosen[i];
    return values;
  };
  const low = Float64Array.from(controls, (control) => control.low);
  const high = Float64Array.from(controls, (control) => control.high);
  const surface = (level: number): Surface => ({
    controls,
    low,
    high,
    excess: (z) => share(set(z), population) - level,
    rounding: slack,
    cost: (z) => controls.reduce((sum, control, i) => sum + control.cost(z[i]), 0),
  });
  const rough = surface(target - slack);
  const strict = surface(target);

  const motivation = levers.find((lever) => lever.name === 'motivation');
  const leastMotivation = motivation?.low ?? population.behaviour.motivation;
  let answer: Float64Array = high;

  const answered = (z: Float64Array, gap: number, isOptimal: boolean): FoundMix => {
    answer = z;
    return { values: set(z).slice(), gap, isOptimal };
  };
  return {
    slack,
    solve() {
      if (rough.excess(low) >= 0) return answered(low, 0, true);
      if (controls.length === 1) {
        const excess = (x: number) => rough.excess(Float64Array.of(x));
        const { x } = threshold(excess, low[0], high[0], 0);
        return answered(exactly(strict, Float64Array.of(x)), 0, true);
      }
      const parts = partsOf();
      const gap = parts !== undefined && parts.less === undefined ? tolerance : roughGap;
      const evaluations = route.evaluations * (parts === undefined ? moreEvaluations : 1);
      const limits = { tolerance, gap, evaluations, count: () => count };
      const found = cheapest(rough, parts, limits);
      const isOptimal = found.optimality <= tolerance || found.bound >= found.cost * (1 - gap);
      const left = found.cost > 0 ? Math.max(0, 1 - found.bound / found.cost) : 0;
      return answered(exactly(strict, found.z), left, isOptimal);
    },
    costNear(level) {
      const other = surface(level - slack);
      if (other.excess(high) < 0) return undefined;
      if (other.excess(low) >= 0) return unit * other.cost(low);
      if (controls.length === 1) {
        const excess = (x: number) => other.excess(Float64Array.of(x));
        return unit * controls[0].cost(threshold(excess, low[0], high[0], 0).x);
      }
      return unit * nearestMix(other, reaching(other), tolerance).cost;
    },
  };

  /** (57), of labs whose benefit starts at 0; nothing where it does not hold. */
  function partsOf(): Parts | undefined {
    const [b, most] = [population.low[0], population.high[0]];
    if (!isConcave || b === most) return undefined;
    const spread = (to: number) => {
      const from = { ...population, low: population.low.slice(), high: population.high.slice() };
      from.low[0] = 0;
      from.high[0] = to;
      return (z: Float64Array) => (to / (most - b)) * share(set(z), from);
    };
    const level = target - slack;
    const first = spread(most);
    // where m ≥ b all of B in [0, b] complies
    const second = b > leastMotivation ? spread(b) : undefined;
    const constant = second === undefined ? b / (most - b) : 0;
    return { above: (z) => first(z) - constant - level, less: second, product };
  }

  /** A point that reaches another level: the answer, raised where it is short. */
  function reaching(other: Surface): Float64Array {
    if (other.excess(answer) >= 0) return answer;
    const at = (t: number) => answer.map((x, i) => (t === 1 ? high[i] : x + t * (high[i] - x)));
    return at(threshold((t) => other.excess(at(t)), 0, 1, 1e-12).x);
  }
}

/**
 * Raised where rounding leaves it short of the target, at the least cost: by one control, or, at a kink where
 * none helps alone, by those in use or all. Nearly always a hair is enough; on a flat piece of the share nothing near helps,
 * and the target is reached but for rounding.
 */
function exactly(surface: Surface, z: Float64Array): Float64Array {
  if (surface.excess(z) >= 0) return z;
  const all = Array.from(z.keys());
  const inUse = all.filter((i) => z[i] > surface.low[i]);
  for (const far of [1e-9, 1e-3]) {
    const room = z.map((x, i) => {
      const most = surface.high[i];
      return Math.min(most - x, far * Math.max(x, Math.min(1, most - surface.low[i])));
    });
    let best = z;
    let cost = Number.POSITIVE_INFINITY;
    for (const moved of [...all.map((i) => [i]), inUse, all]) {
      const at = (t: number) => z.map((x, i) => (moved.includes(i) ? x + t * room[i] : x));
      const excess = (t: number) => surface.excess(at(t));
      if (moved.every((i) => room[i] <= 0) || excess(1) < 0) continue;
      const raised = at(threshold(excess, 0, 1, 0).x);
      const raisedCost = surface.cost(raised);
      if (raisedCost < cost) [best, cost] = [raised, raisedCost];
    }
    if (cost < Number.POSITIVE_INFINITY) return best;
  }
  return z;
}
