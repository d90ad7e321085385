/** Claim: the one number that the sources print. */

import { milliseconds, type Reproduction, reproduction, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import { publishedPayoff } from '../../published-contest';
import type { Claim } from '../allocation/claim';
import type { ContestRuns } from './runs';

export interface PayoffRow extends Reproduction {
  readonly what: string;
  readonly true: number;
}

/** Ours as the source prints it: to so many decimals. */
export function payoffRows({ payoffs }: ContestRuns): PayoffRow[] {
  const { decimals } = publishedPayoff;
  return publishedPayoff.payoffs.map((published, i) => ({
    what: `payoff of player ${i}`,
    true: payoffs[i],
    ...reproduction(published, Number(payoffs[i].toFixed(decimals))),
  }));
}

/** U = 3σ/2 − 13/10 with σ = o/(1 + o), o = 10/√(10√2): the example by hand. */
function byHand(): number {
  const odds = 10 / Math.sqrt(10 * Math.SQRT2);
  return (1.5 * odds) / (1 + odds) - 1.3;
}

export function payoffClaim(runs: ContestRuns): Claim {
  const rows = payoffRows(runs);
  const { decimals } = publishedPayoff;
  const difference = Math.max(...runs.payoffs.map((payoff) => Math.abs(payoff - byHand())));
  return {
    id: 'contest-payoff',
    title: 'The payoff that the readme prints',
    published: html`Two players, A = B = 10, α = β = θ = ½, d = 1, r = 0.1; each puts 1 into safety and 2 into performance.
<code>readme.md</code> of dynapai: “This should print Payoff from actions: [-0.2099315 -0.2099315]”.`,
    reproduced: html`${mark(rows.every(({ holds }) => holds))} Both, in each of the ${decimals} decimals that are printed.`,
    true: html`U = ${significant(runs.payoffs[0], 15)} for either player. The payoff is right.`,
    why: html`<p>By hand: p = 10√2 and s = 10, so o = 10/√(10√2), and q = ½ for both. Then (g5) is
U = σ/2 − (1 − σ) − 0.3 = 3σ/2 − 1.3, with σ = o/(1 + o).</p>
<p>The example itself does not run: it gives <code>PayoffFunc</code> an argument <code>r</code>, which the class no longer has.
The readme’s formulas of the game over time are not those of the code, either: its sum starts with t = 1, so that the first
period would be discounted, where the code starts with t = 0; and where the first win ends the game it weights a period with
Pr{T ≤ t}, the probability that the game is over by then, where the code has the probability that it still goes on. (g6) is
what the code does.</p>`,
    certificate: html`${mark(difference < 1e-14)} The payoffs against the formula by hand: ${small(difference)}.`,
    time: `${milliseconds(runs.milliseconds.payoffs)} for both payoffs.`,
    commands: ['shadowprice contest payoffs --b 10 --strategies 1,2'],
    calls: [
      'const game = { performanceProductivity: 10 };',
      'engine.contest.payoffs(game, [[[1, 2], [1, 2]]]).payoffs;',
    ],
    below: [numbersTable(rows)],
    statements: [
      {
        text: html`The payoffs are 3σ/2 − 1.3 to ${small(difference)}.`,
        holds: difference < 1e-14,
      },
    ],
  };
}

function numbersTable(rows: readonly PayoffRow[]): Markup {
  return table(
    html`<b>All published numbers on races</b>, <code>readme.md</code> of dynapai. “Reproduced” is the relative difference
of ours, rounded as the source rounds, from the published number; 0 means equal in each printed digit.`,
    [
      { title: '' },
      { title: 'published', isNumber: true },
      { title: 'reproduced', isNumber: true },
      { title: 'true', isNumber: true },
      { title: 'published − true', isNumber: true },
    ],
    rows.map((row) => [
      row.what,
      row.published,
      html`${mark(row.holds)} ${small(row.relative)}`,
      significant(row.true, 15),
      small(row.published - row.true),
    ]),
  );
}
