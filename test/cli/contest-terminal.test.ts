/** What people see of `shadowprice contest`: tables, sentences, help, demos, an interrupted search, the schema. */

import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { contestTable } from '../../src/contest/table';
import { loadEngine } from '../../src/index';
import { cli, json, printed, run, runLine } from './run';

const escapeCode = '\u001b[';

const verbs = [
  'payoffs',
  'gradient',
  'states',
  'solve',
  'scenario',
  'compare',
  'optimum',
  'sensitivity',
  'demo',
] as const;

const words = (text: string) => text.replace(/\s+/g, ' ');

describe('help', () => {
  it.concurrent.each(verbs)('%s --help', async (verb) => {
    const { code, stdout, stderr } = await runLine(`contest ${verb} --help`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('\nExamples:\n  shadowprice contest ');
    for (const row of stdout.split('\n')) {
      const isExample = /^ +(shadowprice|echo|--claim|--outcome) /.test(row);
      if (!isExample) expect([...row].length, row).toBeLessThanOrEqual(80);
    }
  });

  it('names symbol, domain and default of every number', async () => {
    const text = words((await runLine('contest solve --help', { env: { COLUMNS: '400' } })).stdout);
    for (const [name, spec] of Object.entries(contestTable)) {
      if (name.startsWith('cost.')) continue;
      expect(text).toContain(spec.meaning);
      expect(text).toMatch(new RegExp(`--${spec.flag}[ ,]`));
      expect(text).toContain(`default ${spec.default})`);
    }
  });

  it('lists the verbs', async () => {
    const { stdout } = await runLine('contest --help');
    for (const verb of verbs) expect(stdout).toMatch(new RegExp(`^ +${verb} `, 'm'));
  });
});

const tables = [
  'contest payoffs --strategies 1,2/0,0',
  'contest gradient --actions invest --periods 3 --strategies 0.2,0.3,0.5,0',
  'contest states --periods 3 --strategies 0.2,0.3 --scale 1',
  'contest solve --starts 1',
  'contest scenario --vary players=3,2 --starts 0',
  'contest compare --left d=1 --right d=2 --outcome odds --vary theta=0,1 --starts 0',
  'contest optimum --scale 1',
  'contest sensitivity --strategies 0.41534,1.2236 --scale 1',
];

describe('tables', () => {
  it.concurrent.each(tables)('%s fits the terminal', async (line) => {
    for (const columns of [56, 100]) {
      const { stdout, stderr } = await runLine(line, { env: { COLUMNS: String(columns) } });
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^contest /);
      expect(stdout).not.toContain(escapeCode);
      expect(stdout).not.toMatch(/undefined|NaN|\[object/);
      for (const row of stdout.split('\n')) {
        expect(row).toBe(row.trimEnd());
        // one line a certificate, however long
        if (!row.includes('certificate')) expect([...row].length, row).toBeLessThanOrEqual(columns);
      }
    }
  });

  it('shows colours where they are wanted', async () => {
    const { stdout } = await runLine('contest solve --theta 0.4 --starts 0', {
      env: { FORCE_COLOR: '1' },
    });
    expect(stdout).toContain(`${escapeCode}1mθ 0.4${escapeCode}22m`);
    expect(stdout).toContain(`${escapeCode}32mcertificate ✓`);
  });

  it('solve tells bounds by name, and what proves it', async () => {
    const line = 'contest solve --players 3 --risk additive --d 1,2,30 --starts 0';
    const { code, stdout } = await runLine(line);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^contest solve {2}pure on wasm, [\d,]+ best responses\n {2}n 3 /);
    expect(stdout).toMatch(/\n {2}at bounds +player 2: effort 0 in period 0\n/);
    expect(stdout).toMatch(
      /\ncertificate ✓ exploitability: a search from \d+ starts gains \S+, .*\(held to \S+\)\n$/,
    );
  });

  it('solve says that a published answer is none, who gains and how much', async () => {
    const { contest } = await loadEngine();
    const parameters = { periods: 2, discountFactor: [0.9, 1] };
    const { best, iterations } = contest.solve(parameters, { asPublished: true });
    const { stdout, code } = await runLine(
      'contest solve --periods 2 --gamma 0.9,1 --as-published',
    );
    expect(code).toBe(1);
    const text = words(stdout);
    expect(text).toContain(`as published (nelder-mead) on wasm, ${iterations} rounds, `);
    expect(text).toContain('claims success, payoffs settled');
    const { player, gain } = best!.deviation;
    expect(text).toMatch(/This is no equilibrium\. Player \d gains \S+: he plays x_/);
    expect(text).toContain(`Player ${player} gains ${gain.toExponential(3).slice(0, 4)}`);
    expect(text).toContain('certificate ✗ exploitability');
  });

  it('scenarios have a row for each point, comparisons a verdict', async () => {
    const rows = (await runLine('contest scenario --vary r=0.05..0.1:3 --b 10 --starts 0')).stdout;
    expect(rows).toMatch(/\n +r +x_s +x_p +payoff 0 +payoff 1 +disaster/);
    expect(rows).toMatch(/\n +0\.050 .* 1 pure .* ✓\n +0\.075 .* ✓\n +0\.100 .* ✓\n/);
    expect(rows).toMatch(/\ncertificates ✓ 3 of 3 hold, nobody gains more than \S+\n$/);
    const claim = 'contest compare --left a=2 --right a=50 --outcome odds --vary theta=0,1';
    const refuted = await runLine(`${claim} --starts 0`);
    expect(refuted.stdout).toContain('claim ✗  the left side has more (odds) at 0 of 2 points');
    expect(refuted.code).toBe(0);
  });
});

