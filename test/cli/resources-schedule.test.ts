/** `shadowprice resources schedule`: its answers, its text, its refusals. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { gangSchedule } from '../../src/resources/schedule/index';
import { wasm } from '../backends';
import { folderOf, json, printed, runLine } from './run';

const example = (name: string) =>
  fileURLToPath(new URL(`../../examples/resources/${name}.json`, import.meta.url));

describe('resources schedule', () => {
  it.each(['training-queue', 'gang-of-five'])('answers %s as the API does', async (name) => {
    const { options, ...problem } = JSON.parse(readFileSync(example(name), 'utf8'));
    for (const method of ['exact', 'priority', 'backfill', 'online'] as const) {
      const line = `resources schedule ${example(name)} --method ${method} --backend wasm`;
      const { code, document } = await json(line);
      const result = await gangSchedule(wasm, problem, { ...options, method });
      expect(document).toEqual(printed(result));
      expect(result.certificate.holds).toBe(true);
      expect(code).toBe(0);
    }
  });

  it('proves the small one twice', async () => {
    const { document } = await json(`resources schedule ${example('gang-of-five')}`);
    expect(document).toMatchObject({
      status: 'converged',
      certificate: { holds: true, provenBy: ['branch-and-bound', 'program'] },
    });
  });

  it('takes flags over a file', async () => {
    const line = `resources schedule ${example('gang-of-five')} --gpus 5 --objective makespan`;
    const easy = '--method backfill --backfill easy --order release';
    const { document } = await json(`${line} ${easy}`);
    expect(document).toMatchObject({
      objective: 'makespan',
      method: 'backfill',
      backfill: 'easy',
      order: 'release',
    });
    const blind = await json(`${line} --method online --no-clairvoyant`);
    expect(blind.document).toMatchObject({ order: 'widest', ratio: { proven: 1.8 } });
  });

  it.each(['40', '80'])('prints a table and a chart that fit %s columns', async (COLUMNS) => {
    const { code, stdout, stderr } = await runLine(
      `resources schedule ${example('training-queue')} --method backfill`,
      { env: { COLUMNS } },
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/certificate ✓ gang-schedule/);
    const chart = stdout.split('\n').filter((line) => line.endsWith('|'));
    expect(chart).toHaveLength(12);
    for (const line of chart) expect(line).toMatch(/^ {2}.{20} \| *\.*#+ *\|$/);
    for (const line of stdout.split('\n')) {
      if (COLUMNS === '80' || line.endsWith('|')) {
        expect(line.length).toBeLessThanOrEqual(Number(COLUMNS));
      }
    }
  });

  it('shows some of many jobs, and says which are too wide', async () => {
    const jobs = Array.from({ length: 300 }, (_, j) => ({ gpus: 1 + (j % 4), duration: 1 }));
    const line = 'resources schedule - --method online';
    const many = await runLine(line, { input: JSON.stringify({ jobs, gpus: 4 }) });
    expect(many.code).toBe(0);
    expect(many.stdout.split('\n').length).toBeLessThan(110);
    expect(many.stdout).toMatch(/and 260 more jobs/);
    const wide = await runLine(line, { input: JSON.stringify({ jobs, gpus: 2 }) });
    // that there is none is proven
    expect(wide.code).toBe(0);
    expect(wide.stdout).toMatch(/certificate ✓ gang-schedule/);
    expect(wide.stdout).toMatch(/needs more GPUs than there are: +job 2/);
    expect(wide.stdout).toMatch(/status ✗ infeasible/);
  });

  it('says of a list that it is optimal where it is, and counts one as one', async () => {
    const job = { gpus: 1, duration: 4.8999999999999995, release: 2.0999999999999996 };
    const input = JSON.stringify({ gpus: 1, jobs: [{ ...job, priority: 0.3 }] });
    const { stdout } = await runLine('resources schedule - --method priority', { input });
    expect(stdout).toMatch(/this is the optimum/);
    expect(stdout).toMatch(/at most 1 of 1 GPU at/);
    const jobs = Array.from({ length: 41 }, () => ({ gpus: 1, duration: 1 }));
    const many = await runLine('resources schedule - --method priority', {
      input: JSON.stringify({ gpus: 2, jobs }),
    });
    expect(many.stdout.match(/and 1 more job$/gm)).toHaveLength(2);
  });

  const refused: [string, RegExp][] = [
    ['', /needs a problem/],
    ['none.json', /cannot read none.json: no such file/],
    ['--gpus 4', /jobs: got undefined/],
    ['@odd.json', /job: .* did you mean jobs\?/],
    ['@long.json', /jobs\.0\.duration: got "1h"/],
    ['@good.json --gpus 1.5', /gpus: got 1\.5/],
    ['@good.json --gpus -1', /gpus: got -1/],
    ['@good.json --method best', /method: got "best"/],
    ['@good.json --order smith', /order: .*nothing where the method is exact/],
    ['@good.json --method online --no-clairvoyant --order longest', /order: got "longest"/],
    ['@good.json --node-limit 0', /nodeLimit: got 0/],
  ];
  const files = {
    'odd.json': { job: [], gpus: 1 },
    'long.json': { jobs: [{ gpus: 1, duration: '1h' }], gpus: 1 },
    'good.json': { jobs: [{ gpus: 1, duration: 1 }], gpus: 1 },
  };

  it.each(refused)('refuses %j', async (line, message) => {
    const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]);
    const at = await folderOf(Object.fromEntries(texts));
    const words = line.replace(/@(\S+)/, (_, name: string) => at(name));
    const { code, stdout, stderr } = await runLine(`resources schedule ${words}`.trim());
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([2, '']);
  });
});
