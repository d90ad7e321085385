/**
 * Parts of a game written by the user, each in place of a built-in one, as dynapai's traits ProdFunc, RiskFunc,
 * CSF, RewardFunc, DisasterCost and CostFunc are. What the equations of `model.ts` make of them stays:
 *
 *     s_i, p_i = production             in place of (1); A and B follow (2)
 *     σ_j = risk                        in place of (4)
 *     q_j = contestSuccess              in place of (5)
 *     ρ_ij = reward,  d_ij, d_i0 = disasterCost,  c_i = cost in (6), where d_i0 is what a period costs that
 *     nobody wins; the share κ_i of ρ_ij is paid in a disaster as `reward.onDisaster` says
 *
 * Odds are those of (3), with the θ of the game, whatever makes the risk. Payoffs are exact, derivatives are by
 * differences (`src/engine/javascript/contest/differences.ts`), for which functions are called near the inputs
 * given, never outside the range of an input. They should be smooth, and depend on nothing but what they are
 * given. Only the backend `javascript` can call them.
 */

import { ParameterError } from '../engine/errors';
import type { ContestFunctions, ContestModel } from '../engine/kernels/contest';
import { unknownName } from '../engine/parameters';
import { plainObject } from './values';

/** Numbers by player are a copy, [player], which the function may keep or change. */
export interface ContestComponents {
  /** s_i and p_i, both finite and ≥ 0, from the own inputs, in the order of strategies. */
  readonly production?: (given: {
    readonly period: number;
    readonly player: number;
    /** A_i and B_i of the period. */
    readonly safetyProductivity: number;
    readonly performanceProductivity: number;
    /** [input], all 2, 4 or 6 of the game. */
    readonly inputs: Float64Array;
  }) => { readonly safety: number; readonly performance: number };
  /** σ_j in [0, 1], the probability that all goes well if j wins, for each player. */
  readonly risk?: (given: {
    readonly period: number;
    readonly safety: Float64Array;
    readonly performance: Float64Array;
  }) => ArrayLike<number>;
  /** q_j ≥ 0, the probability that j wins, for each player; what their sum lacks of 1 is that nobody does. */
  readonly contestSuccess?: (given: {
    readonly period: number;
    readonly performance: Float64Array;
  }) => ArrayLike<number>;
  /** ρ_ij, what the player gets where the winner wins in safety. */
  readonly reward?: (given: {
    readonly period: number;
    readonly player: number;
    readonly winner: number;
    readonly performance: Float64Array;
  }) => number;
  /** d_ij, what a disaster costs the player where the winner wins; null where nobody does, if that can be. */
  readonly disasterCost?: (given: {
    readonly period: number;
    readonly player: number;
    readonly winner: number | null;
  }) => number;
  /** c_i, from the own inputs, and safety, performance and odds of all players; odds may be Infinity. */
  readonly cost?: (given: {
    readonly period: number;
    readonly player: number;
    /** [input], all 2, 4 or 6 of the game. */
    readonly inputs: Float64Array;
    readonly safety: Float64Array;
    readonly performance: Float64Array;
    readonly odds: Float64Array;
  }) => number;
}

type Name = keyof ContestComponents;
const names: readonly Name[] = [
  'production',
  'risk',
  'contestSuccess',
  'reward',
  'disasterCost',
  'cost',
];

/** By how much probabilities may miss their bounds by rounding. */
const rounding = 1e-12;

/** The functions for the kernels, checking whatever they give. @throws ParameterError for what is no function */
export function completeComponents(path: string, given: unknown): ContestFunctions {
  if (given === undefined || given === null) return {};
  const object = plainObject(path, given, `an object of functions ${names.join(', ')}`);
  const stranger = Object.keys(object).find((name) => !names.includes(name as Name));
  if (stranger !== undefined) throw unknownName(`${path}.${stranger}`, object[stranger], names);
  const present = names.filter((name) => object[name] !== undefined);
  return Object.fromEntries(
    present.map((name) => {
      const component = object[name];
      const place = `${path}.${name}`;
      if (typeof component !== 'function') {
        throw new ParameterError(place, component, 'a function', 'type');
      }
      return [name, checked[name](place, guarded(place, component.bind(object)))];
    }),
  );
}

