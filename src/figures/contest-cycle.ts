/** Best responses that run in a circle: the plane of payoffs, who moves, what that gains, and the mixture instead. */

import * as Plot from '@observablehq/plot';
import type { BestResponseCycle, Equilibrium, Refused } from '../contest/index';
import {
  barsPanel,
  largePanel,
  playerEntry,
  playerLine,
  short,
  subscripted,
  widened,
} from './contest';
import type { Figure, LegendEntry } from './figure';
import { curve, label } from './marks';
import { type FigureContext, panel } from './panel';
import { colour } from './theme';

export interface CycleComparison {
  readonly cycle: BestResponseCycle;
  /** An equilibrium in mixed strategies. */
  readonly mixed?: Equilibrium;
  /** A profile at which first derivatives vanish, and which is no equilibrium. */
  readonly refused?: Refused;
  /** What the refused profile is called. Default 'refused'. */
  readonly refusedName?: string;
  /** Whose payoffs are drawn. Default the first two players'. */
  readonly players?: readonly [number, number];
  /** What a player's strategy of the mixture is called. */
  readonly strategyName?: (player: number, strategy: number) => string;
}

export function contestCycleFigure(given: CycleComparison, context: FigureContext = {}): Figure {
  const { cycle, mixed, refused, refusedName = 'refused' } = given;
  const players = Array.from(cycle.payoffs[0], (_, i) => i);
  const marked: LegendEntry[] = [
    ...(mixed === undefined
      ? []
      : [{ label: 'mixed equilibrium', colour: colour.ink, mark: 'dot' as const }]),
    ...(refused === undefined
      ? []
      : [{ label: refusedName, colour: colour.published, mark: 'circle' as const }]),
  ];
  return {
    name: 'contest-cycle',
    title: 'Best responses that run in a circle',
    description:
      `Each of ${cycle.period} profiles leads to the next as one player changes to a best response; the last leads back to ` +
      'the first.',
    legend: [
      ...players.map((i) =>
        playerEntry(i, cycle.moves.length > 0 ? `player ${i} moves` : undefined),
      ),
      ...marked,
    ],
    columns: 2,
    panels: [
      planePanel(given, context),
      ...gainsPanels(given, context),
      inputsPanel(cycle, context),
      ...(mixed?.mixture === undefined ? [] : [mixturePanel(mixed, given, context)]),
    ],
  };
}

function planePanel(
  { cycle, mixed, refused, players: [a, b] = [0, 1] }: CycleComparison,
  context: FigureContext,
): SVGSVGElement {
  const at = (payoffs: readonly number[]) => [payoffs[a], payoffs[b]] as const;
  const points = cycle.payoffs.map(at);
  const others = [...(mixed ? [at(mixed.payoffs)] : []), ...(refused ? [at(refused.payoffs)] : [])];
  const all = [...points, ...others];
  const arrows = points.map((from, k) => ({
    from,
    to: points[(k + 1) % points.length],
    look: lookOf(cycle, k),
  }));
  const middle = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  return panel(context, {
    ...largePanel,
    title: `Payoffs ${subscripted('U', b)} over ${subscripted('U', a)}`,
    description: points
      .map(([x, y], k) => `${k + 1}: ${x.toPrecision(4)}, ${y.toPrecision(4)}`)
      .join('; '),
    x: {
      label: subscripted('U', a),
      domain: widened(
        all.map(([x]) => x),
        0.1,
      ),
    },
    y: {
      domain: widened(
        all.map(([, y]) => y),
        0.1,
      ),
    },
    marks: [
      ...arrows.map(({ from, to, look }) =>
        Plot.arrow([from], {
          x1: from[0],
          y1: from[1],
          x2: to[0],
          y2: to[1],
          insetStart: 5,
          insetEnd: 6,
          bend: points.length === 2 ? 14 : 0,
          headLength: 9,
          ...look,
        }),
      ),
      Plot.dot(points, { x: '0', y: '1', r: 3.4, fill: colour.ground, stroke: colour.ink }),
      ...(mixed ? [Plot.dot([at(mixed.payoffs)], { x: '0', y: '1', r: 4, fill: colour.ink })] : []),
      ...(refused
        ? [
            Plot.dot([at(refused.payoffs)], {
              x: '0',
              y: '1',
              r: 4.2,
              stroke: colour.published,
              strokeWidth: 1.8,
              fill: colour.ground,
            }),
          ]
        : []),
      ...points.map(([x, y], k) =>
        label(String(k + 1), x, y, {
          anchor: x < middle ? 'end' : 'start',
          dx: x < middle ? -9 : 9,
        }),
      ),
    ],
  });
}

