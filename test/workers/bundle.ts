/** Worker modules as the build makes them: one file each, in a folder that goes when the tests are over. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

/** The bundle of a module. @param source as a URL relative to the caller's `import.meta.url` */
export async function bundled(source: string, base: string): Promise<URL> {
  const folder = mkdtempSync(join(tmpdir(), 'shadowprice-worker-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'worker.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL(source, base))],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    loader: { '.wasm': 'binary' },
    logLevel: 'error',
  });
  return pathToFileURL(outfile);
}
