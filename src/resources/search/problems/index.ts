/** Problems that are built in: data with a `kind`, and what is made of it. */

import { ParameterError } from '../../../engine/errors';
import { unknownName } from '../../../engine/parameters';
import { checked } from '../checked';
import type { Posed } from '../solve';
import type { SearchProblem } from '../types';
import { type AssignmentAnswer, type AssignmentData, assignmentProblem } from './assignment';
import {
  type SetCoverAnswer,
  type SetCoverData,
  setCoverProblem,
  type VertexCoverAnswer,
  type VertexCoverData,
  vertexCoverProblem,
} from './covers';
import { type KnapsackAnswer, type KnapsackData, knapsackProblem } from './knapsack';
import { type MaxCutAnswer, type MaxCutData, maxCutProblem } from './max-cut';
import { type PlacementAnswer, type PlacementData, placementProblem } from './placement';
import type { BuiltIn } from './posed';
import { type ScheduleAnswer, type ScheduleData, scheduleProblem } from './schedule';
import { type TourAnswer, type TourData, tourProblem } from './tour';

/** A built-in problem as data. */
export type SearchData =
  | KnapsackData
  | SetCoverData
  | VertexCoverData
  | AssignmentData
  | PlacementData
  | TourData
  | ScheduleData
  | MaxCutData;

export type SearchKind = SearchData['kind'];

/** What a result has as its solution, by kind. */
export interface SearchAnswers {
  readonly knapsack: KnapsackAnswer;
  readonly 'set-cover': SetCoverAnswer;
  readonly 'vertex-cover': VertexCoverAnswer;
  readonly assignment: AssignmentAnswer;
  readonly placement: PlacementAnswer;
  readonly tour: TourAnswer;
  readonly schedule: ScheduleAnswer;
  readonly 'max-cut': MaxCutAnswer;
}

// each takes the data of its kind
const makers: Readonly<Record<SearchKind, (data: never) => unknown>> = {
  knapsack: knapsackProblem,
  'set-cover': setCoverProblem,
  'vertex-cover': vertexCoverProblem,
  assignment: assignmentProblem,
  placement: placementProblem,
  tour: tourProblem,
  schedule: scheduleProblem,
  'max-cut': maxCutProblem,
};

export const searchKinds = Object.keys(makers) as readonly SearchKind[];

/** Whether something is meant as data of a built-in problem. */
export const isBuiltIn = (problem: unknown): problem is SearchData =>
  typeof problem === 'object' &&
  problem !== null &&
  !Array.isArray(problem) &&
  !('random' in problem);

function make(data: SearchData): BuiltIn<unknown, unknown> {
  const { kind } = data;
  if (!Object.hasOwn(makers, kind)) throw unknownKind(kind);
  return makers[kind](data as never) as BuiltIn<unknown, unknown>;
}

const unknownKind = (kind: unknown) => {
  const fault = unknownName(typeof kind === 'string' ? kind : '', kind, searchKinds);
  return new ParameterError('kind', kind, fault.expected, 'type');
};

export function builtIn(data: SearchData): Posed<unknown, unknown> {
  const made = make(data);
  return {
    kind: data.kind,
    problem: checked(made.problem as SearchProblem<unknown, unknown>, true),
    answer: made.answer,
    ...(made.optimum === undefined ? {} : { optimum: made.optimum }),
  };
}

/**
 * A built-in problem as a `SearchProblem`, to be looked at or changed: a copy with another `objective` must
 * have another `delta` and `bound` too. Its solutions have an inner form; moves are whole numbers.
 *
 * @throws ParameterError naming the first field that is not usable
 */
export function searchProblemOf(data: SearchData): SearchProblem<unknown, number> {
  return make(data).problem;
}
