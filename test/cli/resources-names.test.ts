/** Names that users give, on the terminal: one line, without what moves the cursor or colours. */

import { expect, it } from 'vitest';
import { counted, cut, plain } from '../../src/cli/output';
import { runLine } from './run';

const bad = 'a\u001b[31mred\nline2';
const shown = 'a·[31mred line2';

it('are plain text', () => {
  expect(plain(bad)).toBe(shown);
  expect(plain('α-7 模型 🚀')).toBe('α-7 模型 🚀');
  expect(plain('\u0000\u0007\u007f\u009b2J\u202eabc\u2066')).toBe('····2J·abc·');
  expect(plain('a\r\n\t\u2028b')).toBe('a b');
  expect(cut(bad, 6)).toBe('a·[31…');
  expect([0, 1, 2].map((n) => counted(n, 'vertex', 'vertices'))).toEqual([
    '0 vertices',
    '1 vertex',
    '2 vertices',
  ]);
});

const knapsack = { values: [1], weights: [1], capacity: 2, names: [bad] };

it.each<[string, object]>([
  ['schedule', { gpus: 1, jobs: [{ name: bad, gpus: 1, duration: 1 }] }],
  ['schedule', { gpus: 1, jobs: [{ name: bad, gpus: 2, duration: 1 }] }],
  ['activities', { activities: [{ name: bad, start: 0, finish: 1 }] }],
  ['cover', { sets: { [bad]: [1] } }],
  ['cover', { sets: { a: [1] }, universe: [1, bad] }],
  ['cover', { edges: [[bad, 'b']] }],
  ['spanning-tree', { edges: [[bad, 'b', 2]] }],
  ['knapsack', knapsack],
  ['search', { kind: 'knapsack', ...knapsack }],
  ['search', { kind: 'max-cut', edges: [[bad, 'b', 2]] }],
  ['fair-share', { routes: [[bad]], capacities: { [bad]: 3 } }],
  ['paging', { requests: [bad, 'b', bad], cache: 1 }],
  ['lp', { objective: { [bad]: 1 }, variables: { [bad]: { lower: 2 } }, constraints: {} }],
  [
    'lp',
    {
      variables: { x: { upper: 1 } },
      constraints: { [bad]: { coefficients: { x: 1 }, lower: 2 } },
    },
  ],
  ['lp', { sense: 'maximize', objective: { [bad]: 1 }, variables: { [bad]: {} } }],
])('come clean from %s, %#', async (verb, problem) => {
  const input = JSON.stringify(problem);
  const { stdout, stderr } = await runLine(`resources ${verb} -`, { input });
  expect(stderr).toBe('');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be there
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  expect(stdout).not.toMatch(/^line2/m);
  if (verb !== 'paging') expect(stdout).toContain(shown);
});
