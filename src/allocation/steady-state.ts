/**
 * `allocation.steadyState`: constant and balanced-growth allocations, each with the condition under which
 * it is valid, beside the optimum over the same horizon. The formulas are derived in `formulas.ts`.
 */

import * as v from 'valibot';
import type { Backend, BackendName } from '../engine/backend';
import { parse } from '../engine/parameters';
import type { Certificate, Status } from '../engine/result';
import { linearSpace } from '../numerics/grid';
import { findBestConstant } from './best-constant';
import type { AllocationCertificate } from './certificate';
import { checkControl } from './control';
import {
  balancedGrowthFormula,
  bestConstantFormula,
  type Formulas,
  formulasOf,
  type Letters,
  paperFormula,
} from './formulas';
import { Model } from './model';
import { optionSchemas } from './options';
import type { AllocationParameters } from './parameters';
import {
  comparison,
  type PublishedSteadyState,
  steadyStateAsPublished,
} from './published-steady-state';
import { evaluate } from './simulation';
import { solve } from './solve';
import { completeForStudy } from './study';

export type { Formula } from './formulas';
export type { PublishedSteadyState } from './published-steady-state';

export interface Strategy {
  readonly name: string;
  readonly allocation: number;
  readonly netPresentValue: number;
  /** Share of the optimum's value that the strategy loses, in [0, 1]. */
  readonly loss: number;
}

export interface SteadyStateCertificate extends Certificate {
  readonly kind: 'steady-state';
  /** How far `bestConstantHere` is from stationary, by differences of an independent quadrature. */
  readonly residual: number;
  /** That of the optimal control, held to its own tolerance. */
  readonly optimum: AllocationCertificate;
}

export interface SteadyStateResult extends Formulas {
  readonly status: Status;
  readonly backend: BackendName;
  /** The best constant allocation for this M0, S, T, by search. */
  readonly bestConstantHere: { readonly allocation: number; readonly netPresentValue: number };
  /** The optimal control over the same horizon. */
  readonly optimum: { readonly netPresentValue: number; readonly meanAllocation: number };
  /** The five strategies of the paper's comparison, by their true value. */
  readonly strategies: readonly Strategy[];
  /** Holds where both the best constant's and the optimum's do. */
  readonly certificate: SteadyStateCertificate;
}

export interface SteadyStateOptions {
  /** Number of steps of the optimum's time grid. Default 500. */
  readonly steps?: number;
  /** Answer what the seed's script prints instead, digit for digit. */
  readonly asPublished?: boolean;
}

export interface SteadyStatePanel {
  readonly parameter: 'trainingExponent' | 'revenueExponent' | 'growthToDiscount';
  readonly values: Float64Array;
  /** Eq. 11 as printed, clipped. */
  readonly paper: Float64Array;
  /** εγ/(1+εγ). */
  readonly bestConstant: Float64Array;
  /** Balanced growth; 1 where there is no turnpike. */
  readonly balancedGrowth: Float64Array;
}

/** What `bestConstantHere` is held to. */
const stationarityTolerance = 1e-6;
/** Cells of a strategy's integration; their steps adapt. */
const cells = 16;
/** M0 = 0 has no optimum to solve for; the limit is taken from this share of the best constant's M(T). */
const nearlyZero = 1e-9;

const optionsSchema = v.strictObject(
  { steps: v.optional(optionSchemas.steps), asPublished: v.optional(optionSchemas.flag) },
  'an object of options',
);

/**
 * Defaults here are the steady-state study's: ρ = 0.15, T = 100. Compute must grow exponentially or be
 * constant (g = 0). Where M0 = 0, the optimum is that of M0 = 1e-9 M(T).
 *
 * @throws ParameterError
 */
export function steadyState(
  backend: Backend,
  parameters: AllocationParameters | undefined,
  options: SteadyStateOptions & { readonly asPublished: true },
): PublishedSteadyState;
export function steadyState(
  backend: Backend,
  parameters?: AllocationParameters,
  options?: SteadyStateOptions,
): SteadyStateResult;
export function steadyState(
  backend: Backend,
  parameters?: AllocationParameters,
  options: SteadyStateOptions = {},
): SteadyStateResult | PublishedSteadyState {
  const given = parse(optionsSchema, options, 'options') as SteadyStateOptions;
  if (given.asPublished) return steadyStateAsPublished(backend, parameters);
  const { steps = 500 } = given;
  const { complete, growth } = completeForStudy(parameters);
  const model = new Model(complete, backend.math);
  const formulas = formulasOf(complete, growth);
  const best = findBestConstant(model);
  const start = complete.initialCapability || nearlyZero * Math.min(1e300, best.finalCapability);
  const optimum = solve(backend, { ...complete, initialCapability: start }, { steps });
  const { netPresentValue, meanAllocation } = optimum;

  const strategies = comparison(formulas.paper.allocation, best.allocation).map((strategy) => {
    const control = checkControl(strategy.allocation, complete.horizon, cells, 'linear');
    const value = evaluate(model, control).netPresentValue;
    return { ...strategy, netPresentValue: value, loss: lossOf(value, netPresentValue) };
  });
  return {
    status: optimum.status,
    backend: backend.name,
    ...formulas,
    bestConstantHere: { allocation: best.allocation, netPresentValue: best.netPresentValue },
    optimum: { netPresentValue, meanAllocation },
    strategies,
    certificate: {
      kind: 'steady-state',
      residual: best.residual,
      optimum: optimum.certificate,
      tolerance: stationarityTolerance,
      holds: best.residual <= stationarityTolerance && optimum.certificate.holds,
    },
  };
}

/** 1 − value/best within [0, 1]; where the optimum overflowed, whatever did not loses all. */
function lossOf(value: number, best: number): number {
  if (value >= best) return 0;
  return best === Number.POSITIVE_INFINITY ? 1 : 1 - value / best;
}

const panelPoints = 50;

/** The paper's three panels: Eq. 11 over ε, γ and g/ρ, beside what is right. Each depends on ratios only. */
export function steadyStateSensitivity(
  _backend: Backend,
  parameters?: AllocationParameters,
): SteadyStatePanel[] {
  const { complete, growth } = completeForStudy(parameters);
  const base: Letters = {
    epsilon: complete.trainingExponent,
    gamma: complete.revenueExponent,
    rho: complete.discountRate,
    g: growth,
  };
  const panel = (
    parameter: SteadyStatePanel['parameter'],
    from: number,
    to: number,
    at: (value: number) => Letters,
  ): SteadyStatePanel => {
    const values = linearSpace(from, to, panelPoints);
    return {
      parameter,
      values,
      paper: values.map((value) => paperFormula(at(value))),
      bestConstant: values.map((value) => bestConstantFormula(at(value))),
      balancedGrowth: values.map((value) => balancedGrowthFormula(at(value))),
    };
  };
  return [
    panel('trainingExponent', 0.1, 0.9, (epsilon) => ({ ...base, epsilon })),
    panel('revenueExponent', 1, 3, (gamma) => ({ ...base, gamma })),
    panel('growthToDiscount', 0.05, 0.95, (ratio) => ({ ...base, rho: 1, g: ratio })),
  ];
}
