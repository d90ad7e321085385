/** One number of an equilibrium: of a player in a period, or of the game as a whole. */

import { ParameterError } from '../../engine/errors';
import { oneOf, wholeNumber } from '../complete';
import { inputNames } from '../costs';
import type { Facts, PeriodPlayer } from './facts';
import { stateNames } from './mixture';

const ofGame = ['totalPayoff', 'disasterProbability'] as const;
const ofPeriod = [...stateNames, ...inputNames.map((name) => `inputs.${name}` as const)] as const;
const outcomes = ['payoff', ...ofGame, ...ofPeriod] as const;

/** What can be compared, by the names that columns of a scenario have. */
export type OutcomeName = (typeof outcomes)[number];

export interface Outcome {
  readonly name: OutcomeName;
  /** Whose; null for the mean over players. */
  readonly player: number | null;
  /** When; null for the last period. */
  readonly period: number | null;
}

const includes = (names: readonly string[], name: string) => names.includes(name);

/** @throws ParameterError */
export function outcomeOf(name: unknown, player: unknown, period: unknown): Outcome {
  const known = oneOf('outcome', name, outcomes);
  if (player !== undefined && includes(ofGame, known)) {
    throw new ParameterError('player', player, `nothing: ${known} is one for all players`);
  }
  if (period !== undefined && !includes(ofPeriod, known)) {
    throw new ParameterError('period', period, `nothing: ${known} is one for all periods`);
  }
  return {
    name: known,
    player: player === undefined ? null : wholeNumber('player', player, 0, 15),
    period: period === undefined ? null : wholeNumber('period', period, 0, 99),
  };
}

/** @throws ParameterError where a game of these players and periods has no such number */
export function requireOutcome(
  { name, player, period }: Outcome,
  { players, periods, inputs }: { players: number; periods: number; inputs: number },
): void {
  if (player !== null && player >= players) {
    throw new ParameterError('player', player, `a whole number from 0 to ${players - 1}`);
  }
  if (period !== null && period >= periods) {
    throw new ParameterError('period', period, `a whole number from 0 to ${periods - 1}`);
  }
  const had = inputNames.slice(0, inputs).map((input) => `inputs.${input}`);
  if (name.startsWith('inputs.') && !had.includes(name)) {
    throw new ParameterError('outcome', name, `an input that both games have: ${had.join(', ')}`);
  }
}

/** Null where the equilibrium has none, or none that is finite. */
export function outcomeValue({ name, player, period }: Outcome, facts: Facts): number | null {
  if (name === 'totalPayoff' || name === 'disasterProbability') return facts[name];
  const list: readonly (number | null)[] =
    name === 'payoff' ? facts.payoff : inPeriod(byPeriod(facts, name), period);
  if (player !== null) return list[player];
  if (list.includes(null)) return null;
  return list.reduce<number>((sum, value) => sum + (value as number), 0) / list.length;
}

function byPeriod(facts: Facts, name: (typeof ofPeriod)[number]): PeriodPlayer {
  const [, input] = name.split('.');
  if (input === undefined) return facts[name as (typeof stateNames)[number]];
  return facts.inputs[input as (typeof inputNames)[number]] ?? [];
}

const inPeriod = (periods: PeriodPlayer, period: number | null) =>
  periods[period ?? periods.length - 1];
