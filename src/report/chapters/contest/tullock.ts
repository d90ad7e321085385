/**
 * Claim: where safety is of no account, a race is the rent seeking of Tullock, whose equilibria are known in closed
 * form. With prize 1, prices c_i and q_i = x_i^β/Σ x^β,
 *
 *     equal players:     x = β (n − 1)/(n² c),            U = 1/n − β (n − 1)/n²
 *     β = 1, two:        x_i = c_j/(c_i + c_j)²,          U_i = (c_j/(c_i + c_j))²
 *     and a third player stays out where his price is c_1 + c_2 or more.
 *
 * Source: G. Tullock, "Efficient Rent Seeking" (1980); unequal prices after A. L. Hillman and J. G. Riley,
 * "Politically Contestable Rents and Transfers" (1989).
 */

import type { ContestParameters, ContestSolution } from '../../../contest/index';
import type { Engine } from '../../../domains';
import { milliseconds, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import type { Claim } from '../allocation/claim';
import type { ContestRuns } from './runs';

export interface TullockRun {
  readonly name: string;
  readonly solution: ContestSolution;
  /** In closed form. */
  readonly efforts: readonly number[];
  readonly payoffs: readonly number[];
}

interface TullockGame {
  readonly name: string;
  readonly elasticity: number;
  readonly prices: readonly number[];
}

const games: readonly TullockGame[] = [
  { name: 'three alike, β = ½', elasticity: 0.5, prices: [0.1, 0.1, 0.1] },
  { name: 'two, one twice as dear, β = 1', elasticity: 1, prices: [0.1, 0.2] },
  { name: 'three, one too dear, β = 1', elasticity: 1, prices: [0.1, 0.12, 0.5] },
];

export function tullockRuns({ contest }: Engine): TullockRun[] {
  return games.map((game) => ({
    name: game.name,
    solution: contest.solve(parametersOf(game), { starts: 0 }),
    ...closedForm(game),
  }));
}

function parametersOf({ elasticity, prices }: TullockGame): ContestParameters {
  return {
    players: prices.length,
    performanceElasticity: elasticity,
    risk: { kind: 'none' },
    disasterCost: 0,
    cost: { kind: 'unit', safety: 0.1, performance: [...prices] },
  };
}

function closedForm({ elasticity, prices }: TullockGame): Pick<TullockRun, 'efforts' | 'payoffs'> {
  const n = prices.length;
  const [c, d] = prices;
  if (prices.every((price) => price === c)) {
    const rent = (elasticity * (n - 1)) / (n * n);
    return { efforts: prices.map(() => rent / c), payoffs: prices.map(() => 1 / n - rent) };
  }
  const out = prices.slice(2).map(() => 0);
  const sum = c + d;
  return {
    efforts: [d / (sum * sum), c / (sum * sum), ...out],
    payoffs: [(d / sum) ** 2, (c / sum) ** 2, ...out],
  };
}

/** The greatest difference of efforts and payoffs from the closed form, relative to the greatest of them. */
function differenceOf({ solution, efforts, payoffs }: TullockRun): number {
  const [equilibrium] = solution.equilibria;
  if (equilibrium === undefined) return Number.POSITIVE_INFINITY;
  const pairs = [
    ...equilibrium.strategies[0].map((own, i) => [own[1], efforts[i], Math.max(...efforts)]),
    ...equilibrium.payoffs.map((payoff, i) => [payoff, payoffs[i], Math.max(...payoffs)]),
  ];
  return Math.max(...pairs.map(([found, closed, scale]) => Math.abs(found - closed) / scale));
}

export function tullockClaim({ tullock, milliseconds: time }: ContestRuns): Claim {
  const differences = tullock.map(differenceOf);
  const worst = Math.max(...differences);
  const last = tullock[tullock.length - 1].solution.equilibria[0];
  const first = tullock[0].solution.certificate;
  const bound = Math.max(...tullock.map(({ solution }) => solution.certificate.upper ?? Infinity));
  return {
    id: 'contest-tullock',
    title: 'A race without danger',
    published: html`The sources name no case whose equilibrium is known otherwise, and their tests assert nothing about an
equilibrium.`,
    reproduced: html`There is no number to reproduce.`,
    true: html`With no danger the race is Tullock’s contest for a rent. The solver finds its equilibria to
${small(worst)}, the player who stays out included.`,
    why: html`<p>With σ = 1 nobody pays for safety, and p<sub>i</sub>/Σp = x<sub>i</sub><sup>β</sup>/Σx<sup>β</sup>. Players who are alike put in
x = β(n − 1)/(n²c); of two with β = 1, each puts in x<sub>i</sub> = c<sub>j</sub>/(c<sub>i</sub> + c<sub>j</sub>)²; a third whose price is the sum of
theirs or more stays out. The solver knows none of these formulas: it takes the game as any other.</p>`,
    certificate: html`${mark(tullock.every(({ solution }) => solution.certificate.holds))} ${tullock.length} of ${tullock.length} equilibria,
each with a proven bound: nobody gains more than ${small(bound)} (branch and bound).`,
    time: `${milliseconds(time.tullock)} for the three games with their certificates.`,
    commands: [
      'shadowprice contest solve --risk none --d 0 --beta 1 --players 3 --cost-performance 0.1,0.12,0.5',
    ],
    calls: [
      "const cost = { kind: 'unit', performance: [0.1, 0.12, 0.5] };",
      "const none = { players: 3, risk: { kind: 'none' }, disasterCost: 0, performanceElasticity: 1, cost };",
      'engine.contest.solve(none).equilibria;',
    ],
    below: [tullockTable(tullock, differences)],
    statements: [
      {
        text: html`Efforts and payoffs of all three games are those of the closed form to ${small(worst)}.`,
        holds: worst < 1e-9,
      },
      {
        text: html`The player whose price is above the sum of the others’ puts in exactly 0.`,
        holds: last?.strategies[0][2].every((x) => x === 0) === true,
      },
      {
        text: html`Players who are alike have ${first.symmetricEquilibria ?? 0} symmetric equilibrium, as the formula says.`,
        holds: first.symmetricEquilibria === 1,
      },
      {
        text: html`Where safety is of no account nobody pays for it.`,
        holds: tullock.every(({ solution }) =>
          solution.equilibria.every(({ strategies }) =>
            strategies[0].every(([safety]) => safety === 0),
          ),
        ),
      },
    ],
  };
}

function tullockTable(tullock: readonly TullockRun[], differences: readonly number[]): Markup {
  return table(
    html`<b>Efforts and payoffs in Tullock’s contest</b>: found, and how far they are from the closed form, relative to the
greatest.`,
    [
      { title: 'players' },
      { title: 'efforts', isNumber: true },
      { title: 'payoffs', isNumber: true },
      { title: 'closed form', isNumber: true },
    ],
    tullock.map(({ name, solution }, k) => {
      const [equilibrium] = solution.equilibria;
      const list = (values: readonly number[]) =>
        values.map((x) => (x === 0 ? '0' : significant(x, 7))).join(', ');
      return [
        name,
        list(equilibrium?.strategies[0].map(([, x]) => x) ?? []),
        list(equilibrium?.payoffs ?? []),
        html`${mark(differences[k] < 1e-9)} ${small(differences[k])}`,
      ];
    }),
  );
}
