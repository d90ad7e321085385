/** Claims about `dynamic.py`: the default run, whether it is the optimum, and the four sweeps. */

import {
  aboveOrBelow,
  digitsMatched,
  digitsText,
  milliseconds,
  percent,
  percentage,
  relativeDifference,
  reproduction,
  scientific,
  shareRange,
  significant,
  small,
} from '../../compare';
import { html, type Markup, mark } from '../../html';
import type { PublishedRun } from '../../published-numbers';
import type { Claim } from './claim';
import { publishedCostate } from './model';
import type { AllocationRuns, DynamicRun } from './runs';

/** The three numbers of a run, in the order of the tables. */
export const quantities = [
  { name: 'netPresentValue', title: 'NPV' },
  { name: 'finalCapability', title: 'M(T)' },
  { name: 'meanAllocation', title: 'mean α' },
] as const satisfies ReadonlyArray<{ name: keyof PublishedRun; title: string }>;

export function reproductionsOf(run: DynamicRun) {
  return quantities.map(({ name }) => reproduction(run.source[name], run.published[name]));
}

/** Share of the attainable value that the published control loses. */
export function lossOf({ control, optimum }: DynamicRun): number {
  return 1 - control.netPresentValue / optimum.netPresentValue;
}

/** How far the printed NPV lies above the optimum. */
export function biasOf({ source, optimum }: DynamicRun): number {
  return source.netPresentValue / optimum.netPresentValue - 1;
}

export function allRuns({ base, sweeps }: AllocationRuns): DynamicRun[] {
  return [base, ...sweeps.flatMap(({ runs }) => runs)];
}

function certificateText({ optimum, control }: DynamicRun): Markup {
  const { residual, discretizationError, extremals } = optimum.certificate;
  return html`${mark(optimum.certificate.holds)} Pontryagin residual ${small(residual)} on a grid four times as fine,
replayed by other code; change of the value under a looser tolerance ${small(discretizationError)};
extremals found ${extremals.count}. ${mark(control.certificate.holds)} Value of the published control against an
independent quadrature: ${small(control.certificate.residual)}.`;
}

export function defaultClaim({ base }: AllocationRuns, figure: Markup): Claim {
  const { source, published, optimum, control } = base;
  const numbers = reproductionsOf(base);
  const digits = Math.min(...numbers.map((number) => number.digits));
  const quadrature = source.netPresentValue / control.netPresentValue - 1;
  const [start, end] = [optimum.switchTimes[0], published.switchTimes[0]];
  // where all compute trains, ∂H/∂M = 0, and (3) keeps λ where it is
  const flat = relativeDifference(at(optimum, 'costate', 5), optimum.costate[0]);
  const rising = at(published, 'costate', 5) / published.costate[0] - 1;
  return {
    id: 'default',
    title: 'The optimal control and its value',
    published: html`<p>NPV ${source.netPresentValue}, M(T) ${source.finalCapability}, mean α ${source.meanAllocation},
after ${source.iterations} iterations of <code>dynamic.py</code> at its defaults.</p>`,
    reproduced: html`${mark(numbers.every(({ holds }) => holds))} All three numbers to ${digitsText(digits)};
${mark(published.iterations === source.iterations)} ${published.iterations} iterations.`,
    true: html`<p>NPV ${significant(optimum.netPresentValue, 13)}, M(T) ${significant(optimum.finalCapability, 12)},
mean α ${significant(optimum.meanAllocation, 11)}. All compute trains until t* = ${significant(start, 13)};
λ(0) = ${significant(optimum.costate[0], 13)}.</p>`,
    why: html`<p>The script discounts twice. Its revenue is already multiplied by e<sup>−ρt</sup>, so its λ is a present
value; yet its costate equation has the term ρλ of a current value:</p>
${publishedCostate()}
<p>Its λ therefore starts ${percentage(1 - published.costate[0] / optimum.costate[0], 1)} too low, and its control turns
from training to serving at t = ${end.toFixed(3)} instead of ${start.toFixed(3)}. Valued exactly, that control earns
${significant(control.netPresentValue, 12)}: it loses <b>${percentage(lossOf(base))}</b> of what is attainable. The printed NPV
is nevertheless <b>${aboveOrBelow(biasOf(base))}</b> the optimum, a value that no control reaches. This is the error of its
quadrature, which puts the same control ${aboveOrBelow(quadrature)} what it earns: explicit Euler steps for M, and a trapezoid rule that pairs the
updated α with the M from before the update.</p>`,
    certificate: certificateText(base),
    time: `${milliseconds(base.milliseconds.published)} for the reproduction, ${milliseconds(base.milliseconds.optimum)} for the optimum with its certificate.`,
    commands: [
      'shadowprice allocation solve --as-published',
      'shadowprice allocation solve --method shooting',
    ],
    calls: [
      'const published = engine.allocation.solve({}, { asPublished: true });',
      "const optimum = engine.allocation.solve({}, { method: 'shooting' });",
      'engine.allocation.simulate({}, published.allocation).netPresentValue;',
    ],
    below: [figure],
    statements: [
      {
        text: html`The published control, valued exactly, earns less than the optimum.`,
        holds: lossOf(base) > 0,
      },
      {
        text: html`The printed NPV is above the optimum.`,
        holds: biasOf(base) > 0,
      },
      {
        text: html`While all compute trains, ∂H/∂M = 0, so that a present-value λ stands still: ours changes by
${small(flat)} up to t = 5, the published one by ${percent(rising, 1)}.`,
        holds: flat < 1e-9 && rising > 0.01,
      },
    ],
  };
}

