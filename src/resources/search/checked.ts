/**
 * A problem whose functions are watched: what throws, or gives what is no number, is named. Costs are to be
 * minimized: cost = objective, or −objective where that is maximized.
 */

import { ParameterError } from '../../engine/errors';
import type { RandomStream } from '../../sampling/random-stream';
import type { SearchProblem, Sense } from './types';

export interface Checked<S, M> {
  readonly sense: Sense;
  /** −1 where the objective is maximized. */
  readonly sign: 1 | -1;
  /** No solution costs less; −∞ where nothing is known. */
  readonly bound: number;
  /** @throws ParameterError where the solution is not feasible */
  random(stream: RandomStream): S;
  cost(solution: S): number;
  propose(solution: S, stream: RandomStream): M | null;
  apply(solution: S, move: M): S;
  copy(solution: S): S;
  readonly change: ((solution: S, move: M) => number) | null;
  readonly moves: ((solution: S) => Iterable<M>) | null;
  readonly allows: ((solution: S, move: M) => boolean) | null;
  readonly feasible: ((solution: S) => boolean) | null;
  readonly tie: ((solution: S, move: M) => number) | null;
  readonly attribute: (solution: S, move: M) => unknown;
  readonly crossover: ((a: S, b: S, stream: RandomStream) => S) | null;
  guarantee(solution: S): number | null;
  readonly provesBound: ((bound: number) => boolean) | null;
}

const required = ['random', 'objective', 'propose', 'apply'] as const;
const optional = [
  'delta',
  'moves',
  'allows',
  'feasible',
  'tie',
  'attribute',
  'crossover',
  'copy',
  'guarantee',
  'provesBound',
] as const;

/** @throws ParameterError where a function is missing or is none */
export function checked<S, M>(problem: SearchProblem<S, M>, isTrusted = false): Checked<S, M> {
  requireShape(problem);
  const { sense = 'minimize', bound = null } = problem;
  const sign = sense === 'minimize' ? 1 : -1;
  const watch = isTrusted ? <F>(_: string, f: F) => f : watched;
  const has = (name: (typeof optional)[number]) => problem[name] !== undefined;

  const objective = watch('objective', (s: S) => problem.objective(s));
  const delta = watch('delta', (s: S, m: M) => problem.delta!(s, m));
  const tie = watch('tie', (s: S, m: M) => problem.tie!(s, m));
  const random = watch('random', (stream: RandomStream) => problem.random(stream));
  const apply = watch('apply', (s: S, m: M) => problem.apply(s, m));
  const copy = watch('copy', (s: S) => (has('copy') ? problem.copy!(s) : structuredClone(s)));
  const feasible = has('feasible') ? watch('feasible', (s: S) => problem.feasible!(s)) : null;
  const crossover = watch('crossover', (a: S, b: S, r: RandomStream) =>
    problem.crossover!(a, b, r),
  );
  const moves = watch('moves', (s: S) => problem.moves!(s));
  return {
    sense,
    sign,
    bound: bound === null ? Number.NEGATIVE_INFINITY : sign * bound,
    random(stream) {
      const solution = given('random', random(stream));
      if (feasible !== null && !feasible(solution)) {
        const expected = 'a function that returns feasible solutions';
        throw new ParameterError('problem.random', solution, expected);
      }
      return solution;
    },
    cost: (s) => sign * finite('objective', objective(s)),
    propose: watch('propose', (s: S, stream: RandomStream) => problem.propose(s, stream)),
    apply: isTrusted ? apply : (s, m) => given('apply', apply(s, m)),
    copy: isTrusted ? copy : (s) => given('copy', copy(s)),
    change: has('delta') ? (s, m) => sign * finite('delta', delta(s, m)) : null,
    moves: has('moves') ? (isTrusted ? moves : (s) => readable(moves(s))) : null,
    allows: has('allows') ? watch('allows', (s: S, m: M) => problem.allows!(s, m)) : null,
    feasible,
    tie: has('tie') ? (s, m) => finite('tie', tie(s, m)) : null,
    attribute: has('attribute')
      ? watch('attribute', (s: S, m: M) => problem.attribute!(s, m))
      : (_, m) => keyOf(m),
    crossover: has('crossover') ? (a, b, r) => given('crossover', crossover(a, b, r)) : null,
    guarantee: watch('guarantee', (s: S) => problem.guarantee?.(s) ?? null),
    provesBound: has('provesBound')
      ? watch('provesBound', (b: number) => problem.provesBound!(b))
      : null,
  };
}

function requireShape(problem: unknown): void {
  if (typeof problem !== 'object' || problem === null || Array.isArray(problem)) {
    throw new ParameterError('problem', problem, 'data with a kind, or a SearchProblem', 'type');
  }
  const fields = problem as Record<string, unknown>;
  for (const name of required) {
    if (typeof fields[name] !== 'function') {
      throw new ParameterError(`problem.${name}`, fields[name], 'a function', 'type');
    }
  }
  for (const name of optional) {
    if (fields[name] !== undefined && typeof fields[name] !== 'function') {
      throw new ParameterError(`problem.${name}`, fields[name], 'a function, or nothing', 'type');
    }
  }
  const { sense, bound } = fields;
  if (sense !== undefined && sense !== 'minimize' && sense !== 'maximize') {
    throw new ParameterError('problem.sense', sense, 'minimize or maximize');
  }
  if (bound !== undefined && bound !== null && !Number.isFinite(bound)) {
    throw new ParameterError('problem.bound', bound, 'a finite number, null or nothing');
  }
}

/** The function, with its name in what it throws. */
function watched<A extends unknown[], R>(name: string, f: (...a: A) => R): (...a: A) => R {
  const wrapped = (a: unknown, b: unknown, c: unknown) => {
    try {
      return (f as unknown as (...a: unknown[]) => R)(a, b, c);
    } catch (error) {
      throw failed(name, error);
    }
  };
  return wrapped as unknown as (...a: A) => R;
}

function failed(name: string, error: unknown): unknown {
  if (error instanceof ParameterError) return error;
  const says = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const fault = new ParameterError(`problem.${name}`, says, 'a function that does not throw');
  fault.cause = error;
  return fault;
}

function finite(name: string, x: number): number {
  // x − x is NaN for what is infinite or no number
  if (typeof x === 'number' && x - x === 0) return x;
  throw new ParameterError(`problem.${name}`, x, 'a function that returns finite numbers');
}

function given<S>(name: string, solution: S): S {
  if (solution !== undefined && solution !== null) return solution;
  throw new ParameterError(`problem.${name}`, solution, 'a function that returns a solution');
}

/** What a caller's `moves` returned, with its name in what it throws while it is read. */
function* readable<M>(moves: Iterable<M>): Generator<M> {
  let iterator: Iterator<M>;
  try {
    iterator = moves[Symbol.iterator]();
  } catch {
    throw new ParameterError('problem.moves', moves, 'a function that returns an iterable', 'type');
  }
  for (;;) {
    let at: IteratorResult<M>;
    try {
      at = iterator.next();
    } catch (error) {
      throw failed('moves', error);
    }
    if (at.done) return;
    yield at.value;
  }
}

/** A move as something to be found again by. */
function keyOf(move: unknown): unknown {
  if (typeof move !== 'object' || move === null) return move;
  try {
    return JSON.stringify(move);
  } catch (error) {
    const expected = 'a function, as the move cannot be written as JSON';
    const fault = new ParameterError('problem.attribute', undefined, expected);
    fault.cause = error;
    throw fault;
  }
}
