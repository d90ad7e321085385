/**
 * Stochastic gradients of a mean f = Σ f_i / N: batches of terms drawn with replacement,
 *
 *     x⁺ = P(x − t_k · mean of ∇f_i(x) over the batch),   t_k = t / √(1 + k/K),  K = N / batch,      (RC8)
 *
 * and the mean of the iterates since the last power of 2 of epochs but one (half of them or more), which converges where single iterates only hover.
 * Once in an epoch of K steps that mean is looked at with the whole gradient.
 *
 * Sources: H. Robbins, S. Monro, Ann. Math. Stat. 22 (1951) 400; B. T. Polyak, A. B. Juditsky, SIAM J. Control
 * Optim. 30 (1992) 838 (means); A. Nemirovski et al., SIAM J. Optim. 19 (2009) 1574 (steps in 1/√k).
 */

import type { Backend } from '../../engine/backend';
import { designOf } from '../../sampling/designs';
import type { Seed } from '../../sampling/seed-sequence';
import { Breakdown, type Descent, moved, pointAt, type Steps } from './descent';
import { gradientOf } from './objective';

export interface FiniteSum {
  /** N, 1 … 2³¹. */
  readonly count: number;
  /** ∇f_i(x), 0 ≤ i < N. */
  readonly gradient: (i: number, x: Float64Array) => readonly number[] | Float64Array;
}

export interface Draws {
  readonly sum: FiniteSum;
  readonly batch: number;
  readonly seed: Seed;
}

/** Σ ∇f_i / N. */
export function wholeGradient(
  { count, gradient }: FiniteSum,
  n: number,
): (x: Float64Array) => Float64Array {
  return (x) => {
    const mean = new Float64Array(n);
    for (let i = 0; i < count; i++) {
      const g = gradientOf(gradient(i, x.slice()), n, 'sum.gradient');
      for (let j = 0; j < n; j++) mean[j] += g[j];
    }
    return mean.map((value) => value / count);
  };
}

export function* stochasticSteps(descent: Descent, backend: Backend, draws: Draws): Steps {
  const { sum, batch, seed } = draws;
  const { region, start, step = 0.1 } = descent;
  const n = start.length;
  const inEpoch = Math.max(1, Math.ceil(sum.count / batch));
  // sums of the epochs since the last power of 2, and of those between it and the power before
  let recent = new Float64Array(n);
  let older = new Float64Array(n);
  let [recently, before] = [0, 0];
  let x = start;
  yield pointAt(descent, x);
  for (let epoch = 0; ; epoch++) {
    // as many points of a stream as an epoch has draws
    const design = designOf(
      backend,
      { design: 'random', samples: inEpoch * batch, dimensions: 1, seed },
      [epoch],
    );
    const drawn = design.fill(0, inEpoch * batch);
    const mean = new Float64Array(n);
    for (let k = 0; k < inEpoch; k++) {
      const g = new Float64Array(n);
      for (let b = 0; b < batch; b++) {
        const i = Math.min(sum.count - 1, Math.floor(drawn[k * batch + b] * sum.count));
        const term = gradientOf(sum.gradient(i, x.slice()), n, 'sum.gradient');
        for (let j = 0; j < n; j++) g[j] += term[j] / batch;
      }
      const bad = g.find((value) => !Number.isFinite(value));
      if (bad !== undefined) throw new Breakdown({ of: 'gradient', value: bad, x });
      x = moved(region, x, g, step / Math.sqrt(1 + epoch + k / inEpoch));
      for (let j = 0; j < n; j++) mean[j] += x[j] / inEpoch;
    }
    if (epoch > 0 && (epoch & (epoch - 1)) === 0) {
      [older, before] = [recent, recently];
      [recent, recently] = [new Float64Array(n), 0];
    }
    for (let j = 0; j < n; j++) recent[j] += mean[j];
    recently++;
    yield pointAt(
      descent,
      recent.map((total, j) => (total + older[j]) / (recently + before)),
    );
  }
}
