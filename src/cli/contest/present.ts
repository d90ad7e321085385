/** What the contest verbs show in common: the game, tables by period and player, payoffs. */

import type { Equilibrium } from '../../contest/solve/result';
import { type Column, entry, figure, figures, type Screen, table, tiny } from '../output';
import { headerOf } from '../present';
import { type Game, gameItems } from './items';

type ByPeriodAndPlayer = readonly (readonly number[])[];

/** Inputs in the letters of the model, in the order of strategies. */
export const inputSymbols = ['x_s', 'x_p', 'i_s', 'i_p', 'z_s', 'z_p'];

/** The verb, how it was computed, and the game. */
export function header(
  verb: string,
  how: string,
  game: Game,
  screen: Screen,
  without: readonly string[] = [],
): string {
  return headerOf(`contest ${verb}`, how, gameItems(game, screen, without), screen);
}

/** A column of a table by period and player: its numbers, [period][player]. */
interface PlayerColumn extends Pick<Column, 'title' | 'spare'> {
  readonly values: ByPeriodAndPlayer;
}

/** Periods one after the other in which all numbers are alike: `2`, `3–7`. */
export function runsOf(
  periods: readonly (readonly number[])[],
): { readonly label: string; readonly from: number }[] {
  const isAlike = (a: readonly number[], b: readonly number[]) =>
    a.every((x, k) => figure(x) === figure(b[k]));
  const starts = periods.flatMap((x, t) => (t > 0 && isAlike(x, periods[t - 1]) ? [] : [t]));
  return starts.map((from, r) => {
    const to = (starts[r + 1] ?? periods.length) - 1;
    return { label: from === to ? String(from) : `${from}–${to}`, from };
  });
}

/** A row for each player of each period; periods that are alike stand together. */
export function byPlayer(
  columns: readonly PlayerColumn[],
  screen: Screen,
  digits = 6,
): Promise<string> {
  const all = columns[0].values.map((_, t) => columns.flatMap(({ values }) => values[t]));
  const runs = runsOf(all);
  const rows = runs.flatMap(({ label, from }) =>
    columns[0].values[from].map((_, i) => ({ period: i === 0 ? label : '', from, i })),
  );
  const right = { align: 'right' } as const;
  const periods = { title: 'period', ...right, cells: rows.map(({ period }) => period) };
  return table(
    [
      ...(all.length === 1 ? [] : [periods]),
      { title: 'player', ...right, cells: rows.map(({ i }) => String(i)) },
      ...columns.map(({ title, values, spare }) => ({
        title,
        ...right,
        cells: figures(
          rows.map(({ from, i }) => values[from][i]),
          digits,
        ),
        ...(spare === undefined ? {} : { spare }),
      })),
    ],
    screen,
  );
}

/** A column for each input of a profile, [period][player][input]. */
export function inputColumns(
  profile: readonly (readonly (readonly number[])[])[],
  titleOf: (symbol: string) => string = (symbol) => symbol,
): PlayerColumn[] {
  return profile[0][0].map((_, k) => ({
    title: titleOf(inputSymbols[k]),
    values: profile.map((period) => period.map((own) => own[k])),
  }));
}

/** Numbers with a name each, a row a player. */
export function playersTable(
  columns: Readonly<Record<string, ArrayLike<number>>>,
  screen: Screen,
  texts: Readonly<Record<string, (x: number) => string>> = {},
): Promise<string> {
  const entries = Object.entries(columns);
  const right = { align: 'right' } as const;
  return table(
    [
      {
        title: 'player',
        ...right,
        cells: Array.from({ length: entries[0][1].length }, (_, i) => String(i)),
      },
      ...entries.map(([title, values], k) => {
        const text = texts[title];
        const cells = text === undefined ? figures(values, 9) : Array.from(values, text);
        return { title, ...right, cells: k === 0 ? cells.map(screen.paint.bold) : cells };
      }),
    ],
    screen,
  );
}

/** What could be gained: rounding as such, more with its digits. */
export const gainText = (x: number) => (x >= 1e-3 ? figure(x, 4) : tiny(x));

/** Payoffs, what could be gained, and how likely it ends badly. */
export async function outcomeText(
  { payoffs, exploitability, disasterProbability }: Equilibrium,
  screen: Screen,
): Promise<string> {
  const players = await playersTable({ payoff: payoffs, 'could gain': exploitability }, screen, {
    'could gain': gainText,
  });
  return `${players}\n${entry('disaster', percent(disasterProbability), 10, screen.width)}`;
}

/** `period 0`, `periods 1–4`, `periods 0, 2–3`. */
export function periodsText(periods: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const t of [...periods].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && t <= last[1] + 1) last[1] = t;
    else runs.push([t, t]);
  }
  const texts = runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  return `${periods.length === 1 ? 'period' : 'periods'} ${texts.join(', ')}`;
}

/** In place of a certificate. */
export function noCertificate(why: string, { paint }: Screen): string {
  return paint.dim(`no certificate: ${why}`);
}

/** `53.123 %`. */
export function percent(x: number, decimals = 3): string {
  return `${(100 * x).toFixed(decimals)} %`;
}
