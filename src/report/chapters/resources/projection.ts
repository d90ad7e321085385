/** Claim: "clip, then rescale" is no projection, and ascent by it ends elsewhere. */

import type { Engine } from '../../../domains';
import { type Program, type ProgramResult, project } from '../../../resources/index';
import { milliseconds, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import { clipThenRescale } from '../../published-resources';
import type { Claim } from '../allocation/claim';
import { timed } from '../compliance/timed';
import { equation } from '../contest/model';
import { jsonLines, piped } from './commands';

interface Case {
  readonly name: string;
  readonly point: readonly number[];
  readonly lower: number;
  readonly upper: number;
  readonly budget: number;
}

const cases: readonly Case[] = [
  { name: 'leaves its bounds', point: [10, 2, 1], lower: 1, upper: 5, budget: 7 },
  { name: 'within them, and farther', point: [4, 3, 2], lower: 0, upper: 5, budget: 6 },
];

export interface Projected extends Case {
  readonly published: readonly number[];
  readonly exact: readonly number[];
  readonly program: ProgramResult;
}

/** Two claimants worth a ln(1 + x), shares of a budget of ten. */
const scales = [3, 1] as const;
const ascent = { steps: 4000, rate: 0.5, budget: 10 } as const;

export interface ProjectionRuns {
  readonly cases: readonly Projected[];
  /** Where gradient ascent ends, with either. */
  readonly published: readonly number[];
  readonly exact: readonly number[];
  readonly milliseconds: number;
}

const budgetBox = ({ lower, upper, budget }: Omit<Case, 'name' | 'point'>) =>
  ({ kind: 'budget-box', lower, upper, budget, equality: true }) as const;

/** min Σ (x_i − y_i)², as a program. */
function nearestProgram({ point, lower, upper, budget }: Case): Program {
  const names = point.map((_, i) => `x${i + 1}`);
  const by = <T>(of: (i: number) => T) =>
    Object.fromEntries(names.map((name, i) => [name, of(i)] as const));
  return {
    objective: by((i) => -2 * point[i]),
    quadratic: Object.fromEntries(names.map((name) => [`${name} ${name}`, 1])),
    variables: by(() => ({ lower, upper })),
    constraints: { budget: { coefficients: by(() => 1), equal: budget } },
  };
}

function ascend(onto: (x: readonly number[]) => readonly number[]): readonly number[] {
  let x: readonly number[] = scales.map(() => ascent.budget / scales.length);
  for (let k = 0; k < ascent.steps; k++) {
    x = onto(x.map((xi, i) => xi + (ascent.rate * scales[i]) / (1 + xi)));
  }
  return x;
}

export async function projectionRuns({ resources }: Engine): Promise<ProjectionRuns> {
  const { budget } = ascent;
  const [found, time] = timed(() =>
    cases.map((given) => ({
      ...given,
      published: clipThenRescale(given.point, given.lower, given.upper, given.budget),
      exact: Array.from(project(budgetBox(given), given.point)),
    })),
  );
  const answers: Projected[] = [];
  for (const each of found) {
    answers.push({ ...each, program: await resources.quadraticProgram(nearestProgram(each)) });
  }
  return {
    cases: answers,
    published: ascend((x) => clipThenRescale(x, 0, budget, budget)),
    exact: ascend((x) => Array.from(project(budgetBox({ lower: 0, upper: budget, budget }), x))),
    milliseconds: time,
  };
}

const distance = (a: readonly number[], b: readonly number[]) =>
  Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0));
const listed = (x: readonly number[]) => `(${x.map((xi) => significant(xi, 4)).join(', ')})`;
const slopes = (x: readonly number[]) => x.map((xi, i) => scales[i] / (1 + xi));
const spread = ([a, b]: readonly number[]) => Math.abs(a - b) / Math.max(a, b);

/** Greatest distance between the exact projection and the program's answer. */
function disagreement({ exact, program }: Projected): number {
  return Math.max(
    ...exact.map((x, i) => Math.abs(x - (program.variables?.[`x${i + 1}`] ?? Number.NaN))),
  );
}

