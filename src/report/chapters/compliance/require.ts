/** Claim: the regulator's question. What it takes for a share of labs to comply. */

import type { RequireResult } from '../../../compliance/index';
import { milliseconds, percentage, significant, small } from '../../compare';
import { type Content, html, type Markup, mark, table } from '../../html';
import type { Claim } from '../allocation/claim';
import { type LeverRow, type MixRow, mixTargets, targets } from './require-runs';
import type { ComplianceRuns } from './runs';
import { boundText, symbolOf, valueText } from './symbols';

export function isReached({ status }: RequireResult): boolean {
  return status === 'converged';
}

function only({ levers }: RequireResult): number {
  return Object.values(levers)[0] ?? Number.NaN;
}

function row(rows: readonly LeverRow[], lever: LeverRow['lever'], high = 1): LeverRow {
  const found = rows.find((one) => one.lever === lever && one.high === high);
  if (!found) throw new Error(`no row of ${lever}`);
  return found;
}

export function requireClaim(runs: ComplianceRuns): Claim {
  const { levers, mixes, requireMilliseconds } = runs;
  const answers = [...levers, ...mixes].flatMap((one) => one.answers);
  const reached = answers.filter(isReached);
  const certified = answers.filter(({ certificate }) => certificate.holds);
  const residual = Math.max(...reached.map(({ certificate }) => certificate.residual));
  const gap = Math.max(...reached.map(({ certificate }) => certificate.gap));
  const audit = row(levers, 'auditRate');
  const [single, dear] = mixes;
  const half = single.answers[1];
  const strict = single.answers[single.answers.length - 1];
  const closed = 1 - Math.sqrt(2 * (1 - mixTargets[mixTargets.length - 1]));
  const same = (['detection', 'fine'] as const).every((lever) =>
    row(levers, lever).answers.every((answer, i) => only(answer) === only(audit.answers[i])),
  );
  return {
    id: 'compliance-require',
    title: 'The regulator’s question',
    published: html`What labs do, given the numbers; not which numbers would make them comply.`,
    reproduced: html`There is no number to reproduce.`,
    true: html`No single lever of the model, within its bounds, makes half of the labs comply: with every lab audited, ${percentage(audit.answers[0].best.share, 1)} do, and
the same with sure detection, or with the greatest fine; with perfect coordination, or splitting as dear as can be,
${percentage(row(levers, 'coordination').answers[0].best.share, 1)}. Together they can: half of the labs comply at a = d = F =
${significant(half.levers.auditRate ?? Number.NaN, 4)} with σ = ${significant(half.levers.coordination ?? Number.NaN, 3)}, the cheapest mix where all four cost
the same.`,
    why: html`<p>Compliance rises in every lever, so a target can be reached if it is with all levers at their upper bounds; one lever
is then a root, a mix a minimum of cost. a, d and F enter as a product. Its cheapest way is to keep price times value the same for all
three, until one reaches its bound.</p>
<p>Coordination comes last: up to ${percentage(mixTargets[0], 0)} the cheapest mix has none. For higher targets splitting is what is left to
prevent: at ${percentage(mixTargets[1], 0)} of labs complying, ${percentage(half.shares.split, 0)} split and
${percentage(half.shares.evade, 0)} evade. That is the README’s warning with a number to it. The last labs are the dearest: one more point of compliance
costs ${significant(half.shadowPrice / 100, 3)} at half, ${significant(strict.shadowPrice / 100, 3)} at
${percentage(strict.target, 1)}.</p>`,
    certificate: html`${mark(certified.length === answers.length)} ${certified.length} of ${answers.length} answers, put back into the shares by another
route: short of the target by ${small(residual)} at most; no lever can be lowered; no mix is cheaper by more than
${small(gap)} of its cost. Where a target is out of reach, it is so with all levers at their bounds.`,
    time: `${milliseconds(requireMilliseconds)} for the ${answers.length} answers with their certificates.`,
    commands: [
      'shadowprice compliance require --target 0.2 --lever audit-rate',
      'shadowprice compliance require --target 0.5 --lever audit-rate,detection,fine,coordination',
    ],
    calls: [
      "engine.compliance.require({ target: 0.2, levers: 'auditRate' }).levers;",
      'const levers = { auditRate: {}, detection: {}, fine: {}, coordination: {} };',
      'engine.compliance.require({ target: 0.5, levers }).cost;',
    ],
    below: [leverTableOf(levers), mixTable(single), mixTable(dear)],
    statements: [
      {
        text: html`The audit rate, detection and the fine are interchangeable as single levers, to the last bit.`,
        holds: same,
      },
      {
        text: html`With a = d = F = 1, ${percentage(strict.target, 1)} takes σ = 1 − √(2(1 − ${strict.target})) = ${significant(closed, 6)}; the search
finds ${significant(strict.levers.coordination ?? Number.NaN, 6)}.`,
        holds: Math.abs((strict.levers.coordination ?? Number.NaN) - closed) < 1e-9,
      },
      {
        text: html`Cheapest mixes cost the more the higher the target, under both price lists.`,
        holds: mixes.every(({ answers: costs }) =>
          costs.every(({ cost }, i) => i === 0 || cost > costs[i - 1].cost),
        ),
      },
    ],
  };
}

function leverTableOf(levers: readonly LeverRow[]): Markup {
  return table(
    html`<b>The least value of one lever that reaches a share of compliance</b>, the other numbers spread over [0, 1] as in the
source. A dash: out of reach; the last column is what the lever’s bound attains.`,
    [
      { title: 'lever' },
      { title: 'up to', isNumber: true },
      ...targets.map((target) => ({
        title: percentage(target, target === 0.988 ? 1 : 0),
        isNumber: true,
      })),
      { title: 'at most', isNumber: true },
    ],
    levers.map(({ lever, high, answers }) => {
      const cells: Content[] = answers.map((answer) =>
        isReached(answer) ? valueText(only(answer)) : '–',
      );
      return [symbolOf(lever), boundText(high), ...cells, percentage(answers[0].best.share, 3)];
    }),
  );
}

function mixTable({ prices, answers }: MixRow): Markup {
  const { auditRate, detection, fine, coordination } = prices;
  const names = ['auditRate', 'detection', 'fine', 'coordination'] as const;
  return table(
    html`<b>The cheapest mix, ${prices.name}</b>: a costs ${auditRate} a unit, d ${detection}, F ${fine}, σ
${coordination}; each up to 1. The last column is the cost of one more percentage point.`,
    [
      { title: 'comply' },
      ...names.map((name) => ({ title: symbolOf(name), isNumber: true })),
      { title: 'cost', isNumber: true },
      { title: 'evade', isNumber: true },
      { title: 'split', isNumber: true },
      { title: 'next point', isNumber: true },
    ],
    answers.map(({ target, levers, cost, shares, shadowPrice }) => [
      percentage(target, target === 0.988 ? 1 : 0),
      ...names.map((name) => (levers[name] ?? Number.NaN).toFixed(4)),
      cost.toFixed(4),
      percentage(shares.evade, 1),
      percentage(shares.split, 1),
      (shadowPrice / 100).toFixed(4),
    ]),
  );
}
