/**
 * All symmetric equilibria of a symmetric game of one period, by a scan of the profiles in which everybody does
 * the same, (x_s, x_p).
 *
 * For each x_p of a fine grid the own marginal gain from safety, ∂U_i/∂x_s at the symmetric profile, is followed
 * over a grid of x_s: where it turns from positive to negative (a minimum is no best reply), and x_s = 0 where
 * it is not positive there; with a threshold of costs also the x_s that just reaches it. These are branches over
 * x_p. Along each, the sign of the own gain from performance is followed,
 *
 *     ∂U_i/∂ln x_p,   at a threshold  ∂U_i/∂ln x_p + (θ β/α) ∂U_i/∂ln x_s,
 *
 * and its changes are refined by Brent's method. Each of these points, and the corner where nobody does
 * anything, is an equilibrium where a global search finds nothing to gain.
 */

import type { Backend } from '../../engine/backend';
import { type ContestModel, contestFields } from '../../engine/kernels/contest';
import { brent } from '../../numerics/roots';
import type { Seed } from '../../sampling/seed-sequence';
import type { ContestGame } from '../parameters';
import { payoffScale } from '../scale';
import { exploitability } from './exploitability';
import { rangeOf } from './grid';
import { fieldOf, type Problem, problemOf } from './problem';
import { symmetricModel } from './symmetric-game';
import { thresholdsOf } from './thresholds';

export interface SymmetricOptions {
  /** Random starts of the search that checks each point. Default 8. */
  readonly starts?: number;
  readonly seed?: Seed;
}

export interface SymmetricEquilibria {
  readonly count: number;
  /** Points that meet the conditions of first order, equilibria or not. */
  readonly stationary: number;
  /** The equilibria, [player][input]. */
  readonly profiles: Float64Array[];
}

const columns = 240;
const rows = 120;
/** Gains that an equilibrium may leave, relative to the scale of the game. */
const tolerance = 1e-9;

/** Own marginal payoffs by ln x_s and ln x_p at symmetric profiles; by x_s itself where that is 0. */
type Margins = (
  xs: Float64Array,
  xp: Float64Array,
) => { safety: Float64Array; performance: Float64Array };

/** One of the ways to choose x_s, at one x_p. */
interface Branch {
  readonly name: string;
  readonly safety: number;
}

interface Scan {
  readonly problem: Problem;
  readonly model: ContestModel;
  readonly margins: Margins;
  /** x_s of the grid, ascending, > 0. */
  readonly safeties: Float64Array;
}

/** @returns null for games that are not symmetric or have more to them than (x_s, x_p) once */
export function symmetricEquilibria(
  backend: Backend,
  game: ContestGame,
  { starts = 8, seed = 1 }: SymmetricOptions = {},
): SymmetricEquilibria | null {
  const model = symmetricModel(game);
  // with no margin between equals, everybody is at the threshold whatever he does
  const isAtMargin =
    model?.certification === 'relative' && fieldOf(model, contestFields.threshold, 0, 0) === 0;
  if (model === null || isAtMargin) return null;
  const scan = scanOf(backend, game, model);
  const points = stationaryPoints(scan);
  const profiles = [[0, 0] as const, ...points]
    .map(([xs, xp]) =>
      Float64Array.from({ length: 2 * game.players }, (_, at) => (at % 2 ? xp : xs)),
    )
    .filter((profile) => {
      const { gains } = exploitability(backend, game, profile, { starts, seed, players: [0] });
      return gains[0] <= tolerance * payoffScale(game);
    });
  return { count: profiles.length, stationary: points.length, profiles };
}

function scanOf(backend: Backend, game: ContestGame, model: ContestModel): Scan {
  const { players } = game;
  const margins: Margins = (xs, xp) => {
    const count = xs.length;
    const profiles = new Float64Array(2 * players * count);
    for (let at = 0; at < profiles.length; at++) {
      const m = Math.floor(at / (2 * players));
      profiles[at] = at % 2 ? xp[m] : xs[m];
    }
    const payoffs = new Float64Array(players * count);
    const slopes = new Float64Array(profiles.length);
    backend.contest.gradient(model, 0, count, profiles, payoffs, slopes);
    const slope = (m: number, k: number) => slopes[2 * players * m + k];
    return {
      safety: xs.map((x, m) => slope(m, 0) * (x > 0 ? x : 1)),
      performance: xp.map((x, m) => slope(m, 1) * x),
    };
  };
  const rivals = { weights: Float64Array.of(1), profiles: new Float64Array(2 * players) };
  const problem = problemOf(backend, game, 0, rivals);
  return { problem, model, margins, safeties: logarithmic(problem, 0, rows) };
}

