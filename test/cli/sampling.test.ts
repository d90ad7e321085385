/** `shadowprice sampling points`. */

import { describe, expect, it } from 'vitest';
import { engineOf } from '../../src/domains';
import { wasm } from '../backends';
import { json, run, runLine } from './run';

const { sampling } = engineOf(wasm);

describe('sampling points', () => {
  it('prints the points of a design', async () => {
    const line = 'sampling points --design scipy --samples 6 --dimensions 3 --seed 42';
    const { code, document } = await json(line);
    expect(code).toBe(0);
    const options = { design: 'scipy', samples: 6, dimensions: 3, seed: 42 } as const;
    const rows = (document as { points: number[][] }).points;
    expect(rows.flat()).toEqual(Array.from(sampling.design(options).matrix()));
    const { stdout } = await runLine(line);
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toBe('x1,x2,x3');
    expect(lines.slice(1).map((text) => text.split(',').map(Number))).toEqual(rows);
  });

  it('prints the points of a space, its seed of any size', async () => {
    const problem = {
      space: { fine: [0, 2], rate: { kind: 'log-uniform', low: 0.1, high: 1 }, fixed: 3 },
      correlation: [{ between: ['fine', 'rate'], value: 0.5 }],
      samples: 4,
    };
    const { code, document } = await json('sampling points - --seed 123456789012345678901', {
      input: JSON.stringify(problem),
    });
    expect(code).toBe(0);
    const draw = sampling.draw(
      { fine: [0, 2], rate: { kind: 'log-uniform', low: 0.1, high: 1 }, fixed: 3 },
      {
        samples: 4,
        seed: 123456789012345678901n,
        correlation: [{ between: ['fine', 'rate'], value: 0.5 }],
      },
    );
    expect(document).toMatchObject({ names: ['fine', 'rate', 'fixed'] });
    expect((document as { points: number[][] }).points.flat()).toEqual(Array.from(draw.matrix()));
  });

  it.each([
    ['--samples 0', /samples: got 0/],
    ['--samples 1e9', /samples: got 1000000000, expected at most/],
    ['--dimensions 0', /dimensions: got 0/],
    ['--design halton', /design: got "halton"/],
    ['--seed -1', /seed/],
    ['--samples ten', /samples/],
  ])('%s: exit 2 and one line', async (flags, message) => {
    const { code, stdout, stderr } = await runLine(`sampling points ${flags}`);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(message);
  });

  it.each([
    ['{ "space": { "a": [1, 0] } }', /a/],
    ['{ "space": {} }', /space/],
    ['{ "space": { "a": [0, 1] }, "dimensions": 2 }', /dimensions: got 2, expected nothing/],
    ['{ "correlation": [] }', /correlation/],
    ['{ "sample": 3 }', /did you mean samples/],
    ['[1, 2]', /problem/],
    ['{ "samples": ', /cut off/],
  ])('%s: exit 2 and one line', async (input, message) => {
    const { code, stderr } = await run(['sampling', 'points', '-'], { input });
    expect(code).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(message);
  });

  it('has a schema', async () => {
    const { stdout } = await runLine('schema sampling');
    expect(JSON.parse(stdout)).toMatchObject({ title: 'shadowprice sampling', type: 'object' });
  });
});
