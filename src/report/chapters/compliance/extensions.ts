/** Claims beyond the source's model: what is observed, labs that differ, and audits that learn. */

import { labNames } from '../../../compliance/labs';
import type { ComplianceName, ComplianceRanges } from '../../../compliance/parameters';
import { grouped, milliseconds, percentage, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import { observed } from '../../published-compliance';
import type { Claim } from '../allocation/claim';
import { type ObservedRow, siteCounts } from './extension-runs';
import { isReached } from './require';
import type { ComplianceRuns } from './runs';
import { boundText, intervalText, symbolOf, valueText } from './symbols';

/** 'a = d = 1', or nothing. */
function settings(ranges: ComplianceRanges): string {
  const names = Object.keys(ranges) as ComplianceName[];
  return names.length === 0 ? '' : `${names.map(symbolOf).join(' = ')} = 1`;
}

function needed(rows: readonly ObservedRow[], lever: ObservedRow['lever'], set = ''): number {
  const row = rows.find((one) => one.lever === lever && settings(one.ranges) === set);
  return row?.answer.levers[lever] ?? Number.NaN;
}

const meanings: Readonly<Record<string, string>> = {
  fine: 'A fine beyond the source’s bound of 1.',
  reputation: 'The value of a clean record, lost when a violation is found.',
  'reputation, a = d = 1': 'The same, where every violation within a country is found.',
  'reputation, a = d = σ = 1': 'The same, where every violation is found, split or not.',
  'coordination, a = d = F = 1': 'All of the source’s own levers but one at their bounds.',
  motivation: 'What breaking rules costs the lab itself, found or not.',
  riskAversion:
    'Fear of the gamble. Where a fine is feared whatever its chance, a lab complies if B ≤ F: half of them.',
};

export function observedClaim(runs: ComplianceRuns, figure: Markup): Claim {
  const { observedRows, sites, exact } = runs;
  const answers = observedRows.map(({ answer }) => answer);
  const certified = [...answers, ...sites].filter(({ certificate }) => certificate.holds).length;
  const fine = needed(observedRows, 'fine');
  const sure = needed(observedRows, 'reputation', 'a = d = σ = 1');
  const aversion = observedRows.find(({ lever }) => lever === 'riskAversion');
  const most = sites[sites.length - 1];
  const target = percentage(observed.share, 1);
  return {
    id: 'compliance-observed',
    title: 'From 11.9 % to what is observed',
    published: html`The source sets its 11.8 % against the ${target} of installations that complied with the EU’s emissions trading since 2006,
by official data (${observed.authors}, <a href="${observed.url}"><cite>${observed.title}</cite></a>, ${observed.journal}), and infers
that something other than deterrence does the work. It does not say how much of it.`,
    reproduced: html`There is no number to reproduce.`,
    true: html`A fine alone would have to be <b>${grouped(fine, 0)}</b> times the greatest benefit of any lab, and a reputation as much. Where every
violation is found, a reputation worth <b>${significant(sure, 3)}</b> of it is enough. A motive of the lab’s own has to outweigh
${percentage(needed(observedRows, 'motivation'), 1)} of the greatest benefit. Aversion to risk cannot do it at any
strength.`,
    why: html`<p>Deterrence multiplies: a lab that is hardly ever audited is not impressed by any fine. The labs that still break rules at high
fines are those with a·d (or a·d·σ) near zero, and their share falls but slowly, like ln²F/F. What works on every lab alike, a motive
or sure detection, has no such tail.</p>
<p>Two limits are exact. As η grows, L(p, f) → f for every p > 0, and P(B ≤ F) = ½. As k grows, splitting goes and evading stays,
and P(B ≤ adF) = ⅛. The study of the EU’s market itself finds that fines and their probability explain about
${observed.explainedByFines} of the variation in compliance.</p>`,
    certificate: html`${mark(certified === answers.length + sites.length)} ${certified} of ${answers.length + sites.length} answers:
levers put back into the shares by another route, shares against an independent quadrature.`,
    time: `${milliseconds(runs.observedMilliseconds)} for the ${answers.length + sites.length} answers.`,
    commands: [
      `shadowprice compliance require --target ${observed.share} --lever reputation --limit reputation=0..1e6`,
      'shadowprice compliance shares --risk-aversion 100',
    ],
    calls: [
      `engine.compliance.require({ target: ${observed.share}, levers: { reputation: { high: 1e6 } } }).levers;`,
      'engine.compliance.shares({ riskAversion: 100 }).comply;',
    ],
    below: [
      table(
        html`<b>What it takes for ${target} of labs to comply</b>, the other numbers as in the source. A dash: out of reach.`,
        [
          { title: 'added' },
          { title: 'with' },
          { title: 'least value', isNumber: true },
          { title: 'share', isNumber: true },
          { title: '' },
        ],
        [
          ...observedRows.map(({ lever, ranges, high, answer }) => {
            const set = settings(ranges);
            return [
              symbolOf(lever),
              set,
              isReached(answer) ? valueText(answer.levers[lever] ?? Number.NaN) : '–',
              isReached(answer)
                ? percentage(answer.share, 1)
                : `${percentage(answer.share, 1)} at ${boundText(high)}`,
              meanings[set ? `${lever}, ${set}` : lever] ?? '',
            ];
          }),
          [
            'k',
            '',
            '–',
            `${percentage(most.comply, 1)} at ${siteCounts[siteCounts.length - 1]}`,
            'Sites of a split run: the more, the dearer and the less likely to be found. Splitting ends, evading does not.',
          ],
        ],
      ),
      figure,
    ],
    statements: [
      {
        text: html`With every violation found, ${target} takes V = 1 − √(2(1 − ${observed.share})) = ${significant(1 - Math.sqrt(2 * (1 - observed.share)), 6)}.`,
        holds: Math.abs(sure - (1 - Math.sqrt(2 * (1 - observed.share)))) < 1e-9,
      },
      {
        text: html`Risk aversion stays below its limit of one half: ${percentage(aversion?.answer.best.share ?? Number.NaN, 2)} at η = 100.`,
        holds: (aversion?.answer.best.share ?? 1) < 0.5 && aversion?.answer.status === 'infeasible',
      },
      {
        text: html`More sites bring compliance from ${percentage(exact.comply, 3)} to ${percentage(most.comply, 3)} at ${siteCounts[siteCounts.length - 1]}, and below 12.5 %.`,
        holds:
          most.comply < 0.125 && sites.every((s, i) => i === 0 || s.comply > sites[i - 1].comply),
      },
    ],
  };
}

export function labsClaim(runs: ComplianceRuns): Claim {
  const { independent, together, effects, milliseconds: time } = runs.different;
  const share = (result: typeof together) => {
    const { value, standardError } = result.shares.comply;
    return `${percentage(value, 2)} ± ${percentage(standardError ?? 0, 2)}`;
  };
  const error = Math.hypot(
    independent.shares.comply.standardError ?? 0,
    together.shares.comply.standardError ?? 0,
  );
  const change = together.shares.comply.value - independent.shares.comply.value;
  const rows = labNames.flatMap((name) => {
    const effect = effects.effects[name];
    return effect ? [{ name, effect }] : [];
  });
  rows.sort((a, b) => b.effect.value - a.effect.value);
  return {
    id: 'compliance-labs',
    title: 'Labs that differ, and numbers that go together',
    published: html`All six numbers uniform and independent of each other; all labs alike in how they take risks. The source names this as
a limit of its model.`,
    reproduced: html`There is no number to reproduce.`,
    true: html`An example: B triangular with its mode at 0.2, a normal around 0.5 within [0, 1], F log-uniform from 0.1 to 10, three labs of ten averse
to risk (η = 2), the rest at the baseline. Independent of each other, ${share(independent)} comply. Where labs that gain
more are audited more and fined more (correlations 0.6 and 0.4 of a Gaussian copula), ${share(together)} do:
fewer, by ${significant(Math.abs(change) / error, 2)} standard errors.`,
    why: html`Neither share is a forecast. What the example shows is that dependence matters, and not always as one would think: audits and
fines that go where the gains are are taken from labs of little benefit, which they would have deterred, and spent on labs that they do not
deter. There are as many audits on average, and fewer labs comply. With correlated numbers Sobol’ indices do not add up to anything; Shapley effects share the
variance out among the numbers, correlated or not, and add up to one.`,
    certificate: html`${mark(effects.certificate.holds)} The effects add up to one, to ${small(effects.certificate.residual)}.
The samples have no exact shares to be held against; their standard errors come from ${together.replicates} independent
designs.`,
    time: `${milliseconds(time)} for two samples and ${grouped(effects.evaluations)} decisions for the effects.`,
    commands: [
      'shadowprice compliance sample labs.json --design sobol --samples 16384 --seed 1',
      'shadowprice compliance shapley labs.json --samples 1024 --seed 1',
    ],
    calls: [
      'const labs = {',
      "  benefit: { kind: 'triangular', low: 0, mode: 0.2, high: 1 },",
      "  auditRate: { kind: 'truncated-normal', mean: 0.5, standardDeviation: 0.2, low: 0, high: 1 },",
      "  fine: { kind: 'log-uniform', low: 0.1, high: 10 },",
      "  riskAversion: { kind: 'discrete', values: [0, 2], weights: [0.7, 0.3] },",
      '  detection: 0.5, splitCost: 0.1, coordination: 0.25,',
      '};',
      "const correlation = [{ between: ['benefit', 'auditRate'], value: 0.6 },",
      "  { between: ['benefit', 'fine'], value: 0.4 }];",
      '// labs.json is { "ranges": labs, "options": { "correlation": correlation } }',
      "engine.compliance.sample({ ranges: labs, correlation, design: 'sobol', samples: 16384, seed: 1 }).shares;",
      'engine.compliance.shapley({ ranges: labs, correlation, samples: 1024, seed: 1 }).effects;',
    ],
    below: [
      table(
        html`<b>Shapley effects</b>: shares of the variance of “this lab complies” among labs whose numbers go together, with
${percentage(effects.confidence, 0)} intervals.`,
        [{ title: '' }, { title: 'effect', isNumber: true }, { title: 'interval', isNumber: true }],
        rows.map(({ name, effect }) => [
          symbolOf(name),
          effect.value.toFixed(3),
          intervalText(effect, 3),
        ]),
      ),
    ],
    statements: [
      {
        text: html`Going together lowers the share that complies, by more than four standard errors.`,
        holds: change < -4 * error,
      },
      {
        text: html`The effects of ${rows.length} numbers add up to one.`,
        holds: Math.abs(rows.reduce((sum, { effect }) => sum + effect.value, 0) - 1) < 1e-9,
      },
    ],
  };
}
