/** `shadowprice contest sensitivity`: how an equilibrium moves with the numbers of the game, and what they are worth. */

import type {
  ContestSensitivity,
  Sensitivity,
  SensitivityOptions,
} from '../../contest/sensitivity/index';
import type { ContestSolution, SolveOptions } from '../../contest/solve/result';
import type { Strategies } from '../../contest/strategies';
import type { Answer, Flags, Verb } from '../domain';
import { addOptionFlags, given } from '../flags';
import { type Column, entry, figure, type Screen, table, tiny } from '../output';
import { statusLine } from '../present';
import { watched } from '../watch';
import { addGameFlags, pathTable } from './numbers';
import { sensitivityOptions, solveOptions } from './options';
import { withGaps } from './points';
import { byPlayer, header, inputColumns } from './present';
import { readProblem } from './problem';
import { certificateLine, isCertified } from './solution';
import { addStrategiesFlag } from './strategies';

const { asPublished: _, method: __, ...search } = solveOptions;

export const sensitivity: Verb = {
  name: 'sensitivity',
  summary: 'how an equilibrium moves with the numbers of the game, and what these are worth',

  configure(command) {
    addOptionFlags(command, sensitivityOptions, 'What moves:');
    addStrategiesFlag(command, 'the equilibrium; left out, it is searched for first');
    addGameFlags(command);
    addOptionFlags(command, search, 'Options of the search:');
    command.addHelpText(
      'after',
      `
The price of a number is what a little more of it is worth to the player whose
it is, while others do as before; dU and dP are along the equilibrium, where the
number of all players moves, or with --player that player's alone. P: the
probability of a disaster. A kink: it moves otherwise to one of the sides.

Examples:
  shadowprice contest sensitivity --b 10
  shadowprice contest sensitivity --parameters theta,d --player 0 --periods 3
  shadowprice contest sensitivity game.json --json | jq .shadowPrices.disasterCost`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const { game, strategies, options } = await readSensitivity(source, flags);
    const { parameters, player, ...rest } = options;
    const asked = given({ parameters, player }, ['parameters', 'player']) as SensitivityOptions;
    if (strategies !== undefined) {
      const result = engine.contest.sensitivity(game, strategies as Strategies, asked);
      return answer(result, undefined);
    }
    const solution = await watched('starts', (run) =>
      engine.contest.solveAsync(game, rest as SolveOptions, run),
    );
    const found = solution.equilibria.find(({ kind }) => kind === 'pure') ?? solution.best;
    if (found === undefined) return nothing(solution);
    return answer(engine.contest.sensitivity(game, found.strategies, asked), solution);

    function answer(result: ContestSensitivity, of: ContestSolution | undefined): Answer {
      const isOne = of === undefined || (isCertified(of) && of.equilibria[0].kind === 'pure');
      return {
        result,
        holds: result.regular && isOne,
        text: async (screen) =>
          [
            header('sensitivity', `on ${result.backend}`, game, screen),
            await profileText(result, of, screen),
            await movesTable(result, options.player as number | undefined, screen),
            conditionsText(result, of, screen),
          ].join('\n\n'),
      };
    }

    function nothing(of: ContestSolution): Answer {
      return {
        result: null,
        holds: false,
        text: (screen) =>
          [
            header('sensitivity', `on ${of.backend}`, game, screen),
            `${statusLine(of.status, screen)}${certificateLine(of.certificate, screen)}`,
          ].join('\n\n'),
      };
    }
  },
};

async function readSensitivity(source: string | undefined, flags: Flags) {
  const names = [...Object.keys(sensitivityOptions), ...Object.keys(search)];
  return readProblem(
    { verb: 'sensitivity', strategies: 'optional', options: names },
    source,
    flags,
  );
}

async function profileText(
  { strategies }: ContestSensitivity,
  solution: ContestSolution | undefined,
  screen: Screen,
): Promise<string> {
  const pure = solution?.equilibria.filter(({ kind }) => kind === 'pure').length ?? 0;
  const others = pure > 1 ? `, the first of ${pure} that were found` : '';
  const isNone = solution !== undefined && pure === 0;
  const title = isNone
    ? screen.paint.red('no pure equilibrium was found; at the best candidate')
    : screen.paint.bold(`the equilibrium${others}`);
  return `  ${title}\n${await byPlayer(inputColumns(strategies), screen)}`;
}

/** A row for each number: what it is worth to each player, and what moves with it. */
function movesTable(
  { sensitivities, shadowPrices }: ContestSensitivity,
  player: number | undefined,
  screen: Screen,
): Promise<string> {
  const isTogether = (each: Sensitivity) => each.player === null || each.player === player;
  const rows = sensitivities.filter(isTogether);
  const { paint } = screen;
  const right = { align: 'right' } as const;
  const column = (
    title: string,
    of: (row: Sensitivity) => number | null | undefined,
    rest: Partial<Column> = {},
  ): Column => ({
    title,
    ...right,
    cells: withGaps(
      rows.map((row) => of(row) ?? null),
      7,
    ),
    ...rest,
  });
  const players = rows[0]?.direct.map((_, i) => i) ?? [];
  return table(
    [
      { title: '', cells: rows.map(({ parameter }) => symbolOf(parameter)), spare: 40 },
      { title: 'number', cells: rows.map(({ parameter }) => paint.bold(parameter)) },
      {
        title: 'at',
        ...right,
        cells: rows.map(({ value }) => (value === null ? 'several' : figure(value))),
        spare: 39,
      },
      ...players.map((i) =>
        column(`price to ${i}`, ({ parameter }) => shadowPrices[parameter][i], {
          ...(i < 2 ? {} : { spare: 20 + i }),
        }),
      ),
      ...players.map((i) =>
        column(`dU of ${i}`, ({ payoffs }) => payoffs?.[i], { spare: i < 2 ? 2 : 4 + i }),
      ),
      column('dP', ({ disasterProbability }) => disasterProbability, { spare: 1 }),
      {
        title: '',
        cells: rows.map(({ kink, side }) => (kink === true ? 'kink' : side === 'both' ? '' : side)),
        spare: 3,
      },
    ],
    screen,
  );
}

const symbolOf = (parameter: string) =>
  Object.hasOwn(pathTable, parameter) ? pathTable[parameter].symbol : '';

function conditionsText(
  { regular, residual, condition }: ContestSensitivity,
  solution: ContestSolution | undefined,
  screen: Screen,
): string {
  const { paint, width } = screen;
  const says = [`conditions of first order within ${tiny(residual)}`];
  if (condition !== null) says.push(`condition number ${figure(condition, 3)}`);
  const mark = regular ? paint.green('regular ✓') : paint.red('regular ✗');
  const rest = regular ? '' : '; how the equilibrium moves is not determined by them';
  const line = entry(mark, `${says.join(', ')}${rest}`, 0, width).slice(2);
  return solution === undefined
    ? line
    : `${line}\n${certificateLine(solution.certificate, screen)}`;
}
