/** `--json` is the API's answer: the same names, the same numbers, on both backends. */

import { describe, expect, it } from 'vitest';
import { loadEngine, publishedSweeps } from '../../src/index';
import { folderOf, json, printed, run, runLine } from './run';

const table = { kind: 'table', times: [0, 5, 10], values: [100, 400, 500] } as const;

describe.each(['wasm', 'javascript'] as const)('on %s', (backend) => {
  const on = `--backend ${backend}`;

  it('solve', async () => {
    const { allocation } = await loadEngine({ backend });
    expect(await json(`allocation solve ${on}`)).toEqual({
      code: 0,
      document: printed(allocation.solve()),
    });
    const line = `allocation solve ${on} --gamma 1.5 --delta 0.1 --s 3 --method shooting --steps 50`;
    expect((await json(line)).document).toEqual(
      printed(
        allocation.solve(
          { revenueExponent: 1.5, depreciation: 0.1, salvageValue: 3 },
          { method: 'shooting', steps: 50 },
        ),
      ),
    );
  });

  it('simulate', async () => {
    const { allocation } = await loadEngine({ backend });
    expect(await json(`allocation simulate ${on} --allocation 0.4`)).toEqual({
      code: 0,
      document: printed(allocation.simulate({}, 0.4)),
    });
    const line = `allocation simulate ${on} --allocation 1,0.5,0.25,0 --hold previous --m0 0 --t 7`;
    expect((await json(line)).document).toEqual(
      printed(
        allocation.simulate({ initialCapability: 0, horizon: 7 }, [1, 0.5, 0.25, 0], {
          hold: 'previous',
        }),
      ),
    );
  });

  it('steady-state', async () => {
    const { allocation } = await loadEngine({ backend });
    expect(await json(`allocation steady-state ${on}`)).toEqual({
      code: 0,
      document: printed(allocation.steadyState()),
    });
    expect((await json(`allocation steady-state ${on} --rho 0.3 --g 0.05`)).document).toEqual(
      printed(
        allocation.steadyState({
          discountRate: 0.3,
          compute: { kind: 'exponential', growth: 0.05 },
        }),
      ),
    );
  });

  it('sensitivity', async () => {
    const { allocation } = await loadEngine({ backend });
    const values = [0.01, 0.05, 0.2];
    for (const name of ['discountRate', 'discount-rate', 'rho', 'ρ']) {
      const line = `allocation sensitivity ${on} --vary ${name} --values 0.01,0.05,0.2`;
      expect(await json(line)).toEqual({
        code: 0,
        document: printed(allocation.sensitivity({ parameter: 'discountRate', values })),
      });
    }
    const span = `allocation sensitivity ${on} --vary g --from 0.1 --to 0.3 --count 2`;
    expect((await json(span)).document).toEqual(
      printed(allocation.sensitivity({ parameter: 'compute.growth', values: [0.1, 0.3] })),
    );
  });

  it('sensitivity without an axis: the sweeps of the paper', async () => {
    const { allocation } = await loadEngine({ backend });
    expect(await json(`allocation sensitivity ${on}`)).toEqual({
      code: 0,
      document: printed(publishedSweeps.map((axis) => allocation.sensitivity(axis))),
    });
  });

  it('as published: what the seed computes, which no certificate holds', async () => {
    const { allocation } = await loadEngine({ backend });
    const asPublished = { asPublished: true };
    expect(await json(`allocation solve ${on} --as-published`)).toEqual({
      code: 1,
      document: printed(allocation.solve({}, asPublished)),
    });
    expect(await json(`allocation simulate ${on} --as-published --allocation 0.5`)).toEqual({
      code: 1,
      document: printed(allocation.simulate({}, 0.5, asPublished)),
    });
    expect(await json(`allocation sensitivity ${on} --as-published`)).toEqual({
      code: 1,
      document: printed(
        publishedSweeps.map((axis) => allocation.sensitivity(axis, {}, asPublished)),
      ),
    });
    expect(await json(`allocation steady-state ${on} --as-published`)).toEqual({
      code: 0,
      document: printed(allocation.steadyState({}, { asPublished: true })),
    });
  });
});

