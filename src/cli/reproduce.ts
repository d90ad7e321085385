/** `shadowprice reproduce`: every published number and figure beside ours, as a report. */

import type { Command } from 'commander';
import { addBackendFlag, type BackendChoice } from './backend';
import type { Answer } from './domain';
import { progressOn } from './progress';

export function addReproduce(
  program: Command,
  deliver: (answer: Answer, flags: { json?: boolean }) => Promise<void>,
): Command {
  const command = program
    .command('reproduce')
    .summary('every published number and figure beside ours, as a report')
    .description('Reproduces every published number and figure beside ours, and writes a report.')
    .option('--out <directory>', 'where the report goes', 'report')
    .option('--json', 'print the outcome as one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  shadowprice reproduce
  shadowprice reproduce --out /tmp/report --backend javascript`,
    );
  addBackendFlag(command);
  return command.action(async (flags: { out: string; json?: boolean; backend?: BackendChoice }) => {
    // the report brings its plotting libraries: only who asks for it waits for them
    const { reproduce } = await import('../report/index');
    const progress = progressOn(process.stderr);
    try {
      const result = await reproduce({
        out: flags.out,
        onProgress: progress.update,
        ...(flags.backend === undefined ? {} : { backend: flags.backend }),
      });
      progress.stop();
      const text = () => `${result.lines.trimEnd()}\n\nreport: ${result.path}`;
      await deliver({ result, holds: result.holds, text }, flags);
    } finally {
      progress.stop();
    }
  });
}
