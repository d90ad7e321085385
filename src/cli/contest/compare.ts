/** `shadowprice contest compare`: whether one kind of game has more of something than another. */

import { Option } from 'commander';
import type { ComparedPoint, CompareOptions, CompareResult } from '../../contest/scenario/index';
import type { Answer, Flags, Verb } from '../domain';
import { UsageError } from '../failure';
import { addOptionFlags } from '../flags';
import { entry, type Screen, table } from '../output';
import { headerOf, statusLine } from '../present';
import { checkNames, recordAt } from '../problem';
import { watched } from '../watch';
import { gameItems } from './items';
import { addGameFlags, gameOf, numberNamed } from './numbers';
import { compareOptions, pointOptions } from './options';
import { axisTitle, valuesText, withGaps } from './points';
import { gameNames, readProblem } from './problem';
import { solveOf } from './scenario';
import { sideFlags } from './sides';
import { addVaryFlag, varySyntax } from './vary';

const sides = ['left', 'right'] as const;

export const compare: Verb = {
  name: 'compare',
  summary: 'whether one kind of game has more of something than another, wherever they are put',

  configure(command) {
    const group = 'What is compared:';
    for (const side of sides) {
      command.addOption(
        new Option(
          `--${side} <name=value>`,
          `a flag of the game, for the ${side} side alone; again for more`,
        )
          .helpGroup(group)
          .argParser((text, before: readonly string[] | undefined) => [...(before ?? []), text]),
      );
    }
    addOptionFlags(command, compareOptions, group);
    addVaryFlag(command, 'vary', `${varySyntax}; on both sides`);
    for (const side of sides)
      addVaryFlag(command, `vary-${side}`, `the same, on the ${side} alone`);
    addGameFlags(command);
    const { tolerance: _, ...search } = pointOptions;
    addOptionFlags(command, search, 'Options of the search at each point:');
    command.addHelpText(
      'after',
      `
Flags of the game are those of both sides. A problem in JSON has "left" and
"right", and "game" where both have something in common. Points of the same
common values are compared with each other, never others.

Examples:
  shadowprice contest compare --left a=2 --right a=50 --outcome odds \\
    --claim right-greater --vary theta=0..2:5 --b 10
  shadowprice contest compare --left players=2 --right players=4 \\
    --outcome disasterProbability --vary r=0.01..0.1:4
  shadowprice contest compare --left cost=penalty --left penalty=0.5 --right cost=unit \\
    --outcome odds --vary b=1..10:4 --json | jq .everywhere`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const { options, games } = await readCompare(source, flags);
    const result = await watched('points', (run) => engine.contest.compareAsync(options, run));
    return {
      result,
      // a claim that is refuted is an answer, too
      holds: result.status === 'converged' && result.undecided === 0,
      text: async (screen) =>
        [
          ...sides.map((side, k) =>
            headerOf(
              `contest compare, ${side}`,
              k === 0 ? `on ${result.backend}` : '',
              gameItems(
                games[k],
                screen,
                result.axes.flatMap(({ parameters }) => parameters),
              ),
              screen,
            ).replace(/ +$/m, ''),
          ),
          await comparedTable(result, screen),
          `${statusLine(result.status, screen)}${verdict(result, screen)}`,
        ].join('\n\n'),
    };
  },
};

const names = [
  'left',
  'right',
  'vary',
  'varyLeft',
  'varyRight',
  'expand',
  'outcome',
  'player',
  'period',
  'claim',
  'tolerance',
  'solve',
  'follow',
];

async function readCompare(source: string | undefined, flags: Flags) {
  const { left, right, ...rest } = flags;
  const reading = { verb: 'compare', options: names };
  const { game, options } = await readProblem(reading, source, rest);
  const typed = { left, right } as Record<'left' | 'right', readonly string[] | undefined>;
  const games = sides.map((side) => {
    const own = recordAt(side, options[side], 'an object of parameters of a game');
    checkNames(own, gameNames, numberNamed);
    return gameOf(sideFlags(side, typed[side] ?? []), gameOf(flags, { ...game, ...own }));
  });
  if (options.outcome === undefined) {
    throw new UsageError('compare needs something to compare: --outcome odds');
  }
  if (options.vary === undefined) {
    throw new UsageError('compare needs something that varies: --vary theta=0,0.5,1');
  }
  const { tolerance: _, ...search } = flags;
  const call = { ...options, ...solveOf(options.solve, search), left: games[0], right: games[1] };
  return { games, options: call as unknown as CompareOptions };
}

/** Rows beyond these are left to `--json`. */
const mostRows = 200;

async function comparedTable(result: CompareResult, screen: Screen): Promise<string> {
  const { axes, axesLeft, axesRight, outcome } = result;
  const points = result.points.slice(0, mostRows);
  const { paint } = screen;
  const right = { align: 'right' } as const;
  const titles = [
    ...axes.map(axisTitle),
    ...axesLeft.map((axis) => `${axisTitle(axis)}, left`),
    ...axesRight.map((axis) => `${axisTitle(axis)}, right`),
  ];
  const number = (title: string, value: (point: ComparedPoint) => number | null) => ({
    title,
    ...right,
    cells: withGaps(points.map(value)),
  });
  const text = await table(
    [
      ...titles.map((title, k) => ({
        title,
        ...right,
        cells: valuesText(points.map(({ values }) => values[k])).map(paint.bold),
      })),
      number(`${outcome.name}, left`, ({ left }) => left),
      number('right', ({ right: value }) => value),
      { ...number('left − right', ({ difference }) => difference), spare: 1 },
      {
        title: '',
        cells: points.map(({ holds }) =>
          holds === null ? paint.dim('undecided') : holds ? paint.green('✓') : paint.red('✗'),
        ),
      },
    ],
    screen,
  );
  const hidden = result.points.length - points.length;
  return hidden === 0 ? text : `${text}\n${paint.dim(`  and ${hidden} more, which --json has`)}`;
}

const claims = {
  'left-greater': 'the left side has more',
  'right-greater': 'the right side has more',
  equal: 'both have the same',
} as const;

/** `claim ✓ the left side has more odds, mean of players: at 5 of 5 points`. */
function verdict(result: CompareResult, { width, paint }: Screen): string {
  const { outcome, claim, holds, undecided, points, everywhere } = result;
  const mark = everywhere ? paint.green('claim ✓') : paint.red('claim ✗');
  const who = outcome.player === null ? '' : ` of player ${outcome.player}`;
  const when = outcome.period === null ? '' : ` in period ${outcome.period}`;
  const rest = undecided === 0 ? '' : `, ${undecided} undecided`;
  const text = `${claims[claim]} (${outcome.name}${who}${when}) at ${holds} of ${points.length} points${rest}`;
  return entry(mark, text, 0, width).slice(2);
}
