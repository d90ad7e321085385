/**
 * Global best responses: local ones (a kernel) from many starts, then the best period of each put together.
 */

import type { Backend } from '../../engine/backend';
import {
  type ContestModel,
  type ContestResponse,
  contestFields,
} from '../../engine/kernels/contest';
import { type InputName, inputNames } from '../costs';
import type { ContestGame } from '../parameters';
import { payoffScale } from '../scale';
import { tiedResponse } from './tied';
import { Ties } from './ties';

/** A strategy [period][input] and what it is worth. */
export interface Response {
  readonly strategy: Float64Array;
  readonly value: number;
}

/** Rivals to respond to: profiles, one behind the other, and how likely each is. */
export interface Rivals {
  readonly profiles: Float64Array;
  readonly weights: Float64Array;
}

/** An input of a profile. */
export interface InputAt {
  readonly period: number;
  readonly player: number;
  readonly input: InputName;
}

/** Inputs beyond so many units are taken to grow without end. */
const endless = 1e8;
/** Inputs below so many units are taken to be on their way to 0. */
const trace = 1e-7;

/** Levels of effort all periods start from, in units. */
const levels = [0.02, 0.3, 2];

export class Responder {
  readonly scale: number;
  /** Local searches made. */
  searches = 0;
  /** Thresholds that payoffs jump at. */
  readonly ties: Ties;
  private readonly units: readonly Float64Array[];

  constructor(
    readonly backend: Backend,
    readonly game: ContestGame,
    private readonly maxIterations = 400,
  ) {
    this.scale = payoffScale(game);
    this.ties = new Ties(backend, game);
    this.units = Array.from({ length: game.players }, (_, i) => unitsOf(game, i, this.scale));
  }

  unit(player: number): Float64Array {
    return this.units[player];
  }

  model(player: number): ContestModel {
    return this.game.believed?.[player] ?? this.game.model;
  }

  /** Own strategy of a player in a profile. */
  own(profile: Float64Array, player: number): Float64Array {
    const { periods, players, inputs } = this.game;
    const strategy = new Float64Array(periods * inputs);
    for (let t = 0; t < periods; t++) {
      const from = (t * players + player) * inputs;
      strategy.set(profile.subarray(from, from + inputs), t * inputs);
    }
    return strategy;
  }

  put(profile: Float64Array, player: number, strategy: Float64Array): void {
    const { periods, players, inputs } = this.game;
    for (let t = 0; t < periods; t++) {
      profile.set(strategy.subarray(t * inputs, (t + 1) * inputs), (t * players + player) * inputs);
    }
  }

  /** The profile with 0 in place of inputs on their way there. */
  withoutTraces(profile: Float64Array): Float64Array {
    const { players, inputs } = this.game;
    return profile.map((x, at) => {
      const unit = this.units[Math.floor(at / inputs) % players][at % inputs];
      return at % inputs < 4 && x < trace * unit ? 0 : x;
    });
  }

  /** An input that has grown out of all proportion. */
  unboundedIn(profile: Float64Array): InputAt | undefined {
    const { players, inputs } = this.game;
    const at = profile.findIndex((x, m) => {
      const units = this.units[Math.floor(m / inputs) % players];
      return m % inputs < 4 && !(x < endless * units[m % inputs]);
    });
    if (at < 0) return undefined;
    const player = Math.floor(at / inputs) % players;
    const period = Math.floor(at / (inputs * players));
    return { period, player, input: inputNames[at % inputs] };
  }

  /** Local best responses from some strategies, one behind the other; these are overwritten. */
  local(player: number, rivals: Rivals, starts: Float64Array): Float64Array {
    const { periods, inputs, maximumSharing } = this.game;
    const values = new Float64Array(starts.length / (periods * inputs));
    const response: ContestResponse = {
      ...rivals,
      player,
      units: this.units[player],
      scale: this.scale,
      maximumSharing,
      maxIterations: this.maxIterations,
      tolerance: 1e-11,
    };
    this.backend.contest.respond(this.model(player), response, starts, values);
    this.searches += values.length;
    if (values.length === 1) {
      const { strategy, value } = this.tied(player, rivals, { strategy: starts, value: values[0] });
      starts.set(strategy);
      values[0] = value;
    }
    return values;
  }

  /** A response that stands at thresholds, where that is better. */
  private tied(player: number, { profiles, weights }: Rivals, response: Response): Response {
    if (weights.length > 1 || !this.ties.has(player)) return response;
    return tiedResponse(this, this.ties, player, profiles.slice(), response);
  }

  /** The best response that the starts, and those that every game has, lead to. */
  global(player: number, rivals: Rivals, starts: readonly Float64Array[]): Response {
    const { periods, inputs } = this.game;
    const length = periods * inputs;
    const all = [...starts, ...this.standard(player)];
    const flat = new Float64Array(all.length * length);
    all.forEach((start, m) => {
      flat.set(start, m * length);
    });
    const values = this.local(player, rivals, flat);
    const ends = all.map((_, m) => flat.subarray(m * length, (m + 1) * length));
    let best = 0;
    for (let m = 1; m < values.length; m++) if (isBetter(values[m], values[best])) best = m;
    const reached = { strategy: ends[best].slice(), value: values[best] };
    const found = this.tied(player, rivals, reached);
    return periods > 1 ? this.recombine(player, rivals, found, ends) : found;
  }

