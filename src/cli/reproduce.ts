/** `shadowprice reproduce`: every published number and figure beside ours, as a report. */

import { mkdir } from 'node:fs/promises';
import type { Command } from 'commander';
import { addBackendFlag, type BackendChoice } from './backend';
import type { Answer } from './domain';
import { UsageError } from './failure';
import { reason } from './input';

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
    await makeFolder(flags.out);
    // the report brings its plotting libraries: only who asks for it waits for them
    const { reproduce } = await import('../report/index');
    const { progressOn } = await import('./progress');
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

/** Finds out that a folder cannot be written to before there is anything to write. */
async function makeFolder(path: string): Promise<void> {
  if (path === '') throw new UsageError('--out needs the name of a folder');
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw new UsageError(`cannot make the folder ${path}: ${reason(error)}`);
  }
}
