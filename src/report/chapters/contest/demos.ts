/** Claim: what demo.py calls solved, held to the test that every player's best answer is. */

import type { ContestSolution } from '../../../contest/index';
import { grouped, milliseconds, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import { publishedRounds, publishedStatus } from '../../published-contest';
import type { Claim } from '../allocation/claim';
import { answerOf, type ContestRuns, type DemoName, demoNames, gainOf, unluckySeed } from './runs';

/** From this gain on an answer is no equilibrium, whatever rounding and loose tests excuse. */
const noEquilibrium = 1e-4;

function claims({ demos, unlucky }: ContestRuns): ContestSolution[] {
  return [...demoNames.map((name) => demos[name].published), unlucky];
}

const isClaimed = ({ published }: ContestSolution) => published?.claimsSuccess === true;

/** 'pure', 'mixed', '2 pure'. */
export function kindsOf({ equilibria }: ContestSolution): string {
  if (equilibria.length === 0) return 'none';
  return equilibria.length === 1
    ? equilibria[0].kind
    : `${equilibria.length} ${equilibria[0].kind}`;
}

export function demosClaim(runs: ContestRuns): Claim {
  const { demos, unlucky } = runs;
  const all = demoNames.map((name) => demos[name]);
  const claimed = claims(runs);
  const good = all.filter(({ published }) => gainOf(published) < noEquilibrium);
  const worstOfGood = Math.max(...good.map(({ published }) => gainOf(published)));
  const invest = gainOf(demos.invest.published);
  const ours = all.filter(({ solution }) => solution.certificate.holds);
  const worst = Math.max(...all.map(({ solution }) => solution.certificate.lower));
  const bounded = all.flatMap(({ solution }) => solution.certificate.upper ?? []);
  const time = (which: 'published' | 'solution') =>
    all.reduce((sum, run) => sum + run.milliseconds[which], 0);
  const { published } = unlucky;
  return {
    id: 'contest-claims',
    title: 'What counts as solved',
    published: html`<code>demo.py</code> solves three games of two players over five periods, each also with the first win as its
end, and prints “status: ${publishedStatus}” and “Optimal strategies” for all of them. Its starts are random and have no seed, so that
its digits differ from run to run; the claim does not.`,
    reproduced: html`${mark(claimed.every(isClaimed))} By its own rules, argmin’s Nelder–Mead step for step, all
${claimed.length} of ${claimed.length} runs end as a success.`,
    true: html`${good.length} of the ${all.length} answers are near an equilibrium: nobody gains more than ${small(worstOfGood)}. Investment without an end is
none: <b>a player gains ${significant(invest, 3)} by leaving it</b>. And sharing is a matter of luck: from another start the same call does not
settle within ${publishedRounds} rounds, ends where a player gains ${significant(gainOf(unlucky), 2)}, and is a success all the same.`,
    why: html`<p>A round answers the profile of the round before, for all players at once, each with one search of 200 iterations of
Nelder–Mead in the logarithms of all his inputs, ten to thirty numbers. When payoffs change by less than 10⁻⁶ the answer is returned; after ${publishedRounds}
rounds the answer is returned just the same. Nothing asks whether a player could do better, and there is one start.</p>
<p>In logarithms no input can be 0. Where an equilibrium invests nothing, the answers have small numbers that mean nothing; and a strategy
that stays out of something is never compared with.</p>`,
    certificate: html`${mark(ours.length === all.length)} ${ours.length} of ${all.length} of our answers: by a search of all strategies, from
starts of its own, nobody gains more than ${small(worst)}. Proven bounds, where the game allows one: ${bounded.map(small).join(' and ')}
(${bounded.length} games without investment).`,
    time: `${milliseconds(time('published'))} for the six games by the published rules, ${milliseconds(time('solution'))} for ours, each with its certificate.`,
    commands: [
      'shadowprice contest solve --periods 5 --gamma 0.9,1 --as-published',
      'shadowprice contest solve --periods 5 --gamma 0.9,1 --starts 0',
    ],
    calls: [
      'const demo = { periods: 5, discountFactor: [0.9, 1] };',
      'engine.contest.solve(demo, { asPublished: true }).best;',
      'engine.contest.solve(demo, { starts: 0 }).equilibria;',
    ],
    below: [demosTable(runs)],
    statements: [
      {
        text: html`Every run by the published rules claims success: ${claimed.filter(isClaimed).length} of ${claimed.length}.`,
        holds: claimed.every(isClaimed),
      },
      {
        text: html`Exactly one of the six answers is far from an equilibrium.`,
        holds: good.length === all.length - 1 && invest > noEquilibrium,
      },
      {
        text: html`From start ${unluckySeed} the game of sharing is a success after ${unlucky.iterations} rounds in which payoffs have not
settled, and at which a player gains ${significant(gainOf(unlucky), 2)}.`,
        holds:
          published?.settled === false &&
          unlucky.iterations === publishedRounds &&
          gainOf(unlucky) > noEquilibrium,
      },
      {
        text: html`Where the equilibrium of investment with an end invests exactly 0 in safety, dynapai’s answer invests
${small(leastInvested(demos['invest-end-on-win'].published))} or more.`,
        holds:
          leastInvested(demos['invest-end-on-win'].published) > 0 &&
          answerOf(demos['invest-end-on-win'].solution)
            .strategies.flat()
            .every((own) => own[2] === 0),
      },
    ],
  };
}

function leastInvested(solution: ContestSolution): number {
  return Math.min(
    ...answerOf(solution)
      .strategies.flat()
      .map((own) => own[2]),
  );
}

const shortTitles: Readonly<Record<DemoName, string>> = {
  basic: 'effort',
  'basic-end-on-win': 'effort, ends on win',
  invest: 'investment',
  'invest-end-on-win': 'investment, ends on win',
  sharing: 'sharing',
  'sharing-end-on-win': 'sharing, ends on win',
};

function demosTable({ demos, unlucky }: ContestRuns): Markup {
  const rows = demoNames.flatMap((name) => {
    const row = { title: shortTitles[name], ...demos[name] };
    return name === 'sharing'
      ? [row, { ...row, title: 'sharing, another start', published: unlucky }]
      : [row];
  });
  return table(
    html`<b>Six games of <code>demo.py</code></b>: what dynapai claims of its answer, and ours. “Gain” is the most that a player was
found to gain by another strategy.`,
    [
      { title: 'game' },
      { title: 'dynapai' },
      { title: 'rounds', isNumber: true },
      { title: 'payoffs computed', isNumber: true },
      { title: 'gain', isNumber: true },
      { title: 'equilibria' },
      { title: 'payoffs', isNumber: true },
      { title: 'gain', isNumber: true },
    ],
    rows.map(({ title, published, solution }) => [
      title,
      published.published?.settled ? publishedStatus : `${publishedStatus}, not settled`,
      String(published.iterations),
      grouped(published.published?.evaluations ?? 0),
      small(gainOf(published)),
      kindsOf(solution),
      solution.equilibria.map(({ payoffs }, k) => [
        k === 0 ? '' : html`<br>`,
        payoffs.map((payoff) => significant(payoff, 6)).join(', '),
      ]),
      html`${mark(solution.certificate.holds)} ${small(solution.certificate.lower)}`,
    ]),
  );
}
