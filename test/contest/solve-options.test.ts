/** Options of `solve`: what they change, what they must not, and what is refused. */

import { describe, expect, it } from 'vitest';
import { exploitability } from '../../src/contest/certificate/index';
import { demos } from '../../src/contest/demo';
import {
  type ContestParameters,
  type ContestSolution,
  completeGame,
  solve,
  solveAsync,
} from '../../src/contest/index';
import { payoffScale } from '../../src/contest/scale';
import { ParameterError } from '../../src/engine/errors';
import { backends, javascript, wasm } from '../backends';

const demo = (name: string): ContestParameters =>
  demos.find((given) => given.name === name)?.parameters ?? {};

const plain = completeGame({ risk: { theta: 0.25 }, performanceProductivity: 10 });
const invest = completeGame(demo('invest'));
const bytes = (solution: ContestSolution) => JSON.stringify(solution);

const greatest = (values: readonly number[]) => Math.max(...values);

describe.each(backends)('solve on $name', ({ name, backend }) => {
  it('answers the same bytes twice, whatever was solved in between, and to its asynchronous form', async () => {
    for (const game of [plain, completeGame(demo('sharing-end-on-win'))]) {
      const first = solve(backend, game);
      solve(backend, plain, { seed: 7 });
      expect(bytes(solve(backend, game))).toBe(bytes(first));
      expect(bytes(await solveAsync(backend, game))).toBe(bytes(first));
      expect(first.backend).toBe(name);
      expect(first.method).toBe('pure');
    }
  });

  it('answers a mixture with the same bytes twice', () => {
    const options = { starts: 0 };
    const first = solve(backend, invest, options);
    expect(first.equilibria.map(({ kind }) => kind)).toEqual(['mixed']);
    expect(bytes(solve(backend, invest, options))).toBe(bytes(first));
  });

  it.each([
    { starts: 0 },
    { starts: 30 },
    { seed: 12345 },
    { seed: 0 },
    { maxIterations: 3 },
    { tolerance: 1e-8 },
    {
      start: [
        [
          [3, 0.01],
          [0, 40],
        ],
      ],
    },
    { method: 'mixed', tolerance: 1e-9 },
  ] as const)('finds the same equilibrium with %j', (options) => {
    const [wanted] = solve(backend, plain).equilibria;
    const { status, equilibria, certificate } = solve(backend, plain, options);
    expect(status).toBe('converged');
    const tolerance = 'tolerance' in options ? options.tolerance : 1e-10;
    expect(certificate.tolerance).toBe(tolerance * payoffScale(plain));
    expect(equilibria).toHaveLength(1);
    // payoffs are flat at a best response: strategies are as good as the root of what gains are held to
    const near = 'tolerance' in options ? 30 * Math.sqrt(tolerance) : 1e-8;
    equilibria[0].strategies.flat(2).forEach((x, k) => {
      expect(Math.abs(x - wanted.strategies.flat(2)[k])).toBeLessThan(near);
    });
  });

  it('takes a start from which it need not go far', () => {
    const [{ strategies }] = solve(backend, plain).equilibria;
    const close = solve(backend, plain, { start: strategies, starts: 0 });
    expect(
      close.equilibria[0].strategies.flat(2).every((x, k) => {
        return Math.abs(x - strategies.flat(2)[k]) < 1e-12;
      }),
    ).toBe(true);
  });

  it('reports honestly after one round of best responses', () => {
    const { status, equilibria, certificate, best } = solve(backend, invest, {
      maxIterations: 1,
      starts: 0,
    });
    expect(status === 'converged').toBe(certificate.holds);
    for (const each of [...equilibria, ...(best === undefined ? [] : [best])]) {
      if (each.kind === 'mixed') continue;
      const profile = Float64Array.from(each.strategies.flat(2));
      const { gains } = exploitability(backend, invest, profile);
      gains.forEach((gain, i) => {
        expect(gain).toBeLessThanOrEqual(each.exploitability[i] + 1e-9);
      });
    }
  });
});

