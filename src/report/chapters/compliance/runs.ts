/** Everything that the chapter on compliance computes: the notebook's runs again, the exact answers, the extensions. */

import type {
  BoundariesResult,
  Decision,
  DecisionMap,
  IndicesResult,
  SampleResult,
  SharesResult,
  TornadoResult,
} from '../../../compliance/index';
import type { Engine } from '../../../domains';
import {
  type PublishedMap,
  publishedMaps,
  publishedSample,
  publishedStrongMap,
} from '../../published-compliance';
import { type ExtensionRuns, extensionRuns } from './extension-runs';
import { type RequireRuns, requireRuns } from './require-runs';
import { timed } from './timed';

export interface MapRun {
  readonly source: PublishedMap;
  readonly isStrong: boolean;
  readonly map: DecisionMap;
  readonly boundaries: BoundariesResult;
}

export interface NamedSample {
  readonly name: string;
  readonly result: SampleResult;
}

export interface ComplianceRuns extends RequireRuns, ExtensionRuns {
  readonly baseline: Decision;
  readonly maps: readonly MapRun[];
  readonly strong: MapRun;
  /** A lab on a line that the notebook draws where it separates nothing: B = adF at a = 1. */
  readonly overdrawn: Decision;
  /** Shares with a = d = F at 0.5 and at 0.6 for all labs. */
  readonly strongShares: readonly [SharesResult, SharesResult];
  /** The source's sample again. */
  readonly sampled: SampleResult;
  /** Other designs, for comparison. */
  readonly samples: readonly NamedSample[];
  readonly exact: SharesResult;
  readonly tornado: { readonly published: TornadoResult; readonly exact: TornadoResult };
  readonly indices: { readonly exact: IndicesResult; readonly sampled: IndicesResult };
  readonly milliseconds: {
    readonly sample: number;
    readonly exact: number;
    readonly maps: number;
    readonly publishedTornado: number;
    readonly tornado: number;
    readonly indices: number;
  };
}

/** How often `computeCompliance` calls `step`. */
export const runSteps = 5;

export async function computeCompliance(
  engine: Engine,
  step: (what: string) => Promise<void>,
): Promise<ComplianceRuns> {
  const { compliance } = engine;
  const { samples, seed } = publishedSample;
  const [sampled, sample] = timed(() => compliance.sample({ samples, design: 'scipy', seed }));
  const others = [
    {
      name: 'Latin hypercubes, 50 000',
      result: compliance.sample({ samples, seed }),
    },
    {
      name: 'Sobol’ points, 2²⁰',
      result: compliance.sample({ samples: 2 ** 20, design: 'sobol', seed }),
    },
  ];
  const [exact, exactTime] = timed(() => compliance.shares());
  await step('compliance, samples');

  const mapRun = (source: PublishedMap, isStrong: boolean): MapRun => {
    const { x, y, parameters } = source;
    return {
      source,
      isStrong,
      map: compliance.map({ x, y, parameters }),
      boundaries: compliance.boundaries({ x, y, parameters }),
    };
  };
  const [[maps, strong], mapTime] = timed(() => [
    publishedMaps.map((map) => mapRun(map, false)),
    mapRun(publishedStrongMap, true),
  ]);
  await step('compliance, maps');

  const enforced = (x: number) => compliance.shares({ auditRate: x, detection: x, fine: x });

  const [published, publishedTornado] = timed(() => compliance.tornado({ asPublished: true }));
  const [tornado, tornadoTime] = timed(() => compliance.tornado());
  const [exactIndices, indicesTime] = timed(() => compliance.indices());
  const sampledIndices = compliance.indices({ method: 'sampled', seed });
  await step('compliance, tornado and indices');

  const required = requireRuns(engine);
  await step('compliance, what it takes');
  const extensions = extensionRuns(engine);
  await step('compliance, extensions');
  return {
    ...required,
    ...extensions,
    baseline: compliance.decide(),
    maps,
    strong,
    overdrawn: compliance.decide({ auditRate: 1, benefit: 0.25 }),
    strongShares: [enforced(0.5), enforced(0.6)],
    sampled,
    samples: others,
    exact,
    tornado: { published, exact: tornado },
    indices: { exact: exactIndices, sampled: sampledIndices },
    milliseconds: {
      sample,
      exact: exactTime,
      maps: mapTime,
      publishedTornado,
      tornado: tornadoTime,
      indices: indicesTime,
    },
  };
}
