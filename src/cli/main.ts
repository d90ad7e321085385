/** The executable `shadowprice`: one line for what goes wrong, and an exit code for everything. */

import { CommanderError } from 'commander';
import { exit, explain, oneLine } from './failure';
import { reason } from './input';
import { programOf } from './program';

function fail(error: unknown): void {
  const { code, line } = explain(error);
  process.exitCode = code;
  process.stderr.write(`shadowprice: ${line}\n`);
}

// a reader that has seen enough, like head, is no error; a full disk is
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`shadowprice: cannot write the output: ${oneLine(reason(error))}\n`);
  process.exit(exit.output);
});
process.stderr.on('error', () => {});
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});

try {
  await programOf(process.stdout).parseAsync();
} catch (error) {
  // help and version leave this way, with nothing wrong
  if (!(error instanceof CommanderError && error.exitCode === 0)) fail(error);
}
