/** Coverings: sets that hold all elements, vertices that touch all edges. */

export type { CoverCertificate } from './certificate';
export type { CoverRatio } from './options';
export type { SetCoverProblem } from './problem';
export {
  type SetCoverMethod,
  type SetCoverOptions,
  type SetCoverResult,
  setCover,
  setCoverMethods,
} from './set-cover';
export {
  type VertexCoverMethod,
  type VertexCoverOptions,
  type VertexCoverResult,
  type VertexKernel,
  vertexCover,
  vertexCoverMethods,
} from './vertex-cover';
export type { VertexCoverProblem } from './vertex-problem';
