/**
 * How an equilibrium in pure strategies moves with the numbers of the game, by the implicit function theorem.
 *
 * Over the inputs that no bound holds, with F_k = x_k ∂U_i/∂x_k = 0 for the inputs k of every player i,
 *
 *     d ln x/dm = −(∂F/∂ln x)⁻¹ ∂F/∂m                                                                    (1)
 *     dU_i/dm = ∂U_i/∂m + Σ_k ∂U_i/∂x_k dx_k/dm          dD/dm = ∂D/∂m + Σ_k ∂D/∂x_k dx_k/dm             (2)
 *
 * for a number m of the game and the probability D of a disaster. By the envelope theorem the own inputs add
 * nothing to the sum in (2), as ∂U_i/∂x_k = 0 for them; what remains is how rivals answer. The shadow price of a
 * player's own number is ∂U_i/∂m_i, his payoff at the same strategies: what a little more of it is worth to him
 * while rivals do as they did.
 *
 * F and ∂U_i/∂x_k are exact (kernels); their derivatives are by extrapolated differences (`differences.ts`). A bound
 * that holds an input goes on holding it. Whether (1) is true to both sides is then tried: a small step along it must
 * leave F at 0 to first order and must not make any input leave its bound; else it is a kink.
 *
 * Under beliefs F, U_i and ∂U_i/∂m are those of the game as player i sees it, D is that of the game as it is; a
 * number moves in the game and in the eyes of those who believe no other.
 *
 * Source: A. Mas-Colell, M. D. Whinston, J. R. Green, Microeconomic Theory (1995), appendices M.E (implicit
 * functions) and M.L (envelopes).
 */

import * as v from 'valibot';
import type { Backend } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { parse } from '../../engine/parameters';
import { type ContestParameters, completeGame } from '../parameters';
import { flatStrategies, nested, type Strategies } from '../strategies';
import { equilibriumAt, heldInputs } from './equilibrium';
import { Mover } from './move';
import { namesOf, parameterOf, requireNames } from './parameters';
import type { ContestSensitivity, Sensitivity, SensitivityOptions } from './result';

export type { ContestSensitivity, Sensitivity, SensitivityOptions } from './result';

const expectedNames = 'an array of names of numbers';
const schema = v.strictObject(
  {
    parameters: v.optional(v.array(v.string(expectedNames), expectedNames)),
    player: v.optional(v.unknown()),
  },
  'an object of options',
);

/** @throws ParameterError naming the first thing that is not usable */
export function sensitivity(
  backend: Backend,
  parameters: ContestParameters,
  strategies: Strategies,
  options: SensitivityOptions = {},
): ContestSensitivity {
  const game = completeGame(parameters);
  const given = parse(schema, options, 'options');
  const known = namesOf(parameters, game);
  const names = [...new Set(given.parameters ?? known)];
  requireNames(names, known);
  const only = playerOf(given.player, game.players);
  const { count, values } = flatStrategies(game, strategies);
  if (count !== 1) throw new ParameterError('strategies', strategies, 'one profile', 'type');

  const equilibrium = equilibriumAt(backend, game, values);
  const mover = new Mover(backend, parameters, game, equilibrium);
  const shadowPrices: Record<string, (number | null)[]> = {};
  const sensitivities = names.flatMap((name): Sensitivity[] => {
    const parameter = parameterOf(parameters, game, name);
    const everybody = Array.from({ length: game.players }, (_, i) => i);
    const whose = !parameter.isOfPlayers
      ? [null]
      : only === undefined
        ? [null, ...everybody]
        : [only];
    const found = whose.flatMap((player) => mover.answer(parameter, player) ?? []);
    shadowPrices[name] = everybody.map((i) => {
      const own = found.find(({ player }) => player === (parameter.isOfPlayers ? i : null));
      return own === undefined ? null : own.direct[i];
    });
    return found;
  });
  const { profile, residual, condition, motion } = equilibrium;
  return {
    backend: backend.name,
    strategies: nested(game, profile),
    regular: motion !== undefined,
    residual,
    condition,
    held: heldInputs(game, profile),
    sensitivities,
    shadowPrices,
  };
}

function playerOf(given: unknown, players: number): number | undefined {
  if (given === undefined) return undefined;
  const expected = `a whole number from 0 to ${players - 1}`;
  if (typeof given !== 'number') throw new ParameterError('player', given, expected, 'type');
  if (!Number.isInteger(given) || given < 0 || given >= players) {
    throw new ParameterError('player', given, expected);
  }
  return given;
}
