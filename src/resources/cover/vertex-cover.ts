/** Vertex covers: which vertices touch all edges at the least weight. */

import type { Backend, BackendName } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import type { Status } from '../../engine/result';
import type { Label } from '../labels';
import { type CoverCertificate, certifyCover, type NamedSet } from './certificate';
import { costOf, coverOf } from './cover';
import { type HalfIntegral, halfIntegralCover } from './half-integral';
import { matchingCover } from './matching';
import {
  type CompleteCall,
  type CoverOptions,
  type CoverRatio,
  completeCall,
  coverRatio,
} from './options';
import { exactCover } from './program';
import { requireModest } from './set-cover';
import { isBest, type Solution, solutionOf, solvePrimalDual } from './solve';
import { completeVertexCover, type VertexCover, type VertexCoverProblem } from './vertex-problem';

export const vertexCoverMethods = ['primal-dual', 'matching', 'half-integral', 'exact'] as const;
export type VertexCoverMethod = (typeof vertexCoverMethods)[number];

/** By default the primal–dual cover. */
export type VertexCoverOptions = CoverOptions<VertexCoverMethod>;

/** What the relaxation in halves says about some cover of least weight. */
export interface VertexKernel {
  /** It holds all of these. */
  readonly included: readonly Label[];
  /** It holds none of these. */
  readonly excluded: readonly Label[];
  /** The rest, on which a search may go on alone. */
  readonly undecided: readonly Label[];
}

export interface VertexCoverResult {
  /** `iteration-limit`, `cancelled`: the best cover until then, with a bound. */
  readonly status: Extract<Status, 'converged' | 'iteration-limit' | 'cancelled'>;
  readonly method: VertexCoverMethod;
  readonly backend: BackendName;
  /** Vertices taken, in the order in which they were. */
  readonly vertices: readonly Label[];
  readonly weight: number;
  /** No cover weighs less. */
  readonly bound: number;
  readonly ratio: CoverRatio;
  /** Vertices that the method took and that were superfluous in the end. */
  readonly redundant: readonly Label[];
  /** With `half-integral` and `exact`. */
  readonly kernel: VertexKernel | null;
  /**
   * y_e of (CV2) for every edge: what covering it adds to the bound. The first of parallel edges has it for
   * all. With `half-integral` and `exact` those of the relaxation.
   */
  readonly shadowPrices: Float64Array;
  readonly certificate: CoverCertificate;
}

/**
 * Vertices that touch every edge, of little weight or the least.
 *
 * - `primal-dual` (the default): edges are paid for until a vertex is; within 2 of the optimum.
 * - `matching`: both ends of a maximal matching; within 2, where all vertices weigh the same.
 * - `half-integral`: from the relaxation; within 2 − 2/k, k the colours that its hard part took, and the
 *   optimum of bipartite graphs. Its bound is the best of these three.
 * - `exact`: the optimum, to a relative gap of 1e-9: an integer program on what the relaxation left undecided.
 *
 * At most 2²¹ edges, 2¹⁷ for `exact`.
 *
 * @throws ParameterError naming the first field that is not usable
 */
export async function vertexCover(
  backend: Backend,
  problem: VertexCoverProblem,
  options?: VertexCoverOptions,
): Promise<VertexCoverResult> {
  const given = completeVertexCover(problem);
  const call = completeCall(options, vertexCoverMethods, ['exact']);
  const { cover, vertices, edgeOf, edges } = given;
  if (call.method === 'matching') requireEqualWeights(cover.costs);
  if (call.method === 'exact') requireModest('edges', problem.edges, cover);
  const hasKernel = call.method === 'half-integral' || call.method === 'exact';
  const half = hasKernel ? halfIntegralCover(given) : null;
  const solution = await solve(backend, given, half, call);
  const { taken, redundant, prices, bound, proven, provenBy, status } = solution;
  const weight = costOf(cover, taken);
  const shadowPrices = new Float64Array(edges);
  edgeOf.forEach((edge, e) => {
    shadowPrices[edge] = prices[e];
  });
  const names = taken.map((v) => vertices[v]);
  return {
    status,
    method: call.method,
    backend: backend.name,
    vertices: names,
    weight,
    bound,
    ratio: coverRatio(weight, bound, proven),
    redundant: redundant.map((v) => vertices[v]),
    kernel: half && kernelOf(given, half),
    shadowPrices,
    certificate: certifyCover(
      namedVertices(vertices, problem),
      edgeTexts(edges),
      (edge) => shadowPrices[Number(edge)],
      {
        taken: names,
        cost: weight,
        bound,
        proven,
        isComplete: status === 'converged',
        provenBy,
        tolerance: call.method === 'exact' ? 1e-6 : 1e-9,
      },
    ),
  };
}

