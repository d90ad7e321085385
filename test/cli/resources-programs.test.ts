/** `shadowprice resources lp`, `ip` and `qp`: their answers, their text, their refusals. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  integerProgram,
  linearProgram,
  type ProgramResult,
  quadraticProgram,
  writeProgram,
} from '../../src/resources/programs/index';
import { wasm } from '../backends';
import { folderOf, json, printed, runLine } from './run';

const example = (name: string) =>
  fileURLToPath(new URL(`../../examples/resources/${name}.json`, import.meta.url));
const contentOf = (name: string) => JSON.parse(readFileSync(example(name), 'utf8'));

const examples = [
  ['lp', 'cluster-mix', linearProgram],
  ['ip', 'job-sizes', integerProgram],
  ['qp', 'smooth-power', quadraticProgram],
] as const;

describe.each(examples)('resources %s', (verb, name, solve) => {
  it('answers its example as the API does', async () => {
    const line = `resources ${verb} ${example(name)} --backend wasm`;
    const { code, document } = await json(line);
    expect(document).toEqual(printed(await solve(wasm, contentOf(name))));
    expect(code).toBe(0);
  });

  it('prints tables that fit 80 columns', async () => {
    const line = `resources ${verb} ${example(name)}`;
    const { code, stdout, stderr } = await runLine(line, { env: { COLUMNS: '80' } });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/certificate ✓ (duality|branch-and-bound)/);
    for (const constraint of Object.keys(contentOf(name).constraints)) {
      expect(stdout).toContain(constraint);
    }
    for (const text of stdout.split('\n')) expect(text.length).toBeLessThanOrEqual(80);
  });

  it('reads the same program as MPS and as LP', async () => {
    const file = await folderOf({
      'model.mps': writeProgram(contentOf(name), 'mps'),
      'model.LP': writeProgram(contentOf(name), 'lp'),
    });
    const { objective } = await solve(wasm, contentOf(name));
    for (const model of ['model.mps', 'model.LP']) {
      const { code, document } = await json(`resources ${verb} ${file(model)}`);
      expect((document as ProgramResult).objective).toBeCloseTo(objective as number, 8);
      expect(code).toBe(0);
    }
  });

  it('has a schema', async () => {
    const { stdout } = await runLine('schema resources');
    expect(JSON.parse(stdout).$defs).toHaveProperty(verb);
  });
});

it('reads standard input, and options beside the problem and in flags', async () => {
  const text = writeProgram(contentOf('job-sizes'), 'lp');
  const { document } = await json('resources ip - --format lp --gap 0.5 --proof-nodes 0', {
    input: text,
  });
  expect(document).toMatchObject({ status: 'converged', certificate: { provenBy: 'solver' } });
  const input = JSON.stringify({ variables: { x: {} }, options: { ranging: false } });
  expect((await json('resources lp -', { input })).document).toMatchObject({ ranging: null });
});

it('says what has no answer, with its proof', async () => {
  const file = await folderOf({
    'none.lp': 'min\n x\nst\n most: x + y <= 3\n least: x + y >= 4\n idle: x >= 1\nend',
    'all.lp': 'max\n x + y\nst\n c: x - y <= 3\nend',
  });
  const none = await runLine(`resources lp ${file('none.lp')}`);
  expect(none.code).toBe(0);
  expect(none.stdout).toMatch(/status ✗ infeasible/);
  expect(none.stdout).toMatch(
    /cannot hold at once, any fewer can: most \(upper\), least \(lower\)/,
  );
  expect(none.stdout).toMatch(/certificate ✓ farkas/);
  const all = await runLine(`resources lp ${file('all.lp')}`);
  expect(all.stdout).toMatch(/improves without end along/);
  expect(all.stdout).toMatch(/certificate ✓ ray/);
});

describe('refusals', () => {
  const files = {
    'cut.mps': 'NAME x\nROWS\n N o\nCOLUMNS\n x o 1\n',
    'cut.lp': 'min\n x\nst\n c: x >=',
    'binary.lp': Uint8Array.of(0, 1, 2, 255),
    'empty.mps': '',
    'whole.lp': 'min\n x\nst\n c: x >= 1.5\ngenerals\n x\nend',
    'names.json': JSON.stringify({ variables: { x: {} }, objective: { y: 1 } }),
    'list.json': '[1]',
  };
  it.each([
    ['lp', /lp needs a problem: a file in JSON, MPS or LP/],
    ['lp nowhere.mps', /cannot read nowhere.mps: no such file/],
    ['lp @cut.mps', /cut\.mps, line 6: got "", expected ENDATA at the end: the file is cut off/],
    ['lp @cut.lp', /cut\.lp, line 4: .*cut off/],
    ['lp @binary.lp', /is not UTF-8 text/],
    ['ip @empty.mps', /empty\.mps, line 1/],
    ['lp @whole.lp', /variables\.x\.type: got "integer".*verb ip/],
    ['qp @whole.lp', /integers are not solved/],
    ['lp @names.json', /objective\.y: got 1, expected one of x/],
    ['lp @list.json', /problem: .*a JSON object/],
    ['lp @names.json --time-limit -1', /timeLimit|objective\.y/],
    ['lp @names.json --gap 1', /unknown flag --gap/],
    ['lp @names.json --format xml', /format: got "xml", expected one of json, mps, lp/],
  ])('%s', async (line, message) => {
    const file = await folderOf(files);
    const { code, stdout, stderr } = await runLine(
      `resources ${line.replace(/@(\S+)/, (_, name) => file(name))}`,
    );
    expect(stderr).toMatch(message);
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
  });
});
