/** `shadowprice resources stream`: its answers, its text, its refusals. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { streamTokens } from '../../src/resources/stream/index';
import { wasm } from '../backends';
import { folderOf, json, printed, runLine } from './run';

const example = fileURLToPath(
  new URL('../../examples/resources/video-stream.json', import.meta.url),
);
const { options, ...problem } = JSON.parse(readFileSync(example, 'utf8'));

describe('resources stream', () => {
  it('answers the example as the API does', async () => {
    const plain = await json(`resources stream ${example} --backend wasm`);
    expect(plain).toEqual({ code: 0, document: printed(streamTokens(wasm, problem, options)) });
    const line = `resources stream ${example} --backend wasm --total 2000 --values 0.01,0.1 --no-baselines`;
    const values = { least: 0.01, greatest: 0.1 };
    const other = { ...problem, total: 2000, values };
    const answer = streamTokens(wasm, other, { ...options, baselines: false });
    expect(await json(line)).toEqual({ code: 0, document: printed(answer) });
  });

  it('takes bounds from flags and linear frames from standard input', async () => {
    const frames = [
      { value: 6, tokens: 3 },
      { value: 9, tokens: 9 },
      { value: 8, tokens: 2 },
    ];
    const line = 'resources stream - --total 8 --lower 1 --upper 2,5,2 --count 4 --reserve 4';
    const { code, document } = await json(`${line} --backend wasm`, {
      input: JSON.stringify({ frames }),
    });
    const given = { frames, total: 8, lower: 1, upper: [2, 5, 2], count: 4, reserve: 4 };
    expect([code, document]).toEqual([0, printed(streamTokens(wasm, given))]);
  });

  it.each(['40', '80'])('prints a text that fits %s columns', async (COLUMNS) => {
    const { code, stdout, stderr } = await runLine(`resources stream ${example}`, {
      env: { COLUMNS },
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/certificate ✓ primal-dual/);
    expect(stdout).toMatch(/and 50 more frames/);
    if (COLUMNS === '80') {
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it('says what is missing, and what is left unproven', async () => {
    const short = await runLine(`resources stream ${example} --total 700`);
    expect(short.code).toBe(0);
    expect(short.stdout).toMatch(/status ✗ infeasible\n +20 tokens are missing/);
    const loose = await runLine(`resources stream ${example} --values 0.05,0.06 --total 90000`);
    expect(loose.stdout).toMatch(/at most \d+.* more, as tokens below L were left/);
    expect(loose.code).toBe(0);
  });

  it('counts one thing as one', async () => {
    const frames = { family: 'linear', scale: [2] };
    const input = JSON.stringify({ frames, total: 1 });
    const { stdout } = await runLine('resources stream -', { input });
    expect(stdout).toMatch(/ 1 token, 1 frame +100 % of 1 free one used/);
    const short = JSON.stringify({ frames, total: 1, lower: 2, upper: 3 });
    const none = await runLine('resources stream -', { input: short });
    expect(none.stdout).toMatch(/ 1 token is missing/);
    const many = JSON.stringify({ frames: { family: 'linear' }, count: 41, total: 41 });
    expect((await runLine('resources stream -', { input: many })).stdout).toMatch(
      /41 tokens, 41 frames.*and 1 more frame\n/s,
    );
  });

  const files = {
    'none.json': {},
    'odd.json': { ...problem, uper: 3 },
    'deep.json': { ...problem, frames: { family: { name: 'log' } }, count: 2 },
    'array.json': [1],
  };

  it.each<[string, RegExp]>([
    ['', /needs a problem/],
    ['nowhere.json', /cannot read nowhere.json: no such file/],
    ['@none.json', /^shadowprice: (total|frames): /],
    ['@odd.json', /uper: .* did you mean upper\?/],
    ['@deep.json', /frames\.family: got an object/],
    ['@array.json', /problem: .*a JSON object/],
    [`${example} --total many`, /total: got "many"/],
    [`${example} --total 4096.5`, /total: got 4096\.5/],
    [`${example} --values 1`, /values: got an array/],
    [`${example} --values 0.01,0.02`, /values\.greatest: got 0\.02, .*frame/],
    [`${example} --lower 1,x`, /lower\.1: got "x"/],
    [`${example} --count 3`, /count: got 3/],
  ])('refuses %j', async (line, message) => {
    const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]);
    const at = await folderOf(Object.fromEntries(texts));
    const words = line.replace(/@(\S+)/, (_, name: string) => at(name));
    const { code, stdout, stderr } = await runLine(`resources stream ${words}`.trim());
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([2, '']);
  });
});
