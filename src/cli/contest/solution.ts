/** What `solve` answers, for people: equilibria, or why there is none, and the certificate. */

import type { ContestCertificate, ContestSolution, Equilibrium } from '../../contest/solve/result';
import { figures, type Screen, table, tiny } from '../output';
import { certificateLine as certificateOf, statusLine } from '../present';
import { boundsLines } from './bounds';
import { byPlayer, inputColumns, inputSymbols, outcomeText, percent, runsOf } from './present';
import { cycleText, refusedText } from './refused';

export function isCertified({ status, certificate }: ContestSolution): boolean {
  return status === 'converged' && certificate.holds;
}

/** Equilibria that are shown in full; the others have a line. */
const shown = 3;

export async function solutionText(solution: ContestSolution, screen: Screen): Promise<string[]> {
  const { equilibria, best, bestMixture, cycle, published } = solution;
  const parts: string[] = [];
  const isWithoutPure = !equilibria.some(({ kind }) => kind === 'pure');
  if (isWithoutPure && best !== undefined)
    parts.push(await refusedText(best, screen, published !== undefined));
  if (isWithoutPure && cycle !== undefined) parts.push(await cycleText(cycle, screen));
  if (equilibria.length > 1) parts.push(await summaryTable(equilibria, screen));
  for (const [k, equilibrium] of equilibria.slice(0, shown).entries()) {
    const place = equilibria.length === 1 ? '' : ` ${k + 1} of ${equilibria.length}`;
    const title = `equilibrium${place}, in ${equilibrium.kind} strategies`;
    parts.push(await equilibriumText(screen.paint.bold(title), equilibrium, screen));
  }
  if (bestMixture !== undefined) {
    const title = screen.paint.bold('the least exploitable mixture found, no equilibrium');
    parts.push(await equilibriumText(title, bestMixture, screen));
  }
  if (parts.length === 0) parts.push(`  ${screen.paint.red('nothing was found')}`);
  parts.push(statusLine(solution.status, screen) + certificateLine(solution.certificate, screen));
  return parts;
}

/** A line for each equilibrium. */
function summaryTable(equilibria: readonly Equilibrium[], screen: Screen): Promise<string> {
  const right = { align: 'right' } as const;
  const players = equilibria[0].payoffs.map((_, i) => i);
  return table(
    [
      { title: '', ...right, cells: equilibria.map((_, k) => String(k + 1)) },
      { title: 'equilibrium', cells: equilibria.map(({ kind }) => kind) },
      ...players.map((i) => ({
        title: `payoff ${i}`,
        ...right,
        cells: figures(
          equilibria.map(({ payoffs }) => payoffs[i]),
          8,
        ),
        ...(i < 2 ? {} : { spare: i }),
      })),
      {
        title: 'disaster',
        ...right,
        cells: equilibria.map(({ disasterProbability }) => percent(disasterProbability)),
        spare: 1,
      },
      {
        title: 'could gain',
        ...right,
        cells: equilibria.map(({ exploitability }) => tiny(Math.max(...exploitability))),
      },
    ],
    screen,
  );
}

async function equilibriumText(
  title: string,
  equilibrium: Equilibrium,
  screen: Screen,
): Promise<string> {
  const { strategies, mixture, bounds } = equilibrium;
  const played =
    mixture === undefined
      ? await byPlayer(inputColumns(strategies), screen)
      : await mixtureTable(mixture, screen);
  const lines = [`  ${title}`, played, '', await outcomeText(equilibrium, screen)];
  return [...lines, ...boundsLines(bounds ?? [], screen)].join('\n');
}

/** A row for each strategy of each player, and within it for periods that differ. */
function mixtureTable(
  mixture: NonNullable<Equilibrium['mixture']>,
  screen: Screen,
): Promise<string> {
  const rows = mixture.flatMap((own, i) =>
    own.flatMap(({ probability, strategy }, m) =>
      runsOf(strategy).map(({ label, from }) => ({
        player: m === 0 && from === 0 ? String(i) : '',
        probability: from === 0 ? percent(probability) : '',
        period: label,
        inputs: strategy[from],
      })),
    ),
  );
  const right = { align: 'right' } as const;
  const [{ inputs: first }] = rows;
  const isOnePeriod = mixture[0][0].strategy.length === 1;
  const periods = { title: 'period', ...right, cells: rows.map(({ period }) => period) };
  return table(
    [
      { title: 'player', ...right, cells: rows.map(({ player }) => player) },
      { title: 'plays with', ...right, cells: rows.map(({ probability }) => probability) },
      ...(isOnePeriod ? [] : [periods]),
      ...first.map((_, k) => ({
        title: inputSymbols[k],
        ...right,
        cells: figures(rows.map(({ inputs }) => inputs[k])),
      })),
    ],
    screen,
  );
}

/** `certificate ✓ exploitability: nobody found to gain more than 3e-13, …`. */
export function certificateLine(certificate: ContestCertificate, screen: Screen): string {
  const { lower, upper, starts, proof, secondOrder, symmetricEquilibria } = certificate;
  const from = starts === 0 ? '' : ` from ${starts} starts`;
  const says = [`a search${from} gains ${tiny(lower)}`];
  if (upper !== null) says.push(`proven to be at most ${tiny(upper)}`);
  else if (proof === 'searched') says.push('searched, not proven');
  if (secondOrder !== null) {
    const { holds, stationarity } = secondOrder;
    says.push(`first order ${tiny(stationarity)}`, `second order ${holds ? '✓' : '✗'}`);
  }
  if (symmetricEquilibria !== undefined) {
    says.push(
      `${symmetricEquilibria} symmetric ${symmetricEquilibria === 1 ? 'equilibrium' : 'equilibria'} by a scan`,
    );
  }
  return certificateOf(certificate, says, screen);
}
