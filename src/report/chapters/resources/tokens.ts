/** Claim: the token budget of ARR-COC-0-1 solved, and the source's five rules held to the optimum. */

import arrCoc from '../../../../examples/resources/tokens.json';
import type { Engine } from '../../../domains';
import type { RuleResult, TokensProblem, TokensResult } from '../../../resources/index';
import { grouped, milliseconds, percentage, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import { publishedBudget, publishedHypotheses, publishedUniform } from '../../published-resources';
import type { Claim } from '../allocation/claim';
import { timed } from '../compliance/timed';

export const tokensFile = 'examples/resources/tokens.json';
export const tokensProblem = arrCoc as TokensProblem & typeof arrCoc;

export const ruleTitles = {
  uniform: 'uniform',
  threshold: 'threshold',
  proportional: 'proportional',
  projectedGradient: 'gradient',
  transfer: 'transfer',
} as const;
export type RuleKey = keyof typeof ruleTitles;
export const ruleKeys = Object.keys(ruleTitles) as RuleKey[];

/** Units of relevance in which the problem is put, too. */
const units = [1, 1e2, 1e4, 1e6] as const;

export interface TokenRuns {
  readonly whole: TokensResult;
  readonly real: TokensResult;
  /** With one token more. */
  readonly more: TokensResult;
  readonly scaled: ReadonlyArray<{ readonly unit: number; readonly result: TokensResult }>;
  readonly milliseconds: { readonly whole: number; readonly real: number };
}

export function tokenRuns({ resources }: Engine): TokenRuns {
  const [whole, wholeTime] = timed(() => resources.tokens(tokensProblem));
  const [real, realTime] = timed(() => resources.tokens(tokensProblem, { integer: false }));
  const { total } = tokensProblem;
  return {
    whole,
    real,
    more: resources.tokens({ ...tokensProblem, total: total + 1 }, { rules: false }),
    scaled: units.map((unit) => ({ unit, result: resources.tokens(inUnits(unit)) })),
    milliseconds: { whole: wholeTime, real: realTime },
  };
}

function inUnits(unit: number): TokensProblem {
  const { entropy, salience, coupling } = tokensProblem.relevance.weights;
  const weights = { entropy: entropy * unit, salience: salience * unit, coupling: coupling * unit };
  return { ...tokensProblem, relevance: { ...tokensProblem.relevance, weights } } as TokensProblem;
}

export interface Solved extends TokensResult {
  readonly tokens: Float64Array;
  readonly value: number;
  readonly shadowPrice: number;
  readonly rules: NonNullable<TokensResult['rules']>;
  readonly measures: NonNullable<TokensResult['measures']>;
  readonly certificate: NonNullable<TokensResult['certificate']>;
}

/** A result that has an answer. */
export function solved(result: TokensResult): Solved {
  if (result.tokens === null || result.shadowPrice === null) throw new Error('no tokens shared');
  return result as Solved;
}

/** What the optimum gains over equal tokens. */
export function attainable(result: TokensResult): number {
  const { value, rules } = solved(result);
  return value - rules.uniform.value;
}

/** Share lost of that; of a rule once repaired. */
export function lostShare(result: TokensResult, rule: RuleKey): number {
  return solved(result).rules[rule].repaired.loss / attainable(result);
}

/** Relevance scores, by which patches are put in order. */
export function scoresOf(): number[] {
  const { entropy, salience, coupling, weights } = tokensProblem.relevance;
  return entropy.map(
    (x, i) => weights.entropy * x + weights.salience * salience[i] + weights.coupling * coupling[i],
  );
}

const verdict = ({ feasible, boundsBroken, budgetError, fractional }: RuleResult) => {
  if (feasible) return html`${mark(true)} allowed`;
  const parts = [
    ...(boundsBroken > 0 ? [`${boundsBroken} bounds`] : []),
    ...(Math.abs(budgetError) > 0.5 ? [`budget by ${grouped(Math.round(budgetError))}`] : []),
    ...(fractional > 0 ? [`${fractional} parts of tokens`] : []),
  ];
  return html`breaks ${parts.join(', ')}`;
};

export function tokensClaim(runs: TokenRuns, figure: Markup): Claim {
  const { whole: result, more, milliseconds: time } = runs;
  const whole = solved(result);
  const real = solved(runs.real);
  const { rules, certificate } = whole;
  const { patches, total, lower, upper } = publishedBudget;
  const { width, family } = tokensProblem.relevance;
  const free = total - patches * lower;
  const worth = (more.value ?? Number.NaN) - whole.value;
  const above = whole.tokens.filter((x) => x > lower).length;
  const gain = attainable(result);
  const infeasible = ruleKeys.filter((name) => !rules[name].feasible);
  const [best] = [...ruleKeys].sort((a, b) => lostShare(result, a) - lostShare(result, b));
  const most = Math.max(...whole.tokens);
  const isUniform = (x: RuleResult) => x.tokens.every((t) => t === publishedUniform);
  const gradient = rules.projectedGradient;
  return {
    id: 'resources-tokens',
    title: 'Tokens for image patches',
    published: html`Sections 7 and 8, the case ARR-COC-0-1: ${patches} patches share ${grouped(total)} tokens, ${lower} to ${upper} each, whole numbers,
to the greatest relevance. Five rules: equal tokens (“${publishedUniform} tokens each”), a threshold, proportion, gradient ascent with “clip, then rescale”, and
transfers from patches of low marginal relevance to those of high. “Expected results”: ${publishedHypotheses
      .map(({ accuracy }) => `${accuracy}`)
      .join(
        ', ',
      )} % accuracy and ${publishedHypotheses.map(({ relevance }) => relevance).join(', ')} of relevance per token, from equal tokens to optimization.`,
    reproduced: html`${mark(isUniform(rules.uniform))} The rules as they are printed, with the source’s constants; its ${publishedUniform} tokens each. The
“expected results” are called a hypothesis by the source itself: nobody measured them, there are no data and no relevance function, and <b>there is nothing to reproduce</b>.
The relevance here is that of the example file, ${family === 'log' ? html`r<sub>i</sub> = a<sub>i</sub> ln(1 + x/${width})` : family} with a<sub>i</sub> from three scores as in section 8.`,
    true: html`The optimum is worth ${significant(whole.value, 9)}, equal tokens ${significant(rules.uniform.value, 9)}. ${patches} × ${lower} =
${grouped(patches * lower)}: <b>only ${grouped(free)} of ${grouped(total)} tokens are free to move</b>, and they belong to the ${above} most rewarding patches
(${lower + 1} to ${most} tokens). One more token is worth ${significant(whole.shadowPrice, 5)}.
Of the five rules ${infeasible.length} end outside of what the source itself allows.`,
    why: html`<p>Curves are concave, so that (r2) with whole steps is exact: the next token goes to whom it is worth most (Fox 1966). Which rule fails how:</p>
<p><b>Threshold</b> and <b>gradient</b> scale after clipping, which undoes the clipping: with the mean as its threshold the first leaves ${rules.threshold.boundsBroken} patches out
of bounds. <b>Proportion</b> clips last: it spends ${grouped(Math.round(rules.proportional.budgetError))} tokens too many. <b>Transfer</b> takes the same from
all donors and gives the same to all takers, whatever they need. The step of the <b>gradient</b> is 0.1/(1 + 0.01k) in units of tokens²/relevance: its answer hangs on the
unit of relevance, which the optimum does not (table below).</p>
<p>Repaired to the nearest allocation that is allowed, ${ruleTitles[best]} is best and loses ${percentage(lostShare(result, best), 3)} of the gain. Where all curves have one
width s, (r2) reads x<sub>i</sub> = a<sub>i</sub>/λ − s above the floor: proportion, less a constant; the nearest allocation subtracts a constant, too.</p>`,
    certificate: html`${mark(certificate.holds)} Whole tokens: by prices alone no allocation is worth more than ${significant(certificate.bound, 9)}, a gap of
${small(certificate.gap)}; ${mark(real.certificate.holds)} real ones: ${significant(real.value, 9)}, a gap of ${small(real.certificate.gap)}, price
${significant(real.shadowPrice, 5)}.`,
    time: `${milliseconds(time.whole)} in whole tokens, with rules, repairs and certificate; ${milliseconds(time.real)} in real ones.`,
    commands: [
      `shadowprice resources tokens ${tokensFile}`,
      `shadowprice resources tokens ${tokensFile} --no-integer`,
    ],
    calls: [
      "import { readFile } from 'node:fs/promises';",
      `const problem = JSON.parse(await readFile('${tokensFile}', 'utf8'));`,
      'const { value, shadowPrice, rules, certificate } = engine.resources.tokens(problem);',
    ],
    below: [figure, rulesTable(whole), unitsTable(runs)],
    statements: [
      {
        text: html`${grouped(patches * lower)} tokens are bound by the least each patch has, ${grouped(free)} are free: ${percentage(free / total, 1)} of the budget.`,
        holds:
          tokensProblem.total === total &&
          tokensProblem.lower === lower &&
          tokensProblem.upper === upper &&
          whole.tokens.length === patches &&
          whole.tokens.reduce((sum, x) => sum + x - lower, 0) === free,
      },
      {
        text: html`The program solved again with ${grouped(total + 1)} tokens is worth ${significant(worth, 5)} more: the price of a token, to
${small(Math.abs(worth - whole.shadowPrice) / whole.shadowPrice)}.`,
        holds: Math.abs(worth - whole.shadowPrice) < 1e-9 * whole.value,
      },
      {
        text: html`Whole tokens cost ${small(real.value - whole.value)} of ${significant(real.value, 4)} against real ones, and the price of real ones lies between
the last whole token’s gain and the next one’s.`,
        holds:
          real.value >= whole.value &&
          (whole.gains.next ?? Infinity) <= real.shadowPrice &&
          real.shadowPrice <= (whole.gains.last ?? -Infinity),
      },
      {
        text: html`No rule, once repaired, is worth more than the optimum; each gains ${significant(gain, 4)} at most over equal tokens.`,
        holds: ruleKeys.every((name) => rules[name].repaired.loss >= 0),
      },
      {
        text: html`After its 100 steps the gradient ends with ${publishedUniform} tokens each, where it began: its steps move no patch by half a token.`,
        holds: isUniform(gradient) && gradient.feasible,
      },
      {
        text: html`In other units of relevance the optimum is the same, patch by patch; the gradient’s answer is another.`,
        holds: runs.scaled.every(
          ({ unit, result: other }) =>
            solved(other).tokens.every((x, i) => x === whole.tokens[i]) &&
            (unit === 1 ||
              solved(other).rules.projectedGradient.tokens.some(
                (x, i) => x !== gradient.tokens[i],
              )),
        ),
      },
    ],
  };
}

/** '64 … 152'. */
function rangeOf(x: ArrayLike<number>): string {
  const values = Array.from(x);
  const digits = values.every(Number.isInteger) ? 0 : 1;
  const [least, most] = [Math.min(...values), Math.max(...values)].map((t) => t.toFixed(digits));
  return least === most ? least : `${least} … ${most}`;
}

function rulesTable(whole: Solved): Markup {
  return table(
    html`<b>Five rules beside the optimum</b>: as published, and repaired to the nearest allocation that is allowed. “Lost” is relevance, and its
share of what the optimum gains over equal tokens. A rule that is not allowed may show more relevance than the optimum: it breaks bounds or spends more.`,
    [
      { title: 'rule' },
      { title: 'tokens each', isNumber: true },
      { title: 'as published' },
      { title: 'relevance', isNumber: true },
      { title: 'repaired', isNumber: true },
      { title: 'lost', isNumber: true },
      { title: 'of the gain', isNumber: true },
    ],
    [
      ...ruleKeys.map((name) => {
        const rule = whole.rules[name];
        return [
          ruleTitles[name],
          rangeOf(rule.tokens),
          verdict(rule),
          significant(rule.value, 7),
          significant(rule.repaired.value, 7),
          significant(rule.repaired.loss, 3),
          percentage(lostShare(whole, name), 2),
        ];
      }),
      [
        'optimum',
        rangeOf(whole.tokens),
        html`${mark(whole.certificate.holds)} proven`,
        significant(whole.value, 7),
        '',
        '0',
        percentage(0, 2),
      ],
    ],
  );
}

function unitsTable({ scaled }: TokenRuns): Markup {
  return table(
    html`<b>The published gradient in other units of relevance</b>, all else as printed. The optimum’s tokens are the same in each.`,
    [
      { title: 'relevance times', isNumber: true },
      { title: 'tokens each', isNumber: true },
      { title: 'as published' },
      { title: 'of the gain lost, repaired', isNumber: true },
    ],
    scaled.map(({ unit, result }) => {
      const rule = solved(result).rules.projectedGradient;
      return [
        grouped(unit),
        rangeOf(rule.tokens),
        verdict(rule),
        percentage(lostShare(result, 'projectedGradient'), 1),
      ];
    }),
  );
}