describe('solve across backends', () => {
  it('finds the same equilibria', () => {
    for (const name of ['basic', 'invest-end-on-win']) {
      const game = completeGame(demo(name));
      const [a, b] = [solve(wasm, game), solve(javascript, game)];
      expect(b.equilibria).toHaveLength(a.equilibria.length);
      a.equilibria.forEach(({ strategies, payoffs }, m) => {
        strategies.flat(2).forEach((x, k) => {
          expect(Math.abs(x - b.equilibria[m].strategies.flat(2)[k])).toBeLessThan(1e-8);
        });
        payoffs.forEach((u, i) => {
          expect(Math.abs(u - b.equilibria[m].payoffs[i])).toBeLessThan(1e-12);
        });
      });
    }
  });
});

describe('solveAsync', () => {
  it('is cancelled by a signal that was aborted before, with what is found so far', async () => {
    const solution = await solveAsync(wasm, invest, {}, { signal: AbortSignal.abort() });
    expect(solution.status).toBe('cancelled');
    expect(solution.certificate.kind).toBe('exploitability');
  });

  it('is cancelled on the way, and keeps an equilibrium found by then', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const solution = await solveAsync(
      wasm,
      plain,
      { starts: 50 },
      {
        signal: controller.signal,
        onProgress: ({ done }) => {
          seen.push(done);
          if (done === 2) controller.abort();
        },
      },
    );
    expect(solution.status).toBe('cancelled');
    expect(seen).toEqual([1, 2]);
    expect(solution.equilibria).toHaveLength(1);
    expect(solution.certificate.holds).toBe(true);
  });

  it.each([
    { method: 'pure' },
    { method: 'mixed' },
    { method: 'fictitious-play', maxIterations: 6 },
    { asPublished: true },
  ] as const)('tells how far it has come: %j', async (options) => {
    const seen: { done: number; total: number }[] = [];
    await solveAsync(wasm, plain, options, {
      onProgress: ({ done, total }) => {
        seen.push({ done, total });
      },
    });
    expect(seen.length).toBeGreaterThan(0);
    seen.forEach(({ done, total }, m) => {
      expect(done).toBeLessThanOrEqual(total);
      expect(done).toBeGreaterThanOrEqual(m === 0 ? 1 : seen[m - 1].done);
    });
  });

  it('gives way to the event loop', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns++;
    });
    await solveAsync(wasm, invest, { starts: 2 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });

  it.each([
    ['signal', { signal: 'now' }],
    ['onProgress', { onProgress: 1 }],
    ['onprogress', { onprogress: () => {} }],
  ])('refuses a bad %s', async (path, run) => {
    const call = solveAsync(wasm, plain, {}, run as never);
    await expect(call).rejects.toThrow(ParameterError);
    await expect(call).rejects.toMatchObject({ path });
  });
});

describe('as published', () => {
  it('claims success at a point of the investment demo that is no equilibrium', () => {
    const solution = solve(wasm, invest, { asPublished: true });
    expect(solution.method).toBe('nelder-mead');
    expect(solution.published?.claimsSuccess).toBe(true);
    expect(solution.published?.evaluations).toBeGreaterThan(10_000);
    expect(solution.equilibria).toEqual([]);
    expect(solution.certificate.holds).toBe(false);
    expect(solution.status).toBe('iteration-limit');
    expect(solution.iterations).toBeGreaterThan(1);
    const { best } = solution;
    expect(best?.deviation.player).toBe(0);
    expect(Math.abs((best?.exploitability[0] ?? 0) - 0.096)).toBeLessThan(2e-3);
  });

  it('comes near the equilibrium of the basic demo, which a looser tolerance lets pass', () => {
    const game = completeGame(demo('basic'));
    const strict = solve(wasm, game, { asPublished: true });
    expect(strict.published).toMatchObject({ claimsSuccess: true, settled: true });
    expect(strict.certificate.holds).toBe(false);
    expect(greatest(strict.best?.exploitability ?? [])).toBeLessThan(1e-6);
    const loose = solve(wasm, game, { asPublished: true, tolerance: 1e-6 });
    expect(loose.status).toBe('converged');
    const [ours] = solve(wasm, game).equilibria;
    loose.equilibria[0].payoffs.forEach((u, i) => {
      expect(Math.abs(u - ours.payoffs[i])).toBeLessThan(1e-3);
    });
  });

  it('has a history of its own for mixtures', () => {
    const solution = solve(wasm, plain, { asPublished: true, method: 'mixed' });
    expect(solution.method).toBe('nelder-mead');
    expect(solution.published?.claimsSuccess).toBe(true);
    const [mixture] = [
      ...solution.equilibria,
      ...(solution.bestMixture ? [solution.bestMixture] : []),
    ];
    expect(mixture.mixture?.every((played) => played.length === 10)).toBe(true);
    expect(solution.status === 'converged').toBe(solution.certificate.holds);
  });

  it('depends on its seed', () => {
    const of = (seed: number) => bytes(solve(wasm, plain, { asPublished: true, seed }));
    expect(of(2)).toBe(of(2));
    expect(of(2)).not.toBe(of(3));
  });
});

