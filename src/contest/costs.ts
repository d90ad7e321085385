/**
 * What inputs cost: a price for each kind of input, in five ways. o are odds of safety, s p^{−θ}.
 *
 *     unit                    Σ r_k x_k
 *     linear                  Σ r_k x_k + h_k x_k²/2
 *     certification           Σ r_k x_k, or Σ r'_k x_k where o_i ≥ threshold
 *     relative-certification  the same where o_i ≥ the mean of the others' odds + margin
 *     penalty                 Σ r_k x_k, + penalty where o_i < threshold
 */

import { ParameterError } from '../engine/errors';
import type { ParameterSpec } from '../engine/parameters';
import { unknownName } from '../engine/parameters';
import { contestTable } from './table';
import { completeNumber, type GameNumber, plainObject, type Shape } from './values';

/** Names of inputs in the order of strategies; a game has the first two, four or six. */
export const inputNames = [
  'safety',
  'performance',
  'investSafety',
  'investPerformance',
  'shareSafety',
  'sharePerformance',
] as const;
export type InputName = (typeof inputNames)[number];

/** Prices of inputs; defaults 0.1 for effort, 0.01 for investment, 0 for sharing. */
export type InputPrices = { readonly [Name in InputName]?: GameNumber };

export type ContestCost =
  | ({ readonly kind?: 'unit' } & InputPrices)
  /** `slope`: by how much each price rises with each unit. */
  | ({ readonly kind: 'linear'; readonly slope?: InputPrices } & InputPrices)
  /** `certified`: the prices of a player whose odds reach the threshold; those left out stay. */
  | ({
      readonly kind: 'certification';
      readonly certified?: InputPrices;
      readonly threshold?: GameNumber;
    } & InputPrices)
  | ({
      readonly kind: 'relative-certification';
      readonly certified?: InputPrices;
      readonly margin?: GameNumber;
    } & InputPrices)
  | ({
      readonly kind: 'penalty';
      readonly threshold?: GameNumber;
      readonly penalty?: GameNumber;
    } & InputPrices);

type CostKind = NonNullable<ContestCost['kind']>;

const fieldsOf: Readonly<Record<CostKind, readonly string[]>> = {
  unit: [],
  linear: ['slope'],
  certification: ['certified', 'threshold'],
  'relative-certification': ['certified', 'margin'],
  penalty: ['threshold', 'penalty'],
};

const defaultPrices = [0.1, 0.1, 0.01, 0.01, 0, 0];

export interface CompleteCost {
  readonly certification: 'none' | 'absolute' | 'relative';
  readonly hasSlopes: boolean;
  /** Prices, prices of a certified player, slopes: an array [player][period] for each input. */
  readonly prices: readonly Float64Array[];
  readonly threshold: Float64Array;
  readonly penalty: Float64Array;
}

/** @throws ParameterError naming the first field of `cost` that is not usable */
export function completeCost(given: unknown, inputs: number, shape: Shape): CompleteCost {
  const cost = plainObject('cost', given, 'an object with a kind and prices');
  const kind = (cost.kind ?? 'unit') as CostKind;
  if (!Object.hasOwn(fieldsOf, kind)) {
    const expected = `one of ${Object.keys(fieldsOf).join(', ')}`;
    throw new ParameterError('cost.kind', cost.kind, expected, 'type');
  }
  const known = ['kind', ...inputNames, ...fieldsOf[kind]];
  const unknown = Object.keys(cost).find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownName(`cost.${unknown}`, cost[unknown], known);

  const number = (name: string, spec: ParameterSpec) =>
    completeNumber(`cost.${name}`, cost[name], spec, shape);
  const prices = inputNames.map((name, k) => {
    const spec = { ...contestTable['cost.price'], default: defaultPrices[k] };
    return number(name, spec);
  });
  const part = (name: string, spec: ParameterSpec, others?: readonly Float64Array[]) => {
    const fields =
      cost[name] === undefined ? {} : plainObject(`cost.${name}`, cost[name], 'prices');
    const stranger = Object.keys(fields).find((field) => !inputNames.includes(field as InputName));
    if (stranger !== undefined) {
      throw unknownName(`cost.${name}.${stranger}`, fields[stranger], inputNames);
    }
    return inputNames.map((field, k) =>
      fields[field] === undefined && others !== undefined
        ? others[k]
        : completeNumber(`cost.${name}.${field}`, fields[field], spec, shape),
    );
  };
  const certified = part('certified', contestTable['cost.price'], prices);
  const slopes = part('slope', contestTable['cost.slope']);
  const isRelative = kind === 'relative-certification';
  const isAbsolute = kind === 'certification' || kind === 'penalty';
  return {
    certification: isRelative ? 'relative' : isAbsolute ? 'absolute' : 'none',
    hasSlopes: kind === 'linear',
    prices: [prices, certified, slopes].flatMap((of) => of.slice(0, inputs)),
    threshold: isRelative
      ? number('margin', contestTable['cost.margin'])
      : number('threshold', contestTable['cost.threshold']),
    penalty: number('penalty', contestTable['cost.penalty']),
  };
}
