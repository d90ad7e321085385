/** The table of all published numbers: published, reproduced, true, difference. */

import { percent, significant, small } from '../../compare';
import { type Cell, html, type Markup, mark, table } from '../../html';
import { lossOf, quantities, reproductionsOf } from './dynamic';
import type { AllocationRuns, DynamicRun } from './runs';
import { steadyReproductions } from './steady';

const columns = [
  { title: '' },
  { title: 'published', isNumber: true },
  { title: 'reproduced', isNumber: true },
  { title: 'true', isNumber: true },
  { title: 'published − true', isNumber: true },
  { title: 'iterations', isNumber: true },
  { title: 'control loses', isNumber: true },
];

export function numbersSection({ base, sweeps, steady }: AllocationRuns): Markup {
  return html`<h3 id="numbers">All published numbers</h3>
<p>“Reproduced” is the relative difference of our run of the published arithmetic from the published number; 0 means equal in
every bit. “True” is the optimum of the same problem, or the exact value of the same control. Iterations are published and
reproduced.</p>
${dynamicTable(html`<b>Default</b> of <code>dynamic.py</code>`, [['default', base]])}
${sweeps.map(({ source, runs }) =>
  dynamicTable(
    html`<b>Sweep over ${source.symbol}</b>, ${source.name}`,
    runs.map((run, i) => [`${source.symbol} = ${Number(source.rows[i][0].toPrecision(6))}`, run]),
  ),
)}
${table(
  html`<b>Steady state</b>, <code>steady_state.py</code>, ρ = 0.15, T = 100`,
  columns.slice(0, 5),
  steadyReproductions(steady).map((number) => [
    number.what,
    number.published,
    html`${mark(number.holds)} ${small(number.relative)}`,
    significant(number.true, 12),
    percent(number.published / number.true - 1),
  ]),
)}`;
}

function dynamicTable(caption: Markup, rows: ReadonlyArray<readonly [string, DynamicRun]>): Markup {
  return table(
    caption,
    [columns[0], { title: 'quantity' }, ...columns.slice(1)],
    rows.flatMap(([name, run]) => {
      const three = (content: Cell & (string | Markup)) => ({ span: quantities.length, content });
      const { source, published, optimum } = run;
      return reproductionsOf(run).map((number, i) => {
        const first = i === 0;
        const truth = optimum[quantities[i].name];
        return [
          first ? three(name) : null,
          quantities[i].title,
          number.published,
          html`${mark(number.holds)} ${small(number.relative)}`,
          significant(truth, 12),
          percent(number.published / truth - 1),
          first
            ? three(
                html`${source.iterations} / ${published.iterations} ${mark(source.iterations === published.iterations)}`,
              )
            : null,
          first ? three(percent(-lossOf(run)).replace('−', '')) : null,
        ];
      });
    }),
    'grouped',
  );
}
