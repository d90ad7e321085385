/** The packed tarball, installed and used as a consumer would. */

import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shadowprice-package-'));
  const installed = join(folder, 'node_modules/shadowprice');
  const run = (file: string, args: string[]) =>
    execFileSync(file, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(() => {
    // what npm would pack, without building anew
    const args = ['pack', '--ignore-scripts', '--pack-destination', folder];
    execFileSync('npm', args, { cwd: root, stdio: 'ignore' });
    run('tar', ['-xzf', `shadowprice-${version}.tgz`]);
    mkdirSync(join(folder, 'node_modules'));
    cpSync(join(folder, 'package'), installed, { recursive: true });
    // its dependencies, as installing would give them
    for (const name of readdirSync(join(root, 'node_modules'))) {
      if (name.startsWith('.') || name === 'shadowprice') continue;
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const evaluate = (code: string) => {
    writeFileSync(join(folder, 'use.mjs'), code);
    return run(process.execPath, ['use.mjs']).trim();
  };

  it('holds what is promised and nothing of the workshop', () => {
    const files = readdirSync(installed).sort();
    expect(files).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'docs',
      'examples',
      'package.json',
    ]);
    expect(readdirSync(join(installed, 'dist'))).toContain('THIRD-PARTY-LICENCES.txt');
  });

  it('solves from its main entry', () => {
    const value = evaluate(`
      import { loadEngine } from 'shadowprice';
      const engine = await loadEngine();
      console.log(engine.backend, engine.allocation.solve().netPresentValue);
    `);
    expect(value).toMatch(/^wasm 3724916\.87/);
  });

  it('solves from its subpaths, and throws one kind of ParameterError', () => {
    const value = evaluate(`
      import { ParameterError } from 'shadowprice';
      import { loadBackend } from 'shadowprice/engine';
      import { solve } from 'shadowprice/allocation';
      const backend = await loadBackend();
      try { solve(backend, { horizon: -1 }); } catch (e) { console.log(e instanceof ParameterError, e.message); }
      console.log(solve(backend).certificate.holds);
    `);
    expect(value).toBe('true horizon: got -1, expected a finite number > 0\ntrue');
  });

  it('samples, and finds what it takes, from the main entry and from subpaths', () => {
    const value = evaluate(`
      import { loadEngine } from 'shadowprice';
      import { loadBackend } from 'shadowprice/engine';
      import { shares } from 'shadowprice/compliance';
      import { designOf } from 'shadowprice/sampling';
      const engine = await loadEngine();
      console.log(engine.compliance.sample({ design: 'scipy', seed: 42 }).counts.comply);
      const backend = await loadBackend();
      console.log(Math.abs(shares(backend).comply - 77 / 648) < 1e-14);
      console.log(designOf(backend, { samples: 8, dimensions: 2 }).matrix().length);
    `);
    expect(value).toBe('5888\ntrue\n16');
  });

  it('solves from the streamed module', () => {
    const value = evaluate(`
      import { readFileSync } from 'node:fs';
      import { createRequire } from 'node:module';
      import { loadEngineStreaming } from 'shadowprice/streaming';
      const file = createRequire(import.meta.url).resolve('shadowprice/shadowprice.wasm');
      const response = new Response(readFileSync(file), { headers: { 'content-type': 'application/wasm' } });
      console.log((await loadEngineStreaming(response)).allocation.solve().status);
    `);
    expect(value).toBe('converged');
  });

  it('has a command line', () => {
    const cli = join(installed, 'dist/cli.js');
    const answer = JSON.parse(run(process.execPath, [cli, 'allocation', 'solve', '--json']));
    expect(answer.status).toBe('converged');
    expect(run(process.execPath, [cli, '--version']).trim()).toBe(version);
  });

  it('has types a strict consumer can use', () => {
    writeFileSync(
      join(folder, 'use.ts'),
      `import { loadEngine, type AllocationResult } from 'shadowprice';
       import { solve } from 'shadowprice/allocation';
       import { loadBackend } from 'shadowprice/engine';
       const engine = await loadEngine({ backend: 'wasm' });
       const plan: AllocationResult = engine.allocation.solve({ discountRate: 0.05 });
       const price: number = plan.shadowPrices.discountRate;
       const share: number = engine.compliance.sample({ samples: 1000 }).shares.comply.value;
       const space = { fine: [0, 2], benefit: 1 } as const;
       const saltelli = engine.sampling.saltelli(space, { samples: 64 });
       const values = saltelli.evaluate(({ fine }, count) => fine.subarray(0, count));
       const first: number = engine.sampling.sobolIndices(values).indices.fine.first.value;
       // @ts-expect-error values of another sample, or none, are no evaluations
       engine.sampling.sobolIndices([1, 2, 3]);
       // @ts-expect-error a name that the space has not
       engine.sampling.sobolIndices(values).indices.coordination;
       // @ts-expect-error an unknown parameter
       solve(await loadBackend(), { discountrate: 0.05 });
       export { first, price, share };`,
    );
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'ES2022',
      module: 'NodeNext',
      moduleResolution: 'NodeNext',
      types: [],
      lib: ['ES2022', 'DOM'],
    };
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['use.ts'] }),
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    expect(run(process.execPath, [tsc, '-p', folder])).toBe('');
  });
});
