/** Payoffs and all own gradients of contests beside plain JavaScript. */

import { completeGame } from '../src/contest/parameters';
import type { Backend } from '../src/engine/backend';
import { seeded } from '../test/random';
import { type BenchRow, type BenchSettings, compare } from './harness';
import { plainContest } from './rivals/contest';

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
  ];
}

function gradients(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  players: number,
  periods: number,
  count: number,
  exponent: number,
): BenchRow {
  const each = (low: number, high: number, seed: number) => {
    const random = seeded(seed);
    return Array.from({ length: players }, () => low + (high - low) * random());
  };
  const exponents = (seed: number) =>
    exponent === 0.5 ? Array.from({ length: players }, () => 0.5) : each(0.3, 0.6, seed);
  const numbers = {
    a: each(5, 15, 1),
    alpha: exponents(2),
    b: each(0.5, 2, 3),
    beta: exponents(4),
    theta: exponents(5),
    d: each(0.5, 2, 6),
    price: each(0.05, 0.2, 7),
    gamma: each(0.8, 1, 8),
  };
  const { model } = completeGame({
    players,
    periods,
    safetyProductivity: numbers.a,
    safetyElasticity: numbers.alpha,
    performanceProductivity: numbers.b,
    performanceElasticity: numbers.beta,
    risk: { theta: numbers.theta },
    contestSuccess: { kind: 'ratio-with-draw' },
    disasterCost: numbers.d,
    discountFactor: numbers.gamma,
    cost: { kind: 'unit', safety: numbers.price, performance: numbers.price },
  });
  const random = seeded(9);
  const x = new Float64Array(count * periods * players * 2).map(() => 0.05 + random());
  const ours = { payoffs: new Float64Array(count * players), gradient: new Float64Array(x.length) };
  const run = (backend: Backend) => () => {
    backend.contest.gradient(model, -1, count, x, ours.payoffs, ours.gradient);
    return ours.gradient[0];
  };
  const typed = Object.fromEntries(
    Object.entries(numbers).map(([name, values]) => [name, Float64Array.from(values)]),
  ) as Record<keyof typeof numbers, Float64Array>;
  const game = { players, periods, offset: 1, ...typed };
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
