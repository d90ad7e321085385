/** `shadowprice resources cover`, `spanning-tree`, `activities`: answers, text, refusals. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { setCover, vertexCover } from '../../src/resources/cover/index';
import { activities, spanningTree } from '../../src/resources/greedy/index';
import { wasm } from '../backends';
import { folderOf, json, printed, runLine } from './run';

const example = (name: string) =>
  fileURLToPath(new URL(`../../examples/resources/${name}.json`, import.meta.url));
const problem = (name: string) => JSON.parse(readFileSync(example(name), 'utf8'));

describe('resources cover, spanning-tree, activities', () => {
  it('answer examples as the API does', async () => {
    const cases: [string, Promise<unknown>][] = [
      [`cover ${example('probe-cover')}`, setCover(wasm, problem('probe-cover'))],
      [
        `cover ${example('probe-cover')} --method exact`,
        setCover(wasm, problem('probe-cover'), { method: 'exact' }),
      ],
      [
        `cover ${example('monitor-links')} --method half-integral --no-prune`,
        vertexCover(wasm, problem('monitor-links'), { method: 'half-integral', prune: false }),
      ],
      [
        `spanning-tree ${example('cluster-links')} --sense maximize`,
        Promise.resolve(spanningTree(wasm, problem('cluster-links'), { sense: 'maximize' })),
      ],
      [
        `activities ${example('gpu-bookings')} --machines 3`,
        Promise.resolve(activities(wasm, { ...problem('gpu-bookings'), machines: 3 })),
      ],
    ];
    for (const [line, expected] of cases) {
      const { code, document } = await json(`resources ${line} --backend wasm`);
      expect(document, line).toEqual(printed(await expected));
      expect(code).toBe(0);
    }
  });

  it.each([
    ['cover', 'probe-cover', /cost 102 .*at least 84.*certificate ✓ covering-duality/s],
    ['cover', 'monitor-links', /weight 20 .*certificate ✓ covering-duality/s],
    ['spanning-tree', 'cluster-links', /cost 115 .*certificate ✓ cycle-property/s],
    ['activities', 'gpu-bookings', /value 90 .*certificate ✓ interval-duality/s],
  ])('print %s of %s within 80 columns', async (verb, name, text) => {
    const { code, stdout, stderr } = await runLine(`resources ${verb} ${example(name)}`);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(text);
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
  });

  it('say what cannot be, and what is nothing', async () => {
    const none = await runLine('resources cover -', {
      input: '{ "sets": { "a": [1] }, "universe": [1, 2, 3] }',
    });
    expect(none.code).toBe(0);
    expect(none.stdout).toMatch(/no set holds 2, 3\n.*status ✗ infeasible\n.*✓ uncoverable/s);
    const apart = '{ "edges": [["a", "b", 1], ["c", "d", 2]] }';
    const tree = await runLine('resources spanning-tree -', { input: apart });
    expect(tree.code).toBe(0);
    expect(tree.stdout).toMatch(/2 components\n.*status ✗ infeasible/s);
    const forest = await runLine('resources spanning-tree - --forest', { input: apart });
    expect(forest.code).toBe(0);
    for (const [verb, input] of [
      ['cover', '{ "sets": {} }'],
      ['cover', '{ "edges": [] }'],
      ['spanning-tree', '{ "edges": [] }'],
      ['activities', '{ "activities": [] }'],
    ]) {
      expect((await runLine(`resources ${verb} -`, { input })).code).toBe(0);
    }
  });

  it('take names that every object has', async () => {
    const run = async (input: string) => {
      const { code, stdout, stderr } = await runLine('resources cover -', { input });
      expect([code, stderr]).toEqual([0, '']);
      return stdout;
    };
    const sets = await run('{ "sets": { "__proto__": [1, 2], "v": [3] }, "costs": { "v": 2 } }');
    expect(sets).toMatch(/__proto__ +2 +1\n.*v +1 +2\n.*cost 3 /s);
    const graph =
      '{ "edges": [["constructor", "toString"], ["toString", "b"]], "weights": {"b":2}}';
    expect(await run(graph)).toMatch(/toString +1\n.*weight 1 {2}1 vertex /s);
    const named = '{ "edges": [["__proto__", "b"]], "weights": { "__proto__": 0.5 } }';
    expect(await run(named)).toMatch(/__proto__ +0\.5\n.*weight 0\.5 {2}1 vertex /s);
  });

  it('count one of a kind as one, and say which edges were left out', async () => {
    const run = async (line: string, input: object) =>
      (await runLine(`resources ${line}`, { input: JSON.stringify(input) })).stdout;
    expect(await run('cover -', { sets: { a: [1] } })).toMatch(/cost 1 {2}1 set {2}/);
    const half = await run('cover - --method half-integral', { edges: [['a', 'a']] });
    expect(half).toMatch(/weight 1 {2}1 vertex .*1 vertex in,/s);
    const edges = Array.from({ length: 41 }, (_, v) => [v, v + 1, v]);
    const greatest = await run('spanning-tree - --sense maximize', { edges });
    expect(greatest).toMatch(/and 1 more edge\n.*42 vertices {2}1 component\n/s);
    expect(greatest.replace(/\s+/g, ' ')).toContain('dearer edges left out by 0');
    const least = await run('spanning-tree -', { edges: [[1, 2, 3]] });
    expect(least).toContain('1 of 1 edge ');
    expect(least.replace(/\s+/g, ' ')).toContain('cheaper edges left out by 0');
    const one = await run('activities -', { activities: [{ start: 0, finish: 1 }] });
    expect(one).toMatch(/1 of 1 activity {2}1 of 1 machine\n/);
  });

  it('show 40 rows of many', async () => {
    const edges = Array.from({ length: 100 }, (_, v) => [v, v + 1, v]);
    const { stdout } = await runLine('resources spanning-tree -', {
      input: JSON.stringify({ edges }),
    });
    expect(stdout).toContain('and 60 more edges');
  });

  it.each([
    ['cover', '', /needs a problem/],
    ['cover', 'none.json', /cannot read none.json: no such file/],
    ['cover', '@empty.json', /sets: got undefined, expected sets, or edges/],
    ['cover', '@both.json', /sets: .*nothing where there are edges/],
    ['cover', '@mixed.json', /weights: .*nothing where there are sets/],
    ['cover', '@cost.json', /costs\.b: got 1, expected a set: a/],
    ['cover', '@sets.json --method matching', /method: got "matching", expected one of greedy/],
    ['cover', '@sets.json --method best', /method: got "best"/],
    ['cover', '@sets.json --time-limit 3', /timeLimit: got 3, expected nothing/],
    ['spanning-tree', '@empty.json', /edges: got undefined/],
    ['spanning-tree', '@sets.json', /sets: .*edges, vertices/],
    ['activities', '@empty.json', /activities: got undefined/],
    ['activities', '@late.json', /activities\.0\.finish: got 1/],
    ['activities', '@late.json --machines 0', /activities\.0\.finish|machines: got 0/],
  ])('refuse %s %j', async (verb, line, message) => {
    const files = {
      'empty.json': {},
      'both.json': { sets: {}, edges: [] },
      'mixed.json': { sets: {}, weights: {} },
      'cost.json': { sets: { a: [1] }, costs: { b: 1 } },
      'sets.json': { sets: { a: [1] } },
      'late.json': { activities: [{ start: 2, finish: 1 }] },
    };
    const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]);
    const at = await folderOf(Object.fromEntries(texts));
    const words = line.replace(/@(\S+)/, (_, name: string) => at(name));
    const { code, stdout, stderr } = await runLine(`resources ${verb} ${words}`.trim());
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([2, '']);
  });
});
