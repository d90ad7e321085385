/** Claim: the race to invest of demo.py has no equilibrium in pure strategies that anybody found, and one in mixed. */

import { milliseconds, percentage, significant, small } from '../../compare';
import { html, type Markup, mark } from '../../html';
import type { Claim } from '../allocation/claim';
import { answerOf, type ContestRuns, gainOf, refusedOf } from './runs';

/** What a strategy, [period][input], invests in all. */
export function investedOf(strategy: readonly (readonly number[])[]): number {
  return strategy.reduce((sum, [, , safety = 0, performance = 0]) => sum + safety + performance, 0);
}

/** The strategies that player 0 mixes: the greatest investment first. */
export function mixtureOf({ demos }: ContestRuns) {
  const { mixture } = answerOf(demos.invest.solution);
  if (mixture === undefined)
    throw new Error('the race to invest has an equilibrium without a mixture');
  return mixture;
}

export function investClaim(runs: ContestRuns, figure: Markup): Claim {
  const { demos, leaving, mixedPayoffs } = runs;
  const { published, solution, milliseconds: time } = demos.invest;
  const refused = refusedOf(published);
  const candidate = refusedOf(solution);
  const { cycle, certificate } = solution;
  const [own, other] = mixtureOf(runs);
  const out = own.find(({ strategy }) => investedOf(strategy) === 0);
  const moves = cycle?.moves ?? [];
  const mixed = answerOf(solution);
  const spread = Math.max(...mixedPayoffs) - Math.min(...mixedPayoffs);
  const stationarity = published.certificate.secondOrder?.stationarity ?? Number.NaN;
  return {
    id: 'contest-invest',
    title: 'The race to invest',
    published: html`<code>demo.py --invest</code>: “Optimal invest strategies”, status: success.`,
    reproduced: html`${mark(published.published?.claimsSuccess === true)} By its rules the answer settles after ${published.iterations} rounds, at payoffs
${list(refused.payoffs)}.`,
    true: html`That is no equilibrium: player 0 gains <b>${significant(candidate.deviation.gain, 4)}</b> by investing nothing, and next to no effort
after the first period. No equilibrium in pure strategies was found: best responses run in a circle of ${cycle?.period ?? 0} profiles. There is
one in mixed strategies, at payoffs ${list(mixed.payoffs)}: player 0 invests nothing with probability
<b>${significant(out?.probability ?? Number.NaN, 4)}</b>, and ${significant(investedOf(own[0].strategy), 4)} in all otherwise, while player 1 always invests
${significant(investedOf(other[0].strategy), 4)}.`,
    why: html`<p>The player who discounts the future invests less. Against a rival who invests much, each further unit still pays as long as one
is in the race; but to be in it at all does not. At dynapai’s answer first derivatives vanish to ${small(stationarity)}, and second derivatives are those of a
maximum: no test in the neighbourhood would refuse it. The better strategy is far away, and mostly zeros, which a search in logarithms
does not reach.</p>
<p>Once player 0 is out, player 1 need not invest so much; then it pays player 0 to be in; then player 1 invests more again. This is the
circle: in the order of moves, ${moves.map(({ player, gain }) => `player ${player} gains ${significant(gain, 3)}`).join(', ')}. Leaving the race altogether from the
second period on gains ${significant(leaving.dropsOut - leaving.stays, 4)}, hardly less than the best; never to be in it
loses ${significant(leaving.stays - leaving.nothing, 3)}.</p>`,
    certificate: html`${mark(certificate.holds)} The mixture against all strategies, by a search that shares no code with the solver: nobody gains
more than ${small(certificate.lower)}, held to ${small(certificate.tolerance)}. That is searched, not proven; that there is no equilibrium in pure strategies is
not proven, either.`,
    time: `${milliseconds(time.solution)} for the circle, the refused profiles and the mixture with its certificate.`,
    commands: [
      'shadowprice contest solve --periods 5 --gamma 0.9,1 --actions invest --scale 1 --as-published',
      'shadowprice contest solve --periods 5 --gamma 0.9,1 --actions invest --scale 1 --starts 0',
    ],
    calls: [
      "const contestSuccess = { kind: 'ratio-with-draw' };",
      "const race = { periods: 5, discountFactor: [0.9, 1], actions: 'invest', contestSuccess };",
      'engine.contest.solve(race, { asPublished: true }).best.deviation;',
      'const { equilibria, cycle, best } = engine.contest.solve(race, { starts: 0 });',
    ],
    below: [figure],
    statements: statementsOf(runs, spread),
  };
}

function statementsOf(runs: ContestRuns, spread: number): Claim['statements'] {
  const { demos, leaving } = runs;
  const { published, solution } = demos.invest;
  const { cycle } = solution;
  const second = published.certificate.secondOrder;
  const candidate = refusedOf(solution);
  const [own, other] = mixtureOf(runs);
  const probability = own.find(({ strategy }) => investedOf(strategy) === 0)?.probability ?? 0;
  const gap = cycleGap(runs);
  const answer = refusedOf(published);
  const instead = investedOf(answer.deviation.strategy);
  const before = investedOf(answer.strategies.map((period) => period[answer.deviation.player]));
  return [
    {
      text: html`dynapai’s answer passes the conditions of first and second order, and yet a player gains ${significant(gainOf(published), 3)}.`,
      holds: second?.holds === true && second.stationarity < 1e-4 && gainOf(published) > 0.09,
    },
    {
      text: html`It is, to ${small(distance(refusedOf(published).payoffs, candidate.payoffs))} in payoffs, the profile at which derivatives vanish exactly and which
our solver finds and refuses.`,
      holds: distance(refusedOf(published).payoffs, candidate.payoffs) < 1e-3,
    },
    {
      text: html`The gainful strategy invests ${small(instead)}, where the answer invests ${significant(before, 4)}.`,
      holds: instead < 1e-6 * before,
    },
    {
      text: html`Dropping out after the first period gains, dropping out from the start loses.`,
      holds: leaving.dropsOut > leaving.stays && leaving.nothing < leaving.stays,
    },
    {
      text: html`Each move of the circle gains who makes it what payoffs of its profiles say (to ${small(gap)}), and the last leads to the first.`,
      holds: cycle !== undefined && gap < 1e-5 && cycle.moves.every(({ gain }) => gain > 0.01),
    },
    {
      text: html`Both strategies that player 0 mixes earn him the same to ${small(spread)}; player 1 plays one; the probability of staying out is
${percentage(probability, 2)}.`,
      holds:
        own.length === 2 &&
        other.length === 1 &&
        spread < 1e-6 &&
        Math.abs(probability - 0.1385) < 1e-4,
    },
  ];
}

/** The greatest difference of what a move gains from how the mover's payoff changes to the next profile. */
function cycleGap({ demos }: ContestRuns): number {
  const { cycle } = demos.invest.solution;
  if (cycle === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(
    ...cycle.moves.map(({ player, gain }, k) => {
      const next = cycle.payoffs[(k + 1) % cycle.period];
      return Math.abs(next[player] - cycle.payoffs[k][player] - gain);
    }),
  );
}

const distance = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((x, i) => Math.abs(x - b[i])));

const list = (payoffs: readonly number[]) =>
  payoffs.map((payoff) => significant(payoff, 4)).join(' and ');
