/** Where there is no pure equilibrium: the best candidate, who gains by leaving it and how, and cycles. */

import type { BestResponseCycle, Deviation, Refused } from '../../contest/solve/result';
import { entry, figure, figures, flow, type Screen, table } from '../output';
import { howOf, isNear, type OwnStrategy } from './deviation';
import { byPlayer, inputColumns, inputSymbols, outcomeText, runsOf } from './present';

/** @param isClaimed whether it is an answer that was published as an equilibrium */
export async function refusedText(
  refused: Refused,
  screen: Screen,
  isClaimed = false,
): Promise<string> {
  const { strategies, deviation } = refused;
  const { width, paint } = screen;
  const own = strategies.map((period) => period[deviation.player]);
  const what = isClaimed ? 'This is no equilibrium.' : 'No pure equilibrium was found.';
  const who = `player ${deviation.player}`;
  const where = isClaimed ? sentenceOf(who) : `At the best candidate ${who}`;
  const sentence = `${where} gains ${paint.bold(figure(deviation.gain, 4))}: he ${howOf(own, deviation.strategy)}.`;
  const title = `  ${paint.bold(`what ${who} does instead`)}`;
  return [
    flow([paint.red(what), ...sentence.split(' ')], width, ' '),
    '',
    await byPlayer(inputColumns(strategies), screen),
    '',
    await outcomeText(refused, screen),
    '',
    title,
    await deviationTable(own, deviation, screen),
  ].join('\n');
}

const sentenceOf = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** What a player would do instead; what differs from what he does stands out. */
function deviationTable(
  own: OwnStrategy,
  { strategy }: Deviation,
  { width, paint }: Screen,
): Promise<string> {
  const right = { align: 'right' } as const;
  const runs = runsOf(strategy.map((inputs, t) => [...inputs, ...own[t]]));
  const cells = (k: number) =>
    figures(runs.map(({ from }) => strategy[from][k])).map((text, r) => {
      const { from } = runs[r];
      return isNear(own[from][k], strategy[from][k]) ? text : paint.bold(text);
    });
  const periods = { title: 'period', ...right, cells: runs.map(({ label }) => label) };
  return table(
    [
      ...(strategy.length === 1 ? [] : [periods]),
      ...strategy[0].map((_, k) => ({ title: inputSymbols[k], ...right, cells: cells(k) })),
    ],
    { width, paint },
  );
}

/** The most profiles of a cycle that are shown. */
const longest = 8;

export async function cycleText(cycle: BestResponseCycle, screen: Screen): Promise<string> {
  const { updateRule, period, start, payoffs, profiles } = cycle;
  const { width, paint } = screen;
  const isSequential = updateRule === 'sequential';
  const rule = isSequential ? 'one player after the other' : 'all players at once';
  const lines = [
    `  ${paint.bold('best responses run into a cycle')}`,
    entry('who moves', `${rule} (${updateRule})`, 10, width),
    entry('period', `${period} ${isSequential ? 'moves' : 'rounds'}`, 10, width),
    entry('start', 'from which they ran into it', 10, width),
    await byPlayer(inputColumns(start), screen),
    '',
    await payoffsTable(payoffs.slice(0, longest), screen),
    '',
    ...movesOf(cycle, screen),
  ];
  if (profiles.length > longest) {
    lines.push(paint.dim(`  and ${profiles.length - longest} more, which --json has`));
  }
  return lines.join('\n');
}

function payoffsTable(payoffs: readonly (readonly number[])[], screen: Screen): Promise<string> {
  const right = { align: 'right' } as const;
  return table(
    [
      { title: 'profile', ...right, cells: payoffs.map((_, m) => String(m)) },
      ...payoffs[0].map((_, i) => ({
        title: `payoff ${i}`,
        ...right,
        cells: figures(
          payoffs.map((values) => values[i]),
          7,
        ),
        ...(i < 2 ? {} : { spare: i }),
      })),
    ],
    screen,
  );
}

/** Who moves from each profile to the next, what that gains him, and what he does. */
function movesOf({ profiles, moves }: BestResponseCycle, { width }: Screen): string[] {
  return moves.slice(0, longest).map(({ player, gain }, m) => {
    const to = (m + 1) % profiles.length;
    const of = (those: readonly OwnStrategy[]) => those.map((period) => period[player]);
    const how = howOf(of(profiles[m]), of(profiles[to]));
    return entry(`${m} → ${to}`, `player ${player} gains ${figure(gain, 4)}: he ${how}`, 7, width);
  });
}
