/**
 * `npm run bench [-- --smoke] [-- --only math|allocation|compliance|contest|resources|decisions]`: prints the rows and writes them as JSON with the machine and
 * versions to bench/results/. Fails on nothing: a timing is a reading, not a test.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { javascriptBackend } from '../src/engine/javascript/index';
import { loadBackend } from '../src/engine/load';
import { allocationRows } from './allocation';
import { complianceRows } from './compliance';
import { contestRows } from './contest';
import { equilibriumRows } from './contest-equilibrium';
import { format, sinkValue } from './harness';
import { mathRows } from './math';
import { resourcesRows } from './resources';
import { decisionRows } from './resources-decisions';

const smoke = process.argv.includes('--smoke');
const only = process.argv[process.argv.indexOf('--only') + 1];
const settings = smoke ? { rounds: 5, milliseconds: 5 } : { rounds: 41, milliseconds: 25 };
const wasm = await loadBackend({ backend: 'wasm' });

const suites = {
  math: () => mathRows(wasm, settings),
  allocation: () => allocationRows(wasm, javascriptBackend, settings),
  compliance: () => complianceRows(wasm, javascriptBackend, settings),
  contest: () => [
    ...contestRows(wasm, javascriptBackend, settings),
    ...equilibriumRows(wasm, javascriptBackend, settings),
  ],
  resources: () => resourcesRows(wasm, javascriptBackend, settings, smoke),
  decisions: () => decisionRows(wasm, javascriptBackend, settings, smoke),
};

const machine = {
  cpu: cpus()[0].model,
  cores: cpus().length,
  node: process.version,
  v8: process.versions.v8,
  platform: `${process.platform} ${process.arch}`,
};
console.log(`${machine.cpu}, ${machine.cores} cores, node ${machine.node}, ${machine.platform}`);
console.log(`medians of ${settings.rounds} interleaved rounds; quartiles in brackets\n`);

const rows = Object.entries(suites).flatMap(([name, suite]) => {
  if (process.argv.includes('--only') && only !== name) return [];
  return suite().map((row) => {
    console.log(`${format(row)}\n`);
    return row;
  });
});
mkdirSync('bench/results', { recursive: true });
const date = new Date().toISOString();
const file = `bench/results/${date.replace(/[:.]/g, '-')}.json`;
writeFileSync(file, `${JSON.stringify({ date, smoke, machine, rows }, null, 2)}\n`);
console.log(`${rows.length} rows, written to ${file} (checksum ${sinkValue().toPrecision(6)})`);
