/** What each kind of problem adds to the chapter. */

import type { Engine } from '../../../domains';
import type { Figure, FigureContext } from '../../../figures/index';
import type { Markup } from '../../html';
import type { Claim } from '../allocation/claim';

export interface Part {
  /** For the progress shown. */
  readonly what: string;
  /** How many figures it will have. */
  readonly figures: number;
  write(engine: Engine, context: FigureContext): WrittenPart | Promise<WrittenPart>;
}

export interface WrittenPart {
  /** As many as were announced. */
  readonly figures: readonly Figure[];
  /** `blocks`: the figures, numbered, to be put below the claim. */
  claim(blocks: readonly Markup[]): Claim;
  /** Whether each certificate holds. */
  readonly certificates: readonly boolean[];
  /** What a reader should know who reads nothing else; a sentence or two. */
  readonly finding: Markup;
  /** The comparison for the terminal; rows of equal length are aligned with those of all parts. */
  readonly lines: readonly string[];
}