describe('problems by file and by standard input', () => {
  const parameters = { discountRate: 0.1, compute: table };
  const documents: Record<string, object> = {
    plain: parameters,
    wrapped: { parameters, options: { steps: 20 } },
    empty: {},
    control: { parameters, control: [1, 0.5, 0], options: { hold: 'previous' } },
    axis: { parameters, axis: { parameter: 'revenueExponent', values: [1, 2] } },
  };

  it('solves them, flags over fields', async () => {
    const { allocation } = await loadEngine();
    const files = Object.entries(documents).map(([name, x]) => [name, JSON.stringify(x)]);
    const path = await folderOf(Object.fromEntries(files));
    const cases: [string, string, unknown][] = [
      ['plain', '', allocation.solve(parameters)],
      ['wrapped', '', allocation.solve(parameters, { steps: 20 })],
      ['empty', '', allocation.solve()],
      ['wrapped', ' --steps 30', allocation.solve(parameters, { steps: 30 })],
      ['plain', ' --rho 0.2', allocation.solve({ ...parameters, discountRate: 0.2 })],
      [
        'plain',
        ' --compute-values 1,2,3',
        allocation.solve({ ...parameters, compute: { ...table, values: [1, 2, 3] } }),
      ],
      [
        'plain',
        ' --compute constant',
        allocation.solve({ ...parameters, compute: { kind: 'constant' } }),
      ],
    ];
    for (const [name, flags, expected] of cases) {
      const { document } = await json(`allocation solve ${path(name)}${flags}`);
      expect(document, `${name}${flags}`).toEqual(printed(expected));
      const piped = await json(`allocation solve -${flags}`, {
        input: JSON.stringify(documents[name]),
      });
      expect(piped.document, `${name}${flags}`).toEqual(printed(expected));
    }
  });

  it('reads the control of simulate and the axis of sensitivity', async () => {
    const { allocation } = await loadEngine();
    const control = { input: JSON.stringify(documents.control) };
    expect((await json('allocation simulate -', control)).document).toEqual(
      printed(allocation.simulate(parameters, [1, 0.5, 0], { hold: 'previous' })),
    );
    expect((await json('allocation simulate - --allocation 0.5,0.5,1', control)).document).toEqual(
      printed(allocation.simulate(parameters, [0.5, 0.5, 1], { hold: 'previous' })),
    );
    const axis = { input: JSON.stringify(documents.axis) };
    expect((await json('allocation sensitivity -', axis)).document).toEqual(
      printed(allocation.sensitivity({ parameter: 'revenueExponent', values: [1, 2] }, parameters)),
    );
    expect((await json('allocation sensitivity - --values 3', axis)).document).toEqual(
      printed(allocation.sensitivity({ parameter: 'revenueExponent', values: [3] }, parameters)),
    );
  });

  it('takes a byte order mark, and a name that begins with a dash', async () => {
    const plain = await json('allocation solve');
    expect(await json('allocation solve -', { input: '\ufeff{}' })).toEqual(plain);
    const { code, stderr } = await run(['allocation', 'solve', '--', '-no-such-file']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'shadowprice: cannot read -no-such-file: no such file\n',
    });
  });
});

