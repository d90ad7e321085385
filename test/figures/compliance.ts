/** Results of `compliance` to draw, computed once. */

import { engineOf } from '../../src/domains';
import { javascriptBackend } from '../../src/engine/javascript/index';
import {
  complianceIndicesFigure,
  complianceLeversFigure,
  complianceMapsFigure,
  complianceSharesFigure,
  complianceTornadoFigure,
  complianceWedgeFigure,
  type DrawnMap,
  type Figure,
  type FigureContext,
} from '../../src/figures/index';

const { compliance } = engineOf(javascriptBackend);

type Question = Parameters<typeof compliance.boundaries>[0];

function drawn(question: Question, marksBaseline: boolean): DrawnMap {
  return {
    map: compliance.map({ ...question, resolution: [40, 30] }),
    boundaries: compliance
      .boundaries(question)
      .curves.flatMap(({ between, pieces }) => pieces.map(({ x, y }) => ({ between, x, y }))),
    marksBaseline,
  };
}

export const maps = [
  drawn({ x: 'auditRate', y: 'benefit' }, true),
  drawn({ x: 'detection', y: 'auditRate' }, true),
];
const enforced = { auditRate: 0.6, detection: 0.6, fine: 0.6 };
export const strong = drawn({ x: 'coordination', y: 'benefit', parameters: enforced }, false);

export const exact = compliance.shares();
export const tornado = compliance.tornado();
const { indices } = compliance.indices();
const sampled = compliance.sample({ samples: 2000, seed: 1 });
const expectedFine = [0.1, 0.2, 0.5, 1];

export function complianceFigures(context: FigureContext): Readonly<Record<string, Figure>> {
  return {
    'compliance maps': complianceMapsFigure(maps, context),
    'compliance wedge': complianceWedgeFigure(
      {
        ...strong,
        closing: {
          expectedFine,
          coordination: expectedFine.map((fine) => 1 - 0.1 / fine),
          marked: [
            { name: 'weak', expectedFine: 0.1, coordination: 0 },
            { name: 'strong', expectedFine: 0.216, coordination: 1 - 0.1 / 0.216 },
          ],
        },
      },
      context,
    ),
    'compliance shares': complianceSharesFigure(
      {
        exact,
        fractions: { comply: '77/648', evade: '359/432', split: '65/1296' },
        estimates: [
          { name: 'published', isPublished: true, shares: sampled.shares },
          { name: 'ours', isPublished: false, shares: sampled.shares },
          {
            name: 'a grid, without standard errors',
            isPublished: false,
            shares: compliance.sample({ samples: 4096, design: 'grid' }).shares,
          },
        ],
      },
      context,
    ),
    'compliance tornado': complianceTornadoFigure(
      {
        levels: tornado.levels,
        base: exact.comply,
        rows: tornado.rows.map(({ parameter, low, high }) => ({
          parameter,
          exact: { low, high },
          published: { low: low + 0.002, high: high + 0.003 },
          standardErrors: { low: 0.002, high: 0.003 },
        })),
      },
      context,
    ),
    'compliance indices': complianceIndicesFigure(
      tornado.rows.map(({ parameter }) => ({
        parameter,
        first: indices[parameter]?.first.value ?? Number.NaN,
        total: indices[parameter]?.total.value ?? Number.NaN,
        sampledFirst: { low: -0.01, high: 0.02 },
        sampledTotal: { low: 0.1, high: 0.2 },
      })),
      context,
    ),
    'compliance levers': complianceLeversFigure(
      {
        target: 0.988,
        base: exact.comply,
        levers: [
          {
            name: 'V, reputation',
            values: [0.1, 1, 10, 100, 1000],
            share: [0.14, 0.32, 0.75, 0.95, 0.99],
            isLogarithmic: true,
            required: 656.1,
            limit: null,
          },
          {
            name: 'η, risk aversion',
            values: [0, 50, 100],
            share: [0.12, 0.44, 0.48],
            isLogarithmic: false,
            required: null,
            limit: 0.5,
          },
        ],
      },
      context,
    ),
  };
}
