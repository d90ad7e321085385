/** Claims: the four maps at the baseline, and the wedge of splitting under strong enforcement. */

import type { Boundary } from '../../../compliance/boundaries';
import { milliseconds, percentage, significant } from '../../compare';
import { html, type Markup, mark } from '../../html';
import { publishedMaps, publishedWedge } from '../../published-compliance';
import type { Claim } from '../allocation/claim';
import { baselineRows, mapRows } from './numbers';
import type { ComplianceRuns, MapRun } from './runs';

/** Cells of a map whose action is not the best by the payoffs computed here. */
function unexplained({ map }: MapRun): number {
  let count = 0;
  const p = { ...map.parameters };
  map.cells.forEach((code, n) => {
    p[map.x.parameter] = map.x.values[n % map.width];
    p[map.y.parameter] = map.y.values[Math.floor(n / map.width)];
    const evade = p.benefit - p.auditRate * p.detection * p.fine;
    const split = p.benefit - p.splitCost - p.auditRate * p.detection * p.coordination * p.fine;
    const best = Math.max(0, evade, split);
    if ([0, evade, split].indexOf(best) !== code) count++;
  });
  return count;
}

function equations({ boundaries }: MapRun): readonly Boundary[] {
  return boundaries.curves.filter(({ pieces }) => pieces.length > 0);
}

export function mapsClaim(runs: ComplianceRuns, figure: Markup): Claim {
  const { maps, baseline, overdrawn, milliseconds: time } = runs;
  const rows = maps.flatMap(mapRows);
  const lab = baselineRows(runs);
  const { parameters } = maps[0].map;
  const { auditRate, detection, fine, splitCost, coordination } = parameters;
  const expectedFine = auditRate * detection * fine;
  const saving = expectedFine * (1 - coordination);
  const misses = maps.reduce((sum, run) => sum + unexplained(run), 0);
  const lines = maps.reduce((sum, run) => sum + equations(run).length, 0);
  return {
    id: 'compliance-maps',
    title: 'Maps of the decision',
    published: html`Four maps of 200 × 200 labs around the baseline, ${rows.length} counts of cells; the baseline lab evades, at
U = ${lab[0].published} against ${lab[1].published} by splitting.`,
    reproduced: html`${mark(rows.every(({ holds }) => holds))} All ${rows.length} counts equal.
${mark(lab.every(({ holds }) => holds))} Both payoffs of the baseline lab equal; it ${baseline.action}s.`,
    true: html`The maps are right, cell by cell. Their boundaries are B = adF, B = c + adσF and c = adF(1 − σ), each only where the
third action is no better: ${lines} curves on the four maps. None of the four shows compliance for a lab of more than
modest benefit, and two show none at all.`,
    why: html`<p>The notebook overlays its boundaries on the maps without asking which action is best: it goes on drawing
B = adF where splitting pays more than either, and it leaves out the line between evading and splitting, unless c or σ is the vertical
axis. On the map of a over d it draws no line at all, although splitting begins along ad = c/(F(1 − σ)).</p>
<p>It also says that at the baseline the fine saved by splitting just equals its cost. The expected <em>fine</em>, adF =
${significant(expectedFine, 2)}, equals the cost c = ${splitCost}. What splitting <em>saves</em> is adF(1 − σ) =
${significant(saving, 2)}, so that the baseline lab is not near the boundary: ${significant(splitCost - saving, 2)} short of it.</p>`,
    certificate: html`${mark(misses === 0)} All ${maps.length} × 200 × 200 cells against payoffs computed once more for each of
them: ${misses} differ.`,
    time: `${milliseconds(time.maps)} for five maps and their boundaries.`,
    commands: [
      'shadowprice compliance map --x auditRate --y benefit',
      'shadowprice compliance boundaries --x auditRate --y benefit',
    ],
    calls: [
      ...publishedMaps.map(({ x, y }) => `engine.compliance.map({ x: '${x}', y: '${y}' }).counts;`),
      "engine.compliance.boundaries({ x: 'auditRate', y: 'benefit' }).curves;",
    ],
    below: [figure],
    statements: [
      {
        text: html`Every cell of the four maps is what its payoffs say.`,
        holds: misses === 0,
      },
      {
        text: html`At a = 1, on the line B = adF that the notebook draws between complying and evading, the lab ${overdrawn.action}s.`,
        holds: overdrawn.action === 'split',
      },
      {
        text: html`At the baseline, splitting saves less than it costs: ${significant(saving, 2)} against ${splitCost}.`,
        holds: saving < splitCost && baseline.action === 'evade',
      },
      {
        text: html`Where σ and c, or d and a, are varied at the baseline, no lab complies.`,
        holds: maps.filter(({ map }) => map.counts.comply === 0).length === 2,
      },
    ],
  };
}

