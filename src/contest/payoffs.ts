/** What strategies are worth to the players, and how that changes with them. */

import type { Backend, BackendName } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import type { ContestKernels } from '../engine/kernels/contest';
import type { ContestGame } from './parameters';
import {
  type FlatStrategies,
  flatStrategies,
  nested,
  profileLength,
  type Strategies,
} from './strategies';

export interface PayoffsResult {
  readonly backend: BackendName;
  /** U_i; under beliefs, each player's as he sees the game. */
  readonly payoffs: Float64Array;
}

export interface PayoffsBatch {
  readonly backend: BackendName;
  /** One entry a profile. */
  readonly payoffs: readonly Float64Array[];
}

export interface GradientResult extends PayoffsResult {
  /**
   * ∂U_i/∂x of each player's own payoff by the own strategy, shaped as the strategies. At x = 0 the derivative
   * from the right, which may be infinite.
   */
  readonly gradient: readonly (readonly (readonly number[])[])[];
}

export interface GradientBatch extends PayoffsBatch {
  readonly gradient: readonly GradientResult['gradient'][];
}

/** Profiles in one flat array: payoffs [profile][player], gradient [profile][period][player][input]. */
export interface FlatPayoffs extends PayoffsResult {
  readonly count: number;
}
export interface FlatGradient extends FlatPayoffs {
  readonly gradient: Float64Array;
}

export interface JacobianResult extends PayoffsResult {
  /** ∂U_i by every strategy: entry i is shaped as the strategies. */
  readonly jacobian: readonly GradientResult['gradient'][];
}

type Kernel = 'payoffs' | 'gradient' | 'jacobian';

/**
 * A kernel on flat profiles, each player's payoff in the game as he sees it.
 *
 * @param player whose payoff is wanted, or −1 for all
 */
export function evaluate(
  { contest }: { readonly contest: ContestKernels },
  game: ContestGame,
  kernel: Kernel,
  count: number,
  strategies: Float64Array,
  payoffs: Float64Array,
  derivatives: Float64Array,
  player = -1,
): void {
  const { model, believed, players } = game;
  if (believed === null) {
    contest[kernel](model, player, count, strategies, payoffs, derivatives);
    return;
  }
  for (let i = Math.max(0, player); i < (player < 0 ? players : player + 1); i++) {
    contest[kernel](believed[i], i, count, strategies, payoffs, derivatives);
  }
}

/** Payoffs, and derivatives where they are wanted. @throws ParameterError */
function run(backend: Backend, game: ContestGame, given: unknown, kernel: Kernel) {
  const flat = flatStrategies(game, given);
  const { count, values } = flat;
  const payoffs = new Float64Array(count * game.players);
  const size = kernel === 'payoffs' ? 0 : kernel === 'gradient' ? 1 : game.players;
  const derivatives = new Float64Array(size * values.length);
  evaluate(backend, game, kernel, count, values, payoffs, derivatives);
  const bad = payoffs.findIndex((u) => !Number.isFinite(u));
  if (bad >= 0) {
    throw new ParameterError(
      'strategies',
      payoffs[bad],
      `inputs for which the payoff of player ${bad % game.players} is a finite number`,
    );
  }
  return { flat, payoffs, derivatives };
}

const rows = (values: Float64Array, { count }: FlatStrategies) =>
  Array.from({ length: count }, (_, m) =>
    values.slice((m * values.length) / count, ((m + 1) * values.length) / count),
  );

/** U_i of a profile or of many. @throws ParameterError */
export function payoffs(backend: Backend, game: ContestGame, given: Strategies): PayoffsResult;
export function payoffs(
  backend: Backend,
  game: ContestGame,
  given: readonly Strategies[],
): PayoffsBatch;
export function payoffs(backend: Backend, game: ContestGame, given: Float64Array): FlatPayoffs;
export function payoffs(
  backend: Backend,
  game: ContestGame,
  given: unknown,
): PayoffsResult | PayoffsBatch | FlatPayoffs {
  const { flat, payoffs: values } = run(backend, game, given, 'payoffs');
  const { name } = backend;
  if (flat.form === 'flat') return { backend: name, count: flat.count, payoffs: values };
  if (flat.form === 'one') return { backend: name, payoffs: values };
  return { backend: name, payoffs: rows(values, flat) };
}

/** U_i and each player's own derivatives. @throws ParameterError */
export function gradient(backend: Backend, game: ContestGame, given: Strategies): GradientResult;
export function gradient(
  backend: Backend,
  game: ContestGame,
  given: readonly Strategies[],
): GradientBatch;
export function gradient(backend: Backend, game: ContestGame, given: Float64Array): FlatGradient;
export function gradient(
  backend: Backend,
  game: ContestGame,
  given: unknown,
): GradientResult | GradientBatch | FlatGradient {
  const { flat, payoffs: values, derivatives } = run(backend, game, given, 'gradient');
  const { name } = backend;
  const { count, form } = flat;
  if (form === 'flat') return { backend: name, count, payoffs: values, gradient: derivatives };
  if (form === 'one')
    return { backend: name, payoffs: values, gradient: nested(game, derivatives) };
  const length = profileLength(game);
  return {
    backend: name,
    payoffs: rows(values, flat),
    gradient: Array.from({ length: count }, (_, m) => nested(game, derivatives, m * length)),
  };
}

/** U_i and its derivatives by everybody's strategies, of one profile. @throws ParameterError */
export function jacobian(backend: Backend, game: ContestGame, given: Strategies): JacobianResult {
  const { flat, payoffs: values, derivatives } = run(backend, game, given, 'jacobian');
  if (flat.count !== 1) throw new ParameterError('strategies', given, 'one profile', 'type');
  const length = profileLength(game);
  return {
    backend: backend.name,
    payoffs: values,
    jacobian: Array.from({ length: game.players }, (_, i) => nested(game, derivatives, i * length)),
  };
}
