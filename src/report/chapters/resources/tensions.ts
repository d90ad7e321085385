/** Claim: the source's three tensions as weights, and what they move. */

import type { Engine } from '../../../domains';
import { valueAt } from '../../../figures/marks';
import type { Tensions, TokensResult } from '../../../resources/index';
import { grouped, milliseconds, percentage, significant } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import type { Claim } from '../allocation/claim';
import { timed } from '../compliance/timed';
import { equation } from '../contest/model';
import { type Solved, solved, tokensFile, tokensProblem } from './tokens';

export const tensionNames = {
  diversify: 'focus to diversify',
  explore: 'exploit to explore',
  compress: 'particularize to compress',
} as const satisfies Record<keyof Tensions, string>;
export type TensionKey = keyof typeof tensionNames;
export const tensionKeys = Object.keys(tensionNames) as TensionKey[];

/** The last of them are where `diversify` moves most. */
const weights = [
  0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 1,
] as const;
const shown = [0, 0.5, 0.9, 1];

export interface TensionPath {
  readonly tension: TensionKey;
  readonly weights: readonly number[];
  readonly results: readonly TokensResult[];
}

export interface TensionRuns {
  readonly paths: readonly TensionPath[];
  readonly milliseconds: number;
}

export function tensionRuns({ resources }: Engine): TensionRuns {
  const [paths, time] = timed(() =>
    tensionKeys.map((tension) => ({
      tension,
      weights,
      results: weights.map((weight) =>
        resources.tokens(
          { ...tokensProblem, tensions: { [tension]: weight } },
          { integer: false, rules: false },
        ),
      ),
    })),
  );
  return { paths, milliseconds: time };
}

const gini = (result: TokensResult) => solved(result).measures.gini ?? Number.NaN;
const entropy = (result: TokensResult) => solved(result).measures.normalizedEntropy ?? Number.NaN;

const deviation = (result: TokensResult) => Math.sqrt(solved(result).measures.variance);

/** What the figure draws. */
export function pathsToDraw({ paths }: TensionRuns) {
  return paths.map(({ tension, weights: at, results }) => ({
    name: tensionNames[tension],
    weights: at,
    relevance: results.map((result) => solved(result).value / solved(results[0]).value),
    gini: results.map(gini),
    entropy: results.map(entropy),
    deviation: results.map(deviation),
  }));
}

/** Relevance where a measure has fallen to a share of its value at weight 0. */
function relevanceAt(
  results: readonly TokensResult[],
  measure: (result: TokensResult) => number,
  share: number,
): number {
  const rising = [...results].reverse();
  const values = rising.map((result) => solved(result).value);
  return valueAt(rising.map(measure), values, share * measure(results[0]));
}

/** Greatest step against the direction; 0 where values only fall. */
const rise = (values: readonly number[]) =>
  Math.max(0, ...values.slice(1).map((x, k) => x - values[k]));

/** Differences below this are the solver's last digits. */
const slack = 1e-10;

