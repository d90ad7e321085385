/** Claim: rent or buy, and how much better than 2 one can be. */

import type { Engine } from '../../../domains';
import { decisionsSkiRentalFigure } from '../../../figures/index';
import type { SkiRentalResult } from '../../../resources/index';
import { milliseconds, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import type { Claim } from '../allocation/claim';
import { timed } from '../compliance/timed';
import { jsonLines, piped } from '../resources/commands';
import type { Part } from './part';

/** The source's B is a letter; these are what it is tried with. */
const prices = [1, 2, 3, 5, 10, 30, 100, 1000] as const;
const drawnPrice = 30;
/** Two foretellings for the figure, one on each side of the price. */
const foretold = { long: 60, short: 10, trust: 0.5 } as const;
/** Seasons drawn, as multiples of the price. */
const span = 2.5;
/** Prices up to which all days and seasons are tried one by one. */
const tried = 100;

interface SkiRentalRuns {
  readonly byPrice: ReadonlyArray<{ readonly price: number; readonly result: SkiRentalResult }>;
  readonly drawn: SkiRentalResult;
  /** Predictions for the figure. */
  readonly long: SkiRentalResult;
  readonly short: SkiRentalResult;
  readonly milliseconds: number;
}

const daysUpTo = (most: number) => Array.from({ length: most }, (_, k) => k + 1);

function skiRentalRuns({ resources }: Engine): SkiRentalRuns {
  const seasons = daysUpTo(span * drawnPrice);
  const solve = (more: object) =>
    resources.skiRental({ buy: drawnPrice, seasons, ...more }, { seed: 1 });
  const [byPrice, time] = timed(() =>
    prices.map((price) => ({
      price,
      result: resources.skiRental({ buy: price, seasons: daysUpTo(2 * price) }),
    })),
  );
  const { long, short, trust } = foretold;
  return {
    byPrice,
    drawn: solve({}),
    long: solve({ prediction: long, trust }),
    short: solve({ prediction: short, trust }),
    milliseconds: time,
  };
}

/** Least worst ratio of all days of purchase, every day and season tried: no formula. */
function leastWorst(price: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const day of daysUpTo(2 * price + 1)) {
    let worst = 0;
    for (const n of daysUpTo(2 * price + 1)) {
      const cost = n < day ? n : day - 1 + price;
      worst = Math.max(worst, cost / Math.min(n, price));
    }
    least = Math.min(least, worst);
  }
  return least;
}

export const skiRentalPart: Part = {
  what: 'ski rental',
  figures: 1,
  write(engine, context) {
    const runs = skiRentalRuns(engine);
    const { drawn, long, short } = runs;
    const { strategies, seasons } = drawn;
    const results = [...runs.byPrice.map(({ result }) => result), drawn, long, short];
    const randomized = strategies.randomized.worstCase.ratio;
    return {
      figures: [
        decisionsSkiRentalFigure(
          {
            price: drawnPrice,
            seasons,
            deterministic: strategies.deterministic.ratios,
            randomized: strategies.randomized.ratios,
            alwaysRent: strategies.alwaysRent.ratios,
            alwaysBuy: strategies.alwaysBuy.ratios,
            bounds: { deterministic: provenOf(drawn, 'deterministic'), randomized },
            predicted: [
              { prediction: foretold.long, ratios: long.strategies.predicted?.ratios ?? [] },
              { prediction: foretold.short, ratios: short.strategies.predicted?.ratios ?? [] },
            ],
            robustness: long.strategies.predicted?.bounds?.robustness ?? Number.NaN,
          },
          context,
        ),
      ],
      certificates: results.map(({ certificate }) => certificate.holds),
      claim: (blocks) => skiRentalClaim(runs, results, blocks),
      finding: html`“No deterministic algorithm is better than 2-competitive for ski rental” is true only as a limit, and false for every price B: the strategy printed beside it has 2 − 1/B, at B = ${drawnPrice}
${significant(provenOf(drawn, 'deterministic'), 4)}, and that is the least there is. <a href="#decisions-ski-rental">Details</a>`,
      lines: [
        `  ski rental, B = ${drawnPrice}: at worst ${significant(strategies.deterministic.worstCase.ratio, 5)} (published: none below 2), random day ${significant(randomized, 5)}`,
      ],
    };
  },
};