function at(run: DynamicRun['optimum'], path: 'costate', t: number): number {
  const steps = run.time.length - 1;
  return run[path][Math.round((t / run.time[steps]) * steps)];
}

export function uniquenessClaim(runs: AllocationRuns): Claim {
  const all = allRuns(runs);
  const single = all.filter(
    ({ optimum }) =>
      optimum.certificate.extremals.count === 1 && optimum.certificate.extremals.isBest,
  );
  const residual = Math.max(...all.map(({ optimum }) => optimum.certificate.residual));
  const time = all.reduce((sum, run) => sum + run.milliseconds.optimum, 0) / all.length;
  return {
    id: 'one-extremal',
    title: 'Is the solution the optimum?',
    published: html`The script stops when its control changes by less than 10⁻⁴ between iterations. That shows that the
iteration stands still. It does not show that the control is optimal: the problem is not concave.`,
    reproduced: html`${mark(all.every((run) => run.published.status === 'converged'))} The iteration stands still in all
${all.length} published problems.`,
    true: html`There is exactly one solution of Pontryagin’s conditions, and it is the global optimum, for every
δ, S ≥ 0, γ > 0, 0 &lt; ε &lt; 1 and every C(t) ≥ 0.`,
    why: html`<p>λ(T) is known, so M(T) alone fixes an extremal, followed backward in s = T − t. Let μ = e<sup>ρt</sup>λ and
r = μM<sup>−γ</sup>; u = αC then depends on r and s only, and increases with r. Compare two extremals with
M₁(T) > M₂(T). At s = 0, r₁ ≤ r₂. Backward,</p>
<p>dr/ds = (γ/M) G(r, s) − (ρ + (1+γ)δ) r, with G = β<sub>R</sub>(C − u) + rβ<sub>T</sub>u<sup>ε</sup> ≥ 0 and ∂G/∂r = β<sub>T</sub>u<sup>ε</sup> ≥ 0.</p>
<p>While M₁ > M₂, the slope of r₁ is the smaller wherever r₁ = r₂, so r₁ ≤ r₂ stays. Then u₁ ≤ u₂, hence
d(M₁ − M₂)/ds ≥ δ(M₁ − M₂) ≥ 0, and M₁ > M₂ stays. So M(0) is strictly increasing in M(T), and one M(T) at most gives
M(0) = M<sub>0</sub>. An optimum exists (Filippov–Cesari: the hypograph of the velocity set is convex, as (αC)<sup>ε</sup> is
concave in α and revenue is affine in α), and it is an extremal. As there is one extremal only, it is the optimum.</p>`,
    certificate: html`${mark(single.length === all.length)} In ${single.length} of ${all.length} problems the scan over
M(T) finds one extremal, and it is the answer. Largest Pontryagin residual: ${small(residual)}.`,
    time: `${milliseconds(time)} on average for an optimum with its certificate.`,
    commands: ['shadowprice allocation solve --method shooting --json | jq .certificate'],
    calls: ["engine.allocation.solve({}, { method: 'shooting' }).certificate.extremals;"],
    below: [],
    statements: [],
  };
}

