/** Vector exp, log and pow of the module against a loop over the host's `Math`, 4096 values in memory. */

import type { Backend } from '../src/engine/backend';
import { seeded } from '../test/random';
import { type BenchRow, type BenchSettings, compare } from './harness';

const count = 4096;

export function mathRows(wasm: Backend, settings: BenchSettings): BenchRow[] {
  const random = seeded(1);
  const fill = (draw: () => number) => Float64Array.from({ length: count }, draw);
  const between = (low: number, high: number) => () => low + (high - low) * random();
  const out = new Float64Array(count);
  const sinkOf = (work: () => void) => {
    work();
    return out[count - 1];
  };

  const row = (
    name: 'exp' | 'log' | 'pow',
    target: number | undefined,
    ours: () => void,
    theirs: () => void,
  ) => {
    const host = `Math.${name}`;
    return compare(
      `vector ${name}, ${count} values`,
      'value',
      count,
      [
        { name: 'wasm', run: () => sinkOf(ours) },
        { name: host, run: () => sinkOf(theirs) },
      ],
      settings,
      target ? { [host]: target } : {},
    );
  };

  const x = fill(between(-20, 20));
  const decades = fill(() => 10 ** between(-3, 6)());
  const base = fill(between(0.01, 100));
  const exponent = fill(between(-3, 3));
  return [
    row(
      'exp',
      4.5,
      () => wasm.math.expInto(x, out),
      () => {
        for (let i = 0; i < count; i++) out[i] = Math.exp(x[i]);
      },
    ),
    row(
      'log',
      undefined,
      () => wasm.math.logInto(decades, out),
      () => {
        for (let i = 0; i < count; i++) out[i] = Math.log(decades[i]);
      },
    ),
    row(
      'pow',
      6,
      () => wasm.math.powInto(base, exponent, out),
      () => {
        for (let i = 0; i < count; i++) out[i] = base[i] ** exponent[i];
      },
    ),
  ];
}