const one = [
  [1, 2],
  [3, 4],
];
const bad: readonly (readonly [string, unknown])[] = [
  ['options', null],
  ['options', 'fast'],
  ['options', 5],
  ['options', []],
  ['method', { method: 'nash' }],
  ['method', { method: 1 }],
  ['method', { method: null }],
  ['starts', { starts: -1 }],
  ['starts', { starts: 1.5 }],
  ['starts', { starts: NaN }],
  ['starts', { starts: '8' }],
  ['starts', { starts: 10_001 }],
  ['starts', { starts: Infinity }],
  ['seed', { seed: -1 }],
  ['seed', { seed: 1.5 }],
  ['seed', { seed: NaN }],
  ['seed', { seed: 'x' }],
  ['seed', { seed: null }],
  ['maxIterations', { maxIterations: 0 }],
  ['maxIterations', { maxIterations: 2.5 }],
  ['maxIterations', { maxIterations: NaN }],
  ['maxIterations', { maxIterations: '100' }],
  ['maxIterations', { maxIterations: 1e9 }],
  ['tolerance', { tolerance: 0 }],
  ['tolerance', { tolerance: -1e-6 }],
  ['tolerance', { tolerance: 2 }],
  ['tolerance', { tolerance: NaN }],
  ['tolerance', { tolerance: '1e-6' }],
  ['asPublished', { asPublished: 'yes' }],
  ['asPublished', { asPublished: 1 }],
  ['tolerence', { tolerence: 1e-6 }],
  ['maxiterations', { maxiterations: 10 }],
  ['start', { start: [] }],
  ['start', { start: 'here' }],
  ['start', { start: 0 }],
  ['start', { start: [one, one] }],
  ['start', { start: [[one], [one]] }],
  ['start.0', { start: [[[1, 2]]] }],
  ['start.0.1', { start: [[[1, 2], [3]]] }],
  [
    'start.0.1',
    {
      start: [
        [
          [1, 2],
          [3, 4, 5],
        ],
      ],
    },
  ],
  [
    'start.0.1.0',
    {
      start: [
        [
          [1, 2],
          [-1, 4],
        ],
      ],
    },
  ],
  [
    'start.0.0.1',
    {
      start: [
        [
          [1, NaN],
          [3, 4],
        ],
      ],
    },
  ],
  [
    'start.0.0.1',
    {
      start: [
        [
          [1, Infinity],
          [3, 4],
        ],
      ],
    },
  ],
  [
    'start.0.0.0',
    {
      start: [
        [
          ['1', 2],
          [3, 4],
        ],
      ],
    },
  ],
];

describe('bad options', () => {
  it.each(bad)('name %s in %j', async (path, given) => {
    const refused = (call: () => unknown) => {
      try {
        call();
      } catch (error) {
        expect(error).toBeInstanceOf(ParameterError);
        expect(error as ParameterError).toMatchObject({ path });
        return;
      }
      throw new Error('nothing was refused');
    };
    refused(() => solve(wasm, plain, given as never));
    await expect(solveAsync(wasm, plain, given as never)).rejects.toMatchObject({ path });
  });
});
