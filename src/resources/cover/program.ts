/**
 * (CV1) as a program: its relaxation, for prices and for rounding, and the exact cover.
 *
 * Rounding takes every set of which the relaxation takes 1/f or more: each element is in at most f sets, so
 * one of them is, and the cost is within f of the relaxation (Hochbaum 1982).
 *
 * Source: D. S. Hochbaum, SIAM Journal on Computing 11 (1982) 555.
 */

import type { Backend } from '../../engine/backend';
import {
  integerProgram,
  linearProgram,
  type Program,
  type ProgramOptions,
} from '../programs/index';
import { type Cover, costOf, type Found, frequencyOf, isCover } from './cover';
import { fitted } from './prices';

/** The relaxation's answer; shares and prices are null where the program was not solved. */
export interface Relaxed {
  readonly shares: Float64Array | null;
  readonly prices: Float64Array | null;
  readonly isCancelled: boolean;
}

/** What the integer program says. */
export interface Exact {
  readonly status: 'converged' | 'iteration-limit' | 'cancelled';
  /** Null where it found no cover. */
  readonly taken: readonly number[] | null;
  /** No cover costs less; null where there is no bound. */
  readonly bound: number | null;
  readonly provenBy: 'search' | 'solver';
}

/** What ends a program's work. */
export interface Limits {
  readonly timeLimit: number | undefined;
  readonly nodeLimit: number | undefined;
  readonly signal: AbortSignal | undefined;
}

export async function relaxed(backend: Backend, cover: Cover, limits: Limits): Promise<Relaxed> {
  const { timeLimit, signal } = limits;
  const options = { timeLimit, signal, ranging: false };
  const result = await linearProgram(backend, programOf(cover, false), defined(options));
  const { variables, shadowPrices } = result;
  const scale = scaleOf(cover);
  const isCancelled = result.status === 'cancelled';
  if (result.status !== 'converged' || variables === null || shadowPrices === null) {
    return { shares: null, prices: null, isCancelled };
  }
  const y = Float64Array.from({ length: cover.elements }, (_, e) =>
    Math.max(0, shadowPrices[`e${e}`].value / scale),
  );
  return {
    shares: cover.costs.map((_, s) => variables[`s${s}`]),
    prices: fitted(cover, y),
    isCancelled,
  };
}

export function roundedCover(cover: Cover, shares: Float64Array, prices: Float64Array): Found {
  const f = Math.max(1, frequencyOf(cover));
  // what solvers call 1 may fall short of it by their tolerance
  const least = (1 - 1e-6) / f;
  const taken = Array.from(shares.keys()).filter((s) => shares[s] >= least);
  return { taken, prices, proven: f };
}

export async function exactCover(backend: Backend, cover: Cover, limits: Limits): Promise<Exact> {
  const options = defined({ ...limits, ranging: false });
  const { status, variables, certificate } = await integerProgram(
    backend,
    programOf(cover, true),
    options,
  );
  const { bound, provenBy } = certificate;
  const taken = variables && Array.from(cover.costs.keys()).filter((s) => variables[`s${s}`] > 0.5);
  const isProven = status === 'converged' && certificate.holds;
  return {
    status: isProven ? 'converged' : status === 'cancelled' ? status : 'iteration-limit',
    taken: taken !== null && isCover(cover, taken) ? taken : null,
    bound: isProven && taken !== null ? costOf(cover, taken) : bound && bound / scaleOf(cover),
    provenBy: provenBy === 'search' ? 'search' : 'solver',
  };
}

/** A power of 2 that brings the largest cost into a range that suits the solver's tolerances. */
function scaleOf({ costs }: Cover): number {
  const most = costs.reduce((largest, cost) => Math.max(largest, cost), 0);
  let scale = 1;
  while (most * scale > 2 ** 20) scale /= 2;
  while (most > 0 && most * scale < 1) scale *= 2;
  return scale;
}

function programOf(cover: Cover, isWhole: boolean): Program {
  const { costs, elements, holderStarts, holders } = cover;
  const scale = scaleOf(cover);
  const type = isWhole ? 'binary' : 'continuous';
  const names = Array.from(costs, (_, s) => `s${s}`);
  const constraints = Array.from({ length: elements }, (_, e) => {
    const holding = Array.from(holders.subarray(holderStarts[e], holderStarts[e + 1]));
    const coefficients = Object.fromEntries(holding.map((s) => [names[s], 1]));
    return [`e${e}`, { coefficients, lower: 1 }] as const;
  });
  return {
    objective: Object.fromEntries(names.map((name, s) => [name, scale * costs[s]])),
    variables: Object.fromEntries(names.map((name) => [name, { type }])),
    constraints: Object.fromEntries(constraints),
  };
}

/** Options of a program, without those that are undefined. */
function defined(options: object): ProgramOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
