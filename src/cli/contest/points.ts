/** The points of a scenario as a table, and how many of them are certified. */

import type { ScenarioAxis, ScenarioResult, VariedValue } from '../../contest/scenario/index';
import { type Column, figures, type Screen, table, tiny } from '../output';
import { textOf } from './items';
import { pathTable } from './numbers';
import { gainText, inputSymbols, percent } from './present';

/** Whether every point is solved and its certificate holds. */
export function areCertified({ status, points }: ScenarioResult): boolean {
  return status === 'converged' && points.every(({ solution }) => solution.certificate.holds);
}

/** Rows beyond these are left to `--json`. */
const mostRows = 200;

export async function pointsTable(result: ScenarioResult, screen: Screen): Promise<string> {
  const points = result.points.slice(0, mostRows);
  const payoffs = result.columns.payoff.slice(0, mostRows);
  const disasters = result.columns.disasterProbability.slice(0, mostRows);
  const { paint } = screen;
  const right = { align: 'right' } as const;
  const players = Math.max(...payoffs.map((own) => own.length));
  const number = (title: string, values: readonly (number | null)[], spare = 0): Column => ({
    title,
    ...right,
    cells: withGaps(values),
    ...(spare === 0 ? {} : { spare }),
  });
  const each = Array.from({ length: players }, (_, i) => i);
  const text = await table(
    [
      ...result.axes.map((axis, k) => ({
        title: axisTitle(axis),
        ...right,
        cells: valuesText(points.map(({ values }) => values[k])).map(paint.bold),
      })),
      ...inputsOf(result).map(({ title, values }, k) => number(title, values, 3 + k)),
      ...each.map((i) =>
        number(
          `payoff ${i}`,
          payoffs.map((own) => own[i] ?? null),
          i < 2 ? 0 : 30 + i,
        ),
      ),
      {
        title: 'disaster',
        ...right,
        cells: disasters.map((x) => (x === null ? '–' : percent(x, 2))),
      },
      {
        title: 'found',
        cells: points.map(({ solution: { equilibria } }) => foundText(equilibria)),
        spare: 2,
      },
      {
        title: 'could gain',
        ...right,
        cells: points.map(({ solution: { certificate } }) => gainText(certificate.lower)),
        spare: 1,
      },
      {
        title: '',
        cells: points.map(({ solution: { status, certificate } }) => {
          if (status === 'converged' && certificate.holds) return paint.green('✓');
          return paint.red(status === 'converged' ? '✗' : `✗ ${status}`);
        }),
      },
    ],
    screen,
  );
  const hidden = result.points.length - points.length;
  return hidden === 0 ? text : `${text}\n${paint.dim(`  and ${hidden} more, which --json has`)}`;
}

/** `2 pure, 1 mixed`. */
function foundText(equilibria: readonly { readonly kind: string }[]): string {
  const count = (kind: string) => equilibria.filter((each) => each.kind === kind).length;
  const kinds = ['pure', 'mixed'].filter((kind) => count(kind) > 0);
  return kinds.length === 0 ? 'none' : kinds.map((kind) => `${count(kind)} ${kind}`).join(', ');
}

/** Effort in games of one period: one column where players do the same, else one each. */
function inputsOf({ columns }: ScenarioResult) {
  if (columns.survival.some((each) => each.length > 1)) return [];
  return (['safety', 'performance'] as const).flatMap((name, k) => {
    const all = (columns.inputs[name] ?? [])
      .slice(0, mostRows)
      .map((periods) => periods?.[0] ?? []);
    const players = Math.max(...all.map((own) => own.length));
    const isAlike = all.every((own) =>
      own.every((x) => Math.abs((x ?? 0) - (own[0] ?? 0)) <= 1e-6 * Math.abs(x ?? 0)),
    );
    const of = (i: number) => all.map((own) => own[i] ?? null);
    if (isAlike) return [{ title: inputSymbols[k], values: of(0) }];
    return Array.from({ length: players }, (_, i) => ({
      title: `${inputSymbols[k]} ${i}`,
      values: of(i),
    }));
  });
}

/** Numbers below each other, with a dash where there is none. */
export function withGaps(values: readonly (number | null)[], digits = 6): string[] {
  const cells = figures(
    values.filter((x) => x !== null),
    digits,
  );
  let next = 0;
  return values.map((x) => (x === null ? '–' : cells[next++]));
}

/** `θ`, `r`, `d of player 0`. */
export function axisTitle({ parameters, player }: ScenarioAxis): string {
  const symbols = [
    ...new Set(
      parameters.map((name) => (Object.hasOwn(pathTable, name) ? pathTable[name].symbol : name)),
    ),
  ];
  const isOne = parameters.length === 1;
  const name = isOne && parameters[0].startsWith('cost.') ? parameters[0] : symbols.join(', ');
  return player === undefined ? name : `${name} of ${player}`;
}

export function valuesText(values: readonly VariedValue[]): string[] {
  const isPlain = (x: VariedValue): x is number => typeof x === 'number';
  return values.every(isPlain) ? figures(values) : values.map((x) => textOf(x));
}

/** `certificates ✓ 20 of 20 hold, within 3e-13`. */
export function verdict({ points, status }: ScenarioResult, { paint }: Screen): string {
  const held = points.filter(({ solution }) => solution.certificate.holds);
  const all = status === 'converged' && held.length === points.length;
  const mark = all ? paint.green('certificates ✓') : paint.red('certificates ✗');
  const most = held.reduce((max, { solution }) => Math.max(max, solution.certificate.lower), 0);
  const within = held.length === 0 ? '' : `, nobody gains more than ${tiny(most)}`;
  const ended = status === 'cancelled' ? paint.red('status ✗ cancelled\n') : '';
  return `${ended}${mark} ${held.length} of ${points.length} hold${within}`;
}
