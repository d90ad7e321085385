/** What the figures of `compliance` share: the look of the three actions, and symbols with words. */

import * as Plot from '@observablehq/plot';
import type { Action } from '../compliance/model';
import type { ComplianceName } from '../compliance/parameters';
import type { LegendEntry } from './figure';
import { colour } from './theme';

/** Blue, grey and amber stay apart in every common colour blindness; regions are named as well. */
export const actionColours: Readonly<Record<Action, string>> = {
  comply: colour.true,
  evade: colour.fifth,
  split: colour.fourth,
};

export const actionEntries: readonly LegendEntry[] = [
  { label: 'comply', colour: actionColours.comply, mark: 'bar' },
  { label: 'evade', colour: actionColours.evade, mark: 'bar' },
  { label: 'split', colour: actionColours.split, mark: 'bar' },
];

const names: Readonly<Record<ComplianceName, { symbol: string; words: string }>> = {
  benefit: { symbol: 'B', words: 'benefit' },
  auditRate: { symbol: 'a', words: 'audit rate' },
  detection: { symbol: 'd', words: 'detection' },
  fine: { symbol: 'F', words: 'fine' },
  splitCost: { symbol: 'c', words: 'cost of splitting' },
  coordination: { symbol: 'σ', words: 'coordination' },
};

/** 'σ, coordination'. */
export function named(name: ComplianceName): string {
  return `${names[name].symbol}, ${names[name].words}`;
}

/** Something measured, and how far it may be off to either side. */
interface Measured {
  /** The row it stands in. */
  readonly row: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Points with bars of error, in rows; `shift` moves them within the row. */
export function measured(
  points: readonly Measured[],
  options: { readonly stroke: string; readonly shift: number; readonly hollow?: boolean },
): Plot.Markish[] {
  const { stroke, shift, hollow = false } = options;
  return [
    Plot.ruleY(points, { y: 'row', x1: 'low', x2: 'high', stroke, strokeWidth: 1.6, dy: shift }),
    Plot.dot(points, {
      y: 'row',
      x: 'value',
      r: 3.2,
      stroke,
      strokeWidth: 1.7,
      fill: hollow ? colour.ground : stroke,
      dy: shift,
    }),
  ];
}

/** Percentage points, for axes. */
export const points = (share: number): number => 100 * share;