/** A model with functions in place of parts, where there are any. */
export function withFunctions(
  model: ContestModel,
  functions: ContestFunctions,
  maximumSharing: number,
): ContestModel {
  if (Object.keys(functions).length === 0) return model;
  return { ...model, components: { functions, maximumSharing } };
}

/** A component that may give anything, but throws nothing but a ParameterError. */
type Guarded<Key extends Name> = (
  given: Parameters<Required<ContestComponents>[Key]>[0],
) => unknown;

function guarded(path: string, component: (given: unknown) => unknown) {
  return (given: unknown): unknown => {
    try {
      return component(given);
    } catch (thrown) {
      const what = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : thrown;
      const error = new ParameterError(path, what, 'a function that throws nothing');
      error.cause = thrown;
      throw error;
    }
  };
}

const checked: {
  readonly [Key in Name]: (
    path: string,
    component: Guarded<Key>,
  ) => Required<ContestFunctions>[Key];
} = {
  production: (path, component) => (period, player, A, B, inputs) => {
    const answer = component({
      period,
      player,
      safetyProductivity: A,
      performanceProductivity: B,
      inputs,
    });
    if (typeof answer !== 'object' || answer === null) {
      throw new ParameterError(path, answer, 'an object { safety, performance }', 'type');
    }
    const { safety, performance } = answer as { safety?: unknown; performance?: unknown };
    const where = `of player ${player} in period ${period}`;
    return [
      numberFrom(path, safety, 0, Number.MAX_VALUE, `a finite number ≥ 0 as safety ${where}`),
      numberFrom(
        path,
        performance,
        0,
        Number.MAX_VALUE,
        `a finite number ≥ 0 as performance ${where}`,
      ),
    ];
  },
  risk: (path, component) => (period, safety, performance, sigma) => {
    const given = { period, safety: safety.slice(), performance: performance.slice() };
    fillShares(path, component(given), period, sigma);
  },
  contestSuccess: (path, component) => (period, performance, q) => {
    fillShares(path, component({ period, performance: performance.slice() }), period, q);
    const sum = q.reduce((total, share) => total + share, 0);
    if (sum > 1 + rounding) {
      throw new ParameterError(path, sum, `probabilities with a sum ≤ 1 in period ${period}`);
    }
  },
  reward: (path, component) => (period, player, winner, performance) =>
    finite(
      path,
      component({ period, player, winner, performance: performance.slice() }),
      `where player ${winner} wins, to player ${player} in period ${period}`,
    ),
  disasterCost: (path, component) => (period, player, winner) =>
    finite(
      path,
      component({ period, player, winner }),
      `where ${winner === null ? 'nobody' : `player ${winner}`} wins, to player ${player} in period ${period}`,
    ),
  cost: (path, component) => (period, player, inputs, safety, performance, odds) =>
    finite(
      path,
      component({
        period,
        player,
        inputs,
        safety: safety.slice(),
        performance: performance.slice(),
        odds: odds.slice(),
      }),
      `to player ${player} in period ${period}`,
    ),
};

function numberFrom(path: string, x: unknown, least: number, most: number, expected: string) {
  if (typeof x !== 'number') throw new ParameterError(path, x, expected, 'type');
  if (!(x >= least && x <= most)) throw new ParameterError(path, x, expected);
  return x;
}

const finite = (path: string, x: unknown, where: string) =>
  numberFrom(path, x, -Number.MAX_VALUE, Number.MAX_VALUE, `a finite number ${where}`);

/** Numbers from 0 to 1, one a player, to `out`; what misses a bound by rounding is put on it. */
function fillShares(path: string, given: unknown, period: number, out: Float64Array): void {
  const isArray = typeof given === 'object' && given !== null && 'length' in given;
  if (!isArray || given.length !== out.length) {
    const expected = `an array of ${out.length} numbers, one a player`;
    throw new ParameterError(path, given, expected, isArray ? 'range' : 'type');
  }
  const shares = given as unknown as ArrayLike<unknown>;
  for (let j = 0; j < out.length; j++) {
    const expected = `a number from 0 to 1 for player ${j} in period ${period}`;
    const share = numberFrom(path, shares[j], -rounding, 1 + rounding, expected);
    out[j] = Math.min(1, Math.max(0, share));
  }
}
