/** Equilibria of dynapai's demo games: ours, and what iterated Nelder–Mead searches reach. */

import { type ContestParameters, completeGame } from '../src/contest/parameters';
import { solve } from '../src/contest/solve/index';
import { PureSolver, payoffsOf } from '../src/contest/solve/pure';
import { Responder } from '../src/contest/solve/respond';
import type { Backend } from '../src/engine/backend';
import { type BenchRow, type BenchSettings, compare } from './harness';
import { type PlainSolver, plainSolver } from './rivals/nelder-mead';

interface Demo {
  readonly name: string;
  readonly game: ContestParameters;
  readonly rival: (powers: 'pow' | 'exp/log') => PlainSolver;
}

const periods = 5;

function demo(invests: boolean): Demo {
  const two = (a: number, b = a) => Float64Array.of(a, b);
  const game: ContestParameters = {
    periods,
    actions: invests ? 'invest' : 'basic',
    contestSuccess: { kind: invests ? 'ratio-with-draw' : 'ratio' },
    discountFactor: invests ? 1 : [0.9, 1],
  };
  const plain = {
    players: 2,
    periods,
    offset: invests ? 1 : 0,
    a: two(10),
    alpha: two(0.5),
    b: two(1),
    beta: two(0.5),
    theta: two(0.5),
    d: two(1),
    price: two(0.1),
    gamma: invests ? two(1) : two(0.9, 1),
    invests,
    investPrice: two(0.01),
    endsOnWin: false,
  };
  return {
    name: invests ? 'invest, γ = 1' : 'basic',
    game,
    rival: (powers) => plainSolver(plain, powers),
  };
}

export function equilibriumRows(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
): BenchRow[] {
  return [demo(false), demo(true)].flatMap((each) => [
    equilibrium(wasm, javascript, settings, each, 'settled'),
    equilibrium(wasm, javascript, settings, each, 'judged'),
    certified(wasm, settings, each),
  ]);
}

/** The start of the sources: e^{−1} of everything. */
const begin = (length: number) => new Float64Array(length).fill(0.36787944117144233);

/**
 * From one start to where local best responses stay and Newton's method ends, as far as Nelder–Mead goes, too;
 * or on to global best responses that do not gain.
 */
function equilibrium(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  { name, game, rival }: Demo,
  until: 'settled' | 'judged',
): BenchRow {
  const complete = completeGame(game);
  const length = periods * 2 * complete.inputs;
  const ours = (backend: Backend) => {
    const responder = new Responder(backend, complete);
    const solver = new PureSolver(responder, 1e-10, 100);
    return () => {
      const found =
        until === 'judged'
          ? solver.run(begin(length), []).accepted?.profile
          : solver.settleLocally(begin(length));
      if (found === undefined) throw new Error('no equilibrium');
      return payoffsOf(responder, found)[0];
    };
  };
  const theirs = (powers: 'pow' | 'exp/log') => {
    const solver = rival(powers);
    return {
      name: `plain JavaScript, Nelder–Mead 200, ${powers}`,
      run: () => {
        const x = begin(length);
        solver.solve(x);
        return solver.payoff(0, x);
      },
    };
  };
  const rivals = [theirs('pow'), theirs('exp/log')];
  const difference = Math.abs(rivals[0].run() - ours(wasm)());
  return compare(
    `contest: equilibrium from one start, ${until === 'judged' ? 'judged by global best responses' : 'conditions of first order'}, ${name}`,
    'equilibrium',
    1,
    [
      { name: 'wasm', run: ours(wasm) },
      ...rivals,
      { name: 'javascript backend', run: ours(javascript) },
    ],
    settings,
    until === 'settled'
      ? { 'plain JavaScript, Nelder–Mead 200, pow': 10, 'javascript backend': 4 }
      : {},
    [`payoff where Nelder–Mead stops differs by ${difference.toExponential(1)}`],
  );
}

function certified(wasm: Backend, settings: BenchSettings, { name, game, rival }: Demo): BenchRow {
  const complete = completeGame(game);
  const length = periods * 2 * complete.inputs;
  const solver = rival('pow');
  return compare(
    `contest: all equilibria from ${name === 'basic' ? 11 : 12} starts with their certificate, ${name}`,
    'solve',
    1,
    [
      { name: 'wasm', run: () => solve(wasm, complete).certificate.lower },
      {
        name: 'plain JavaScript, Nelder–Mead 200, one start, nothing certified',
        run: () => solver.solve(begin(length)),
      },
    ],
    settings,
  );
}
