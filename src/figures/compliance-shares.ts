/** Shares of comply, evade and split: as published, by our samples, and exact. */

import * as Plot from '@observablehq/plot';
import { type Action, actions } from '../compliance/model';
import { actionColours, measured, points } from './compliance';
import type { Figure } from './figure';
import { type FigureContext, panel } from './panel';
import { colour, type } from './theme';

/** One estimate of the three shares. */
export interface EstimatedShares {
  readonly name: string;
  /** Whether it is the source's. */
  readonly isPublished: boolean;
  readonly shares: Readonly<
    Record<Action, { readonly value: number; readonly standardError: number | null }>
  >;
}

export interface ShareComparison {
  readonly exact: Readonly<Record<Action, number>>;
  /** As fractions: '77/648'. */
  readonly fractions: Readonly<Record<Action, string>>;
  readonly estimates: readonly EstimatedShares[];
}

const tall = { width: 480, height: 290 };
const errors = 2;

export function complianceSharesFigure(
  { exact, fractions, estimates }: ShareComparison,
  context: FigureContext = {},
): Figure {
  const published = estimates.filter(({ isPublished }) => isPublished);
  const worst = Math.max(
    ...estimates.flatMap(({ shares }) =>
      actions.map(
        (action) =>
          Math.abs(shares[action].value - exact[action]) +
          errors * (shares[action].standardError ?? 0),
      ),
    ),
  );
  const reach = Math.ceil(points(worst) * 20) / 20;
  return {
    name: 'compliance-shares',
    title: 'Shares of the three actions: published, sampled, exact',
    description:
      'Labs whose six numbers are independent and uniform on [0, 1]. Left: the exact shares, and those published. ' +
      'Right: how far each sample is from them, with two standard errors to either side.',
    legend: [
      { label: 'exact', colour: colour.true, mark: 'bar' },
      { label: 'published', colour: colour.published, mark: 'circle' },
      { label: 'our samples', colour: colour.true, mark: 'dot' },
    ],
    columns: 2,
    panels: [
      panel(context, {
        ...tall,
        marginLeft: 62,
        marginRight: 20,
        title: 'Share of labs, %',
        description: actions
          .map((action) => `${action} ${points(exact[action]).toFixed(3)} %`)
          .join('; '),
        x: { domain: [0, 100], ticks: [0, 20, 40, 60, 80, 100] },
        y: { domain: [...actions] },
        marks: [
          Plot.barX(actions, {
            y: (action) => action,
            x: (action: Action) => points(exact[action]),
            fill: colour.true,
            fillOpacity: 0.75,
          }),
          ...published.map(({ shares }) =>
            Plot.dot(actions, {
              y: (action) => action,
              x: (action: Action) => points(shares[action].value),
              r: 4.2,
              stroke: colour.published,
              strokeWidth: 2,
              fill: colour.ground,
            }),
          ),
          ...actions.map((action) => valueText(action, exact[action], fractions[action])),
        ],
      }),
      panel(context, {
        ...tall,
        marginLeft: 178,
        title: 'Sample − exact, percentage points',
        description: 'Every sample agrees with the exact shares within its standard errors.',
        x: { domain: [-reach, reach], ticks: 5 },
        y: { domain: estimates.map(({ name }) => name) },
        marks: [
          Plot.ruleX([0], { stroke: colour.ink, strokeOpacity: 0.5 }),
          ...actions.flatMap((action, i) =>
            [true, false].flatMap((isPublished) =>
              measured(
                estimates
                  .filter((estimate) => estimate.isPublished === isPublished)
                  .map(({ name, shares }) => deviation(name, shares[action], exact[action])),
                {
                  stroke: isPublished ? colour.published : colour.true,
                  shift: 13 * (i - 1),
                  hollow: isPublished,
                },
              ),
            ),
          ),
          ...estimates.slice(0, 1).flatMap(({ name }) =>
            actions.map((action, i) =>
              Plot.text([name], {
                y: [name],
                text: [action],
                frameAnchor: 'right',
                textAnchor: 'end',
                dy: 13 * (i - 1),
                dx: -2,
                fontSize: type.tick,
                fill: actionColours[action],
              }),
            ),
          ),
        ],
      }),
    ],
  };
}

function deviation(
  row: string,
  { value, standardError }: { value: number; standardError: number | null },
  exact: number,
) {
  const middle = points(value - exact);
  const spread = points(errors * (standardError ?? 0));
  return { row, value: middle, low: middle - spread, high: middle + spread };
}

/** Beside the bar, or within it where there is no room. */
function valueText(action: Action, share: number, fraction: string): Plot.Markish {
  const inside = share > 0.6;
  return Plot.text([action], {
    y: [action],
    x: [points(share)],
    text: [`${fraction} = ${points(share).toFixed(3)} %`],
    textAnchor: inside ? 'end' : 'start',
    dx: inside ? -12 : 12,
    fontSize: type.label,
    fill: inside ? colour.ground : colour.ink,
  });
}
