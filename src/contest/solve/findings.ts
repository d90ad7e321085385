/** What a search for equilibria has found, and the solution made of it. */

import type { Status } from '../../engine/result';
import { certify } from '../certificate/index';
import { type Described, describeCycle, describeMixed, describePure, refusedOf } from './describe';
import type { MixedRun } from './mixed';
import type { CompleteSolveOptions } from './options';
import { type Candidate, type FoundCycle, isSameOutcome, PureSolver, type Run } from './pure';
import type { InputAt, Responder } from './respond';
import type { ContestCertificate, ContestSolution, Equilibrium } from './result';

export class Findings {
  private readonly equilibria: Described[] = [];
  private readonly refused: Described[] = [];
  private cycle: FoundCycle | undefined;
  private unbounded: InputAt | undefined;
  /** What exploitability is held to, in units of payoff. */
  private readonly tolerance: number;

  constructor(
    private readonly responder: Responder,
    private readonly options: CompleteSolveOptions,
  ) {
    this.tolerance = options.tolerance * responder.scale;
  }

  get hasEquilibria(): boolean {
    return this.equilibria.length > 0;
  }

  /** Equilibria found so far: a run that comes to one of them may stop. */
  get known(): Float64Array[] {
    return this.equilibria.map(({ profile }) => profile);
  }

  get isUnbounded(): boolean {
    return this.unbounded !== undefined;
  }

  /** What a mixture may begin from. */
  get profiles(): Float64Array[] {
    return [...(this.cycle?.profiles ?? []), ...this.nearest];
  }

  /** Profiles that were refused, the least exploitable first. */
  get nearest(): Float64Array[] {
    return this.refused
      .slice()
      .sort(byExploitability)
      .map(({ profile }) => profile);
  }

  /**
   * Files what a run found; what it accepted only after an attack by the certificate's search.
   *
   * @returns where that attack succeeds, the profile with the deviation that gains most: a run may go on from it
   */
  add({ accepted, refused, cycle, unbounded }: Run): Float64Array | undefined {
    this.cycle ??= cycle;
    this.unbounded ??= unbounded;
    for (const candidate of refused) this.refuse(candidate);
    if (accepted === undefined || this.isAmong(this.equilibria, accepted)) return undefined;
    const described = describePure(this.responder, accepted, true);
    const { exploitability } = described.equilibrium;
    if (exploitability.every((gain) => gain <= this.tolerance)) {
      this.equilibria.push(described);
      return undefined;
    }
    if (!this.isAmong(this.refused, accepted)) this.refused.push(described);
    return this.afterDeviation(described);
  }

  private afterDeviation({ profile, deviation }: Described): Float64Array | undefined {
    if (deviation === undefined) return undefined;
    const next = profile.slice();
    this.responder.put(next, deviation.player, Float64Array.from(deviation.strategy.flat()));
    return next;
  }

  private refuse(candidate: Candidate): void {
    if (this.isAmong(this.refused, candidate)) return;
    this.refused.push(describePure(this.responder, candidate, false));
  }

  private isAmong(those: readonly Described[], { profile }: Candidate): boolean {
    return those.some((each) => isSameOutcome(this.responder, each.profile, profile));
  }

  solution(run: MixedRun | undefined, isCancelled: boolean): ContestSolution {
    const { responder, options, tolerance } = this;
    if (run?.mixtures.every(({ strategies }) => strategies.length === 1) === true) {
      this.addPure(run);
    }
    const isMixed = run?.mixtures.some(({ strategies }) => strategies.length > 1) === true;
    const described = isMixed ? describeMixed(responder, (run as MixedRun).mixtures) : undefined;
    const mixture = described?.equilibrium;
    const isOne = mixture?.exploitability.every((gain) => gain <= tolerance) === true;
    const equilibria = this.equilibria
      .map(({ equilibrium }) => equilibrium)
      .sort(byPayoffs(tolerance));
    if (mixture !== undefined && isOne) equilibria.push(mixture);
    this.refused.sort(byExploitability);
    if (!this.hasEquilibria && this.refused.length > 0) {
      this.refused[0] = describePure(responder, this.refused[0].candidate, true);
    }
    const refused = this.refused.flatMap((described) => refusedOf(described) ?? []);
    const best = this.hasEquilibria ? undefined : refused[0];
    const certificate = this.certificate(equilibria, best ?? mixture, described?.starts ?? 0);
    const unbounded = equilibria.length > 0 ? undefined : this.unbounded;
    const missed: Status = unbounded === undefined ? 'iteration-limit' : 'unbounded';
    const whole: Status = certificate.holds ? 'converged' : missed;
    return {
      backend: responder.backend.name,
      status: isCancelled ? 'cancelled' : whole,
      method: options.method,
      equilibria,
      ...(best === undefined ? {} : { best }),
      ...(mixture === undefined || isOne ? {} : { bestMixture: mixture }),
      ...(refused.length === 0 ? {} : { refused }),
      ...(this.cycle === undefined ? {} : { cycle: describeCycle(responder, this.cycle) }),
      ...(unbounded === undefined ? {} : { unbounded }),
      iterations: responder.searches,
      certificate,
    };
  }

  /** A mixture in which everybody plays one strategy. */
  private addPure({ mixtures }: MixedRun): void {
    const { responder, options } = this;
    const profile = new Float64Array(
      responder.game.periods * responder.game.players * responder.game.inputs,
    );
    mixtures.forEach(({ strategies }, i) => {
      responder.put(profile, i, strategies[0]);
    });
    const solver = new PureSolver(responder, options.tolerance, 1);
    this.add({ accepted: solver.judge(profile), refused: [] });
  }

  /** The certificate, of the attacks made already. */
  private certificate(
    equilibria: readonly Equilibrium[],
    instead: Equilibrium | undefined,
    mixtureStarts: number,
  ): ContestCertificate {
    const { backend, game } = this.responder;
    const pure = equilibria.length > 0 ? this.equilibria : this.refused.slice(0, 1);
    const shown = equilibria.length > 0 || instead === undefined ? equilibria : [instead];
    return certify(backend, game, equilibria, instead, {
      tolerance: this.options.tolerance,
      attack: {
        gain: shown.reduce((most, each) => Math.max(most, greatest(each.exploitability)), 0),
        starts: pure.reduce((most, { starts }) => Math.max(most, starts), mixtureStarts),
      },
    });
  }
}

const greatest = (values: readonly number[]) => Math.max(0, ...values);

function byExploitability({ equilibrium: a }: Described, { equilibrium: b }: Described): number {
  return greatest(a.exploitability) - greatest(b.exploitability);
}

/** Greatest payoffs first, the first player's first; what differs by rounding is the same. */
function byPayoffs(rounding: number) {
  return ({ payoffs: a }: Equilibrium, { payoffs: b }: Equilibrium): number => {
    const i = a.findIndex((u, k) => Math.abs(u - b[k]) > rounding);
    return i < 0 ? 0 : b[i] - a[i];
  };
}
