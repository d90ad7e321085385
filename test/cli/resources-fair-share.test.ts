/** `shadowprice resources fair-share`: its answers, its text, its refusals. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fairShare } from '../../src/resources/fair-share/index';
import { wasm } from '../backends';
import { folderOf, json, printed, runLine } from './run';

const example = (name: string) =>
  fileURLToPath(new URL(`../../examples/resources/${name}.json`, import.meta.url));

describe('resources fair-share', () => {
  it.each(['bandwidth', 'shared-cluster'])('answers %s as the API does', async (name) => {
    const problem = JSON.parse(readFileSync(example(name), 'utf8'));
    for (const method of ['max-min', 'proportional', 'alpha'] as const) {
      const line = `resources fair-share ${example(name)} --method ${method} --backend wasm`;
      const { code, document } = await json(line);
      expect(document).toEqual(printed(fairShare(wasm, problem, { method })));
      expect(code).toBe(0);
    }
  });

  it('takes one resource from flags, and flags over a file', async () => {
    const line = 'resources fair-share --demands 3,5,unlimited --capacity 12';
    const { document } = await json(line);
    expect(document).toMatchObject({ status: 'converged', allocation: [3, 4.5, 4.5] });
    const input = JSON.stringify({ demands: [3, 5, 9], capacity: 2, options: { method: 'alpha' } });
    const over = await json('resources fair-share - --capacity 12 --alpha 3', { input });
    expect(over.document).toMatchObject({ alpha: 3, allocation: [3, 4.5, 4.5] });
  });

  it('prints a table that fits 80 columns', async () => {
    const { code, stdout, stderr } = await runLine(`resources fair-share ${example('bandwidth')}`, {
      env: { COLUMNS: '80' },
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('west-storage');
    expect(stdout).toMatch(/certificate ✓ bottleneck/);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  const files = {
    'names.json': { routes: [['a', 'c']], capacities: { a: 1 } },
    'both.json': { demands: [1], capacity: 1, routes: [[0]], capacities: [1] },
    'word.json': { demands: ['much'], capacity: 1 },
    'odd.json': { demands: [1], capacty: 1 },
    'array.json': [1],
  };
  const refused: [string, RegExp][] = [
    ['', /needs a problem/],
    ['none.json', /cannot read none.json: no such file/],
    ['@names.json', /routes\.0\.1: got "c", expected one of a/],
    ['@both.json', /^shadowprice: capacity: /],
    ['@word.json', /demands\.0: got "much"/],
    ['@odd.json', /capacty: .* did you mean capacity\?/],
    ['@array.json', /problem: .*a JSON object/],
    ['--demands 1,x --capacity 1', /demands\.1: got "x"/],
    ['--demands 1 --capacity -1', /capacity: got -1/],
    ['--demands 1 --capacity 1 --method best', /method: got "best"/],
    ['--demands 1 --capacity 1 --alpha 2', /alpha: got 2, expected nothing where the method/],
    ['--demands 1 --capacity 1 --method alpha --alpha 99', /alpha: got 99/],
  ];

  it.each(refused)('refuses %j', async (line, message) => {
    const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]);
    const at = await folderOf(Object.fromEntries(texts));
    const words = line.replace(/@(\S+)/, (_, name: string) => at(name));
    const { code, stdout, stderr } = await runLine(`resources fair-share ${words}`.trim());
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([2, '']);
  });
});