describe('demos', () => {
  it('invest: a published success that is none, and a mixture that is one', async () => {
    const { stdout, code, stderr } = await runLine('contest demo invest');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const text = words(stdout);
    expect(text).toMatch(/claim "success" after \d+ rounds and [\d,]+ payoffs/);
    expect(text).toMatch(/checked no equilibrium: player 0 gains 0\.096\d+ where he /);
    expect(text).toContain('No pure equilibrium was found.');
    expect(text).toContain('same effort in period 0 and none in periods 1–4, and invests nothing');
    expect(text).toMatch(/who moves one player after the other \(sequential\) period \d+ moves/);
    expect(text).toContain('start from which they ran into it');
    expect(text).toContain('equilibrium, in mixed strategies');
    expect(text).toMatch(/certificate ✓ exploitability: .*\(held to 5e-10\)/);
  });

  it('basic: both answers, the published one near ours', async () => {
    const { contest } = await loadEngine();
    const { code, document } = await json('contest demo basic');
    expect(code).toBe(0);
    const { name, source, parameters, published, solution } = document as Record<string, never>;
    expect([name, source]).toEqual(['basic', 'dynapai, demo.py --basic']);
    expect(solution).toEqual(printed(contest.solve(parameters)));
    expect(published).toEqual(printed(contest.solve(parameters, { asPublished: true })));
    const { stdout } = await runLine('contest demo basic --as-published');
    expect(words(stdout)).toMatch(/checked near an equilibrium, within \S+e-\d+ /);
    expect(stdout).not.toContain('ours');
  });

  it('--ends-on-win takes the other game', async () => {
    const { code, document } = await json('contest demo basic --ends-on-win --as-published');
    expect(document).toHaveProperty('parameters.endsOnWin', true);
    expect(document).toHaveProperty('published.published.claimsSuccess', true);
    expect(document).not.toHaveProperty('solution');
    expect(code).toBe(1);
  });

  it('readme: twenty prices', async () => {
    const { code, stdout } = await runLine('contest demo readme');
    expect(code).toBe(0);
    expect(stdout).toContain("by dynapai's rules (the source prints no numbers)");
    expect(stdout).toMatch(/\n +0\.01000 +success +\d+ +yes .*\n/);
    expect(stdout).toMatch(/\ncertificates ✓ 20 of 20 hold/);
  });
});

it.runIf(process.platform !== 'win32')(
  'an interrupted search says what it has',
  async () => {
    const line = 'contest solve --actions invest --periods 3 --scale 1 --starts 10000 --json';
    const child = spawn(process.execPath, [cli, ...line.split(' ')]);
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    const timer = setTimeout(() => child.kill('SIGINT'), 4000);
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearTimeout(timer);
    expect(code).toBe(1);
    const { status, equilibria } = JSON.parse(stdout);
    expect(status).toBe('cancelled');
    expect(equilibria).toHaveLength(1);
  },
  30000,
);

it('schema knows every name that a problem may have', async () => {
  const { code, stdout } = await run(['schema', 'contest']);
  expect(code).toBe(0);
  const { $schema, $defs } = JSON.parse(stdout);
  expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
  for (const [, target] of stdout.matchAll(/"#\/\$defs\/(\w+)"/g))
    expect($defs).toHaveProperty(target);
  const { game, flat, problem, options, belief } = $defs;
  for (const [path, spec] of Object.entries(contestTable)) {
    const [first, second] = path.split('.');
    if (first === 'cost') continue;
    const row =
      second === undefined ? game.properties[first] : game.properties[first].properties[second];
    expect(row, path).toMatchObject({ default: spec.default });
    expect(row.description).toContain(spec.meaning);
  }
  const kinds = game.properties.cost.oneOf.map(
    ({ properties }: { properties: { kind: { const: string } } }) => properties.kind.const,
  );
  expect(kinds).toEqual(['unit', 'linear', 'certification', 'relative-certification', 'penalty']);
  expect(Object.keys(flat.properties)).toEqual(
    expect.arrayContaining([...Object.keys(game.properties), 'strategies', 'options', 'vary']),
  );
  expect(Object.keys(problem.properties)).toContain('game');
  expect(belief.anyOf[1].properties).not.toHaveProperty('players');
  for (const option of ['method', 'seed', 'start', 'vary', 'left', 'outcome', 'weights']) {
    expect(options.properties).toHaveProperty(option);
  }
});
