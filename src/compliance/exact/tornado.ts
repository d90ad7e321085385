/**
 * The exact share of an action with one number fixed for all labs and the others spread as they are.
 *
 * For compliance, with all six uniform on [0, 1], these are closed forms: with ℓ(x) = −ln x,
 *
 *     P(comply | B) = 1 − B (1 + ℓ + ℓ²/2) − B² ℓ³/12,   ℓ = ℓ(B)                                 (26)
 *     P(comply | a) = a/4 − a²/54,   and the same for d and F                                     (27)
 *     P(comply | c) = 1/8 − (1 − c² (1 + 2ℓ + 2ℓ² + 4ℓ³/3))/16
 *                       + c (1 − c (1 + ℓ + ℓ²/2 + ℓ³/6)),   ℓ = ℓ(c)                             (28)
 *     P(comply | σ) = 1/8 − (1 − σ)²/54                                                           (29)
 *
 * with 0 in place of x^i ln^j x at x = 0. (27) is P(B ≤ X) = E X = a/4 less P(X − B ≥ 0, split pays more).
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { type Action, isPlain } from '../model';
import { type ComplianceName, complianceNames, type Population, rangeEnds } from '../parameters';
import { exactShares } from './shares';

export interface TornadoRow {
  readonly parameter: ComplianceName;
  /** The share with the number at the low level, and at the high one. */
  readonly low: number;
  readonly high: number;
  /** high − low. */
  readonly swing: number;
}

/**
 * One row for each of the six numbers, in their order.
 * @throws ParameterError where a level is not in the domain of all of them
 */
export function exactTornado(
  math: ElementaryFunctions,
  levels: readonly [number, number],
  population: Population,
  action: Action,
): TornadoRow[] {
  return complianceNames.map((parameter, i) => {
    const [from, to] = rangeEnds(parameter, levels, 'levels');
    const low = shareAt(math, population, i, from, action);
    const high = shareAt(math, population, i, to, action);
    return { parameter, low, high, swing: high - low };
  });
}

/** The share of an action where number `index` is `value` for all labs. */
export function shareAt(
  math: ElementaryFunctions,
  { low, high, behaviour }: Population,
  index: number,
  value: number,
  action: Action,
): number {
  const population = { low: low.with(index, value), high: high.with(index, value), behaviour };
  const isUnit =
    isPlain(behaviour) && low.every((end, i) => end === 0 && high[i] === 1) && value <= 1;
  if (isUnit && action === 'comply') return complyAt(math, index, value);
  return exactShares(math, population)[action];
}

/** (26)–(29). */
export function complyAt(math: ElementaryFunctions, index: number, x: number): number {
  if (index === 5) return 0.125 - ((1 - x) * (1 - x)) / 54;
  if (index !== 0 && index !== 4) return x / 4 - (x * x) / 54;
  if (x === 0) return index === 0 ? 1 : 1 / 16;
  const l = -math.log(x);
  if (index === 0) return 1 - x * (1 + l * (1 + l / 2)) - (x * x * l * l * l) / 12;
  return (
    0.125 -
    (1 - x * x * (1 + l * (2 + l * (2 + (4 / 3) * l)))) / 16 +
    x * (1 - x * (1 + l * (1 + l * (0.5 + l / 6))))
  );
}
