/**
 * Jobs on machines, each on one, so that the last machine ends early: P||Cmax on equal machines, R||Cmax where
 * times depend on the machine. A job jumps to another machine, or two jobs change places. Among assignments
 * of equal makespan that with the least Σ load² is preferred: it has fewer critical machines.
 *
 * Bounds: max(⌈Σ p/m⌉, the longest job, the m-th and (m+1)-th longest together) on equal machines,
 * max(Σ_j min_k t_jk/m, max_j min_k t_jk) else. Where no job of some critical machine ends earlier on the
 * least loaded one (a jump optimum), the makespan is within
 *
 *     2 − 2/(m + 1)                                                                                 (SE3)
 *
 * of the optimum on equal machines (Finn and Horowitz 1979).
 *
 * Moves: j m + k puts job j on machine k; n m + i n + j exchanges the machines of two jobs, i < j.
 *
 * Source: G. Finn and E. Horowitz, BIT 19 (1979) 312.
 */

import * as v from 'valibot';
import { ParameterError } from '../../../engine/errors';
import { parse, wholeNumber } from '../../../engine/parameters';
import { neumaierSum } from '../../../numerics/sums';
import {
  amount,
  type BuiltIn,
  coinsOf,
  flat,
  isWhole,
  mostTotal,
  namesEntry,
  plain,
  requireLength,
  safeLow,
} from './posed';

export interface AssignmentData {
  readonly kind: 'assignment';
  /** How long each job takes, ≥ 0, on every machine: with `machines`. */
  readonly durations?: ArrayLike<number>;
  /** How many equal machines there are. */
  readonly machines?: number;
  /** In place of both: how long each job (row) takes on each machine (column), ≥ 0. */
  readonly times?: readonly ArrayLike<number>[];
  /** What jobs are called. */
  readonly names?: readonly string[];
}

export interface AssignmentAnswer {
  /** The machine of each job. */
  readonly machines: Int32Array;
  /** What each machine has to do. */
  readonly loads: Float64Array;
}

export interface Placed {
  readonly machine: Int32Array;
  readonly loads: Float64Array;
  makespan: number;
}

const most = 2 ** 22;
/** Most jobs whose exchanges are part of the neighbourhood that is scanned. */
const mostExchanged = 2048;

const schema = v.strictObject(
  {
    durations: v.optional(v.array(amount, 'an array of numbers ≥ 0')),
    machines: v.optional(wholeNumber(1, 2 ** 20)),
    times: v.optional(v.array(v.array(amount, 'an array of numbers ≥ 0'), 'an array of rows')),
    names: namesEntry,
  },
  'an object with durations and machines, or times',
);

interface Jobs {
  readonly n: number;
  readonly m: number;
  readonly time: (job: number, machine: number) => number;
  /** Null where times depend on the machine. */
  readonly durations: Float64Array | null;
  readonly bound: number;
}

function jobsOf({ kind: _, ...given }: AssignmentData): Jobs {
  const { durations, machines, times, names } = parse(schema, plain(given), 'problem');
  if (times !== undefined) {
    if (durations !== undefined)
      throw new ParameterError('durations', durations, 'no durations with times');
    if (machines !== undefined)
      throw new ParameterError('machines', machines, 'nothing with times');
    const n = times.length;
    const m = times[0]?.length ?? 0;
    if (n === 0 || m === 0)
      throw new ParameterError('times', times, 'one job and one machine at least');
    if (n * m > most) throw new ParameterError('times', times, `at most ${most} times`);
    requireLength('names', names, n, 'jobs');
    const all = flat('times', times, m);
    const leasts = times.map((row) => row.reduce((least, t) => Math.min(least, t)));
    const sum = neumaierSum(leasts);
    const longest = leasts.reduce((a, b) => Math.max(a, b), 0);
    const bound = safeLow(Math.max(sum / m, longest), isWhole(all));
    return { n, m, time: (j, k) => all[j * m + k], durations: null, bound };
  }
  if (durations === undefined || durations.length === 0) {
    throw new ParameterError(
      'durations',
      durations,
      'how long each job takes, of one job at least',
    );
  }
  if (machines === undefined) throw new ParameterError('machines', machines, 'how many there are');
  const n = durations.length;
  if (n > most) throw new ParameterError('durations', durations, `at most ${most} jobs`);
  requireLength('names', names, n, 'jobs');
  const held = Float64Array.from(durations);
  const sum = neumaierSum(held);
  if (!(sum < mostTotal)) {
    throw new ParameterError('durations', sum, `numbers whose sum is below ${mostTotal}`);
  }
  const sorted = held.slice().sort().reverse();
  const pair = n > machines ? sorted[machines - 1] + sorted[machines] : 0;
  const bound = safeLow(Math.max(sum / machines, sorted[0], pair), isWhole(held));
  return { n, m: machines, time: (j) => held[j], durations: held, bound };
}

