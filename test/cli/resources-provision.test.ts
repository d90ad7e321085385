/** `shadowprice resources provision`: its answers, its text, its refusals. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { provision } from '../../src/resources/provision/index';
import { wasm } from '../backends';
import { folderOf, json, printed, runLine } from './run';

const example = fileURLToPath(
  new URL('../../examples/resources/provisioning.json', import.meta.url),
);

describe('resources provision', () => {
  it('answers the example as the API does', async () => {
    const { options, ...problem } = JSON.parse(readFileSync(example, 'utf8'));
    const plain = await json(`resources provision ${example} --backend wasm`);
    expect(plain.document).toEqual(printed(provision(wasm, problem, options)));
    expect(plain.code).toBe(0);
    const flags = '--share 0.95 --fee 300 --window 12 --seed 7 --backend wasm';
    const changed = await json(`resources provision ${example} ${flags}`);
    const other = {
      ...problem,
      reservation: { ...problem.reservation, fee: 300 },
      sla: { share: 0.95 },
    };
    expect(changed.document).toEqual(printed(provision(wasm, other, { window: 12, seed: 7 })));
  });

  it('takes problems from flags', async () => {
    const line = 'resources provision --demand 2,3,3,1,4,4 --on-demand 1 --fee 2.5 --slots 4';
    const { document, code } = await json(line);
    expect(document).toMatchObject({
      status: 'converged',
      breakEven: 2.5,
      optimum: { served: 17 },
      certificate: { holds: true },
    });
    expect(code).toBe(0);
  });

  it.each(['40', '80'])('prints tables that fit %s columns', async (COLUMNS) => {
    const { code, stdout, stderr } = await runLine(`resources provision ${example}`, {
      env: { COLUMNS },
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/deterministic +76398/);
    expect(stdout).toMatch(/optimum +64644/);
    expect(stdout).toMatch(/certificate ✓ provision/);
    if (COLUMNS === '80') {
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it('has what was drawn apart from what is expected', async () => {
    const line = '--demand 1,1,1,1,0,0,2 --on-demand 1 --fee 3 --slots 6 --seed 2';
    const { stdout } = await runLine(`resources provision ${line} --backend wasm`);
    const problem = {
      demand: [1, 1, 1, 1, 0, 0, 2],
      onDemand: 1,
      reservation: { fee: 3, slots: 6 },
    };
    const { policies, optimum } = provision(wasm, problem, { seed: 2 });
    const { cost, expectation, ratio } = policies.randomized;
    const cells = (name: string) =>
      stdout
        .split('\n')
        .find((row) => row.includes(name))!
        .split(name)[1]
        .trim()
        .split(/ +/);
    const mean = cells('randomized, mean');
    const drawn = cells('randomized, drawn');
    expect(mean.slice(1, 3)).toEqual(['—', '—']);
    expect(Number(mean[0])).toBeCloseTo(expectation!.cost, 4);
    expect(Number(mean[3])).toBeCloseTo(ratio.realized!, 3);
    expect(Number(mean[4])).toBeCloseTo(ratio.proven!, 3);
    expect(Number(drawn[0])).toBe(cost);
    expect(Number(drawn[3])).toBeCloseTo(cost / optimum!.cost, 3);
    expect(drawn[4]).toBe('—');
  });

  it('says what one more costs, and one less saves', async () => {
    const of = (line: string) => runLine(`resources provision --on-demand 1 ${line}`);
    const gap = await of('--demand 5,0,5 --fee 100 --slots 1000');
    expect(gap.stdout).toMatch(/one machine more in a slot costs 1 +one less saves 0 … 1/);
    expect(gap.stdout).toMatch(/both are the same in 2 of 3 slots/);
    const never = await of('--demand 2,0,1 --fee 4 --slots 4');
    expect(never.stdout).toMatch(/over 1 case$/m);
    const far = await of('--demand 2,0,1 --fee 1e13 --slots 1e15');
    expect([far.code, far.stderr]).toEqual([0, '']);
    expect(far.stdout).toMatch(/certificate ✓ provision/);
  });

  it('prints little of a long trace', async () => {
    const demand = Array.from({ length: 2000 }, (_, t) => ((t * 7919) % 31) + (t % 24));
    const problem = { demand, onDemand: 1, reservation: { fee: 20, slots: 48 } };
    const at = await folderOf({ 'long.json': JSON.stringify(problem) });
    const { code, stdout } = await runLine(`resources provision ${at('long.json')}`);
    expect(code).toBe(0);
    expect(stdout).toMatch(/and \d+ more slots/);
    expect(stdout.split('\n').length).toBeLessThan(60);
  });

  const refused: [string, RegExp][] = [
    ['', /needs a problem/],
    ['none.json', /cannot read none.json: no such file/],
    ['@array.json', /problem: .*a JSON object/],
    ['@odd.json', /demnd: .*did you mean demand\?/],
    ['@terms.json', /reservation: got 5/],
    ['@terms.json --fee 3', /reservation: got 5/],
    ['--demand 1,2', /onDemand: /],
    ['--demand 1,x --on-demand 1 --fee 1 --slots 2', /demand\.1: got "x"/],
    ['--demand 1.5 --on-demand 1 --fee 1 --slots 2', /demand\.0: got 1\.5/],
    ['--demand 1 --on-demand 1 --fee 1 --slots 2 --usage 1', /reservation\.usage: got 1/],
    ['--demand 1 --on-demand 1 --fee 1 --slots 2 --share 2', /sla\.share: got 2/],
    ['--demand 1 --on-demand 1 --fee 1 --slots 2 --window 2', /window: got 2/],
    ['--demand 1 --on-demand 1 --fee -1 --slots 2', /reservation\.fee: got -1/],
  ];
  const files = {
    'array.json': [1],
    'odd.json': { demnd: [1] },
    'terms.json': { demand: [1], onDemand: 1, reservation: 5 },
  };

  it.each(refused)('refuses %j', async (line, message) => {
    const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]);
    const at = await folderOf(Object.fromEntries(texts));
    const words = line.replace(/@(\S+)/, (_, name: string) => at(name));
    const { code, stdout, stderr } = await runLine(`resources provision ${words}`.trim());
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([2, '']);
  });
});
