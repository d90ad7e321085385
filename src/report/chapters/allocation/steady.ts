/** Claims about `steady_state.py`: Eq. 11, the five strategies, and the infinite horizon. */

import {
  digitsMatched,
  digitsText,
  grouped,
  milliseconds,
  percentage,
  type Reproduction,
  reproduction,
  scientific,
  shareRange,
  significant,
  small,
} from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import { publishedSteadyState, readme } from '../../published-numbers';
import type { Claim } from './claim';
import { steadyEquations } from './model';
import { type AllocationRuns, convergentRate, type SteadyRun } from './runs';

/** The allocation of a bounded search is known to its tolerance only. */
const searchTolerance = 1e-9;

export interface NamedReproduction extends Reproduction {
  readonly what: string;
  /** The true value, where there is one. */
  readonly true: number;
}

export function steadyReproductions({
  published,
  answer,
  strategies,
}: SteadyRun): NamedReproduction[] {
  const named = (what: string, numbers: Reproduction, truth: number) => ({
    what,
    true: truth,
    ...numbers,
  });
  return [
    named(
      'α, Eq. 11 (“theoretical”)',
      reproduction(publishedSteadyState.theoretical, published.theoretical),
      answer.bestConstantHere.allocation,
    ),
    named(
      'α, best constant (“numerical”)',
      reproduction(publishedSteadyState.numerical, published.numerical, searchTolerance),
      answer.bestConstantHere.allocation,
    ),
    ...publishedSteadyState.strategies.map(({ name, netPresentValue }, i) =>
      named(
        `NPV, ${name}`,
        reproduction(netPresentValue, published.strategies[i].netPresentValue),
        strategies[i].run.netPresentValue,
      ),
    ),
  ];
}

function steadyTime({ milliseconds: time }: SteadyRun): string {
  return `${milliseconds(time)} for the study as published and as it is.`;
}

export function formulaClaim({ steady }: AllocationRuns, figure: Markup): Claim {
  const { published, answer, implied, aroundBest, turnpike, strategies, optimum } = steady;
  const { paper, paperEquations, bestConstant, bestConstantHere, balancedGrowth } = answer;
  const eq11 = reproduction(publishedSteadyState.theoretical, published.theoretical);
  const search = reproduction(publishedSteadyState.numerical, published.numerical, searchTolerance);
  const value = (run: { netPresentValue: number }) => significant(run.netPresentValue, 10);
  const middle = turnpike.optimum.allocation[(turnpike.optimum.time.length - 1) / 2];
  const [below, best, above] = aroundBest.map((run) => run.netPresentValue);
  const theoretical = strategies[0].run;
  return {
    id: 'steady-state',
    title: 'Eq. 11, the steady-state allocation',
    published: html`α = ${publishedSteadyState.theoretical} by Eq. 11, α = ${publishedSteadyState.numerical} by search over
constants. “${readme.verdict}.”`,
    reproduced: html`${mark(eq11.holds)} Eq. 11 to ${digitsText(eq11.digits)}; ${mark(search.holds)} the search to
${digitsText(search.digits)}.`,
    true: html`<p>The published equations 8–10 imply α = γε²g/(ρ + γε²g) = ${significant(paperEquations.allocation, 4)}, not
${significant(paper.allocation, 4)}. Neither is an optimum. The best constant is <b>εγ/(1+εγ) =
${significant(bestConstant.allocation, 4)}</b>, exact for every T where M<sub>0</sub> = 0; with M<sub>0</sub> = 1 and T = 100
it is ${significant(bestConstantHere.allocation, 8)}. The balanced-growth optimum is
<b>γε²g/(ρ − (γ−1)εg − g + γε²g)</b>, where ρ > g(1 + (γ−1)ε); at the published parameters that condition
${balancedGrowth.valid ? 'holds' : 'fails'}.</p>`,
    why: html`<p>The source derives Eq. 11 from three conditions:</p>${steadyEquations()}
<p>Eq. 9 lacks the change of λ over time: the condition is ρλ − dλ/dt − ∂H/∂M = 0 in current value, and on a balanced path λ
grows. Eqs. 8–10 as they stand give α/(1−α) = γε²g/ρ, which is not Eq. 11. A constant allocation earns
α<sup>εγ</sup>(1−α) times a factor without α where M<sub>0</sub> = 0, which is largest at α = εγ/(1+εγ).
The search of the script finds this constant; it does not confirm Eq. 11.</p>`,
    certificate: html`${mark(answer.certificate.holds)} Steady state. ${mark(turnpike.optimum.certificate.holds)} Turnpike
problem: Pontryagin residual ${small(turnpike.optimum.certificate.residual)}.
${mark(optimum.certificate.holds)} Optimum over T = 100: ${small(optimum.certificate.residual)}.`,
    time: steadyTime(steady),
    commands: [
      'shadowprice allocation steady-state --as-published',
      'shadowprice allocation steady-state',
    ],
    calls: [
      'engine.allocation.steadyState({}, { asPublished: true });',
      'engine.allocation.steadyState().bestConstant;',
      'engine.allocation.steadyStateSensitivity();',
    ],
    below: [figure],
    statements: [
      {
        text: html`α = ${significant(paper.allocation, 2)} (Eq. 11) earns ${value(theoretical)}, less than the best constant’s
${value(bestConstantHere)}; α = ${significant(paperEquations.allocation, 3)} (Eqs. 8–10) earns ${value(implied)}, less still.`,
        holds:
          theoretical.netPresentValue < bestConstantHere.netPresentValue &&
          implied.netPresentValue < theoretical.netPresentValue,
      },
      {
        text: html`From M<sub>0</sub> = 0, α = εγ/(1+εγ) earns ${significant(best, 10)}; a hundredth less earns
${significant(below, 10)}, a hundredth more ${significant(above, 10)}.`,
        holds: best > below && best > above,
      },
      {
        text: html`A problem with a turnpike (ρ = ${convergentRate}, T = ${turnpike.optimum.time.at(-1) ?? 0}): the optimal control at
T/2 is ${significant(middle, 6)}; balanced growth says ${significant(turnpike.formula, 6)}.`,
        holds: Math.abs(middle - turnpike.formula) < 1e-4,
      },
    ],
  };
}

