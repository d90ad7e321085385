/** Everything that the chapter on allocation computes: the source's runs again, and the true answers. */

import type {
  AllocationParameters,
  AllocationResult,
  PublishedSteadyState,
  SimulationResult,
  SteadyStatePanel,
  SteadyStateResult,
} from '../../../allocation/index';
import type { Engine } from '../../../domains';
import {
  type PublishedRun,
  type PublishedSweep,
  publishedDefault,
  publishedSteadyState,
  publishedSweepRows,
} from '../../published-numbers';

/** One run of `dynamic.py`, reproduced and solved. */
export interface DynamicRun {
  readonly source: PublishedRun;
  /** Our reproduction of it. */
  readonly published: AllocationResult;
  readonly optimum: AllocationResult;
  /** What the published control really earns, linear between its nodes. */
  readonly control: SimulationResult;
  readonly milliseconds: { readonly published: number; readonly optimum: number };
}

export interface SweepRun {
  readonly source: PublishedSweep;
  readonly runs: readonly DynamicRun[];
}

export interface SteadyRun {
  readonly published: PublishedSteadyState;
  readonly answer: SteadyStateResult;
  readonly panels: readonly SteadyStatePanel[];
  /** The optimal control at ρ = 0.15, T = 100. */
  readonly optimum: AllocationResult;
  /** The five strategies and their exact paths. */
  readonly strategies: ReadonlyArray<{
    readonly name: string;
    readonly allocation: number;
    readonly run: SimulationResult;
  }>;
  /** α = 0.25, which Eqs. 8–10 imply. */
  readonly implied: SimulationResult;
  /** J from M(0) = 0 at constant α a hundredth below, at, and above εγ/(1+εγ). */
  readonly aroundBest: readonly SimulationResult[];
  /** A long problem that has a turnpike, and the formula's answer for it. */
  readonly turnpike: { readonly optimum: AllocationResult; readonly formula: number };
  readonly milliseconds: number;
}

/** Value of the best constant allocation over longer and longer horizons. */
export interface HorizonRow {
  readonly horizon: number;
  /** ρ as published. */
  readonly published: SimulationResult;
  /** ρ = 0.25 > g (1 + εγ). */
  readonly convergent: SimulationResult;
}

export interface AllocationRuns {
  readonly base: DynamicRun;
  readonly sweeps: readonly SweepRun[];
  readonly steady: SteadyRun;
  readonly horizons: readonly HorizonRow[];
  readonly horizonMilliseconds: number;
}

/** The steady-state study's parameters, where they differ from the table's defaults. */
export const steadyParameters = { discountRate: 0.15, horizon: 100 } as const;
/** A discount rate for which the infinite-horizon value exists, g = 0.1, ε = 0.5, γ = 2. */
export const convergentRate = 0.25;
const turnpikeHorizon = 200;
const horizonValues = [50, 100, 200, 300, 400];

/** How many of the steps of `computeRuns` there are. */
export const runSteps = 1 + publishedSweepRows.reduce((sum, { rows }) => sum + rows.length, 0) + 3;

export async function computeRuns(
  engine: Engine,
  step: (what: string) => Promise<void>,
): Promise<AllocationRuns> {
  const base = dynamicRun(engine, {}, publishedDefault);
  await step('the default problem');
  const sweeps: SweepRun[] = [];
  for (const source of publishedSweepRows) {
    const runs: DynamicRun[] = [];
    for (const [
      value,
      iterations,
      netPresentValue,
      finalCapability,
      meanAllocation,
    ] of source.rows) {
      const published = { iterations, netPresentValue, finalCapability, meanAllocation };
      runs.push(dynamicRun(engine, parametersOf(source.parameter, value), published));
      await step(`${source.symbol} = ${Number(value.toPrecision(4))}`);
    }
    sweeps.push({ source, runs });
  }
  const steady = steadyRun(engine);
  await step('the steady state');
  const turnpike = turnpikeOf(engine);
  await step('the turnpike');
  const [horizons, horizonMilliseconds] = timed(() =>
    horizonValues.map((horizon) => ({
      horizon,
      published: engine.allocation.simulate({ ...steadyParameters, horizon }, 0.5),
      convergent: engine.allocation.simulate({ discountRate: convergentRate, horizon }, 0.5),
    })),
  );
  await step('longer horizons');
  return { base, sweeps, steady: { ...steady, turnpike }, horizons, horizonMilliseconds };
}

export function parametersOf(
  parameter: PublishedSweep['parameter'],
  value: number,
): AllocationParameters {
  if (parameter === 'compute.growth') return { compute: { kind: 'exponential', growth: value } };
  return { [parameter]: value };
}

function dynamicRun(
  engine: Engine,
  parameters: AllocationParameters,
  source: PublishedRun,
): DynamicRun {
  const { allocation } = engine;
  const [published, first] = timed(() => allocation.solve(parameters, { asPublished: true }));
  const [optimum, second] = timed(() => allocation.solve(parameters, { method: 'shooting' }));
  const control = allocation.simulate(parameters, published.allocation);
  return {
    source,
    published,
    optimum,
    control,
    milliseconds: { published: first, optimum: second },
  };
}

function steadyRun({ allocation }: Engine): Omit<SteadyRun, 'turnpike'> {
  const [published, first] = timed(() => allocation.steadyState({}, { asPublished: true }));
  const [answer, second] = timed(() => allocation.steadyState());
  const panels = allocation.steadyStateSensitivity();
  const optimum = allocation.solve(steadyParameters, { steps: 400 });
  const at = (alpha: number) => allocation.simulate(steadyParameters, alpha, { steps: 400 });
  const best = answer.bestConstant.allocation;
  return {
    published,
    answer,
    panels,
    optimum,
    strategies: publishedSteadyState.strategies.map(({ name, allocation: alpha }) => ({
      name,
      allocation: alpha,
      run: at(alpha),
    })),
    implied: at(answer.paperEquations.allocation),
    aroundBest: [best - 0.01, best, best + 0.01].map((alpha) =>
      allocation.simulate({ ...steadyParameters, initialCapability: 0 }, alpha),
    ),
    milliseconds: first + second,
  };
}

function turnpikeOf({ allocation }: Engine): SteadyRun['turnpike'] {
  const parameters = { discountRate: convergentRate, horizon: turnpikeHorizon };
  const optimum = allocation.solve(parameters, { steps: 1000 });
  return { optimum, formula: allocation.steadyState(parameters).balancedGrowth.allocation };
}

function timed<T>(work: () => T): [T, number] {
  const start = performance.now();
  const result = work();
  return [result, performance.now() - start];
}
