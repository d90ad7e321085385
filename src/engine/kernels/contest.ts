/**
 * The kernels of `contest`: what every backend implements (`assembly/contest/`,
 * `src/engine/javascript/contest/`). The equations stand in `src/contest/model.ts`.
 *
 * Profiles of strategies are flat, [profile][period][player][input]; an input is in the order x_s, x_p, i_s,
 * i_p, z_s, z_p, of which a game has the first 2, 4 or 6.
 */

/** Arrays of `ContestModel.numbers`, each [player][period]. */
export const contestFields = {
  safetyProductivity: 0,
  performanceProductivity: 1,
  safetyElasticity: 2,
  performanceElasticity: 3,
  theta: 4,
  /** w_i/Σw, or n w_i/Σw where risk is multiplicative. */
  weight: 5,
  winFixed: 6,
  winPerPerformance: 7,
  loseFixed: 8,
  losePerPerformance: 9,
  onDisaster: 10,
  /** d_ii, and of a number a player d_i. */
  disasterCost: 11,
  /** γ_t, from period t to the next. */
  discountFactor: 12,
  /** γ_0 … γ_{t−1}; in a last period that goes on for ever, over 1 − γ. */
  discount: 13,
  /** Of odds, or above the mean of the others' odds. */
  threshold: 14,
  penalty: 15,
  /** h: 0, or 1/scale where there may be no winner; the same for all players. */
  offset: 16,
  /** Price of input k at `prices + k`, then as many of a certified player, then as many slopes. */
  prices: 17,
} as const;

/** Where d_ij − d_ii stands for winner j, where disasters have a matrix of costs. */
export const matrixField = (inputs: number, j: number) => contestFields.prices + 3 * inputs + j;

export const riskKinds = ['none', 'winner', 'additive', 'multiplicative'] as const;

/** A game in numbers. */
export interface ContestModel {
  readonly players: number;
  readonly periods: number;
  readonly inputs: 2 | 4 | 6;
  readonly risk: (typeof riskKinds)[number];
  /** What certifies a player: odds of at least a threshold, or of the others' mean and a margin. */
  readonly certification: 'none' | 'absolute' | 'relative';
  readonly endsOnWin: boolean;
  readonly noWinIsDisaster: boolean;
  readonly lastPeriodForever: boolean;
  readonly hasMatrix: boolean;
  /** Whether marginal costs rise with quantities. */
  readonly hasSlopes: boolean;
  readonly numbers: Float64Array;
  /** Functions in place of parts of the game, and the most that can be shared; `javascript` only. */
  readonly components?: {
    readonly functions: ContestFunctions;
    readonly maximumSharing: number;
  };
}

/** Parts of a game that are functions. Arrays are [player], inputs [input]; the last of `void` ones is filled. */
export interface ContestFunctions {
  /** s and p. */
  readonly production?: (
    period: number,
    player: number,
    A: number,
    B: number,
    inputs: Float64Array,
  ) => readonly [number, number];
  readonly risk?: (
    period: number,
    safety: Float64Array,
    performance: Float64Array,
    sigma: Float64Array,
  ) => void;
  readonly contestSuccess?: (period: number, performance: Float64Array, q: Float64Array) => void;
  readonly reward?: (
    period: number,
    player: number,
    winner: number,
    performance: Float64Array,
  ) => number;
  readonly disasterCost?: (period: number, player: number, winner: number | null) => number;
  readonly cost?: (
    period: number,
    player: number,
    inputs: Float64Array,
    safety: Float64Array,
    performance: Float64Array,
    odds: Float64Array,
  ) => number;
}

/** What `states` fills, each [period][player], in this order. */
export const stateNames = [
  'safetyProductivity',
  'performanceProductivity',
  'safety',
  'performance',
  'odds',
  'safeIfWins',
  'winProbability',
  'survival',
  'periodPayoffs',
] as const;

/** Whose best response is sought, and to what. */
export interface ContestResponse {
  readonly player: number;
  /** What rivals may play, one profile after the other; the player's own part is not read. */
  readonly profiles: Float64Array;
  /** How likely each of these is. */
  readonly weights: Float64Array;
  /** What counts as a unit of each input, > 0. */
  readonly units: Float64Array;
  /** What counts as a unit of payoff, > 0. */
  readonly scale: number;
  readonly maximumSharing: number;
  readonly maxIterations: number;
  /** Of the first derivatives in these units. */
  readonly tolerance: number;
}

export interface ContestKernels {
  /**
   * U_i of `count` profiles, [profile][player]: of all players (`player` −1), or of one, and what stands
   * for the others is left as it is.
   */
  payoffs(
    model: ContestModel,
    player: number,
    count: number,
    strategies: Float64Array,
    payoffs: Float64Array,
  ): void;
  /** Payoffs, and each player's derivatives of the own payoff, shaped as the strategies. */
  gradient(
    model: ContestModel,
    player: number,
    count: number,
    strategies: Float64Array,
    payoffs: Float64Array,
    gradient: Float64Array,
  ): void;
  /** Derivatives of every player's payoff by every strategy: [profile][whose payoff], then as a profile. */
  jacobian(
    model: ContestModel,
    player: number,
    count: number,
    strategies: Float64Array,
    payoffs: Float64Array,
    jacobian: Float64Array,
  ): void;
  /**
   * From each of some own strategies [start][period][input] a local best response, put in its place, and what
   * it is worth; equations (14)–(16) of `src/contest/model.ts`. Returns the number of evaluations.
   */
  respond(
    model: ContestModel,
    response: ContestResponse,
    starts: Float64Array,
    values: Float64Array,
  ): number;
  /** The arrays of `stateNames` of one profile, one behind the other. */
  states(model: ContestModel, strategies: Float64Array, states: Float64Array): void;
}
