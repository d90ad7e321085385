/** `shadowprice compliance`: `--json` is the API's answer, on both backends, for problems in every form. */

import { beforeAll, describe, expect, it } from 'vitest';
import { flagOf } from '../../src/cli/flags';
import { behaviourTable, complianceTable } from '../../src/compliance/parameters';
import { type Engine, loadEngine } from '../../src/index';
import { folderOf, json, printed } from './run';

type Compliance = Engine['compliance'];
type Case = readonly [line: string, answer: (compliance: Compliance) => unknown];

const seed = 123456789012345678901234567890n;

const answers: readonly Case[] = [
  ['decide', (c) => c.decide()],
  [
    'decide --f 2 --sigma 1 --eta 0.5',
    (c) => c.decide({ fine: 2, coordination: 1, riskAversion: 0.5 }),
  ],
  ['payoffs --sites 3', (c) => c.payoffs({ sites: 3 })],
  ['boundaries', (c) => c.boundaries({ x: 'auditRate', y: 'benefit' })],
  [
    'boundaries --x F --x-range 0..3 --y --split-cost --points 9 --benefit 0.9',
    (c) =>
      c.boundaries({
        x: 'fine',
        y: 'splitCost',
        xRange: [0, 3],
        points: 9,
        parameters: { benefit: 0.9 },
      }),
  ],
  ['map --resolution 12', (c) => c.map({ resolution: 12 })],
  [
    'map --resolution 9x7 --x σ --y audit-rate --x-range 0..1 --y-range 0.2..0.4 --m 0.1',
    (c) =>
      c.map({
        resolution: [9, 7],
        x: 'coordination',
        y: 'auditRate',
        xRange: [0, 1],
        yRange: [0.2, 0.4],
        parameters: { motivation: 0.1 },
      }),
  ],
  ['shares', (c) => c.shares()],
  [
    'shares --fine 0..3 --a 0.5 --v 0.2',
    (c) => c.shares({ fine: [0, 3], auditRate: 0.5, reputation: 0.2 }),
  ],
  ['sample --samples 2000', (c) => c.sample({ samples: 2000 })],
  [
    `sample --samples 4096 --design sobol --replicates 8 --seed ${seed} --b 0..0.5`,
    (c) =>
      c.sample({
        samples: 4096,
        design: 'sobol',
        replicates: 8,
        seed,
        ranges: { benefit: [0, 0.5] },
      }),
  ],
  [
    'sample --samples 1024 --design sobol --no-scramble',
    (c) => c.sample({ samples: 1024, design: 'sobol', scramble: false }),
  ],
  ['tornado', (c) => c.tornado()],
  ['tornado --as-published', (c) => c.tornado({ asPublished: true })],
  [
    'tornado --levels 0.1,0.9 --action split --method sampled --samples 640 --seed 3 --fine 0..2',
    (c) =>
      c.tornado({
        levels: [0.1, 0.9],
        action: 'split',
        method: 'sampled',
        samples: 640,
        seed: 3,
        ranges: { fine: [0, 2] },
      }),
  ],
  ['indices --detection 0.5', (c) => c.indices({ ranges: { detection: 0.5 } })],
  [
    'indices --method sampled --samples 1024 --design random --replicates 8 --confidence 0.9',
    (c) =>
      c.indices({
        method: 'sampled',
        samples: 1024,
        design: 'random',
        replicates: 8,
        confidence: 0.9,
      }),
  ],
  [
    'shapley --samples 512 --fine 0..2 --seed 1',
    (c) => c.shapley({ samples: 512, ranges: { fine: [0, 2] }, seed: 1 }),
  ],
  [
    'require --target 0.5 --lever fine --limit fine=0..5',
    (c) => c.require({ target: 0.5, levers: { fine: { low: 0, high: 5 } } }),
  ],
  ['require --target 0.2 --lever F', (c) => c.require({ target: 0.2, levers: 'fine' })],
  [
    'require --target 0.6 --lever F,audit-rate=2 --lever c --limit fine=0..5,σ=0..1 --lever sigma=3',
    (c) =>
      c.require({
        target: 0.6,
        levers: {
          fine: { low: 0, high: 5 },
          auditRate: { price: 2 },
          splitCost: {},
          coordination: { price: 3, low: 0, high: 1 },
        },
      }),
  ],
  [
    'regulator --response 1 --baseline 0.2 --observes evasion --periods 9 --adjustment 0.5 --f 2',
    (c) =>
      c.regulator({
        response: 1,
        baseline: 0.2,
        observes: 'evasion',
        periods: 9,
        adjustment: 0.5,
        ranges: { fine: 2 },
      }),
  ],
];

