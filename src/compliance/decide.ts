/**
 * One lab's decision and what it is worth, and decisions of many labs at once.
 *
 * The price of a parameter is ∂U/∂p of the action taken: with (2), (3) and (5) of `model.ts`,
 *
 *     ∂L/∂p = E/(1 + pE)/η,  ∂L/∂f = p(E + 1)/(1 + pE),  E = e^{ηf} − 1    (η = 0: f and p)       (45)
 *
 * and the chain rule through p = a·d or a·d·σ^(k−1), f = F + V. Where two actions tie, U has a kink and the
 * price is that of the action taken; `isUnique` says so.
 */

import type { Backend, BackendName } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { domainOf, inDomain, unknownName } from '../engine/parameters';
import { expm1 } from '../numerics/near-one';
import { type Action, actions, isPlain, linkage, type Payoffs, payoffsOf } from './model';
import {
  type Behaviour,
  behaviourNames,
  type CompleteBehaviour,
  type CompleteComplianceParameters,
  type ComplianceName,
  type ComplianceParameters,
  completeParameters,
  complianceNames,
  complianceTable,
  requireSums,
} from './parameters';

export interface Decision {
  readonly backend: BackendName;
  readonly action: Action;
  readonly payoffs: Payoffs;
  /** Payoff of the action taken less that of the next best; 0 on a boundary. */
  readonly margin: number;
  /** ∂U/∂p of the action taken, for each number but `sites`. */
  readonly shadowPrices: Readonly<Record<string, number>>;
  /** Whether only one action is best, so that the prices are derivatives from both sides. */
  readonly isUnique: boolean;
}

/** Many labs: each of the six numbers one for all, or a column with one for each. */
export type ComplianceColumns = {
  readonly [Name in ComplianceName]?: number | Float64Array | readonly number[];
} & Behaviour;

export interface Decisions {
  readonly backend: BackendName;
  /** 0 comply, 1 evade, 2 split; one a lab. */
  readonly codes: Uint8Array;
  readonly counts: Readonly<Record<Action, number>>;
}

/** U of each action, equations (1)–(3). @throws ParameterError */
export function payoffs(backend: Backend, parameters?: ComplianceParameters): Payoffs {
  return payoffsOf(backend.math, completeParameters(parameters));
}

/**
 * What a lab does, or what each of many does where any of the six numbers is a column.
 *
 * @throws ParameterError naming the first number that is not usable, or columns of unequal length
 */
export function decide(backend: Backend, parameters?: ComplianceParameters): Decision;
export function decide(backend: Backend, columns: ComplianceColumns): Decision | Decisions;
export function decide(backend: Backend, given: ComplianceColumns = {}): Decision | Decisions {
  const isBatch =
    typeof given === 'object' &&
    given !== null &&
    complianceNames.some((name) => typeof given[name] === 'object' && given[name] !== null);
  return isBatch ? decideMany(backend, given) : decideOne(backend, given as ComplianceParameters);
}

function decideOne(backend: Backend, given: ComplianceParameters): Decision {
  const { math } = backend;
  const p = completeParameters(given);
  const values = payoffsOf(math, p);
  const action = actionOf(values);
  const others = actions.filter((name) => name !== action).map((name) => values[name]);
  const margin = values[action] - Math.max(...others);
  return {
    backend: backend.name,
    action,
    payoffs: values,
    margin,
    shadowPrices: pricesOf(backend, p, action),
    isUnique: margin > 0,
  };
}

/** The first of the best, equation (4). */
function actionOf({ evade, split }: Payoffs): Action {
  if (split > evade) return split > 0 ? 'split' : 'comply';
  return evade > 0 ? 'evade' : 'comply';
}

/** Equation (45). */
function pricesOf(
  { math }: Backend,
  p: CompleteComplianceParameters,
  action: Action,
): Record<string, number> {
  const names = [...complianceNames, 'riskAversion', 'reputation', 'motivation'] as const;
  const prices = Object.fromEntries(names.map((name) => [name, 0]));
  if (action === 'comply') return prices;
  const isSplit = action === 'split';
  const { auditRate: a, detection: d, riskAversion: eta } = p;
  const s = isSplit ? linkage(p.coordination, p.sites, math) : 1;
  const f = p.fine + p.reputation;
  const chance = a * d * s;
  // by p and by f; e^{−ηf} keeps both finite
  const isNeutral = eta * f < 2 ** -60;
  const decay = isNeutral ? 1 : math.exp(-eta * f);
  const scale = decay + chance * (1 - decay);
  // where it is beyond the greatest double, that
  const byChance = isNeutral
    ? f
    : Math.min(-expm1(math, -eta * f) / (eta * scale), Number.MAX_VALUE);
  const byFine = isNeutral || chance === 0 ? chance : chance / scale;
  prices.benefit = 1;
  prices.auditRate = -d * s * byChance;
  prices.detection = -a * s * byChance;
  prices.fine = -byFine;
  prices.reputation = -byFine;
  prices.motivation = -1;
  if (isSplit) {
    prices.splitCost = 1 - p.sites;
    const slope = p.sites === 2 ? 1 : (p.sites - 1) * linkage(p.coordination, p.sites - 1, math);
    prices.coordination = -a * d * slope * byChance;
  }
  // ∂L/∂η = (f ∂L/∂f − L)/η; at 0 its limit, p(1 − p) f²/2
  const loss = isSplit
    ? p.benefit - p.motivation - p.splitCost * (p.sites - 1) - payoffsOf(math, p).split
    : p.benefit - p.motivation - payoffsOf(math, p).evade;
  const small = eta * f < 1e-4;
  prices.riskAversion = small ? -0.5 * chance * (1 - chance) * f * f : -(f * byFine - loss) / eta;
  // no −0
  for (const name of names) prices[name] += 0;
  return prices;
}

