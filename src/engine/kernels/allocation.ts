/**
 * The kernels of `allocation`: what every backend implements (`assembly/allocation/`,
 * `src/engine/javascript/allocation.ts`).
 *
 * Mesh functions are stored as the n+1 values at the nodes followed by the n values at the cells'
 * midpoints, 2n+1 in all:
 *
 *     index   0 … n              n+1 … 2n
 *     point   t_0 … t_n          (t_0+t_1)/2 … (t_{n−1}+t_n)/2
 */

/** The numbers of the sweep, named as in the paper. */
export interface SweepParameters {
  readonly trainingEfficiency: number;
  readonly revenueEfficiency: number;
  readonly trainingExponent: number;
  readonly revenueExponent: number;
  readonly discountRate: number;
  readonly initialCapability: number;
  readonly depreciation: number;
  /** μ(T) = S. */
  readonly salvageValue: number;
}

export interface SweepOptions {
  /** Stop when max |α̂ − α| ≤ tolerance. */
  readonly tolerance: number;
  readonly maxIterations: number;
  /** Weight ω of the update α ← α + ω (α̂ − α) where Anderson's combination is not used. */
  readonly relaxation: number;
  /** Whether Anderson acceleration (depth 2) is used. */
  readonly accelerate: boolean;
}

/** Buffers of one sweep; mesh functions have 2n+1 values. */
export interface SweepBuffers {
  /** h_k, the n lengths of the cells. */
  readonly length: Float64Array;
  /** ln C at nodes and midpoints (−∞ where there is no compute). */
  readonly logCompute: Float64Array;
  /** In: the first control. Out: the control, α = α̂(M, μ). */
  readonly allocation: Float64Array;
  /** Out: M. */
  readonly capability: Float64Array;
  /** Out: μ = e^{ρt} λ, the costate in current value. */
  readonly costate: Float64Array;
  /** Out: max |α̂ − α| of each iteration; at least maxIterations long. */
  readonly history: Float64Array;
}

export interface SweepOutcome {
  readonly iterations: number;
  readonly status: 'converged' | 'iteration-limit' | 'diverged';
}

export interface AllocationKernels {
  /** The forward–backward sweep of `assembly/allocation/sweep.ts`. */
  forwardBackwardSweep(
    parameters: SweepParameters,
    buffers: SweepBuffers,
    options: SweepOptions,
  ): SweepOutcome;
}
