/** Every published number of SplitComp: published, reproduced, exact, difference. */

import type { DecisionMap } from '../../../compliance/index';
import { type Action, actions } from '../../../compliance/model';
import { type Reproduction, reproduction, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import { publishedBaseline, publishedSample, publishedTornado } from '../../published-compliance';
import type { ComplianceRuns, MapRun } from './runs';
import { symbolOf } from './symbols';

export interface NumberRow extends Reproduction {
  /** What group of the table it stands in. */
  readonly group: string;
  readonly what: string;
  /** The exact value of what the number estimates; a map's counts are exact themselves. */
  readonly exact: number;
}

/** 'B over a'. */
export function mapName({ x, y }: DecisionMap | MapRun['source']): string {
  const nameOf = (axis: typeof x) => symbolOf(typeof axis === 'string' ? axis : axis.parameter);
  return `${nameOf(y)} over ${nameOf(x)}`;
}

export function sampleRows({ sampled, exact }: ComplianceRuns): NumberRow[] {
  return actions.map((action) => ({
    group: `sample of ${publishedSample.samples}`,
    what: `labs that ${action}`,
    exact: publishedSample.samples * exact[action],
    ...reproduction(publishedSample.counts[action], sampled.counts[action]),
  }));
}

export function baselineRows({ baseline }: ComplianceRuns): NumberRow[] {
  return (['evade', 'split'] as const).map((action) => ({
    group: 'baseline lab',
    what: `U(${action})`,
    exact: baseline.payoffs[action],
    ...reproduction(publishedBaseline[action], baseline.payoffs[action]),
  }));
}

export function mapRows(run: MapRun): NumberRow[] {
  return actions.map((action: Action) => ({
    group: `map of ${mapName(run.source)}${run.isStrong ? ', a = d = F = 0.6' : ''}`,
    what: `cells: ${action}`,
    exact: run.map.counts[action],
    ...reproduction(run.source.counts[action], run.map.counts[action]),
  }));
}

export function tornadoRows({ tornado }: ComplianceRuns): NumberRow[] {
  const { samples, levels, rows } = publishedTornado;
  return rows.flatMap((row, i) => {
    const [published, exact] = [tornado.published.rows[i], tornado.exact.rows[i]];
    const symbol = symbolOf(row.parameter);
    const ends = (['low', 'high'] as const).map((end, j) => ({
      group: `tornado, ${symbol}`,
      what: `labs that comply at ${symbol} = ${levels[j]}`,
      exact: samples * exact[end],
      // a share times its number of points is a count up to the last bit
      ...reproduction(row[end], Math.round(samples * published[end])),
    }));
    const swing = {
      group: `tornado, ${symbol}`,
      what: 'change of the share',
      exact: exact.swing,
      ...reproduction(row.swing, published.swing),
    };
    return [...ends, swing];
  });
}

export function numberRows(runs: ComplianceRuns): NumberRow[] {
  return [
    ...sampleRows(runs),
    ...baselineRows(runs),
    ...[...runs.maps, runs.strong].flatMap(mapRows),
    ...tornadoRows(runs),
  ];
}

export function numbersSection(runs: ComplianceRuns): Markup {
  const rows = numberRows(runs);
  return html`<h3 id="compliance-numbers">All published numbers on compliance</h3>
<p>“Reproduced” is the relative difference of our run of the published arithmetic from the published number; 0 means equal in
every bit, and for counts the same whole number. “Exact” is what a sample estimates, without its sampling error; the maps have
none.</p>
${table(
  html`<b>SplitComp</b>, <code>splitcomp.ipynb</code>`,
  [
    { title: '' },
    { title: 'quantity' },
    { title: 'published', isNumber: true },
    { title: 'reproduced', isNumber: true },
    { title: 'exact', isNumber: true },
    { title: 'published − exact', isNumber: true },
  ],
  rows.map((row, i) => {
    const isFirst = rows[i - 1]?.group !== row.group;
    const span = rows.filter(({ group }) => group === row.group).length;
    const difference = row.published - row.exact;
    return [
      isFirst ? { span, content: row.group } : null,
      row.what,
      row.published,
      html`${mark(row.holds)} ${small(row.relative)}`,
      exactText(row),
      Math.abs(difference) < 1e-12 ? '0' : significant(difference, 3),
    ];
  }),
  'grouped',
)}`;
}

function exactText({ exact, published }: NumberRow): string {
  if (Number.isInteger(exact)) return String(exact);
  return Number.isInteger(published) ? exact.toFixed(2) : significant(exact, 12);
}
