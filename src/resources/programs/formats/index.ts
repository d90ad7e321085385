/** Programs as text: MPS, fixed or free, and the LP format of CPLEX. */

import { ParameterError } from '../../../engine/errors';
import type { Program } from '../types';
import { readLp } from './lp-read';
import { writeLp } from './lp-write';
import { readMps } from './mps-read';
import { writeMps } from './mps-write';

export type ProgramFormat = 'mps' | 'lp';

/**
 * The program in a text. MPS may be free or in fixed columns, with OBJSENSE, RANGES, BOUNDS, integer markers
 * and QUADOBJ or QMATRIX; an upper bound below 0 leaves no lower one where none is given, integers between
 * markers without bounds are binary; of several sets of right-hand sides, ranges or bounds the first counts.
 * In both formats a side or a bound from 1e20 on in size is infinite.
 *
 * @throws ParameterError with the line, where the text is cut off, is none of its format, or asks for what is
 * not solved (semi-continuous variables, special ordered sets)
 */
export function readProgram(text: string, format: ProgramFormat): Program {
  if (typeof text !== 'string') throw new ParameterError('text', text, 'a string', 'type');
  if (format === 'mps') return readMps(text);
  if (format === 'lp') return readLp(text);
  throw new ParameterError('format', format, 'one of mps, lp', 'type');
}

/**
 * The text of a program. Menus become binaries with two constraints each. In MPS a constraint whose two sides
 * no range gives to the bit becomes two, the second with `_lower` behind its name.
 *
 * @throws ParameterError where the program cannot be used, or a name cannot stand in the format
 */
export function writeProgram(problem: Program, format: ProgramFormat): string {
  if (format === 'mps') return writeMps(problem);
  if (format === 'lp') return writeLp(problem);
  throw new ParameterError('format', format, 'one of mps, lp', 'type');
}
