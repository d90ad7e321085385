/** Sampling, classification and maps beside plain JavaScript, a first script, and C. */

import { complianceNames } from '../src/compliance/parameters';
import type { Backend } from '../src/engine/backend';
import { designOf, pointStream } from '../src/sampling/designs';
import { cRival } from './c-rival';
import { type BenchRow, type BenchSettings, compare } from './harness';
import { naiveSample, PlainHypercube, plainMap } from './rivals/hypercube';

const low = new Float64Array(6);
const high = new Float64Array(6).fill(1);

export function complianceRows(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
): BenchRow[] {
  return [
    ...[50000, 1000000].map((n) => hypercube(wasm, javascript, settings, n)),
    designs(wasm, javascript, settings),
    ...[500, 2000].map((side) => map(wasm, javascript, settings, side)),
  ];
}

function hypercube(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  n: number,
): BenchRow {
  let seed = 0;
  const run = (backend: Backend) => () => {
    const stream = pointStream('latin-hypercube', n, 6, seed++, []);
    return backend.compliance.tally(stream, 0, n, low, high)[0];
  };
  const ours = run(wasm);
  const plain = new PlainHypercube(n);
  const fisherYates = 'plain JavaScript, Fisher–Yates in typed arrays';
  const c = cRival({
    source: 'hypercube.c',
    how: 'Fisher–Yates, best of its runs',
    unit: 'sample',
    target: 0.9,
    args: [String(n), String(Math.max(3, Math.round(1e6 / n)))],
    ours: () => {
      const times = Array.from({ length: Math.max(3, Math.round(1e6 / n)) }, () => {
        const start = performance.now();
        ours();
        return performance.now() - start;
      });
      return (Math.min(...times) * 1000) / n;
    },
  });
  const naive = n > 1e5 ? [] : [{ name: 'naive script', run: () => naiveSample(n) }];
  return compare(
    `Latin hypercube of ${n} points in six dimensions, and the decision of each`,
    'sample',
    n,
    [
      { name: 'wasm, streaming', run: ours },
      { name: fisherYates, run: () => plain.run() },
      { name: 'javascript backend, streaming', run: run(javascript) },
      ...naive,
    ],
    settings,
    { [fisherYates]: 3.2 },
    [c],
  );
}

function designs(wasm: Backend, javascript: Backend, settings: BenchSettings): BenchRow {
  const n = 50000;
  const run = (backend: Backend, design: 'scipy' | 'sobol' | 'random') => {
    const out = new Float64Array(6 * n);
    return () =>
      designOf(backend, { design, samples: n, dimensions: 6, seed: 42 }).fill(0, n, out)[0];
  };
  const rows = (['sobol', 'random', 'scipy'] as const).flatMap((design) => [
    { name: `wasm, ${design}`, run: run(wasm, design) },
    { name: `javascript backend, ${design}`, run: run(javascript, design) },
  ]);
  return compare(`other designs, ${n} points in six dimensions`, 'sample', n, rows, settings);
}

function map(wasm: Backend, javascript: Backend, settings: BenchSettings, side: number): BenchRow {
  const fixed = Float64Array.of(0.6, 0.4, 0.5, 0.5, 0.1, 0.25);
  const axis = Float64Array.from({ length: side }, (_, i) => 0.01 + (0.99 * i) / (side - 1));
  const ours = new Uint8Array(side * side);
  const theirs = new Uint8Array(side * side);
  const [x, y] = [complianceNames.indexOf('auditRate'), complianceNames.indexOf('benefit')];
  const cells = (work: () => void, out: Uint8Array) => () => {
    work();
    return out[out.length >> 1];
  };
  const plain = 'plain JavaScript, cell by cell';
  wasm.compliance.map(fixed, x, axis, y, axis, ours);
  plainMap(fixed, axis, axis, theirs);
  const same = ours.every((code, i) => code === theirs[i]);
  return compare(
    `decision map, ${side} × ${side} cells`,
    'cell',
    side * side,
    [
      {
        name: 'wasm, row intervals',
        run: cells(() => wasm.compliance.map(fixed, x, axis, y, axis, ours), ours),
      },
      { name: plain, run: cells(() => plainMap(fixed, axis, axis, theirs), theirs) },
      {
        name: 'javascript backend',
        run: cells(() => javascript.compliance.map(fixed, x, axis, y, axis, theirs), theirs),
      },
    ],
    settings,
    { [plain]: 15 },
    [same ? 'bytes of both maps are the same' : 'the maps DIFFER'],
  );
}
