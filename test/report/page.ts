/** A chapter's page, held to what every page is held to. */

import { spawn } from 'node:child_process';
import { expect } from 'vitest';
import type { Chapter } from '../../src/report/chapter';

/** No number that is none, every reference and each id once. */
export function expectSound({ body, contents, findings }: Chapter): void {
  expect(body.text.match(/NaN|undefined|\[object|Infinity/g)).toBeNull();
  const ids = [...body.text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const wanted = [
    ...contents.map(({ id }) => id),
    ...findings.flatMap((finding) =>
      [...finding.text.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id),
    ),
  ];
  expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
}

/** Lines for a terminal that are short and hold. */
export function expectPlain(lines: readonly string[]): void {
  for (const line of lines) expect(line.length).toBeLessThan(100);
  expect(lines.join('\n')).not.toMatch(/NaN|undefined|✗|\u00a0/);
}

/** A script in bash, and what it says. */
export function bash(
  script: string,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1' };
    const child = spawn('bash', ['-c', script], { env });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

/** Commands and calls as they stand on the page. */
export function printedBlocks({ body }: Chapter) {
  return [...body.text.matchAll(/<pre>([^<]*)<\/pre>/g)].map(([, block]) => {
    const plain = block
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    const [commands, calls, ...more] = plain.split('\n\n');
    expect(more).toEqual([]);
    return { commands, calls };
  });
}
