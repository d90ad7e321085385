/**
 * Profiles from which welfare is climbed: nobody does anything; everybody does as much; one player does and the
 * others nothing; one performs on his way to 0, which is enough to win where somebody always does; random ones.
 */

import { contestFields } from '../../engine/kernels/contest';
import { pointStream } from '../../sampling/designs';
import type { Seed } from '../../sampling/seed-sequence';
import type { Welfare } from './welfare';

/** Of the independent streams of a seed, the one that starts are drawn from. */
const stream = [4, 11];
/** Random effort and investment spread over so many powers of e, to either side. */
const spread = 3;
/** Performance on its way to 0, and the least input that makes it. */
const performance = 1e-150;
const leastInput = 1e-290;

/** Effort and investment in units, sharing as a part of the most. */
interface Level {
  readonly effort: number;
  readonly invested: number;
  readonly shared: number;
}

const none: Level = { effort: 0, invested: 0, shared: 0 };

export function standardStarts(welfare: Welfare): Float64Array[] {
  const { players, inputs } = welfare.game;
  const all = (level: Level) => profileOf(welfare, () => level);
  const levels: Level[] = [0.02, 0.3, 2].map((effort) => ({ ...none, effort }));
  if (inputs > 2) {
    levels.push({ effort: 0.3, invested: 1, shared: 0 }, { effort: 1, invested: 8, shared: 0 });
  }
  if (inputs > 4) levels.push({ effort: 0.3, invested: 1, shared: 1 });
  const alone = levels.slice(1);
  const starts: Float64Array[] = [all(none), ...levels.map(all)];
  for (let player = 0; player < players; player++) {
    if (isAsAnother(welfare, player)) continue;
    for (const level of alone) {
      starts.push(profileOf(welfare, (i) => (i === player ? level : none)));
      if (level.shared === 0) continue;
      starts.push(profileOf(welfare, (i) => (i === player ? level : { ...level, effort: 0 })));
    }
    if (canVanish(welfare)) starts.push(vanishingStart(welfare, player));
  }
  return starts;
}

/** Whether somebody wins however little all perform, or may. */
export function canVanish({ game }: Welfare): boolean {
  const { players, periods, model } = game;
  const size = players * periods;
  const first = contestFields.offset * size;
  const hasRatio = model.numbers.subarray(first, first + size).some((h) => h === 0);
  return model.components !== undefined || hasRatio;
}

/** x_p of a performance on its way to 0. */
export function leastPerformance({ game, backend }: Welfare, period: number, player: number) {
  const { players, periods, model } = game;
  const value = (name: keyof typeof contestFields) =>
    model.numbers[contestFields[name] * players * periods + player * periods + period];
  const { exp, log } = backend.math;
  const exponent = log(performance / value('performanceProductivity'));
  return Math.max(leastInput, exp(exponent / value('performanceElasticity')));
}

function vanishingStart(welfare: Welfare, player: number): Float64Array {
  const profile = profileOf(welfare, () => none);
  for (let t = 0; t < welfare.game.periods; t++) {
    const at = welfare.at(t, player, 0);
    profile[at] = 0.02 * welfare.units[at];
    profile[at + 1] = leastPerformance(welfare, t, player);
  }
  return profile;
}

/** Whether a player before him has the same numbers and weight, so that one of both is enough. */
function isAsAnother({ game, weights }: Welfare, player: number): boolean {
  const { players, periods, model } = game;
  if (model.hasMatrix || model.components !== undefined) return false;
  const arrays = model.numbers.length / (players * periods);
  for (let other = 0; other < player; other++) {
    let isSame = weights[other] === weights[player];
    for (let at = 0; isSame && at < arrays * periods; at++) {
      const row = Math.floor(at / periods) * players;
      const column = at % periods;
      const own = model.numbers[(row + player) * periods + column];
      isSame = own === model.numbers[(row + other) * periods + column];
    }
    if (isSame) return true;
  }
  return false;
}

/** Levels for each player and input, log-uniform around their units; a third of the efforts is none. */
export function randomStarts(welfare: Welfare, count: number, seed: Seed): Float64Array[] {
  const { backend, game, units, length } = welfare;
  const { players, inputs, maximumSharing } = game;
  if (count === 0) return [];
  const dimensions = players * inputs;
  const points = pointStream('latin-hypercube', count, dimensions, seed, stream);
  const columns = new Float64Array(count * dimensions);
  backend.sampling.fill(points, 0, count, columns);
  return Array.from({ length: count }, (_, m) =>
    Float64Array.from({ length }, (_, at) => {
      const u = columns[(at % dimensions) * count + m];
      const kind = at % inputs;
      if (kind >= 4) return u < 0.5 ? 0 : maximumSharing * (2 * u - 1);
      const part = 1.5 * u - 0.5;
      if (part < 0) return 0;
      return units[at] * backend.math.exp(spread * (2 * part - 1) - (kind < 2 ? 1 : 0));
    }),
  );
}

function profileOf({ game, units, length }: Welfare, levelOf: (player: number) => Level) {
  const { players, inputs, maximumSharing } = game;
  return Float64Array.from({ length }, (_, at) => {
    const { effort, invested, shared } = levelOf(Math.floor(at / inputs) % players);
    const kind = at % inputs;
    if (kind < 2) return effort * units[at];
    return kind < 4 ? invested * units[at] : shared * maximumSharing;
  });
}
