/** The command line as a user runs it: a child process on the built `dist/cli.js`. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

if (!existsSync(cli)) throw new Error('dist/cli.js is not there: npm run build makes it');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  /** What standard input holds; nothing by default. */
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** The environment without what would change colours or widths. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'COLUMNS', 'CI', 'NODE_OPTIONS']) delete env[name];
  return env;
}

export function run(args: readonly string[], { input, env }: Surroundings = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      env: { ...plainEnvironment(), ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    // the child may refuse its input unread
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

/** A command line as one string, split at spaces. */
export function runLine(line: string, surroundings?: Surroundings): Promise<Outcome> {
  return run(line === '' ? [] : line.split(' '), surroundings);
}

/** The one JSON document of a run that must have nothing to say on standard error. */
export async function json(
  line: string,
  surroundings?: Surroundings,
): Promise<{ code: number | null; document: unknown }> {
  const { code, stdout, stderr } = await runLine(`${line} --json`, surroundings);
  if (stderr !== '') throw new Error(`standard error: ${stderr}`);
  return { code, document: JSON.parse(stdout) };
}

/** What `--json` must print for a result of the API. */
export function printed(result: unknown): unknown {
  const text = JSON.stringify(result, (_, value: unknown) => {
    if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
    if (typeof value === 'bigint') return String(value);
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  });
  return JSON.parse(text);
}

/** A folder of files that is gone with the machine's temporary files. */
export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = await mkdtemp(join(tmpdir(), 'shadowprice-cli-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return (name: string) => join(folder, name);
}