async function solve(
  backend: Backend,
  given: VertexCover,
  half: HalfIntegral | null,
  call: CompleteCall<VertexCoverMethod>,
): Promise<Solution> {
  const { method, prune } = call;
  const { cover } = given;
  if (half !== null) {
    const solution = solutionOf(cover, half, prune);
    return method === 'exact' ? solveKernel(backend, given, half, call) : solution;
  }
  if (method === 'matching') return solutionOf(cover, matchingCover(given), prune);
  return solvePrimalDual(cover, call);
}

/** The optimum: what the relaxation decided, and an integer program on what it did not. */
async function solveKernel(
  backend: Backend,
  given: VertexCover,
  half: HalfIntegral,
  { prune, timeLimit, nodeLimit, signal }: CompleteCall<VertexCoverMethod>,
): Promise<Solution> {
  const { cover, ends } = given;
  const { halves } = half;
  const start = { ...solutionOf(cover, half, true), redundant: [] };
  // nothing is undecided but bipartite parts: any difference is rounding
  if (isBest(cover, start) || half.proven === 1) {
    return { ...start, bound: costOf(cover, start.taken), proven: 1 };
  }
  const open = Array.from(halves.keys()).filter((v) => halves[v] === 1);
  const place = new Int32Array(halves.length);
  const lists = open.map((v, k) => {
    place[v] = k;
    return [] as number[];
  });
  let elements = 0;
  for (let e = 0; e < cover.elements; e++) {
    const [u, w] = [ends[2 * e], ends[2 * e + 1]];
    if (halves[u] !== 1 || halves[w] !== 1) continue;
    lists[place[u]].push(elements);
    lists[place[w]].push(elements);
    elements++;
  }
  const kernel = coverOf(
    Float64Array.from(open, (v) => cover.costs[v]),
    elements,
    lists,
  );
  const exact = await exactCover(backend, kernel, { timeLimit, nodeLimit, signal });
  const fixed = Array.from(halves.keys()).filter((v) => halves[v] === 2);
  const found = exact.taken && [...fixed, ...exact.taken.map((k) => open[k])];
  const isOurs = found === null || costOf(cover, start.taken) <= costOf(cover, found);
  const taken = isOurs ? start.taken : found;
  const best = { ...solutionOf(cover, { ...half, taken }, prune), redundant: [] };
  if (isBest(cover, best)) return { ...best, proven: 1 };
  const weight = costOf(cover, best.taken);
  if (exact.status === 'converged') {
    return { ...best, bound: weight, proven: 1, provenBy: exact.provenBy };
  }
  const bound = (exact.bound ?? 0) + costOf(cover, fixed);
  const isBetter = bound > best.bound;
  return {
    ...best,
    status: exact.status,
    bound: isBetter ? Math.min(weight, bound) : best.bound,
    provenBy: isBetter ? exact.provenBy : 'prices',
  };
}

function requireEqualWeights(weights: Float64Array): void {
  if (weights.every((weight) => weight === weights[0])) return;
  const expected = 'another method where weights differ: primal-dual, half-integral or exact';
  throw new ParameterError('method', 'matching', expected);
}

function kernelOf({ vertices }: VertexCover, { halves }: HalfIntegral): VertexKernel {
  const at = (twice: number) => vertices.filter((_, v) => halves[v] === twice);
  return { included: at(2), excluded: at(0), undecided: at(1) };
}

/** Every vertex with its edges as they were given, by place. */
function* namedVertices(
  vertices: readonly Label[],
  { edges, weights }: VertexCoverProblem,
): Generator<NamedSet> {
  const touching = new Map(vertices.map((label) => [String(label), [] as string[]]));
  edges.forEach((edge, i) => {
    for (const label of edge) touching.get(String(label))?.push(String(i));
  });
  for (const name of vertices) {
    const text = String(name);
    const cost = weights !== undefined && Object.hasOwn(weights, text) ? weights[text] : 1;
    yield { name, cost, elements: touching.get(text) as string[] };
  }
}

function* edgeTexts(count: number): Generator<string> {
  for (let i = 0; i < count; i++) yield String(i);
}