export function sweepsClaim(runs: AllocationRuns, figures: readonly Markup[]): Claim {
  const rows = runs.sweeps.flatMap((sweep) => sweep.runs);
  const numbers = rows.flatMap(reproductionsOf);
  const equal = rows.filter((run) => run.published.iterations === run.source.iterations).length;
  const losses = rows.map(lossOf);
  const biases = rows.map(biasOf);
  const quadratures = rows.map(
    ({ source, control }) => source.netPresentValue / control.netPresentValue - 1,
  );
  const worst = losses.indexOf(Math.max(...losses));
  const worstSweep = runs.sweeps.find((sweep) => sweep.runs.includes(rows[worst]));
  const worstValue = worstSweep?.source.rows[worstSweep.runs.indexOf(rows[worst])][0] ?? 0;
  const above = biases.filter((bias) => bias > 0).length;
  const certified = rows.filter((run) => run.optimum.certificate.holds).length;
  const difference = Math.max(...numbers.map(({ relative }) => relative));
  const time = (of: 'published' | 'optimum') =>
    milliseconds(rows.reduce((sum, run) => sum + run.milliseconds[of], 0));
  return {
    id: 'sweeps',
    title: 'The four sensitivity sweeps',
    published: html`NPV, M(T) and mean α for ten values each of ε, γ, ρ and g: ${numbers.length} numbers, and
${rows.length} iteration counts.`,
    reproduced: html`${mark(numbers.every(({ holds }) => holds))} All ${numbers.length} numbers to
${digitsText(digitsMatched(difference))} (largest relative difference ${small(difference)});
${mark(equal === rows.length)} ${equal} of ${rows.length} iteration counts equal.`,
    true: html`The published control loses between ${percentage(Math.min(...losses))} and
<b>${percentage(losses[worst])}</b> of the attainable value, most at ${worstSweep?.source.symbol ?? ''} =
${Number(worstValue.toPrecision(4))}. The printed NPV is between ${aboveOrBelow(Math.min(...biases))} and
${aboveOrBelow(Math.max(...biases))} the optimum, above it in ${above} of ${rows.length} rows. Every row is in the
<a href="#numbers">table of all published numbers</a>.`,
    why: html`The two faults of the default run, in other proportions. Double discounting costs more the larger ρ is. Over
all rows the printed NPV is ${shareRange(quadratures, (share) => aboveOrBelow(share, 2))} what the same control earns.`,
    certificate: html`${mark(certified === rows.length)} ${certified} of ${rows.length} certificates of the optima hold.`,
    time: `${time('published')} for the ${rows.length} reproductions, ${time('optimum')} for the ${rows.length} optima with their certificates.`,
    commands: [
      'shadowprice allocation sensitivity --as-published',
      'shadowprice allocation sensitivity',
    ],
    calls: [
      "import { publishedSweeps } from 'shadowprice';",
      'publishedSweeps.map((axis) => engine.allocation.sensitivity(axis, {}, { asPublished: true }));',
      'publishedSweeps.map((axis) => engine.allocation.sensitivity(axis));',
    ],
    below: figures,
    statements: [
      {
        text: html`No published control earns more than the optimum: the least loss is ${scientific(Math.min(...losses), 2)}.`,
        holds: Math.min(...losses) >= 0,
      },
      {
        text: html`Along the sweep of ρ, the loss grows with ρ.`,
        holds: isIncreasing(
          runs.sweeps.find(({ source }) => source.symbol === 'ρ')?.runs.map(lossOf) ?? [],
        ),
      },
    ],
  };
}

function isIncreasing(values: readonly number[]): boolean {
  return values.length > 0 && values.every((value, i) => i === 0 || value > values[i - 1]);
}
