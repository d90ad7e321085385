/** The chapter on compliance: N. Hasan's SplitComp reproduced, made exact, and taken further. */

import type { Action } from '../../compliance/model';
import type { Certificate } from '../../engine/result';
import {
  complianceIndicesFigure,
  complianceLeversFigure,
  complianceMapsFigure,
  complianceSharesFigure,
  complianceTornadoFigure,
  complianceWedgeFigure,
  type DrawnMap,
  type Figure,
  type FigureContext,
} from '../../figures/index';
import { type Chapter, type ChapterSource, countOf, type Tally } from '../chapter';
import { grouped, percentage, significant } from '../compare';
import { figureBlock } from '../figure';
import { html, type Markup } from '../html';
import { observed, publishedSample, publishedTornado, splitComp } from '../published-compliance';
import { allocationChapter } from './allocation';
import { type Claim, claimSection } from './allocation/claim';
import { labsClaim, observedClaim } from './compliance/extensions';
import { comparisonLines } from './compliance/lines';
import { closingCoordination, expectedFineOf, mapsClaim, wedgeClaim } from './compliance/maps';
import { modelSection, sourceLink } from './compliance/model';
import { numberRows, numbersSection } from './compliance/numbers';
import { regulatorClaim } from './compliance/regulator';
import { requireClaim } from './compliance/require';
import { type ComplianceRuns, computeCompliance, type MapRun, runSteps } from './compliance/runs';
import { fractions, samplesClaim } from './compliance/samples';
import { indicesClaim, tornadoClaim } from './compliance/sensitivity';

const title = 'Compliance with rules on compute';

export const complianceChapter: ChapterSource = {
  steps: runSteps + 1,
  figures: 6,

  async write(engine, context, step): Promise<Chapter> {
    const runs = await computeCompliance(engine, step);
    const figures = figuresOf(runs, context);
    await step('compliance, figures');
    // numbers go on from those of the chapter before
    const first = allocationChapter.figures + 1;
    const blocks = figures.map((figure, i) => figureBlock(figure, first + i, context));
    const claims = claimsOf(runs, blocks);
    return {
      id: 'compliance',
      title,
      figures,
      contents: [
        { id: 'compliance-model', title: 'The model of compliance' },
        ...claims.map(({ id, title }) => ({ id, title })),
        { id: 'compliance-numbers', title: 'All published numbers on compliance' },
      ],
      findings: findingsOf(runs),
      tally: tallyOf(runs, claims),
      lines: ['', title, `${splitComp.author}, "${splitComp.title}"`, ...comparisonLines(runs)],
      body: html`<h2 id="compliance">${title}</h2>
<p>The source is ${splitComp.author}, <cite>${splitComp.title}</cite>, with its notebook <code>${splitComp.notebook}</code>:
${sourceLink}. Published numbers are what the notebook computes when run as it is (Python, SciPy 1.10); the shares it prints are these
counts, rounded to a tenth of a per cent. “Reproduced” is this engine drawing the same points, bit for bit, and deciding for the same labs.
“True” is free of sampling error.</p>
${modelSection()}
${claims.map(claimSection)}
${numbersSection(runs)}`,
    };
  },
};

function drawnMap({ map, boundaries, isStrong }: MapRun): DrawnMap {
  return {
    map,
    boundaries: boundaries.curves.flatMap(({ between, pieces }) =>
      pieces.map(({ x, y }) => ({ between, x, y })),
    ),
    marksBaseline: !isStrong,
  };
}

const leverTitles: Readonly<Record<string, string>> = {
  fine: 'F, fine',
  reputation: 'V, reputation',
  motivation: 'm, motivation',
  riskAversion: 'η, risk aversion',
};

