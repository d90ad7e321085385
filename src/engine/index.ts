/** `shadowprice/engine`: backends and errors, for the functions of the domain entries. */

export type { Backend, BackendName } from './backend';
export { type Engine, engineOf } from './engine';
export { EngineError, ParameterError } from './errors';
export { type LoadOptions, loadBackend, loadEngine } from './load';
export type { Certificate, Progress, Status } from './result';
