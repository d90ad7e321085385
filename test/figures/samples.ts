/** Results to draw, computed once, and what the tests read off an SVG. */

import { engineOf } from '../../src/domains';
import { javascriptBackend } from '../../src/engine/javascript/index';
import type { Figure, SweepComparison } from '../../src/figures/index';
import {
  combinedSweepsFigure,
  steadyStateFigure,
  strategiesFigure,
  sweepsFigure,
  trajectoryFigure,
} from '../../src/figures/index';
import { nodeContext } from '../../src/figures/node';
import { complianceFigures } from './compliance';

const { allocation } = engineOf(javascriptBackend);

export const context = nodeContext();
export const optimum = allocation.solve();
export const published = allocation.solve({}, { asPublished: true });

const steady = { discountRate: 0.15, horizon: 100 };
const strategies = [0.6, 0.5, 0.5, 0.8, 0.2].map((share, i) => ({
  name: `strategy ${i + 1}`,
  allocation: share,
  published: 2e9,
  run: allocation.simulate(steady, share),
}));

/** Two of the paper's sweeps, three values each. */
const sweeps: SweepComparison[] = [
  {
    symbol: 'ε',
    name: 'returns to training',
    of: (x: number) => ({ trainingExponent: x }),
    values: [0.2, 0.5, 0.8],
  },
  {
    symbol: 'ρ',
    name: 'discount rate',
    of: (x: number) => ({ discountRate: x }),
    values: [0.01, 0.1, 0.2],
  },
].map(({ of, ...sweep }) => {
  const runs = (asPublished: boolean) =>
    sweep.values.map((value) => allocation.solve(of(value), { asPublished }));
  const valuesOf = (results: ReturnType<typeof runs>) => ({
    netPresentValue: results.map((result) => result.netPresentValue),
    finalCapability: results.map((result) => result.finalCapability),
    meanAllocation: results.map((result) => result.meanAllocation),
  });
  const script = runs(true);
  return {
    ...sweep,
    published: valuesOf(script),
    optimum: valuesOf(runs(false)),
    publishedControl: script.map(
      (run, i) => allocation.simulate(of(sweep.values[i]), run.allocation).netPresentValue,
    ),
  };
});

export const figures: Readonly<Record<string, Figure>> = {
  trajectories: trajectoryFigure({ optimum, published }, context),
  'optimum alone': trajectoryFigure({ optimum }, context),
  strategies: strategiesFigure({ strategies, optimum: allocation.solve(steady) }, context),
  'steady state': steadyStateFigure(
    {
      panels: allocation.steadyStateSensitivity(),
      base: { trainingExponent: 0.5, revenueExponent: 2, growthToDiscount: 2 / 3 },
    },
    context,
  ),
  sweeps: sweepsFigure(sweeps, context),
  'combined sweeps': combinedSweepsFigure(sweeps, optimum, context),
  ...complianceFigures(context),
};

export const sweepCount = sweeps.length;

/** Every text of a panel. */
export function texts(panel: SVGSVGElement): string[] {
  return [...panel.getElementsByTagName('text')].map((text) => text.textContent ?? '');
}

/** The points of every curve of a panel. */
export function curves(panel: SVGSVGElement): Array<Array<[number, number]>> {
  return [...panel.querySelectorAll('[aria-label="line"] path')].map((path) =>
    [...(path.getAttribute('d') ?? '').matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]),
  );
}
