/** Tensions of a token budget: what a weight of each moves, and the front of relevance against equality. */

import type { Figure } from './figure';
import { curve } from './marks';
import { type FigureContext, panel } from './panel';
import { colour, tick } from './theme';

export interface TensionRun {
  readonly name: string;
  /** From 0 to 1. */
  readonly weights: readonly number[];
  /** Relevance as a share of that at weight 0. */
  readonly relevance: readonly number[];
  readonly gini: readonly number[];
  /** Over that of equal tokens. */
  readonly entropy: readonly number[];
  /** Standard deviation, tokens. */
  readonly deviation: readonly number[];
}

const hues = [colour.true, colour.published, colour.second];
const dashes = ['none', '5 3.5', '1.5 3'];
const marks = ['line', 'dashed', 'dotted'] as const;
const margins = { marginLeft: 50 };

export function resourcesTensionsFigure(
  runs: readonly TensionRun[],
  context: FigureContext = {},
): Figure {
  const style = (i: number) => ({
    stroke: hues[i % hues.length],
    strokeWidth: 2.2,
    strokeDasharray: dashes[i % dashes.length],
  });
  const share = ({ relevance }: TensionRun) => relevance.map((x) => 100 * x);
  const along = (title: string, of: (run: TensionRun) => readonly number[]) =>
    panel(context, {
      ...margins,
      title,
      description: runs
        .map((run) => `${run.name}: ${span(of(run)).map(tick).join(' to ')}`)
        .join('; '),
      x: { label: 'weight', domain: [0, 1] },
      y: {},
      marks: runs.map((run, i) => curve(run.weights, of(run), style(i))),
    });
  const front = (title: string, label: string, of: (run: TensionRun) => readonly number[]) =>
    panel(context, {
      ...margins,
      title,
      description: 'Each tension gives up relevance for equality along a front of its own.',
      x: { label, domain: [0, 1.05 * Math.max(...runs.flatMap(of))], ticks: 4 },
      y: {},
      marks: runs.map((run, i) => curve(of(run), share(run), style(i))),
    });
  return {
    name: 'resources-tensions',
    title: 'Three tensions: what their weights move',
    description:
      'Relevance, and three measures of how unequal tokens are, as the weight of one tension goes from 0 to 1. Last: relevance against ' +
      'two of the measures, from weight 0 (top right) to equal tokens (left).',
    legend: runs.map(({ name }, i) => ({
      label: name,
      colour: hues[i % hues.length],
      mark: marks[i % marks.length],
    })),
    columns: 3,
    panels: [
      along('Relevance, % of the optimum', share),
      along('Gini coefficient of tokens', ({ gini }) => gini),
      along('Entropy of tokens, 1 where all are equal', ({ entropy }) => entropy),
      along('Standard deviation, tokens', ({ deviation }) => deviation),
      front('Relevance, %, against Gini', 'Gini coefficient', ({ gini }) => gini),
      front('Relevance, %, against deviation', 'standard deviation', ({ deviation }) => deviation),
    ],
  };
}

function span(values: readonly number[]): number[] {
  return [values[0], values[values.length - 1]].map((x) => Number(x.toPrecision(5)));
}
