/** What the solver's side knows of a model, as flat arrays that may cross to another thread. */

import type { Status } from '../../engine/result';
import type { Model } from './model';
import type { FlatConflict } from './solver/conflict';
import type { ProgramCertificate } from './types';

/** What the solver's side is asked. */
export interface Task {
  readonly model: Model;
  readonly settings: Settings;
}

export interface Settings {
  readonly timeLimit: number | null;
  readonly nodeLimit: number | null;
  readonly iterationLimit: number | null;
  readonly gap: number;
  readonly tolerance: number;
  readonly ranging: boolean;
  readonly proofNodes: number;
  /** Variables and constraints that the program has; others stand for menus. */
  readonly variables: number;
  readonly constraints: number;
}

export interface Interval {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface FlatAnswer {
  readonly status: Status;
  readonly limit: 'time' | 'nodes' | 'iterations' | null;
  readonly objective: number | null;
  readonly x: Float64Array | null;
  readonly y: Float64Array | null;
  readonly z: Float64Array | null;
  readonly prices: { readonly least: Float64Array; readonly greatest: Float64Array } | null;
  readonly costs: Interval | null;
  readonly sides: Interval | null;
  readonly certificate: ProgramCertificate;
  readonly farkas: Float64Array | null;
  readonly conflict: FlatConflict | null;
  readonly ray: Float64Array | null;
  readonly mip: { readonly gap: number; readonly bound: number; readonly nodes: number } | null;
  readonly integersFixed: boolean;
  readonly solver: string;
}
