/** Claims: what moves the share of labs that comply, one number at a time and all together. */

import { complianceNames } from '../../../compliance/parameters';
import { milliseconds, percentage, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import { publishedTornado } from '../../published-compliance';
import type { Claim } from '../allocation/claim';
import { tornadoRows } from './numbers';
import type { ComplianceRuns } from './runs';
import { intervalText, symbolOf } from './symbols';

/** Percentage points, with a sign. */
function pointsText(share: number, decimals: number): string {
  const sign = share < 0 ? '−' : '+';
  return `${sign}${Math.abs(100 * share).toFixed(decimals)}`;
}

/** The exact swings: closed forms at the levels 0.2 and 0.8. */
const closedSwings = {
  auditRate: 5 / 36,
  detection: 5 / 36,
  fine: 5 / 36,
  coordination: 1 / 90,
} as const;

export function tornadoClaim(runs: ComplianceRuns, figure: Markup): Claim {
  const { tornado, milliseconds: time } = runs;
  const { published, exact } = tornado;
  const rows = tornadoRows(runs);
  const swingError = published.rows.map((row, i) => {
    const { low, high } = published.standardErrors?.[i] ?? { low: null, high: null };
    const error = Math.hypot(low ?? 0, high ?? 0);
    const off = row.swing - exact.rows[i].swing;
    return { parameter: row.parameter, error, off, deviations: Math.abs(off) / error };
  });
  const coordination = swingError[complianceNames.indexOf('coordination')];
  const cost = exact.rows[complianceNames.indexOf('splitCost')];
  const closed = Math.max(
    ...exact.rows.flatMap(({ parameter, swing }) =>
      parameter in closedSwings
        ? [Math.abs(swing - closedSwings[parameter as keyof typeof closedSwings])]
        : [],
    ),
  );
  const worst = Math.max(...swingError.map(({ deviations }) => deviations));
  const publishedSwings = publishedTornado.rows.map(({ swing }) => swing);
  return {
    id: 'compliance-tornado',
    title: 'What moves compliance, one number at a time',
    published: html`The share of labs that comply with each number at 0.2 and at 0.8, twelve samples of 10 000. Changes, in percentage
points: ${publishedTornado.rows
      .map(({ parameter, swing }) => `${symbolOf(parameter)} ${pointsText(swing, 1)}`)
      .join(', ')}.`,
    reproduced: html`${mark(rows.every(({ holds }) => holds))} All twelve counts equal, and all six changes.`,
    true: html`${exact.rows
      .map(({ parameter, swing }) => `${symbolOf(parameter)} ${pointsText(swing, 3)}`)
      .join(
        ', ',
      )}. That of a, d and F is <b>5/36</b> and the same for all three; that of σ is <b>1/90</b>, and exceeds that of c by
${pointsText(1 / 90 - cost.swing, 2)} points only.`,
    why: html`<p>Of the published +1.7 for σ, ${percentage(coordination.off / publishedSwings[5], 0)} is noise. Its standard error is ${percentage(coordination.error, 2)}, and it is
${significant(coordination.deviations, 2)} of them too high, as may happen to one of six. In the published numbers σ moves compliance
${significant(publishedSwings[5] / publishedSwings[4], 2)} times as much as c; in truth
${significant(exact.rows[5].swing / cost.swing, 3)} times. That a, d and F come out at 14.0, 13.9 and 14.3 is noise too: the model knows them by
their product only.</p>
<p>That c and σ hardly matter is a matter of what they can do at most: with splitting forbidden altogether, P(comply) is 1/8. Splitting is
second best to evading for most labs, not a way out for many.</p>`,
    certificate: html`${mark(exact.certificate.holds)} All twelve exact shares against an independent quadrature: ${small(exact.certificate.residual)}.
${mark(published.certificate.holds)} The samples are within ${significant(published.certificate.residual, 2)} standard errors of the
exact shares.`,
    time: `${milliseconds(time.publishedTornado)} for the twelve published samples, ${milliseconds(time.tornado)} for the exact shares and their certificate.`,
    commands: ['shadowprice compliance tornado --as-published', 'shadowprice compliance tornado'],
    calls: [
      'engine.compliance.tornado({ asPublished: true }).rows;',
      'engine.compliance.tornado().rows;',
    ],
    below: [figure],
    statements: [
      {
        text: html`The exact changes of a, d and F are 5/36, and that of σ is 1/90, to ${small(closed)}.`,
        holds: closed < 1e-12,
      },
      {
        text: html`Every published change is within two and a half standard errors of the exact one: the greatest distance is
${significant(worst, 2)}.`,
        holds: worst < 2.5,
      },
      {
        text: html`The published order of a, d and F is due to sampling: their exact changes are equal.`,
        holds:
          Math.abs(exact.rows[1].swing - exact.rows[2].swing) < 1e-12 &&
          Math.abs(exact.rows[1].swing - exact.rows[3].swing) < 1e-12,
      },
    ],
  };
}

export function indicesClaim(runs: ComplianceRuns, figure: Markup): Claim {
  const { exact, sampled } = runs.indices;
  const rows = complianceNames.map((name) => {
    const of = (which: 'exact' | 'sampled') => {
      const found = runs.indices[which].indices[name];
      if (!found) throw new Error(`no index of ${name}`);
      return found;
    };
    return { name, exact: of('exact'), sampled: of('sampled') };
  });
  const covered = rows.flatMap(({ exact: truth, sampled: estimate }) =>
    (['first', 'total'] as const).map(
      (which) =>
        truth[which].value >= estimate[which].low && truth[which].value <= estimate[which].high,
    ),
  );
  const held = covered.filter(Boolean).length;
  const [benefit, audit] = rows;
  return {
    id: 'compliance-indices',
    title: 'What explains which labs comply',
    published: html`A tornado only: it moves one number at a time, and cannot see what numbers do together.`,
    reproduced: html`There is no number to reproduce.`,
    true: html`Alone, the six numbers explain <b>${percentage(exact.sums.first, 1)}</b> of the variance of “this lab complies”; the rest is
due to them together. The benefit explains ${percentage(benefit.exact.first.value, 1)} alone and takes part in
${percentage(benefit.exact.total.value, 1)}; the audit rate, like detection and fine,
${percentage(audit.exact.first.value, 1)} and ${percentage(audit.exact.total.value, 1)}.`,
    why: html`A lab complies where a <em>product</em> of three numbers exceeds its gain: raising one of them does little where
another is small. That is what a total index far above the first-order index says, and why one lever alone goes such a short way
<a href="#compliance-require">below</a>.`,
    certificate: html`${mark(exact.certificate.holds)} Exact against sampled, ${mark(sampled.certificate.holds)} sampled against exact:
within ${significant(Math.max(exact.certificate.deviation ?? 0, sampled.certificate.deviation ?? 0), 2)} standard errors of each other.`,
    time: `${milliseconds(runs.milliseconds.indices)} for the exact indices and their certificate.`,
    commands: [
      'shadowprice compliance indices',
      'shadowprice compliance indices --method sampled --seed 42',
    ],
    calls: [
      'engine.compliance.indices().indices;',
      "engine.compliance.indices({ method: 'sampled', seed: 42 }).indices;",
    ],
    below: [
      figure,
      table(
        html`<b>Sobol’ indices of compliance</b>, exact, and sampled with ${percentage(sampled.confidence, 0)} intervals from
${sampled.evaluations} decisions.`,
        [
          { title: '' },
          { title: 'first-order', isNumber: true },
          { title: 'sampled', isNumber: true },
          { title: 'total', isNumber: true },
          { title: 'sampled', isNumber: true },
        ],
        rows.map(({ name, exact: truth, sampled: estimate }) => [
          symbolOf(name),
          truth.first.value.toFixed(6),
          intervalText(estimate.first, 4),
          truth.total.value.toFixed(6),
          intervalText(estimate.total, 4),
        ]),
      ),
    ],
    statements: [
      {
        text: html`${held} of ${covered.length} intervals of the sampled indices contain the exact ones.`,
        holds: held >= covered.length - 2,
      },
      {
        text: html`Every total index is above its first-order index.`,
        holds: rows.every(({ exact: truth }) => truth.total.value > truth.first.value),
      },
    ],
  };
}
