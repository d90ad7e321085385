/**
 * The block of a contest: some strategy profiles of one game, laid out for two lanes.
 *
 * A column is one period of one profile, column c = profile * T + t. Every array below has a row of C
 * columns for each player; C is the number of columns rounded up to a whole number of pairs (what is in
 * the padding is computed and never read). Two neighbouring columns fill a vector: sums over players are
 * then vertical, for any number of players, and powers are taken of whole arrays.
 *
 *     | head, 16 i32 | rows of C f64 for columns alone | arrays of players x C f64 ... |
 *
 *     arrays: the model (17, three for each input, one for each player where d_ij is a matrix),
 *     inputs x_k, gradient (for each input; for each player and input where all are asked for), work
 *
 * The host calls contestHead, contestPrepare with the model, contestGather with profiles, contestEvaluate and
 * contestScatter; src/engine/wasm/contest.ts.
 */

/** i32 of the head, by byte. */
const PLAYERS: i32 = 0;
const COLUMNS: i32 = 4;
const PERIODS: i32 = 8;
const PROFILES: i32 = 12;
const INPUTS: i32 = 16;
const RISK: i32 = 20;
const CERTIFICATION: i32 = 24;
const FLAGS: i32 = 28;
const HEAD_BYTES: i32 = 64;

// @ts-ignore: decorator
@inline
export function players(block: i32): i32 {
  return load<i32>(block, PLAYERS);
}
// @ts-ignore: decorator
@inline
export function periods(block: i32): i32 {
  return load<i32>(block, PERIODS);
}
// @ts-ignore: decorator
@inline
export function profiles(block: i32): i32 {
  return load<i32>(block, PROFILES);
}
/** Fewer profiles than there are columns for, or as many again. */
// @ts-ignore: decorator
@inline
export function setProfiles(block: i32, count: i32): void {
  store<i32>(block, count, PROFILES);
}
// @ts-ignore: decorator
@inline
export function inputs(block: i32): i32 {
  return load<i32>(block, INPUTS);
}
/** What a win's safety hangs on: NONE, WINNER, ADDITIVE, MULTIPLICATIVE. */
// @ts-ignore: decorator
@inline
export function risk(block: i32): i32 {
  return load<i32>(block, RISK);
}
/** What certifies a player: 0 nothing, 1 odds of at least a threshold, 2 the others' mean and a margin. */
// @ts-ignore: decorator
@inline
export function certification(block: i32): i32 {
  return load<i32>(block, CERTIFICATION);
}
// @ts-ignore: decorator
@inline
export function has(block: i32, flag: i32): bool {
  return (load<i32>(block, FLAGS) & flag) != 0;
}

export const NONE: i32 = 0;
export const WINNER: i32 = 1;
export const ADDITIVE: i32 = 2;
export const MULTIPLICATIVE: i32 = 3;

export const ENDS_ON_WIN: i32 = 1;
export const NO_WIN_IS_DISASTER: i32 = 2;
export const FOREVER: i32 = 4;
export const MATRIX: i32 = 8;
export const SLOPES: i32 = 16;
export const CROSS: i32 = 32;

/** Rows of C for columns alone. */
export const BY_SUM: i32 = 0; // 1/D, 0 where D = 0
export const WIN: i32 = 1; // Q, the probability that somebody wins
export const NO_WIN: i32 = 2; // 1 - Q
export const SAFE_WIN: i32 = 3; // the sum of sigma_j q_j
export const COMMON: i32 = 4; // sigma where it is the same for every winner
export const NEXT: i32 = 5; // gamma W of the period after
const COLUMN_ROWS: i32 = 6;

/** Arrays of the model, as src/engine/kernels/contest.ts numbers them. */
export const MODEL_A: i32 = 0;
export const MODEL_B: i32 = 1;
export const ALPHA: i32 = 2;
export const BETA: i32 = 3;
export const THETA: i32 = 4;
export const WEIGHT: i32 = 5;
export const WIN_FIXED: i32 = 6;
export const WIN_PER: i32 = 7;
export const LOSE_FIXED: i32 = 8;
export const LOSE_PER: i32 = 9;
export const ON_DISASTER: i32 = 10;
export const DISASTER: i32 = 11;
export const GAMMA: i32 = 12;
export const DISCOUNT: i32 = 13;
export const THRESHOLD: i32 = 14;
export const PENALTY: i32 = 15;
export const OFFSET: i32 = 16;
export const PRICES: i32 = 17; // of each input, then its prices when certified, then its slopes

