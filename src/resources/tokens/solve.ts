/** The optimum of a model, real and whole, by the way that its curves allow. */

import type { ElementaryFunctions } from '../../engine/backend';
import { pairwiseSum } from '../../numerics/sums';
import { valueInto } from './columns';
import { continuousOptimum } from './continuous';
import { coreOf } from './core';
import { type Curves, LINEAR, none, noStarts } from './curves';
import { dynamicOptimum, workOf } from './dynamic';
import { envelopeOf } from './envelope';
import type { Model } from './model';
import { Steps } from './steps';
import { wholeOptimum } from './whole';

export type Method = 'price' | 'marginal-gains' | 'dynamic-programme' | 'concave-envelope';

export interface Solution {
  readonly method: Method;
  readonly isConcave: boolean;
  /** The optimum in real numbers on the envelope, and its price. */
  readonly real: Float64Array;
  readonly price: number;
  /** The optimum of the envelope in real numbers: no allocation is worth more. */
  readonly bound: number;
  /** The answer. */
  readonly tokens: Float64Array;
  /** By dynamic programming: value of one more token and of the last one. */
  readonly ends: { readonly next: number; readonly last: number } | null;
  /**
   * By dynamic programming: the model, without the levels that no optimum has where it is too large
   * with them.
   */
  readonly searched: Model | null;
}

/** @param workLimit combinations that dynamic programming may look at */
export function solveModel(m: ElementaryFunctions, model: Model, workLimit: number): Solution {
  const envelope = envelopeOf(m, model.curves);
  const { isConcave } = envelope;
  const { price, x: real } = continuousOptimum(m, { ...model, curves: envelope.curves });
  const bound = objectiveOf(m, envelope.curves, real);
  const common = { isConcave, real, price, bound, ends: null, searched: null };
  if (!model.isWhole) {
    const method = isConcave ? 'price' : 'concave-envelope';
    return { ...common, method, tokens: real };
  }
  if (isConcave) {
    const tokens = wholeOptimum(m, { ...model, curves: envelope.curves }, real);
    return { ...common, method: 'marginal-gains', tokens };
  }
  const rounded = roundedFrom(m, model, real);
  const at = { envelope: envelope.curves, real, price };
  const core = coreOf(m, model, at, rounded, objectiveOf(m, model.curves, rounded));
  const found = dynamicOptimum(m, core, workLimit);
  if (found === undefined) return { ...common, method: 'concave-envelope', tokens: rounded };
  const { tokens, next, last } = found;
  const searched = workOf(model) <= workLimit ? model : core;
  return { ...common, method: 'dynamic-programme', tokens, ends: { next, last }, searched };
}

/** Σ g_i(x_i). */
export function objectiveOf(m: ElementaryFunctions, curves: Curves, x: Float64Array): number {
  const values = new Float64Array(curves.count);
  valueInto(m, curves, x, values);
  return pairwiseSum(values);
}

/**
 * The whole allocation nearest to x, then single tokens moved while that gains: feasible, not more.
 */
function roundedFrom(m: ElementaryFunctions, model: Model, x: Float64Array): Float64Array {
  const { curves, regions } = model;
  const nearest = nearestTo(m, model, x);
  if (regions !== null) return nearest;
  const steps = new Steps(m, curves, nearest);
  steps.exchange(100 * curves.count);
  return steps.tokens;
}

/** Curves −(x − z)²/2 on the same bounds: their optimum is the allocation nearest to z. */
export function quadratic(curves: Curves, centre: Float64Array): Curves {
  const zeros = new Float64Array(curves.count);
  return {
    count: curves.count,
    kind: LINEAR,
    kinds: null,
    scale: zeros,
    width: none,
    exponent: none,
    start: noStarts,
    px: none,
    py: none,
    knee: null,
    penalty: 1,
    centre,
    lower: curves.lower,
    upper: curves.upper,
  };
}

/**
 * The feasible allocation nearest to z: the Euclidean projection, or the nearest one in whole
 * tokens.
 */
export function nearestTo(m: ElementaryFunctions, model: Model, z: Float64Array): Float64Array {
  const near = { ...model, curves: quadratic(model.curves, z) };
  const { x } = continuousOptimum(m, near);
  return model.isWhole ? wholeOptimum(m, near, x) : x;
}
