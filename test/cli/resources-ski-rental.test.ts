/** `shadowprice resources ski-rental`: its answers, its text, its refusals. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { skiRental } from '../../src/resources/ski-rental/index';
import { wasm } from '../backends';
import { folderOf, json, printed, runLine } from './run';

const example = (name: string) =>
  fileURLToPath(new URL(`../../examples/resources/${name}.json`, import.meta.url));

describe('resources ski-rental', () => {
  it.each(['ski-rental', 'gpu-commitment'])('answers %s as the API does', async (name) => {
    const { options, ...problem } = JSON.parse(readFileSync(example(name), 'utf8'));
    const { code, document } = await json(`resources ski-rental ${example(name)} --backend wasm`);
    expect(document).toEqual(printed(skiRental(wasm, problem, options)));
    expect(code).toBe(0);
  });

  it('takes problems from flags, seasons as a range, and flags over a file', async () => {
    const { document } = await json('resources ski-rental --buy 10 --seasons 0..12');
    expect(document).toMatchObject({
      status: 'converged',
      buyDay: 10,
      ratio: { realized: 1.9, proven: 1.9 },
      strategies: {
        predicted: null,
        deterministic: { costs: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 19, 19, 19] },
      },
    });
    const input = JSON.stringify({ buy: 8, rent: 2, season: 9, options: { seed: 1 } });
    const line =
      'resources ski-rental - --buy 6 --prediction 9 --trust 0.5 --purchased 2 --seed 12345678901234567890';
    const over = await json(line, { input });
    expect(over.document).toMatchObject({
      breakEven: 3,
      strategies: { predicted: { buyDay: 2 }, given: { costs: [8] } },
    });
  });

  it('prints a table that fits 80 columns', async () => {
    for (const rest of [
      example('gpu-commitment'),
      '--buy 10 --season 7',
      '--buy 10 --seasons 1..60',
    ]) {
      const { code, stdout, stderr } = await runLine(`resources ski-rental ${rest}`, {
        env: { COLUMNS: '80' },
      });
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('break-even day');
      expect(stdout).toMatch(/certificate ✓ ski-rental/);
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
      if (rest.includes('60')) expect(stdout).toContain('and 20 more seasons');
    }
  });

  it('has help with examples that run', async () => {
    const { stdout } = await runLine('resources ski-rental --help');
    expect(stdout).toContain('gpu-commitment.json');
    expect(stdout).toMatch(/--trust <x>/);
  });

  const refused: [string, RegExp][] = [
    ['', /needs a problem/],
    ['none.json', /cannot read none.json: no such file/],
    ['@none.json', /^shadowprice: buy: got undefined/],
    ['@odd.json', /rnet: .* did you mean rent\?/],
    ['@array.json', /problem: .*a JSON object/],
    ['--buy x --season 1', /buy: got "x"/],
    ['--buy 10', /season: got undefined, expected a whole number .* or seasons/],
    ['--buy -1 --season 1', /buy: got -1/],
    ['--buy 10 --season 1.5', /season: got 1\.5/],
    ['--buy 10 --seasons 1,x', /seasons\.1: got "x"/],
    ['--buy 10 --seasons 1..1e9', /seasons: got "1\.\.1e9"/],
    ['--buy 10 --seasons 5..1', /seasons: got "5\.\.1"/],
    ['--buy 10 --season 3 --trust 0.5', /trust: got 0\.5, expected nothing/],
    ['--buy 10 --season 3 --prediction 4 --trust 2', /trust: got 2/],
    ['--buy 1e9 --season 3', /buy: got 1000000000, expected at most/],
    ['--buy 10 --season 3 --seed x', /seed: got "x"/],
  ];
  const files = { 'none.json': {}, 'odd.json': { buy: 1, rnet: 2, season: 1 }, 'array.json': [1] };

  it.each(refused)('refuses %j', async (line, message) => {
    const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]);
    const at = await folderOf(Object.fromEntries(texts));
    const words = line.replace(/@(\S+)/, (_, name: string) => at(name));
    const { code, stdout, stderr } = await runLine(`resources ski-rental ${words}`.trim());
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([2, '']);
  });
});
