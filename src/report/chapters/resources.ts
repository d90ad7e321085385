/** The chapter on shared budgets: "Resource Allocation & Optimization Algorithms" held to the optimum. */

import {
  type Figure,
  type FigureContext,
  resourcesGpusFigure,
  resourcesKnapsacksFigure,
  resourcesTensionsFigure,
  resourcesTokensFigure,
} from '../../figures/index';
import { type Chapter, type ChapterSource, countOf, type Tally } from '../chapter';
import { grouped, percentage, type Reproduction, reproduction, significant } from '../compare';
import { figureBlock } from '../figure';
import { html, type Markup } from '../html';
import { publishedBudget, publishedUniform, source } from '../published-resources';
import { allocationChapter } from './allocation';
import { type Claim, claimSection } from './allocation/claim';
import { complianceChapter } from './compliance';
import { contestChapter } from './contest';
import { fairClaim, fairResults } from './resources/fair';
import { gpusClaim, gpusToDraw } from './resources/gpus';
import { knapsacksClaim, knapsacksOf, methodsOf, pairsToDraw } from './resources/knapsacks';
import { comparisonLines } from './resources/lines';
import { modelSection } from './resources/model';
import { projectionClaim } from './resources/projection';
import { computeResources, type ResourceRuns, runSteps } from './resources/runs';
import { pathsToDraw, tensionsClaim } from './resources/tensions';
import { lostShare, ruleKeys, ruleTitles, scoresOf, solved, tokensClaim } from './resources/tokens';

const title = 'A fixed budget shared out';

export const resourcesChapter: ChapterSource = {
  steps: runSteps + 1,
  figures: 4,

  async write(engine, context, step): Promise<Chapter> {
    const runs = await computeResources(engine, step);
    const figures = figuresOf(runs, context);
    await step('resources, figures');
    // numbers go on from those of the chapters before
    const before = [allocationChapter, complianceChapter, contestChapter];
    const first = before.reduce((sum, chapter) => sum + chapter.figures, 1);
    const blocks = figures.map((figure, i) => figureBlock(figure, first + i, context));
    const claims = claimsOf(runs, blocks);
    return {
      id: 'resources',
      title,
      figures,
      contents: [
        { id: 'resources-model', title: 'The problem of a budget' },
        ...claims.map(({ id, title }) => ({ id, title })),
      ],
      findings: findingsOf(runs),
      tally: tallyOf(runs, claims),
      lines: ['', title, `"${source.title}", ${source.year}`, ...comparisonLines(runs)],
      body: html`<h2 id="resources">${title}</h2>
<p>The source is a document, <cite>${source.title}</cite> (${source.year}), which collects methods for sharing a fixed budget and applies them to one case, the token budgets of
ARR-COC-0-1. It has procedures in Python, a few constants, and no data. “Reproduced” is its procedures as they are printed; “true” is what no other allocation exceeds.</p>
${modelSection()}
${claims.map(claimSection)}`,
    };
  },
};

/** In the order in which the claims show them. */
function figuresOf(runs: ResourceRuns, context: FigureContext): Figure[] {
  const { tokens, rules } = solved(runs.tokens.whole);
  const { lower, upper } = publishedBudget;
  return [
    resourcesTokensFigure(
      {
        optimum: tokens,
        rules: ruleKeys.map((name) => ({
          ...rules[name],
          name: ruleTitles[name],
          lost: lostShare(runs.tokens.whole, name),
        })),
        scores: scoresOf(),
        lower,
        upper,
      },
      context,
    ),
    resourcesTensionsFigure(pathsToDraw(runs.tensions), context),
    resourcesKnapsacksFigure(
      { methods: methodsOf(runs.knapsacks), family: pairsToDraw(runs.knapsacks) },
      context,
    ),
    resourcesGpusFigure(gpusToDraw(runs.gpus), context),
  ];
}

function claimsOf(runs: ResourceRuns, blocks: readonly Markup[]): Claim[] {
  return [
    tokensClaim(runs.tokens, blocks[0]),
    projectionClaim(runs.projection),
    tensionsClaim(runs.tensions, blocks[1]),
    knapsacksClaim(runs.knapsacks, blocks[2]),
    gpusClaim(runs.gpus, blocks[3]),
    fairClaim(runs.fair),
  ];
}

/** The one number that the source derives: tokens of each patch by the uniform rule. */
function reproductionOf({ tokens }: ResourceRuns): Reproduction {
  const { tokens: each } = solved(tokens.whole).rules.uniform;
  const isUniform = each.every((x) => x === each[0]);
  return reproduction(publishedUniform, isUniform ? each[0] : Number.NaN);
}

function tallyOf(runs: ResourceRuns, claims: readonly Claim[]): Tally {
  const { tokens, projection, tensions, knapsacks, gpus, fair } = runs;
  const budgets = [
    ...[tokens.whole, tokens.real, tokens.more],
    ...tokens.scaled.map(({ result }) => result),
    ...tensions.paths.flatMap(({ results }) => results),
  ];
  const certified = [
    ...budgets.map((result) => solved(result)),
    ...projection.cases.map(({ program }) => program),
    ...knapsacksOf(knapsacks),
    ...[gpus.whole, gpus.less, gpus.more, gpus.relaxed],
    ...fairResults(fair),
    fair.throughput,
  ];
  const number = reproductionOf(runs);
  return {
    numbers: countOf([number.holds]),
    leastDigits: number.digits,
    // none are published
    iterations: countOf([]),
    certificates: countOf(certified.map(({ certificate }) => certificate.holds)),
    statements: countOf(claims.flatMap(({ statements }) => statements.map(({ holds }) => holds))),
  };
}

function findingsOf({ tokens, knapsacks, gpus, fair }: ResourceRuns): Markup[] {
  const whole = solved(tokens.whole);
  const { patches, total, lower } = publishedBudget;
  const broken = ruleKeys.filter((name) => !whole.rules[name].feasible).length;
  const [greedy] = methodsOf(knapsacks);
  const gain = (gpus.more.objective ?? Number.NaN) - (gpus.whole.objective ?? Number.NaN);
  const { price } = gpusToDraw(gpus);
  const endless = fair.links.filter(({ published }) => !published.ends).length;
  return [
    html`Of ${grouped(total)} tokens for ${patches} patches only ${grouped(total - patches * lower)} are free to move. Of five published rules ${broken} break the bounds or the budget; the published
gradient ascent ends where it begins, and its answer hangs on the unit of relevance. <a href="#resources-tokens">Details</a>`,
    html`“Clip, then rescale” is no projection: it leaves the bounds, is not the nearest point, and ascent by it ends elsewhere. <a href="#resources-projection">Details</a>`,
    html`Greedy by density, as printed, misses up to ${percentage(Math.max(...greedy.missed), 1)} of the value of knapsacks that are solved exactly, and nearly all of some; one line gives it a guarantee of one half.
<a href="#resources-knapsack">Details</a>`,
    html`With GPUs in lumps the linear program’s price, ${significant(price, 3)}, is not what a GPU is worth: one more adds ${significant(gain, 3)}. <a href="#resources-gpus">Details</a>`,
    html`The published loop for max–min fairness never ends on ${endless} of ${fair.links.length} random links, nor for three flows that share a bandwidth of 1: rounding leaves something to share for ever.
<a href="#resources-fair-share">Details</a>`,
  ];
}
