/**
 * Reader of MPS. Fields are split at spaces, as in free MPS; where that fails, at the columns of fixed MPS
 * (2–3, 5–12, 15–22, 25–36, 40–47, 50–61), in which names may hold spaces.
 */

import { ParameterError } from '../../../engine/errors';
import type { Program } from '../types';
import { Draft } from './draft';
import { applyBound, endBounds } from './mps-bounds';
import { endSides, readSides } from './mps-sides';

/** What a reader knows at a line. */
export interface MpsState {
  readonly draft: Draft;
  /** The name of the objective's row; rows of type N after it count for nothing. */
  objective: string | undefined;
  readonly kinds: Map<string, 'N' | 'L' | 'G' | 'E'>;
  /** The name of the first set of a section, '' where it has none. */
  readonly sets: Map<string, string>;
  /** Right-hand sides and ranges by row, and which bounds are given by column. */
  readonly sides: Map<string, number>;
  readonly ranges: Map<string, number>;
  readonly bounded: Map<string, Set<string>>;
  isWhole: boolean;
  readonly marked: Set<string>;
  /** Columns with entries so far, which must stand together. */
  column: string | undefined;
  fail(given: string, expected: string): never;
}

const sections = [
  'NAME',
  'OBJSENSE',
  'ROWS',
  'COLUMNS',
  'RHS',
  'RANGES',
  'BOUNDS',
  'QUADOBJ',
  'QMATRIX',
  'QSECTION',
  'ENDATA',
] as const;

/** Words of OBJSENSE, which some writers do not indent. */
const senses = /^(max|min)(imi[sz]e)?$/i;

/** @throws ParameterError */
export function readMps(text: string): Program {
  try {
    return readWith(text, (line) => line.trim().split(/\s+/));
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    try {
      return readWith(text, fixedFields);
    } catch {
      throw error;
    }
  }
}

/** Fields that are empty are left out but for the last ones of names, as in free MPS. */
function fixedFields(line: string): string[] {
  const cut = (from: number, to: number) => line.slice(from, to).trim();
  const all = [cut(1, 3), cut(4, 12), cut(14, 22), cut(24, 36), cut(39, 47), cut(49, 61)];
  return all.filter((field) => field !== '');
}

function readWith(text: string, split: (line: string) => string[]): Program {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  let number = 0;
  const fail = (given: string, expected: string): never => {
    throw new ParameterError(`line ${number}`, given, expected);
  };
  const state: MpsState = {
    draft: new Draft(),
    objective: undefined,
    kinds: new Map(),
    sets: new Map(),
    sides: new Map(),
    ranges: new Map(),
    bounded: new Map(),
    isWhole: false,
    marked: new Set(),
    column: undefined,
    fail,
  };
  let section = '';
  const seen = new Set<string>();
  for (const line of lines) {
    number++;
    if (line.trim() === '' || /^\s*\*/.test(line)) continue;
    if (section === 'OBJSENSE' && senses.test(line.trim())) {
      readSense(state, line.trim());
      continue;
    }
    if (!/^\s/.test(line)) {
      const [word, argument] = line.trim().split(/\s+/);
      section = word.toUpperCase();
      if (!(sections as readonly string[]).includes(section)) {
        fail(line.trim(), 'a section of MPS: ROWS, COLUMNS, RHS, RANGES, BOUNDS, QUADOBJ, ENDATA');
      }
      if (section === 'COLUMNS' && !seen.has('ROWS')) fail(word, 'ROWS before COLUMNS');
      if (section === 'ENDATA' && !seen.has('COLUMNS')) fail(word, 'COLUMNS before ENDATA');
      seen.add(section);
      if (section === 'ENDATA') break;
      if (section === 'OBJSENSE' && argument !== undefined) readSense(state, argument);
      continue;
    }
    readLine(section, split(line), state);
  }
  if (section !== 'ENDATA') {
    number = lines.length;
    fail(lines[lines.length - 1].trim(), 'ENDATA at the end: the file is cut off, or is no MPS');
  }
  endSides(state);
  endBounds(state);
  return state.draft.build();
}

