/**
 * Equilibria in pure strategies.
 *
 * From every start players answer each other in turn with local best responses, until they settle or Newton's
 * method (`polish.ts`) takes over. A profile is accepted where no global best response gains; else the player who
 * gains most takes his, and so on from there. Where all that finds nothing, players answer with global best
 * responses, until a profile is accepted or one comes back: a cycle.
 */

import { evaluate } from '../payoffs';
import { states } from '../states';
import { nested } from '../strategies';
import { polish } from './polish';
import { distance, type InputAt, type Responder } from './respond';

/** A profile at which nobody's search for a better response gained, or somebody's did. */
export interface Candidate {
  readonly profile: Float64Array;
  readonly payoffs: Float64Array;
  /** What the solver's own best responses gain. */
  readonly gains: Float64Array;
  /** Those responses. */
  readonly responses: readonly Float64Array[];
}

export interface FoundCycle {
  readonly start: Float64Array;
  readonly profiles: readonly Float64Array[];
  readonly moves: readonly { readonly player: number; readonly gain: number }[];
}

/** What became of one start. */
export interface Run {
  readonly accepted?: Candidate;
  readonly refused: readonly Candidate[];
  readonly cycle?: FoundCycle;
  /** An input that grew without end. */
  readonly unbounded?: InputAt;
}

const mostLocalRounds = 40;
/** So often a run goes on from the response of the player who gains most. */
const mostJumps = 8;
/** Rounds after which Newton's method is tried, beside whenever players move little. */
const polishAt = [3, 6, 12, 24];
const settled = 1e-9;
/** Profiles nearer than this, relative to their size, are the same. */
const near = 1e-6;

export class PureSolver {
  private readonly weights = Float64Array.of(1);

  constructor(
    private readonly responder: Responder,
    /** Gains that count, in units of payoff. */
    private readonly tolerance: number,
    private readonly maxRounds: number,
  ) {}

  /**
   * What the start leads to.
   *
   * @param known equilibria found before, at which a run may stop
   */
  run(start: Float64Array, known: readonly Float64Array[]): Run {
    const { responder } = this;
    const refused: Candidate[] = [];
    const profile = start.slice();
    for (let jumps = 0; jumps <= mostJumps; jumps++) {
      const settled = this.settleLocally(profile);
      const unbounded = responder.unboundedIn(profile);
      if (unbounded !== undefined) return { refused, unbounded };
      if (settled === undefined || this.isKnown(settled, known)) break;
      if (refused.some((earlier) => this.isSame(earlier.profile, settled))) break;
      const candidate = this.judge(settled);
      if (candidate.gains.every((gain) => gain <= this.tolerance)) {
        return { accepted: candidate, refused };
      }
      refused.push(candidate);
      const player = candidate.gains.indexOf(Math.max(...candidate.gains));
      profile.set(settled);
      responder.put(profile, player, candidate.responses[player]);
    }
    return { refused };
  }

  /** Payoffs at a profile, and what global best responses gain there. */
  judge(profile: Float64Array): Candidate {
    const { game, scale } = this.responder;
    const payoffs = payoffsOf(this.responder, profile);
    const gains = new Float64Array(game.players);
    const responses = Array.from({ length: game.players }, (_, i) => {
      const { strategy, value } = this.bestResponse(profile, i);
      gains[i] = Math.max(0, (value - payoffs[i]) / scale);
      return strategy;
    });
    return { profile, payoffs, gains, responses };
  }

  private rivals(profile: Float64Array) {
    return { profiles: profile, weights: this.weights };
  }

  private bestResponse(profile: Float64Array, player: number) {
    const own = this.responder.own(profile, player);
    return this.responder.global(player, this.rivals(profile), [own]);
  }

  /** Local best responses in turn; a profile without slopes, or nothing where players do not settle. */
  settleLocally(profile: Float64Array): Float64Array | undefined {
    const { responder } = this;
    const { game, backend, scale } = responder;
    let change = Infinity;
    for (let round = 1; round <= Math.min(mostLocalRounds, this.maxRounds); round++) {
      const before = profile.slice();
      for (let i = 0; i < game.players; i++) {
        const own = responder.own(profile, i);
        responder.local(i, this.rivals(profile), own);
        responder.put(profile, i, own);
      }
      change = distance(responder, before, profile);
      const isSettled = change <= settled;
      if (isSettled || change < 1e-2 || polishAt.includes(round)) {
        const polished = polish(backend, game, profile, scale);
        if (polished !== undefined && this.standsStill(polished.profile)) {
          return this.withoutTraces(polished.profile) ?? polished.profile;
        }
      }
      if (isSettled) return profile;
    }
    return undefined;
  }

  /** Where Newton's method leads from the start at once: best responses leave equilibria with increasing returns. */
  runFromRoot(start: Float64Array, known: readonly Float64Array[]): Run {
    const root = this.nearRoot(start);
    if (root === undefined || this.isKnown(root, known)) return { refused: [] };
    const candidate = this.judge(root);
    const isAccepted = candidate.gains.every((gain) => gain <= this.tolerance);
    return isAccepted ? { accepted: candidate, refused: [] } : { refused: [candidate] };
  }

  private nearRoot(profile: Float64Array): Float64Array | undefined {
    const { responder } = this;
    const { game, backend, scale } = responder;
    const first = polish(backend, game, profile, scale);
    if (first === undefined) return undefined;
    const plain = this.withoutTraces(first.profile);
    if (plain !== undefined) return plain;
    return this.standsStill(first.profile) ? first.profile : undefined;
  }

