/** `shadowprice resources search`: its answers, its text, its refusals. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { search, searchKinds, searchMethods } from '../../src/resources/search/index';
import { wasm } from '../backends';
import { seeded } from '../random';
import { randomData } from '../resources/searches';
import { folderOf, json, printed, runLine } from './run';

const example = (name: string) =>
  fileURLToPath(new URL(`../../examples/resources/${name}.json`, import.meta.url));

describe('resources search', () => {
  it.each(['shard-placement', 'job-assignment'])('answers %s as the API does', async (name) => {
    const problem = JSON.parse(readFileSync(example(name), 'utf8'));
    for (const method of searchMethods) {
      const line = `resources search ${example(name)} --method ${method} --seed 3 --backend wasm --evaluations 20000`;
      const { code, document } = await json(line);
      const result = search(wasm, problem, { method, seed: 3, evaluations: 20_000 });
      expect(document).toEqual(printed(result));
      expect(result.certificate.holds).toBe(true);
      expect(code).toBe(0);
    }
  });

  it.each(searchKinds)('prints %s within 80 columns', async (kind) => {
    const problem = randomData(kind, seeded(3), 14);
    const { code, stdout, stderr } = await runLine('resources search - --method tabu --seed 3', {
      input: JSON.stringify({ ...problem, options: { evaluations: 5000 } }),
      env: { COLUMNS: '80' },
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`${kind} by tabu`);
    expect(stdout).toMatch(/objective \S+ \((minimized|maximized)\)/);
    expect(stdout).toMatch(/best so far.*: .* at \d+/);
    expect(stdout).toMatch(/certificate ✓ search: feasible/);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('prints the examples', async () => {
    for (const name of ['shard-placement', 'job-assignment']) {
      const { code, stdout } = await runLine(`resources search ${example(name)}`, {
        env: { COLUMNS: '80' },
      });
      expect(code).toBe(0);
      expect(stdout).toMatch(
        name === 'shard-placement' ? /stage 0 part 0 +\d+ +rack \d/ : /machine/,
      );
      expect(stdout).toContain('no move improves it');
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it('takes flags over options of a file', async () => {
    const input = JSON.stringify({
      ...randomData('max-cut', seeded(1), 10),
      method: 'genetic',
      options: { seed: 8, memetic: true },
    });
    const { document } = await json('resources search - --evaluations 3000', { input });
    expect(document).toMatchObject({ method: 'genetic', seed: 8, kind: 'max-cut' });
    const over = await json(
      'resources search - --method genetic --population 10 --seed 99999999999999999999',
      {
        input,
      },
    );
    expect(over.document).toMatchObject({ seed: '99999999999999999999' });
  });

  const files = {
    'none.json': {},
    'kind.json': { kind: 'knapsak', values: [1] },
    'odd.json': { kind: 'knapsack', valuess: [1] },
    'mixed.json': { kind: 'max-cut', edges: [['a', 'b']], values: [1] },
    'array.json': [1],
    'negative.json': { kind: 'knapsack', values: [1], weights: [1], capacity: -1 },
    'good.json': { kind: 'max-cut', edges: [['a', 'b', 2]] },
  };
  const refused: [string, RegExp][] = [
    ['', /needs a problem/],
    ['none.json', /cannot read none.json: no such file/],
    ['@none.json', /kind: got undefined, expected one of knapsack/],
    ['@kind.json', /kind: got "knapsak".*did you mean knapsack\?/],
    ['@odd.json', /valuess: .* did you mean values\?/],
    ['@mixed.json', /values: got an array of length 1/],
    ['@array.json', /problem: .*a JSON object/],
    ['@negative.json', /capacity: got -1/],
    ['@good.json --method best', /method: got "best"/],
    ['@good.json --seed -1', /seed: got "-1"/],
    ['@good.json --evaluations 0', /evaluations: got 0/],
    ['@good.json --tenure 3', /tenure: got 3, expected nothing where the method is annealing/],
    ['@good.json --memetic', /memetic: got true, expected nothing/],
  ];

  it.each(refused)('refuses %j', async (line, message) => {
    const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]);
    const at = await folderOf(Object.fromEntries(texts));
    const words = line.replace(/@(\S+)/, (_, name: string) => at(name));
    const { code, stdout, stderr } = await runLine(`resources search ${words}`.trim());
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([2, '']);
  });
});
