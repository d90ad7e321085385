/** What people see of `shadowprice compliance`: tables, drawings, help, an interrupted run, the schema. */

import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { behaviourTable, complianceTable } from '../../src/compliance/parameters';
import { cli, run, runLine } from './run';

describe('what people see', () => {
  it.concurrent.each([
    'decide',
    'payoffs --eta 2',
    'boundaries --x fine --x-range 0..3',
    'map',
    'map --resolution 3000x2000',
    'shares --fine 2 --benefit 0.1..0.9',
    'sample --samples 9999 --fine 0..2.125 --sites 3',
    'tornado --samples 3200',
    'tornado',
    'indices',
    'indices --samples 1024',
    'shapley --samples 512',
    'require --target 0.5 --lever fine,audit-rate=2,detection=0.1 --limit fine=0..5',
    'require --target 0.99 --lever fine',
    'regulator --response 1',
  ])('%s fits the terminal', async (line) => {
    for (const columns of [50, 80, 120]) {
      const env = { COLUMNS: String(columns) };
      const { code, stdout, stderr } = await runLine(`compliance ${line}`, { env });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^compliance [a-z]+( {2}|\n)/);
      expect(stdout).toMatch(/\n(certificate ✓ .+ \(held to .+\)|no certificate: .+)\n$/);
      expect(stdout).not.toMatch(/undefined|NaN|\[object/);
      expect(stdout).not.toContain('\u001b');
      for (const row of stdout.split('\n')) {
        expect(row).toBe(row.trimEnd());
        if (!row.includes('certificate')) expect([...row].length, row).toBeLessThanOrEqual(columns);
      }
    }
  });

  it.concurrent.each<[string, RegExp]>([
    ['decide', /The lab evades: worth 0\.025 more than the next best/],
    ['shares', /comply +11\.8827160494 %/],
    ['sample', /comply +5,\d{3} +1\d\.\d+ % +± 0\.\d+ % +11\.883 %/],
    ['tornado', /B +benefit +20\.52 % .*0\.10 % +−20\.42 %/],
    ['map --resolution 3', /· comply .* % {3}e evade .* % {3}s split .* %/],
    ['boundaries', /comply \| e evade: +B = a·d·F\n/],
    [
      'require --target 0.5 --lever fine --limit fine=0..5',
      /One more percentage point costs 0\.\d+ more/,
    ],
    ['require --target 0.99 --lever fine', /Out of reach: .* 23\.148 % of labs comply/s],
    ['regulator --response 1', /settles +at a\* = 0\.\d+/],
  ])('%s', async (line, says) => {
    expect((await runLine(`compliance ${line}`)).stdout).toMatch(says);
  });

  it('draws maps that it would not print', async () => {
    const line = 'compliance map --resolution 4000x1001';
    expect(await runLine(`${line} --json`)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'shadowprice: --json prints maps of at most 4000000 cells, not 4004000; without it the map is drawn\n',
    });
    expect((await runLine(line)).code).toBe(0);
  });

  it.concurrent.each([
    'decide',
    'payoffs',
    'boundaries',
    'map',
    'shares',
    'sample',
    'tornado',
    'indices',
    'shapley',
    'require',
    'regulator',
  ])('%s --help', async (verb) => {
    const { code, stdout } = await runLine(`compliance ${verb} --help`);
    expect(code).toBe(0);
    expect(stdout).toContain('\nExamples:\n  shadowprice compliance ');
    for (const row of stdout.split('\n')) {
      const isExample = /^ +(shadowprice|echo) /.test(row);
      if (!isExample) expect([...row].length, row).toBeLessThanOrEqual(80);
    }
  });
});

it.runIf(process.platform !== 'win32')(
  'an interrupted sample says what it has',
  async () => {
    const child = spawn(process.execPath, [
      cli,
      'compliance',
      'sample',
      '--samples',
      '1e10',
      '--json',
    ]);
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    const timer = setTimeout(() => child.kill('SIGINT'), 3000);
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearTimeout(timer);
    expect(code).toBe(1);
    const { status, samples } = JSON.parse(stdout);
    expect(status).toBe('cancelled');
    expect(samples).toBeLessThan(1e10);
  },
  20000,
);

it('schema knows every name that a problem may have', async () => {
  const { code, stdout } = await run(['schema', 'compliance']);
  expect(code).toBe(0);
  const { $schema, $defs } = JSON.parse(stdout);
  expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
  const names = Object.keys({ ...complianceTable, ...behaviourTable });
  for (const part of ['parameters', 'columns', 'ranges']) {
    expect(Object.keys($defs[part].properties)).toEqual(names);
  }
  for (const [, target] of stdout.matchAll(/"#\/\$defs\/(\w+)"/g))
    expect($defs).toHaveProperty(target);
  for (const [name, spec] of Object.entries({ ...complianceTable, ...behaviourTable })) {
    const row = $defs.parameters.properties[name];
    expect(row.default).toBe(spec.default);
    expect(row.minimum).toBe(spec.minimum);
  }
  for (const option of ['x', 'samples', 'levels', 'levers', 'correlation', 'response', 'target']) {
    expect($defs.call.properties).toHaveProperty(option);
  }
});
