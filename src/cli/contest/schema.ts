/** The JSON Schema (draft 2020-12) of a contest problem, from the tables. */

import { inputNames } from '../../contest/costs';
import { contestTable } from '../../contest/table';
import type { ParameterSpec } from '../../engine/parameters';
import { closed, draft, limits, list, options } from '../json-schema';
import { shapeOptions } from './numbers';
import {
  compareOptions,
  optimumOptions,
  profileSchema,
  scenarioOptions,
  sensitivityOptions,
  solveOptions,
} from './options';
import { gameNames } from './problem';

const game = { $ref: '#/$defs/game' };

export function schema(): object {
  const fields = gameFields();
  const beside = {
    strategies: {
      description: 'payoffs, gradient, states: [period][player][input], or a list of these.',
      anyOf: [profileSchema, list(profileSchema)],
    },
    options: { $ref: '#/$defs/options' },
  };
  const calls = callOptions();
  return {
    $schema: draft,
    title: 'shadowprice contest',
    description:
      'A problem of contest: a game with strategies or options beside it; or its fields, without "game".',
    anyOf: [{ $ref: '#/$defs/problem' }, { $ref: '#/$defs/flat' }],
    $defs: {
      problem: closed({ game, ...beside, ...calls }),
      flat: closed({ ...fields, ...beside, ...calls }),
      options: {
        ...closed(calls),
        description: 'The options of a call as the API takes them; each verb has its own.',
      },
      game: closed(fields),
      axis: axisSchema(),
      belief: {
        description: 'What a player thinks of the game where it differs.',
        anyOf: [
          { type: 'null' },
          closed(Object.fromEntries(Object.entries(fields).filter(([name]) => isBelieved(name)))),
        ],
      },
    },
  };
}

/** The options of every verb; where two have one of the same name, what both allow. */
function callOptions(): Record<string, object> {
  const { start, ...atPoints } = options(solveOptions);
  const { workers: _, ...ofScenario } = options(scenarioOptions);
  const axes = (of: string) => ({
    ...list({ $ref: '#/$defs/axis' }),
    maxItems: 4,
    description: `${of}: what varies.`,
  });
  const side = (name: string) => ({ ...game, description: `compare: the ${name} game.` });
  return {
    ...options(optimumOptions),
    ...options(sensitivityOptions),
    ...options(compareOptions),
    ...atPoints,
    start,
    tolerance: { type: 'number', minimum: 0, maximum: 1 },
    maxIterations: { type: 'integer', minimum: 1, maximum: 10_000 },
    anarchy: { type: 'boolean', default: false, description: 'optimum: whether to solve, too.' },
    ...ofScenario,
    solve: { ...closed({ ...atPoints, start }), description: 'scenario, compare: of solve.' },
    left: side('left'),
    right: side('right'),
    vary: axes('scenario, compare'),
    varyLeft: axes('compare, on the left side alone'),
    varyRight: axes('compare, on the right side alone'),
  };
}

/** A number of the game and the values that it takes. */
function axisSchema(): object {
  const number = { type: 'number' };
  return closed({
    parameter: { type: 'string' },
    parameters: list({ type: 'string' }),
    player: { type: 'integer', minimum: 0, maximum: 15 },
    values: list({ anyOf: [number, list(number, 2)] }),
    from: number,
    to: number,
    count: { type: 'integer', minimum: 2, maximum: 1e6 },
    spacing: { enum: ['linear', 'log'], default: 'linear' },
  });
}

/** The fields of a game; functions are no JSON. */
function gameFields(): Record<string, object> {
  const { players, periods, actions, endsOnWin, lastPeriodForever } = options(shapeOptions);
  const fields: Record<string, object> = {
    players,
    periods,
    actions,
    ...numbersOf(''),
    risk: closed({ kind: shape('risk'), ...numbersOf('risk.') }),
    contestSuccess: closed({
      kind: shape('contestSuccess'),
      scale: byPeriod(contestTable['contestSuccess.scale'], (bounds) => bounds),
    }),
    reward: closed(numbersOf('reward.')),
    cost: cost(),
    disasterCost: disasterCost(),
    endsOnWin,
    noWinIsDisaster: {
      type: 'boolean',
      default: true,
      description: 'whether a period that nobody wins is a disaster',
    },
    lastPeriodForever,
    maximumSharing: one(contestTable.maximumSharing),
    beliefs: {
      ...list({ $ref: '#/$defs/belief' }),
      description: 'one entry a player',
    },
  };
  const known = gameNames.filter((name) => fields[name] !== undefined);
  return Object.fromEntries(known.map((name) => [name, fields[name]]));
}

const shape = (name: keyof typeof shapeOptions) => options(shapeOptions)[name];

const isBelieved = (name: string) =>
  !['players', 'periods', 'actions', 'maximumSharing', 'beliefs'].includes(name);

function one(spec: ParameterSpec) {
  return { type: 'number', ...limits(spec), description: describe(spec) };
}

const describe = ({ symbol, meaning, unit }: ParameterSpec) =>
  `${symbol}: ${meaning}${unit === '1' ? '' : `, in ${unit}`}`;

/** A value, or `{ byPeriod: [...] }`. */
function byPeriod(spec: ParameterSpec, value: (bounds: object) => object): object {
  const { default: usual, ...rest } = spec;
  const bounds = { type: 'number', ...limits(rest) };
  const each = value(bounds);
  return {
    description: describe(spec),
    default: usual,
    anyOf: [each, closed({ byPeriod: list(each) })],
  };
}

/** One for all players, or one each, in all periods or by period. */
const gameNumber = (spec: ParameterSpec) =>
  byPeriod(spec, (bounds) => ({ anyOf: [bounds, list(bounds, 2)] }));

/** The numbers that stand inside an object of the game, or at its top. */
function numbersOf(inside: string): Record<string, object> {
  const rows = Object.entries(contestTable).filter(([name]) =>
    inside === '' ? !name.includes('.') : name.startsWith(inside),
  );
  return Object.fromEntries(
    rows.map(([name, spec]) => [name.slice(inside.length), gameNumber(spec)]),
  );
}

function disasterCost(): object {
  return byPeriod(contestTable.disasterCost, (bounds) => ({
    anyOf: [bounds, list({ anyOf: [bounds, list(bounds, 2)] }, 2)],
  }));
}

function cost(): object {
  const row = (name: 'threshold' | 'margin' | 'penalty') =>
    gameNumber(contestTable[`cost.${name}`]);
  const { default: _, ...price } = contestTable['cost.price'];
  const byInput = (spec: Omit<ParameterSpec, 'default'>) =>
    Object.fromEntries(inputNames.map((name) => [name, gameNumber(spec as ParameterSpec)]));
  const kind = (name: string, more: object, isUsual = false) => ({
    ...closed({ kind: { const: name }, ...byInput(price), ...more }),
    ...(isUsual ? {} : { required: ['kind'] }),
  });
  const certified = closed(byInput(price));
  return {
    description: 'prices of inputs; 0.1 of effort, 0.01 of investment and 0 of sharing by default',
    oneOf: [
      kind('unit', {}, true),
      kind('linear', { slope: closed(byInput(contestTable['cost.slope'])) }),
      kind('certification', { certified, threshold: row('threshold') }),
      kind('relative-certification', { certified, margin: row('margin') }),
      kind('penalty', { threshold: row('threshold'), penalty: row('penalty') }),
    ],
  };
}
