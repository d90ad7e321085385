/** Payoffs, all own gradients and best responses of contests beside plain JavaScript. */

import { completeGame } from '../src/contest/parameters';
import { payoffScale } from '../src/contest/scale';
import type { Backend } from '../src/engine/backend';
import type { ContestModel, ContestResponse } from '../src/engine/kernels/contest';
import { seeded } from '../test/random';
import { type BenchRow, type BenchSettings, compare } from './harness';
import { plainContest } from './rivals/contest';
import { plainSolver } from './rivals/nelder-mead';

export function contestRows(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
): BenchRow[] {
  return [
    gradients(wasm, javascript, settings, 2, 5, 1000, 0.5),
    gradients(wasm, javascript, settings, 2, 5, 1000, 0.45),
    gradients(wasm, javascript, settings, 2, 5, 1, 0.45),
    gradients(wasm, javascript, settings, 8, 10, 100, 0.45),
    carried(wasm, javascript, settings, 'invest'),
    carried(wasm, javascript, settings, 'share'),
    responses(wasm, javascript, settings, 'basic'),
    responses(wasm, javascript, settings, 'invest'),
  ];
}

/** Numbers of a game, one a player. */
function numbersOf(players: number, isRoot: boolean) {
  const each = (low: number, high: number, seed: number) => {
    const random = seeded(seed);
    return Array.from({ length: players }, () => low + (high - low) * random());
  };
  const exponents = (seed: number) =>
    isRoot ? Array.from({ length: players }, () => 0.5) : each(0.3, 0.6, seed);
  return {
    a: each(5, 15, 1),
    alpha: exponents(2),
    b: each(0.5, 2, 3),
    beta: exponents(4),
    theta: exponents(5),
    d: each(0.5, 2, 6),
    price: each(0.05, 0.2, 7),
    gamma: each(0.8, 1, 8),
  };
}

type Numbers = ReturnType<typeof numbersOf>;

const parametersOf = (numbers: Numbers) => ({
  safetyProductivity: numbers.a,
  safetyElasticity: numbers.alpha,
  performanceProductivity: numbers.b,
  performanceElasticity: numbers.beta,
  risk: { theta: numbers.theta },
  contestSuccess: { kind: 'ratio-with-draw' as const },
  disasterCost: numbers.d,
  discountFactor: numbers.gamma,
  cost: { kind: 'unit' as const, safety: numbers.price, performance: numbers.price },
});

const typed = (numbers: Numbers) =>
  Object.fromEntries(
    Object.entries(numbers).map(([name, values]) => [name, Float64Array.from(values)]),
  ) as Record<keyof Numbers, Float64Array>;

function gradients(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  players: number,
  periods: number,
  count: number,
  exponent: number,
): BenchRow {
  const numbers = numbersOf(players, exponent === 0.5);
  const { model } = completeGame({ players, periods, ...parametersOf(numbers) });
  const random = seeded(9);
  const x = new Float64Array(count * periods * players * 2).map(() => 0.05 + random());
  const ours = { payoffs: new Float64Array(count * players), gradient: new Float64Array(x.length) };
  const run = (backend: Backend) => () => {
    backend.contest.gradient(model, -1, count, x, ours.payoffs, ours.gradient);
    return ours.gradient[0];
  };
  const game = { players, periods, offset: 1, ...typed(numbers) };
  const theirs = {
    payoffs: new Float64Array(count * players),
    gradient: new Float64Array(x.length),
  };
  const rivals = (['pow', 'exp/log'] as const).map((powers) => {
    const evaluate = plainContest(game, powers);
    return {
      name: `plain JavaScript, ${powers}`,
      run: () => {
        evaluate(count, x, theirs.payoffs, theirs.gradient);
        return theirs.gradient[0];
      },
    };
  });
  run(wasm)();
  rivals[0].run();
  let difference = 0;
  for (let k = 0; k < x.length; k++) {
    difference = Math.max(difference, Math.abs(ours.gradient[k] - theirs.gradient[k]));
  }
  const kind = exponent === 0.5 ? 'exponents ½' : 'any exponents';
  return compare(
    `contest: payoffs and all own gradients, ${players} players, ${periods} periods, ${kind}, ${count} profiles a call`,
    'profile',
    count,
    [
      { name: 'wasm', run: run(wasm) },
      ...rivals,
      { name: 'javascript backend', run: run(javascript) },
    ],
    settings,
    count === 1
      ? {}
      : {
          'plain JavaScript, pow': exponent === 0.5 ? 5 : 7.5,
          'plain JavaScript, exp/log': 3.8,
        },
    [`largest difference of gradients ${difference.toExponential(1)}`],
  );
}

