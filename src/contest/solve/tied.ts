/** Best responses that stand at a threshold of odds in some periods (`ties.ts`). */

import { BoundedMaximizer, type BoundedProblem } from '../../numerics/maximize-bounded';
import type { Responder, Response } from './respond';
import type { Mask, Ties } from './ties';

const mostIterations = 200;
const tolerance = 1e-11;
/** Inputs as far as best responses go. */
const mostUnits = 1e12;

/**
 * A response at least as good as the one given, with other periods at their thresholds where that pays.
 *
 * @param profile of all players; the player's own part is scratch
 */
export function tiedResponse(
  responder: Responder,
  ties: Ties,
  player: number,
  profile: Float64Array,
  given: Response,
): Response {
  const { periods } = responder.game;
  responder.put(profile, player, given.strategy);
  let best = given;
  let mask = ties.found(profile);
  const attempt = (next: Mask): boolean => {
    const found = climb(responder, ties, player, profile, best.strategy, next);
    if (!(found.value > best.value + 1e-12 * responder.scale)) return false;
    best = found;
    mask = next;
    return true;
  };
  const own = (of: Mask) => of.subarray(player * periods, (player + 1) * periods);
  if (ties.isAny(player, mask)) attempt(mask);
  const all = mask.slice();
  own(all).fill(1);
  attempt(all);
  for (let improved = true, rounds = 0; improved && rounds < 3; rounds++) {
    improved = false;
    for (let t = 0; t < periods && periods > 1; t++) {
      const next = mask.slice();
      own(next)[t] = 1 - own(next)[t];
      improved = attempt(next) || improved;
    }
  }
  return best;
}

/** The local best response with the periods of a mask at their thresholds. */
function climb(
  responder: Responder,
  ties: Ties,
  player: number,
  profile: Float64Array,
  start: Float64Array,
  mask: Mask,
): Response {
  const objective = new TiedObjective(responder, ties, player, profile, mask);
  const y = objective.variables(start);
  const { value } = new BoundedMaximizer(objective).run(y, mostIterations, tolerance);
  if (!Number.isFinite(value)) return { strategy: start, value: Number.NEGATIVE_INFINITY };
  objective.place(y);
  return { strategy: responder.own(profile, player), value: value * responder.scale };
}

/** U_i over the variables of equation (14); those of a safety effort at its threshold are held. */
class TiedObjective implements BoundedProblem {
  readonly size: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  private readonly units: Float64Array;
  private readonly payoffs: Float64Array;
  private readonly derivatives: Float64Array;

  constructor(
    private readonly responder: Responder,
    private readonly ties: Ties,
    private readonly player: number,
    private readonly profile: Float64Array,
    private readonly mask: Mask,
  ) {
    const { periods, inputs, players } = responder.game;
    this.size = periods * inputs;
    this.units = responder.unit(player);
    this.lower = new Float64Array(this.size);
    this.upper = Float64Array.from({ length: this.size }, (_, k) => {
      if (this.isTied(k)) return 0;
      return k % inputs < 2 ? Math.sqrt(mostUnits) : mostUnits;
    });
    this.payoffs = new Float64Array(players);
    this.derivatives = new Float64Array(profile.length);
  }

  private isTied(k: number): boolean {
    const { periods, inputs } = this.responder.game;
    return k % inputs === 0 && this.mask[this.player * periods + Math.floor(k / inputs)] === 1;
  }

  variables(x: Float64Array): Float64Array {
    const { inputs } = this.responder.game;
    return x.map((amount, k) => {
      if (this.isTied(k)) return 0;
      const units = amount / this.units[k % inputs];
      return k % inputs < 2 ? Math.sqrt(units) : units;
    });
  }

  /** Puts the variables into the profile as inputs. */
  place(y: Float64Array): void {
    const { inputs, players } = this.responder.game;
    for (let k = 0; k < this.size; k++) {
      const kind = k % inputs;
      const at = (Math.floor(k / inputs) * players + this.player) * inputs + kind;
      this.profile[at] = this.units[kind] * (kind < 2 ? y[k] * y[k] : y[k]);
    }
    this.ties.apply(this.player, this.mask, this.profile);
  }

  evaluate(y: Float64Array, gradient: Float64Array): number {
    const { responder, player, profile, payoffs, derivatives, units } = this;
    const { inputs, players } = responder.game;
    this.place(y);
    const { contest } = responder.backend;
    contest.gradient(responder.model(player), player, 1, profile, payoffs, derivatives);
    this.ties.chain(player, this.mask, profile, derivatives);
    for (let k = 0; k < this.size; k++) {
      const kind = k % inputs;
      const at = (Math.floor(k / inputs) * players + player) * inputs + kind;
      const slope = derivatives[at] / responder.scale;
      if (kind < 2) gradient[k] = y[k] === 0 ? 0 : 2 * units[kind] * y[k] * slope;
      else gradient[k] = units[kind] * slope;
    }
    return payoffs[player] / responder.scale;
  }
}
