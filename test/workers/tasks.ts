/** A worker whose tasks say how they end. */

import { EngineError, ParameterError } from '../../src/engine/errors';
import { serveTasks } from '../../src/workers/serve';

export type Task =
  | { readonly kind: 'times'; readonly x: number; readonly wait?: number }
  | { readonly kind: 'bad input' | 'no engine' | 'throw text' | 'unclonable' }
  /** Ends the thread without an answer, by an error of its own or quietly. */
  | { readonly kind: 'crash' | 'exit' }
  /** Never answers, and lets nothing else happen. */
  | { readonly kind: 'hang' };

export interface Setting {
  readonly factor: number;
}

const wait = (ms: number) => new Promise((resume) => setTimeout(resume, ms));

serveTasks<Setting, Task, unknown>(async ({ factor }) => {
  await wait(1);
  if (factor < 0) throw new ParameterError('factor', factor, 'a number ≥ 0');
  return async (task) => {
    switch (task.kind) {
      case 'times':
        await wait(task.wait ?? 0);
        return { x: task.x, product: factor * task.x };
      case 'bad input':
        throw new ParameterError('x', Number.NaN, 'a number', 'type');
      case 'no engine':
        throw new EngineError('nothing to compute with');
      case 'throw text':
        throw 'only a text';
      case 'unclonable':
        return () => factor;
      case 'crash':
        setTimeout(() => {
          throw new TypeError('out of nowhere');
        });
        return wait(60_000);
      case 'exit':
        process.exit(7);
        return;
      case 'hang':
        for (;;);
    }
  };
});
