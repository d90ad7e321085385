/** Claim: a regulator whose audit rate answers what it sees. */

import { milliseconds, percentage, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import type { Claim } from '../allocation/claim';
import type { RegulatorRow } from './extension-runs';
import type { ComplianceRuns } from './runs';

/** How far the audit rate moves between the last two periods. */
function unrest({ result }: RegulatorRow): number {
  const { auditRate } = result.path;
  return Math.abs(auditRate[auditRate.length - 1] - auditRate[auditRate.length - 2]);
}

export function regulatorClaim(runs: ComplianceRuns): Claim {
  const { regulators, regulatorMilliseconds } = runs;
  const [weak, sighted, strong, blind, hasty, patient, alike] = regulators;
  const certified = regulators.every(({ result }) => result.certificate.holds);
  const residual = Math.max(...regulators.map(({ result }) => result.certificate.residual));
  const settled = regulators.filter(({ result }) => result.stable);
  return {
    id: 'compliance-regulator',
    title: 'A regulator who answers what it sees',
    published: html`A given audit rate, once and for all. The source names the lack of a dynamic regulator as a limit.`,
    reproduced: html`There is no number to reproduce.`,
    true: html`Let the audit rate be a₀ + κ times the share of labs that break the rule, with a₀ = 0.1 and F = 5. It has one fixed point:
a* = <b>${significant(weak.result.auditRate, 6)}</b> for κ = ${weak.response}, where ${percentage(weak.result.shares.comply, 1)} comply, and
<b>${significant(strong.result.auditRate, 6)}</b> for κ = ${strong.response}, where ${percentage(strong.result.shares.comply, 1)} do. Four times the
zeal is not four times the compliance.`,
    why: html`<p>More audits mean fewer violations, which mean fewer audits: the answer g(a) falls in a, so it meets a once at most. The
regulator never gets rid of all violations, since it audits because of them.</p>
<p>One who sees evading only, and not splitting, ends at a* = ${significant(blind.result.auditRate, 4)} in place of
${significant(sighted.result.auditRate, 4)}, with ${percentage(blind.result.shares.split, 1)} of labs splitting in place of
${percentage(sighted.result.shares.split, 1)}.</p>
<p>Whether the rate arrives at a* is another matter. Labs that are nearly alike (B from 0.5 to 0.7, the rest at the baseline) change their minds nearly
at once: g′(a*) is ${significant(hasty.result.slope, 3)}, below −1, and a regulator who adjusts fully each period swings
${hasty.result.stable ? 'in' : 'between too many audits and too few for ever'}. One who goes ${significant(patient.adjustment, 1)} of the way each time
${patient.result.stable ? 'arrives' : 'does not arrive either'}. Where all labs are the same, all of them change at one audit rate,
${significant(alike.result.auditRate, 2)}, and no fixed point exists.</p>`,
    certificate: html`${mark(certified)} All ${regulators.length} answers put back by another route to the shares: |a* − g(a*)| is
${small(residual)} at most; where there is none, the bracket of the jump is shown to be one.`,
    time: `${milliseconds(regulatorMilliseconds)} for ${regulators.length} regulators with 50 periods each.`,
    commands: ['shadowprice compliance regulator --response 2 --fine 5'],
    calls: [
      'engine.compliance.regulator({ response: 2, ranges: { fine: 5 } }).auditRate;',
      'const labs = { benefit: [0.5, 0.7], detection: 0.5, fine: 5, splitCost: 0.1, coordination: 0.25 };',
      'engine.compliance.regulator({ response: 1, adjustment: 0.4, ranges: labs }).stable;',
    ],
    below: [regulatorTable(regulators)],
    statements: [
      {
        text: html`${settled.length} of the ${regulators.length} are stable; the path of each of these has come to rest after 50 periods, and that of no other that has a
fixed point.`,
        holds: regulators
          .filter(({ result }) => result.status === 'converged')
          .every((row) => row.result.stable === unrest(row) < 1e-6),
      },
      {
        text: html`A regulator who does not see splitting audits less and has more of it.`,
        holds:
          blind.result.auditRate < sighted.result.auditRate &&
          blind.result.shares.split > sighted.result.shares.split,
      },
      {
        text: html`Labs that are all the same leave no fixed point.`,
        holds: alike.result.status === 'infeasible',
      },
    ],
  };
}

function regulatorTable(rows: readonly RegulatorRow[]): Markup {
  return table(
    html`<b>Fixed points of the audit rate</b>, a₀ = 0.1, F = 5. The step is the part of the way that the rate goes in a period; the next point is
what one more of κ adds to the share that complies.`,
    [
      { title: 'labs' },
      { title: 'sees' },
      { title: 'κ', isNumber: true },
      { title: 'step', isNumber: true },
      { title: 'a*', isNumber: true },
      { title: 'comply', isNumber: true },
      { title: 'split', isNumber: true },
      { title: 'g′(a*)', isNumber: true },
      { title: '∂comply/∂κ', isNumber: true },
      { title: '' },
    ],
    rows.map(({ labs, sees, response, adjustment, result }) => {
      const { auditRate, shares, slope, shadowPrices, stable, status } = result;
      const isFound = status === 'converged';
      const when = (text: string) => (isFound ? text : '–');
      return [
        labs,
        sees,
        response,
        adjustment,
        isFound ? significant(auditRate, 6) : `none; jump at ${significant(auditRate, 3)}`,
        when(percentage(shares.comply, 2)),
        when(percentage(shares.split, 2)),
        when(significant(slope, 3)),
        when(significant(shadowPrices.response, 3)),
        when(stable ? 'stable' : 'cycles'),
      ];
    }),
  );
}
