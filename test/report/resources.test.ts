import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { engineOf } from '../../src/domains';
import { nodeContext } from '../../src/figures/node';
import { type Chapter, complete } from '../../src/report/chapter';
import { allocationChapter } from '../../src/report/chapters/allocation';
import { complianceChapter } from '../../src/report/chapters/compliance';
import { contestChapter } from '../../src/report/chapters/contest';
import { resourcesChapter } from '../../src/report/chapters/resources';
import { jsonLines } from '../../src/report/chapters/resources/commands';
import { scoresOf, tokensProblem } from '../../src/report/chapters/resources/tokens';
import {
  clipThenRescale,
  greedyKnapsack,
  maxMinFairness,
  publishedBudget,
} from '../../src/report/published-resources';
import { project } from '../../src/resources/index';
import { wasm } from '../backends';
import { cli } from '../cli/run';
import { seeded } from '../random';
import { bash, expectPlain, expectSound, printedBlocks } from './page';

describe('published procedures', () => {
  it('clip and rescale as NumPy does', () => {
    expect(clipThenRescale([10, 2, 1], 1, 5, 7)).toEqual([4.375, 1.75, 0.875]);
    expect(clipThenRescale([0, 0], 2, 5, 8)).toEqual([4, 4]);
  });

  it('take the densest first and skip what does not fit', () => {
    // the order of Python's sort of (ratio, weight, value), reversed
    expect(greedyKnapsack([10, 20, 30], [60, 100, 120], 50)).toEqual([0, 1]);
    expect(greedyKnapsack([1, 1000], [2, 1000], 1000)).toEqual([0]);
    expect(greedyKnapsack([2, 4, 6], [2, 4, 6], 8)).toEqual([2, 0]);
    expect(greedyKnapsack([5], [1], 4)).toEqual([]);
  });

  it('fill flows up to demands or bandwidth', () => {
    expect(maxMinFairness([2, 8, 10], 12)).toEqual({
      allocation: [2, 5, 5],
      ends: true,
      remaining: 0,
    });
    expect(maxMinFairness([1, 2], 5)).toEqual({ allocation: [1, 2], ends: true, remaining: 2 });
    expect(maxMinFairness([1, 2], 0).allocation).toEqual([0, 0]);
  });

  it('go round for ever where rounding leaves something', () => {
    // as CPython has it: three times 0.33333333333333337, and 5e-324 to share
    expect(maxMinFairness([1, 1, 1], 1)).toEqual({
      allocation: Array(3).fill(0.33333333333333337),
      ends: false,
      remaining: Number.MIN_VALUE,
    });
    const random = seeded(5);
    const runs = Array.from({ length: 300 }, () => {
      const demands = Array.from({ length: 5 }, () => 10 * random());
      return maxMinFairness(demands, 25 * random());
    });
    const endless = runs.filter(({ ends }) => !ends);
    expect(endless.length).toBeGreaterThan(0);
    expect(endless.length).toBeLessThan(runs.length / 2);
    for (const { remaining } of endless) expect(remaining).toBeLessThan(1e-300);
  });
});

describe('the case', () => {
  it('is that of the source', () => {
    const { lower, upper, total } = tokensProblem;
    const { patches, ...others } = publishedBudget;
    expect({ lower, upper, total }).toEqual(others);
    expect(scoresOf()).toHaveLength(patches);
  });

  it('has the scores that the engine takes', () => {
    const { width, family } = tokensProblem.relevance;
    const { resources } = engineOf(wasm);
    const given = { ...tokensProblem, relevance: { family, width, scale: scoresOf() } };
    const options = { rules: false } as const;
    const known = resources.tokens(given as Parameters<typeof resources.tokens>[0], options);
    const own = resources.tokens(tokensProblem, options);
    expect(known.tokens).toEqual(own.tokens);
  });
});

describe('problems in lines', () => {
  it('are the same problems', () => {
    const problem = { a: 'x, y: {z}', b: [1, [2, -3]], c: { d: { e: 0.5 }, f: { g: [] } }, h: {} };
    expect(JSON.parse(jsonLines(problem))).toEqual(problem);
    expect(jsonLines(problem).split('\n').length).toBe(9);
  });
});

