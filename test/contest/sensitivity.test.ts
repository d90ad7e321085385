import { it } from 'vitest';
import { completeGame } from '../../src/contest/parameters';
import { sensitivity } from '../../src/contest/sensitivity/index';
import { wasm } from '../backends';
it('try', () => {
  const [V, c, r, n] = [2, 0.3, 0.8, 3];
  const game = { players: n, performanceElasticity: r, risk: { kind: 'none' as const }, reward: { winFixed: V }, disasterCost: 0, cost: { performance: c } };
  const x = (r * (n - 1) * V) / (n * n * c);
  const s = sensitivity(wasm, game, [Array.from({ length: n }, () => [0, x])]);
  console.log(JSON.stringify(s, null, 0).slice(0, 6000), completeGame(game).players);
  console.log('exp', x, 'dV', x / V, 'dc', -x / c, 'dr', x / r, 'U', V / n - c * x, 'dU/dV', 1 / n - (r * (n - 1)) / n / n, 'dr', -(n - 1) * V / n / n);
});
