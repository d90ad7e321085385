/** What lp, ip and qp print for people: the plan, its prices, and the proof. */

import type { ProgramResult, ShadowPrice } from '../../resources/index';
import { cut, figure, figures, flow, plain, type Screen, table, tiny } from '../output';
import { certificateLine, headerOf, statusLine } from '../present';

/** Rows that a table shows of many. */
const mostRows = 40;

export async function programText(
  verb: string,
  result: ProgramResult,
  screen: Screen,
): Promise<string> {
  const { status, objective, solver, backend } = result;
  const parts = [headerOf(`resources ${verb}`, `${solver} on ${backend}`, [], screen)];
  if (objective !== null) parts.push(`  objective ${screen.paint.bold(figure(objective, 9))}`);
  if (result.variables !== null) parts.push(await planTable(result, screen));
  if (result.shadowPrices !== null) parts.push(await priceTable(result, screen));
  if (status === 'infeasible') parts.push(conflictText(result, screen));
  if (status === 'unbounded') parts.push(rayText(result, screen));
  parts.push(endOf(result, screen));
  return parts.filter((part) => part !== '').join('\n\n');
}

/** What is not zero first; the rest is counted. */
function shown<T>(entries: [string, T][], isNothing: (value: T) => boolean) {
  const some = entries.filter(([, value]) => !isNothing(value));
  const rows = entries.length <= mostRows ? entries : some.slice(0, mostRows);
  return { rows, rest: entries.length - rows.length };
}

function restLine(rest: number, what: string, { paint }: Screen): string {
  return rest === 0 ? '' : `\n${paint.dim(`  and ${rest} more ${what}`)}`;
}

const right = { align: 'right' } as const;

async function planTable(result: ProgramResult, screen: Screen): Promise<string> {
  const { rows, rest } = shown(Object.entries(result.variables ?? {}), (value) => value === 0);
  const reduced = result.reducedCosts;
  // rounding is not shown
  const prices = Object.values(result.shadowPrices ?? {}).map(({ value }) => value);
  const sizes = [...Object.values(reduced ?? {}), ...prices].map(Math.abs);
  const nothing = 1e-12 * sizes.reduce((most, size) => Math.max(most, size), 0);
  const columns = [
    { title: 'variable', cells: rows.map(([name]) => cut(name, 24)) },
    { title: 'value', ...right, cells: figures(rows.map(([, value]) => value)) },
    ...(reduced === null
      ? []
      : [
          {
            title: 'reduced cost',
            ...right,
            spare: 1,
            cells: rows.map(([name]) =>
              figure(Math.abs(reduced[name]) <= nothing ? 0 : reduced[name]),
            ),
          },
        ]),
    ...rangeColumn('cost from … to', rows, result.ranging?.objective),
  ];
  return (await table(columns, screen)) + restLine(rest, 'variables', screen);
}

async function priceTable(result: ProgramResult, screen: Screen): Promise<string> {
  const entries = Object.entries(result.shadowPrices ?? {});
  if (entries.length === 0) return '';
  const { rows, rest } = shown(entries, ({ value, unique }) => value === 0 && unique);
  const columns = [
    { title: 'constraint', cells: rows.map(([name]) => cut(name, 24)) },
    { title: 'shadow price', ...right, cells: rows.map(([, { value }]) => figure(value)) },
    { title: 'left … right', spare: 1, cells: rows.map(([, price]) => sidesOf(price)) },
    ...rangeColumn('side from … to', rows, result.ranging?.constraints),
  ];
  const fixed = result.integersFixed ? ', whole numbers fixed' : '';
  const title = screen.paint.dim(`  ∂objective/∂right-hand side${fixed}`);
  return `${title}\n${await table(columns, screen)}${restLine(rest, 'constraints', screen)}`;
}

function sidesOf({ unique, range }: ShadowPrice): string {
  if (unique) return '';
  return range === null ? 'not shown unique' : `${figure(range[0])} … ${figure(range[1])}`;
}

function rangeColumn(
  title: string,
  rows: [string, unknown][],
  ranges: Readonly<Record<string, readonly [number, number]>> | undefined,
) {
  if (ranges === undefined || Object.keys(ranges).length === 0) return [];
  const cells = rows.map(([name]) => {
    const range = ranges[name];
    return range === undefined ? '' : `${figure(range[0], 5)} … ${figure(range[1], 5)}`;
  });
  return [{ title, spare: 2, cells }];
}

function conflictText({ iis }: ProgramResult, { width }: Screen): string {
  if (iis === null) return '  no whole numbers meet the constraints';
  const rows = iis.constraints.map(({ name, side }) => `${plain(name)} (${side})`);
  const bounds = iis.bounds.map(({ variable, side }) =>
    side === 'menu' ? `${plain(variable)}'s menu` : `${plain(variable)}'s bound (${side})`,
  );
  const which = iis.irreducible ? 'cannot hold at once, any fewer can:' : 'cannot hold at once:';
  const items = [...rows, ...bounds];
  const most = items.slice(0, mostRows);
  const more = items.length > most.length ? [`and ${items.length - most.length} more`] : [];
  return flow(
    [which, ...most.map((item, k) => (k + 1 < items.length ? `${item},` : item)), ...more],
    width,
    ' ',
  );
}

function rayText({ ray }: ProgramResult, { width }: Screen): string {
  const steps = Object.entries(ray ?? {}).filter(([, step]) => step !== 0);
  const items = steps.slice(0, mostRows).map(([name, step]) => `${figure(step, 4)} ${plain(name)}`);
  return flow(['improves without end along', ...items], width, ' ');
}

function endOf(result: ProgramResult, screen: Screen): string {
  const { status, limit, certificate, mip } = result;
  const says: string[] = [];
  const add = (name: string, value: number | null) => {
    if (value !== null) says.push(`${name} ${tiny(value)}`);
  };
  add('primal', certificate.primalInfeasibility);
  add('dual', certificate.dualInfeasibility);
  add('slackness', certificate.complementarySlackness);
  if (certificate.kind !== 'branch-and-bound') {
    add(certificate.kind === 'farkas' ? 'margin' : 'gap', certificate.gap);
  }
  const search =
    mip === null || !Number.isFinite(mip.bound)
      ? ''
      : `  bound ${figure(mip.bound, 9)}, gap ${tiny(mip.gap)}, ${mip.nodes} nodes, proven by ${
          certificate.provenBy === 'search' ? 'our own search' : 'the solver alone'
        }\n`;
  const state = limit === null ? status : `${status} (${limit})`;
  return `${search}${statusLine(state, screen)}${flow(
    certificateLine(certificate, says, screen).split(' '),
    screen.width,
    ' ',
    '',
  ).trimStart()}`;
}
