/** Reading a problem: a file, or `-` for standard input. */

import { createReadStream } from 'node:fs';
import { UsageError } from './failure';
import { parseJson } from './json';

/** A problem is numbers and at most a table of them: more than this is another file. */
const maxBytes = 64 * 2 ** 20;

/**
 * The JSON document in a file, or on standard input for `-`.
 *
 * @throws UsageError where it cannot be read, is empty or is not JSON
 */
export async function readDocument(source: string): Promise<unknown> {
  const name = source === '-' ? 'standard input' : source;
  const text = await readText(source, name);
  if (text.trim() === '') throw new UsageError(`${name} is empty, expected a problem in JSON`);
  return parseJson(text, name);
}

export async function readText(source: string, name: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = source === '-' ? process.stdin : createReadStream(source);
    for await (const chunk of stream) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) break;
    }
  } catch (error) {
    throw new UsageError(`cannot read ${name || '""'}: ${reason(error)}`);
  }
  if (size > maxBytes) {
    throw new UsageError(
      `${name} is larger than ${maxBytes / 2 ** 20} MiB, too much for a problem`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new UsageError(`${name} is not UTF-8 text`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EEXIST: 'there is a file of that name',
  EISDIR: 'it is a directory',
  ENOSPC: 'no space left on device',
  EACCES: 'permission denied',
  ENOTDIR: 'part of its path is not a directory',
  ENAMETOOLONG: 'its name is too long',
};

/** What a failed system call means, in words. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? message ?? String(error);
}
