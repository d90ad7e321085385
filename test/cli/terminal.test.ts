/** What people see: help, tables, plots, colours, narrow terminals; and readers that stop reading. */

import { spawn } from 'node:child_process';
import { openSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { computeTable } from '../../src/allocation/compute-path';
import { allocationTable } from '../../src/allocation/parameters';
import { flagOf } from '../../src/cli/flags';
import { cli, folderOf, run, runLine } from './run';

const escapeCode = '\u001b[';

describe('help', () => {
  it('--version', async () => {
    expect(await runLine('--version')).toEqual({
      code: 0,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });
  });

  it.each([
    ['', 'allocation'],
    ['--help', 'reproduce'],
    ['allocation --help', 'steady-state'],
    ['help allocation', 'sensitivity'],
    ['help allocation solve', '--discount-rate'],
    ['schema --help', 'domain'],
    ['reproduce --help', '--out'],
  ])('%s', async (line, says) => {
    const { code, stdout, stderr } = await runLine(line);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: shadowprice/);
    expect(stdout).toContain(says);
    for (const row of stdout.split('\n')) {
      // examples are whole commands, to be copied
      if (!/^ {2}(shadowprice|echo) /.test(row)) expect([...row].length).toBeLessThanOrEqual(80);
    }
  });

  it('tells symbol, meaning, unit, domain and default of every parameter', async () => {
    const { stdout } = await runLine('allocation solve --help', { env: { COLUMNS: '400' } });
    const text = stdout.replace(/\s+/g, ' ');
    for (const [name, spec] of Object.entries(allocationTable)) {
      expect(text).toContain(`--${spec.flag}, ${flagOf(name)} <${spec.symbol}> ${spec.meaning}`);
      expect(text).toMatch(new RegExp(`default ${spec.default}\\b`));
    }
    for (const rows of Object.values(computeTable)) {
      for (const spec of Object.values(rows)) expect(text).toContain(`--${spec.flag}, --compute-`);
    }
    const steady = await runLine('allocation steady-state --help');
    expect(steady.stdout.replace(/\s+/g, ' ')).toMatch(/<ρ> discount rate .{0,30}default 0\.15\)/);
  });
});

describe('tables and plots', () => {
  it('solve shows totals, paths, prices and the certificate', async () => {
    const { code, stdout, stderr } = await runLine('allocation solve --rho 0.06');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^allocation solve {2}fbsm on wasm, 200 steps, \d+ iterations\n/);
    expect(stdout).toContain('ρ 0.06');
    expect(stdout).toMatch(/ J +\d+\.\d+ +revenue +net present value\n/);
    expect(stdout).toContain('α(t)');
    expect(stdout).toContain('M(t)');
    expect(stdout).toMatch(/ g +compute\.growth +0\.1 +\d+ +\d\.\d{4}\n/);
    expect(stdout).toMatch(
      /\ncertificate ✓ pontryagin: residual \S+, discretization \S+, prices \S+, 1 extremal, the optimum \(held to 1e-4\)\n$/,
    );
  });

  it.each([
    'allocation solve',
    'allocation solve --compute-times 0,5,10 --compute-values 100,400,500 --t 12',
    'allocation simulate --allocation 0.5',
    'allocation steady-state',
    'allocation steady-state --as-published',
    'allocation sensitivity',
  ])('%s fits the terminal', async (line) => {
    for (const columns of [50, 60, 80, 120]) {
      const { stdout } = await runLine(line, { env: { COLUMNS: String(columns) } });
      expect(stdout).not.toContain(escapeCode);
      expect(stdout).not.toMatch(/undefined|NaN|\[object/);
      for (const row of stdout.split('\n')) {
        expect(row).toBe(row.trimEnd());
        // one line a certificate, however long
        if (!row.includes('certificate')) expect([...row].length, row).toBeLessThanOrEqual(columns);
      }
    }
  });

  it('colours where they are asked for, and nowhere else', async () => {
    const coloured = await runLine('allocation solve', { env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout).toContain(escapeCode);
    for (const env of [{}, { CI: '1' }, { NO_COLOR: '1', FORCE_COLOR: '1' }] as const) {
      const { stdout } = await runLine('allocation solve', { env });
      expect(stdout).not.toContain(escapeCode);
    }
    const asJson = await runLine('allocation solve --json', { env: { FORCE_COLOR: '1' } });
    expect(JSON.parse(asJson.stdout)).toHaveProperty('status', 'converged');
  });
});

describe('readers that stop reading', () => {
  it.each([
    'allocation solve',
    'allocation solve --json --steps 20000',
    'allocation solve --help',
    'schema allocation',
  ])('%s', async (line) => {
    const child = spawn(process.execPath, [cli, ...line.split(' ')]);
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.runIf(process.platform === 'linux')('says so where the output cannot be written', async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [cli, 'allocation', 'solve', '--json'], {
      stdio: ['ignore', full, 'pipe'],
    });
    let stderr = '';
    child.stderr!.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(74);
    expect(stderr).toMatch(/^shadowprice: cannot write the output: no space left on device\n$/);
  });
});

describe('schema', () => {
  it('knows every name that a problem may have', async () => {
    const { code, stdout } = await run(['schema', 'allocation']);
    expect(code).toBe(0);
    const schema = JSON.parse(stdout);
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    const { problem, parameters, compute, axis } = schema.$defs;
    expect(Object.keys(problem.properties)).toEqual(['parameters', 'options', 'control', 'axis']);
    expect(Object.keys(parameters.properties)).toEqual([
      ...Object.keys(allocationTable),
      'compute',
    ]);
    for (const [name, { minimum, exclusiveMaximum, default: value }] of Object.entries(
      allocationTable,
    )) {
      const { type, ...rest } = parameters.properties[name];
      expect(type).toBe('number');
      expect(rest.default).toBe(value);
      expect(rest.minimum).toBe(minimum);
      expect(rest.exclusiveMaximum).toBe(exclusiveMaximum);
    }
    const kinds = compute.oneOf.map(
      ({ properties }: { properties: { kind: { const: string } } }) => properties.kind.const,
    );
    expect(kinds).toEqual([...Object.keys(computeTable), 'table']);
    expect(axis.properties.parameter.enum).toContain('compute.growth');
  });

  it("states the options' bounds as the API holds them", async () => {
    const schema = JSON.parse((await run(['schema', 'allocation'])).stdout);
    const { options } = schema.$defs;
    for (const [name, spec] of Object.entries<Record<string, number>>(options.properties)) {
      const outside = [
        spec.minimum === undefined ? undefined : spec.minimum - 1,
        spec.exclusiveMinimum,
        spec.maximum === undefined ? undefined : spec.maximum + 1,
        spec.exclusiveMaximum,
      ].filter((x) => x !== undefined);
      for (const value of outside) {
        const input = JSON.stringify({ options: { [name]: value } });
        const { code, stderr } = await run(['allocation', 'solve', '-'], { input });
        expect(stderr).toMatch(new RegExp(`^shadowprice: ${name}: got `));
        expect(code).toBe(2);
      }
    }
  });
});

describe('reproduce', () => {
  it('writes a report that opens by itself, and says where', async () => {
    const path = await folderOf({});
    const { code, stdout, stderr } = await run(['reproduce', '--out', path('report')]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`report: ${path('report/index.html')}`);
    expect(statSync(path('report/index.html')).size).toBeGreaterThan(1e5);
    expect(stderr).toMatch(/^(\d+\/\d+ .+\n){2,12}$/);
    const asJson = await run(['reproduce', '--json', '--out', path('again')]);
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      path: path('again/index.html'),
      holds: true,
    });
  });
});
