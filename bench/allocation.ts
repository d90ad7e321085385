/**
 * The forward–backward sweep on 101 nodes (and their midpoints), to the seed's own stopping rule
 * (relaxed change below 1e-4): the default problem, and random ones from the paper's box.
 */

import { meshOf } from '../src/allocation/mesh';
import { Model } from '../src/allocation/model';
import { completeParameters } from '../src/allocation/parameters';
import { buffersOf } from '../src/allocation/sweep';
import type { Backend } from '../src/engine/backend';
import type { SweepBuffers } from '../src/engine/kernels/allocation';
import { seeded } from '../test/random';
import { cRival } from './c-rival';
import { type BenchRow, type BenchSettings, compare } from './harness';
import { naiveRelaxation, PlainRelaxation, type RivalProblem } from './rivals/relaxation';

const steps = 100;
const relaxation = 0.3;
const tolerance = 1e-4;
const plain = {
  tolerance: tolerance / relaxation,
  maxIterations: 500,
  relaxation,
  accelerate: false,
};
const accelerated = { ...plain, relaxation: 1, accelerate: true };

interface Case {
  readonly problem: RivalProblem;
  readonly parameters: ReturnType<typeof completeParameters>;
  readonly model: Model;
}

/** Parameter sets of the paper's box: ε .1–.9, γ .1–3, ρ .01–.2, g .05–.5. */
function boxProblems(count: number): RivalProblem[] {
  const random = seeded(7);
  const between = (low: number, high: number) => low + (high - low) * random();
  return Array.from({ length: count }, () => ({
    trainingExponent: between(0.1, 0.9),
    revenueExponent: between(0.1, 3),
    discountRate: between(0.01, 0.2),
    growth: between(0.05, 0.5),
  }));
}

function caseOf(problem: RivalProblem, backend: Backend): Case {
  const { growth, ...numbers } = problem;
  const parameters = completeParameters({ ...numbers, compute: { kind: 'exponential', growth } });
  return { problem, parameters, model: new Model(parameters, backend.math) };
}

/** Solves every case once; returns a checksum. The path of compute is sampled anew each time. */
function solver(backend: Backend, cases: readonly Case[], options: typeof plain) {
  const mesh = meshOf(10, steps, [], 0);
  const buffers: SweepBuffers = buffersOf(cases[0].model, mesh, options.maxIterations, () => 0.5);
  let iterations = 0;
  let converged = 0;
  const run = () => {
    iterations = 0;
    converged = 0;
    let sum = 0;
    for (const { model, parameters } of cases) {
      model.path.logInto(mesh.time, buffers.logCompute);
      buffers.allocation.fill(0.5);
      const outcome = backend.allocation.forwardBackwardSweep(parameters, buffers, options);
      iterations += outcome.iterations;
      if (outcome.status === 'converged') converged++;
      sum += buffers.allocation[steps >> 1];
    }
    return sum;
  };
  return {
    run,
    tally: () =>
      `${(iterations / cases.length).toFixed(2)} iterations, ${converged}/${cases.length} converged`,
  };
}

export function allocationRows(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
): BenchRow[] {
  const standard: RivalProblem[] = [
    { trainingExponent: 0.5, revenueExponent: 2, discountRate: 0.05, growth: 0.1 },
  ];
  const box = boxProblems(2000);
  const whole = solver(
    wasm,
    box.map((problem) => caseOf(problem, wasm)),
    accelerated,
  );
  whole.run();
  const [same, quick] = rows('200 random problems', box.slice(0, 200), wasm, javascript, settings);
  return [
    ...rows('the default problem', standard, wasm, javascript, settings),
    same,
    { ...quick, notes: [...quick.notes, `over 2000 random problems: ${whole.tally()}`] },
  ];
}

function rows(
  what: string,
  problems: readonly RivalProblem[],
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
): BenchRow[] {
  const cases = problems.map((problem) => caseOf(problem, wasm));
  const hostCases = problems.map((problem) => caseOf(problem, javascript));
  const ours = solver(wasm, cases, plain);
  const theirs = solver(javascript, hostCases, plain);
  const fast = solver(wasm, cases, accelerated);
  const fastHost = solver(javascript, hostCases, accelerated);
  const rival = new PlainRelaxation(steps);
  let rivalIterations = 0;
  const rivalRun = () => {
    rivalIterations = 0;
    let sum = 0;
    for (const problem of problems) {
      rivalIterations += rival.solve(problem, tolerance, relaxation, 500);
      sum += rival.alpha[steps];
    }
    return sum;
  };
  const naiveRun = () => {
    let sum = 0;
    for (const problem of problems) {
      sum += naiveRelaxation(problem, steps, tolerance, relaxation, 500).alpha[steps];
    }
    return sum;
  };

  const same = compare(
    `fbsm, same algorithm (relaxation ${relaxation}), ${what}`,
    'solve',
    problems.length,
    [
      { name: 'wasm', run: ours.run },
      { name: 'javascript backend (exp and log)', run: theirs.run },
      { name: 'plain JavaScript (Math.pow)', run: rivalRun },
    ],
    settings,
    { 'javascript backend (exp and log)': 3.5 },
  );
  const c = [
    sweepInC(problems, ours.run, 'powers by exp and log', []),
    sweepInC(problems, ours.run, 'powers by pow', ['-DPLAIN']),
  ];
  const quick = compare(
    `fbsm, accelerated, ${what}`,
    'solve',
    problems.length,
    [
      { name: 'wasm, accelerated', run: fast.run },
      { name: 'javascript backend, accelerated', run: fastHost.run },
      { name: 'javascript backend, relaxation', run: theirs.run },
      { name: 'plain JavaScript (Math.pow), relaxation', run: rivalRun },
      { name: 'naive script, relaxation', run: naiveRun },
    ],
    settings,
    { 'plain JavaScript (Math.pow), relaxation': 28 },
  );
  const perSecond = 1e6 / quick.timings[0].microseconds;
  return [
    {
      ...same,
      notes: [
        `${ours.tally()}; plain JavaScript ${(rivalIterations / problems.length).toFixed(2)} iterations`,
        ...c,
      ],
    },
    { ...quick, notes: [`${fast.tally()}; ${Math.round(perSecond)} solves/s`] },
  ];
}

/** The C program beside ours. */
function sweepInC(
  problems: readonly RivalProblem[],
  ours: () => number,
  how: string,
  defines: readonly string[],
): string {
  const repeat = Math.max(1, Math.round(2000 / problems.length));
  return cRival({
    source: 'sweep.c',
    defines,
    how,
    unit: 'solve',
    target: 1.8,
    args: [String(repeat)],
    input: problems
      .map((p) => [p.trainingExponent, p.revenueExponent, p.discountRate, p.growth].join(' '))
      .join('\n'),
    ours: () => {
      const start = performance.now();
      for (let i = 0; i < repeat; i++) ours();
      return ((performance.now() - start) * 1000) / repeat / problems.length;
    },
  });
}
