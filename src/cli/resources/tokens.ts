/** `shadowprice resources tokens`: a token budget over patches, by relevance. */

import type { TokensOptions, TokensProblem, TokensResult } from '../../resources/tokens/index';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, type OptionTable } from '../flags';
import { closed, list, options } from '../json-schema';
import { readNumbers } from '../numbers';
import { figure, flow, type Screen, table, tiny } from '../output';
import { certificateLine, headerOf, statusLine } from '../present';
import { readProblem } from './problem';

const number = { type: 'number' };
const least = { type: 'number', minimum: 0 };
const column = (each: object) => ({ anyOf: [each, list(each)] });

/** `64`, or `64,32,64`. */
function readColumn(path: string, text: string): unknown {
  const numbers = readNumbers(path, text);
  return numbers.length === 1 ? numbers[0] : numbers;
}

const bound = (meaning: string, otherwise: string) => ({
  meaning,
  otherwise,
  placeholder: 'x,…',
  read: readColumn,
  schema: column(least),
});

const flagged: OptionTable = {
  lower: bound('least tokens of a patch', '0'),
  upper: bound('most tokens of a patch', 'the budget'),
  total: { minimum: 0, meaning: 'the budget' },
  count: { minimum: 1, isWhole: true, meaning: 'patches, where no list tells their number' },
  regionLower: bound('least budget of a region', '0'),
  regionUpper: bound('greatest budget of a region', 'the whole one'),
};

const calls: OptionTable = {
  integer: { isSwitch: true, default: true, meaning: 'real numbers of tokens' },
  rules: { isSwitch: true, default: true, meaning: 'without the published rules beside' },
  scores: {
    meaning: 'relevance that rules go by',
    otherwise: 'the scales',
    placeholder: 'x,…',
    read: readColumn,
    schema: column(number),
  },
  threshold: { meaning: 'rule threshold: the least score of much', otherwise: 'the mean' },
  marginalThreshold: { meaning: 'rule transfer: least slope of a taker', otherwise: 'the mean' },
  iterations: {
    minimum: 0,
    maximum: 100_000,
    isWhole: true,
    meaning: 'of the rules that iterate',
    default: 100,
  },
  learningRate: { minimum: 0, meaning: 'rule projectedGradient: first step', default: 0.1 },
  decay: { minimum: 0, meaning: 'its decay, rate/(1 + decay k)', default: 0.01 },
  work: {
    minimum: 0,
    maximum: 5e9,
    meaning: 'combinations to look at where curves are not concave',
    default: 5e8,
  },
};

const family = closed({
  family: { enum: ['linear', 'log', 'power', 'saturating', 'sigmoid'] },
  scale: column(number),
  width: column({ type: 'number', exclusiveMinimum: 0 }),
  exponent: column({ type: 'number', exclusiveMinimum: 0, maximum: 100 }),
  entropy: column(number),
  salience: column(number),
  coupling: column(number),
  weights: closed({ entropy: number, salience: number, coupling: number }),
});

const patch = {
  anyOf: [
    list(number),
    closed({ table: list(number) }),
    closed({ points: list({ type: 'array', items: number, minItems: 2, maxItems: 2 }) }),
    family,
  ],
};

const share = { type: 'number', minimum: 0, maximum: 1 };
const index = { type: 'integer', minimum: 0 };

/** What a problem may hold. */
export const tokensSchema = {
  ...closed({
    relevance: { anyOf: [family, list(patch)] },
    ...options(flagged),
    regions: { anyOf: [list(index), list(list(index, 0))] },
    tensions: closed({ compress: share, explore: share, diversify: share }),
    ...options(calls),
    options: closed(options(calls)),
  }),
  description: 'tokens: relevance of patches, bounds, and a budget.',
};

export const tokens: Verb = {
  name: 'tokens',
  summary: 'what each patch gets of a token budget, by its relevance',

  configure(command) {
    addOptionFlags(command, flagged, 'Problem:');
    addOptionFlags(command, calls, 'Options:');
    command.addHelpText(
      'after',
      `
A problem: { "relevance": { "family": "log", "scale": [3, 1, 2], "width": 8 },
             "lower": 4, "upper": 40, "total": 60 }
Families: linear a x, log a ln(1 + x/s), power a x^p, saturating a (1 − e^(−x/s)),
sigmoid a x^p/(s^p + x^p), with scale a, width s, exponent p; or a list with a
table, { "points": [[tokens, relevance], …] } or a family for every patch.
"entropy", "salience" and "coupling" with "weights" make up the scale.
"tensions": { "compress", "explore", "diversify" }, each 0 … 1.

Examples:
  shadowprice resources tokens examples/resources/tokens.json
  shadowprice resources tokens examples/resources/tokens.json --total 16000 --no-rules
  shadowprice resources tokens examples/resources/tokens.json --no-integer
  shadowprice resources tokens examples/resources/tokens.json --json | jq .rules.threshold.loss`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'tokens',
      fields: ['relevance', ...Object.keys(flagged), 'regions', 'tensions'],
      options: Object.keys(calls),
    };
    const { fields, options: call } = await readProblem(reading, source, flags);
    // a missing field is the API's to name
    const problem = fields as unknown as TokensProblem;
    const result = engine.resources.tokens(problem, call as TokensOptions);
    return {
      result,
      // what is missing proves that nothing fits
      holds:
        result.missing !== null ||
        (result.status === 'converged' && result.certificate?.holds === true),
      text: (screen) => textOf(result, screen),
    };
  },
};

