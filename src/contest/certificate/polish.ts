/**
 * The last part of a search: from a strategy in the basin of a maximum to the maximum.
 *
 * A pattern search polls every input up and down by a relative step, 0 and the greatest that can be shared,
 * and repeats a pattern of moves that helped (R. Hooke, T. A. Jeeves, "Direct Search" Solution of Numerical and
 * Statistical Problems, 1961); the step shrinks from a third to 10⁻⁶. In between, steps along a quadratic
 * model (`quadratic.ts`), of all inputs or, where these are many, period by period.
 */

import { repeatedRow } from './problem';
import { freeInputs, quadraticStep } from './quadratic';
import { better, type Candidate, type Search } from './search';

/** Relative steps of the pattern search before and after the quadratic steps. */
const longSteps = [0.3, 0.1, 0.03, 0.01];
const shortSteps = [3e-3, 1e-3, 1e-4, 1e-5, 1e-6];
/** Inputs of one quadratic model, at most. */
const mostFree = 40;
const differences = [3e-3, 1e-3, 3e-4];

export function polish(search: Search, from: Candidate): Candidate {
  let best = corners(search, from);
  best = patternSearch(search, best, longSteps);
  for (const h of differences) best = quadraticSearch(search, best, h);
  best = patternSearch(search, best, shortSteps);
  best = quadraticSearch(search, best, differences[2]);
  return corners(search, best);
}

/** Each input at its bounds. */
function corners(search: Search, from: Candidate): Candidate {
  const { size, width } = search;
  const { inputs, maximumSharing } = search.problem.game;
  let best = from;
  for (let round = 0; round < search.effort.moves; round++) {
    const { row } = best;
    const candidates: Float64Array[] = [];
    for (let at = 0; at < size; at++) {
      for (const bound of at % inputs < 4 ? [0] : [0, maximumSharing]) {
        if (row[at] === bound) continue;
        const next = row.slice();
        next[at] = bound;
        if (width > size && at % inputs === 0) next[size + at / inputs] = 0;
        candidates.push(next);
      }
    }
    const next = better(search, best, joined(candidates, width), candidates.length);
    if (next === best) break;
    best = next;
  }
  return best;
}

function joined(rows: readonly Float64Array[], width: number): Float64Array {
  const all = new Float64Array(rows.length * width);
  rows.forEach((row, m) => {
    all.set(row, m * width);
  });
  return all;
}

function patternSearch(search: Search, from: Candidate, steps: readonly number[]): Candidate {
  let best = from;
  for (const h of steps) {
    for (let poll = 0; poll < search.effort.moves; poll++) {
      const next = polled(search, best, h);
      if (next === best) break;
      best = repeated(search, best, next);
    }
  }
  return best;
}

/** The best of the neighbours that differ in one input. */
function polled(search: Search, from: Candidate, h: number): Candidate {
  const { width } = search;
  const [, down, , up] = search.factors(h);
  const free = freeInputs(search, from.row);
  const rows = repeatedRow(from.row, 2 * free.length);
  free.forEach((at, d) => {
    [up, down].forEach((factor, side) => {
      const start = (2 * d + side) * width;
      rows[start + at] = limited(search, at, rows[start + at] * factor);
    });
  });
  return better(search, from, rows, 2 * free.length);
}

/** Powers of a ratio that are tried: 1, 2, 4, 8. */
const patterns = 4;

/** Further in the direction of a move that helped. */
function repeated(search: Search, before: Candidate, after: Candidate): Candidate {
  const { size, width } = search;
  const rows = repeatedRow(after.row, patterns);
  for (let at = 0; at < size; at++) {
    if (before.row[at] === 0 || before.row[at] === after.row[at]) continue;
    let ratio = after.row[at] / before.row[at];
    for (let m = 0; m < patterns; m++, ratio *= ratio) {
      rows[m * width + at] = limited(search, at, rows[m * width + at] * ratio);
    }
  }
  return better(search, after, rows, patterns);
}

function limited({ problem }: Search, at: number, x: number): number {
  const { inputs, maximumSharing } = problem.game;
  return at % inputs < 4 ? Math.min(x, Number.MAX_VALUE) : Math.min(x, maximumSharing);
}

function quadraticSearch(search: Search, from: Candidate, h: number): Candidate {
  const { periods, inputs } = search.problem.game;
  let best = from;
  for (let step = 0; step < search.effort.moves; step++) {
    const before = best;
    const free = freeInputs(search, best.row);
    if (free.length <= mostFree) best = quadraticStep(search, best, free, h);
    else {
      for (let t = periods - 1; t >= 0; t--) {
        const own = free.filter((at) => Math.floor(at / inputs) === t);
        best = quadraticStep(search, best, own, h);
      }
    }
    if (best === before) break;
  }
  return best;
}