/** Games in which productivities are carried over: ours only, on both backends. */
function carried(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  actions: 'invest' | 'share',
): BenchRow {
  const { model } = completeGame({
    players: 2,
    periods: 5,
    actions,
    contestSuccess: { kind: 'ratio-with-draw' },
    safetyProductivity: [8, 12],
    endsOnWin: true,
  });
  const random = seeded(10);
  const count = 500;
  const x = new Float64Array(count * 10 * model.inputs).map(() => 0.05 + random());
  const payoffs = new Float64Array(count * 2);
  const gradient = new Float64Array(x.length);
  const run = (backend: Backend) => () => {
    backend.contest.gradient(model, -1, count, x, payoffs, gradient);
    return gradient[0];
  };
  return compare(
    `contest: the same where players ${actions} and a win ends the game, 2 players, 5 periods`,
    'profile',
    count,
    [
      { name: 'wasm', run: run(wasm) },
      { name: 'javascript backend', run: run(javascript) },
    ],
    settings,
  );
}

/** One player's answer from one start: ours to the end, and 200 iterations of Nelder–Mead. */
function responses(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  actions: 'basic' | 'invest',
): BenchRow {
  const [players, periods] = [2, 5];
  const numbers = numbersOf(players, false);
  const parameters = { ...parametersOf(numbers), players, periods, actions };
  const game = completeGame(parameters);
  const { inputs, model } = game;
  const scale = payoffScale(game);
  const effort = (0.125 * scale) / (periods * numbers.price[0]);
  const units = Float64Array.of(effort, effort, numbers.a[0], numbers.b[0]).subarray(0, inputs);
  const random = seeded(9);
  const profiles = new Float64Array(players * periods * inputs).map(() => 0.2 + random());
  const first = Float64Array.from({ length: periods * inputs }, (_, at) => {
    const k = at % inputs;
    return units[k] * (k < 2 ? 0.3 : 1);
  });
  const weights = Float64Array.of(1);
  const limits = { maximumSharing: game.maximumSharing, maxIterations: 400, tolerance: 1e-11 };
  const response = { player: 0, profiles, weights, units, scale, ...limits };
  const strategy = first.slice();
  const values = new Float64Array(1);
  const run = (backend: Backend) => () => {
    strategy.set(first);
    backend.contest.respond(model, response, strategy, values);
    return values[0];
  };
  const start = profiles.slice();
  for (let t = 0; t < periods; t++) {
    start.set(first.subarray(t * inputs, (t + 1) * inputs), t * players * inputs);
  }
  const race = {
    ...typed(numbers),
    players,
    periods,
    offset: 1,
    invests: actions === 'invest',
    investPrice: Float64Array.of(0.01, 0.01),
    endsOnWin: false,
  };
  const x = start.slice();
  const rivals = (['pow', 'exp/log'] as const).map((powers) => {
    const solver = plainSolver(race, powers);
    return {
      name: `plain JavaScript, Nelder–Mead, ${powers}`,
      run: () => {
        x.set(start);
        return solver.respond(0, x);
      },
    };
  });
  const reached = run(wasm)();
  const more = (reached - rivals[1].run()) / scale;
  const residual = residualOf(wasm, model, response, strategy);
  const targets = Object.fromEntries(rivals.map(({ name }) => [name, 10]));
  return compare(
    `contest: best response of one player from one start, ${actions}, 2 players, 5 periods`,
    'response',
    1,
    [
      { name: 'wasm', run: run(wasm) },
      { name: 'javascript backend', run: run(javascript) },
      ...rivals,
    ],
    settings,
    { 'javascript backend': 4, ...targets },
    [
      `ours ends with slopes of ${residual.toExponential(1)} and above Nelder–Mead by ${more.toPrecision(3)} of what is at stake`,
    ],
  );
}

/** The greatest relative slope x ∂U/∂x at a response, or ∂U/∂x where x = 0 and it is positive, over the scale. */
function residualOf(
  backend: Backend,
  model: ContestModel,
  { profiles, scale }: ContestResponse,
  strategy: Float64Array,
): number {
  const { players, periods, inputs } = model;
  const row = players * inputs;
  const profile = profiles.slice();
  for (let t = 0; t < periods; t++) {
    profile.set(strategy.subarray(t * inputs, (t + 1) * inputs), t * row);
  }
  const gradient = new Float64Array(profile.length);
  backend.contest.gradient(model, 0, 1, profile, new Float64Array(players), gradient);
  let most = 0;
  for (let at = 0; at < profile.length; at++) {
    if (at % row >= inputs) continue;
    const size =
      profile[at] === 0 ? Math.max(0, gradient[at]) : Math.abs(gradient[at] * profile[at]);
    most = Math.max(most, size / scale);
  }
  return most;
}
