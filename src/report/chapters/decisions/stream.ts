/** Claim: tokens for the frames of a video, each decided before the next is seen. */

import type { Engine } from '../../../domains';
import { decisionsStreamFigure } from '../../../figures/index';
import type { StreamPolicy, StreamProblem, StreamResult } from '../../../resources/index';
import { grouped, milliseconds, percentage, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import type { Claim } from '../allocation/claim';
import { timed } from '../compliance/timed';
import { jsonLines, piped } from '../resources/commands';
import type { Part } from './part';

/** Scenes of a video, by their salience; frames of a scene vary. */
const scenes = [0.7, 1.9, 0.8, 2.2, 1.1] as const;
const film = { frames: 120, seed: 6 } as const;
const given = { lower: 8, upper: 256, total: 4096, values: { least: 0.01, greatest: 0.06 } };
/** Frames of which each could use the whole budget, worth more and more: where does it end? */
const rising = { tokens: 1000, values: { least: 1, greatest: 20 }, frames: 48 } as const;
const random = { count: 100, frames: 30, tokens: 500, seed: 8 } as const;

const baselineNames = ['greedy', 'uniform', 'threshold'] as const;
type Baseline = (typeof baselineNames)[number];
const titles: Readonly<Record<Baseline | 'pricing', string>> = {
  pricing: 'rising price',
  greedy: 'greedy',
  uniform: 'equal shares',
  threshold: 'threshold',
};
const policyNames = ['pricing', ...baselineNames] as const;

interface StreamRuns {
  readonly problem: StreamProblem;
  readonly film: StreamResult;
  readonly milliseconds: number;
  /** The first half of the frames alone. */
  readonly half: StreamResult;
  /** Rising streams that end after 1, 2, … frames. */
  readonly rising: readonly StreamResult[];
  readonly random: readonly StreamResult[];
}

function filmOf({ sampling }: Engine): number[] {
  const { frames, seed } = film;
  const u = sampling.design({ design: 'random', samples: frames, dimensions: 1, seed }).matrix();
  const length = frames / scenes.length;
  return Array.from(u, (noise, t) => {
    const salience = scenes[Math.floor(t / length)] * (0.8 + 0.4 * noise);
    return Math.round(1000 * salience) / 1000;
  });
}

/** Worth of a token in the frames of a rising stream: equal steps from L to U. */
function worths(): number[] {
  const { least, greatest } = rising.values;
  const step = (greatest - least) / (rising.frames - 1);
  return Array.from({ length: rising.frames }, (_, k) => least + k * step);
}

function streamRuns(engine: Engine): StreamRuns {
  const { streamTokens } = engine.resources;
  const salience = filmOf(engine);
  const shape = { family: 'log', width: 48 } as const;
  const problem = { frames: { ...shape, salience }, ...given };
  const [whole, time] = timed(() => streamTokens(problem, { integer: true }));
  const { frames: length, count, tokens, seed } = random;
  const points = engine.sampling
    .design({ design: 'random', samples: count, dimensions: 2 * length, seed })
    .matrix();
  const { least, greatest } = rising.values;
  const known = worths();
  return {
    problem,
    film: whole,
    milliseconds: time,
    half: streamTokens(
      {
        ...problem,
        frames: { ...shape, salience: salience.slice(0, film.frames / 2) },
        count: film.frames,
        reserve: film.frames * given.lower,
      },
      { integer: true },
    ),
    rising: known.map((_, k) =>
      streamTokens({
        frames: known
          .slice(0, k + 1)
          .map((worth) => ({ value: worth * rising.tokens, tokens: rising.tokens })),
        total: rising.tokens,
        values: rising.values,
        // announced, though it may end before
        count: rising.frames,
      }),
    ),
    random: Array.from({ length: count }, (_, i) => {
      const row = points.subarray(2 * i * length, 2 * (i + 1) * length);
      const frames = Array.from({ length }, (_, t) => {
        const wanted = 20 + Math.floor(200 * row[2 * t]);
        return { tokens: wanted, value: wanted * (least + (greatest - least) * row[2 * t + 1]) };
      });
      return streamTokens({ frames, total: tokens, values: rising.values });
    }),
  };
}

const numberOf = (x: number | null | undefined) => x ?? Number.NaN;

function policyOf(result: StreamResult, name: (typeof policyNames)[number]): StreamPolicy {
  const { allocation, value, spent, ratio, baselines } = result;
  if (allocation === null || value === null || spent === null || ratio === null) {
    throw new Error(`stream: ${result.status}`);
  }
  if (name === 'pricing') return { allocation, value, spent, ratio };
  if (baselines === null) throw new Error('stream: no baselines');
  return baselines[name];
}

const ratiosOf = (results: readonly StreamResult[], name: (typeof policyNames)[number]) =>
  results.map((result) => numberOf(policyOf(result, name).ratio.realized));
const worstOf = (results: readonly StreamResult[], name: (typeof policyNames)[number]) =>
  Math.max(...ratiosOf(results, name));
const resultsOf = (runs: StreamRuns) => [runs.film, runs.half, ...runs.rising, ...runs.random];

export const streamPart: Part = {
  what: 'streams',
  figures: 1,
  write(engine, context) {
    const runs = streamRuns(engine);
    const { film: whole, rising: ends } = runs;
    const alpha = numberOf(ends[0].alpha);
    return {
      figures: [
        decisionsStreamFigure(
          {
            prices: whole.prices ?? [],
            hindsight: numberOf(whole.offline?.shadowPrice),
            values: given.values,
            worths: worths(),
            ratios: {
              pricing: ratiosOf(ends, 'pricing'),
              greedy: ratiosOf(ends, 'greedy'),
              uniform: ratiosOf(ends, 'uniform'),
              threshold: ratiosOf(ends, 'threshold'),
            },
            alpha,
          },
          context,
        ),
      ],
      certificates: resultsOf(runs).map(({ certificate }) => certificate?.holds ?? false),
      claim: (blocks) => streamClaim(runs, blocks),
      finding: html`For the tokens of a video, too, there is a problem and no algorithm. A price that rises as the budget goes is within 1 + ln(U/L) of hindsight, ${significant(alpha, 3)} for tokens worth from
${rising.values.least} to ${rising.values.greatest}, where taking all that a frame can use loses up to ${significant(worstOf(ends, 'greedy'), 3)} times. <a href="#decisions-stream">Details</a>`,
      lines: [
        `  tokens for frames, at worst: ${policyNames
          .map((name) => `${titles[name]} ${significant(worstOf(ends, name), 3)}`)
          .join(', ')}`,
      ],
    };
  },
};

function streamClaim(runs: StreamRuns, blocks: readonly Markup[]): Claim {
  const { problem, film: whole, half, rising: ends, milliseconds: time } = runs;
  const results = resultsOf(runs);
  const held = results.filter(({ certificate }) => certificate?.holds).length;
  const alpha = numberOf(ends[0].alpha);
  const { least, greatest } = rising.values;
  const prices = Array.from(whole.prices ?? []);
  const offline = numberOf(whole.offline?.value);
  const loss = 1 - numberOf(whole.value) / offline;
  const worst = worstOf(ends, 'pricing');
  const isBound = (name: (typeof policyNames)[number]) =>
    results.every((result) => {
      const { realized, proven } = policyOf(result, name).ratio;
      return (
        realized !== null && realized >= 1 - 1e-9 && (proven === null || realized <= proven + 1e-9)
      );
    });
  const kindest = policyNames.reduce((a, b) =>
    policyOf(whole, a).value >= policyOf(whole, b).value ? a : b,
  );
  const free = given.total - film.frames * given.lower;
  return {
    id: 'decisions-stream',
    title: 'Tokens for a video as it comes',
    published: html`Section 5, streaming vision: “Allocate tokens to incoming video frames; don’t know future frame content; maximize relevance under budget”. No algorithm, no bound.`,
    reproduced: html`<b>There is nothing to reproduce.</b> An instance: ${film.frames} frames in ${scenes.length} scenes, ${given.lower} to ${given.upper} whole tokens each,
${grouped(given.total)} in all, of which ${grouped(free)} are free; a token is worth ${given.values.least} to ${given.values.greatest}.`,
    true: html`A price that starts at L, and from a share 1/α of the budget on rises to U as e<sup>αz − 1</sup>, is <b>within α = 1 + ln(U/L) of the optimum in hindsight, and no online policy has a
better ratio</b> (Zhou, Chakrabarty and Lukose 2008). On the video it is worth ${significant(numberOf(whole.value), 5)} against ${significant(offline, 5)} in hindsight,
${percentage(loss, 1)} less: a ratio of ${significant(numberOf(whole.ratio?.realized), 4)}, where ${significant(numberOf(whole.ratio?.proven), 4)} is proven (whole tokens).`,
    why: html`<p>Who takes every token that is worth something has none left when better frames come; who waits for these may wait in vain. The price is what a token must be worth now, given what is
spent: it makes the value so far grow in step with the best that might still have been had, so that a stream may end anywhere. The figure ends a stream of ${rising.frames} announced frames after any of them; each
could use all tokens, worth ${least} and more up to ${greatest}. Greedy loses by a factor of up to ${significant(worstOf(ends, 'greedy'), 3)}, equal shares of up to ${significant(worstOf(ends, 'uniform'), 3)}, a threshold of √(LU) has nothing
where the stream ends below it; the rising price loses by ${significant(worst, 4)} ≤ α = ${significant(alpha, 4)} wherever that is.</p>
<p>That caution costs something on kinder streams: on the video the best of the four is “${titles[kindest]}”, at ${significant(numberOf(policyOf(whole, kindest).ratio.realized), 4)}. The price of hindsight on the video, ${significant(numberOf(whole.offline?.shadowPrice), 3)}, is one
level for all frames, as (r2) has it, which nobody knows before the end.</p>`,
    certificate: html`${mark(held === results.length)} ${held} of ${results.length} streams: each frame’s marginal against its price, the budget after every frame, and a bound on the optimum by weak duality
at the last price, met by the optimum’s own to ${small(Math.max(...results.map(({ certificate }) => Math.abs(numberOf(certificate?.offlineGap)))))}.`,
    time: `${milliseconds(time)} for ${film.frames} frames: four policies, the optimum and the proof.`,
    commands: [piped({ ...problem, options: { integer: true } }, 'shadowprice resources stream -')],
    calls: [
      `const { allocation, prices, ratio, offline, certificate } = engine.resources.streamTokens(${jsonLines(problem)}, { integer: true });`,
      'ratio;',
    ],
    below: [blocks[0], policyTable(runs)],
    statements: [
      {
        text: html`On all ${results.length} streams no policy is worth more than the optimum, and each is within what is proven of it.`,
        holds: policyNames.every(isBound),
      },
      {
        text: html`The rising price is within 1 + ln(U/L) of hindsight on every rising and every random stream.`,
        holds: [...ends, ...runs.random].every(
          (result) => numberOf(policyOf(result, 'pricing').ratio.realized) <= alpha * (1 + 1e-12),
        ),
      },
      {
        text: html`Wherever the rising stream ends, greedy has what the first frame is worth, U/L = ${greatest / least} times less at the end; the rising price has at worst ${percentage(worst / alpha, 0)} of its bound.`,
        holds:
          ratiosOf(ends, 'greedy').every(
            (ratio, k) => Math.abs(ratio - worths()[k] / least) < 1e-9,
          ) &&
          worst <= alpha &&
          worst > 0.9 * alpha,
      },
      {
        text: html`Of the four policies the rising price has the least worst ratio on the rising streams.`,
        holds: baselineNames.every((name) => worstOf(ends, name) > worst),
      },
      {
        text: html`Given half of the video, it decides bit for bit what it decides given all.`,
        holds:
          half.allocation !== null &&
          half.allocation.length > 0 &&
          half.allocation.every((tokens, t) => tokens === whole.allocation?.[t]),
      },
      {
        text: html`On the video prices never fall, stay from L to U, and all tokens are whole and within bounds and budget.`,
        holds:
          prices.length === film.frames &&
          prices.every((price, t) => {
            const { least: low, greatest: high } = given.values;
            return price >= (prices[t - 1] ?? low) && price >= low && price <= high;
          }) &&
          policyOf(whole, 'pricing').allocation.every(
            (x) => Number.isInteger(x) && x >= given.lower && x <= given.upper,
          ) &&
          policyOf(whole, 'pricing').spent <= given.total,
      },
    ],
  };
}

function policyTable(runs: StreamRuns): Markup {
  const { film: whole, rising: ends } = runs;
  // of all ends, or of none
  const boundOf = (name: (typeof policyNames)[number]) => {
    const proven = ends.map((result) => policyOf(result, name).ratio.proven ?? Infinity);
    const most = Math.max(...proven);
    return most < Infinity ? significant(most, 4) : 'none';
  };
  return table(
    html`<b>The video, and streams that are worse.</b> Optimum in hindsight over the value; the worst of ${ends.length} ends of the rising stream and of ${runs.random.length} random streams.`,
    [
      { title: 'policy' },
      { title: 'relevance of the video', isNumber: true },
      { title: 'tokens', isNumber: true },
      { title: 'ratio', isNumber: true },
      { title: 'rising, worst', isNumber: true },
      { title: 'proven there', isNumber: true },
      { title: 'random, worst', isNumber: true },
    ],
    [
      ...policyNames.map((name) => {
        const { value, spent, ratio } = policyOf(whole, name);
        return [
          titles[name],
          significant(value, 5),
          grouped(spent),
          significant(numberOf(ratio.realized), 4),
          significant(worstOf(ends, name), 4),
          boundOf(name),
          significant(worstOf(runs.random, name), 4),
        ];
      }),
      [
        'hindsight',
        significant(numberOf(whole.offline?.value), 5),
        grouped(Array.from(whole.offline?.allocation ?? []).reduce((sum, x) => sum + x, 0)),
        ...Array<string>(4).fill(significant(1, 4)),
      ],
    ],
  );
}
