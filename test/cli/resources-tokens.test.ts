/** `shadowprice resources tokens`: its answers, its text, its refusals. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tokens } from '../../src/resources/tokens/index';
import { wasm } from '../backends';
import { folderOf, json, printed, runLine } from './run';

const example = fileURLToPath(new URL('../../examples/resources/tokens.json', import.meta.url));
const problem = JSON.parse(readFileSync(example, 'utf8'));

describe('resources tokens', () => {
  it('answers the example as the API does', async () => {
    const plain = await json(`resources tokens ${example} --backend wasm`);
    expect(plain).toEqual({ code: 0, document: printed(tokens(wasm, problem)) });
    const line = `resources tokens ${example} --backend wasm --no-integer --total 16000.5 --no-rules`;
    const real = await json(line);
    const answer = tokens(wasm, { ...problem, total: 16_000.5 }, { integer: false, rules: false });
    expect(real).toEqual({ code: 0, document: printed(answer) });
  });

  it('takes bounds and options from flags', async () => {
    const relevance = { family: 'sigmoid', scale: [1, 2, 3], width: 3 };
    const input = JSON.stringify({ relevance, options: { iterations: 7 }, regions: [0, 0, 1] });
    const line =
      'resources tokens - --lower 1,0,1 --upper 9 --total 12 --region-upper 8 --decay 0.5 --threshold 2';
    const { code, document } = await json(`${line} --backend wasm`, { input });
    const answer = tokens(
      wasm,
      {
        relevance: { ...relevance, family: 'sigmoid' },
        regions: [0, 0, 1],
        lower: [1, 0, 1],
        upper: 9,
        total: 12,
        regionUpper: 8,
      },
      { iterations: 7, decay: 0.5, threshold: 2 },
    );
    expect([code, document]).toEqual([0, printed(answer)]);
  });

  it.each(['40', '80'])('prints a text that fits %s columns', async (COLUMNS) => {
    const { code, stdout, stderr } = await runLine(`resources tokens ${example}`, {
      env: { COLUMNS },
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/certificate ✓ tokens/);
    expect(stdout).toMatch(/projectedGradient/);
    if (COLUMNS === '80') {
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it('says what is missing, and what gap is left', async () => {
    const short = await runLine(`resources tokens ${example} --total 12000`);
    expect(short.code).toBe(0);
    expect(short.stdout).toMatch(/status ✗ infeasible\n +800 tokens are missing/);
    const input = JSON.stringify({
      relevance: [
        [0, 0, 3],
        [0, 0, 3],
      ],
      total: 3,
      work: 0,
    });
    const open = await runLine('resources tokens -', { input });
    expect(open.code).toBe(1);
    expect(open.stdout).toMatch(/status ✗ iteration-limit\ncertificate ✗ tokens/);
  });

  const files = {
    'none.json': {},
    'odd.json': { ...problem, uper: 3 },
    'deep.json': { ...problem, relevance: { family: { name: 'log' } }, count: 2 },
    'array.json': [1],
  };

  it.each<[string, RegExp]>([
    ['', /needs a problem/],
    ['nowhere.json', /cannot read nowhere.json: no such file/],
    ['@none.json', /^shadowprice: (total|relevance|count): /],
    ['@odd.json', /uper: .* did you mean upper\?/],
    ['@deep.json', /relevance\.family: got an object/],
    ['@array.json', /problem: .*a JSON object/],
    [`${example} --total many`, /total: got "many"/],
    [`${example} --total 13200.5`, /total: got 13200\.5/],
    [`${example} --lower 1,x`, /lower\.1: got "x"/],
    [`${example} --iterations -1`, /iterations: got -1/],
  ])('refuses %j', async (line, message) => {
    const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]);
    const at = await folderOf(Object.fromEntries(texts));
    const words = line.replace(/@(\S+)/, (_, name: string) => at(name));
    const { code, stdout, stderr } = await runLine(`resources tokens ${words}`.trim());
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([2, '']);
  });
});
