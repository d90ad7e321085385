/**
 * Builds everything into dist/: the WebAssembly module, one self-contained file an entry point, the
 * command line, the declarations, and the licences of what is bundled.
 *
 *     dist/index.js        the engine with its module inlined: one file for Node and browsers
 *     dist/engine.js       backends alone
 *     dist/allocation.js, dist/compliance.js, dist/contest.js, dist/resources.js,
 *     dist/sampling.js
 *                          functions of a domain, taking a backend
 *     dist/contest-worker.js   what a thread runs for scenarios of contests
 *     dist/programs-worker.js  what a thread runs for programs
 *     dist/highs.js, dist/highs.wasm   the solver of programs, loaded on demand
 *     dist/streaming.js    the engine without the module, which it compiles while it loads
 *     dist/shadowprice.wasm
 *     dist/cli.js          Node only; its dependencies stay in node_modules
 *     dist/types/          declarations
 */

import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const runtime = process.execPath;

const shared = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  loader: { '.wasm': 'binary' },
  define: { SHADOWPRICE_VERSION: JSON.stringify(version) },
  metafile: true,
  legalComments: 'inline',
  logLevel: 'warning',
};

/** The thread that solves programs takes the solver from the file beside it. */
const solverApart = {
  name: 'solver-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/highs$/ }, ({ importer }) =>
      /programs[/\\]worker\.ts$/.test(importer)
        ? { path: './highs.js', external: true }
        : undefined,
    ),
};

rmSync('dist', { recursive: true, force: true });
mkdirSync('build', { recursive: true });
mkdirSync('dist', { recursive: true });
execFileSync(runtime, ['node_modules/assemblyscript/bin/asc.js', '--target', 'release'], {
  stdio: 'inherit',
});
copyFileSync('build/shadowprice.wasm', 'dist/shadowprice.wasm');
copyFileSync('node_modules/highs/build/highs.wasm', 'dist/highs.wasm');

const library = await build({
  ...shared,
  entryPoints: {
    index: 'src/index.ts',
    engine: 'src/engine/index.ts',
    allocation: 'src/allocation/index.ts',
    compliance: 'src/compliance/index.ts',
    contest: 'src/contest/index.ts',
    'contest-worker': 'src/contest/scenario/worker.ts',
    'programs-worker': 'src/resources/programs/worker.ts',
    highs: 'src/resources/programs/highs.ts',
    resources: 'src/resources/index.ts',
    sampling: 'src/sampling/index.ts',
    streaming: 'src/streaming.ts',
  },
  platform: 'neutral',
  // asked for by HiGHS in Node alone
  external: ['node:module'],
  plugins: [solverApart],
  // names stay readable in stack traces; what is saved is white space
  minifyWhitespace: true,
  minifySyntax: true,
  mainFields: ['module', 'main'],
  outdir: 'dist',
});
const cli = await build({
  ...shared,
  entryPoints: { cli: 'src/cli/main.ts' },
  platform: 'node',
  packages: 'bundle',
  external: Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).dependencies ?? {}),
  banner: { js: '#!/usr/bin/env node' },
  outdir: 'dist',
  splitting: true,
  chunkNames: 'cli-[name]-[hash]',
});

writeDeclarations();
writeLicences([library.metafile, cli.metafile]);

/** Declarations, with the extension that Node's resolution wants on relative imports. */
function writeDeclarations() {
  execFileSync(
    runtime,
    ['node_modules/typescript/bin/tsc', '-p', 'scripts/tsconfig.declarations.json'],
    {
      stdio: 'inherit',
    },
  );
  for (const file of files('dist/types')) {
    const text = readFileSync(file, 'utf8');
    const withExtensions = text.replace(
      /((?:from|import)\s*\(?\s*')(\.{1,2}\/[^']*)'/g,
      (_, before, path) => `${before}${path}.js'`,
    );
    writeFileSync(file, withExtensions);
  }
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}

/** The licence texts of the packages whose code is inside the bundles. */
function writeLicences(metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const names = new Set(
    inputs.flatMap((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []),
  );
  const texts = [...names].sort().map((name) => {
    const folder = join('node_modules', name);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const { license, version: packaged } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`;
    return `${name} ${packaged} (${license})\n\n${text}\n`;
  });
  texts.push(readFileSync('scripts/fdlibm-notice.txt', 'utf8'));
  writeFileSync('dist/THIRD-PARTY-LICENCES.txt', texts.join(`\n${'-'.repeat(78)}\n\n`));
}

if (!existsSync('dist/index.js')) throw new Error('the build left no dist/index.js');