export function tensionsClaim(runs: TensionRuns, figure: Markup): Claim {
  const path = (tension: TensionKey) => {
    const found = runs.paths.find((each) => each.tension === tension);
    if (found === undefined) throw new Error(`no tension ${tension}`);
    return found.results.map(solved);
  };
  const [diversify, explore, compress] = tensionKeys.map(path);
  const all = [...diversify, ...explore, ...compress];
  const held = all.filter(({ certificate }) => certificate.holds).length;
  const last = <T>(list: readonly T[]) => list[list.length - 1];
  const share = (run: Solved) => run.value / diversify[0].value;
  const falls = (list: readonly Solved[]) =>
    rise(list.map(({ value }) => value)) <= slack * list[0].value;
  const halved = (list: readonly Solved[], measure: (result: TokensResult) => number) =>
    relevanceAt(list, measure, 0.5) / list[0].value;
  const half = weights.indexOf(0.5);
  const isEqual = ({ tokens }: Solved) => Math.max(...tokens) - Math.min(...tokens) < 1e-9;
  return {
    id: 'resources-tensions',
    title: 'Three tensions and what they cost',
    published: html`Section 8, “opponent processing”: compress or particularize (measured by the budget), exploit or explore (Gini coefficient or entropy), focus or
diversify (variance). Named, without a formula, a weight or a number.`,
    reproduced: html`There is no number to reproduce. Each tension is put as a weight from 0 to 1 that leaves the problem concave, so that each answer is an optimum
with a certificate.`,
    true: html`Equality is cheap here, since little is free to move: equal tokens keep ${percentage(share(last(explore)), 2)} of the optimum’s relevance. <b>Half the weight on
diversity costs ${percentage(1 - share(diversify[half]), 3)}</b>, on exploration ${percentage(1 - share(explore[half]), 2)}, on compression ${percentage(1 - share(compress[half]), 2)}.
Which is cheaper hangs on the measure: for a given variance nothing keeps more
relevance than diversity, for a given Gini coefficient exploration does.`,
    why: html`<p>With weights c, e and d, and ū the equal tokens of what is spent:</p>
${equation('B ← B − c (B − Σ_i l_i), ~~ l_i ← l_i + e (ū_i − l_i)', '(r6)')}
${equation('\\text{max} ~ Σ_i r_i(x_i) − \\frac{κ}{2} Σ_i (x_i − ū_i)^2, ~~ κ ∝ \\frac{d}{1 − d}', '(r7)')}
<p>Compression spends less, exploration lifts the floor, diversity charges for distance from equal tokens. κ is the price of that
distance, so that each answer has the most relevance of all allocations as near to equal ones. Relevance can only fall in each weight, and Σ(x<sub>i</sub> − ū)² only in d.</p>`,
    certificate: html`${mark(held === all.length)} ${held} of ${all.length} optima, each by prices that bound all other allocations.`,
    time: `${milliseconds(runs.milliseconds)} for all ${all.length}.`,
    commands: [`shadowprice resources tokens ${tokensFile} --no-integer --no-rules`],
    calls: [
      "import { readFile } from 'node:fs/promises';",
      `const plain = JSON.parse(await readFile('${tokensFile}', 'utf8'));`,
      'engine.resources.tokens({ ...plain, tensions: { diversify: 0.5 } }, { integer: false }).measures;',
    ],
    below: [figure, tensionsTable(runs)],
    statements: [
      {
        text: html`Relevance falls along each of the three weights, and at weight 1 all patches have the same.`,
        holds: [diversify, explore, compress].every((list) => falls(list) && isEqual(last(list))),
      },
      {
        text: html`So do Gini coefficient and variance, and entropy rises: along the weights of diversity and exploration.`,
        holds: [diversify, explore].every(
          (list) =>
            rise(list.map(gini)) <= slack &&
            rise(list.map(({ measures }) => measures.variance)) <=
              slack * list[0].measures.variance &&
            rise(list.map((run) => -entropy(run))) <= slack,
        ),
      },
      {
        text: html`Where the standard deviation is half as large, diversity keeps ${percentage(halved(diversify, deviation), 3)} of the relevance and exploration
${percentage(halved(explore, deviation), 3)}; where the Gini coefficient is, ${percentage(halved(diversify, gini), 3)} and ${percentage(halved(explore, gini), 3)}.`,
        holds:
          halved(diversify, deviation) > halved(explore, deviation) &&
          halved(diversify, gini) < halved(explore, gini),
      },
      {
        text: html`Compression leaves ${grouped(last(compress).budget)} tokens, and the first it gives up are worth ${significant(compress[0].shadowPrice, 4)} each, the last
${significant(compress[weights.length - 2].shadowPrice, 4)}.`,
        holds:
          rise(compress.slice(0, -1).map(({ shadowPrice }) => -shadowPrice)) <= slack &&
          last(compress).budget === tokensProblem.lower * last(compress).tokens.length,
      },
    ],
  };
}

function tensionsTable({ paths }: TensionRuns): Markup {
  return table(
    html`<b>Tensions</b>: tokens spent, relevance kept, and how equal tokens are.`,
    [
      { title: 'tension' },
      { title: 'weight', isNumber: true },
      { title: 'tokens', isNumber: true },
      { title: 'relevance', isNumber: true },
      { title: 'Gini', isNumber: true },
      { title: 'entropy', isNumber: true },
      { title: 'variance', isNumber: true },
    ],
    paths.flatMap(({ tension, weights: at, results }) =>
      shown.map((weight, k) => {
        const run = solved(results[at.indexOf(weight)]);
        return [
          k === 0 ? { span: shown.length, content: tensionNames[tension] } : null,
          String(weight),
          grouped(run.budget),
          percentage(run.value / solved(results[0]).value, 3),
          gini(run).toFixed(5),
          entropy(run).toFixed(5),
          run.measures.variance.toFixed(1),
        ];
      }),
    ),
    'grouped',
  );
}
