/** Claim: what labs do in general, by the source's sample and exactly. */

import { actions } from '../../../compliance/model';
import { digitsText, grouped, milliseconds, percentage, significant, small } from '../../compare';
import { html, type Markup, mark } from '../../html';
import { publishedSample } from '../../published-compliance';
import type { Claim } from '../allocation/claim';
import { sampleRows } from './numbers';
import type { ComplianceRuns } from './runs';

/** The exact shares under the source's uniform numbers. */
export const fractions = {
  comply: { text: '77/648', value: 77 / 648 },
  evade: { text: '359/432', value: 359 / 432 },
  split: { text: '65/1296', value: 65 / 1296 },
} as const;

/** Points of which half a unit of the last printed digit, 0.05 %, is two standard errors. */
function pointsNeeded(share: number): number {
  return (share * (1 - share)) / (0.0005 / 2) ** 2;
}

export function samplesClaim(runs: ComplianceRuns, figure: Markup): Claim {
  const { sampled, samples, exact, milliseconds: time } = runs;
  const rows = sampleRows(runs);
  const { counts } = publishedSample;
  const errors = (action: (typeof actions)[number]) => {
    const { value, standardError } = sampled.shares[action];
    return standardError === null ? 0 : (value - exact[action]) / standardError;
  };
  const worst = Math.max(...actions.map((action) => Math.abs(errors(action))));
  const worstFraction = Math.max(
    ...actions.map((action) => Math.abs(exact[action] - fractions[action].value)),
  );
  const deviations = samples.map(({ result }) => result.certificate.deviation ?? 0);
  const shares = actions.map((action) => {
    const { text } = fractions[action];
    return html`<b>${text}</b> = ${percentage(exact[action], 6)} ${action}`;
  });
  return {
    id: 'compliance-shares',
    title: 'How many labs comply',
    published: html`Of ${grouped(publishedSample.samples)} labs (SciPy’s Latin hypercube, seed ${publishedSample.seed}) ${counts.comply}
comply, ${counts.evade} evade and ${counts.split} split; printed as 11.8 %, 83.1 % and 5.1 %.`,
    reproduced: html`${mark(rows.every(({ holds }) => holds))} All three counts equal: the same points to
${digitsText(16)}, so the same decisions.`,
    true: html`${shares[0]}, ${shares[1]}, ${shares[2]}. The printed 11.8 % is 11.9 % without sampling error.`,
    why: html`<p>Given X = adF, a lab with uniform B, c and σ complies with probability X − X²/6, and the moments of X are (1/2)³ and (1/3)³: hence
1/8 − 1/162 = 77/648. A sample of ${grouped(publishedSample.samples)} cannot show the difference: its standard error is
${percentage(sampled.shares.comply.standardError ?? 0, 2)}. To settle the digit that is printed takes
${grouped(Math.ceil(pointsNeeded(exact.comply) / 1e5) * 1e5)} independent points; the exact shares take none.</p>
<p>The uniform numbers are no finding about labs, as the source says itself. Half of all labs face an expected fine below
0.07, since a product of three uniform numbers is mostly small; few labs comply because few have reason to fear.</p>`,
    certificate: html`${mark(sampled.certificate.holds)} The sample is within ${significant(sampled.certificate.deviation ?? 0, 2)} standard errors
of the exact shares, and so are ours (${deviations.map((x) => significant(x, 2)).join(', ')}).
${mark(exact.certificate.holds)} The exact shares against an independent quadrature: ${small(exact.certificate.residual)}.`,
    time: `${milliseconds(time.sample)} for the published sample, ${milliseconds(time.exact)} for the exact shares with their prices and certificate.`,
    commands: [
      'shadowprice compliance sample --design scipy --samples 50000 --seed 42',
      'shadowprice compliance shares',
    ],
    calls: [
      "engine.compliance.sample({ samples: 50000, design: 'scipy', seed: 42 }).counts;",
      'engine.compliance.shares().comply;',
    ],
    below: [figure],
    statements: [
      {
        text: html`The exact shares are 77/648, 359/432 and 65/1296 to ${small(worstFraction)}.`,
        holds: worstFraction < 1e-12,
      },
      {
        text: html`The published shares are within two standard errors of them: the greatest distance is ${significant(worst, 2)}.`,
        holds: worst < 2,
      },
      {
        text: html`Half of all labs face an expected fine below 0.07: P(adF ≤ 0.07) = ${significant(belowProduct(0.07), 3)}.`,
        holds: Math.abs(belowProduct(0.07) - 0.5) < 0.01,
      },
    ],
  };
}

/** P(X ≤ x) of a product of three uniform numbers: x (1 + L + L²/2), L = −ln x. */
function belowProduct(x: number): number {
  const L = -Math.log(x);
  return x * (1 + L + (L * L) / 2);
}
