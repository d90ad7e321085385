/** Everything that the chapter's pages need computed. */

import type { Engine } from '../../../domains';
import { type FairRuns, fairRuns } from './fair';
import { type GpuRuns, gpuRuns } from './gpus';
import { type KnapsackRuns, knapsackRuns } from './knapsacks';
import { type ProjectionRuns, projectionRuns } from './projection';
import { type TensionRuns, tensionRuns } from './tensions';
import { type TokenRuns, tokenRuns } from './tokens';

export interface ResourceRuns {
  readonly tokens: TokenRuns;
  readonly projection: ProjectionRuns;
  readonly tensions: TensionRuns;
  readonly knapsacks: KnapsackRuns;
  readonly gpus: GpuRuns;
  readonly fair: FairRuns;
}

/** How often `computeResources` calls `step`. */
export const runSteps = 6;

export async function computeResources(
  engine: Engine,
  step: (what: string) => Promise<void>,
): Promise<ResourceRuns> {
  const after = async <T>(what: string, runs: T | Promise<T>): Promise<T> => {
    const result = await runs;
    await step(`resources, ${what}`);
    return result;
  };
  const tokens = await after('token budgets', tokenRuns(engine));
  const projection = await after('projections', projectionRuns(engine));
  const tensions = await after('tensions', tensionRuns(engine));
  const knapsacks = await after('knapsacks', knapsackRuns(engine));
  const gpus = await after('GPUs by menu', gpuRuns(engine));
  const fair = await after('fair shares', fairRuns(engine));
  return { tokens, projection, tensions, knapsacks, gpus, fair };
}