/** Arrays of work, after model, inputs and gradient. Those that stand in one line are used as one. */
export const LOG_XS: i32 = 0; // log_b x_s,
export const LOG_XP: i32 = 1; // log_b x_p
export const LOG_B: i32 = 2;
export const PATH_A: i32 = 3;
export const PATH_B: i32 = 4;
export const P: i32 = 5;
export const E: i32 = 6; // A/o
export const PI: i32 = 7;
export const CO_PI: i32 = 8; // 1 - pi
export const Q: i32 = 9;
export const CERTIFIED: i32 = 10; // mask
export const U: i32 = 11;
export const H: i32 = 12; // the sum of q_j V_ij
export const OMEGA: i32 = 13;
export const TOTAL: i32 = 14; // payoff of profile m at column m
export const BY_LOG_S: i32 = 15;
export const BY_LOG_P: i32 = 16;
export const BY_A: i32 = 17;
export const BY_B: i32 = 18;
export const SHARED_S: i32 = 19; // 1 - e^-z,
export const SHARED_P: i32 = 20;
export const S: i32 = 21;
const WORK_ARRAYS: i32 = 22;

/** Bytes from one player's row to the next. */
// @ts-ignore: decorator
@inline
export function rowBytes(block: i32): i32 {
  return load<i32>(block, COLUMNS) << 3;
}

// @ts-ignore: decorator
@inline
function arrayBytes(block: i32): i32 {
  return players(block) * rowBytes(block);
}

// @ts-ignore: decorator
@inline
function modelArrays(n: i32, inputs: i32, flags: i32): i32 {
  return PRICES + 3 * inputs + (flags & MATRIX ? n : 0);
}

// @ts-ignore: decorator
@inline
function gradientArrays(n: i32, inputs: i32, flags: i32): i32 {
  return flags & CROSS ? n * inputs : inputs;
}

// @ts-ignore: decorator
@inline
export function columnRow(block: i32, row: i32): i32 {
  return block + HEAD_BYTES + row * rowBytes(block);
}

/** Address of an array of the model. */
// @ts-ignore: decorator
@inline
export function model(block: i32, index: i32): i32 {
  return columnRow(block, COLUMN_ROWS) + index * arrayBytes(block);
}

/** Address of d_ij - d_ii for the winner j. */
// @ts-ignore: decorator
@inline
export function matrix(block: i32, j: i32): i32 {
  return model(block, PRICES + 3 * inputs(block) + j);
}

/** Address of the quantities of an input. */
// @ts-ignore: decorator
@inline
export function input(block: i32, k: i32): i32 {
  const arrays = modelArrays(players(block), inputs(block), load<i32>(block, FLAGS));
  return model(block, arrays + k);
}

/** Address of the derivatives of U_i by an input. */
// @ts-ignore: decorator
@inline
export function gradient(block: i32, i: i32, k: i32): i32 {
  return input(block, inputs(block) + (has(block, CROSS) ? i * inputs(block) : 0) + k);
}

// @ts-ignore: decorator
@inline
export function work(block: i32, index: i32): i32 {
  const n = players(block);
  const arrays = gradientArrays(n, inputs(block), load<i32>(block, FLAGS));
  return input(block, inputs(block) + arrays + index);
}

/** A and B over time: those of the model where nothing is invested. */
// @ts-ignore: decorator
@inline
export function pathA(block: i32): i32 {
  return inputs(block) === 2 ? model(block, MODEL_A) : work(block, PATH_A);
}
// @ts-ignore: decorator
@inline
export function pathB(block: i32): i32 {
  return inputs(block) === 2 ? model(block, MODEL_B) : work(block, PATH_B);
}

/** Bytes of a block. */
export function contestBytes(n: i32, columns: i32, inputs: i32, flags: i32): i32 {
  const arrays =
    modelArrays(n, inputs, flags) + inputs + gradientArrays(n, inputs, flags) + WORK_ARRAYS;
  return HEAD_BYTES + (COLUMN_ROWS + n * arrays) * columns * 8;
}

/** Fills in the head. */
export function contestHead(
  block: i32,
  n: i32,
  columns: i32,
  periods: i32,
  profiles: i32,
  inputs: i32,
  risk: i32,
  certification: i32,
  flags: i32,
): void {
  store<i32>(block, n, PLAYERS);
  store<i32>(block, columns, COLUMNS);
  store<i32>(block, periods, PERIODS);
  store<i32>(block, profiles, PROFILES);
  store<i32>(block, inputs, INPUTS);
  store<i32>(block, risk, RISK);
  store<i32>(block, certification, CERTIFICATION);
  store<i32>(block, flags, FLAGS);
}

/** Where the host finds things in a block whose head is filled in: by kind and index. */
export function contestOffset(block: i32, kind: i32, index: i32): i32 {
  if (kind === 0) return model(block, index);
  if (kind === 1) return input(block, index);
  if (kind === 2) return gradient(block, 0, 0);
  return kind === 3 ? work(block, index) : columnRow(block, index);
}