function readLine(section: string, fields: string[], state: MpsState): void {
  const readers: Readonly<Record<string, () => void>> = {
    OBJSENSE: () => readSense(state, fields[0]),
    ROWS: () => readRow(fields, state),
    COLUMNS: () => readColumn(fields, state),
    RHS: () => readSides('RHS', fields, state),
    RANGES: () => readSides('RANGES', fields, state),
    BOUNDS: () => applyBound(state, fields),
    QUADOBJ: () => readQuadratic(section, fields, state),
    QMATRIX: () => readQuadratic(section, fields, state),
    QSECTION: () => readQuadratic(section, fields, state),
  };
  if (!Object.hasOwn(readers, section)) state.fail(fields.join(' '), 'a section before data');
  readers[section]();
}

function readSense({ draft, fail }: MpsState, word: string): void {
  const sense = /^(max|maximi[sz]e)$/i.test(word)
    ? 'maximize'
    : /^(min|minimi[sz]e)$/i.test(word)
      ? 'minimize'
      : fail(word, 'MIN or MAX');
  draft.sense = sense;
}

function readRow([kind = '', name, ...rest]: string[], state: MpsState): void {
  const letter = kind.toUpperCase();
  if (!['N', 'L', 'G', 'E'].includes(letter) || name === undefined || rest.length > 0) {
    state.fail([kind, name, ...rest].join(' '), 'N, L, G or E and the name of a row');
  }
  if (state.kinds.has(name)) state.fail(name, 'a row of another name');
  state.kinds.set(name, letter as 'N' | 'L' | 'G' | 'E');
  if (letter === 'N') {
    state.objective ??= name;
    return;
  }
  const none = Number.POSITIVE_INFINITY;
  state.draft.rows.set(name, { coefficients: new Map(), lower: -none, upper: none });
}

function readColumn(fields: string[], state: MpsState): void {
  if (/^'MARKER'$/i.test(fields[1] ?? '')) {
    const kind = (fields[2] ?? '').toUpperCase();
    if (kind !== "'INTORG'" && kind !== "'INTEND'") state.fail(kind, "'INTORG' or 'INTEND'");
    state.isWhole = kind === "'INTORG'";
    return;
  }
  const [name] = fields;
  if (fields.length < 3 || fields.length % 2 === 0) {
    state.fail(fields.join(' '), 'a column, and one or two rows with values');
  }
  const { draft } = state;
  if (name !== state.column) {
    if (draft.variables.has(name)) state.fail(name, 'the entries of a column in one place');
    state.column = name;
    const variable = draft.variable(name);
    variable.isWhole = state.isWhole;
    if (state.isWhole) state.marked.add(name);
  }
  for (let k = 1; k < fields.length; k += 2) {
    const value = numberOf(fields[k + 1], state);
    const into = coefficientsOf(state, fields[k]);
    if (into?.has(name)) state.fail(fields[k], `one entry of column ${name} in a row`);
    into?.set(name, value);
  }
}

/** undefined for rows of type N that are not the objective. */
function coefficientsOf(state: MpsState, row: string): Map<string, number> | undefined {
  if (row === state.objective) return state.draft.objective;
  if (!state.kinds.has(row)) state.fail(row, 'the name of a row');
  return state.draft.rows.get(row)?.coefficients;
}

/** Entries of Q in ½ x'Qx: one triangle in QUADOBJ, all of them in QMATRIX. */
function readQuadratic(section: string, fields: string[], state: MpsState): void {
  const [row, column, text] = fields;
  if (fields.length !== 3) state.fail(fields.join(' '), 'two columns and a value');
  for (const name of [row, column]) {
    if (!state.draft.variables.has(name)) state.fail(name, 'the name of a column');
  }
  const value = numberOf(text, state);
  const isHalf = section === 'QMATRIX' || row === column;
  state.draft.quadratic.push({ row, column, value: isHalf ? value / 2 : value });
}

export function numberOf(text: string | undefined, state: MpsState): number {
  const plain = /^[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d+)?$/;
  if (text === undefined || !plain.test(text)) state.fail(text ?? '', 'a number');
  const value = Number((text as string).replace(/[dD]/, 'e'));
  if (!Number.isFinite(value)) state.fail(text as string, 'a number within the range of doubles');
  return value;
}
