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
} from '../../allocation/kernels';

/** The weight of the very first step; Anderson's combination needs two points to begin. */
const firstWeight = 0.5;

interface Scratch {
  readonly rate: Float64Array;
  readonly logCapability: Float64Array;
  /** e^{−δh} and e^{−δh/2} a cell. */
  readonly whole: Float64Array;
  readonly half: Float64Array;
  /** e^{−(ρ+δ)h} and e^{−(ρ+δ)h/2} a cell. */
  readonly wholeBack: Float64Array;
  readonly halfBack: Float64Array;
}

class Sweep {
  private readonly n: number;
  private readonly size: number;
  private readonly scratch: Scratch;

  constructor(
    private readonly p: SweepParameters,
    private readonly b: SweepBuffers,
  ) {
    this.n = b.length.length;
    this.size = 2 * this.n + 1;
    this.scratch = {
      rate: new Float64Array(this.size),
      logCapability: new Float64Array(this.size),
      whole: new Float64Array(this.n),
      half: new Float64Array(this.n),
      wholeBack: new Float64Array(this.n),
      halfBack: new Float64Array(this.n),
    };
    const back = p.discountRate + p.depreciation;
    for (let k = 0; k < this.n; k++) {
      this.scratch.whole[k] = Math.exp(-p.depreciation * b.length[k]);
      this.scratch.half[k] = Math.exp(-0.5 * p.depreciation * b.length[k]);
      this.scratch.wholeBack[k] = Math.exp(-back * b.length[k]);
      this.scratch.halfBack[k] = Math.exp(-0.5 * back * b.length[k]);
    }
  }

  /** M from α: (6)–(7) of the kernel. */
  forward(): void {
    const { n, size } = this;
    const { allocation, logCompute, capability, length } = this.b;
    const { rate, whole, half } = this.scratch;
    const { trainingEfficiency, trainingExponent } = this.p;
    for (let j = 0; j < size; j++) {
      rate[j] =
        trainingEfficiency * Math.exp(trainingExponent * (Math.log(allocation[j]) + logCompute[j]));
    }
    let m = this.p.initialCapability;
    capability[0] = m;
    for (let k = 0; k < n; k++) {
      const R = whole[k];
      const r = half[k];
      const left = rate[k];
      const middle = rate[n + 1 + k];
      const right = rate[k + 1];
      capability[n + 1 + k] = r * m + (length[k] / 24) * (5 * r * left + 8 * middle - right / r);
      m = R * m + (length[k] / 6) * (R * left + 4 * r * middle + right);
      capability[k + 1] = m;
    }
  }

  /** μ from α and M: (8)–(9) of the kernel. */
  backward(): void {
    const { n, size } = this;
    const { allocation, logCompute, capability, costate, length } = this.b;
    const { rate, logCapability, wholeBack, halfBack } = this.scratch;
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
      const R = wholeBack[k];
      const r = halfBack[k];
      const left = rate[k];
      const middle = rate[n + 1 + k];
      const right = rate[k + 1];
      const mid = r * l + (length[k] / 24) * (5 * r * right + 8 * middle - left / r);
      costate[n + 1 + k] = Math.max(0, mid);
      l = R * l + (length[k] / 6) * (left + 4 * r * middle + R * right);
      costate[k] = l;
    }
  }

  /** α̂ from M and μ: (10) of the kernel. */
  maximize(out: Float64Array): void {
    const { size } = this;
    const { costate, logCompute } = this.b;
    const { logCapability } = this.scratch;
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