/** In the order in which the claims show them. */
function figuresOf(runs: ComplianceRuns, context: FigureContext): Figure[] {
  const { exact, sampled, samples, maps, strong, tornado, indices, curves, observedRows } = runs;
  const { splitCost } = strong.map.parameters;
  // what was published, with the standard errors that it lacks
  const publishedShare = (action: Action) => ({
    value: publishedSample.counts[action] / publishedSample.samples,
    standardError: sampled.shares[action].standardError,
  });
  const place = (name: string, { map }: MapRun) => {
    const expectedFine = expectedFineOf(map.parameters);
    return { name, expectedFine, coordination: closingCoordination(splitCost, expectedFine) };
  };
  const expectedFine = Array.from(
    { length: 181 },
    (_, i) => splitCost + (i / 180) * (1 - splitCost),
  );
  return [
    complianceSharesFigure(
      {
        exact,
        fractions: {
          comply: fractions.comply.text,
          evade: fractions.evade.text,
          split: fractions.split.text,
        },
        estimates: [
          {
            name: `published, ${grouped(publishedSample.samples)}`,
            isPublished: true,
            shares: {
              comply: publishedShare('comply'),
              evade: publishedShare('evade'),
              split: publishedShare('split'),
            },
          },
          ...samples.map(({ name, result }) => ({
            name,
            isPublished: false,
            shares: result.shares,
          })),
        ],
      },
      context,
    ),
    complianceMapsFigure(maps.map(drawnMap), context),
    complianceWedgeFigure(
      {
        ...drawnMap(strong),
        closing: {
          expectedFine,
          coordination: expectedFine.map((fine) => closingCoordination(splitCost, fine)),
          marked: [place('baseline', maps[0]), place('a = d = F = 0.6', strong)],
        },
      },
      context,
    ),
    complianceTornadoFigure(
      {
        levels: publishedTornado.levels,
        base: exact.comply,
        rows: publishedTornado.rows.map(({ parameter, low, high }, i) => ({
          parameter,
          exact: tornado.exact.rows[i],
          published: { low: low / publishedTornado.samples, high: high / publishedTornado.samples },
          standardErrors: {
            low: tornado.published.standardErrors?.[i].low ?? 0,
            high: tornado.published.standardErrors?.[i].high ?? 0,
          },
        })),
      },
      context,
    ),
    complianceIndicesFigure(
      publishedTornado.rows.flatMap(({ parameter }) => {
        const [truth, estimate] = [
          indices.exact.indices[parameter],
          indices.sampled.indices[parameter],
        ];
        if (!truth || !estimate) return [];
        return {
          parameter,
          first: truth.first.value,
          total: truth.total.value,
          sampledFirst: estimate.first,
          sampledTotal: estimate.total,
        };
      }),
      context,
    ),
    complianceLeversFigure(
      {
        target: observed.share,
        base: exact.comply,
        levers: curves.map((curve) => {
          const row = observedRows.find(
            ({ lever, ranges }) => lever === curve.lever && Object.keys(ranges).length === 0,
          );
          const isReached = row?.answer.status === 'converged';
          return {
            ...curve,
            name: leverTitles[curve.lever] ?? curve.lever,
            required: isReached ? (row.answer.levers[curve.lever] ?? null) : null,
            // L(p, f) → f as η grows, and B ≤ F for half of the labs
            limit: isReached ? null : 0.5,
          };
        }),
      },
      context,
    ),
  ];
}

function claimsOf(runs: ComplianceRuns, blocks: readonly Markup[]): Claim[] {
  return [
    samplesClaim(runs, blocks[0]),
    mapsClaim(runs, blocks[1]),
    wedgeClaim(runs, blocks[2]),
    tornadoClaim(runs, blocks[3]),
    indicesClaim(runs, blocks[4]),
    requireClaim(runs),
    observedClaim(runs, blocks[5]),
    labsClaim(runs),
    regulatorClaim(runs),
  ];
}

function tallyOf(runs: ComplianceRuns, claims: readonly Claim[]): Tally {
  const numbers = numberRows(runs);
  const { effects } = runs.different;
  const certified: ReadonlyArray<{ readonly certificate: Certificate }> = [
    runs.sampled,
    ...runs.samples.map(({ result }) => result),
    runs.exact,
    ...runs.strongShares,
    runs.tornado.published,
    runs.tornado.exact,
    runs.indices.exact,
    runs.indices.sampled,
    ...[...runs.levers, ...runs.mixes].flatMap(({ answers }) => answers),
    ...runs.observedRows.map(({ answer }) => answer),
    ...runs.sites,
    effects,
    ...runs.regulators.map(({ result }) => result),
  ];
  return {
    numbers: countOf(numbers.map(({ holds }) => holds)),
    leastDigits: Math.min(...numbers.map(({ digits }) => digits)),
    // the notebook iterates nothing
    iterations: countOf([]),
    certificates: countOf(certified.map(({ certificate }) => certificate.holds)),
    statements: countOf(claims.flatMap(({ statements }) => statements.map(({ holds }) => holds))),
  };
}

function findingsOf(runs: ComplianceRuns): Markup[] {
  const { exact, tornado, levers, observedRows } = runs;
  const published = publishedTornado.rows[5].swing;
  const audit = levers[0].answers[0].best.share;
  const fine = observedRows[0].answer.levers.fine ?? Number.NaN;
  return [
    html`SplitComp’s 11.8 % of labs that comply is 77/648 = ${percentage(exact.comply)} exactly, without a sample.
<a href="#compliance-shares">Details</a>`,
    html`Of the ${(100 * published).toFixed(1)} points by which coordination moves compliance there, a third is sampling noise: exactly it is 1/90, or
${(100 * tornado.exact.rows[5].swing).toFixed(2)} points, hardly more than the cost of splitting moves it. <a href="#compliance-tornado">Details</a>`,
    html`No single lever of that model, within its bounds, makes half of the labs comply: with every lab audited, ${percentage(audit, 1)} do. To reach the observed
${percentage(observed.share, 1)} by fines alone, a fine has to be ${significant(fine, 3)} times the greatest benefit.
<a href="#compliance-observed">Details</a>`,
  ];
}