function logarithmic(problem: Problem, k: number, count: number): Float64Array {
  const { low, high } = rangeOf(problem, 0, k);
  const factor = problem.backend.math.pow(high / low, 1 / (count - 1));
  let x = low / factor;
  return new Float64Array(count).map(() => {
    x *= factor;
    return x;
  });
}

function stationaryPoints(scan: Scan): (readonly [number, number])[] {
  const performances = logarithmic(scan.problem, 1, columns);
  const points: (readonly [number, number])[] = [];
  let before = new Map<string, Branch & { margin: number }>();
  performances.forEach((xp, column) => {
    const branches = branchesAt(scan, xp);
    const margins = branches.map(({ name, safety }) => marginAlong(scan, name, safety, xp));
    const now = new Map(
      branches.map((branch, b) => [branch.name, { ...branch, margin: margins[b] }]),
    );
    for (const [name, right] of now) {
      const left = before.get(name);
      if (left === undefined) continue;
      const changes = left.margin > 0 ? right.margin <= 0 : left.margin < 0 && right.margin >= 0;
      if (changes) points.push(refine(scan, name, performances[column - 1], xp, left, right));
    }
    before = now;
  });
  return points.filter(
    ([xs, xp], at) => !points.slice(0, at).some(([s, p]) => isClose(s, xs) && isClose(p, xp)),
  );
}

const isClose = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(a, b);

/** Inner maxima are numbered from the greatest x_s. */
function branchesAt(scan: Scan, xp: number): Branch[] {
  const { margins, safeties, problem } = scan;
  const count = safeties.length;
  const xs = new Float64Array(count + 1);
  xs.set(safeties, 1);
  const { safety } = margins(xs, new Float64Array(count + 1).fill(xp));
  const branches: Branch[] = [];
  for (let row = count; row > 1; row--) {
    if (!(safety[row - 1] > 0 && safety[row] <= 0)) continue;
    const name = `maximum ${branches.length}`;
    branches.push({ name, safety: safetyRoot(scan, xp, xs[row - 1], xs[row]) });
  }
  if (safety[0] <= 0) branches.push({ name: 'zero', safety: 0 });
  if (scan.model.certification === 'absolute') {
    branches.push({ name: 'threshold', safety: thresholdSafety(problem, xp) });
  }
  return branches;
}

function thresholdSafety(problem: Problem, xp: number): number {
  const row = Float64Array.of(0, xp, 1);
  thresholdsOf(problem, row.slice(0, 2))?.apply(row);
  return row[0];
}

/** Where the own gain from safety vanishes between two x_s. */
function safetyRoot({ margins, problem }: Scan, xp: number, low: number, high: number): number {
  const { exp, log } = problem.backend.math;
  const f = (y: number) => margins(Float64Array.of(exp(y)), Float64Array.of(xp)).safety[0];
  const [a, b] = [log(low), log(high)];
  return exp(brent(f, a, b, f(a), f(b), 0));
}

function marginAlong(scan: Scan, name: string, xs: number, xp: number): number {
  const { safety, performance } = scan.margins(Float64Array.of(xs), Float64Array.of(xp));
  if (name !== 'threshold' || xs === 0) return performance[0];
  const at = (field: keyof typeof contestFields) => fieldOf(scan.model, contestFields[field], 0, 0);
  const rate = (at('theta') * at('performanceElasticity')) / at('safetyElasticity');
  return performance[0] + rate * safety[0];
}

/** The x_p between two columns at which the margin along a branch changes sign, with its x_s. */
function refine(
  scan: Scan,
  name: string,
  low: number,
  high: number,
  left: Branch & { margin: number },
  right: Branch & { margin: number },
): readonly [number, number] {
  const { exp, log } = scan.problem.backend.math;
  const safetyAt = (xp: number) => {
    if (name === 'zero') return 0;
    if (name === 'threshold') return thresholdSafety(scan.problem, xp);
    return followed(
      scan,
      xp,
      Math.min(left.safety, right.safety),
      Math.max(left.safety, right.safety),
    );
  };
  const f = (y: number) => marginAlong(scan, name, safetyAt(exp(y)), exp(y));
  const [a, b] = [log(low), log(high)];
  const xp = exp(brent(f, a, b, left.margin, right.margin, 0));
  return [safetyAt(xp), xp];
}

/** The x_s near two of the same branch: between points where the gain from safety is positive and negative. */
function followed(scan: Scan, xp: number, low: number, high: number): number {
  const gain = (x: number) => scan.margins(Float64Array.of(x), Float64Array.of(xp)).safety[0];
  let [a, b] = [low, high];
  for (let widening = 0; widening < 60 && !(gain(a) > 0); widening++) a *= 0.9;
  for (let widening = 0; widening < 60 && !(gain(b) <= 0); widening++) b *= 1.1;
  return gain(a) > 0 && gain(b) <= 0 ? safetyRoot(scan, xp, a, b) : 0.5 * (low + high);
}
