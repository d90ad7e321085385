/** JSON Schema from parameter and option tables. */

import type { ParameterSpec } from '../engine/parameters';
import type { OptionSpec, OptionTable } from './flags';

export const draft = 'https://json-schema.org/draft/2020-12/schema';

export function closed(properties: object) {
  return { type: 'object', properties, additionalProperties: false };
}

export function list(items: object, minItems = 1) {
  return { type: 'array', items, minItems };
}

/** `[low, high]`. */
export function pair(items: object) {
  return { type: 'array', prefixItems: [items, items], items: false, minItems: 2 };
}

/** Every row of a table, in its domain, with its default and meaning. */
export function numbers(
  table: Readonly<Record<string, ParameterSpec>>,
): Record<string, { type: 'number' | 'integer' }> {
  const rows = Object.entries(table).map(([name, { symbol, unit, meaning, ...rest }]) => {
    const where = unit === '1' ? '' : `, in ${unit}`;
    return [
      name,
      { type: 'number', ...limits(rest), description: `${symbol}: ${meaning}${where}` },
    ];
  });
  return Object.fromEntries(rows);
}

type Limits = Partial<Omit<ParameterSpec, 'symbol' | 'flag' | 'unit' | 'meaning'>>;

export function limits(spec: Limits): object {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, default: value } = spec;
  // what is undefined leaves no trace in JSON
  return { minimum, exclusiveMinimum, maximum, exclusiveMaximum, default: value };
}

export function options(table: OptionTable): Record<string, object> {
  return Object.fromEntries(Object.entries(table).map(([name, spec]) => [name, optionOf(spec)]));
}

function optionOf(spec: OptionSpec): object {
  const { meaning: description } = spec;
  if ('choices' in spec) return { enum: spec.choices, default: spec.default, description };
  if ('isSwitch' in spec) return { type: 'boolean', default: spec.default ?? false, description };
  if ('read' in spec) return { ...spec.schema, description };
  return { type: spec.isWhole ? 'integer' : 'number', ...limits(spec), description };
}