describe('the chapter', () => {
  const steps: string[] = [];
  let chapter: Chapter;
  let text: string;

  beforeAll(async () => {
    chapter = await resourcesChapter.write(engineOf(wasm), nodeContext(), async (what) => {
      steps.push(what);
    });
    text = chapter.body.text.replace(/\s+/g, ' ');
  }, 300_000);

  it('holds: published numbers, certificates, statements', () => {
    const { numbers, iterations, certificates, statements, leastDigits } = chapter.tally;
    expect(text.match(/class="fails".*/g)).toBeNull();
    expect(numbers).toEqual({ of: 1, hold: 1 });
    expect(iterations).toEqual({ of: 0, hold: 0 });
    // budgets 3 + 4, projections 2, tensions 3 × 16, knapsacks 12 × 5 + 7 × 2, GPUs 4, links 100 + 1 + 1
    expect(certificates).toEqual({ of: 237, hold: 237 });
    expect(statements.of).toBe(29);
    expect(complete(statements)).toBe(true);
    expect(leastDigits).toBe(16);
  });

  it('says how many steps and figures it has', () => {
    expect(steps).toHaveLength(resourcesChapter.steps);
    expect(chapter.figures.map(({ name }) => name)).toEqual([
      'resources-tokens',
      'resources-tensions',
      'resources-knapsacks',
      'resources-gpus',
    ]);
    expect(chapter.figures).toHaveLength(resourcesChapter.figures);
    const numbers = [...text.matchAll(/<b>Figure (\d+)\./g)].map(([, number]) => Number(number));
    const before = allocationChapter.figures + complianceChapter.figures + contestChapter.figures;
    expect(numbers).toEqual([1, 2, 3, 4].map((k) => before + k));
  });

  it('has what was published beside what is true', () => {
    const has = [
      // 200 × 64 tokens are bound
      '<b>only 400 of 13\u202f200 tokens are free to move</b>',
      '>66<',
      '<b>there is nothing to reproduce</b>',
      // clipped and rescaled, and the nearest point
      '(4.375, 1.750, 0.8750)',
      '(5.000, 1.000, 1.000)',
      // where ascent ends: at slopes that are equal, and at (64 − √1456)/4
      '(8.000, 2.000)',
      `(${((64 - Math.sqrt(1456)) / 4).toFixed(3)}, `,
      // one GPU more: 8 · 9.2 + 8 · 8.1 in place of 8 · 9.2 + 4 · 7.4 + 2 · 6.8 + 4.1
      '<b>one more GPU is worth 17.5, and one less costs 4.10</b>',
      // link by link, and max–min fair
      '5, 5, 20',
      '5, 5, 35',
      '4.9\u00a0×\u00a010⁻³²⁴',
    ];
    expect(has.filter((part) => !text.includes(part.replace(/\s+/g, ' ')))).toEqual([]);
  });

  it('has no number that is none, every reference, and each id once', () => {
    expectSound(chapter);
  });

  it('compares in few lines of plain text', () => {
    expect(chapter.lines.length).toBeLessThan(17);
    expectPlain(chapter.lines);
  });

  it('prints commands that work', async () => {
    const script = printedBlocks(chapter).map(({ commands }) => commands);
    const shell = `set -e\nshadowprice() { "${process.execPath}" "${cli}" "$@"; }\n`;
    const { code, stdout, stderr } = await bash(`${shell}${script.join('\n')}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const commands = script.join('\n').match(/shadowprice resources [\w-]+/g) ?? [];
    expect(commands).toHaveLength(9);
    // each answers under its own name
    const answers = stdout.match(/^resources [\w-]+/gm) ?? [];
    expect(answers.map((name) => `shadowprice ${name}`)).toEqual(commands);
  }, 100_000);

  it('prints calls that work', async () => {
    const blocks = printedBlocks(chapter);
    expect(blocks).toHaveLength(6);
    const { engine, AsyncFunction } = {
      engine: engineOf(wasm),
      AsyncFunction: (async () => {}).constructor as FunctionConstructor,
    };
    for (const { calls } of blocks) {
      const imports = /^import .* from '([^']+)';$/gm;
      const body = calls.replace(imports, '');
      for (const [, from] of calls.matchAll(imports)) {
        expect(['node:fs/promises', 'shadowprice/resources']).toContain(from);
      }
      await AsyncFunction('engine', 'readFile', 'project', body)(engine, readFile, project);
    }
  });
});
