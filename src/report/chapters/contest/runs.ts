/** Everything that the chapter's pages need computed. */

import { type ContestDemo, demos } from '../../../contest/demo';
import type { ContestSolution, Strategies } from '../../../contest/index';
import type { ScenarioResult } from '../../../contest/scenario/index';
import type { Engine } from '../../../domains';
import { publishedPayoff, verifiedRows } from '../../published-contest';
import { timed } from '../compliance/timed';
import { type FaultRuns, faultRuns } from './fault-runs';
import { type TullockRun, tullockRuns } from './tullock';

/** A game of demo.py by dynapai's rules and by ours. */
export interface DemoRun {
  readonly demo: ContestDemo;
  readonly published: ContestSolution;
  readonly solution: ContestSolution;
  readonly milliseconds: { readonly published: number; readonly solution: number };
}

export const demoNames = [
  'basic',
  'basic-end-on-win',
  'invest',
  'invest-end-on-win',
  'sharing',
  'sharing-end-on-win',
] as const;
export type DemoName = (typeof demoNames)[number];

/** Payoffs of player 0 as he leaves dynapai's answer to the race to invest, the rival's strategy kept. */
export interface Leaving {
  readonly stays: number;
  /** By the best strategy found. */
  readonly leaves: number;
  /** First efforts kept, nothing invested, nothing done later. */
  readonly dropsOut: number;
  /** Nothing at all, ever. */
  readonly nothing: number;
}

export interface ContestRuns extends FaultRuns {
  readonly payoffs: readonly number[];
  readonly demos: Readonly<Record<DemoName, DemoRun>>;
  /** dynapai's answer to the game of sharing from a start with which it does not settle. */
  readonly unlucky: ContestSolution;
  readonly leaving: Leaving;
  /** Payoff of player 0 by each of the strategies that he mixes, to the other's. */
  readonly mixedPayoffs: readonly number[];
  readonly scenario: ScenarioResult;
  readonly tullock: readonly TullockRun[];
  readonly milliseconds: {
    readonly payoffs: number;
    readonly scenario: number;
    readonly tullock: number;
    readonly faults: number;
  };
}

/** How often `computeContest` calls `step`. */
export const runSteps = demoNames.length + 3;

/** Starts that every game has suffice for these. */
const starts = 0;
/** Of the twenty values of the source's scenario those that other code solved, too, and the last. */
const prices = [...verifiedRows.map(({ price }) => price), 0.1];
/** A seed with which dynapai's rules do not settle on the game of sharing; dynapai itself sets none. */
export const unluckySeed = 3;

export function demoNamed(name: string): ContestDemo {
  const found = demos.find((demo) => demo.name === name);
  if (found === undefined) throw new Error(`no demo ${name}`);
  return found;
}

export async function computeContest(
  engine: Engine,
  step: (what: string) => Promise<void>,
): Promise<ContestRuns> {
  const { contest } = engine;
  const { parameters, strategies } = publishedPayoff;
  const [{ payoffs }, payoffsTime] = timed(() => contest.payoffs(parameters, strategies));

  const runs = {} as Record<DemoName, DemoRun>;
  for (const name of demoNames) {
    const demo = demoNamed(name);
    const [published, first] = timed(() => contest.solve(demo.parameters, { asPublished: true }));
    const [solution, second] = timed(() => contest.solve(demo.parameters, { starts }));
    runs[name] = {
      demo,
      published,
      solution,
      milliseconds: { published: first, solution: second },
    };
    await step(`contest, ${demo.title.toLowerCase()}`);
  }
  const unlucky = contest.solve(runs.sharing.demo.parameters, {
    asPublished: true,
    seed: unluckySeed,
  });
  await step('contest, another start');

  const price = demoNamed('price');
  const vary = { parameters: ['cost.safety', 'cost.performance'], values: [...prices] };
  const [scenario, scenarioTime] = timed(() =>
    contest.scenario(price.parameters, { vary: [vary], solve: { starts }, follow: false }),
  );
  await step('contest, a scenario of prices');

  const [tullock, tullockTime] = timed(() => tullockRuns(engine));
  const [faults, faultsTime] = timed(() => faultRuns(engine));
  await step('contest, rent seeking and faults');
  return {
    ...faults,
    payoffs: Array.from(payoffs),
    demos: runs,
    unlucky,
    leaving: leavingOf(engine, runs.invest),
    mixedPayoffs: mixedPayoffsOf(engine, runs.invest),
    scenario,
    tullock,
    milliseconds: {
      payoffs: payoffsTime,
      scenario: scenarioTime,
      tullock: tullockTime,
      faults: faultsTime,
    },
  };
}

/** A profile with player i's strategy replaced, [period][input]. */
function replaced(
  strategies: Strategies,
  i: number,
  own: readonly (readonly number[])[],
): Strategies {
  return strategies.map((period, t) => period.map((inputs, j) => (j === i ? own[t] : inputs)));
}

function leavingOf({ contest }: Engine, { demo, published }: DemoRun): Leaving {
  const profile = answerOf(published);
  const { deviation } = refusedOf(published);
  const { player } = deviation;
  const own = profile.strategies.map((period) => period[player]);
  const none = own.map((inputs) => inputs.map(() => 0));
  const dropping = own.map((inputs, t) => inputs.map((x, k) => (t === 0 && k < 2 ? x : 0)));
  const batch = contest.payoffs(demo.parameters, [
    profile.strategies,
    ...[deviation.strategy, dropping, none].map((way) => replaced(profile.strategies, player, way)),
  ]);
  const [stays, leaves, dropsOut, nothing] = batch.payoffs.map((each) => each[player]);
  return { stays, leaves, dropsOut, nothing };
}

function mixedPayoffsOf({ contest }: Engine, { demo, solution }: DemoRun): number[] {
  const { mixture, strategies } = answerOf(solution);
  if (mixture === undefined) return [];
  return mixture[0].map(
    ({ strategy }) =>
      contest.payoffs(demo.parameters, replaced(strategies, 0, strategy)).payoffs[0],
  );
}

/** What a solver answers: an equilibrium, or what is nearest to one. */
export function answerOf({ equilibria, best }: ContestSolution) {
  const answer = equilibria[0] ?? best;
  if (answer === undefined) throw new Error('no profile to speak of');
  return answer;
}

export function refusedOf({ best }: ContestSolution) {
  if (best === undefined) throw new Error('no profile was refused');
  return best;
}

/** The most that anybody gains by leaving what a solver answers. */
export function gainOf(solution: ContestSolution): number {
  return Math.max(...answerOf(solution).exploitability);
}
