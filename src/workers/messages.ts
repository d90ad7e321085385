/** What threads say to each other, and errors on their way between them. */

import { EngineError, ParameterError, type ParameterErrorKind } from '../engine/errors';

/** To a worker: what all tasks have in common, then tasks. */
export type ToWorker =
  | { readonly kind: 'setting'; readonly setting: unknown }
  | { readonly kind: 'task'; readonly index: number; readonly task: unknown };

export type FromWorker =
  | { readonly kind: 'result'; readonly index: number; readonly result: unknown }
  | { readonly kind: 'error'; readonly error: CarriedError };

/** An error as data: cloning it as it is would lose its name and its fields. */
export interface CarriedError {
  readonly name: string;
  readonly message: string;
  readonly path?: string;
  readonly given?: unknown;
  readonly expected?: string;
  readonly kind?: ParameterErrorKind;
}

export function carried(error: unknown): CarriedError {
  if (error instanceof ParameterError) {
    const { name, message, path, given, expected, kind } = error;
    return { name, message, path, given, expected, kind };
  }
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: 'Error', message: String(error) };
}

export function delivered({ name, message, path, given, expected, kind }: CarriedError): Error {
  if (path !== undefined && expected !== undefined) {
    return new ParameterError(path, given, expected, kind);
  }
  if (name === 'EngineError') return new EngineError(message);
  return Object.assign(new Error(message), { name });
}
