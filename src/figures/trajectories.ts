/** The trajectory dashboard: α, M, λ, C, R and the cumulative value over time, published against true. */

import type { AllocationResult } from '../allocation/result';
import type { Figure } from './figure';
import { curve, divided, label, upright, valueAt } from './marks';
import { type FigureContext, panel } from './panel';
import { colour, scaleOf, stroke } from './theme';

export interface Trajectories {
  /** The optimum. */
  readonly optimum: AllocationResult;
  /** What was published of the same problem; left out where there is nothing to compare. */
  readonly published?: AllocationResult | undefined;
}

type PathName =
  | 'allocation'
  | 'capability'
  | 'costate'
  | 'costateCurrentValue'
  | 'compute'
  | 'revenue'
  | 'discountedRevenue'
  | 'cumulativeValue';

interface Quantity {
  readonly name: PathName;
  /** What sets it apart from the other curve of its panel. */
  readonly word?: string;
  /** Where the word stands, as a share of the horizon, and on which side of the curve. */
  readonly at?: number;
  readonly dy?: number;
}

export function trajectoryFigure(
  { optimum, published }: Trajectories,
  context: FigureContext = {},
): Figure {
  const runs = published ? [published, optimum] : [optimum];
  const horizon = optimum.time[optimum.time.length - 1];

  const draw = (title: string, description: string, quantities: readonly Quantity[]) => {
    const scale = scaleOf(...runs.flatMap((run) => quantities.map(({ name }) => run[name])));
    const share = quantities[0].name === 'allocation';
    const series = (run: AllocationResult, name: PathName) => divided(run[name], scale.unit);
    return panel(context, {
      title: `${title}${scale.suffix}`,
      description,
      x: { label: 'time t', domain: [0, horizon] },
      y: share ? { domain: [0, 1.05], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] } : { zero: true },
      marks: [
        ...optimum.switchTimes.flatMap((t, i) =>
          upright(t, share && i === 0 ? `t* = ${t.toFixed(3)}` : ''),
        ),
        // the true curve first, so that dashes over it show both where they coincide
        ...quantities.map(({ name }) => curve(optimum.time, series(optimum, name), stroke.true)),
        ...(published
          ? quantities.map(({ name }) =>
              curve(published.time, series(published, name), stroke.published),
            )
          : []),
        ...quantities.flatMap(({ name, word, at = 0.5, dy = -9 }) => {
          if (word === undefined) return [];
          const y = valueAt(optimum.time, series(optimum, name), at * horizon);
          return [label(word, at * horizon, y, { dy, anchor: dy < 0 ? 'end' : 'start' })];
        }),
      ],
    });
  };

  return {
    name: 'trajectories',
    title: 'Trajectories: published and optimal',
    description:
      'Six panels over time: training share α, capability M, shadow price λ in present and current value, ' +
      'compute C, revenue R before and after discounting, and cumulative value. ' +
      'The dotted line marks the time t* at which training ceases to take all compute.',
    legend: [
      { label: 'optimum', colour: colour.true, mark: 'line' },
      ...(published
        ? [{ label: 'published', colour: colour.published, mark: 'dashed' } as const]
        : []),
      { label: 'switching time t*', colour: colour.ink, mark: 'dotted' },
    ],
    columns: 3,
    panels: [
      draw('α(t), share of compute that trains', 'One, then falling to zero at the horizon.', [
        { name: 'allocation' },
      ]),
      draw('M(t), capability', 'Rising, ever more slowly.', [{ name: 'capability' }]),
      draw('λ(t), shadow price of capability', 'Falling to zero at the horizon.', [
        { name: 'costate', word: 'present value', at: 0.01, dy: 12 },
        { name: 'costateCurrentValue', word: 'current value', at: 0.42 },
      ]),
      draw('C(t), compute', 'The same in both.', [{ name: 'compute' }]),
      draw('R(t), revenue per unit of time', 'Zero while all compute trains, then rising.', [
        { name: 'revenue', word: 'undiscounted', at: 0.86 },
        { name: 'discountedRevenue', word: 'discounted', at: 0.8, dy: 15 },
      ]),
      draw('Cumulative discounted revenue', 'Zero, then rising to the net present value.', [
        { name: 'cumulativeValue' },
      ]),
    ],
  };
}
