/** The chapter on allocation: A. Troynikov's "Economically Optimal Compute Allocation" reproduced, corrected, proven. */

import {
  combinedSweepsFigure,
  type Figure,
  type FigureContext,
  type SweepComparison,
  steadyStateFigure,
  strategiesFigure,
  sweepsFigure,
  trajectoryFigure,
} from '../../figures/index';
import { type Chapter, type ChapterSource, countOf, type Tally } from '../chapter';
import { aboveOrBelow, percentage, significant } from '../compare';
import { figureBlock } from '../figure';
import { html, type Markup, mark } from '../html';
import { source } from '../published-numbers';
import { type Claim, claimSection } from './allocation/claim';
import {
  allRuns,
  biasOf,
  defaultClaim,
  lossOf,
  reproductionsOf,
  sweepsClaim,
  uniquenessClaim,
} from './allocation/dynamic';
import { comparisonLines } from './allocation/lines';
import { modelSection, sourceLink } from './allocation/model';
import { numbersSection } from './allocation/numbers';
import { priceStatements, pricesSection } from './allocation/prices';
import { type AllocationRuns, computeRuns, runSteps, type SweepRun } from './allocation/runs';
import {
  formulaClaim,
  horizonClaim,
  steadyReproductions,
  strategiesClaim,
} from './allocation/steady';

const title = 'Allocation of compute between training and serving';

export const allocationChapter: ChapterSource = {
  steps: runSteps + 1,
  figures: 5,

  async write(engine, context, step): Promise<Chapter> {
    const runs = await computeRuns(engine, step);
    const figures = figuresOf(runs, context);
    await step('figures');
    const blocks = figures.map((figure, i) => figureBlock(figure, i + 1, context));
    const claims = claimsOf(runs, blocks);
    const prices = priceStatements(runs.base.optimum);
    const statements = [...claims.flatMap((claim) => claim.statements), ...prices];
    return {
      id: 'allocation',
      title,
      figures,
      contents: [
        { id: 'model', title: 'The model' },
        ...claims.map(({ id, title }) => ({ id, title })),
        { id: 'prices', title: 'Shadow prices' },
        { id: 'numbers', title: 'All published numbers' },
      ],
      findings: findingsOf(runs),
      tally: tallyOf(runs, statements),
      lines: [
        `${title}`,
        `${source.author}, "${source.title}", ${source.year}`,
        ...comparisonLines(runs),
      ],
      body: html`<h2 id="allocation">${title}</h2>
<p>The source is ${source.author}, <cite>${source.title}</cite> (${source.year}), with its scripts <code>dynamic.py</code> and
<code>steady_state.py</code>: ${sourceLink}. Published numbers are what these scripts print when run as they are (Python, NumPy 1.24). “Reproduced” is
this engine running the published arithmetic, faults included. “True” is the answer to the problem that the paper states.</p>
${modelSection()}
${claims.map(claimSection)}
${pricesSection(runs.base.optimum)}
<h4>Checked while this report was written</h4>
<ul>${prices.map(({ text, holds }) => html`<li>${mark(holds)} ${text}</li>\n`)}</ul>
${numbersSection(runs)}`,
    };
  },
};

/** In the order in which the claims show them. */
function figuresOf(runs: AllocationRuns, context: FigureContext): Figure[] {
  const { base, steady } = runs;
  const sweeps = runs.sweeps.map(comparisonOf);
  const { trainingExponent, revenueExponent, growthToDiscount } = {
    trainingExponent: 0.5,
    revenueExponent: 2,
    growthToDiscount: steady.answer.growthToDiscount,
  };
  return [
    trajectoryFigure({ optimum: base.optimum, published: base.published }, context),
    sweepsFigure(sweeps, context),
    combinedSweepsFigure(sweeps, base.optimum, context),
    steadyStateFigure(
      { panels: steady.panels, base: { trainingExponent, revenueExponent, growthToDiscount } },
      context,
    ),
    strategiesFigure(
      {
        optimum: steady.optimum,
        strategies: steady.strategies.map((strategy, i) => ({
          ...strategy,
          published: steady.published.strategies[i].netPresentValue,
        })),
      },
      context,
    ),
  ];
}

