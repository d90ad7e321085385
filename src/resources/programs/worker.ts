/** `programs-worker.js`: a thread that solves programs, with `highs.js` beside it. */

import { serveTasks } from '../../workers/serve';
import type { Task } from './answer';
import { answer } from './highs';

serveTasks(async () => (task: Task) => answer(task));
