/** Results of `contest` to draw: a scenario that is computed, and the rest by hand, so that places are known. */

import { demos } from '../../src/contest/demo';
import { solve } from '../../src/contest/index';
import { scenario } from '../../src/contest/scenario/index';
import { javascriptBackend } from '../../src/engine/javascript/index';
import {
  type CycleComparison,
  contestCycleFigure,
  contestInputsFigure,
  contestScenarioFigure,
  type Figure,
  type FigureContext,
} from '../../src/figures/index';

/** [period][player][input]: zeros between numbers, at the end, and throughout. */
export const strategies = [
  [
    [0.4, 1.2, 0, 24, 0, 0],
    [0.4, 1.2, 55, 57, 0, 0],
  ],
  [
    [0.5, 0.2, 0, 0, 0, 0],
    [0.7, 0.5, 0, 0, 40, 0],
  ],
  [
    [0.4, 0.9, 0, 3, 0, 0],
    [0.6, 0.8, 0, 0, 0, 0],
  ],
];
/** The same, but with numbers where there are zeros. */
export const positive = strategies.map((period) =>
  period.map((own) => own.map((x) => (x === 0 ? 1e-5 : x))),
);

const { parameters } = demos.find(({ name }) => name === 'price') ?? demos[0];
const solved = (game: typeof parameters, values: readonly number[], thetas?: readonly number[]) =>
  scenario(javascriptBackend, solve, game, {
    vary: [
      { parameters: ['cost.safety', 'cost.performance'], values },
      ...(thetas === undefined ? [] : [{ parameter: 'risk.theta', values: thetas }]),
    ],
    solve: { starts: 0 },
  });

export const prices = [0.01, 0.05, 0.1];
export const alike = solved(parameters, prices);
const unequal = solved({ ...parameters, safetyProductivity: [10, 20] }, prices.slice(1), [0, 0.5]);

export const cycle: CycleComparison['cycle'] = {
  updateRule: 'sequential',
  start: strategies,
  period: 4,
  profiles: [strategies, positive, strategies, positive],
  payoffs: [
    [0, 0],
    [1, 2],
    [1.5, 3],
    [3, -1],
  ],
  moves: [
    { player: 0, gain: 1 },
    { player: 1, gain: 1 },
    { player: 0, gain: 1.5 },
    { player: 1, gain: 1 },
  ],
};
const [own, other] = [0, 1].map((i) => strategies.map((period) => period[i]));
export const mixed = {
  kind: 'mixed',
  strategies,
  mixture: [
    [
      { probability: 0.75, strategy: own },
      { probability: 0.25, strategy: other },
    ],
    [{ probability: 1, strategy: other }],
  ],
  payoffs: [0.5, 0.5],
  exploitability: [0, 0],
  disasterProbability: 0.5,
} as const satisfies CycleComparison['mixed'];
export const refused = {
  kind: 'pure',
  strategies: positive,
  payoffs: [-0.25, -0.5],
  exploitability: [0.1, 0],
  disasterProbability: 0.5,
  deviation: { player: 0, gain: 0.1, strategy: own },
} satisfies CycleComparison['refused'];

export function contestFigures(context: FigureContext): Readonly<Record<string, Figure>> {
  return {
    'contest inputs': contestInputsFigure(
      { strategies, published: positive, publishedName: 'theirs', maximumSharing: 40 },
      context,
    ),
    'contest inputs of one period': contestInputsFigure(
      {
        strategies: [
          [
            [4.5, 0],
            [4.5, 1e-9],
            [0, 2],
          ],
        ],
      },
      context,
    ),
    'contest scenario': contestScenarioFigure(
      {
        result: alike,
        axis: 'r, price',
        marks: {
          name: 'computed by other code',
          isPublished: false,
          values: prices.slice(0, 2),
          payoff: [0.2, 0.13],
        },
      },
      context,
    ),
    'contest scenario with series': contestScenarioFigure(
      { result: unequal, isLogarithmic: true },
      context,
    ),
    'contest cycle': contestCycleFigure({ cycle, mixed, refused, refusedName: 'theirs' }, context),
  };
}
