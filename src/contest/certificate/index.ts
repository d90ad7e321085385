/** Whether strategies are equilibria, found out by other means than they were found. */

export { certify } from './certify';
export { exploitability } from './exploitability';
export { exploitabilityMixed } from './mixed';
export { secondOrder } from './second-order';
export { symmetricEquilibria } from './symmetric';
export { upperBound } from './upper-bound';
