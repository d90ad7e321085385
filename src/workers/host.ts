/**
 * Threads of the host: `worker_threads` of Node, asked for at run time so that no bundle names a Node module,
 * or module workers of a browser.
 */

import { EngineError } from '../engine/errors';

export interface Thread {
  post(message: unknown): void;
  /** Ends it at once; the listener hears nothing more. */
  stop(): Promise<void>;
}

export interface ThreadListener {
  onMessage(message: unknown): void;
  /** The thread failed or ended, and will not answer. */
  onFailure(error: Error): void;
}

/** What a thread sees of the one that started it. */
export interface Parent {
  post(message: unknown): void;
  listen(onMessage: (message: unknown) => void): void;
}

interface NodeEmitter {
  on(event: string, listener: (value: never) => void): unknown;
  postMessage(message: unknown): void;
}
interface NodeWorker extends NodeEmitter {
  terminate(): Promise<number>;
}
interface NodeThreads {
  readonly Worker: new (url: string | URL) => NodeWorker;
  readonly parentPort: NodeEmitter | null;
}

/** Node's module from 20.16 on; undefined in browsers and before. */
function nodeThreads(): NodeThreads | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?(name: string): NodeThreads | undefined };
  };
  return process?.getBuiltinModule?.('node:worker_threads');
}

export function hasThreads(): boolean {
  return nodeThreads() !== undefined || typeof globalThis.Worker === 'function';
}

/** @throws EngineError where the host starts none */
export function startThread(url: string | URL, listener: ThreadListener): Thread {
  let isStopped = false;
  const hearing: ThreadListener = {
    onMessage: (message) => !isStopped && listener.onMessage(message),
    onFailure: (error) => !isStopped && listener.onFailure(error),
  };
  try {
    const node = nodeThreads();
    const thread = node === undefined ? inBrowser(url, hearing) : inNode(node, url, hearing);
    return {
      post: thread.post,
      stop: () => {
        isStopped = true;
        return thread.stop();
      },
    };
  } catch (error) {
    throw failure('a worker could not be started', error);
  }
}

function inNode({ Worker }: NodeThreads, url: string | URL, listener: ThreadListener): Thread {
  // a URL in a string is a path to Node
  const isUrl = typeof url === 'string' && /^(file|data|blob):/.test(url);
  const worker = new Worker(isUrl ? new URL(url) : url);
  worker.on('message', listener.onMessage);
  worker.on('error', (error) => listener.onFailure(failure('a worker failed', error)));
  worker.on('messageerror', (error) => listener.onFailure(failure('a message was lost', error)));
  worker.on('exit', (code) => listener.onFailure(failure('a worker ended', `exit code ${code}`)));
  return {
    post: (message) => worker.postMessage(message),
    stop: async () => {
      await worker.terminate();
    },
  };
}

function inBrowser(url: string | URL, listener: ThreadListener): Thread {
  const worker = new Worker(url, { type: 'module' });
  worker.onmessage = ({ data }) => listener.onMessage(data);
  worker.onerror = (event) => {
    event.preventDefault();
    // a file that cannot be loaded gives an event without a message
    listener.onFailure(failure('a worker failed', event.message ?? `it could not load ${url}`));
  };
  worker.onmessageerror = () => listener.onFailure(failure('a message was lost', 'not readable'));
  return {
    post: (message) => worker.postMessage(message),
    stop: async () => worker.terminate(),
  };
}

function failure(what: string, why: unknown): EngineError {
  return new EngineError(`${what}: ${why instanceof Error ? why.message : String(why)}`);
}

/** @throws EngineError where this is no worker */
export function parentOf(): Parent {
  const port = nodeThreads()?.parentPort;
  if (port) {
    return {
      post: (message) => port.postMessage(message),
      listen: (onMessage) => port.on('message', onMessage),
    };
  }
  const scope = globalThis as unknown as DedicatedScope;
  if (nodeThreads() !== undefined || typeof scope.postMessage !== 'function') {
    throw new EngineError('a worker module was loaded outside of a worker');
  }
  return {
    post: (message) => scope.postMessage(message),
    listen: (onMessage) => {
      scope.onmessage = ({ data }) => onMessage(data);
    },
  };
}

interface DedicatedScope {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}
