/** Progress of long work on standard error: a bar on a terminal, lines elsewhere. */

import { Presets, SingleBar } from 'cli-progress';

export interface ProgressDisplay {
  update(done: number, total: number, what: string): void;
  /** Leaves the terminal as it was; may be called twice. */
  stop(): void;
}

export function progressOn(stderr: NodeJS.WriteStream): ProgressDisplay {
  return stderr.isTTY ? bar(stderr) : lines(stderr);
}

function bar(stderr: NodeJS.WriteStream): ProgressDisplay {
  const display = new SingleBar(
    {
      format: '{bar} {value}/{total} {what}',
      stream: stderr,
      barsize: 24,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    update(done, total, what) {
      if (!isStarted) display.start(total, done, { what });
      isStarted = true;
      display.setTotal(total);
      display.update(done, { what });
    },
    stop() {
      if (isStarted) display.stop();
      isStarted = false;
    },
  };
}

function lines(stderr: NodeJS.WriteStream): ProgressDisplay {
  let tenths = -1;
  return {
    update(done, total, what) {
      // ten lines say enough in a log
      const now = Math.floor((10 * done) / total);
      if (now > tenths) stderr.write(`${done}/${total} ${what}\n`);
      tenths = Math.max(tenths, now);
    },
    stop() {},
  };
}
