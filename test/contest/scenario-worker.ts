/** A worker that solves with the solver of these tests. */

import { serveScenario } from '../../src/contest/scenario/serve';
import { quick } from './scenario-solver';

serveScenario(quick);
