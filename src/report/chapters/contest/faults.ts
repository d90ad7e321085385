/** Claim: what of the sources' code and text is not what they mean, and what that does to numbers. */

import { milliseconds, significant, small } from '../../compare';
import { type Content, html, type Markup, mark, table } from '../../html';
import { verifiedBelief } from '../../published-contest';
import type { Claim } from '../allocation/claim';
import { laidOut, unequal } from './fault-runs';
import type { ContestRuns } from './runs';

/** r and r_inv of demo.py. */
const [price, priceOfInvestment] = [0.1, 0.01];

/** What each of n players pays for x_s, x_p, i_s, i_p by `fixed_invest`, prices being the same for all. */
function investPrices(players: number): number[][] {
  return laidOut(
    [price, priceOfInvestment].map((each) => Array.from({ length: players }, () => each)),
  );
}

const isMeant = (rows: readonly (readonly number[])[]) =>
  rows.every((row) => row.every((each, k) => each === (k < 2 ? price : priceOfInvestment)));

export function faultsClaim(runs: ContestRuns): Claim {
  const { layout, belief, claim, afterWin } = runs;
  const payoffs = (which: 'meant' | 'laidOut') => layout[which].equilibria[0]?.payoffs ?? [];
  const list = (values: readonly number[]) => values.map((x) => significant(x, 4)).join(' and ');
  const certified = [layout.meant, layout.laidOut].every(({ certificate }) => certificate.holds);
  const [none, one] = claim.points;
  const crossed = [none.left, one.right].map((x) => x ?? Number.NaN);
  const three = investPrices(3);
  const misses = [
    Math.abs(belief.kept - verifiedBelief.published),
    Math.abs(belief.carried - verifiedBelief.true),
  ];
  return {
    id: 'contest-faults',
    title: 'What the sources get wrong',
    published: html`Code, readme files and documentation of both packages.`,
    reproduced: html`Each fault below was found by reading the source; where it changes numbers, the engine was given the game as it
is meant and as the fault has it.`,
    true: html`None of them touches the readme’s payoff, the scenario of prices, or what is equilibrium in the two-player games of <code>demo.py</code>. They change games of
unequal prices, of three or more players who invest, and of players who believe different things.`,
    why: html`<p>The table below says what each does. Most are out of reach of the examples that the sources show: with two players, equal prices and
common beliefs the tables of prices are right by chance, and nothing else is touched. The claim of the documentation is another matter. It is put as a test of all
against all and is true only of pairs at the same θ.</p>`,
    certificate: html`${mark(certified)} Both games of unequal prices are solved with certificates.
${mark(Math.max(...misses) < 1e-12)} Payoffs of different beliefs, with the fault and without, against other code: ${misses.map(small).join(' and ')}.`,
    time: `${milliseconds(runs.milliseconds.faults)} for all of them.`,
    commands: [
      'shadowprice contest solve --b 10 --r 0.1,0.2',
      'shadowprice contest solve --b 10 --cost-safety 0.1 --cost-performance 0.2',
      'shadowprice contest compare --left a=10 --right a=50 --outcome odds --claim right-greater --vary theta=0,1 --b 10 --d 0',
    ],
    calls: [
      "const cost = { kind: 'unit', safety: [0.1, 0.2], performance: [0.1, 0.2] };",
      'engine.contest.solve({ performanceProductivity: 10, cost }, { starts: 0 }).equilibria;',
    ],
    below: [faultTable(runs)],
    statements: [
      {
        text: html`Prices ${unequal.join(' and ')} of two players: as meant they earn ${list(payoffs('meant'))}, as laid out ${list(payoffs('laidOut'))}, the same for both.`,
        holds:
          certified &&
          Math.abs(payoffs('meant')[0] - payoffs('meant')[1]) > 0.1 &&
          Math.abs(payoffs('laidOut')[0] - payoffs('laidOut')[1]) < 1e-9,
      },
      {
        text: html`With investment, two players of equal prices pay what is meant, and three do not: player 1 would pay ${three[1].join(', ')} for x<sub>s</sub>, x<sub>p</sub>,
i<sub>s</sub>, i<sub>p</sub>.`,
        holds: isMeant(investPrices(2)) && !isMeant(three),
      },
      {
        text: html`Where player 0’s beliefs never carry over his payoff is ${significant(belief.kept, 6)} in place of
${significant(belief.carried, 6)}, as other code has both, to ${small(Math.max(...misses))}.`,
        holds: Math.max(...misses) < 1e-12 && Math.abs(belief.kept - belief.carried) > 0.1,
      },
      {
        text: html`More productive safety goes with greater odds at each θ (${claim.holds} of ${claim.points.length}), but not of all against all: A = 10 has
${significant(crossed[0], 3)} at θ = 0, more than A = 50 at θ = 1 with ${significant(crossed[1], 3)}.`,
        holds: claim.everywhere && claim.status === 'converged' && crossed[0] > crossed[1],
      },
      {
        text: html`Where success is a ratio and the first win ends the game, the second period is reached with probability
${afterWin.survival[1]}, and no payoff hangs on it.`,
        holds: afterWin.survival[1] === 0 && afterWin.change === 0,
      },
    ],
  };
}

