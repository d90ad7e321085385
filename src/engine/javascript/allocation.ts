/**
 * The forward–backward sweep in plain JavaScript: typed arrays, logarithms instead of powers, no
 * allocation inside the iteration. The mathematics is derived in `assembly/allocation/sweep.ts`.
 */

import type {
  AllocationKernels,
  SweepBuffers,
  SweepOptions,
  SweepOutcome,
  SweepParameters,
} from '../kernels/allocation';

/** The weight of the very first step; Anderson's combination needs two points to begin. */
const firstWeight = 0.5;

/** Weights of a cell's parabola against the exponential, an array each of a value a cell. */
interface Weights {
  /** e^{−ah} and e^{−ah/2}. */
  readonly whole: Float64Array;
  readonly half: Float64Array;
  readonly w0: Float64Array;
  readonly wm: Float64Array;
  readonly w1: Float64Array;
  readonly v0: Float64Array;
  readonly vm: Float64Array;
  readonly v1: Float64Array;
}

/** I_n(z) = ∫₀¹ e^{−z(1−x)} xⁿ dx, n = 0, 1, 2: by the recurrence, or from a series where that cancels. */
function moments(z: number): [number, number, number] {
  if (z >= 1) {
    const i0 = (1 - Math.exp(-z)) / z;
    const i1 = (1 - i0) / z;
    return [i0, i1, (1 - 2 * i1) / z];
  }
  let term = 1 / 3;
  let i2 = term;
  for (let k = 4; Math.abs(term) > 1e-18; k++) {
    term *= -z / k;
    i2 += term;
  }
  const i1 = 0.5 * (1 - z * i2);
  return [1 - z * i1, i1, i2];
}

/** The weights of `assembly/allocation/weights.ts` for the decay rate a. */
function weightsOf(length: Float64Array, a: number): Weights {
  const n = length.length;
  const array = () => new Float64Array(n);
  const w = {
    whole: array(),
    half: array(),
    w0: array(),
    wm: array(),
    w1: array(),
    v0: array(),
    vm: array(),
    v1: array(),
  };
  const all = Object.values(w);
  for (let k = 0; k < n; k++) {
    const h = length[k];
    if (k > 0 && h === length[k - 1]) {
      for (const values of all) values[k] = values[k - 1];
      continue;
    }
    const z = a * h;
    let [i0, i1, i2] = moments(z);
    w.whole[k] = Math.exp(-z);
    w.w0[k] = h * (i0 - 3 * i1 + 2 * i2);
    w.wm[k] = 4 * h * (i1 - i2);
    w.w1[k] = h * (2 * i2 - i1);
    [i0, i1, i2] = moments(0.5 * z);
    w.half[k] = Math.exp(-0.5 * z);
    w.v0[k] = 0.25 * h * (2 * i0 - 3 * i1 + i2);
    w.vm[k] = 0.5 * h * (2 * i1 - i2);
    w.v1[k] = 0.25 * h * (i2 - i1);
  }
  return w;
}

class Sweep {
  private readonly n: number;
  private readonly size: number;
  private readonly rate: Float64Array;
  private readonly logCapability: Float64Array;
  private readonly ahead: Weights;
  private readonly back: Weights;

  constructor(
    private readonly p: SweepParameters,
    private readonly b: SweepBuffers,
  ) {
    this.n = b.length.length;
    this.size = 2 * this.n + 1;
    this.rate = new Float64Array(this.size);
    this.logCapability = new Float64Array(this.size);
    this.ahead = weightsOf(b.length, p.depreciation);
    this.back = weightsOf(b.length, p.discountRate + p.depreciation);
  }

  /** M from α: (6)–(7) of the kernel. */
  forward(): void {
    const { n, size } = this;
    const { allocation, logCompute, capability } = this.b;
    const { rate } = this;
    const { whole, half, w0, wm, w1, v0, vm, v1 } = this.ahead;
    const { trainingEfficiency, trainingExponent } = this.p;
    for (let j = 0; j < size; j++) {
      rate[j] =
        trainingEfficiency * Math.exp(trainingExponent * (Math.log(allocation[j]) + logCompute[j]));
    }
    let m = this.p.initialCapability;
    capability[0] = m;
    for (let k = 0; k < n; k++) {
      const left = rate[k];
      const middle = rate[n + 1 + k];
      const right = rate[k + 1];
      const mid = half[k] * m + (v0[k] * left + vm[k] * middle + v1[k] * right);
      capability[n + 1 + k] = Math.max(mid, Number.MIN_VALUE);
      m = whole[k] * m + (w0[k] * left + wm[k] * middle + w1[k] * right);
      capability[k + 1] = Math.max(m, Number.MIN_VALUE);
    }
  }

