/** Solves whose bytes must be the same wherever they run, and what those bytes are. */

import bandwidth from '../../examples/resources/bandwidth.json';
import links from '../../examples/resources/cluster-links.json';
import gang from '../../examples/resources/gang-of-five.json';
import bookings from '../../examples/resources/gpu-bookings.json';
import monitors from '../../examples/resources/monitor-links.json';
import probes from '../../examples/resources/probe-cover.json';
import provisioning from '../../examples/resources/provisioning.json';
import placement from '../../examples/resources/shard-placement.json';
import queue from '../../examples/resources/training-queue.json';
import stream from '../../examples/resources/video-stream.json';
import type { SolveOptions } from '../../src/allocation/options';
import type { AllocationParameters } from '../../src/allocation/parameters';
import type { Engine } from '../../src/domains';
import type {
  ActivitiesProblem,
  FairShareProblem,
  GangScheduleProblem,
  PlacementData,
  ProvisionProblem,
  SetCoverProblem,
  SpanningTreeProblem,
  StreamProblem,
  TokensProblem,
  VertexCoverProblem,
} from '../../src/resources/index';
import { randomGame } from '../contest/games';
import { seeded } from '../random';

const random = seeded(99);
const between = (low: number, high: number) => low + (high - low) * random();

const problems: ReadonlyArray<readonly [AllocationParameters, SolveOptions]> = [
  [{}, {}],
  [{}, { method: 'shooting' }],
  [{}, { asPublished: true }],
  [{ depreciation: 0.1, salvageValue: 500 }, { steps: 317 }],
  [{ compute: { kind: 'logistic' } }, { method: 'shooting' }],
  [{ compute: { kind: 'table', times: [0, 3, 4, 9], values: [10, 200, 0, 300] } }, {}],
  [{ compute: { kind: 'linear' } }, { acceleration: 'none', tolerance: 1e-6 }],
  ...Array.from({ length: 20 }, (): [AllocationParameters, SolveOptions] => [
    {
      trainingExponent: between(0.1, 0.9),
      revenueExponent: between(0.1, 3),
      discountRate: between(0.01, 0.2),
      compute: { kind: 'exponential', growth: between(0.05, 0.5) },
    },
    { method: random() < 0.5 ? 'fbsm' : 'shooting' },
  ]),
];

/** One SHA-256 a problem, over every number of the answer. */
export async function fingerprints(engine: Engine): Promise<string[]> {
  const prints: string[] = [];
  for (const [parameters, options] of problems) {
    prints.push(await fingerprint(engine.allocation.solve(parameters, options)));
  }
  prints.push(await fingerprint(engine.allocation.simulate({}, (t) => 1 - t / 10)));
  prints.push(await fingerprint(engine.allocation.steadyState()));
  for (const answer of complianceAnswers(engine)) prints.push(await fingerprint(answer));
  for (const answer of contestAnswers(engine)) prints.push(await fingerprint(answer));
  for (const answer of resourcesAnswers(engine)) prints.push(await fingerprint(await answer));
  return prints;
}

/** Of every verb one answer or more, of every design and distribution points. */
function* complianceAnswers({ compliance, sampling }: Engine): Generator<object> {
  for (const design of ['latin-hypercube', 'scipy', 'sobol', 'random'] as const) {
    yield compliance.sample({ samples: 20011, design, seed: 42 });
    yield sampling.design({ design, samples: 1000, dimensions: 7, seed: 2n ** 80n }).matrix();
  }
  yield compliance.decide({ riskAversion: 3, sites: 3, reputation: 0.2 });
  yield compliance.map({ resolution: [300, 200] }).cells;
  yield compliance.map({ x: 'coordination', parameters: { riskAversion: 1 }, resolution: 40 })
    .cells;
  yield compliance.shares();
  yield compliance.shares({ benefit: [0.2, 0.7], fine: [0, 3], riskAversion: 0.5 });
  yield compliance.tornado();
  yield compliance.indices();
  yield compliance.indices({ samples: 1024, ranges: { motivation: [0, 0.2] } });
  yield compliance.shapley({
    samples: 512,
    ranges: { fine: { kind: 'log-uniform', low: 0.1, high: 4 }, sites: 3, coordination: 0.4 },
    correlation: [{ between: ['benefit', 'fine'], value: 0.6 }],
  });
  yield compliance.boundaries({ x: 'coordination', y: 'benefit' }).curves;
  yield compliance.require({ target: 0.2, levers: 'fine' });
  yield compliance.require({
    target: 0.3,
    levers: { fine: { price: 1 }, auditRate: { price: 2 } },
  });
  yield compliance.regulator({ response: 0.5 });
  yield sampling
    .draw(
      {
        a: { kind: 'normal', mean: 1, standardDeviation: 2 },
        b: { kind: 'truncated-normal', mean: 0, standardDeviation: 1, low: 4, high: 9 },
        c: { kind: 'triangular', low: 0, mode: 1, high: 5 },
        d: { kind: 'discrete', values: [1, 2, 5] },
        e: { kind: 'log-uniform', low: 1e-3, high: 1e3 },
      },
      { samples: 2000, correlation: [{ between: ['a', 'c'], value: -0.3 }] },
    )
    .matrix();
}