export function assignmentProblem(data: AssignmentData): BuiltIn<Placed, AssignmentAnswer> {
  const { n, m, time, durations, bound } = jobsOf(data);
  const jumps = n * m;
  const placed = (machine: Int32Array): Placed => {
    const loads = loadsOf(machine);
    return { machine, loads, makespan: greatest(loads) };
  };
  const loadsOf = (machine: Int32Array) => {
    const loads = new Float64Array(m);
    for (let j = 0; j < n; j++) loads[machine[j]] += time(j, machine[j]);
    return loads;
  };
  // the move that was looked at last: its machines and what they have after it
  let [a, b, loadA, loadB] = [0, 0, 0, 0];
  const read = ({ machine, loads }: Placed, move: number) => {
    if (move < jumps) {
      const j = Math.floor(move / m);
      a = machine[j];
      b = move - j * m;
      loadA = loads[a] - time(j, a);
      loadB = loads[b] + time(j, b);
      return;
    }
    const i = Math.floor((move - jumps) / n);
    const j = move - jumps - i * n;
    a = machine[i];
    b = machine[j];
    loadA = loads[a] - time(i, a) + time(j, a);
    loadB = loads[b] - time(j, b) + time(i, b);
  };
  return {
    problem: {
      bound,
      random: (stream) => placed(Int32Array.from({ length: n }, () => stream.below(m))),
      objective: ({ machine }) => greatest(loadsOf(machine)),
      feasible: ({ machine }) => machine.every((k) => k >= 0 && k < m),
      propose({ machine }, stream) {
        if (m === 1) return null;
        const i = stream.below(n);
        const j = stream.below(n);
        if (machine[i] !== machine[j] && stream.next() < 0.5) {
          return jumps + Math.min(i, j) * n + Math.max(i, j);
        }
        const k = stream.below(m - 1);
        return i * m + (k < machine[i] ? k : k + 1);
      },
      *moves({ machine }) {
        for (let j = 0; j < n; j++) {
          for (let k = 0; k < m; k++) if (k !== machine[j]) yield j * m + k;
        }
        if (n > mostExchanged) return;
        for (let i = 0; i < n; i++) {
          for (let j = i + 1; j < n; j++) if (machine[i] !== machine[j]) yield jumps + i * n + j;
        }
      },
      allows: () => true,
      delta(state, move) {
        read(state, move);
        const { loads, makespan } = state;
        let after = Math.max(loadA, loadB);
        if (loads[a] < makespan && loads[b] < makespan) return Math.max(after, makespan) - makespan;
        for (let k = 0; k < m; k++) if (k !== a && k !== b && loads[k] > after) after = loads[k];
        return after - makespan;
      },
      tie(state, move) {
        read(state, move);
        const before = state.loads[a] ** 2 + state.loads[b] ** 2;
        const difference = loadA ** 2 + loadB ** 2 - before;
        return Math.abs(difference) <= 1e-12 * before ? 0 : difference;
      },
      apply(state, move) {
        read(state, move);
        const { machine, loads } = state;
        if (move < jumps) machine[Math.floor(move / m)] = b;
        else {
          const i = Math.floor((move - jumps) / n);
          machine[i] = b;
          machine[move - jumps - i * n] = a;
        }
        loads[a] = loadA;
        loads[b] = loadB;
        state.makespan = greatest(loads);
        return state;
      },
      attribute: (_, move) => (move < jumps ? Math.floor(move / m) : move),
      crossover(x, y, stream) {
        const coin = coinsOf(stream);
        return placed(x.machine.map((k, j) => (coin() === 1 ? k : y.machine[j])));
      },
      copy: ({ machine }) => placed(machine.slice()),
      guarantee({ machine }) {
        if (durations === null) return null;
        const isJumpOptimum = isFixed(machine, loadsOf(machine), durations);
        return isJumpOptimum ? 2 - 2 / (m + 1) : null;
      },
    },
    answer: ({ machine }) => ({ machines: machine.slice(), loads: loadsOf(machine) }),
  };
}

/** Whether there is a critical machine none of whose jobs ends earlier on the least loaded one. */
function isFixed(machine: Int32Array, loads: Float64Array, durations: Float64Array): boolean {
  const makespan = greatest(loads);
  const least = loads.reduce((x, y) => Math.min(x, y));
  const canMove = new Uint8Array(loads.length);
  machine.forEach((k, j) => {
    if (least + durations[j] < makespan) canMove[k] = 1;
  });
  return loads.some((load, k) => load === makespan && canMove[k] === 0);
}

function greatest(loads: Float64Array): number {
  let most = 0;
  for (let k = 0; k < loads.length; k++) if (loads[k] > most) most = loads[k];
  return most;
}
