/**
 * `npm test [-- --long] [-- vitest's own arguments]`: builds, finds a browser, runs every test.
 *
 * `--long` runs the sample sizes that take minutes; without it, a fraction.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const own = process.argv.slice(2);
const long = own.includes('--long');
const rest = own.filter((argument) => argument !== '--long');

const chromium = findChromium() ?? installChromium() ?? findChromium();
if (!chromium) {
  console.error(
    [
      'The tests run in a real browser too, and none was found.',
      'Install Chrome or Chromium (Debian and Ubuntu: apt-get install chromium; macOS: brew install --cask chromium),',
      'or name one: SHADOWPRICE_CHROMIUM=/path/to/chrome npm test',
    ].join('\n'),
  );
  process.exit(1);
}
console.log(`browser: ${chromium}`);
run(process.execPath, ['scripts/build.mjs']);
const reporters = [
  '--reporter=default',
  '--reporter=json',
  '--outputFile.json=build/test-results.json',
];
run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...rest], {
  ...process.env,
  SHADOWPRICE_CHROMIUM: chromium,
  ...(long ? { SHADOWPRICE_LONG: '1' } : {}),
});

function run(command, args, env = process.env) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}

/** A Chrome or Chromium: the one named in the environment, on the path, or where installers put it. */
function findChromium() {
  const named = process.env.SHADOWPRICE_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    console.error(`SHADOWPRICE_CHROMIUM names ${named}, which is not there`);
    process.exit(1);
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':');
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  candidates.push(
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  );
  return candidates.find((path) => existsSync(path));
}

/** On Debian as root, Chromium is a package away. */
function installChromium() {
  const isDebianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!isDebianRoot) return undefined;
  console.log('no browser found; installing chromium with apt-get');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
  return undefined;
}
