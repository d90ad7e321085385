/** A game in a line: all that tells it from others. */

import { inputNames } from '../../contest/costs';
import { contestTable } from '../../contest/table';
import { figure, type Screen } from '../output';
import { isRecord } from '../problem';
import { pricedTogether } from './cost';

export type Game = Readonly<Record<string, unknown>>;

const inputsOf: Readonly<Record<string, number>> = { basic: 2, invest: 4, share: 6 };

/** One thing said of a game, the number it is of, and whether it is the default. */
interface Item {
  readonly name: string;
  readonly text: string;
  readonly isUsual: boolean;
}

type Row = keyof typeof contestTable;

const rowsOf = (...names: Row[]) => names;
const technology = rowsOf(
  'safetyProductivity',
  'safetyElasticity',
  'performanceProductivity',
  'performanceElasticity',
  'risk.theta',
);
const rewards = rowsOf(
  'reward.winFixed',
  'reward.winPerPerformance',
  'reward.loseFixed',
  'reward.losePerPerformance',
  'reward.onDisaster',
);

/**
 * `n 2  T 5  invest  A 10 …  γ 0.9,1`; what is not the default stands out.
 *
 * @param without numbers that vary
 */
export function gameItems(
  game: Game,
  { paint }: Screen,
  without: readonly string[] = [],
): string[] {
  const { players = 2, periods = 1, actions = 'basic', beliefs } = game;
  const kindOf = (name: string) => (isRecord(game[name]) ? game[name].kind : undefined);
  const { risk = 'winner', cost = 'unit' } = { risk: kindOf('risk'), cost: kindOf('cost') };
  const isShared = risk === 'additive' || risk === 'multiplicative';
  const scale = textOf(valueAt(game, 'contestSuccess.scale') ?? 1);
  const items: readonly Item[] = [
    { name: 'players', text: `n ${players}`, isUsual: players === 2 },
    { name: 'periods', text: `T ${periods}`, isUsual: periods === 1 },
    { name: 'actions', text: String(actions), isUsual: actions === 'basic' },
    ...technology.map((name) => numberItem(game, name)),
    ...unless(risk === 'winner', 'risk.kind', risk === 'none' ? 'no risk' : `${risk} risk`),
    ...(isShared ? [numberItem(game, 'risk.weights')].filter(isUnusual) : []),
    ...unless(
      kindOf('contestSuccess') !== 'ratio-with-draw',
      'contestSuccess.scale',
      `with draw, w ${scale}`,
    ),
    ...rewards.map((name) => numberItem(game, name)).filter(isUnusual),
    numberItem(game, 'disasterCost'),
    numberItem(game, 'discountFactor'),
    ...priceItems(game, inputsOf[String(actions)]),
    ...unless(cost === 'unit', 'cost.kind', `${cost} cost`),
    ...unless(game.endsOnWin !== true, 'endsOnWin', 'ends on a win'),
    ...unless(game.lastPeriodForever !== true, 'lastPeriodForever', 'the last period for ever'),
    ...unless(game.noWinIsDisaster !== false, 'noWinIsDisaster', 'a draw is safe'),
    ...unless(!Array.isArray(beliefs), 'beliefs', 'with beliefs'),
  ];
  return items
    .filter(({ name }) => !without.includes(name))
    .map(({ text, isUsual }) => (isUsual ? text : paint.bold(text)));
}

const isUnusual = ({ isUsual }: Item) => !isUsual;
const unless = (isUsual: boolean, name: string, text: string): Item[] =>
  isUsual ? [] : [{ name, text, isUsual }];

function valueAt(game: Game, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, field) => (isRecord(at) ? at[field] : undefined), game);
}

function numberItem(game: Game, name: Row): Item {
  const { symbol, default: usual } = contestTable[name];
  const value = valueAt(game, name) ?? usual;
  return { name, text: `${symbol} ${textOf(value)}`, isUsual: value === usual };
}

/** A value of a game in a few characters. */
export function textOf(value: unknown): string {
  if (typeof value === 'number') return figure(value);
  if (Array.isArray(value)) {
    return value.some(Array.isArray) ? 'a matrix' : value.map((x) => textOf(x)).join(',');
  }
  return isRecord(value) ? 'by period' : String(value);
}

const symbols = { r: 'r', rInvest: 'r_inv', rShare: 'r_share' };

/** Prices that were given: `r 0.2`, or by input where they differ. */
function priceItems(game: Game, inputs: number): Item[] {
  return Object.entries(pricedTogether).flatMap(([name, pair]) => {
    if (inputNames.indexOf(pair[0]) >= inputs) return [];
    const given = pair.flatMap((input) => {
      const value = valueAt(game, `cost.${input}`);
      if (value === undefined) return [];
      return [{ name: `cost.${input}`, text: textOf(value), input }];
    });
    const [first, second] = given;
    const symbol = symbols[name as keyof typeof symbols];
    if (given.length === 2 && first.text === second.text) {
      return [{ name: first.name, text: `${symbol} ${first.text}`, isUsual: false }];
    }
    return given.map((one) => ({
      name: one.name,
      text: `r(${one.input}) ${one.text}`,
      isUsual: false,
    }));
  });
}
