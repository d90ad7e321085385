/** Eq. 11 of the paper over ε, γ and g/ρ, beside the best constant allocation and balanced growth. */

import * as Plot from '@observablehq/plot';
import type { SteadyStatePanel } from '../allocation/steady-state';
import { type Figure, shade } from './figure';
import { curve } from './marks';
import { type FigureContext, panel } from './panel';
import { colour, stroke, type } from './theme';

/** The parameters that the three panels vary, one at a time. */
export interface SteadyStateBase {
  /** ε */
  readonly trainingExponent: number;
  /** γ */
  readonly revenueExponent: number;
  /** g/ρ */
  readonly growthToDiscount: number;
}

export interface SteadyStateSensitivity {
  readonly panels: readonly SteadyStatePanel[];
  readonly base: SteadyStateBase;
}

const symbols = {
  trainingExponent: 'ε, returns to training',
  revenueExponent: 'γ, returns to capability',
  growthToDiscount: 'g/ρ, growth over discount',
} as const;

/** ρ > g (1 + εγ): the infinite-horizon value exists. */
export function valueExists(at: SteadyStateBase): boolean {
  return at.growthToDiscount * (1 + at.trainingExponent * at.revenueExponent) < 1;
}

/** ρ > g (1 + (γ−1) ε): there is a balanced-growth allocation below one. */
export function turnpikeExists(at: SteadyStateBase): boolean {
  return at.growthToDiscount * (1 + (at.revenueExponent - 1) * at.trainingExponent) < 1;
}

export function steadyStateFigure(
  { panels, base }: SteadyStateSensitivity,
  context: FigureContext = {},
): Figure {
  return {
    name: 'steady-state-sensitivity',
    title: 'Steady-state allocation: Eq. 11 as printed, and what is right',
    description:
      'The balanced-growth allocation is the optimum far from both ends of a long horizon (a turnpike). ' +
      'Shaded: the infinite-horizon value does not exist (light), ' +
      'nor does a balanced-growth allocation below one (dark). Dotted: the published default.',
    legend: [
      { label: 'Eq. 11 as printed', colour: colour.published, mark: 'dashed' },
      { label: 'best constant, εγ/(1+εγ)', colour: colour.true, mark: 'line' },
      { label: 'balanced growth', colour: colour.second, mark: 'line' },
      { label: 'no infinite-horizon value', colour: colour.void, mark: 'area' },
      { label: 'and no turnpike', colour: colour.void, mark: 'double-area' },
    ],
    columns: 3,
    panels: panels.map((one, i) => draw(one, base, i === 0, context)),
  };
}

function draw(
  { parameter, values, paper, bestConstant, balancedGrowth }: SteadyStatePanel,
  base: SteadyStateBase,
  first: boolean,
  context: FigureContext,
): SVGSVGElement {
  const low = values[0];
  const high = values[values.length - 1];
  const at = (value: number) => ({ ...base, [parameter]: value });
  const noValue = threshold((value) => valueExists(at(value)), low, high);
  const noTurnpike = threshold((value) => turnpikeExists(at(value)), low, high);
  const shaded = (from: number) =>
    Plot.rectX([[from, high]], {
      x1: '0',
      x2: '1',
      fill: colour.void,
      fillOpacity: shade,
    });
  return panel(context, {
    height: 240,
    title: `α over ${symbols[parameter]}`,
    description:
      `No infinite-horizon value from ${noValue.toFixed(3)} on; ` +
      `no turnpike from ${noTurnpike.toFixed(3)} on.`,
    x: { label: symbols[parameter].split(',')[0], domain: [low, high] },
    y: { domain: [0, 1.05], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] },
    marks: [
      ...(noValue < high ? [shaded(noValue)] : []),
      ...(noTurnpike < high ? [shaded(noTurnpike)] : []),
      Plot.ruleX([base[parameter]], {
        stroke: colour.ink,
        strokeOpacity: 0.55,
        strokeDasharray: '1.5 3',
      }),
      curve(values, balancedGrowth, { stroke: colour.second, strokeWidth: 2 }),
      curve(values, bestConstant, stroke.true),
      curve(values, paper, stroke.published),
      ...(first
        ? [
            Plot.text([base[parameter]], {
              x: [base[parameter]],
              text: ['published default'],
              frameAnchor: 'bottom',
              textAnchor: 'start',
              dx: 5,
              dy: -6,
              fontSize: type.label,
              fill: colour.ink,
            }),
          ]
        : []),
    ],
  });
}

/** The first value at which a condition fails; `high` where it never does. The conditions fail from some value on. */
function threshold(holds: (value: number) => boolean, low: number, high: number): number {
  if (holds(high)) return high;
  let [yes, no] = [low, high];
  if (!holds(low)) return low;
  for (let i = 0; i < 60; i++) {
    const middle = (yes + no) / 2;
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return no;
}
