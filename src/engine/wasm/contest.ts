/** The kernels of `contest` in the module. */

import type { Arena } from '../arena';
import { ParameterError } from '../errors';
import { type ContestKernels, type ContestModel, riskKinds } from '../kernels/contest';

export interface ContestExports {
  contestBytes(players: number, columns: number, inputs: number, flags: number): number;
  contestOffset(block: number, kind: number, index: number): number;
  contestHead(
    block: number,
    players: number,
    columns: number,
    periods: number,
    profiles: number,
    inputs: number,
    risk: number,
    certification: number,
    flags: number,
  ): void;
  contestPrepare(block: number, numbers: number): void;
  contestEvaluate(block: number, from: number, to: number, derivatives: boolean): void;
  contestSafety(block: number): void;
  contestGather(block: number, from: number): void;
  contestScatter(block: number, first: number, end: number, to: number): void;
  contestRespondBytes(periods: number, inputs: number, profiles: number): number;
  contestRespond(
    block: number,
    player: number,
    data: number,
    profiles: number,
    starts: number,
    scratch: number,
    scale: number,
    maximumSharing: number,
    maxIterations: number,
    tolerance: number,
  ): number;
}

/** Kinds of `contestOffset`, and arrays of work, as `assembly/contest/layout.ts` numbers them. */
const kind = { model: 0, input: 1, gradient: 2, work: 3, column: 4 };
const work = { pathA: 3, pathB: 4, p: 5, e: 6, pi: 7, q: 9, u: 11, total: 14, s: 21 };
const columnRow = { noWin: 2, common: 4 };
const crossFlag = 32;
const certifications = ['none', 'absolute', 'relative'] as const;

/** Columns (a period of a profile each) of a block, where that many are wanted: it then stays in the cache. */
const blockColumns = 128;

const atOnce = ({ periods }: ContestModel) => Math.max(1, Math.floor(blockColumns / periods));

export function contestOf(exports: ContestExports, arena: Arena): ContestKernels {
  const { contestBytes, contestHead, contestOffset, contestPrepare, contestSafety } = exports;
  const { contestGather, contestEvaluate, contestScatter } = exports;
  const { contestRespond, contestRespondBytes } = exports;
  const { base } = arena;

  /**
   * Lays out a block for `profiles` profiles and fills in head and model.
   *
   * @param room bytes behind the block, where that is more than profiles and derivatives need
   * @returns its columns, and the address behind it, where profiles go in and derivatives come out
   */
  const layOut = (
    model: ContestModel,
    profiles: number,
    isCross: boolean,
    room = 0,
  ): [number, number] => {
    const { players, periods, inputs, components } = model;
    if (components !== undefined) {
      throw new ParameterError(
        'components',
        components.functions,
        "none on the backend wasm; load the engine with { backend: 'javascript' }",
      );
    }
    const columns = 2 * Math.ceil((profiles * periods) / 2);
    const flags =
      (model.endsOnWin ? 1 : 0) |
      (model.noWinIsDisaster ? 2 : 0) |
      (model.lastPeriodForever ? 4 : 0) |
      (model.hasMatrix ? 8 : 0) |
      (model.hasSlopes ? 16 : 0) |
      (isCross ? crossFlag : 0);
    const bytes = contestBytes(players, columns, inputs, flags);
    const { numbers } = model;
    const outside = profiles * periods * players * inputs * (isCross ? players : 1);
    arena.reserve(bytes + Math.max(8 * outside, 8 * numbers.length, room));
    const risk = riskKinds.indexOf(model.risk);
    const certification = certifications.indexOf(model.certification);
    contestHead(base, players, columns, periods, profiles, inputs, risk, certification, flags);
    arena.f64(base + bytes, numbers.length).set(numbers);
    contestPrepare(base, base + bytes);
    return [columns, base + bytes];
  };

  /** Runs over profiles block by block; derivatives, where wanted, to `out`. */
  const run = (
    model: ContestModel,
    player: number,
    count: number,
    strategies: Float64Array,
    payoffs: Float64Array,
    derivatives: 'none' | 'own' | 'all',
    out: Float64Array,
  ): number => {
    const { players, periods, inputs } = model;
    const [from, to] = player < 0 ? [0, players] : [player, player + 1];
    const most = atOnce(model);
    const length = periods * players * inputs;
    const outLength = derivatives === 'all' ? players * length : length;
    let columns = 0;
    let block = 0;
    for (let done = 0, size = 0; done < count; done += size) {
      const next = Math.min(most, count - done);
      if (next !== size) [columns, block] = layOut(model, next, derivatives === 'all');
      size = next;
      const profiles = arena.f64(block, size * length);
      profiles.set(strategies.subarray(done * length, (done + size) * length));
      contestGather(base, block);
      contestEvaluate(base, from, to, derivatives !== 'none');
      const total = arena.f64(contestOffset(base, kind.work, work.total), players * columns);
      for (let i = from; i < to; i++) {
        for (let m = 0; m < size; m++) payoffs[(done + m) * players + i] = total[i * columns + m];
      }
      if (derivatives === 'none') continue;
      const start = done * outLength;
      const written = arena.f64(block, size * outLength);
      // what stands for other players is left as it is
      if (player >= 0) written.set(out.subarray(start, start + size * outLength));
      contestScatter(base, from, to, block);
      out.set(written, start);
    }
    return columns;
  };

  return {
    payoffs(model, player, count, strategies, payoffs) {
      run(model, player, count, strategies, payoffs, 'none', payoffs);
    },
    gradient(model, player, count, strategies, payoffs, gradient) {
      run(model, player, count, strategies, payoffs, 'own', gradient);
    },
    jacobian(model, player, count, strategies, payoffs, jacobian) {
      run(model, player, count, strategies, payoffs, 'all', jacobian);
    },
    respond(model, response, starts, values) {
      const { player, profiles, weights, units, scale, maximumSharing } = response;
      const { periods, inputs } = model;
      const startsAt = units.length + weights.length;
      const valuesAt = startsAt + starts.length;
      const profilesAt = valuesAt + values.length;
      const data = profilesAt + profiles.length;
      const room = 8 * data + contestRespondBytes(periods, inputs, weights.length);
      const [, block] = layOut(model, Math.min(weights.length, atOnce(model)), false, room);
      const outside = arena.f64(block, data);
      outside.set(units);
      outside.set(weights, units.length);
      outside.set(starts, startsAt);
      outside.set(profiles, profilesAt);
      const evaluations = contestRespond(
        base,
        player,
        block,
        weights.length,
        values.length,
        block + 8 * data,
        scale,
        maximumSharing,
        response.maxIterations,
        response.tolerance,
      );
      for (let k = 0; k < starts.length; k++) starts[k] = outside[startsAt + k];
      for (let m = 0; m < values.length; m++) values[m] = outside[valuesAt + m];
      return evaluations;
    },
    states(model, strategies, states) {
      const { players, periods, inputs } = model;
      const payoffs = new Float64Array(players);
      const columns = run(model, -1, 1, strategies, payoffs, 'none', payoffs);
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
    },
  };
}
