import { it } from 'vitest';
import { completeGame } from '../../src/contest/parameters';
import { optimum } from '../../src/contest/optimum/index';
import { demos } from '../../src/contest/demo';
import { payoffScale } from '../../src/contest/scale';
import { randomGame } from './games';
import { wasm } from '../backends';
const show = (name: string, given: any, options = {}) => {
  const game = completeGame(given);
  const from = Date.now();
  const s = optimum(wasm, game, options);
  const text = JSON.stringify(s.strategies, (_, x) => typeof x === 'number' ? Number(x.toPrecision(4)) : x);
  console.log(name, `n=${game.players} T=${game.periods} k=${game.inputs}`, s.status, s.attained, 'W', s.welfare, 'res', s.certificate.residual, 'low', s.certificate.lower, 'D', s.disasterProbability, 'ms', Date.now() - from, 'scale', payoffScale(game), text.slice(0, 300));
};
it('try', () => {
  for (const d of demos) show(d.name, d.parameters);
  show('draw', { contestSuccess: { kind: 'ratio-with-draw' } });
  show('draw3', { players: 3, safetyProductivity: [5, 10, 20], contestSuccess: { kind: 'ratio-with-draw', scale: 2 } });
  show('zero weight', { contestSuccess: { kind: 'ratio-with-draw' } }, { weights: [1, 0] });
  show('unbounded', { performanceElasticity: 1.5, contestSuccess: { kind: 'ratio-with-draw' }, reward: { winPerPerformance: 1 } });
  show('penalty', { contestSuccess: { kind: 'ratio-with-draw' }, cost: { kind: 'penalty', threshold: 30, penalty: 0.2 } });
  show('free', { contestSuccess: { kind: 'ratio-with-draw' }, cost: { safety: 0 } });
}, 600000);
it('random', () => {
  for (let k = 0; k < 60; k++) show(`random ${k}`, randomGame(k).game);
}, 6000000);
