/**
 * A trace of demand and the prices at which it can be served, checked.
 *
 * In slot t = 0 … T − 1 d_t machines are wanted, of which at least the share σ must be served:
 *
 *     d′_t = ⌈σ d_t⌉.                                                                              (RV1)
 *
 * On demand a machine costs p a slot. A reservation costs the fee F once; for τ slots, beginning with that in
 * which it is made, a machine then costs the usage price u a slot, 0 ≤ u < p. With n_t reservations made in
 * slot t, R_t = Σ_{s=t−τ+1}^{t} n_s are in force; what they do not cover is had on demand, and costs are
 *
 *     F Σ n_t + Σ [ u min(d′_t, R_t) + p (d′_t − R_t)⁺ ] = u Σ d′_t + F Σ n_t + q Σ (d′_t − R_t)⁺,   (RV2)
 *
 * where q = p − u is what a reservation saves in a slot in which it is used.
 *
 * Source: W. Wang, B. Liang, B. Li, IEEE Transactions on Parallel and Distributed Systems 26 (2015) 3407, whose
 * α is u/p.
 */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse } from '../../engine/parameters';

export interface ProvisionProblem {
  /** d_t ≥ 0: machines wanted in each slot, whole; 1 to 50,000 slots. */
  readonly demand: readonly number[] | Int32Array | Float64Array;
  /** p > 0: price of a machine on demand, a slot. */
  readonly onDemand: number;
  readonly reservation: {
    /** F ≥ 0: price of one reservation. */
    readonly fee: number;
    /** τ ≥ 1: how many slots it lasts, whole. */
    readonly slots: number;
    /** u, 0 ≤ u < p: price of a reserved machine a slot in which it is used; default 0. */
    readonly usage?: number;
  };
  /** What must be served; by default all. */
  readonly sla?: {
    /** σ, > 0 and ≤ 1: least share of the demand of every slot. */
    readonly share: number;
  };
}

/** A checked problem. */
export interface Market {
  readonly demand: Int32Array;
  readonly share: number;
  /** d′ of (RV1). */
  readonly required: Int32Array;
  readonly onDemand: number;
  readonly fee: number;
  readonly slots: number;
  readonly usage: number;
  /** q. */
  readonly saving: number;
}

const mostSlots = 50000;
const most = 1e100;
const wanted = 'a whole number from 0 to 2147483647';
const trace = `an array of whole numbers ≥ 0, of 1 to ${mostSlots} slots`;
const amount = `a number ≥ 0 and ≤ ${most}`;
const price = `a number ≥ ${1 / most} and ≤ ${most}`;
const lasting = 'a whole number ≥ 1';
const part = 'a number > 0 and ≤ 1';
const terms = 'an object with fee, slots and usage';

const amountSchema = v.pipe(
  v.number(amount),
  v.check((x) => x >= 0 && x <= most, amount),
);

const schema = v.strictObject(
  {
    demand: v.pipe(
      v.array(
        v.pipe(
          v.number(wanted),
          v.check((x) => Number.isInteger(x) && x >= 0 && x < 2 ** 31, wanted),
        ),
        trace,
      ),
      v.check((list) => list.length >= 1 && list.length <= mostSlots, trace),
    ),
    onDemand: v.pipe(
      v.number(price),
      v.check((x) => x >= 1 / most && x <= most, price),
    ),
    reservation: v.strictObject(
      {
        fee: amountSchema,
        slots: v.pipe(
          v.number(lasting),
          v.check((x) => Number.isSafeInteger(x) && x >= 1, lasting),
        ),
        usage: v.optional(amountSchema, 0),
      },
      terms,
    ),
    sla: v.optional(
      v.strictObject(
        {
          share: v.pipe(
            v.number(part),
            v.check((x) => x > 0 && x <= 1, part),
          ),
        },
        'an object with share',
      ),
      { share: 1 },
    ),
  },
  'an object with demand, onDemand and reservation',
);

/** @throws ParameterError naming the first field that is not usable */
export function marketOf(problem: ProvisionProblem): Market {
  const { demand, onDemand, reservation, sla } = parse(schema, plain(problem), 'problem');
  const { fee, slots, usage } = reservation;
  const saving = onDemand - usage;
  if (!(saving > 0)) {
    const expected = `a number ≥ 0 and < ${onDemand}, the price on demand`;
    throw new ParameterError('reservation.usage', usage, expected);
  }
  const wants = Int32Array.from(demand);
  const required = wants.map((d) => leastServed(d, sla.share));
  return { demand: wants, share: sla.share, required, onDemand, fee, slots, usage, saving };
}

/** (RV1), where a product that is whole but for its rounding counts as whole. */
function leastServed(demand: number, share: number): number {
  const product = share * demand;
  const nearest = Math.round(product);
  const isWhole = Math.abs(product - nearest) <= product * 2 ** -50;
  return isWhole ? nearest : Math.ceil(product);
}

/** A typed array as a plain one, which is what the schema knows. */
function plain(problem: unknown): unknown {
  if (typeof problem !== 'object' || problem === null || Array.isArray(problem)) return problem;
  const { demand } = problem as { demand?: unknown };
  const isTyped = demand instanceof Int32Array || demand instanceof Float64Array;
  return isTyped ? { ...problem, demand: Array.from(demand) } : problem;
}