async function textOf(result: TokensResult, screen: Screen): Promise<string> {
  const { method, backend, certificate, missing, rules } = result;
  const head = headerOf('resources tokens', `${method} on ${backend}`, [], screen);
  if (certificate === null) {
    const { tokens: count, bound: side, region } = missing ?? { tokens: 0, bound: 'lower' };
    const where = region == null ? 'the budget' : `the budget of region ${region}`;
    const what = side === 'lower' ? 'are missing for the lower bounds' : 'have no room';
    const why = missing === null ? '' : `\n  ${figure(count)} tokens ${what}, in ${where}`;
    return `${head}\n\n${statusLine(result.status, screen).trimEnd()}${why}`;
  }
  const says = [
    ...(certificate.stationarity === null
      ? []
      : [`stationarity ${tiny(certificate.stationarity)}`]),
    `budget ${tiny(certificate.budget)}`,
    `gap ${tiny(certificate.gap)}`,
  ];
  return [
    head,
    summary(result, screen),
    await spread(result, screen),
    ...(rules === null ? [] : [await ruleTable(result, screen)]),
    statusLine(result.status, screen) + certificateLine(certificate, says, screen),
  ].join('\n\n');
}

function summary(
  { value, budget, shadowPrice, gains, tokens: x, measures, continuous }: TokensResult,
  { width, paint }: Screen,
): string {
  const orNone = (price: number | null) => (price === null ? 'nothing' : figure(price));
  const whole = gains.next === shadowPrice;
  const lines = [
    [
      `relevance ${paint.bold(figure(value!, 8))}`,
      `${figure(budget, 10)} tokens, ${x!.length} patches`,
      `in real numbers ${continuous!.exact ? '' : 'at most '}${figure(continuous!.value, 8)}`,
    ],
    [
      `one more token is worth ${paint.bold(orNone(shadowPrice))}`,
      ...(whole ? [`the last one ${orNone(gains.last)}`] : []),
    ],
    [
      `Gini ${orNone(measures!.gini)}`,
      `entropy ${orNone(measures!.entropy)} nats`,
      `variance ${figure(measures!.variance)}`,
      `relevance a token ${orNone(measures!.efficiency)}`,
    ],
  ];
  return lines.map((line) => flow(line, width)).join('\n');
}

/** Patches that a table shows one by one. */
const mostRows = 20;

/** Tokens of every patch, or how many patches get how many. */
async function spread({ tokens: x }: TokensResult, screen: Screen): Promise<string> {
  const right = { align: 'right' } as const;
  if (x!.length <= mostRows) {
    const rows = Array.from(x!, (_, i) => String(i));
    const cells = Array.from(x!, (t) => figure(t));
    return table(
      [
        { title: 'patch', ...right, cells: rows },
        { title: 'tokens', ...right, cells },
      ],
      screen,
    );
  }
  const sorted = x!.slice().sort();
  const shares = [0, 0.25, 0.5, 0.75, 0.9, 0.99, 1];
  const at = (share: number) => figure(sorted[Math.round(share * (sorted.length - 1))]);
  return table(
    [
      { title: 'share of patches', cells: shares.map((share) => `${figure(100 * share)} %`) },
      { title: 'no more than', ...right, cells: shares.map(at) },
    ],
    screen,
  );
}

async function ruleTable({ rules, objective }: TokensResult, screen: Screen): Promise<string> {
  const right = { align: 'right' } as const;
  const rows = Object.entries(rules!);
  const percent = (loss: number) => {
    const share = (100 * loss) / (Math.abs(objective!) || 1);
    return `${Math.abs(share) < 5e-5 ? '0.0000' : share.toFixed(4)} %`;
  };
  return table(
    [
      { title: 'published rule', cells: rows.map(([name]) => name) },
      {
        title: 'loss',
        ...right,
        cells: rows.map(([, { loss, feasible }]) =>
          feasible ? percent(loss) : screen.paint.dim(percent(loss)),
        ),
      },
      {
        title: 'out of bounds',
        ...right,
        spare: 1,
        cells: rows.map(([, { boundsBroken }]) => (boundsBroken === 0 ? '' : String(boundsBroken))),
      },
      {
        title: 'budget',
        ...right,
        spare: 1,
        cells: rows.map(([, { budgetError }]) =>
          Math.abs(budgetError) < 1e-6
            ? ''
            : `${budgetError > 0 ? '+' : '−'}${figure(Math.abs(budgetError), 4)}`,
        ),
      },
      { title: 'feasible', cells: rows.map(([, { feasible }]) => (feasible ? 'yes' : 'no')) },
      {
        title: 'repaired',
        ...right,
        cells: rows.map(([, { repaired }]) => percent(repaired.loss)),
      },
    ],
    screen,
  );
}