function decideMany(backend: Backend, given: ComplianceColumns): Decisions {
  const known = [...complianceNames, ...behaviourNames] as const;
  for (const [name, value] of Object.entries(given)) {
    if (!(known as readonly string[]).includes(name)) throw unknownName(name, value, known);
  }
  const columns = new Map<ComplianceName, Float64Array>();
  const single: Record<string, unknown> = {};
  let count = -1;
  let first = '';
  // inherited ones too: what is not there is not given
  for (const name of known) {
    const value: unknown = given[name];
    if (typeof value !== 'object' || value === null) {
      single[name] = value;
      continue;
    }
    const column = columnOf(name, value);
    if (count >= 0 && column.length !== count) {
      const expected = `a column of ${count} numbers, as ${first} is`;
      throw new ParameterError(name, value, expected);
    }
    count = column.length;
    first = name;
    columns.set(name as ComplianceName, column);
  }
  const p = completeParameters(single);
  const codes = new Uint8Array(count);
  const table = new Float64Array(6 * count);
  complianceNames.forEach((name, j) => {
    const column = columns.get(name);
    if (column) table.set(column, j * count);
    else table.fill(p[name], j * count, (j + 1) * count);
  });
  const most = (j: number) => table.subarray(j * count, (j + 1) * count).reduce(greater);
  requireSums({ ...p, fine: most(3), splitCost: most(4) });
  classifyLabs(backend, table, p, codes);
  const counts = { comply: 0, evade: 0, split: 0 };
  for (const code of codes) counts[actions[code]]++;
  return { backend: backend.name, codes, counts };
}

const greater = (a: number, b: number) => Math.max(a, b);

function columnOf(name: string, value: object): Float64Array {
  const spec = complianceTable[name as ComplianceName];
  const isList = Array.isArray(value) || value instanceof Float64Array;
  if (spec === undefined || !isList) {
    const expected = spec ? 'a number, or an array or Float64Array of numbers' : 'one number';
    throw new ParameterError(name, value, expected, 'type');
  }
  if (value.length === 0) throw new ParameterError(name, value, 'at least one number');
  for (let i = 0; i < value.length; i++) {
    const x: unknown = value[i];
    if (typeof x !== 'number' || !Number.isFinite(x) || !inDomain(spec, x)) {
      const kind = typeof x === 'number' ? 'range' : 'type';
      throw new ParameterError(`${name}.${i}`, x, domainOf(spec), kind);
    }
  }
  return Float64Array.from(value);
}

/**
 * Codes of labs whose six numbers are columns and whose behaviour is one; the columns are overwritten by
 * what they are substituted with.
 */
export function classifyLabs(
  backend: Backend,
  columns: Float64Array,
  behaviour: CompleteBehaviour,
  codes: Uint8Array,
): void {
  const { math } = backend;
  const n = codes.length;
  const { riskAversion, reputation, motivation, sites } = behaviour;
  if (riskAversion > 0) {
    for (let i = 0; i < n; i++) codes[i] = codeOf(math, columns, n, i, behaviour);
    return;
  }
  if (!isPlain(behaviour)) {
    for (let i = 0; i < n; i++) {
      columns[i] -= motivation;
      columns[3 * n + i] += reputation;
      columns[4 * n + i] *= sites - 1;
      columns[5 * n + i] = linkage(columns[5 * n + i], sites, math);
    }
  }
  backend.compliance.classify(columns, codes);
}

/** Codes of labs that behave differently: ten columns, those of `behaviourNames` after the six. */
export function classifyMixedLabs(
  { math }: Backend,
  columns: Float64Array,
  codes: Uint8Array,
): void {
  const n = codes.length;
  for (let i = 0; i < n; i++) {
    const behaviour = {
      riskAversion: columns[6 * n + i],
      reputation: columns[7 * n + i],
      motivation: columns[8 * n + i],
      sites: columns[9 * n + i],
    };
    codes[i] = codeOf(math, columns, n, i, behaviour);
  }
}

function codeOf(
  math: Backend['math'],
  columns: Float64Array,
  n: number,
  i: number,
  behaviour: CompleteBehaviour,
): number {
  const values = payoffsOf(math, {
    ...behaviour,
    benefit: columns[i],
    auditRate: columns[n + i],
    detection: columns[2 * n + i],
    fine: columns[3 * n + i],
    splitCost: columns[4 * n + i],
    coordination: columns[5 * n + i],
  });
  return actions.indexOf(actionOf(values));
}