function provenOf(
  { strategies }: SkiRentalResult,
  name: 'deterministic' | 'randomized' | 'alwaysBuy',
): number {
  return strategies[name].ratio.proven ?? Number.NaN;
}

function skiRentalClaim(
  runs: SkiRentalRuns,
  results: readonly SkiRentalResult[],
  blocks: readonly Markup[],
): Claim {
  const { drawn, long, short, byPrice } = runs;
  const B = drawnPrice;
  const { deterministic, randomized, alwaysBuy } = drawn.strategies;
  const [upTo, beyond] = [(n: number) => n <= B, (n: number) => n > B].map((of) =>
    Math.max(...deterministic.costs.filter((_, k) => of(drawn.seasons[k]))),
  );
  const isReproduced = drawn.buyDay === B && upTo <= 2 * B && beyond === 2 * B - 1;
  const bound = 2 - 1 / B;
  const limit = Math.E / (Math.E - 1);
  const worst = byPrice.map(({ result }) => result.strategies.deterministic.worstCase);
  const scans = daysUpTo(tried).map((price) => Math.abs(leastWorst(price) - (2 - 1 / price)));
  const command = { buy: B, seasons: [1, B - 1, B, 2 * B], options: { seed: 1 } };
  const { options, ...problem } = command;
  const gaps = results.map(({ certificate }) => certificate.gap);
  return {
    id: 'decisions-ski-rental',
    title: 'To rent or to buy',
    published: html`Section 5: skis at $1 a day, or $B once. “If ski ≤ B days: pay at most 2B (rent B−1, buy B); if ski &gt; B days: pay 2B−1; competitive ratio (2B−1)/B → 2 as B grows”.
“Theorem: No deterministic online algorithm can be better than 2-competitive”; “randomized algorithms can achieve better”, how much is not said.`,
    reproduced: html`${mark(isReproduced)} Renting for B − 1 days and then buying costs ${beyond} beyond B = ${B} days, which is 2B − 1, and at most ${upTo} up to then: nobody ever pays 2B,
as B − 1 days of rent and the price come to 2B − 1.`,
    true: html`Its worst ratio is 2 − 1/B, for a season of B days and for every longer one; <b>at B = ${B} that is ${significant(bound, 5)}, less than 2</b>, and no fixed day of purchase has less. A
random day has ${significant(randomized.worstCase.ratio, 5)} in expectation, and nothing has less. Buying at once has a ratio of B, ${provenOf(drawn, 'alwaysBuy')}; always renting has no bound.`,
    why: html`<p>The theorem turns a limit into a bound. A buyer on day i pays i − 1 + B in the season that ends on that day, against min(i, B): the ratio 1 + (B − 1)/i up to day B, and
1 + (i − 1)/B beyond, both least at i = B, and there 2 − 1/B. Two is what this tends to as a day becomes short against the price; for skis rented by the day it is never reached, so the strategy
printed beside the theorem refutes it, and 2 − 1/B is the right constant.</p>
<p>A random day makes it unknown to the season when to end. Probabilities that grow by B/(B − 1) from day to day make every season up to B equally bad, with the ratio
1/(1 − (1 − 1/B)<sup>B</sup>) &lt; e/(e − 1) = ${significant(limit, 5)}. Random seasons against which all days of purchase do equally badly prove by (d2) that none has less.</p>
<p>Who has a forecast can do better where it is right and not much worse where it is not: at a trust of ${foretold.trust} the forecasts of ${foretold.long} and of ${foretold.short} days have
${significant(long.strategies.predicted?.bounds?.consistency ?? Number.NaN, 3)} at most where they come true, and never more than
${significant(long.strategies.predicted?.bounds?.robustness ?? Number.NaN, 3)} (Purohit, Svitkina and Kumar 2018).</p>`,
    certificate: html`${mark(results.every(({ certificate }) => certificate.holds))} ${results.length} problems, each strategy walked day by day; lower bounds by an example for every fixed day
and by random seasons for random ones, met to ${small(Math.max(...gaps))}.`,
    time: `${milliseconds(runs.milliseconds)} for the ${byPrice.length} prices of the table with their proofs.`,
    commands: [piped(command, 'shadowprice resources ski-rental -')],
    calls: [
      `const { strategies, adversary, certificate } = engine.resources.skiRental(${jsonLines(problem)}, ${inline(options)});`,
      'strategies.deterministic.worstCase;',
    ],
    below: [blocks[0], priceTable(runs)],
    statements: [
      {
        text: html`No season costs more than 2B − 1, and the worst ratio is 2 − 1/B, at a season of B days, for every price of the table.`,
        holds: byPrice.every(
          ({ price, result: { strategies } }, k) =>
            strategies.deterministic.costs.every((cost) => cost <= 2 * price - 1) &&
            Math.abs(worst[k].ratio - (2 - 1 / price)) < 1e-12 &&
            worst[k].season === price,
        ),
      },
      {
        text: html`Every longer season has the same ratio, up to ${span} B days.`,
        holds: deterministic.ratios.every(
          (ratio, k) => drawn.seasons[k] < B || Math.abs(ratio - bound) < 1e-12,
        ),
      },
      {
        text: html`Of all days of purchase up to 2B + 1 (any later one exceeds 2), tried with all seasons for every B from 1 to ${tried}, the least worst ratio is 2 − 1/B.`,
        holds: Math.max(...scans) < 1e-12,
      },
      {
        text: html`The random day’s expected ratio is 1/(1 − (1 − 1/B)<sup>B</sup>) in each season, below e/(e − 1), and the adversary’s value is equal to it.`,
        holds: byPrice.every(({ price, result: { strategies, adversary } }) => {
          const { ratios } = strategies.randomized;
          const value = 1 / (1 - (1 - 1 / price) ** price);
          return (
            ratios.every((ratio) => Math.abs(ratio - value) < 1e-9) &&
            value < limit &&
            Math.abs(adversary.value - value) < 1e-9
          );
        }),
      },
      {
        text: html`Buying at once is worst for a season of one day, by B; always renting exceeds every ratio up to ${span} within the seasons drawn, and grows on.`,
        holds:
          alwaysBuy.worstCase.ratio === B &&
          alwaysBuy.worstCase.season === 1 &&
          drawn.strategies.alwaysRent.ratio.realized === span &&
          drawn.strategies.alwaysRent.ratio.proven === null,
      },
      {
        text: html`Both forecasts keep their promises in all seasons drawn: robust wherever they fail, consistent where they come true.`,
        holds: [long, short].every(({ strategies: { predicted }, seasons }, which) => {
          if (predicted?.bounds == null) return false;
          const { robustness, consistency } = predicted.bounds;
          const days = which === 0 ? foretold.long : foretold.short;
          const right = predicted.ratios[seasons.indexOf(days)];
          return (
            predicted.ratios.every((ratio) => ratio <= robustness * (1 + 1e-12)) &&
            right <= consistency * (1 + 1e-12)
          );
        }),
      },
    ],
  };
}

const inline = (options: object) => JSON.stringify(options).replace(':', ': ');

function priceTable({ byPrice }: SkiRentalRuns): Markup {
  return table(
    html`<b>The worst ratio by price</b>, B days of rent: below 2 at each of them.`,
    [
      { title: 'B', isNumber: true },
      { title: 'most ever paid', isNumber: true },
      { title: 'worst season', isNumber: true },
      { title: 'break-even day', isNumber: true },
      { title: 'no fixed day below', isNumber: true },
      { title: 'random day', isNumber: true },
      { title: 'no random day below', isNumber: true },
      { title: 'buying at once', isNumber: true },
    ],
    byPrice.map(({ price, result: { strategies, certificate } }) => [
      String(price),
      String(Math.max(...strategies.deterministic.costs)),
      String(strategies.deterministic.worstCase.season),
      significant(strategies.deterministic.worstCase.ratio, 6),
      significant(certificate.deterministicBound, 6),
      significant(strategies.randomized.worstCase.ratio, 6),
      significant(certificate.randomizedBound, 6),
      String(strategies.alwaysBuy.worstCase.ratio),
    ]),
  );
}
