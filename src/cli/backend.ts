/** `--backend`: which of the engine's backends computes. */

import { type Command, Option } from 'commander';
import { readChoice } from './flags';

export const backends = ['wasm', 'javascript', 'auto'] as const;
export type BackendChoice = (typeof backends)[number];

export function addBackendFlag(command: Command): void {
  const meaning = 'what computes (default auto: wasm where the host has SIMD)';
  command.addOption(
    new Option(`--backend <${backends.join('|')}>`, meaning)
      .helpGroup('Output:')
      .argParser((text) => readChoice('backend', text, backends)),
  );
}
