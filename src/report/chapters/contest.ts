/** The chapter on races: M. Jensen's dynapai and AIIncentives.jl held to what an equilibrium is. */

import {
  contestCycleFigure,
  contestInputsFigure,
  contestScenarioFigure,
  type Figure,
  type FigureContext,
} from '../../figures/index';
import { type Chapter, type ChapterSource, countOf, type Tally } from '../chapter';
import { percentage, significant, small } from '../compare';
import { figureBlock } from '../figure';
import { html, type Markup } from '../html';
import { aiIncentives, dynapai, verifiedRows } from '../published-contest';
import { allocationChapter } from './allocation';
import { type Claim, claimSection } from './allocation/claim';
import { complianceChapter } from './compliance';
import { demosClaim } from './contest/demos';
import { faultsClaim } from './contest/faults';
import { investClaim, investedOf, mixtureOf } from './contest/invest';
import { comparisonLines } from './contest/lines';
import { modelSection, sourceLinks } from './contest/model';
import { payoffClaim, payoffRows } from './contest/payoff';
import {
  answerOf,
  type ContestRuns,
  computeContest,
  demoNames,
  gainOf,
  refusedOf,
  runSteps,
} from './contest/runs';
import { quantities, scenarioClaim, scenarioRows } from './contest/scenario';
import { sharingClaim } from './contest/sharing';
import { tullockClaim } from './contest/tullock';

const title = 'Races of safety against performance';

export const contestChapter: ChapterSource = {
  steps: runSteps + 1,
  figures: 3,

  async write(engine, context, step): Promise<Chapter> {
    const runs = await computeContest(engine, step);
    const figures = figuresOf(runs, context);
    await step('contest, figures');
    // numbers go on from those of the chapters before
    const first = allocationChapter.figures + complianceChapter.figures + 1;
    const blocks = figures.map((figure, i) => figureBlock(figure, first + i, context));
    const claims = claimsOf(runs, blocks);
    return {
      id: 'contest',
      title,
      figures,
      contents: [
        { id: 'contest-model', title: 'The model of races' },
        ...claims.map(({ id, title }) => ({ id, title })),
      ],
      findings: findingsOf(runs),
      tally: tallyOf(runs, claims),
      lines: [
        '',
        title,
        `${dynapai.author}, "${dynapai.title}" and "${aiIncentives.title}"`,
        ...comparisonLines(runs),
      ],
      body: html`<h2 id="contest">${title}</h2>
<p>The sources are two packages by ${dynapai.author}: <cite>${dynapai.title}</cite> ${dynapai.version}, for games over time, and
<cite>${aiIncentives.title}</cite> ${aiIncentives.version}, for games of one period: ${sourceLinks}. They print one number. Beyond that they publish
what their solvers say of themselves: that a game is solved. “dynapai’s answer” is what this engine computes by dynapai’s rules, from seed 1 where no
other is named; “true” is what no player can improve on.</p>
${modelSection()}
${claims.map(claimSection)}`,
    };
  },
};

/** In the order in which the claims show them. */
function figuresOf(runs: ContestRuns, context: FigureContext): Figure[] {
  const { invest, sharing } = runs.demos;
  const { cycle } = invest.solution;
  if (cycle === undefined) throw new Error('best responses ran in no circle');
  const mixture = mixtureOf(runs);
  const rows = scenarioRows(runs);
  const last = rows[rows.length - 1].price;
  return [
    contestCycleFigure(
      {
        cycle,
        mixed: answerOf(invest.solution),
        refused: refusedOf(invest.published),
        refusedName: 'dynapai’s answer',
        strategyName: (i, k) => {
          const invested = investedOf(mixture[i][k].strategy);
          return `player ${i} invests ${invested === 0 ? 'nothing' : invested.toPrecision(3)}`;
        },
      },
      context,
    ),
    contestInputsFigure(
      {
        strategies: answerOf(sharing.solution).strategies,
        published: answerOf(sharing.published).strategies,
        publishedName: 'dynapai’s answer',
        maximumSharing: 40,
        title: 'Sharing: what players put in, period by period',
        description:
          'The better equilibrium of the game of sharing, and dynapai’s answer. Axes are logarithmic; an input of exactly 0 ' +
          'stands at the foot. dynapai searches in logarithms: where the equilibrium has 0 it has small numbers, or a ' +
          'number on which nothing hangs.',
      },
      context,
    ),
    contestScenarioFigure(
      {
        result: runs.scenario,
        axis: 'r, price of an input',
        title: 'Equilibria as inputs become dearer',
        description:
          `The scenario of AIIncentives.jl’s readme: r from ${rows[0].price} to ${last}, the same for both inputs. Each player’s ` +
          'numbers, and all but the last as computed by other code.',
        marks: {
          name: 'computed by other code',
          isPublished: false,
          values: verifiedRows.map(({ price }) => price),
          ...Object.fromEntries(
            quantities.map((name) => [name, verifiedRows.map((row) => row[name])]),
          ),
        },
      },
      context,
    ),
  ];
}

function claimsOf(runs: ContestRuns, blocks: readonly Markup[]): Claim[] {
  return [
    payoffClaim(runs),
    demosClaim(runs),
    investClaim(runs, blocks[0]),
    sharingClaim(runs, blocks[1]),
    scenarioClaim(runs, blocks[2]),
    tullockClaim(runs),
    faultsClaim(runs),
  ];
}

function tallyOf(runs: ContestRuns, claims: readonly Claim[]): Tally {
  const numbers = payoffRows(runs);
  const certified = [
    ...demoNames.map((name) => runs.demos[name].solution),
    ...runs.scenario.points.map(({ solution }) => solution),
    ...runs.tullock.map(({ solution }) => solution),
    runs.layout.meant,
    runs.layout.laidOut,
  ];
  return {
    numbers: countOf(numbers.map(({ holds }) => holds)),
    // equal in every digit that is printed
    leastDigits: Math.min(...numbers.map(({ digits }) => digits)),
    // how many rounds a solver took is not published
    iterations: countOf([]),
    certificates: countOf(certified.map(({ certificate }) => certificate.holds)),
    statements: countOf(claims.flatMap(({ statements }) => statements.map(({ holds }) => holds))),
  };
}

function findingsOf(runs: ContestRuns): Markup[] {
  const { demos, unlucky } = runs;
  const gain = gainOf(demos.invest.published);
  const others = demoNames.filter((name) => name !== 'invest');
  const worst = Math.max(...others.map((name) => gainOf(demos[name].published)));
  const [own] = mixtureOf(runs);
  const out = own.find(({ strategy }) => investedOf(strategy) === 0)?.probability ?? Number.NaN;
  const rows = scenarioRows(runs);
  return [
    html`dynapai calls every game solved. Five of the six games of its demonstration are, to ${small(worst)}; of the race to invest its answer is no
equilibrium: a player gains ${significant(gain, 3)} by leaving it. <a href="#contest-claims">Details</a>`,
    html`That race has an equilibrium in mixed strategies, in which the player who discounts stays out of investing with probability
${percentage(out, 2)}. With sharing it has two in pure ones, told apart by who leads. <a href="#contest-invest">Details</a>`,
    html`The same call may settle or not, depending on its random start; where it does not, a player gains ${significant(gainOf(unlucky), 2)}, and the
status is “success” all the same. <a href="#contest-claims">Details</a>`,
    html`As inputs become ten times as dear in the readme of AIIncentives.jl, safety falls from ${percentage(rows[0].safe, 1)} to
${percentage(rows[rows.length - 1].safe, 1)}, with one symmetric equilibrium at each price. <a href="#contest-scenario">Details</a>`,
  ];
}
