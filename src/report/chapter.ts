/** What a domain adds to the report: a chapter, computed with progress. */

import type { Engine } from '../domains';
import type { Figure } from '../figures/figure';
import type { FigureContext } from '../figures/panel';
import type { Markup } from './html';

export interface Chapter {
  readonly id: string;
  readonly title: string;
  /** Its sections, for the table of contents. */
  readonly contents: ReadonlyArray<{ readonly id: string; readonly title: string }>;
  readonly body: Markup;
  /** What a reader should know who reads nothing else; one sentence each. */
  readonly findings: readonly Markup[];
  /** To be saved as files of their own. */
  readonly figures: readonly Figure[];
  readonly tally: Tally;
  /** The comparison for the terminal. */
  readonly lines: readonly string[];
}

/** What was counted. */
export interface Tally {
  /** Published numbers, and those among them that were reproduced. */
  readonly numbers: Count;
  /** Least number of digits to which they were. */
  readonly leastDigits: number;
  /** Published iteration counts, and those that are equal. */
  readonly iterations: Count;
  readonly certificates: Count;
  /** Statements of the report that it checks itself. */
  readonly statements: Count;
}

export interface Count {
  readonly of: number;
  readonly hold: number;
}

export interface ChapterSource {
  /** How often `step` will be called. */
  readonly steps: number;
  /** How many figures it will have. */
  readonly figures: number;
  write(
    engine: Engine,
    context: FigureContext,
    step: (what: string) => Promise<void>,
  ): Promise<Chapter>;
}

export function countOf(holds: readonly boolean[]): Count {
  return { of: holds.length, hold: holds.filter(Boolean).length };
}

export function complete({ of, hold }: Count): boolean {
  return of === hold;
}