  /** The root beside a profile that has 0 for inputs on their way there; nothing where that is none, or the same. */
  private withoutTraces(profile: Float64Array): Float64Array | undefined {
    const { responder } = this;
    const { game, backend, scale } = responder;
    const plain = responder.withoutTraces(profile);
    if (plain.every((x, at) => x === profile[at])) return undefined;
    const polished = polish(backend, game, plain, scale);
    if (polished === undefined || !this.standsStill(polished.profile)) return undefined;
    return polished.profile;
  }

  /** Whether local best responses stay. */
  private standsStill(profile: Float64Array): boolean {
    const { responder } = this;
    for (let i = 0; i < responder.game.players; i++) {
      const own = responder.own(profile, i);
      const rivals = this.rivals(profile);
      const before = responder.values(i, rivals, own)[0];
      const after = responder.local(i, rivals, own)[0];
      if (after > before + 1e-9 * responder.scale) return false;
    }
    return true;
  }

  /** Global best responses in turn. */
  answerGlobally(start: Float64Array): Run {
    const { responder } = this;
    const { game, backend, scale } = responder;
    const refused: Candidate[] = [];
    const profile = start.slice();
    const path = [profile.slice()];
    const moves: { player: number; gain: number }[] = [];
    for (let round = 1; round <= this.maxRounds; round++) {
      let most = 0;
      for (let i = 0; i < game.players; i++) {
        const rivals = this.rivals(profile);
        const before = responder.values(i, rivals, responder.own(profile, i))[0];
        const { strategy, value } = this.bestResponse(profile, i);
        const gain = (value - before) / scale;
        moves.push({ player: i, gain: Math.max(0, value - before) });
        if (gain > this.tolerance) responder.put(profile, i, strategy);
        most = Math.max(most, gain);
        path.push(profile.slice());
      }
      const unbounded = responder.unboundedIn(profile);
      if (unbounded !== undefined) return { refused, unbounded };
      const isSettled = !(most > this.tolerance);
      const change = distance(responder, path[path.length - 1 - game.players], profile);
      if (isSettled || change < 1e-2 || polishAt.includes(round)) {
        const polished = polish(backend, game, profile, scale);
        const point = polished?.profile ?? (isSettled ? profile : undefined);
        if (point !== undefined && !refused.some((r) => this.isSame(r.profile, point))) {
          const candidate = this.judge(point);
          if (candidate.gains.every((gain) => gain <= this.tolerance)) {
            return { accepted: candidate, refused };
          }
          if (polished !== undefined && this.standsStill(point)) refused.push(candidate);
        }
        if (isSettled) return { refused };
      }
      const cycle = this.cycleIn(path, moves);
      if (cycle !== undefined) return { refused, cycle: { start: start.slice(), ...cycle } };
    }
    return { refused };
  }

  /** Where the last profile has been before, at the same player's turn, and was left in between. */
  private cycleIn(path: readonly Float64Array[], moves: FoundCycle['moves']) {
    const { players } = this.responder.game;
    const last = path.length - 1;
    for (let at = last - players; at >= 0; at -= players) {
      if (!this.isSame(path[at], path[last])) continue;
      if (moves.slice(at).every(({ gain }) => gain <= this.tolerance * this.responder.scale))
        return;
      return { profiles: path.slice(at, last), moves: moves.slice(at, last) };
    }
    return undefined;
  }

  private isKnown(profile: Float64Array, known: readonly Float64Array[]): boolean {
    return known.some((other) => isSameOutcome(this.responder, other, profile));
  }

  private isSame(a: Float64Array, b: Float64Array): boolean {
    return distance(this.responder, a, b) <= near;
  }
}

/**
 * Whether two profiles differ in nothing that is of account: inputs of periods never reached, and sharing that
 * changes nobody's payoff.
 */
export function isSameOutcome(responder: Responder, a: Float64Array, b: Float64Array): boolean {
  const { game, scale } = responder;
  const withoutSharing = (profile: Float64Array) =>
    withoutUnreached(responder, profile).map((x, at) => (at % game.inputs < 4 ? x : 0));
  if (distance(responder, withoutSharing(a), withoutSharing(b)) > near) return false;
  const [first, second] = [payoffsOf(responder, a), payoffsOf(responder, b)];
  return first.every((u, i) => Math.abs(u - second[i]) <= 1e-9 * scale);
}

export function payoffsOf({ backend, game }: Responder, profile: Float64Array): Float64Array {
  const payoffs = new Float64Array(game.players);
  evaluate(backend, game, 'payoffs', 1, profile, payoffs, profile);
  return payoffs;
}

/** The profile without sharing that changes nobody's payoff, each amount tried in turn. */
export function withoutIdleSharing(responder: Responder, profile: Float64Array): Float64Array {
  const { game, scale } = responder;
  const plain = profile.slice();
  const before = payoffsOf(responder, profile);
  for (let at = 0; at < plain.length; at++) {
    if (at % game.inputs < 4 || plain[at] === 0) continue;
    const shared = plain[at];
    plain[at] = 0;
    const after = payoffsOf(responder, plain);
    if (after.some((u, i) => Math.abs(u - before[i]) > 1e-13 * scale)) plain[at] = shared;
  }
  return plain;
}

/** The profile with zeros where a period is never reached: what is done there is of no account. */
export function withoutUnreached(
  { game, backend }: Responder,
  profile: Float64Array,
): Float64Array {
  const reached = profile.slice();
  if (!game.model.endsOnWin || game.believed !== null) return reached;
  const { survival } = states(backend, game, nested(game, profile));
  const row = game.players * game.inputs;
  survival.forEach((probability, t) => {
    if (probability === 0) reached.fill(0, t * row, (t + 1) * row);
  });
  return reached;
}
