/**
 * An irreducible infeasible subsystem by deletion (Chinneck and Dravnieks 1991): what Farkas' weights touch
 * is infeasible by itself; one bound after another is taken out, and stays out where the rest is still
 * infeasible.
 */

import type { Highs } from 'highs';
import { contradiction } from '../certificate/farkas';
import type { Model } from '../model';
import { Elastic } from './elastic';

/** One side of a row or of a column's bounds. */
export interface BoundItem {
  readonly kind: 'row' | 'column';
  readonly index: number;
  readonly side: 'lower' | 'upper';
}

export interface FlatConflict {
  readonly items: readonly BoundItem[];
  readonly irreducible: boolean;
}

/** More bounds than this are not deleted one by one. */
const mostItems = 300;

/** The bounds that weights use. */
export function supportOf(model: Model, y: Float64Array): BoundItem[] {
  const items: BoundItem[] = [];
  const { combined } = contradiction(model, y);
  for (let index = 0; index < model.rows; index++) {
    if (y[index] !== 0) items.push({ kind: 'row', index, side: y[index] > 0 ? 'lower' : 'upper' });
  }
  for (let index = 0; index < model.columns; index++) {
    const value = combined[index];
    if (value !== 0) items.push({ kind: 'column', index, side: value > 0 ? 'upper' : 'lower' });
  }
  return items;
}

/** @param y weights that prove the model infeasible */
export function conflictOf(
  highs: Highs,
  model: Model,
  y: Float64Array,
  isLate: () => boolean,
): { conflict: FlatConflict; y: Float64Array } {
  let items = supportOf(model, y);
  let weights = y;
  if (items.length > mostItems || isLate()) {
    return { conflict: { items, irreducible: false }, y };
  }
  const elastic = new Elastic(highs, model);
  try {
    keep(elastic, model, items);
    const needed = new Set<string>();
    let isSure = true;
    for (;;) {
      const item = items.find((candidate) => !needed.has(keyOf(candidate)));
      if (item === undefined) break;
      const without = items.filter((other) => other !== item);
      keep(elastic, model, without);
      const { isFeasible, y: found } = elastic.attempt();
      const proof = found === null ? null : contradiction(elastic.model, found);
      if (!isFeasible && found !== null && proof?.holds) {
        items = supportOf(elastic.model, found);
        weights = found;
      } else {
        // a point that meets all the others shows that this one is needed
        isSure &&= isFeasible;
        needed.add(keyOf(item));
      }
      if (isLate()) return { conflict: { items, irreducible: false }, y: weights };
    }
    return { conflict: { items, irreducible: isSure }, y: weights };
  } finally {
    elastic.dispose();
  }
}

function keyOf({ kind, index, side }: BoundItem): string {
  return `${kind} ${index} ${side}`;
}

/** Leaves the model only these bounds. */
function keep(elastic: Elastic, model: Model, items: readonly BoundItem[]): void {
  const kept = new Set(items.map(keyOf));
  const low = (kind: BoundItem['kind'], index: number, value: number) =>
    kept.has(keyOf({ kind, index, side: 'lower' })) ? value : Number.NEGATIVE_INFINITY;
  const high = (kind: BoundItem['kind'], index: number, value: number) =>
    kept.has(keyOf({ kind, index, side: 'upper' })) ? value : Number.POSITIVE_INFINITY;
  const now = elastic.model;
  for (let i = 0; i < model.rows; i++) {
    const [lower, upper] = [low('row', i, model.rowLower[i]), high('row', i, model.rowUpper[i])];
    if (now.rowLower[i] !== lower || now.rowUpper[i] !== upper) elastic.setRow(i, lower, upper);
  }
  for (let j = 0; j < model.columns; j++) {
    const [lower, upper] = [low('column', j, model.lower[j]), high('column', j, model.upper[j])];
    if (now.lower[j] !== lower || now.upper[j] !== upper) elastic.setColumn(j, lower, upper);
  }
}
