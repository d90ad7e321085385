/** `contest-worker.js`: a thread that solves points of scenarios. */

import { solve } from '../solve/index';
import { serveScenario } from './serve';

serveScenario(solve);
