/** The kernels of `contest` in the module. */

import type { Arena } from '../arena';
import { type ContestKernels, type ContestModel, riskKinds } from '../kernels/contest';

export interface ContestExports {
  contestBytes(players: number, columns: number, inputs: number, flags: number): number;
  contestOffset(block: number, kind: number, index: number): number;
  contestPrepare(block: number): void;
  contestEvaluate(block: number, from: number, to: number, derivatives: boolean): void;
  contestSafety(block: number): void;
}

/** Kinds of `contestOffset`, and arrays of work, as `assembly/contest/layout.ts` numbers them. */
const kind = { model: 0, input: 1, gradient: 2, work: 3, column: 4 };
const work = { pathA: 3, pathB: 4, p: 5, e: 6, pi: 7, q: 9, u: 11, total: 14, s: 21 };
const columnRow = { noWin: 2, common: 4 };
const crossFlag = 32;
const certifications = ['none', 'absolute', 'relative'] as const;

/** Columns (a period of a profile each) of a block, where that many are wanted: it then stays in the cache. */
const blockColumns = 64;

export function contestOf(exports: ContestExports, arena: Arena): ContestKernels {
  const { contestBytes, contestOffset, contestPrepare, contestEvaluate, contestSafety } = exports;
  const { base } = arena;

  /** Lays out a block for `profiles` profiles and fills in head and model. */
  const layOut = (model: ContestModel, profiles: number, isCross: boolean): number => {
    const { players, periods, inputs } = model;
    const columns = 2 * Math.ceil((profiles * periods) / 2);
    const flags =
      (model.endsOnWin ? 1 : 0) |
      (model.noWinIsDisaster ? 2 : 0) |
      (model.lastPeriodForever ? 4 : 0) |
      (model.hasMatrix ? 8 : 0) |
      (model.hasSlopes ? 16 : 0) |
      (isCross ? crossFlag : 0);
    arena.reserve(contestBytes(players, columns, inputs, flags));
    const risk = riskKinds.indexOf(model.risk);
    const certification = certifications.indexOf(model.certification);
    arena
      .u32(base, 8)
      .set([players, columns, periods, profiles, inputs, risk, certification, flags]);
    const { numbers } = model;
    const rows = numbers.length / periods;
    const block = arena.f64(contestOffset(base, kind.model, 0), rows * columns);
    for (let row = 0, from = 0; row < rows; row++, from += periods) {
      const to = row * columns;
      for (let c = 0; c < columns; c++) block[to + c] = numbers[from + (c % periods)];
    }
    contestPrepare(base);
    return columns;
  };

  /** Runs over profiles block by block: `read(done, size, columns)` after each. */
  const run = (
    model: ContestModel,
    player: number,
    count: number,
    strategies: Float64Array,
    derivatives: 'none' | 'own' | 'all',
    read: (done: number, size: number, columns: number) => void,
  ) => {
    const { players, periods, inputs } = model;
    const [from, to] = player < 0 ? [0, players] : [player, player + 1];
    const most = Math.max(1, Math.floor(blockColumns / periods));
    const length = periods * players * inputs;
    for (let done = 0, laidOut = 0, columns = 0; done < count; done += laidOut) {
      const size = Math.min(most, count - done);
      if (size !== laidOut) columns = layOut(model, size, derivatives === 'all');
      laidOut = size;
      const x = arena.f64(contestOffset(base, kind.input, 0), inputs * players * columns);
      const used = size * periods;
      for (let row = 0; row < inputs * players; row++) {
        // row k·n + i of the block is input k of player i
        let source = done * length + (row % players) * inputs + Math.floor(row / players);
        const start = row * columns;
        for (let c = 0; c < used; c++, source += players * inputs) {
          x[start + c] = strategies[source];
        }
        if (used < columns) x[start + used] = 1;
      }
      contestEvaluate(base, from, to, derivatives !== 'none');
      read(done, size, columns);
    }
  };

  const readPayoffs = (
    { players }: ContestModel,
    player: number,
    payoffs: Float64Array,
    done: number,
    size: number,
    columns: number,
  ) => {
    const total = arena.f64(contestOffset(base, kind.work, work.total), players * columns);
    for (let i = Math.max(0, player); i < (player < 0 ? players : player + 1); i++) {
      for (let m = 0; m < size; m++) payoffs[(done + m) * players + i] = total[i * columns + m];
    }
  };

  return {
    payoffs(model, player, count, strategies, payoffs) {
      run(model, player, count, strategies, 'none', (done, size, columns) =>
        readPayoffs(model, player, payoffs, done, size, columns),
      );
    },
    gradient(model, player, count, strategies, payoffs, gradient) {
      const { players, periods, inputs } = model;
      run(model, player, count, strategies, 'own', (done, size, columns) => {
        readPayoffs(model, player, payoffs, done, size, columns);
        const block = arena.f64(contestOffset(base, kind.gradient, 0), inputs * players * columns);
        const first = done * periods * players * inputs;
        for (let k = 0; k < inputs; k++) {
          for (let i = Math.max(0, player); i < (player < 0 ? players : player + 1); i++) {
            let to = first + i * inputs + k;
            const start = (k * players + i) * columns;
            for (let c = 0; c < size * periods; c++, to += players * inputs) {
              gradient[to] = block[start + c];
            }
          }
        }
      });
    },
    jacobian(model, player, count, strategies, payoffs, jacobian) {
      const { players, periods, inputs } = model;
      const length = periods * players * inputs;
      run(model, player, count, strategies, 'all', (done, size, columns) => {
        readPayoffs(model, player, payoffs, done, size, columns);
        const rows = inputs * players;
        const block = arena.f64(contestOffset(base, kind.gradient, 0), players * rows * columns);
        for (let i = Math.max(0, player); i < (player < 0 ? players : player + 1); i++) {
          for (let row = 0; row < rows; row++) {
            const start = (i * rows + row) * columns;
            const place = (row % players) * inputs + Math.floor(row / players);
            for (let c = 0; c < size * periods; c++) {
              const profile = done + Math.floor(c / periods);
              const to = (profile * players + i) * length + (c % periods) * rows + place;
              jacobian[to] = block[start + c];
            }
          }
        }
      });
    },
    states(model, strategies, states) {
      const { players, periods, inputs } = model;
      run(model, -1, 1, strategies, 'none', (_, __, columns) => {
        contestSafety(base);
        const size = players * columns;
        const array = (which: number, index: number) =>
          arena.f64(contestOffset(base, which, index), size);
        const basic = inputs === 2;
        const A = basic ? array(kind.model, 0) : array(kind.work, work.pathA);
        const B = basic ? array(kind.model, 1) : array(kind.work, work.pathB);
        const [s, p, e, pi, q, u] = (['s', 'p', 'e', 'pi', 'q', 'u'] as const).map((name) =>
          array(kind.work, work[name]),
        );
        const row = (index: number) => arena.f64(contestOffset(base, kind.column, index), columns);
        const common = row(columnRow.common);
        const noWin = row(columnRow.noWin);
        const step = players * periods;
        let survival = 1;
        for (let t = 0; t < periods; t++) {
          for (let i = 0; i < players; i++) {
            const at = i * columns + t;
            const values = [A[at], B[at], s[at], p[at], A[at] / e[at]];
            values.push(model.risk === 'winner' ? pi[at] : common[t], q[at], survival, u[at]);
            for (let f = 0; f < values.length; f++) states[f * step + t * players + i] = values[f];
          }
          if (model.endsOnWin) survival *= noWin[t];
        }
      });
    },
  };
}
