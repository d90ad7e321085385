/** `shadowprice resources paging`: its answers, its text, its refusals. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { paging } from '../../src/resources/paging/index';
import { wasm } from '../backends';
import { folderOf, json, printed, runLine } from './run';

const example = (name: string) =>
  fileURLToPath(new URL(`../../examples/resources/${name}.json`, import.meta.url));

describe('resources paging', () => {
  it.each(['belady-anomaly', 'model-weights'])('answers %s as the API does', async (name) => {
    const problem = JSON.parse(readFileSync(example(name), 'utf8'));
    const { code, document } = await json(`resources paging ${example(name)} --backend wasm`);
    expect(document).toEqual(printed(paging(wasm, problem)));
    expect(code).toBe(0);
  });

  it('takes traces from flags, and flags over a file', async () => {
    const line = 'resources paging --requests 1,2,3,4,1,2,5,1,2,3,4,5 --cache 4';
    const { document } = await json(line);
    expect(document).toMatchObject({
      pages: ['1', '2', '3', '4', '5'],
      policies: { fifo: { faults: 10 }, belady: { faults: 6 } },
      certificate: { holds: true, provenBy: 'duality' },
    });
    const over = await json(
      `resources paging ${example('belady-anomaly')} --cache 4 --policies fifo,lru --sizes 3,4 --seed 2 --replications 3`,
    );
    expect(over.document).toMatchObject({
      cache: 4,
      curve: { sizes: [3, 4], faults: { fifo: [9, 10], lru: [10, 8] } },
      anomalies: [{ policy: 'fifo', from: 3, to: 4, faults: [9, 10] }],
    });
  });

  it.each(['belady-anomaly', 'model-weights'])('prints %s within 80 columns', async (name) => {
    const { code, stdout, stderr } = await runLine(`resources paging ${example(name)}`, {
      env: { COLUMNS: '80' },
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/belady +\d+/);
    expect(stdout).toMatch(/certificate ✓ paging/);
    if (name === 'belady-anomaly') {
      expect(stdout).toContain('anomaly: fifo has 9 faults with 3 slots, 10 with 4');
    }
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('shows part of what is long', async () => {
    const requests = Array.from({ length: 5000 }, (_, t) => (t * t) % 211);
    const { stdout, code } = await runLine('resources paging -', {
      input: JSON.stringify({ requests, cache: 20 }),
      env: { COLUMNS: '80' },
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/and 1 more size\n/);
    expect(stdout.split('\n').length).toBeLessThan(75);
  });

  it('counts one of a kind as one', async () => {
    const { stdout } = await runLine('resources paging --requests a --cache 1');
    expect(stdout).toMatch(/ 1 request {2}1 page {2}k 1 slot\n/);
    expect(stdout).not.toMatch(/\b1 (requests|pages|slots|runs|faults)\b/);
  });

  const refused: [string, RegExp][] = [
    ['', /needs a problem/],
    ['none.json', /cannot read none.json: no such file/],
    ['@none.json', /^shadowprice: (requests|cache): got undefined/],
    ['@odd.json', /cahce: .* did you mean cache\?/],
    ['@bad.json', /requests\.1: got null/],
    ['@array.json', /problem: .*a JSON object/],
    ['--requests 1,2 --cache 0', /cache: got 0/],
    ['--requests 1,2 --cache x', /cache: got "x"/],
    ['--cache 3', /requests: got undefined, expected an array of pages/],
    ['--requests 1 --cache 1 --policies lru,best', /policies\.1: got "best"/],
    ['--requests 1 --cache 1 --sizes 0', /sizes\.0: got 0/],
    ['--requests 1 --cache 1 --replications 0', /replications: got 0/],
  ];
  const files = {
    'none.json': {},
    'odd.json': { requests: [1], cahce: 1 },
    'bad.json': { requests: [1, null], cache: 1 },
    'array.json': [1],
  };

  it.each(refused)('refuses %j', async (line, message) => {
    const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]);
    const at = await folderOf(Object.fromEntries(texts));
    const words = line.replace(/@(\S+)/, (_, name: string) => at(name));
    const { code, stdout, stderr } = await runLine(`resources paging ${words}`.trim());
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([2, '']);
  });
});
