/** Claim: with sharing the race to invest has two equilibria, told apart by who leads. */

import type { Equilibrium } from '../../../contest/index';
import { milliseconds, percentage, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import type { Claim } from '../allocation/claim';
import { answerOf, type ContestRuns, gainOf } from './runs';

/** Who shares safety as much as can be, and when. */
function leadOf({ bounds = [] }: Equilibrium) {
  const capped = bounds.filter(({ bound }) => bound === 'maximumSharing');
  return capped.length === 1 ? capped[0] : undefined;
}

const investedFirst = ({ strategies }: Equilibrium, i: number) => strategies[0][i][2];

export function sharingClaim(runs: ContestRuns, figure: Markup): Claim {
  const { demos } = runs;
  const { solution, published, milliseconds: time } = demos.sharing;
  const [better, worse] = solution.equilibria;
  const leader = leadOf(better)?.player ?? 0;
  const { certificate } = solution;
  const ends = answerOf(demos['sharing-end-on-win'].solution);
  const invests = answerOf(demos['invest-end-on-win'].solution);
  return {
    id: 'contest-sharing',
    title: 'Who leads shares',
    published: html`“Optimal sharing + invest strategies”, status: success; one answer.`,
    reproduced: html`${mark(published.published?.claimsSuccess === true)} By its rules the answer settles after ${published.iterations} rounds, within
${small(gainOf(published))} of the first of the two equilibria below.`,
    true: html`There are (at least) ${solution.equilibria.length} equilibria in pure strategies. In each one player invests more in safety at first and, as leader, shares all of
it in the second period; the other invests in safety less, or nothing, and takes it. Both players are better off where it is player ${leader}, who does
not discount, that leads: payoffs ${list(better)} instead of ${list(worse)}.`,
    why: html`<p>Without sharing the race to invest had no equilibrium in pure strategies. Sharing mends that: a disaster costs both, so it pays the leader that the
other is safe too, and it costs nothing to share. So z<sub>s</sub> has no finite best value. It is held at the bound <code>maximumSharing</code> = 40, at which
1 − e<sup>−40</sup> is 1 in every bit: all of the lead is shared, and a higher bound would change nothing. Performance wins the race, and nobody
shares it.</p>
<p>dynapai’s z<sub>s</sub> in the periods after that is of no account, as there is no lead any more to share. Where the first win ends the game nothing is shared at all, and the equilibrium is that of investment alone.</p>`,
    certificate: html`${mark(certificate.holds)} Both, against all strategies: nobody gains more than ${small(certificate.lower)}, held to
${small(certificate.tolerance)}; searched from ${certificate.starts} starts a player, not proven.`,
    time: `${milliseconds(time.solution)} for both equilibria with their certificates.`,
    commands: [
      'shadowprice contest solve --periods 5 --gamma 0.9,1 --actions share --scale 1 --starts 0',
    ],
    calls: [
      "const contestSuccess = { kind: 'ratio-with-draw' };",
      "const race = { periods: 5, discountFactor: [0.9, 1], actions: 'share', contestSuccess };",
      'engine.contest.solve(race, { starts: 0 }).equilibria.map(({ payoffs, bounds }) => bounds);',
    ],
    below: [equilibriaTable(solution.equilibria), figure],
    statements: [
      {
        text: html`In each equilibrium exactly one input is at <code>maximumSharing</code>: safety shared in the second period by who has invested more in safety.`,
        holds: solution.equilibria.every((equilibrium) => {
          const lead = leadOf(equilibrium);
          if (lead === undefined) return false;
          const { player, period, input } = lead;
          const isAhead =
            investedFirst(equilibrium, player) > investedFirst(equilibrium, 1 - player);
          return input === 'shareSafety' && period === 1 && isAhead;
        }),
      },
      {
        text: html`The leaders are different players, and the first equilibrium is better for both.`,
        holds:
          leadOf(better)?.player !== leadOf(worse)?.player &&
          better.payoffs.every((payoff, i) => payoff > worse.payoffs[i]),
      },
      {
        text: html`Nobody shares performance, in any period of either.`,
        holds: solution.equilibria.every(({ strategies }) =>
          strategies.every((period) => period.every((own) => own[5] === 0)),
        ),
      },
      {
        text: html`At the bound all of a lead is shared: 1 − e<sup>−40</sup> = 1 in doubles.`,
        holds: 1 - Math.exp(-40) === 1,
      },
      {
        text: html`With the first win as its end the game has the payoffs of investment alone, to
${small(Math.max(...ends.payoffs.map((payoff, i) => Math.abs(payoff - invests.payoffs[i]))))}, and nothing is shared.`,
        holds:
          ends.payoffs.every((payoff, i) => Math.abs(payoff - invests.payoffs[i]) < 1e-9) &&
          ends.strategies.every((period) => period.every((own) => own[4] === 0 && own[5] === 0)),
      },
    ],
  };
}

const list = ({ payoffs }: Equilibrium) =>
  payoffs.map((payoff) => significant(payoff, 4)).join(' and ');

function equilibriaTable(equilibria: readonly Equilibrium[]): Markup {
  return table(
    html`<b>The equilibria of the game of sharing.</b> Investments are those of the first period.`,
    [
      { title: 'leader' },
      { title: 'at a bound' },
      { title: 'invested in safety', isNumber: true },
      { title: 'invested in performance', isNumber: true },
      { title: 'payoffs', isNumber: true },
      { title: 'some disaster', isNumber: true },
    ],
    equilibria.map((equilibrium) => {
      const lead = leadOf(equilibrium);
      const first = (k: number) =>
        equilibrium.strategies[0].map((own) => (own[k] === 0 ? '0' : significant(own[k], 4)));
      return [
        lead === undefined ? '–' : `player ${lead.player}`,
        lead === undefined
          ? '–'
          : html`z<sub>s</sub> of player ${lead.player} in period ${lead.period}: <code>maximumSharing</code>`,
        first(2).join(', '),
        first(3).join(', '),
        equilibrium.payoffs.map((payoff) => significant(payoff, 6)).join(', '),
        percentage(equilibrium.disasterProbability, 1),
      ];
    }),
  );
}