describe('flags', () => {
  const words: [string, string, object][] = [
    ['--training-efficiency', '--beta-t', { trainingEfficiency: 0.7 }],
    ['--revenue-efficiency', '--beta-r', { revenueEfficiency: 0.7 }],
    ['--training-exponent', '--epsilon', { trainingExponent: 0.7 }],
    ['--revenue-exponent', '--gamma', { revenueExponent: 0.7 }],
    ['--discount-rate', '--rho', { discountRate: 0.7 }],
    ['--horizon', '--t', { horizon: 0.7 }],
    ['--initial-capability', '--m0', { initialCapability: 0.7 }],
    ['--depreciation', '--delta', { depreciation: 0.7 }],
    ['--salvage-value', '--s', { salvageValue: 0.7 }],
    ['--compute-initial', '--c0', { compute: { kind: 'exponential', initial: 0.7 } }],
    ['--compute-growth', '--g', { compute: { kind: 'exponential', growth: 0.7 } }],
    ['--compute-level', '--c', { compute: { kind: 'constant', level: 0.7 } }],
    ['--compute-slope', '--b', { compute: { kind: 'linear', slope: 0.7 } }],
    ['--compute-capacity', '--k', { compute: { kind: 'logistic', capacity: 0.7 } }],
  ];

  it.each(words)('%s and %s', async (word, symbol, parameters) => {
    const { allocation } = await loadEngine();
    const expected = printed(allocation.solve(parameters));
    const [byWord, bySymbol] = await Promise.all([
      json(`allocation solve ${word} 0.7`),
      json(`allocation solve ${symbol}=0.7`),
    ]);
    expect(byWord.document).toEqual(expected);
    expect(bySymbol.document).toEqual(expected);
  });

  const paths: [string, object][] = [
    ['--compute exponential --c0 50 --g -0.1', { kind: 'exponential', initial: 50, growth: -0.1 }],
    ['--compute linear --c0 50', { kind: 'linear', initial: 50 }],
    ['--c0 50 --b 2', { kind: 'linear', initial: 50, slope: 2 }],
    ['--compute logistic --g 1', { kind: 'logistic', growth: 1 }],
    ['--compute-times 0,5,10 --compute-values 100,400,500', table],
  ];

  it.each(paths)('%s', async (flags, compute) => {
    const { allocation } = await loadEngine();
    const parameters = { compute } as Parameters<typeof allocation.solve>[0];
    expect((await json(`allocation solve ${flags}`)).document).toEqual(
      printed(allocation.solve(parameters)),
    );
  });

  it('takes every option of solve', async () => {
    const { allocation } = await loadEngine();
    const line =
      'allocation solve --method fbsm --steps 40 --tolerance 1e-6 --max-iterations 500 ' +
      '--relaxation 0.4 --acceleration none --certificate-tolerance 0.01';
    expect((await json(line)).document).toEqual(
      printed(
        allocation.solve(undefined, {
          method: 'fbsm',
          steps: 40,
          tolerance: 1e-6,
          maxIterations: 500,
          relaxation: 0.4,
          acceleration: 'none',
          certificateTolerance: 0.01,
        }),
      ),
    );
  });

  it('takes the last of two, and numbers as people write them', async () => {
    const plain = await json('allocation solve --rho 0.1');
    expect(await json('allocation solve --rho 9 --discount-rate +.1')).toEqual(plain);
    expect(await json('allocation solve --rho 1e-1')).toEqual(plain);
    expect(await json('allocation solve --json --rho 0.1')).toEqual(plain);
  });
});

describe('exit 1', () => {
  it.each([
    ['a certificate that does not hold', 'allocation solve --certificate-tolerance 1e-15'],
    ['an iteration limit', 'allocation solve --max-iterations 2'],
    ['numbers beyond doubles', 'allocation solve --gamma 50 --rho 0 --t 500'],
    ['one row of a sweep', 'allocation sensitivity --vary gamma --values 2,300'],
  ])('%s', async (_, line) => {
    const { code, stdout, stderr } = await runLine(line);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('✗');
    expect((await json(line)).code).toBe(1);
  });

  it('writes what is not finite as strings', async () => {
    const { document } = await json('allocation solve --gamma 50 --rho 0 --t 500');
    expect(document).toMatchObject({ status: 'diverged', netPresentValue: 'Infinity' });
  });
});
