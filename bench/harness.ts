/**
 * Interleaved timing: every round runs each contender once, in alternating order, so that a machine whose
 * speed drifts slows all of them alike; quoted are medians over rounds, and the median of the ratios
 * round by round with its quartiles. Results are summed into a sink that is printed, so that no work can
 * be dropped as unused.
 */

export interface Contender {
  readonly name: string;
  /** One repetition; returns a number that depends on all of its work. */
  readonly run: () => number;
}

export interface Timing {
  readonly name: string;
  /** Median, in microseconds a unit. */
  readonly microseconds: number;
  /** Median of (this / ours) over the rounds, with the quartiles: how many times faster ours is. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

export interface BenchRow {
  readonly title: string;
  /** What one unit is, e.g. `solve`. */
  readonly unit: string;
  /** What was promised of the ratio, by contender. */
  readonly target: Readonly<Record<string, number>>;
  readonly timings: readonly Timing[];
  readonly notes: readonly string[];
}

export interface BenchSettings {
  /** Rounds after warm-up. */
  readonly rounds: number;
  /** Least duration of one contender's share of a round. */
  readonly milliseconds: number;
}

let sink = 0;

/** What kept the work alive. */
export const sinkValue = () => sink;

/** Times contenders against the first, which is ours. `units` is the work of one run. */
export function compare(
  title: string,
  unit: string,
  units: number,
  contenders: readonly Contender[],
  settings: BenchSettings,
  target: Readonly<Record<string, number>> = {},
  notes: readonly string[] = [],
): BenchRow {
  const repetitions = contenders.map(({ run }) => calibrate(run, settings.milliseconds));
  const times = contenders.map(() => new Float64Array(settings.rounds));
  for (let round = 0; round < settings.rounds; round++) {
    for (let i = 0; i < contenders.length; i++) {
      const c = round % 2 === 0 ? i : contenders.length - 1 - i;
      times[c][round] = (time(contenders[c].run, repetitions[c]) * 1000) / units;
    }
  }
  const timings = contenders.map(({ name }, c) => {
    const ratios = times[c].map((t, round) => t / times[0][round]);
    return {
      name,
      microseconds: quantile(times[c], 0.5),
      ratio: quantile(ratios, 0.5),
      low: quantile(ratios, 0.25),
      high: quantile(ratios, 0.75),
    };
  });
  return { title, unit, target, timings, notes };
}

/** Milliseconds of one repetition. */
function time(run: () => number, repetitions: number): number {
  const start = performance.now();
  for (let i = 0; i < repetitions; i++) sink += run();
  return (performance.now() - start) / repetitions;
}

/** Warms up and finds how many repetitions fill the time of a round. */
function calibrate(run: () => number, milliseconds: number): number {
  let repetitions = 1;
  for (;;) {
    const spent = time(run, repetitions) * repetitions;
    if (spent >= milliseconds) return Math.max(1, Math.round((repetitions * milliseconds) / spent));
    repetitions =
      spent > 0
        ? Math.ceil(repetitions * Math.min(8, (1.2 * milliseconds) / spent))
        : 8 * repetitions;
  }
}

function quantile(values: Float64Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** A row as text. */
export function format(row: BenchRow): string {
  const width = Math.max(...row.timings.map(({ name }) => name.length));
  const lines = row.timings.map(({ name, microseconds, ratio, low, high }, i) => {
    const time = `${microseconds < 0.1 ? (microseconds * 1000).toFixed(2) : microseconds.toFixed(2)}`;
    const timeUnit = microseconds < 0.1 ? 'ns' : 'µs';
    const head = `  ${name.padEnd(width)}  ${time.padStart(9)} ${timeUnit}/${row.unit}`;
    if (i === 0) return head;
    const goal = row.target[name];
    const verdict =
      goal === undefined ? '' : ` (target ${goal}×: ${ratio >= goal ? 'reached' : 'missed'})`;
    return `${head}  ${ratio.toFixed(2)}× slower [${low.toFixed(2)}, ${high.toFixed(2)}]${verdict}`;
  });
  return [row.title, ...lines, ...row.notes.map((note) => `  ${note}`)].join('\n');
}