/** Gradients and states of games of every kind. */
function* contestAnswers({ contest }: Engine): Generator<object> {
  for (let index = 0; index < 60; index++) {
    const { game, strategies } = randomGame(index, 21);
    yield contest.gradient(game, strategies);
    yield contest.states(game, strategies);
  }
}

/** The problem of an example, without the options of the command line. */
function posed<Problem>(example: object): Problem {
  const { options: _, ...problem } = example as { options?: unknown };
  return problem as Problem;
}

/** Of every family one answer or more; the examples are what people run first. */
function* resourcesAnswers({ resources }: Engine): Generator<object | Promise<object>> {
  const random = seeded(5);
  const column = (count: number, scale: number) =>
    Array.from({ length: count }, () => scale * (0.1 + random()));
  const weights = column(300, 1000).map(Math.ceil);
  for (const values of [column(300, 1), weights.map((w, i) => w + (i % 10))]) {
    yield resources.knapsack({ values, weights, capacity: 40_000 });
  }
  for (const family of ['log', 'power', 'saturating', 'sigmoid'] as const) {
    const relevance = {
      family,
      scale: column(40, 1),
      width: column(40, 80),
      ...(family === 'power' ? { exponent: 0.4 } : {}),
      ...(family === 'sigmoid' ? { exponent: 2.5 } : {}),
    } as TokensProblem['relevance'];
    yield resources.tokens({ relevance, lower: 4, upper: 60, total: 900 });
  }
  for (const method of ['max-min', 'proportional', 'alpha'] as const) {
    yield resources.fairShare(posed<FairShareProblem>(bandwidth), { method });
  }
  yield resources.skiRental({ buy: 30.5, rent: 1.25, seasons: [3, 40], prediction: 20 });
  const requests = Array.from({ length: 600 }, () => Math.floor(12 * random() ** 2));
  yield resources.paging({ requests, cache: 4 });
  yield resources.provision(posed<ProvisionProblem>(provisioning));
  yield resources.streamTokens(posed<StreamProblem>(stream));
  for (const method of ['priority', 'backfill', 'online'] as const) {
    yield resources.gangSchedule(posed<GangScheduleProblem>(queue), { method });
  }
  // without the program of its second proof: from source, a browser does not find HiGHS
  yield resources.gangSchedule(posed<GangScheduleProblem>(gang), { verify: false });
  yield resources.setCover(posed<SetCoverProblem>(probes));
  yield resources.vertexCover(posed<VertexCoverProblem>(monitors));
  yield resources.spanningTree(posed<SpanningTreeProblem>(links));
  yield resources.activities(posed<ActivitiesProblem>(bookings));
  for (const method of ['local', 'annealing', 'tabu', 'genetic'] as const) {
    yield resources.search(posed<PlacementData>(placement), { method, seed: 4, evaluations: 4000 });
  }
}

async function fingerprint(answer: object): Promise<string> {
  const numbers: number[] = [];
  collect(answer, numbers);
  const digest = await crypto.subtle.digest('SHA-256', Float64Array.from(numbers));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Every number of a value, in the order of its fields. */
function collect(value: unknown, into: number[]): void {
  if (typeof value === 'number') into.push(value);
  else if (ArrayBuffer.isView(value)) into.push(...(value as Float64Array));
  else if (typeof value === 'object' && value !== null) {
    for (const field of Object.values(value)) collect(field, into);
  }
}
