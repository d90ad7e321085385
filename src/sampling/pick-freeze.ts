/**
 * Variances that subsets of inputs account for, from pairs of points that share those inputs.
 *
 * p and e are values of f at independent points. q is a value at a point that shares a subset u of inputs with
 * that of p and, the rest following from the same random numbers, is as near as can be to that of e. Then
 *
 *     closed      V_u = Var E(f | u) = Cov(p, q)
 *     complement  W_u = E Var(f | rest) = ½ E(e − q)²      (independent inputs; Jansen)
 *
 *     (1)  ρ_u = V_u / V ≈ Σ (p − c)(q − c − β(e − c)) / Σ ½((p − c)² + (q − c)²)
 *     (2)  β = 1 − Σ ½(e − q)² / (n V̂), held to [0, 1]
 *
 * with c and V̂ the mean and the variance of all values there are. As Cov(p, e) = 0, any β is allowed. β = 0 is
 * the estimator of Monod and Janon, of the least variance among those that know p and q alone; β = 1, with V̂
 * below the fraction, that of Saltelli (2010), which is exact for inputs without effect and as bad as any for
 * an input that does everything. (2) is the regression coefficient of q on e, the best choice where p and e
 * are independent: (1) is then at least about as good as both.
 *
 * Errors: R independent replicates give sums a_r and b_r of a ratio S = Σa/Σb; to first order in 1/n it is off by
 * the average of δ_r = R (a_r − S b_r) / Σb, whose standard error is √(Σδ_r² / (R(R−1))).
 *
 * Sources: M. J. W. Jansen, Computer Physics Communications 117 (1999); A. Saltelli et al., ibid. 181 (2010);
 * A. Janon et al., ESAIM: Probability and Statistics 18 (2014).
 */

import type { ElementaryFunctions } from '../engine/backend';
import { studentQuantile } from '../numerics/student';

/** An estimate and its confidence interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
}

/** A number and how far each replicate draws it away; the deviations add up to 0 but for rounding. */
export interface Pooled {
  readonly value: number;
  readonly deviations: Float64Array;
}

// what is summed over the points of a replicate: n, then of p and e, then of each q
const head = 6;
const each = 4;

/** Sums of one replicate. Values are taken from `shift`, so that a large mean costs no digits. */
export class PickFreezeSums {
  readonly sums: Float64Array;

  constructor(
    subsets: number,
    readonly shift: number,
  ) {
    this.sums = new Float64Array(head + each * subsets);
  }

  /** Points at which p and e are known. */
  addPairs(p: Float64Array, e: Float64Array, count: number): void {
    const { sums, shift } = this;
    let [n, sp, se, pp, ee, pe] = sums;
    for (let i = 0; i < count; i++) {
      const x = p[i] - shift;
      const y = e[i] - shift;
      sp += x;
      se += y;
      pp += x * x;
      ee += y * y;
      pe += x * y;
    }
    n += count;
    sums.set([n, sp, se, pp, ee, pe]);
  }

  /** The same points with q of subset k. */
  addSubset(k: number, p: Float64Array, e: Float64Array, q: Float64Array, count: number): void {
    const { sums, shift } = this;
    const at = head + each * k;
    let [sq, qq, pq, apart] = sums.subarray(at, at + each);
    for (let i = 0; i < count; i++) {
      const y = q[i] - shift;
      const difference = e[i] - q[i];
      sq += y;
      qq += y * y;
      pq += (p[i] - shift) * y;
      apart += difference * difference;
    }
    sums.set([sq, qq, pq, apart], at);
  }
}

/** Estimates from the sums of all replicates. */
export class PickFreeze {
  readonly mean: number;
  readonly variance: number;
  /** Number of values of f. */
  readonly evaluations: number;
  private readonly center: number;

  constructor(private readonly replicates: readonly PickFreezeSums[]) {
    let count = 0;
    let sum = 0;
    for (const { sums } of replicates) {
      count += sums[0] * (2 + (sums.length - head) / each);
      sum += sums[1] + sums[2];
      for (let at = head; at < sums.length; at += each) sum += sums[at];
    }
    this.evaluations = count;
    this.center = sum / count;
    this.mean = replicates[0].shift + this.center;
    let squares = 0;
    for (const { sums } of replicates) squares += this.squares(sums);
    this.variance = Math.max(0, squares / count);
  }

  /** ρ_u of subset k. */
  closed(k: number): Pooled {
    const at = head + each * k;
    const c = this.center;
    let apart = 0;
    let points = 0;
    let isSame = this.variance > 0;
    for (const { sums } of this.replicates) {
      points += sums[0];
      apart += sums[at + 3];
      isSame &&= sums[3] === sums[at + 2] && sums[at + 1] === sums[at + 2];
    }
    // q is p: f depends on nothing else
    if (isSame) return { value: 1, deviations: new Float64Array(this.replicates.length) };
    const beta = Math.min(Math.max(0, 1 - (0.5 * apart) / (points * this.variance)), 1);
    return this.ratio((sums) => {
      const [n, sp, se, pp, , pe] = sums;
      const [sq, qq, pq] = sums.subarray(at, at + each);
      return [
        pq - beta * pe - c * (sq - beta * se) - c * (1 - beta) * (sp - n * c),
        0.5 * (pp + qq) - c * (sp + sq - n * c),
      ];
    });
  }

  /** W_u / V of subset k. */
  complement(k: number): Pooled {
    return this.ratio((sums) => {
      const n = sums[0];
      const values = n * (2 + (sums.length - head) / each);
      return [0.5 * sums[head + each * k + 3], (this.squares(sums) * n) / values];
    });
  }

  /** Σ (value − c)² over a replicate. */
  private squares(sums: Float64Array): number {
    const c = this.center;
    const values = sums[0] * (2 + (sums.length - head) / each);
    let square = sums[3] + sums[4];
    let sum = sums[1] + sums[2];
    for (let at = head; at < sums.length; at += each) {
      sum += sums[at];
      square += sums[at + 1];
    }
    return square - 2 * c * sum + values * c * c;
  }

  /** Σa/Σb over the replicates; 0 where nothing varies. */
  private ratio(parts: (sums: Float64Array) => readonly [number, number]): Pooled {
    const R = this.replicates.length;
    const pairs = this.replicates.map(({ sums }) => parts(sums));
    let above = 0;
    let below = 0;
    for (const [a, b] of pairs) {
      above += a;
      below += b;
    }
    if (!(below > 0 && this.variance > 0)) return { value: 0, deviations: new Float64Array(R) };
    const value = above / below;
    return {
      value,
      deviations: Float64Array.from(pairs, ([a, b]) => (R * (a - value * b)) / below),
    };
  }
}

/** Σ weights · terms. */
export function combination(terms: readonly (readonly [number, Pooled])[], R: number): Pooled {
  let value = 0;
  const deviations = new Float64Array(R);
  for (const [weight, term] of terms) {
    value += weight * term.value;
    for (let r = 0; r < R; r++) deviations[r] += weight * term.deviations[r];
  }
  return { value, deviations };
}

/** Intervals of a confidence, by Student's t with R − 1 degrees of freedom. */
export function intervals(
  math: ElementaryFunctions,
  confidence: number,
  R: number,
): (pooled: Pooled) => Estimate {
  const t = studentQuantile(math, confidence, R - 1);
  return ({ value, deviations }) => {
    let squares = 0;
    for (const deviation of deviations) squares += deviation * deviation;
    const standardError = Math.sqrt(squares / (R * (R - 1)));
    const reach = t * standardError;
    return { value, low: value - reach, high: value + reach, standardError };
  };
}
