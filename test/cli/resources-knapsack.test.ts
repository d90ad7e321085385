/** `shadowprice resources knapsack`: its answers, its text, its refusals. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { knapsack } from '../../src/resources/knapsack/index';
import { wasm } from '../backends';
import { folderOf, json, printed, runLine } from './run';

const example = (name: string) =>
  fileURLToPath(new URL(`../../examples/resources/${name}.json`, import.meta.url));

describe('resources knapsack', () => {
  it.each(['gpu-jobs', 'gpu-fleet'])('answers %s as the API does', async (name) => {
    const problem = JSON.parse(readFileSync(example(name), 'utf8'));
    for (const method of ['exact', 'fptas', 'greedy', 'fractional'] as const) {
      const line = `resources knapsack ${example(name)} --method ${method} --backend wasm`;
      const { code, document } = await json(line);
      expect(document).toEqual(printed(knapsack(wasm, problem, { method })));
      expect(code).toBe(0);
    }
  });

  it('takes problems from flags, and flags over a file', async () => {
    const line = 'resources knapsack --values 60,100,120 --weights 10,20,30 --capacity 50';
    const { document } = await json(line);
    expect(document).toMatchObject({ status: 'converged', value: 220, weight: 50, items: [1, 2] });
    const input = JSON.stringify({
      values: [3, 5, 9],
      weights: [2, 3, 5],
      capacity: 2,
      options: { method: 'fptas', epsilon: 0.2 },
    });
    const over = await json('resources knapsack - --capacity 17 --counts 2,unbounded,1', { input });
    expect(over.document).toMatchObject({
      method: 'fptas',
      weight: 17,
      certificate: { holds: true },
    });
    const all = await json('resources knapsack - --capacity 17 --counts 2 --method exact', {
      input: JSON.stringify({ values: [3, 5, 9], weights: [2, 3, 5] }),
    });
    expect(all.document).toMatchObject({ value: 29, counts: [2, 1, 2] });
  });

  it.each(['40', '80'])('prints a table that fits %s columns', async (COLUMNS) => {
    const { code, stdout, stderr } = await runLine(`resources knapsack ${example('gpu-jobs')}`, {
      env: { COLUMNS },
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('agent rollo');
    expect(stdout).toMatch(/certificate ✓ knapsack/);
    if (COLUMNS === '80') {
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it('says what has no bound, and what is nothing', async () => {
    const free = await runLine(
      'resources knapsack --values 1,2 --weights 1,0 --capacity 3 --counts unbounded',
    );
    expect(free.code).toBe(0);
    expect(free.stdout).toMatch(/status ✗ unbounded/);
    const input = '{ "values": [], "weights": [], "capacity": 0 }';
    const empty = await runLine('resources knapsack -', { input });
    expect(empty.code).toBe(0);
    expect(empty.stdout).toMatch(/value 0 +weight 0 of 0 +0 of 0 items/);
  });

  const refused: [string, RegExp][] = [
    ['', /needs a problem/],
    ['none.json', /cannot read none.json: no such file/],
    ['@none.json', /^shadowprice: values: /],
    ['@odd.json', /capacty: .* did you mean capacity\?/],
    ['@deep.json', /counts\.0: got an object/],
    ['@array.json', /problem: .*a JSON object/],
    ['--values 1,x --weights 1,1 --capacity 1', /values\.1: got "x"/],
    ['--values 1 --weights 1.5 --capacity 1', /weights\.0: got 1\.5.*scale/],
    ['--values 1 --weights 1 --capacity -1', /capacity: got -1/],
    ['--values 1 --weights 1 --capacity 1 --counts some', /counts\.0: got "some"/],
    ['--values 1 --weights 1 --capacity 1 --method best', /method: got "best"/],
    ['--values 1 --weights 1 --capacity 1 --epsilon 0.5', /epsilon: got 0\.5, expected nothing/],
    ['--values 1 --weights 1 --capacity 1 --method fptas --epsilon 2', /epsilon: got 2/],
  ];
  const files = {
    'none.json': {},
    'odd.json': { values: [1], weights: [1], capacty: 1 },
    'deep.json': { values: [1], weights: [1], capacity: 1, counts: [{ least: 1 }] },
    'array.json': [1],
  };

  it.each(refused)('refuses %j', async (line, message) => {
    const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]);
    const at = await folderOf(Object.fromEntries(texts));
    const words = line.replace(/@(\S+)/, (_, name: string) => at(name));
    const { code, stdout, stderr } = await runLine(`resources knapsack ${words}`.trim());
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([2, '']);
  });
});
