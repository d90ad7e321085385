/** Runs in Node before the browser's tests: what the same solves give here. */

import type { TestProject } from 'vitest/node';
import { engineOf } from '../../src/domains';
import { wasm } from '../backends';
import { fingerprints } from './problems';

declare module 'vitest' {
  interface ProvidedContext {
    fingerprints: string[];
  }
}

export default async function setup(project: TestProject): Promise<void> {
  project.provide('fingerprints', await fingerprints(engineOf(wasm)));
}
