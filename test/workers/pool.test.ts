/** Tasks in threads of Node: order, cancelling, errors, threads that die. */

import { describe, expect, it } from 'vitest';
import { EngineError, ParameterError } from '../../src/engine/errors';
import { hasThreads, parentOf } from '../../src/workers/host';
import { type PoolOptions, runTasks } from '../../src/workers/pool';
import { bundled } from './bundle';
import type { Setting, Task } from './tasks';

const url = await bundled('./tasks.ts', import.meta.url);

interface Product {
  readonly x: number;
  readonly product: number;
}

const run = (tasks: readonly Task[], options: Partial<PoolOptions<Product>> = {}, factor = 3) =>
  runTasks<Task, Product>(tasks, {
    url,
    workers: 2,
    setting: { factor } satisfies Setting,
    ...options,
  });

const times = (count: number): Task[] =>
  // the first tasks take longest, so that results come in out of order
  Array.from({ length: count }, (_, x) => ({ kind: 'times', x, wait: x % 3 === 0 ? 12 : 0 }));
const products = (count: number) =>
  Array.from({ length: count }, (_, x) => ({ x, product: 3 * x }));

describe('a pool of threads', () => {
  it('is to be had in Node', () => {
    expect(hasThreads()).toBe(true);
  });

  it.each([1, 2, 5])('gives the results of 9 tasks in order: %d workers', async (workers) => {
    const { status, results } = await run(times(9), { workers });
    expect(status).toBe('converged');
    expect(results).toEqual(products(9));
  });

  it('tells of results as they come in', async () => {
    const seen: number[] = [];
    await run(times(6), { onResult: ({ x }) => seen.push(x) });
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('needs no thread without tasks, and takes places as text', async () => {
    const nowhere = new URL('file:///nowhere.mjs');
    expect(await run([], { url: nowhere })).toEqual({ status: 'converged', results: [] });
    expect((await run(times(1), { url: url.href })).results).toEqual(products(1));
  });

  it('many workers for few tasks', async () => {
    expect((await run(times(2), { workers: 64 })).results).toEqual(products(2));
  });

  it.each([
    ['bad input', ParameterError, 'x: got NaN, expected a number'],
    ['no engine', EngineError, 'nothing to compute with'],
    ['throw text', Error, 'only a text'],
    ['unclonable', Error, 'could not be cloned'],
    ['crash', EngineError, 'a worker failed: out of nowhere'],
    ['exit', EngineError, 'a worker ended: exit code 7'],
  ] as const)('ends with the error of a task: %s', async (kind, type, message) => {
    const failing = run([...times(3), { kind }, ...times(3)]);
    await expect(failing).rejects.toThrow(message);
    await expect(failing).rejects.toBeInstanceOf(type);
  });

  it('carries what is wrong with an input', async () => {
    const error = (await run([{ kind: 'bad input' }]).catch((x: unknown) => x)) as ParameterError;
    expect(error).toMatchObject({
      path: 'x',
      given: Number.NaN,
      expected: 'a number',
      kind: 'type',
    });
  });

  it('ends with the error of the setting', async () => {
    await expect(run(times(3), {}, -1)).rejects.toThrow('factor: got -1, expected a number ≥ 0');
  });

  it('ends where a module is not to be had, or a setting not to be sent', async () => {
    const nowhere = new URL('./nowhere.mjs', url);
    await expect(run(times(3), { url: nowhere })).rejects.toThrow(/a worker failed: .*nowhere/);
    const broken = new URL('data:text/javascript,this is no program');
    await expect(run(times(3), { url: broken })).rejects.toBeInstanceOf(EngineError);
    await expect(run(times(3), { setting: () => 1 })).rejects.toThrow('could not be cloned');
    await expect(run(times(3), { url: 'not absolute' })).rejects.toThrow('could not be started');
  });

  it('ends with an error of the caller, told of a result', async () => {
    const onResult = () => {
      throw new RangeError('enough');
    };
    await expect(run(times(3), { onResult })).rejects.toThrow(RangeError);
  });

  it('is cancelled before it starts', async () => {
    const nowhere = new URL('file:///nowhere.mjs');
    const options = { url: nowhere, signal: AbortSignal.abort() };
    expect(await run(times(3), options)).toEqual({ status: 'cancelled', results: [] });
  });

  it('is cancelled in the middle of a task that would never end, with what is done', async () => {
    const controller = new AbortController();
    let count = 0;
    const cancelled = run([...times(4), { kind: 'hang' }, ...times(400)], {
      signal: controller.signal,
      onResult: () => {
        count++;
        if (count === 8) controller.abort();
      },
    });
    expect(await cancelled).toEqual({ status: 'cancelled', results: products(4) });
    expect(count).toBe(8);
  });

  it('leaves nothing on the signal', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    Object.assign(signal, {
      addEventListener: (...args: Parameters<typeof addEventListener>) => {
        listeners++;
        addEventListener.apply(signal, args);
      },
      removeEventListener: (...args: Parameters<typeof removeEventListener>) => {
        listeners--;
        removeEventListener.apply(signal, args);
      },
    });
    await run(times(2), { signal });
    await run([{ kind: 'bad input' }], { signal }).catch(() => {});
    expect(listeners).toBe(0);
  });

  it('a worker module outside of a worker says so', () => {
    expect(() => parentOf()).toThrow('outside of a worker');
  });
});

describe('other hosts', () => {
  const { Worker: own } = globalThis;
  const { getBuiltinModule } = process;
  const restore = () => {
    Object.assign(process, { getBuiltinModule });
    Object.assign(globalThis, { Worker: own });
  };

  it('without threads, and with workers as browsers have them', async () => {
    try {
      Object.assign(process, { getBuiltinModule: undefined });
      expect(hasThreads()).toBe(false);
      Object.assign(globalThis, { Worker: BrowserWorker });
      expect(hasThreads()).toBe(true);
      expect((await run(times(9))).results).toEqual(products(9));
      expect(BrowserWorker.running).toBe(0);
      await expect(run([{ kind: 'crash' }])).rejects.toThrow('a worker failed: it broke');
      await expect(run([{ kind: 'exit' }])).rejects.toThrow(/a worker failed: it could not load/);
      expect(BrowserWorker.running).toBe(0);
    } finally {
      restore();
    }
  });
});

/** What the pool uses of a browser's worker, answering as `tasks.ts` does. */
class BrowserWorker {
  static running = 0;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((event: { message?: string; preventDefault(): void }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  private factor = 0;

  constructor(
    readonly url: URL,
    readonly options: { type: string },
  ) {
    expect(options.type).toBe('module');
    BrowserWorker.running++;
  }

  postMessage(message: { kind: string; setting?: Setting; index?: number; task?: Task }): void {
    if (message.setting) this.factor = message.setting.factor;
    const { index, task } = message;
    if (task?.kind === 'crash' || task?.kind === 'exit') {
      const text = task.kind === 'crash' ? { message: 'it broke' } : {};
      setTimeout(() => this.onerror?.({ ...text, preventDefault: () => {} }));
    }
    if (task?.kind !== 'times') return;
    const result = { x: task.x, product: this.factor * task.x };
    setTimeout(() => this.onmessage?.({ data: { kind: 'result', index, result } }), task.wait);
  }

  terminate(): void {
    BrowserWorker.running--;
  }
}