/** The line of who moves from profile k on; of all where everybody moves at once. */
function lookOf({ moves, updateRule }: BestResponseCycle, k: number) {
  if (updateRule === 'simultaneous') return { stroke: colour.ink, strokeWidth: 1.9 };
  return playerLine(moves[k].player);
}

/** None where nobody's move is known. */
function gainsPanels(
  { cycle, refused, refusedName = 'refused' }: CycleComparison,
  context: FigureContext,
): SVGSVGElement[] {
  const rows = [
    ...cycle.moves.map(({ player, gain }, k) => ({
      name: `${k + 1} → ${((k + 1) % cycle.period) + 1}, player ${player}`,
      gain,
      fill: playerLine(player).stroke,
    })),
    ...(refused === undefined
      ? []
      : [
          {
            name: `${refusedName}, player ${refused.deviation.player}`,
            gain: refused.deviation.gain,
            fill: colour.published,
          },
        ]),
  ];
  if (rows.length === 0) return [];
  const bars = {
    title: 'What a move gains who makes it',
    description: rows.map(({ name, gain }) => `${name}: ${gain.toPrecision(4)}`).join('; '),
    rows: rows.map(({ name, gain, fill }) => ({ name, value: gain, fill, text: short(gain) })),
    most: Math.max(...rows.map(({ gain }) => gain)),
  };
  return [barsPanel(bars, context)];
}

function mixturePanel(
  { mixture = [] }: Equilibrium,
  { strategyName = (i, k) => `player ${i}, strategy ${k + 1}` }: CycleComparison,
  context: FigureContext,
): SVGSVGElement {
  const rows = mixture.flatMap((own, i) =>
    own.map(({ probability }, k) => ({
      name: strategyName(i, k),
      value: 100 * probability,
      fill: playerLine(i).stroke,
      text: `${(100 * probability).toFixed(probability === 1 ? 0 : 2)} %`,
    })),
  );
  return barsPanel(
    {
      title: 'The mixed equilibrium: probability of each strategy, %',
      description: rows.map(({ name, text }) => `${name}: ${text}`).join('; '),
      rows,
      most: 100,
    },
    context,
  );
}

/** What each player puts in, all inputs and periods together, from profile to profile and back to the first. */
function inputsPanel(cycle: BestResponseCycle, context: FigureContext): SVGSVGElement {
  const { profiles } = cycle;
  const places = Array.from({ length: profiles.length + 1 }, (_, k) => k);
  const totals = Array.from(profiles[0][0], (_, i) =>
    places.map((k) =>
      profiles[k % profiles.length].reduce(
        (sum, period) => sum + period[i].reduce((own, input) => own + input, 0),
        0,
      ),
    ),
  );
  return panel(context, {
    ...largePanel,
    title: 'What each player puts in, all inputs and periods together',
    description: totals
      .map((path, i) => `Player ${i}: ${path.map((total) => total.toPrecision(4)).join(', ')}.`)
      .join(' '),
    x: {
      label: 'profile',
      domain: [0, profiles.length],
      ticks: places,
      format: (k) => String((Math.round(k) % profiles.length) + 1),
    },
    y: { domain: [0, 1.08 * Math.max(...totals.flat())] },
    marks: totals.flatMap((path, i) => [
      curve(places, path, playerLine(i)),
      Plot.dot(path, { x: places, y: path, r: 2.8, fill: playerLine(i).stroke }),
    ]),
  });
}
