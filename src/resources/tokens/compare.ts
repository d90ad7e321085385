/** Rules beside the optimum: what each loses, what it breaks, and the same repaired. */

import type { ElementaryFunctions } from '../../engine/backend';
import { neumaierSum, pairwiseSum } from '../../numerics/sums';
import { feasibility } from './certificate';
import { relevanceInto } from './columns';
import { type Curves, LINEAR, none, noStarts, subset } from './curves';
import { measuresOf, type TokensMeasures } from './measures';
import type { Model } from './model';
import type { Settings } from './problem';
import { publishedRules, type RuleName, ruleNames, scoresOf } from './rules';
import { nearestTo, objectiveOf, solveModel } from './solve';

/** Tokens that stand beside the optimum. */
export interface Compared {
  readonly tokens: Float64Array;
  /** Σ r_i. */
  readonly value: number;
  /** The optimum's objective less this one's; below 0 only where bounds or budgets are broken. */
  readonly loss: number;
  readonly measures: TokensMeasures;
}

export interface RuleResult extends Compared {
  /** Whether bounds and budgets are met, and tokens are whole where they must be. */
  readonly feasible: boolean;
  /** Patches out of their bounds. */
  readonly boundsBroken: number;
  /** Patches with a part of a token, where tokens must be whole. */
  readonly fractional: number;
  /** Tokens spent beyond the budget; below 0 where some are left. */
  readonly budgetError: number;
  /** The nearest feasible allocation. */
  readonly repaired: Compared;
}

export type TokensRules = Readonly<Record<RuleName, RuleResult>> & {
  /** With regions: their budgets in proportion to their scores first, then the optimum of each. */
  readonly twoStage?: RuleResult;
};

/** @param optimum the objective of the answer */
export function compareRules(
  m: ElementaryFunctions,
  model: Model,
  relevance: Curves,
  settings: Settings,
  optimum: number,
): TokensRules {
  const published = publishedRules(m, model, settings);
  const result = (x: Float64Array) => ruleOf(m, model, relevance, x, optimum);
  const rules = Object.fromEntries(ruleNames.map((name) => [name, result(published[name])]));
  if (model.regions === null) return rules as TokensRules;
  return { ...rules, twoStage: result(twoStage(m, model, relevance, settings)) } as TokensRules;
}

function ruleOf(
  m: ElementaryFunctions,
  model: Model,
  relevance: Curves,
  tokens: Float64Array,
  optimum: number,
): RuleResult {
  const compared = (x: Float64Array): Compared => {
    const values = new Float64Array(x.length);
    relevanceInto(m, relevance, x, values);
    const value = pairwiseSum(values);
    const loss = optimum - objectiveOf(m, model.curves, x);
    return { tokens: x, value, loss, measures: measuresOf(m, x, value) };
  };
  const { lower, upper } = model.curves;
  let [boundsBroken, fractional] = [0, 0];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] < lower[i] || tokens[i] > upper[i]) boundsBroken++;
    if (model.isWhole && !Number.isInteger(tokens[i])) fractional++;
  }
  const { budget } = feasibility({ ...model, isWhole: false }, tokens);
  return {
    ...compared(tokens),
    feasible: boundsBroken === 0 && fractional === 0 && budget <= 1e-9 * model.total,
    boundsBroken,
    fractional,
    budgetError: neumaierSum(tokens) - model.total,
    repaired: compared(nearestTo(m, model, tokens)),
  };
}

function twoStage(
  m: ElementaryFunctions,
  model: Model,
  relevance: Curves,
  settings: Settings,
): Float64Array {
  const { curves, total, isWhole } = model;
  const regions = model.regions!;
  const scores = settings.scores ?? scoresOf(m, relevance, total);
  const byRegion = Float64Array.from(regions.members, (members) =>
    members.reduce((sum, i) => sum + scores[i], 0),
  );
  const sum = pairwiseSum(byRegion);
  const { count, lower, upper } = regions;
  const shares = byRegion.map((score) => (sum === 0 ? 1 / count : score / sum) * total);
  const level = { count, kind: LINEAR, kinds: null, scale: new Float64Array(count), lower, upper };
  const rest = { width: none, exponent: none, start: noStarts, px: none, py: none, knee: null };
  const coarse = { ...level, ...rest, penalty: 0, centre: none };
  const budgets = nearestTo(m, { curves: coarse, regions: null, total, isWhole }, shares);
  const tokens = new Float64Array(curves.count);
  regions.members.forEach((members, r) => {
    const part = { curves: subset(curves, members), regions: null, total: budgets[r], isWhole };
    const fine = solveModel(m, part, settings.work).tokens;
    members.forEach((i, k) => {
      tokens[i] = fine[k];
    });
  });
  return tokens;
}
