/** Bundles bench/ with the current sources and runs it; arguments are passed on. */

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { build } from 'esbuild';

mkdirSync('build', { recursive: true });
if (!existsSync('build/shadowprice.wasm') || !process.argv.includes('--no-build')) {
  execFileSync(
    process.execPath,
    ['node_modules/assemblyscript/bin/asc.js', '--target', 'release'],
    {
      stdio: 'inherit',
    },
  );
}
await build({
  entryPoints: ['bench/main.ts'],
  outfile: 'build/bench.mjs',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  loader: { '.wasm': 'binary' },
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, ['build/bench.mjs', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
