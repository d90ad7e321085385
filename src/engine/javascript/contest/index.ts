/** The kernels of `contest` in plain JavaScript: one profile after the other. */

import type { ContestKernels, ContestModel } from '../../kernels/contest';
import { componentKernels } from './components';
import { playerGradient } from './gradient';
import { outcomes, productivities } from './outcome';
import { periodPayoffs, total } from './payoff';
import { respondBy } from './respond';
import { type Work, workOf } from './work';

/** Everything before payoffs, for the profile that starts at `start`. */
function begin(game: ContestModel, w: Work, strategies: Float64Array, start: number): void {
  const { players, periods, inputs } = game;
  for (let t = 0, from = start; t < periods; t++) {
    for (let i = 0; i < players; i++) {
      for (let k = 0; k < inputs; k++) w.x[k * w.size + i * periods + t] = strategies[from++];
    }
  }
  productivities(game, w);
  outcomes(game, w);
}

const rangeOf = ({ players }: ContestModel, player: number) =>
  player < 0 ? ([0, players] as const) : ([player, player + 1] as const);

export const contestKernels: ContestKernels = {
  payoffs(game, player, count, strategies, payoffs) {
    if (game.components !== undefined) {
      componentKernels.payoffs(game, player, count, strategies, payoffs);
      return;
    }
    const w = workOf(game);
    const { players, periods, inputs } = game;
    const [first, end] = rangeOf(game, player);
    for (let m = 0; m < count; m++) {
      begin(game, w, strategies, m * periods * players * inputs);
      for (let i = first; i < end; i++) {
        periodPayoffs(game, w, i);
        payoffs[m * players + i] = total(game, w, i);
      }
    }
  },
  gradient(game, player, count, strategies, payoffs, gradient) {
    if (game.components !== undefined) {
      componentKernels.gradient(game, player, count, strategies, payoffs, gradient);
      return;
    }
    const w = workOf(game);
    const { players, periods, inputs } = game;
    const [first, end] = rangeOf(game, player);
    for (let m = 0; m < count; m++) {
      const start = m * periods * players * inputs;
      begin(game, w, strategies, start);
      for (let i = first; i < end; i++) {
        periodPayoffs(game, w, i);
        payoffs[m * players + i] = total(game, w, i);
        playerGradient(game, w, i, i, i + 1, gradient, start);
      }
    }
  },
  jacobian(game, player, count, strategies, payoffs, jacobian) {
    if (game.components !== undefined) {
      componentKernels.jacobian(game, player, count, strategies, payoffs, jacobian);
      return;
    }
    const w = workOf(game);
    const { players, periods, inputs } = game;
    const length = periods * players * inputs;
    const [first, end] = rangeOf(game, player);
    for (let m = 0; m < count; m++) {
      begin(game, w, strategies, m * length);
      for (let i = first; i < end; i++) {
        periodPayoffs(game, w, i);
        payoffs[m * players + i] = total(game, w, i);
        playerGradient(game, w, i, 0, players, jacobian, (m * players + i) * length);
      }
    }
  },
  respond(game, response, starts, values) {
    return respondBy(contestKernels.gradient, game, response, starts, values);
  },
  states(game, strategies, states) {
    if (game.components !== undefined) {
      componentKernels.states(game, strategies, states);
      return;
    }
    const w = workOf(game);
    const { players, periods, risk } = game;
    begin(game, w, strategies, 0);
    for (let i = 0; i < players; i++) periodPayoffs(game, w, i);
    const { safetyElasticity } = w.model;
    let survival = 1;
    for (let t = 0; t < periods; t++) {
      for (let i = 0; i < players; i++) {
        const c = i * periods + t;
        const put = (field: number, value: number) => {
          states[field * w.size + t * players + i] = value;
        };
        put(0, w.A[c]);
        put(1, w.B[c]);
        put(2, w.A[c] * Math.exp(safetyElasticity[c] * Math.log(w.x[c])));
        put(3, w.p[c]);
        put(4, w.A[c] / w.e[c]);
        put(5, risk === 'winner' ? w.pi[c] : w.common[t]);
        put(6, w.q[c]);
        put(7, survival);
        put(8, w.u[c]);
      }
      if (game.endsOnWin) survival *= w.noWin[t];
    }
  },
};