function claimsOf(runs: AllocationRuns, blocks: readonly Markup[]): Claim[] {
  return [
    defaultClaim(runs, blocks[0]),
    uniquenessClaim(runs),
    sweepsClaim(runs, [blocks[1], blocks[2]]),
    formulaClaim(runs, blocks[3]),
    strategiesClaim(runs, blocks[4]),
    horizonClaim(runs),
  ];
}

function comparisonOf({ source, runs }: SweepRun): SweepComparison {
  const of = (run: (typeof runs)[number], which: 'published' | 'optimum') => run[which];
  const values = (which: 'published' | 'optimum') => ({
    netPresentValue: runs.map((run) => of(run, which).netPresentValue),
    finalCapability: runs.map((run) => of(run, which).finalCapability),
    meanAllocation: runs.map((run) => of(run, which).meanAllocation),
  });
  return {
    symbol: source.symbol,
    name: source.name,
    values: source.rows.map(([value]) => value),
    published: values('published'),
    optimum: values('optimum'),
    publishedControl: runs.map((run) => run.control.netPresentValue),
  };
}

function tallyOf(runs: AllocationRuns, statements: ReadonlyArray<{ holds: boolean }>): Tally {
  const dynamic = allRuns(runs);
  const { steady, horizons } = runs;
  const numbers = [...dynamic.flatMap(reproductionsOf), ...steadyReproductions(steady)];
  const certified = [
    ...dynamic.flatMap((run) => [run.optimum, run.control]),
    steady.answer,
    steady.optimum,
    steady.turnpike.optimum,
    steady.implied,
    ...steady.aroundBest,
    ...steady.strategies.map(({ run }) => run),
    ...horizons.flatMap((row) => [row.published, row.convergent]),
  ];
  return {
    numbers: countOf(numbers.map(({ holds }) => holds)),
    leastDigits: Math.min(...numbers.map(({ digits }) => digits)),
    iterations: countOf(dynamic.map((run) => run.source.iterations === run.published.iterations)),
    certificates: countOf(certified.map(({ certificate }) => certificate.holds)),
    statements: countOf(statements.map(({ holds }) => holds)),
  };
}

function findingsOf(runs: AllocationRuns): Markup[] {
  const { base, steady } = runs;
  const losses = allRuns(runs).map(lossOf);
  const { answer } = steady;
  const constantLoss = 1 - answer.bestConstantHere.netPresentValue / steady.optimum.netPresentValue;
  return [
    html`The published control discounts twice. It loses ${percentage(lossOf(base))} of the attainable value at the defaults and up to
${percentage(Math.max(...losses), 2)} over the published sweeps. The NPV it prints is ${aboveOrBelow(biasOf(base))} the true
optimum, more than any control can earn. <a href="#default">Details</a>`,
    html`The problem has exactly one extremal, so that the solution is the global optimum. <a href="#one-extremal">Proof</a>`,
    html`Eq. 11 gives α = ${significant(answer.paper.allocation, 2)}. The equations it is derived from give
${significant(answer.paperEquations.allocation, 3)}. Neither is optimal; the best constant is εγ/(1+εγ) =
${significant(answer.bestConstant.allocation, 2)}. <a href="#steady-state">Details</a>`,
    html`Every constant allocation loses at least ${percentage(constantLoss, 1)} of the optimum over T = 100.
<a href="#strategies">Details</a>`,
    html`The infinite-horizon value exists only for ρ > g(1+εγ). The published default does not satisfy this, although the script
prints that its convergence condition is satisfied. <a href="#infinite-horizon">Details</a>`,
  ];
}
