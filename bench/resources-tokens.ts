/** Token budgets over a million patches: whole and real tokens, without the rules beside them. */

import type { Backend } from '../src/engine/backend';
import { type TokensProblem, tokens } from '../src/resources/tokens/index';
import { seeded } from '../test/random';
import { type BenchRow, type BenchSettings, compare } from './harness';

export function tokenRows(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  isSmoke: boolean,
): BenchRow[] {
  // each run takes about a second
  const fewer = { ...settings, rounds: Math.min(settings.rounds, 7) };
  const count = isSmoke ? 10_000 : 1_000_000;
  const row = (family: 'log' | 'power' | 'saturating', integer: boolean) =>
    budget(wasm, javascript, fewer, problemOf(family, count), family, integer);
  return [row('log', true), row('log', false), row('power', true), row('saturating', true)];
}

function problemOf(family: 'log' | 'power' | 'saturating', count: number): TokensProblem {
  const random = seeded(1);
  const column = (low: number, high: number) =>
    Float64Array.from({ length: count }, () => low + (high - low) * random());
  return {
    relevance: { family, scale: column(0.2, 5), width: column(20, 200), exponent: 0.6 },
    lower: 64,
    upper: 400,
    total: 100 * count,
  };
}

function budget(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  problem: TokensProblem,
  family: string,
  integer: boolean,
): BenchRow {
  const run = (backend: Backend) => () =>
    tokens(backend, problem, { integer, rules: false }).value!;
  const { certificate, shadowPrice } = tokens(wasm, problem, { integer, rules: false });
  const gap = certificate!.gap.toExponential(1);
  return compare(
    `resources: ${integer ? 'whole' : 'real'} tokens, ${family}, ${problem.total / 100} patches of 64 … 400`,
    'problem',
    1,
    [
      { name: 'wasm', run: run(wasm) },
      { name: 'javascript backend', run: run(javascript) },
      { name: 'plain JavaScript, a price by 60 bisections, real', run: () => bisected(problem) },
    ].slice(0, family === 'log' ? 3 : 2),
    settings,
    {},
    [`shadow price ${shadowPrice!.toPrecision(6)}, gap to the bound ${gap}, certificate included`],
  );
}

/** Water-filling by plain bisection, without proof: Σ clip(a/λ − s) = T. */
function bisected({ relevance, total }: TokensProblem): number {
  const { scale, width } = relevance as unknown as Record<'scale' | 'width', Float64Array>;
  let [low, high] = [1e-6, 1];
  const spent = (price: number) => {
    let sum = 0;
    for (let i = 0; i < scale.length; i++) {
      sum += Math.min(400, Math.max(64, scale[i] / price - width[i]));
    }
    return sum;
  };
  for (let k = 0; k < 60; k++) {
    const middle = 0.5 * (low + high);
    if (spent(middle) > total) low = middle;
    else high = middle;
  }
  let value = 0;
  for (let i = 0; i < scale.length; i++) {
    const x = Math.min(400, Math.max(64, scale[i] / high - width[i]));
    value += scale[i] * Math.log(1 + x / width[i]);
  }
  return value;
}