/** 1 − c/(adF): the coordination from which no lab splits. */
export function closingCoordination(splitCost: number, expectedFine: number): number {
  return Math.max(0, 1 - splitCost / expectedFine);
}

export function expectedFineOf({ auditRate, detection, fine }: MapRun['map']['parameters']) {
  return auditRate * detection * fine;
}

/** Of the cells that split, those that would comply if they could not. */
function wouldComply({ map }: MapRun): number {
  const fine = expectedFineOf(map.parameters);
  let count = 0;
  map.cells.forEach((code, n) => {
    if (code === 2 && map.y.values[Math.floor(n / map.width)] <= fine) count++;
  });
  return count;
}

export function wedgeClaim(runs: ComplianceRuns, figure: Markup): Claim {
  const { strong, strongShares, milliseconds: time } = runs;
  const rows = mapRows(strong);
  const { parameters, counts } = strong.map;
  const fine = expectedFineOf(parameters);
  const closing = closingCoordination(parameters.splitCost, fine);
  const drawn = strong.boundaries.curves.find(
    ({ between: [one, other] }) => one === 'evade' && other === 'split',
  );
  const at = drawn?.pieces[0]?.x[0] ?? Number.NaN;
  const lured = wouldComply(strong);
  const misses = unexplained(strong);
  const [weak, high] = strongShares;
  return {
    id: 'compliance-wedge',
    title: 'The wedge of splitting',
    published: html`Under strong enforcement, a = d = F = 0.6: three counts of cells, and a wedge of splitting that closes at
σ = ${publishedWedge}.`,
    reproduced: html`${mark(rows.every(({ holds }) => holds))} All three counts equal.`,
    true: html`The wedge closes at <b>σ = 1 − c/(adF) = ${significant(closing, 12)}</b>. Enforcement that is stronger needs more coordination, not
less: at adF = 1 it would take σ = ${significant(closingCoordination(parameters.splitCost, 1), 2)}.`,
    why: html`<p>A lab prefers splitting to evading where c &lt; adF(1 − σ), whatever it gains: B is on both sides. So the boundary is upright.</p>
<p>The README describes the wedge as labs that would comply if they could not split. They are the lesser part of it: of
${counts.split} cells that split, ${lured} (${percentage(lured / counts.split, 1)}) would comply otherwise; the others, with B > adF, would
evade. Over all labs of the source, with a = d = F set from 0.5 to 0.6, the share that splits rises by
${percentage(high.split - weak.split, 2)} and the share that complies by ${percentage(high.comply - weak.comply, 2)}: splitting takes
part of what stronger enforcement gains, and not all.</p>`,
    certificate: html`${mark(misses === 0)} All cells against payoffs computed once more for each of them: ${misses} differ.
${mark(strongShares.every(({ certificate }) => certificate.holds))} Both populations’ shares against an independent
quadrature.`,
    time: `${milliseconds(time.maps)} for five maps and their boundaries.`,
    commands: [
      'shadowprice compliance map --x coordination --y benefit --audit-rate 0.6 --detection 0.6 --fine 0.6',
    ],
    calls: [
      'const strong = { auditRate: 0.6, detection: 0.6, fine: 0.6 };',
      "engine.compliance.map({ x: 'coordination', y: 'benefit', parameters: strong }).counts;",
      "engine.compliance.boundaries({ x: 'coordination', y: 'benefit', parameters: strong }).curves;",
    ],
    below: [figure],
    statements: [
      {
        text: html`Every cell is what its payoffs say.`,
        holds: misses === 0,
      },
      {
        text: html`The boundary between evading and splitting that the engine finds is upright at σ = ${significant(at, 6)}, which is
1 − c/(adF), and the published ${publishedWedge} when rounded.`,
        holds: Math.abs(at - closing) < 1e-12 && closing.toFixed(2) === publishedWedge,
      },
      {
        text: html`Fewer than a tenth of the labs in the wedge would comply if they could not split.`,
        holds: lured > 0 && lured < 0.1 * counts.split,
      },
    ],
  };
}