function faultTable({ belief }: ContestRuns): Markup {
  const row = (where: Content, is: Content, means: Content) => [where, is, means];
  const code = (text: string) => html`<code>${text}</code>`;
  return table(
    html`<b>Faults</b>, of dynapai first, then of AIIncentives.jl.`,
    [{ title: 'where' }, { title: 'what it does' }, { title: 'what is meant' }],
    [
      row(
        code('cost_func.rs'),
        'Tables of prices have a row a player, and are filled from lists with one entry a player, one list an input after the other. A price of one player lands with another, or on another input, unless all are equal and players are two.',
        'Each player pays his own price of each input.',
      ),
      row(
        code('state.rs'),
        html`With different beliefs, productivities carry over for players 1, 2, …: the loop starts at 1. Player 0 invests for nothing, and earns
${significant(belief.kept, 4)} instead of ${significant(belief.carried, 4)} in a game of four periods.`,
        'All players’ beliefs carry over.',
      ),
      row(
        code('solve.rs'),
        html`Success is any answer, settled or not. The mixed solver, which Python cannot call, takes its starts from period i instead of player i; it
works where there are as many periods as players.`,
        'A test that the answer is an equilibrium.',
      ),
      row(
        code('demo.py'),
        html`With ratio success and the first win as the end the game is over after one period; strategies of the other four are printed as optimal,
although nothing hangs on them.`,
        'Success with a draw, as for investment.',
      ),
      row(
        html`${code('readme.md')} of dynapai`,
        html`Lead and follower’s gain in performance and in safety both hang on ʃ<sub>p</sub>; sums start with t = 1; weights Pr{T ≤ t}.`,
        html`z<sub>s</sub> for safety, t = 0, Pr{T ≥ t}, as in its code.`,
      ),
      row(
        code('RiskFunc.jl'),
        html`Weights multiply: (Π w<sub>k</sub>π<sub>k</sub>)<sup>1/w</sup>. Two players of weight 2 have a “probability” of up to 2. With a list of weights the
constructor is given an argument too many, and fails. Additive risk with weights 1 is the sum Σπ<sub>k</sub>, up to n.`,
        html`Weights as exponents, Π π<sub>k</sub><sup>n w<sub>k</sub>/Σw</sup>, and a mean.`,
      ),
      row(
        code('Problem.jl'),
        'What i gets where j wins is weighted with the probability that i wins safely. Nothing changes as long as losers get nothing.',
        'The probability that j wins safely.',
      ),
      row(
        code('docs.md'),
        html`${code('LinearPayoff(1., 0.1, 0., 0.)')} fails: the first argument is the number of players.`,
        'Payoffs of winning and losing.',
      ),
      row(
        code('testing_claims.md'),
        html`Takes the left side’s odds from the right side’s results, compares a pair of numbers with a table, and asks for every left value to be below every right
one, whatever θ. This “should be true”, and is not.`,
        'Left and right at the same θ: there it is true.',
      ),
    ],
  );
}