export function strategiesClaim({ steady }: AllocationRuns, figure: Markup): Claim {
  const numbers = steadyReproductions(steady).slice(2);
  const { answer, optimum, strategies } = steady;
  const difference = Math.max(...numbers.map(({ relative }) => relative));
  const loss = (value: number) => 1 - value / optimum.netPresentValue;
  const ratio = strategies[3].run.netPresentValue / strategies[4].run.netPresentValue - 1;
  const bestLoss = loss(answer.bestConstantHere.netPresentValue);
  return {
    id: 'strategies',
    title: 'Five strategies',
    published: html`NPV of five constant allocations over T = 100, between ${scientific(Math.min(...numbers.map((n) => n.published)), 4)}
and ${scientific(Math.max(...numbers.map((n) => n.published)), 4)}. “${readme.symmetry}.”`,
    reproduced: html`${mark(numbers.every(({ holds }) => holds))} All ${numbers.length} values to ${digitsText(digitsMatched(difference))}.`,
    true: html`Each published value is ${shareRange(numbers.map(offBy), (share) => percentage(share, 2))} below the exact one: explicit
Euler steps again.
The best constant loses <b>${percentage(bestLoss, 1)}</b> of the optimum, ${scientific(optimum.netPresentValue, 10)}. The optimal
control trains with all compute until t* = ${significant(optimum.switchTimes[0], 6)}, then less and less.`,
    why: html`No constant is near an optimum over a finite horizon: training pays while there is time to earn from it, and not at
the end. That α = 0.8 and α = 0.2 perform alike is no finding about allocation. Where εγ = 1, a constant earns α(1−α) times a
factor without α (up to M<sub>0</sub>), which is the same for α and 1 − α.`,
    certificate: html`${mark(strategies.every(({ run }) => run.certificate.holds))} All five values against an independent
quadrature, largest relative difference ${small(Math.max(...strategies.map(({ run }) => run.certificate.residual)))}.
${mark(optimum.certificate.holds)} Optimum: Pontryagin residual ${small(optimum.certificate.residual)}.`,
    time: steadyTime(steady),
    commands: [
      'shadowprice allocation steady-state --as-published',
      'shadowprice allocation solve --rho 0.15 --t 100',
    ],
    calls: [
      'engine.allocation.steadyState().strategies;',
      'engine.allocation.simulate({ discountRate: 0.15, horizon: 100 }, 0.5).netPresentValue;',
      'engine.allocation.solve({ discountRate: 0.15, horizon: 100 }).netPresentValue;',
    ],
    below: [strategyTable(steady, numbers), figure],
    statements: [
      {
        text: html`No constant earns more than the optimal control.`,
        holds: [answer.bestConstantHere, ...strategies.map(({ run }) => run)].every(
          ({ netPresentValue }) => netPresentValue < optimum.netPresentValue,
        ),
      },
      {
        text: html`α = 0.8 and α = 0.2 earn the same to ${small(Math.abs(ratio))}.`,
        holds: Math.abs(ratio) < 1e-3,
      },
    ],
  };
}

