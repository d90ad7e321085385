/**
 * Everything that can be said without running the engine: formatting, lint, types, the package as its
 * consumers see it, its size, and what nothing uses. Each check runs though an earlier one failed.
 */

import { spawnSync } from 'node:child_process';

const checks = [
  ['formatting and lint', ['biome', 'ci', '--error-on-warnings', '.']],
  ['formatting of assembly/', ['prettier', '--check', 'assembly/**/*.ts']],
  ['types', ['tsc', '-p', 'tsconfig.json']],
  ['package', ['publint', '--strict']],
  [
    'types of the package',
    [
      'attw',
      '--pack',
      '.',
      '--profile',
      'esm-only',
      '--exclude-entrypoints',
      './shadowprice.wasm',
      './contest-worker.js',
      './highs.js',
      './highs.wasm',
      './programs-worker.js',
    ],
  ],
  ['size', ['size-limit']],
  ['unused', ['knip']],
];

const build = spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
if (build.status !== 0) process.exit(1);

let failed = 0;
for (const [what, [command, ...args]] of checks) {
  const { status, stdout, stderr } = spawnSync(`node_modules/.bin/${command}`, args, {
    encoding: 'utf8',
  });
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${what}`);
  if (status !== 0) {
    failed++;
    console.log(`${stdout}${stderr}`.trim());
  }
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
