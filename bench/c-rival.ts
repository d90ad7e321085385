/** A C program beside ours: compiled where gcc is, runs of the two alternate, the ratio is that of medians. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CRival {
  /** File in bench/rivals. */
  readonly source: string;
  readonly defines?: readonly string[];
  /** What the program does, in words. */
  readonly how: string;
  readonly unit: string;
  readonly target: number;
  /** Arguments and input; its first word of output is microseconds a unit. */
  readonly args: readonly string[];
  readonly input?: string;
  /** Our work of about the same length; microseconds a unit. */
  readonly ours: () => number;
}

export function cRival({
  source,
  defines = [],
  how,
  unit,
  target,
  args,
  input,
  ours,
}: CRival): string {
  const folder = mkdtempSync(join(tmpdir(), 'shadowprice-bench-'));
  try {
    const program = join(folder, 'rival');
    const file = join(process.cwd(), 'bench/rivals', source);
    const flags = ['-O3', '-march=native', ...defines, file, '-o', program, '-lm'];
    if (spawnSync('gcc', flags).status !== 0) return 'gcc is not here: no comparison with C';
    const c: number[] = [];
    const wasm: number[] = [];
    for (let round = 0; round < 7; round++) {
      const { stdout } = spawnSync(program, args, { input, encoding: 'utf8' });
      c.push(Number(stdout.split(' ')[0]));
      wasm.push(ours());
    }
    const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
    const [theirs, mine] = [median(c), median(wasm)];
    const ratio = theirs / mine;
    const shown = theirs < 0.1 ? `${(1000 * theirs).toFixed(2)} ns` : `${theirs.toFixed(2)} µs`;
    const verdict = ratio >= target ? 'reached' : 'missed';
    return `gcc -O3 -march=native, ${how}: ${shown}/${unit}, ${ratio.toFixed(2)}× slower (target ${target}×: ${verdict})`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
