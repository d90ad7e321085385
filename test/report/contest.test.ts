import { beforeAll, describe, expect, it } from 'vitest';
import { engineOf } from '../../src/domains';
import { nodeContext } from '../../src/figures/node';
import { type Chapter, complete } from '../../src/report/chapter';
import { allocationChapter } from '../../src/report/chapters/allocation';
import { complianceChapter } from '../../src/report/chapters/compliance';
import { contestChapter } from '../../src/report/chapters/contest';
import { laidOut } from '../../src/report/chapters/contest/fault-runs';
import { payoffRows } from '../../src/report/chapters/contest/payoff';
import type { ContestRuns } from '../../src/report/chapters/contest/runs';
import { verifiedDifference } from '../../src/report/chapters/contest/scenario';
import { tullockRuns } from '../../src/report/chapters/contest/tullock';
import {
  believedStrategies,
  publishedPayoff,
  verifiedBelief,
  verifiedRows,
} from '../../src/report/published-contest';
import { javascript, wasm } from '../backends';
import truth from '../contest/truth.json';
import { expectPlain, expectSound } from './page';

describe('constants', () => {
  it('of the scenario are those of the truth file', () => {
    expect(verifiedRows).toEqual(
      truth.static_readme_scenario.map(({ r, equilibria: [found] }) => ({
        price: r,
        safetyInput: found.xs,
        performanceInput: found.xp,
        odds: found.s_odds,
        performance: found.p,
        safe: found.sigma,
        payoff: found.payoff,
      })),
    );
  });

  it('of beliefs, too', () => {
    const { payoffs, actions_T_n_k } = truth.het_beliefs;
    expect(believedStrategies).toEqual(actions_T_n_k);
    expect(verifiedBelief.published).toBe(payoffs['end_on_win=False,skip0=True'][0]);
    expect(verifiedBelief.true).toBe(payoffs['end_on_win=False,skip0=False'][0]);
  });
});

describe('what is counted', () => {
  it('is a published payoff only where all printed digits are equal', () => {
    const [first] = truth.payoff_cases[0].payoffs;
    const rows = (payoffs: readonly number[]) => payoffRows({ payoffs } as ContestRuns);
    expect(rows([first, first]).map(({ holds }) => holds)).toEqual([true, true]);
    expect(rows([first, first + 1e-7]).map(({ holds }) => holds)).toEqual([true, false]);
    expect(rows([Number.NaN, first])[0].holds).toBe(false);
    expect(rows([first, first]).map(({ published }) => published)).toEqual(publishedPayoff.payoffs);
  });

  it('is a row only beside the row of the same price', () => {
    const [row] = verifiedRows;
    expect(verifiedDifference(row)).toBe(0);
    expect(verifiedDifference({ ...row, payoff: row.payoff * (1 + 1e-6) })).toBeCloseTo(1e-6, 12);
    expect(verifiedDifference({ ...row, price: 0.02 })).toBeNull();
  });
});

describe('prices as laid out', () => {
  it('are right for two players of equal prices alone', () => {
    expect(laidOut([[0.1, 0.2]])).toEqual([
      [0.1, 0.2],
      [0.1, 0.2],
    ]);
    const both = (n: number) => laidOut([Array(n).fill('r'), Array(n).fill('ρ')]);
    expect(both(2)).toEqual(Array(2).fill(['r', 'r', 'ρ', 'ρ']));
    expect(both(3)).toEqual([
      ['r', 'r', 'r', 'ρ'],
      ['ρ', 'ρ', 'r', 'r'],
      ['r', 'ρ', 'ρ', 'ρ'],
    ]);
  });
});

describe('Tullock’s contests', () => {
  it('are solved to the closed form on the other backend, too', () => {
    for (const { solution, efforts, payoffs } of tullockRuns(engineOf(javascript))) {
      expect(solution.certificate.holds).toBe(true);
      const [{ strategies, payoffs: found }] = solution.equilibria;
      strategies[0].forEach(([safety, performance], i) => {
        expect(safety).toBe(0);
        expect(performance).toBeCloseTo(efforts[i], 9);
        expect(found[i]).toBeCloseTo(payoffs[i], 9);
      });
    }
  });
});

describe('the chapter', () => {
  const steps: string[] = [];
  let chapter: Chapter;
  let text: string;

  beforeAll(async () => {
    chapter = await contestChapter.write(engineOf(wasm), nodeContext(), async (what) => {
      steps.push(what);
    });
    text = chapter.body.text.replace(/\s+/g, ' ');
  }, 300_000);

  it('holds: published numbers, certificates, statements', () => {
    const { numbers, iterations, certificates, statements, leastDigits } = chapter.tally;
    expect(text.match(/class="fails".*/g)).toBeNull();
    expect(numbers).toEqual({ of: 2, hold: 2 });
    expect(iterations).toEqual({ of: 0, hold: 0 });
    // six games of demo.py, eleven prices, three rents, two layouts
    expect(certificates).toEqual({ of: 22, hold: 22 });
    expect(statements.of).toBe(29);
    expect(complete(statements)).toBe(true);
    expect(leastDigits).toBe(16);
  });

  it('says how many steps and figures it has', () => {
    expect(steps).toHaveLength(contestChapter.steps);
    expect(chapter.figures.map(({ name }) => name)).toEqual([
      'contest-cycle',
      'contest-inputs',
      'contest-scenario',
    ]);
    expect(chapter.figures).toHaveLength(contestChapter.figures);
    const numbers = [...text.matchAll(/<b>Figure (\d+)\./g)].map(([, number]) => Number(number));
    const before = allocationChapter.figures + complianceChapter.figures;
    expect(numbers).toEqual([before + 1, before + 2, before + 3]);
  });

  it('has what was published beside what is true', () => {
    const has = [
      '>-0.2099315<',
      '−0.209931498021602',
      // the race to invest: what dynapai’s answer leaves, and the mixture
      '<b>a player gains 0.0961 by leaving it</b>',
      '<b>0.09619</b>',
      '<b>0.1385</b>',
      // the leader shares all
      'of player 1 in period 1: <code>maximumSharing</code>',
      'of player 0 in period 1: <code>maximumSharing</code>',
      '−0.524719, −0.306738',
      // the first row of the scenario, and its last
      '4.519290195',
      '0.08592318053',
      'one equilibrium in 11 of 11 rows',
    ];
    expect(has.filter((part) => !text.includes(part))).toEqual([]);
  });

  it('has no number that is none, every reference, and each id once', () => {
    expectSound(chapter);
  });

  it('compares in few lines of plain text', () => {
    expect(chapter.lines.length).toBeLessThan(17);
    expectPlain(chapter.lines);
  });
});
