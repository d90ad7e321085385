import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Reproduction, reproduce } from '../../src/report/index';
import {
  publishedBaseline,
  publishedMaps,
  publishedSample,
  publishedStrongMap,
  publishedTornado,
} from '../../src/report/published-compliance';
import { publishedPayoff } from '../../src/report/published-contest';
import {
  publishedDefault,
  publishedSteadyState,
  publishedSweepRows,
} from '../../src/report/published-numbers';
import { publishedUniform } from '../../src/report/published-resources';

const figureNames = [
  'compliance-indices',
  'compliance-levers',
  'compliance-maps',
  'compliance-shares',
  'compliance-tornado',
  'compliance-wedge',
  'contest-cycle',
  'contest-inputs',
  'contest-scenario',
  'decisions-gantt',
  'decisions-paging',
  'decisions-provision',
  'decisions-search',
  'decisions-ski-rental',
  'decisions-stream',
  'resources-gpus',
  'resources-knapsacks',
  'resources-tensions',
  'resources-tokens',
  'steady-state-sensitivity',
  'strategies',
  'sweeps',
  'sweeps-combined',
  'trajectories',
];

describe.each(['javascript', 'wasm'] as const)('the report on %s', (backend) => {
  let folder: string;
  let result: Reproduction;
  let page: string;
  const progress: Array<[number, number, string]> = [];

  /** One line where a text is missing, and not the whole page. */
  const expectInPage = (...texts: readonly string[]) =>
    expect(texts.filter((text) => !page.includes(text))).toEqual([]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shadowprice-'));
    result = await reproduce({
      out: join(folder, 'report'),
      backend,
      onProgress: (...step) => progress.push(step),
    });
    page = await readFile(result.path, 'utf8');
  }, 300_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('holds: numbers, iterations, certificates, statements', () => {
    expect(result.holds).toBe(true);
    // once, in the footer that explains it
    expect(page.match(/✗/g)).toHaveLength(1);
    expectInPage('171 of 171', '41 of 41');
  });

  it('contains every published number', () => {
    const { iterations: _, ...totals } = publishedDefault;
    const numbers = [
      ...Object.values(totals),
      ...publishedSweepRows.flatMap(({ rows }) => rows.flatMap((row) => row.slice(2))),
      publishedSteadyState.theoretical,
      publishedSteadyState.numerical,
      ...publishedSteadyState.strategies.map(({ netPresentValue }) => netPresentValue),
      publishedBaseline.evade,
      publishedBaseline.split,
      ...[publishedSample, ...publishedMaps, publishedStrongMap].flatMap(({ counts }) =>
        Object.values(counts),
      ),
      ...publishedTornado.rows.flatMap(({ low, high, swing }) => [low, high, swing]),
      ...publishedPayoff.payoffs,
      publishedUniform,
    ];
    expect(numbers).toHaveLength(171);
    expectInPage(...numbers.map((number) => `>${number}<`));
  });

  it('contains what is true and what was found', () => {
    // all but their last digits, which are rounded
    expectInPage('3724916.87283', '5.5808063263', '92.450148703', '85470.299953');
    expectInPage(...['0.139', '0.497', '5.07', '27.4'].map((share) => `${share}\u00a0%`));
    // compliance: exact shares and swings, the wedge, what 98.8 % takes
    expectInPage('77/648', '11.882716', '13.889', '1.111', '0.537037037037', '656.6', '0.8451');
    // races: what leaving dynapai’s answer gains, and how often who discounts stays out
    expectInPage('<b>0.09619</b>', '<b>0.1385</b>');
    // budgets: tokens that are free to move, what one GPU more is worth
    expectInPage('<b>only 400 of', '<b>one more GPU is worth 17.5,');
    // without foresight: a theorem that fails, a rule without a bound
    expectInPage('<b>at B = 30 that is 1.9667, less than 2</b>', '<b>LFU has no bound</b>');
    expectInPage('<b>diverges</b>', `${backend} backend`, process.versions.node);
  });

  it('needs no other file and no network', () => {
    const links = [...page.matchAll(/(?:href|src|srcset|data|action)="([^"]*)"/g)].map(
      ([, to]) => to,
    );
    const outside = links.filter((to) => !/^(#|data:,|figures\/[\w-]+\.(svg|png)$)/.test(to));
    expect(new Set(outside)).toEqual(
      new Set([
        'https://github.com/antontroynikov/ComputeAllocation',
        'https://github.com/najmulhasan-code/splitcomp',
        'https://doi.org/10.1080/14693062.2025.2464699',
        'https://github.com/quevivasbien/dynapai',
        'https://github.com/quevivasbien/AIIncentives.jl',
      ]),
    );
    expect(page.match(/<script|<img|<iframe|@import|url\(|src=/g)).toBeNull();
    expectInPage(...[...page.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => `id="${id}"`));
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has no number that is none', () => {
    expect(page.match(/NaN|undefined|\[object|Infinity/g)).toBeNull();
    expect(result.lines).not.toMatch(/NaN|undefined|\[object/);
  });

  it('speaks of itself alone', () => {
    expect(page.includes(process.cwd()) || page.includes(folder)).toBe(false);
  });

  it('saves every figure, which the page shows', async () => {
    const files = await readdir(join(folder, 'report', 'figures'));
    expect(files.sort()).toEqual(
      figureNames.flatMap((name) => [`${name}.png`, `${name}.svg`]).sort(),
    );
    expectInPage(...files.map((file) => `figures/${file}`));
    expect([...page.matchAll(/<figure /g)]).toHaveLength(figureNames.length);
  });

  it('numbers its figures from first to last', () => {
    const numbers = [...page.matchAll(/<b>Figure (\d+)\./g)].map(([, number]) => Number(number));
    expect(numbers).toEqual(figureNames.map((_, i) => i + 1));
  });

  it('compares in less than ninety lines of plain text', () => {
    const lines = result.lines.trimEnd().split('\n');
    expect(lines.length).toBeLessThan(90);
    for (const line of lines) expect(line.length).toBeLessThan(100);
    expect(result.lines).toContain('✓ 171 of 171');
    expect(result.lines).not.toContain('✗');
    expect(result.lines).not.toContain('\u001b');
  });

  it('reports progress up to the end', () => {
    const done = progress.map(([at]) => at);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    const [last, total] = progress[progress.length - 1];
    expect(last).toBe(total);
    expect(new Set(progress.map(([, of]) => of)).size).toBe(1);
    expect(progress.length).toBeGreaterThan(total - 2);
  });
});
