/** Random numbers of a search: independent streams for each start and purpose. */

import type { Backend } from '../../engine/backend';
import { type RandomStream, randomStream } from '../../sampling/random-stream';
import type { Seed } from '../../sampling/seed-sequence';

/** Numbers computed at a time. */
const batch = 1024;

export interface Streams {
  /** What a start draws its solutions and moves from. */
  of(start: number): RandomStream;
  /** Exponential variates −ln u, with which Metropolis' test needs no exponential: d < T·(−ln u). */
  exponentials(start: number): () => number;
}

export function streamsOf(backend: Backend, seed: Seed): Streams {
  return {
    of: (start) => randomStream(backend, seed, [start, 0]),
    exponentials(start) {
      const uniform = randomStream(backend, seed, [start, 1]);
      const held = new Float64Array(batch);
      let at = batch;
      return () => {
        if (at === batch) {
          for (let k = 0; k < batch; k++) held[k] = uniform.next();
          backend.math.logInto(held, held);
          at = 0;
        }
        return -held[at++];
      };
    },
  };
}