  /** μ from α and M: (8)–(9) of the kernel. */
  backward(): void {
    const { n, size } = this;
    const { allocation, logCompute, capability, costate } = this.b;
    const { rate, logCapability } = this;
    const { whole, half, w0, wm, w1, v0, vm, v1 } = this.back;
    const { revenueExponent, revenueEfficiency } = this.p;
    const factor = revenueExponent * revenueEfficiency;
    for (let j = 0; j < size; j++) {
      const logM = Math.log(capability[j]);
      logCapability[j] = logM;
      rate[j] =
        factor * Math.exp((revenueExponent - 1) * logM + logCompute[j]) * (1 - allocation[j]);
    }
    let l = this.p.salvageValue;
    costate[n] = l;
    for (let k = n - 1; k >= 0; k--) {
      const left = rate[k];
      const middle = rate[n + 1 + k];
      const right = rate[k + 1];
      const mid = half[k] * l + (v0[k] * right + vm[k] * middle + v1[k] * left);
      costate[n + 1 + k] = Math.max(0, mid);
      l = whole[k] * l + (w0[k] * right + wm[k] * middle + w1[k] * left);
      costate[k] = Math.max(0, l);
    }
  }

  /** α̂ from M and μ: (10) of the kernel. */
  maximize(out: Float64Array): void {
    const { size } = this;
    const { costate, logCompute } = this.b;
    const { logCapability } = this;
    const p = this.p;
    const constant = Math.log((p.trainingEfficiency * p.trainingExponent) / p.revenueEfficiency);
    const power = 1 / (1 - p.trainingExponent);
    for (let j = 0; j < size; j++) {
      const logRatio = Math.log(costate[j]) + constant - p.revenueExponent * logCapability[j];
      const logShare = logRatio * power - logCompute[j];
      out[j] = logShare < 0 ? Math.exp(logShare) : 1;
    }
  }
}

function forwardBackwardSweep(
  parameters: SweepParameters,
  buffers: SweepBuffers,
  options: SweepOptions,
): SweepOutcome {
  const { allocation, history } = buffers;
  const { relaxation } = options;
  const undamped = 1 - relaxation;
  const sweep = new Sweep(parameters, buffers);
  const size = allocation.length;
  const residual = new Float64Array(size);
  const image = new Float64Array(size);
  const step = [new Float64Array(size), new Float64Array(size)]; // ΔF
  const move = [new Float64Array(size), new Float64Array(size)]; // ΔG, G = α̂
  const gram = [0, 0, 0]; // ⟨ΔF₀,ΔF₀⟩, ⟨ΔF₀,ΔF₁⟩, ⟨ΔF₁,ΔF₁⟩
  const maximizer = new Float64Array(size);

  for (let iteration = 1; iteration <= options.maxIterations; iteration++) {
    sweep.forward();
    sweep.backward();
    sweep.maximize(maximizer);

    let worst = 0;
    for (let j = 0; j < size; j++) {
      const change = Math.abs(maximizer[j] - allocation[j]);
      if (!(change <= worst)) worst = change;
    }
    history[iteration - 1] = worst;
    if (!(worst <= 1) || !Number.isFinite(buffers.costate[0] + buffers.capability[size >> 1])) {
      return { iterations: iteration, status: 'diverged' };
    }
    if (worst <= options.tolerance) {
      allocation.set(maximizer);
      return { iterations: iteration, status: 'converged' };
    }
    if (iteration === options.maxIterations) break;

    if (!options.accelerate) {
      for (let j = 0; j < size; j++) {
        allocation[j] += relaxation * (maximizer[j] - allocation[j]);
      }
      continue;
    }

    if (iteration === 1) {
      for (let j = 0; j < size; j++) {
        residual[j] = maximizer[j] - allocation[j];
        image[j] = maximizer[j];
        allocation[j] += Math.min(firstWeight, relaxation) * residual[j];
      }
      continue;
    }
    const now = iteration & 1;
    const F0 = step[now];
    const G0 = move[now];
    const F1 = step[now ^ 1];
    const G1 = move[now ^ 1];
    let f0f0 = 0;
    let f0f1 = 0;
    let f0r = 0;
    let f1r = 0;
    for (let j = 0; j < size; j++) {
      const r = maximizer[j] - allocation[j];
      const f0 = r - residual[j];
      F0[j] = f0;
      G0[j] = maximizer[j] - image[j];
      residual[j] = r;
      image[j] = maximizer[j];
      f0f0 += f0 * f0;
      f0f1 += f0 * F1[j];
      f0r += f0 * r;
      f1r += F1[j] * r;
    }
    const f1f1 = gram[2];
    const determinant = f0f0 * f1f1 - f0f1 * f0f1;
    let a = 0;
    let b = 0;
    if (determinant > 1e-10 * f0f0 * f1f1) {
      a = (f0r * f1f1 - f1r * f0f1) / determinant;
      b = (f1r * f0f0 - f0r * f0f1) / determinant;
    } else if (f0f0 > 0) {
      a = f0r / f0f0;
    }
    gram[2] = f0f0;
    for (let j = 0; j < size; j++) {
      const next =
        maximizer[j] - a * G0[j] - b * G1[j] - undamped * (residual[j] - a * F0[j] - b * F1[j]);
      allocation[j] = Math.max(0, Math.min(1, next));
    }
  }
  return { iterations: options.maxIterations, status: 'iteration-limit' };
}

export const allocationKernels: AllocationKernels = { forwardBackwardSweep };