export function projectionClaim(runs: ProjectionRuns): Claim {
  const [outside, farther] = runs.cases;
  const { published, exact } = runs;
  const worst = Math.max(...runs.cases.map(disagreement));
  const certified = runs.cases.every(({ program }) => program.certificate.holds);
  const isBelow = outside.published.some((x) => x < outside.lower);
  const rescaled = slopes(published).map((slope, i) => slope / published[i]);
  const program = nearestProgram(cases[0]);
  const setText = JSON.stringify(budgetBox(cases[0]));
  return {
    id: 'resources-projection',
    title: '“Clip, then rescale” is no projection',
    published: html`Sections 3 and 8: gradient steps, then <code>tokens = np.clip(tokens, 64, 400)</code> and
<code>tokens * (13200 / tokens.sum())</code>, “project onto constraints”.`,
    reproduced: html`${mark(isBelow)} Clipped and rescaled, ${listed(outside.point)} with bounds ${outside.lower} and ${outside.upper} and a budget of
${outside.budget} becomes ${listed(outside.published)}: one is below its least.`,
    true: html`The nearest point is ${listed(outside.exact)}. <b>Rescaling gives neither the bounds nor the nearest point</b>: where it keeps the bounds it is still
farther away, ${significant(distance(farther.published, farther.point), 4)} against ${significant(distance(farther.exact, farther.point), 4)} in the second case.
Ascent by it does not end at the optimum.`,
    why: html`<p>The nearest point takes the same from all, up to the bounds, and not the same share:</p>
${equation('x_i = \\text{clip}(y_i − μ, l_i, u_i), ~~ Σ_i x_i = B', '(r4)')}
<p>μ is found exactly, among the breakpoints at which a coordinate meets a bound. Rescaling after a step of size η stands still where x<sub>i</sub> + η r<sub>i</sub>′ is a
multiple of x<sub>i</sub>, that is at</p>
${equation('r_i^′(x_i) = κ x_i ~~ \\text{instead of} ~~ r_i^′(x_i) = λ', '(r5)')}
<p>which maximizes Σ (r<sub>i</sub> − κx<sub>i</sub>²/2): a penalty on large shares that nobody asked for. And whoever is at his least share ends below it, whenever
the steps add to the sum.</p>`,
    certificate: html`${mark(certified)} The quadratic program min ‖x − y‖², solved by HiGHS with multipliers that are checked, has the same answers to
${small(worst)}.`,
    time: `${milliseconds(runs.milliseconds)} for both cases.`,
    commands: [piped(program, 'shadowprice resources qp -')],
    calls: [
      `const nearest = await engine.resources.quadraticProgram(${jsonLines(program)});`,
      'nearest.variables;',
      "import { project } from 'shadowprice/resources';",
      `project(${setText}, [${cases[0].point.join(', ')}]);`,
    ],
    below: [casesTable(runs)],
    statements: [
      {
        text: html`Clipped and rescaled the first case breaks a bound; its exact projection breaks none and is nearer,
${significant(distance(outside.exact, outside.point), 4)} against ${significant(distance(outside.published, outside.point), 4)}.`,
        holds:
          isBelow &&
          outside.exact.every((x) => x >= outside.lower && x <= outside.upper) &&
          distance(outside.exact, outside.point) < distance(outside.published, outside.point),
      },
      {
        text: html`The second case keeps its bounds and is farther than the nearest point.`,
        holds:
          farther.published.every((x) => x >= farther.lower && x <= farther.upper) &&
          distance(farther.exact, farther.point) < distance(farther.published, farther.point),
      },
      {
        text: html`For ${scales[0]} ln(1 + x<sub>1</sub>) + ln(1 + x<sub>2</sub>) and a budget of ${ascent.budget} ascent with the exact projection ends at
${listed(exact)}, where slopes are equal to ${small(spread(slopes(exact)))}; with rescaling at ${listed(published)}, where slopes are ${slopes(
          published,
        )
          .map((slope) => significant(slope, 3))
          .join(' and ')}.`,
        holds: spread(slopes(exact)) < 1e-9 && spread(slopes(published)) > 0.1,
      },
      {
        text: html`There (r5) holds to ${small(spread(rescaled))}.`,
        holds: spread(rescaled) < 1e-9,
      },
    ],
  };
}

function casesTable({ cases: all }: ProjectionRuns): Markup {
  return table(
    html`<b>The nearest point and what “clip, then rescale” gives</b>, with distances from y.`,
    [
      { title: 'case' },
      { title: 'y', isNumber: true },
      { title: 'bounds, budget', isNumber: true },
      { title: 'clipped, rescaled', isNumber: true },
      { title: 'distance', isNumber: true },
      { title: 'nearest', isNumber: true },
      { title: 'distance', isNumber: true },
    ],
    all.map((each) => [
      each.name,
      `(${each.point.join(', ')})`,
      `${each.lower} … ${each.upper}, ${each.budget}`,
      listed(each.published),
      significant(distance(each.published, each.point), 4),
      listed(each.exact),
      html`${mark(disagreement(each) < 1e-6)} ${significant(distance(each.exact, each.point), 4)}`,
    ]),
  );
}
