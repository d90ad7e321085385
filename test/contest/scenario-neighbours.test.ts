/** Which points of a scenario start from their neighbours' equilibria. */

import { describe, expect, it } from 'vitest';
import type { ContestGame, ContestParameters } from '../../src/contest/index';
import { type ScenarioOptions, type Solver, scenario } from '../../src/contest/scenario/index';
import type { SolveOptions } from '../../src/contest/solve/result';
import { wasm } from '../backends';
import { quick } from './scenario-solver';

describe('neighbours', () => {
  const startsOf = (parameters: ContestParameters, options: ScenarioOptions) => {
    const seen: SolveOptions[] = [];
    const games: ContestGame[] = [];
    const watched: Solver = (backend, complete, given) => {
      seen.push(given);
      games.push(complete);
      return quick(backend, complete, given);
    };
    scenario(wasm, watched, parameters, options);
    return { starts: seen.map(({ start }) => start), seen, games };
  };
  const thetas = (count: number) => ({ parameter: 'risk.theta', from: 0, to: 1, count });
  const isGiven = (starts: unknown[]) => starts.map((start) => start !== undefined);
  const pattern = (marks: string) => [...marks].map((mark) => mark === 'x');

  it('follow each other along the last axis, in runs', () => {
    const line = startsOf({}, { vary: [thetas(20)] });
    expect(isGiven(line.starts)).toEqual(pattern('.xxxxxxx.xxxxxxx.xxx'));
    const rows = startsOf({}, { vary: [thetas(3), { parameter: 'disasterCost', values: [1, 2] }] });
    expect(isGiven(rows.starts)).toEqual(pattern('.x.x.x'));
  });

  it('do not where that is not wanted, or was not published', () => {
    for (const options of [{ follow: false }, { solve: { asPublished: true } }]) {
      const { starts } = startsOf({}, { vary: [thetas(9)], ...options });
      expect(isGiven(starts)).toEqual(pattern('.........'));
    }
    const asked = startsOf({}, { vary: [thetas(3)], follow: true, solve: { asPublished: true } });
    expect(isGiven(asked.starts)).toEqual(pattern('.xx'));
  });

  it('stand in for the start that is given', () => {
    const start = [
      [
        [1, 2],
        [3, 4],
      ],
    ];
    const options = { vary: [thetas(9)], solve: { start, starts: 5, seed: 7 } };
    const { starts, seen } = startsOf({}, options);
    expect(starts[0]).toEqual(start);
    expect(starts[8]).toEqual(start);
    expect(starts[1]).not.toEqual(start);
    expect(seen.every(({ starts: count, seed }) => count === 5 && seed === 7)).toBe(true);
  });

  it('do not fit where there are more players or periods', () => {
    const players = startsOf({}, { vary: [{ parameter: 'players', values: [2, 2, 3, 3] }] });
    expect(isGiven(players.starts)).toEqual(pattern('.x.x'));
    const periods = startsOf({}, { vary: [{ parameter: 'periods', values: [1, 2, 2] }] });
    expect(isGiven(periods.starts)).toEqual(pattern('..x'));
  });

  it('share no more than the next game lets them', () => {
    const { starts, games } = startsOf(
      { actions: 'share' },
      { vary: [{ parameter: 'maximumSharing', values: [40, 0.01, 40] }] },
    );
    expect(games[1].maximumSharing).toBe(0.01);
    expect(starts[1]?.flat().flatMap((own) => [own[4], own[5]])).toEqual([0.01, 0.01, 0.01, 0.01]);
    expect(starts[1]?.[0][0][0]).toBeGreaterThan(0.01);
  });
});