describe.each(['wasm', 'javascript'] as const)('on %s', (backend) => {
  it.concurrent.each(answers)('%s', async (line, answer) => {
    const { compliance } = await loadEngine({ backend });
    expect(await json(`compliance ${line} --backend ${backend}`)).toEqual({
      code: 0,
      document: printed(answer(compliance)),
    });
  });
});

describe('flags', () => {
  const rows = Object.entries({ ...complianceTable, ...behaviourTable });

  it.concurrent.each(rows)('%s by word and by symbol', async (name, { flag }) => {
    const { compliance } = await loadEngine();
    const value = name === 'sites' ? 3 : 0.7;
    for (const each of [flagOf(name), `--${flag}`]) {
      const one = await json(`compliance decide ${each} ${value}`);
      expect(one.document).toEqual(printed(compliance.decide({ [name]: value })));
      const many = await json(`compliance shares ${each}=${value}`);
      expect(many.document).toEqual(printed(compliance.shares({ [name]: value })));
    }
  });

  it('prints a seed that no number holds as text, and reads it again', async () => {
    const line = `compliance sample --samples 99 --seed ${seed}`;
    const { document } = await json(line);
    expect(document).toHaveProperty('seed', String(seed));
    const input = JSON.stringify({ samples: 99, seed: String(seed) });
    expect((await json('compliance sample -', { input })).document).toEqual(document);
  });
});

describe('problems by file and by standard input', () => {
  let compliance: Compliance;
  beforeAll(async () => {
    ({ compliance } = await loadEngine());
  });
  const parameters = { fine: 2, detection: 1 };
  const ranges = { fine: [0, 3] } as const;
  const spread = {
    benefit: { kind: 'triangular', low: 0, mode: 0.2, high: 1 },
    riskAversion: [0, 1],
  } as const;
  const correlation = [{ between: ['benefit', 'fine'], value: 0.5 }] as const;

  it.concurrent.each<readonly [verb: string, document: object, answer: () => unknown]>([
    ['decide', parameters, () => compliance.decide(parameters)],
    ['decide', { parameters }, () => compliance.decide(parameters)],
    ['decide', { fine: [0, 1, 9] }, () => compliance.decide({ fine: [0, 1, 9] })],
    ['payoffs', { parameters, options: {} }, () => compliance.payoffs(parameters)],
    [
      'map',
      { parameters, options: { resolution: 5 } },
      () => compliance.map({ resolution: 5, parameters }),
    ],
    [
      'map',
      { parameters, resolution: [5, 6] },
      () => compliance.map({ resolution: [5, 6], parameters }),
    ],
    [
      'boundaries',
      parameters,
      () => compliance.boundaries({ x: 'auditRate', y: 'benefit', parameters }),
    ],
    ['shares', ranges, () => compliance.shares(ranges)],
    ['shares', {}, () => compliance.shares()],
    [
      'tornado',
      { options: { ranges, action: 'evade' } },
      () => compliance.tornado({ ranges, action: 'evade' }),
    ],
    [
      'sample',
      { ranges: spread, options: { samples: 500, correlation } },
      () => compliance.sample({ ranges: spread, samples: 500, correlation }),
    ],
    [
      'shapley',
      { samples: 256, correlation },
      () => compliance.shapley({ samples: 256, correlation }),
    ],
    [
      'require',
      { target: 0.4, levers: { fine: { high: 5 } } },
      () => compliance.require({ target: 0.4, levers: { fine: { high: 5 } } }),
    ],
    [
      'regulator',
      { ranges, options: { response: 1 } },
      () => compliance.regulator({ ranges, response: 1 }),
    ],
  ])('%s %o', async (verb, document, answer) => {
    const text = JSON.stringify(document);
    const path = await folderOf({ 'problem.json': text });
    const expected = { code: 0, document: printed(answer()) };
    expect(await json(`compliance ${verb} ${path('problem.json')}`)).toEqual(expected);
    expect(await json(`compliance ${verb} -`, { input: text })).toEqual(expected);
  });

  it('puts flags over fields', async () => {
    const asked = { input: JSON.stringify({ ranges, options: { response: 1, periods: 3 } }) };
    const line = 'compliance regulator - --periods 4 --fine 1..2 --benefit 0.5';
    expect((await json(line, asked)).document).toEqual(
      printed(
        compliance.regulator({ ranges: { fine: [1, 2], benefit: 0.5 }, response: 1, periods: 4 }),
      ),
    );
    const levers = { input: JSON.stringify({ target: 0.4, levers: { fine: { price: 2 } } }) };
    expect((await json('compliance require - --limit fine=1..5', levers)).document).toEqual(
      printed(compliance.require({ target: 0.4, levers: { fine: { price: 2, low: 1, high: 5 } } })),
    );
    expect(
      (await json('compliance require - --lever fine --limit F=1..5', levers)).document,
    ).toEqual(printed(compliance.require({ target: 0.4, levers: { fine: { low: 1, high: 5 } } })));
  });
});
