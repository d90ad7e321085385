/** `shadowprice/engine`: backends and errors, for the functions of the domain entries. */

export type { Backend, BackendName } from './backend';
export { EngineError, ParameterError } from './errors';
export { type LoadOptions, loadBackend } from './load';
export type { Certificate, Progress, Status } from './result';
