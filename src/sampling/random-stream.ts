/** Random numbers one after another, for methods that do not know beforehand how many they take. */

import type { Backend } from '../engine/backend';
import { designOf } from './designs';
import type { Seed } from './seed-sequence';

/** Numbers computed at a time. */
const batch = 1024;
/** Numbers of a stream: 2³², as many as a design has points. */
const samples = 2 ** 32;

export interface RandomStream {
  /** A number in (0, 1), of 52 random bits. */
  next(): number;
  /** A whole number from 0 to count − 1, each as likely as the others up to count·2⁻⁵². */
  below(count: number): number;
  /** Puts the entries in a random order (Fisher–Yates). */
  shuffle(x: Int32Array): void;
}

/**
 * @param stream which of the independent streams of this seed
 * @throws ParameterError for a bad seed
 */
export function randomStream(
  backend: Backend,
  seed: Seed,
  stream: readonly number[] = [],
): RandomStream {
  const points = designOf(backend, { design: 'random', samples, dimensions: 1, seed }, stream);
  const held = new Float64Array(batch);
  let from = 0;
  let at = batch;
  const next = () => {
    if (at === batch) {
      points.fill(from, from + batch, held);
      // after 2³² numbers, which take minutes, the stream begins again
      from = (from + batch) % samples;
      at = 0;
    }
    return held[at++];
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    shuffle(x) {
      for (let last = x.length - 1; last > 0; last--) {
        const chosen = below(last + 1);
        [x[last], x[chosen]] = [x[chosen], x[last]];
      }
    },
  };
}
