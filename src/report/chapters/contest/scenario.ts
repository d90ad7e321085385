/**
 * Claim: the scenario of AIIncentives.jl's readme, row by row.
 *
 * At a symmetric profile of two players, of a prize of 1 and α, β, θ, d, r for both, the conditions of first order are
 *
 *     x_s = (1 + d) α σ(1 − σ)/(2r),     x_p = β σ (½ − (1 + d) θ (1 − σ))/(2r)                     (g7)
 */

import type { ScenarioPoint } from '../../../contest/scenario/index';
import { milliseconds, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import { type VerifiedRow, verifiedRows } from '../../published-contest';
import type { Claim } from '../allocation/claim';
import { equation } from './model';
import type { ContestRuns } from './runs';

export const quantities = [
  'safetyInput',
  'performanceInput',
  'odds',
  'performance',
  'safe',
  'payoff',
] as const satisfies readonly (keyof VerifiedRow)[];

const or = (value: number | null | undefined) => value ?? Number.NaN;

/** Of symmetric equilibria, player 0's numbers. */
export function scenarioRows({ scenario }: ContestRuns): VerifiedRow[] {
  const { columns, axes } = scenario;
  return axes[0].values.map((price, k) => ({
    price: Number(price),
    safetyInput: or(columns.inputs.safety?.[k]?.[0]?.[0]),
    performanceInput: or(columns.inputs.performance?.[k]?.[0]?.[0]),
    odds: or(columns.odds[k][0][0]),
    performance: or(columns.performance[k][0][0]),
    safe: 1 - or(columns.disasterProbability[k]),
    payoff: or(columns.payoff[k][0]),
  }));
}

/** The row of the same price that other code computed, where there is one. */
function verifiedOf({ price }: VerifiedRow): VerifiedRow | undefined {
  return verifiedRows.find((row) => Math.abs(row.price - price) < 1e-12);
}

/** The greatest relative difference of a row from its verified one; null where there is none. */
export function verifiedDifference(row: VerifiedRow): number | null {
  const verified = verifiedOf(row);
  if (verified === undefined) return null;
  return Math.max(
    ...quantities.map((name) => Math.abs(row[name] - verified[name]) / Math.abs(verified[name])),
  );
}

/** Relative difference from (g7), of α = β = ½, θ = ¼, d = 1. */
function formulaDifference({ price, safe, safetyInput, performanceInput }: VerifiedRow) {
  const safety = (0.5 * safe * (1 - safe)) / price;
  const performance = (0.25 * safe * (0.5 - 0.5 * (1 - safe))) / price;
  return Math.max(Math.abs(safetyInput / safety - 1), Math.abs(performanceInput / performance - 1));
}

const isSingle = ({ solution }: ScenarioPoint) =>
  solution.equilibria.length === 1 && solution.certificate.symmetricEquilibria === 1;

export function scenarioClaim(runs: ContestRuns, figure: Markup): Claim {
  const { scenario, milliseconds: time } = runs;
  const rows = scenarioRows(runs);
  const verified = rows.flatMap((row) => verifiedDifference(row) ?? []);
  const worst = Math.max(...verified);
  const formula = Math.max(...rows.map(formulaDifference));
  const holding = scenario.points.filter(({ solution }) => solution.certificate.holds);
  const bound = Math.max(
    ...scenario.points.map(({ solution }) => solution.certificate.upper ?? Number.NaN),
  );
  const single = scenario.points.filter(isSingle);
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const falls = quantities.every((name) =>
    rows.every((row, k) => k === 0 || row[name] < rows[k - 1][name]),
  );
  return {
    id: 'contest-scenario',
    title: 'Dearer inputs, less safety',
    published: html`A scenario of <code>readme.md</code> of AIIncentives.jl: one period, two players, r at 20 values from
0.01 to 0.1, drawn as six panels. No number of it is printed.`,
    reproduced: html`There is no number to reproduce. Every second row, ${verified.length} in all, was computed by other code, too: ours are equal to
${small(worst)}.`,
    true: html`One symmetric equilibrium at each r, and no other found. As inputs become dearer from r = ${first.price} to ${last.price} players put in less of both, and
σ falls from ${significant(first.safe, 4)} to ${significant(last.safe, 4)}: dearer inputs make the race slower, and less safe.`,
    why: html`<p>For a symmetric profile the conditions of first order can be solved for the inputs:</p>
${equation('x_s = \\frac{(1+d) α σ(1−σ)}{2r}, ~~ x_p = \\frac{βσ}{2r} \\left( \\frac{1}{2} − (1+d) θ (1−σ) \\right)', '(g7)')}
<p>They leave one equation in σ. The solver does not use them: they are a check. Nor would they do: a root of (g7) need not be an
equilibrium. Each row is one because no strategy, near or far, gains.</p>`,
    certificate: html`${mark(holding.length === rows.length)} ${holding.length} of ${rows.length} rows, with a proven bound: nobody gains more than
${small(bound)} (branch and bound over all strategies). ${mark(single.length === rows.length)} A scan of all symmetric profiles finds one equilibrium in
${single.length} of ${rows.length} rows.`,
    time: `${milliseconds(time.scenario)} for the ${rows.length} rows with their certificates.`,
    commands: ['shadowprice contest scenario --vary r=0.01..0.1:20 --b 10 --theta 0.25 --starts 0'],
    calls: [
      "const r = { parameters: ['cost.safety', 'cost.performance'], from: 0.01, to: 0.1, count: 20 };",
      'const readme = { performanceProductivity: 10, risk: { theta: 0.25 } };',
      'engine.contest.scenario(readme, { vary: [r], solve: { starts: 0 } }).columns;',
    ],
    below: [figure, rowsTable(rows)],
    statements: [
      {
        text: html`All ${verified.length * quantities.length} numbers of the rows that other code computed are equal to ${small(worst)}.`,
        holds: verified.length === verifiedRows.length && worst < 1e-9,
      },
      {
        text: html`All ${rows.length} rows satisfy (g7) to ${small(formula)}.`,
        holds: formula < 1e-9,
      },
      {
        text: html`There is one symmetric equilibrium in each row: ${single.length} of ${rows.length}.`,
        holds: single.length === rows.length,
      },
      {
        text: html`Inputs, odds of safety, performance, σ and payoffs all fall from each row to the next.`,
        holds: falls,
      },
    ],
  };
}

function rowsTable(rows: readonly VerifiedRow[]): Markup {
  const number = (x: number) => significant(x, 10);
  return table(
    html`<b>The scenario, row by row</b>, for either player. “Other code” is the greatest relative difference of the row’s six numbers
from those of a computation that has nothing in common with the engine; a dash where there is none.`,
    ['r', 'X_s', 'X_p', 's, odds', 'p', 'σ', 'payoff', 'other code'].map((title) => ({
      title: subscript(title),
      isNumber: true,
    })),
    rows.map((row) => {
      const difference = verifiedDifference(row);
      return [
        significant(row.price, 6),
        ...quantities.map((name) => number(row[name])),
        difference === null ? '–' : html`${mark(difference < 1e-9)} ${small(difference)}`,
      ];
    }),
  );
}

function subscript(title: string): Markup {
  const [letter, index] = title.split('_');
  return index === undefined ? html`${letter}` : html`${letter}<sub>${index}</sub>`;
}
