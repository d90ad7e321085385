/** Whether strategies are equilibria, found out by other means than they were found. */

export { type CertifyOptions, certify } from './certify';
export {
  type ExploitabilityOptions,
  type ExploitabilityResult,
  exploitability,
} from './exploitability';
export { exploitabilityMixed, type Mixture } from './mixed';
export { secondOrder } from './second-order';
export {
  type SymmetricEquilibria,
  type SymmetricOptions,
  symmetricEquilibria,
} from './symmetric';
export { type UpperBoundOptions, upperBound } from './upper-bound';
