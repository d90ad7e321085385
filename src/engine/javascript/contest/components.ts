/** The kernels of `contest` for games with functions in place of parts, one profile after the other. */

import type { ContestKernels, ContestModel } from '../../kernels/contest';
import { componentGradient } from './component-gradient';
import { costOf, decide, makePeriod, outcomeOf, type Period, produce } from './component-period';
import { productivities } from './outcome';
import { total } from './payoff';
import { type Work, workOf } from './work';

/** Everything before payoffs, for the profile that starts at `start`; one entry a period. */
function begin(game: ContestModel, w: Work, strategies: Float64Array, start: number): Period[] {
  const { players, periods, inputs } = game;
  for (let c = 0; c < w.size; c++) {
    const [i, t] = [Math.floor(c / periods), c % periods];
    for (let k = 0; k < inputs; k++) {
      w.x[k * w.size + c] = strategies[start + (t * players + i) * inputs + k];
    }
  }
  productivities(game, w);
  return Array.from({ length: periods }, (_, t) => {
    const now = makePeriod(game);
    for (let i = 0; i < players; i++) produce(game, w, now, t, i);
    decide(game, w, now, t);
    return now;
  });
}

function periodPayoffs(game: ContestModel, w: Work, path: readonly Period[], i: number): void {
  path.forEach((now, t) => {
    w.u[i * game.periods + t] = outcomeOf(game, w, now, t, i) - costOf(game, w, now, t, i);
  });
}

function run(
  game: ContestModel,
  player: number,
  count: number,
  strategies: Float64Array,
  payoffs: Float64Array,
  derivatives: 'none' | 'own' | 'all',
  out: Float64Array,
): void {
  const w = workOf(game);
  const { players, periods, inputs } = game;
  const length = periods * players * inputs;
  const [first, end] = player < 0 ? [0, players] : [player, player + 1];
  for (let m = 0; m < count; m++) {
    const path = begin(game, w, strategies, m * length);
    for (let i = first; i < end; i++) {
      periodPayoffs(game, w, path, i);
      payoffs[m * players + i] = total(game, w, i);
      if (derivatives === 'own') componentGradient(game, w, path, i, i, i + 1, out, m * length);
      else if (derivatives === 'all') {
        componentGradient(game, w, path, i, 0, players, out, (m * players + i) * length);
      }
    }
  }
}

export const componentKernels: Pick<
  ContestKernels,
  'payoffs' | 'gradient' | 'jacobian' | 'states'
> = {
  payoffs(game, player, count, strategies, payoffs) {
    run(game, player, count, strategies, payoffs, 'none', payoffs);
  },
  gradient(game, player, count, strategies, payoffs, gradient) {
    run(game, player, count, strategies, payoffs, 'own', gradient);
  },
  jacobian(game, player, count, strategies, payoffs, jacobian) {
    run(game, player, count, strategies, payoffs, 'all', jacobian);
  },
  states(game, strategies, states) {
    const w = workOf(game);
    const { players, periods } = game;
    const path = begin(game, w, strategies, 0);
    for (let i = 0; i < players; i++) periodPayoffs(game, w, path, i);
    let survival = 1;
    path.forEach(({ safety, performance, odds, sigma, q }, t) => {
      for (let i = 0; i < players; i++) {
        const c = i * periods + t;
        const values = [w.A[c], w.B[c], safety[i], performance[i], odds[i], sigma[i], q[i]];
        [...values, survival, w.u[c]].forEach((value, field) => {
          states[field * w.size + t * players + i] = value;
        });
      }
      if (game.endsOnWin) survival *= w.noWin[t];
    });
  },
};