  /** Expected payoffs of own strategies, one behind the other. */
  values(player: number, { profiles, weights }: Rivals, strategies: Float64Array): Float64Array {
    const { periods, players, inputs } = this.game;
    const size = periods * inputs;
    const count = strategies.length / size;
    const length = periods * players * inputs;
    const flat = new Float64Array(count * profiles.length);
    for (let m = 0; m < count; m++) {
      flat.set(profiles, m * profiles.length);
      const own = strategies.subarray(m * size, (m + 1) * size);
      for (let r = 0; r < weights.length; r++) {
        const at = m * profiles.length + r * length;
        this.put(flat.subarray(at, at + length), player, own);
      }
    }
    const payoffs = new Float64Array(count * weights.length * players);
    this.backend.contest.payoffs(this.model(player), player, count * weights.length, flat, payoffs);
    return Float64Array.from({ length: count }, (_, m) => {
      let sum = 0;
      for (let r = 0; r < weights.length; r++) {
        sum += weights[r] * payoffs[(m * weights.length + r) * players + player];
      }
      return sum;
    });
  }

  /** Takes single periods from other strategies as long as that pays, and searches on from there. */
  private recombine(
    player: number,
    rivals: Rivals,
    found: Response,
    others: readonly Float64Array[],
  ): Response {
    const { periods, inputs } = this.game;
    const length = periods * inputs;
    let { strategy, value } = found;
    for (let round = 0; round < periods; round++) {
      const candidates: Float64Array[] = [];
      for (const other of others) {
        for (let at = 0; at < length; at += inputs) {
          const part = other.subarray(at, at + inputs);
          if (part.every((x, k) => x === strategy[at + k])) continue;
          const candidate = strategy.slice();
          candidate.set(part, at);
          candidates.push(candidate);
        }
      }
      if (candidates.length === 0) break;
      const flat = new Float64Array(candidates.length * length);
      candidates.forEach((candidate, m) => {
        flat.set(candidate, m * length);
      });
      const values = this.values(player, rivals, flat);
      let best = 0;
      for (let m = 1; m < values.length; m++) if (isBetter(values[m], values[best])) best = m;
      if (!(values[best] > value + 1e-9 * this.scale)) break;
      strategy = candidates[best];
      value = this.local(player, rivals, strategy)[0];
    }
    return { strategy, value };
  }

  /** Strategies that every search starts from: dropping out, and some levels of effort with and without more. */
  private standard(player: number): Float64Array[] {
    const { inputs } = this.game;
    const strategies = [this.level(player, 0, 0, 0)];
    for (const level of levels) strategies.push(this.level(player, level, 0, 0));
    if (inputs > 2) strategies.push(this.level(player, 0.3, 1, 0), this.level(player, 1, 8, 0));
    if (inputs > 4) strategies.push(this.level(player, 0.3, 1, 1));
    return strategies;
  }

  /** The same in every period: effort and investment in units, sharing as a part of the most. */
  level(player: number, effort: number, invested: number, shared: number): Float64Array {
    const { periods, inputs, maximumSharing } = this.game;
    const units = this.units[player];
    return Float64Array.from({ length: periods * inputs }, (_, at) => {
      const k = at % inputs;
      if (k < 2) return effort * units[k];
      return k < 4 ? invested * units[k] : shared * maximumSharing;
    });
  }
}

const isBetter = (value: number, than: number) => value > than || Number.isNaN(than);

/** The greatest difference of two profiles, relative to the size of an input or a thousandth of its unit. */
export function distance(responder: Responder, a: Float64Array, b: Float64Array): number {
  let most = 0;
  for (let i = 0; i < responder.game.players; i++) {
    most = Math.max(most, differ(responder, i, responder.own(a, i), responder.own(b, i)));
  }
  return most;
}

/** The same of two own strategies of a player. */
export function differ(responder: Responder, player: number, a: Float64Array, b: Float64Array) {
  const units = responder.unit(player);
  let most = 0;
  for (let at = 0; at < a.length; at++) {
    const size = Math.max(a[at], b[at], 1e-3 * units[at % units.length]);
    most = Math.max(most, Math.abs(a[at] - b[at]) / size);
  }
  return most;
}

/** Units of inputs: effort that costs a good part of what a period has at stake; productivity for investment. */
function unitsOf({ players, periods, inputs, model }: ContestGame, player: number, scale: number) {
  const size = players * periods;
  const mean = (field: number) => {
    let sum = 0;
    for (let t = 0; t < periods; t++) sum += model.numbers[field * size + player * periods + t];
    return sum / periods;
  };
  return Float64Array.from({ length: inputs }, (_, k) => {
    if (k >= 4) return 1;
    if (k >= 2) return mean(k - 2);
    const price = mean(contestFields.prices + k);
    const unit = price > 0 ? (0.125 * scale) / (periods * price) : 1;
    return Math.min(1e9, Math.max(1e-9, unit));
  });
}
