/** A demo for people: what was published, whether it is so, and what is. */

import type { ScenarioPoint, ScenarioResult } from '../../contest/scenario/index';
import type { ContestSolution, Equilibrium } from '../../contest/solve/result';
import { entry, figure, type Screen, table } from '../output';
import { headerOf } from '../present';
import type { DemoResult } from './demo';
import { howOf } from './deviation';
import { type Game, gameItems } from './items';
import { axisTitle, pointsTable, valuesText, verdict } from './points';
import { byPlayer, gainText, inputColumns, playersTable } from './present';
import { certificateLine, solutionText } from './solution';

export async function demoText(demo: DemoResult, screen: Screen): Promise<string> {
  const { name, source, parameters, vary } = demo;
  const varied = (vary ?? []).flatMap((axis) =>
    'parameter' in axis ? [axis.parameter] : axis.parameters,
  );
  const items = gameItems(parameters as Game, screen, varied);
  const parts = [headerOf(`contest demo ${name}`, `${demo.title} (${source})`, items, screen)];
  if ('points' in demo.published) {
    const ours = demo.solution as ScenarioResult | undefined;
    const isTheirs = source.startsWith('dynapai');
    const title = isTheirs ? 'published' : "by dynapai's rules (the source prints no numbers)";
    parts.push(...(await scenarioParts(title, demo.published, ours, screen)));
  } else {
    parts.push(
      ...(await gameParts(demo.published, demo.solution as ContestSolution | undefined, screen)),
    );
  }
  return parts.join('\n\n');
}

async function gameParts(
  published: ContestSolution,
  ours: ContestSolution | undefined,
  screen: Screen,
): Promise<string[]> {
  const answer = answered(published);
  const { paint } = screen;
  const parts: string[] = [];
  if (answer !== undefined) {
    parts.push(
      [
        `  ${paint.bold('published')}`,
        entry('claim', claimText(published), 9, screen.width),
        entry('checked', checkText(published, answer, screen), 9, screen.width),
        await byPlayer(inputColumns(answer.strategies), screen),
        '',
        await playersTable(
          { 'payoff claimed': answer.payoffs, 'could gain': answer.exploitability },
          screen,
          { 'could gain': gainText },
        ),
      ].join('\n'),
    );
  }
  if (ours === undefined) return [...parts, certificateLine(published.certificate, screen)];
  const [first, ...rest] = await solutionText(ours, screen);
  return [...parts, `  ${paint.bold('ours')}\n${first}`, ...rest];
}

/** What a published solver answers, an equilibrium or not. */
const answered = ({ equilibria, best }: ContestSolution): Equilibrium | undefined =>
  equilibria[0] ?? best;

/** `"success" after 124 rounds and 74,481 payoffs, which settled`. */
function claimText({ published, iterations }: ContestSolution): string {
  const { claimsSuccess = false, settled = false, evaluations = 0 } = published ?? {};
  const says = claimsSuccess ? '"success"' : 'no success';
  const ended = settled ? 'where payoffs settled' : 'where payoffs had not settled';
  return `${says} after ${iterations} rounds and ${evaluations.toLocaleString('en')} payoffs, ${ended}`;
}

/** A gain of less than this part of the greatest payoff is one of accuracy. */
const inaccurate = 1e-3;

function checkText(
  { best }: ContestSolution,
  { payoffs, exploitability, strategies }: Equilibrium,
  { paint }: Screen,
): string {
  const gain = Math.max(...exploitability);
  if (gain <= inaccurate * Math.max(...payoffs.map(Math.abs))) {
    return `${paint.green('near an equilibrium')}, within ${gainText(gain)}`;
  }
  if (best === undefined) return paint.red('no equilibrium');
  const { player, strategy } = best.deviation;
  const own = strategies.map((period) => period[player]);
  return `${paint.red('no equilibrium')}: player ${player} gains ${figure(gain, 4)} where he ${howOf(own, strategy)}`;
}

async function scenarioParts(
  title: string,
  published: ScenarioResult,
  ours: ScenarioResult | undefined,
  screen: Screen,
): Promise<string[]> {
  const { paint } = screen;
  const parts = [`  ${paint.bold(title)}\n${await publishedTable(published, ours, screen)}`];
  if (ours === undefined) return [...parts, verdict(published, screen)];
  parts.push(`  ${paint.bold('ours')}\n${await pointsTable(ours, screen)}`);
  const isLong = ours.points.some(({ solution }) => solution.equilibria[0]?.strategies.length > 1);
  if (isLong) {
    for (const point of ours.points) parts.push(await pointText(ours, point, screen));
  }
  return [...parts, verdict(ours, screen)];
}

/** Every point: what was claimed, what could be gained there, and by how much payoffs miss. */
function publishedTable(
  published: ScenarioResult,
  ours: ScenarioResult | undefined,
  screen: Screen,
): Promise<string> {
  const { points, axes } = published;
  const right = { align: 'right' } as const;
  const answers = points.map(({ solution }) => answered(solution));
  const misses = points.map((_, m) => {
    const ideal = ours?.points[m]?.solution.equilibria[0];
    const answer = answers[m];
    if (ideal === undefined || answer === undefined) return '–';
    return gainText(Math.max(...ideal.payoffs.map((u, i) => Math.abs(u - answer.payoffs[i]))));
  });
  return table(
    [
      ...axes.map((axis, k) => ({
        title: axisTitle(axis),
        ...right,
        cells: valuesText(points.map(({ values }) => values[k])).map(screen.paint.bold),
      })),
      {
        title: 'claim',
        cells: points.map(({ solution }) => (solution.published?.claimsSuccess ? 'success' : '–')),
      },
      {
        title: 'rounds',
        ...right,
        cells: points.map(({ solution }) => String(solution.iterations)),
        spare: 2,
      },
      {
        title: 'settled',
        cells: points.map(({ solution }) => (solution.published?.settled ? 'yes' : 'no')),
        spare: 1,
      },
      {
        title: 'could gain',
        ...right,
        cells: answers.map((answer) =>
          answer === undefined ? '–' : gainText(Math.max(...answer.exploitability)),
        ),
      },
      ...(ours === undefined ? [] : [{ title: 'payoffs off by', ...right, cells: misses }]),
    ],
    screen,
  );
}

/** What players do at a point, or who would not. */
async function pointText(
  { axes }: ScenarioResult,
  { values, solution }: ScenarioPoint,
  screen: Screen,
): Promise<string> {
  const { equilibria, best } = solution;
  const where = axes.map((axis, k) => `${axisTitle(axis)} ${valuesText([values[k]])[0]}`);
  const shown = equilibria[0] ?? best;
  if (shown === undefined) return `  ${screen.paint.bold(where.join(', '))}: nothing was found`;
  const what =
    equilibria.length > 0 ? `${shown.kind} equilibrium` : 'no equilibrium, the best candidate';
  const mean = shown.kind === 'mixed' ? ', its mean' : '';
  const lines = [
    `  ${screen.paint.bold(`${where.join(', ')}: ${what}${mean}`)}`,
    await byPlayer(inputColumns(shown.strategies), screen),
  ];
  if (best !== undefined) {
    const { player, gain, strategy } = best.deviation;
    const own = best.strategies.map((period) => period[player]);
    const text = `no pure equilibrium was found: at the best candidate player ${player} gains ${figure(gain, 4)}: he ${howOf(own, strategy)}`;
    lines.push(entry('', text, 0, screen.width));
  }
  return lines.join('\n');
}