const offBy = ({ published, true: truth }: NamedReproduction) => 1 - published / truth;

function strategyTable(
  { strategies, optimum }: SteadyRun,
  numbers: readonly NamedReproduction[],
): Markup {
  return table(
    html`<b>Constant allocations over T = 100</b>, ρ = 0.15.`,
    [
      { title: 'strategy' },
      { title: 'α', isNumber: true },
      { title: 'published NPV', isNumber: true },
      { title: 'true NPV', isNumber: true },
      { title: 'below the optimum', isNumber: true },
    ],
    [
      ...strategies.map(({ name, allocation, run }, i) => [
        name,
        significant(allocation, 5),
        grouped(numbers[i].published),
        grouped(run.netPresentValue),
        percentage(1 - run.netPresentValue / optimum.netPresentValue, 1),
      ]),
      ['optimal control', 'α(t)', '', grouped(optimum.netPresentValue), percentage(0, 1)],
    ],
  );
}

export function horizonClaim({ steady, horizons, horizonMilliseconds }: AllocationRuns): Claim {
  const { infiniteHorizon, bestConstant } = steady.answer;
  const values = (of: 'published' | 'convergent') => horizons.map((row) => row[of].netPresentValue);
  const published = values('published');
  const convergent = values('convergent');
  const last = horizons.length - 1;
  const settled = convergent[last] / convergent[last - 1] - 1;
  const certified = horizons
    .flatMap((row) => [row.published, row.convergent])
    .map((run) => run.certificate.holds);
  return {
    id: 'infinite-horizon',
    title: 'The infinite horizon',
    published: html`“${publishedSteadyState.convergence}”, printed at ρ = 0.15, g = 0.1, ε = 0.5, γ = 2.`,
    reproduced: html`The sentence is text; there is no number to reproduce.`,
    true: html`The infinite-horizon value exists only for ρ > g(1+εγ) = ${significant(infiniteHorizon.threshold, 3)}. The published
default has ρ = 0.15: its value <b>${infiniteHorizon.converges ? 'converges' : 'diverges'}</b>. A steady state of an infinite
horizon does not exist there.`,
    why: html`With a constant α, capability grows like e<sup>εgt</sup> and revenue like e<sup>(1+εγ)gt</sup>. Discounted revenue goes to
zero only if ρ exceeds (1+εγ)g.`,
    certificate: html`${mark(certified.every(Boolean))} All ${certified.length} values in the table agree with an independent
quadrature.`,
    time: `${milliseconds(horizonMilliseconds)} for the ten values.`,
    commands: ['shadowprice allocation steady-state --json | jq .infiniteHorizon'],
    calls: ['engine.allocation.steadyState().infiniteHorizon;'],
    below: [
      table(
        html`<b>Value of the best constant, α = ${significant(bestConstant.allocation, 2)}, as the horizon grows.</b>
At ρ = 0.15 it grows without bound; at ρ = ${convergentRate} it settles.`,
        [
          { title: 'T', isNumber: true },
          { title: 'NPV at ρ = 0.15', isNumber: true },
          { title: `NPV at ρ = ${convergentRate}`, isNumber: true },
        ],
        horizons.map(({ horizon, published, convergent }) => [
          horizon,
          scientific(published.netPresentValue, 8),
          scientific(convergent.netPresentValue, 8),
        ]),
      ),
    ],
    statements: [
      {
        text: html`At ρ = 0.15, from T = ${horizons[last - 1].horizon} to T = ${horizons[last].horizon}, the value grows
${grouped(published[last] / published[last - 1])}-fold.`,
        holds: !infiniteHorizon.converges && published[last] > 10 * published[last - 1],
      },
      {
        text: html`At ρ = ${convergentRate} it changes by ${small(settled)}.`,
        holds: Math.abs(settled) < 1e-4,
      },
    ],
  };
}
