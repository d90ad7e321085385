/** The worker's side of a pool. */

import { parentOf } from './host';
import { carried, type ToWorker } from './messages';

/**
 * Answers the tasks of a pool, one at a time.
 *
 * @param prepare from what all tasks have in common, what answers one
 */
export function serveTasks<Setting, Task, Result>(
  prepare: (setting: Setting) => Promise<(task: Task) => Result | Promise<Result>>,
): void {
  const parent = parentOf();
  let answer: ReturnType<typeof prepare> | undefined;
  parent.listen(async (message) => {
    const given = message as ToWorker;
    try {
      if (given.kind === 'setting') {
        answer = prepare(given.setting as Setting);
        await answer;
        return;
      }
      const { index, task } = given;
      const result = await (await answer)?.(task as Task);
      parent.post({ kind: 'result', index, result });
    } catch (error) {
      parent.post({ kind: 'error', error: carried(error) });
    }
  });
}
