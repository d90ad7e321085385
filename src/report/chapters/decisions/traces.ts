/** Traces of requests: a mixture that a cache of model weights might see, and the worst for rules. */

import type { Engine } from '../../../domains';

/** Kinds of requests, and how many models each asks for. */
const models = { chat: 20, pipeline: 12, batch: 16 } as const;
const shape = { samples: 2000, dimensions: 2, seed: 11 } as const;

export const modelCount = models.chat + models.pipeline + models.batch;

/** What the mixture is made of, in words; the lines that make it, for the page. */
export const mixtureText =
  `half to one of ${models.chat} chat models, the first most often, three in ten to a pipeline that goes through ${models.pipeline} models in turn, ` +
  `the rest to a batch job that stays with one of ${models.batch} models for a while`;

export const mixtureLines = [
  `const points = engine.sampling.design({ design: 'random', samples: ${shape.samples}, dimensions: ${shape.dimensions}, seed: ${shape.seed} }).matrix();`,
  'let turn = 0;',
  `const requests = Array.from({ length: ${shape.samples} }, (_, t) => {`,
  '  const [kind, u] = points.subarray(2 * t, 2 * t + 2);',
  `  if (kind < 0.5) return Math.floor(${models.chat} * u * u * u);`,
  `  if (kind < 0.8) return ${models.chat} + (turn++ % ${models.pipeline});`,
  `  return ${models.chat + models.pipeline} + (Math.floor(t / 100) % ${models.batch});`,
  '});',
] as const;

export function mixture({ sampling }: Engine): number[] {
  const points = sampling.design({ design: 'random', ...shape }).matrix();
  let turn = 0;
  return Array.from({ length: shape.samples }, (_, t) => {
    const [kind, u] = points.subarray(2 * t, 2 * t + 2);
    if (kind < 0.5) return Math.floor(models.chat * u * u * u);
    if (kind < 0.8) return models.chat + (turn++ % models.pipeline);
    return models.chat + models.pipeline + (Math.floor(t / 100) % models.batch);
  });
}

/** Random short traces; few pages, so that caches of some slots are too small and not much too small. */
export function randomTraces({ sampling }: Engine, count: number, length: number, pages: number) {
  const points = sampling
    .design({ design: 'random', samples: count, dimensions: length, seed: 3 })
    .matrix();
  return Array.from({ length: count }, (_, i) =>
    Array.from(points.subarray(i * length, (i + 1) * length), (u) => Math.floor(pages * u)),
  );
}

/** Belady, Nelson and Shedler, Communications of the ACM 12 (1969) 349. */
export const anomalyTrace = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];

/** One page so often that no count catches up with it, then two in turn: two slots. */
export function countedTrace(times: number): number[] {
  const alternating = Array.from({ length: 2 * times }, (_, i) => 2 + (i % 2));
  return [...Array<number>(times + 1).fill(1), ...alternating];
}

/** One page more than fit, in a circle: k slots. */
export function circularTrace(slots: number, rounds: number): number[] {
  return Array.from({ length: rounds * slots * (slots + 1) }, (_, i) => i % (slots + 1));
}
