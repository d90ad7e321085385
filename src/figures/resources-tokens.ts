/** A token budget over patches: the published rules beside the optimum, and what each loses. */

import * as Plot from '@observablehq/plot';
import type { Figure } from './figure';
import { curve } from './marks';
import { type FigureContext, panel } from './panel';
import { colour, tick, type } from './theme';

export interface TokenRule {
  readonly name: string;
  /** As it is published, patch by patch. */
  readonly tokens: ArrayLike<number>;
  readonly boundsBroken: number;
  /** Tokens spent beyond the budget. */
  readonly budgetError: number;
  readonly feasible: boolean;
  /** Share lost of what the optimum gains over equal tokens; of the rule repaired. */
  readonly lost: number;
}

export interface TokenRules {
  readonly optimum: ArrayLike<number>;
  readonly rules: readonly TokenRule[];
  /** By which patches are put in order, the greatest first. */
  readonly scores: ArrayLike<number>;
  readonly lower: number;
  readonly upper: number;
}

export function resourcesTokensFigure(given: TokenRules, context: FigureContext = {}): Figure {
  const { optimum, rules, scores, lower } = given;
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  const sorted = (x: ArrayLike<number>) => order.map((i) => x[i]);
  const ranks = order.map((_, k) => k + 1);
  const best = sorted(optimum);
  const most = Math.max(...best, ...rules.flatMap(({ tokens }) => Array.from(tokens)));
  const top = Math.ceil(most / 50) * 50;
  return {
    name: 'resources-tokens',
    title: 'A token budget by rule and by optimum',
    description:
      `Tokens of ${order.length} patches, the most relevant first (logarithmic rank); dotted: the least that is allowed, ` +
      `${tick(lower)}. Last panel: what a rule loses of all that the optimum gains over equal tokens, once it is ` +
      'repaired to the nearest allocation that is allowed.',
    legend: [
      { label: 'optimum', colour: colour.true, mark: 'line' },
      { label: 'rule as published', colour: colour.published, mark: 'dashed' },
      { label: 'rule repaired', colour: colour.second, mark: 'bar' },
    ],
    columns: 3,
    panels: [
      ...rules.map((rule) =>
        panel(context, {
          title: `${rule.name}: ${verdict(rule)}`,
          description:
            `Tokens from ${tick(Math.min(...Array.from(rule.tokens)))} to ` +
            `${tick(Math.max(...Array.from(rule.tokens)))}; the optimum has ${tick(Math.min(...best))} to ${tick(Math.max(...best))}.`,
          x: { label: 'rank by relevance', log: true, domain: [1, order.length] },
          y: { domain: [0, top], ticks: 5 },
          marks: [
            Plot.ruleY([lower], {
              stroke: colour.ink,
              strokeOpacity: 0.55,
              strokeDasharray: '1.5 3',
            }),
            steps(ranks, best, { stroke: colour.true, strokeWidth: 2 }),
            steps(ranks, sorted(rule.tokens), {
              stroke: colour.published,
              strokeWidth: 2,
              strokeDasharray: '5 3.5',
            }),
          ],
        }),
      ),
      lossPanel(rules, context),
    ],
  };
}

/** A staircase, without the points between which nothing changes. */
function steps(
  x: readonly number[],
  y: readonly number[],
  options: Plot.LineOptions,
): Plot.Markish {
  const kept = x.map((_, k) => k).filter((k) => y[k] !== y[k - 1] || y[k] !== y[k + 1]);
  const of = (values: readonly number[]) => kept.map((k) => values[k]);
  return curve(of(x), of(y), { curve: 'step', ...options });
}

/** 'allowed', '129 bounds broken', '2044 tokens too many'. */
function verdict({ feasible, boundsBroken, budgetError }: TokenRule): string {
  if (feasible) return 'allowed';
  const missed = Math.round(Math.abs(budgetError));
  return [
    ...(boundsBroken > 0 ? [`${boundsBroken} bound${boundsBroken === 1 ? '' : 's'} broken`] : []),
    ...(missed > 0 ? [`${missed} tokens too ${budgetError > 0 ? 'many' : 'few'}`] : []),
    ...(boundsBroken === 0 && missed === 0 ? ['parts of tokens'] : []),
  ].join(', ');
}

function lossPanel(rules: readonly TokenRule[], context: FigureContext): SVGSVGElement {
  const rows = rules.map(({ name, lost }) => ({ name, lost: 100 * lost }));
  const text = (lost: number) => `${lost.toFixed(lost < 0.1 ? 3 : 1)} %`;
  return panel(context, {
    title: 'Gain lost once repaired, %',
    description: rows.map(({ name, lost }) => `${name}: ${text(lost)}`).join('; '),
    marginLeft: 112,
    marginRight: 52,
    x: { domain: [0, 100 * Math.max(1, ...rules.map(({ lost }) => lost))], ticks: 4 },
    y: { domain: rows.map(({ name }) => name) },
    marks: [
      Plot.barX(rows, { y: 'name', x: 'lost', fill: colour.second, fillOpacity: 0.75 }),
      Plot.text(rows, {
        y: 'name',
        x: 'lost',
        text: ({ lost }) => text(lost),
        textAnchor: 'start',
        dx: 6,
        fontSize: type.label,
        fill: colour.ink,
      }),
    ],
  });
}
