/** What lies beyond the source's model: what it takes to reach what is observed, labs that differ, audits that learn. */

import type {
  Labs,
  RegulatorOptions,
  RegulatorResult,
  RequireResult,
  SampleResult,
  ShapleyResult,
  SharesResult,
} from '../../../compliance/index';
import type { LabName } from '../../../compliance/labs';
import type { ComplianceRanges } from '../../../compliance/parameters';
import type { LeverName } from '../../../compliance/require/levers';
import type { Engine } from '../../../domains';
import type { Correlation } from '../../../sampling/copula';
import { observed } from '../../published-compliance';
import { muchMoney } from './require-runs';
import { timed } from './timed';

/** One thing added to the model, and what of it the observed share takes. */
export interface ObservedRow {
  readonly lever: LeverName;
  /** What else is set, for all labs. */
  readonly ranges: ComplianceRanges;
  readonly high: number;
  readonly answer: RequireResult;
}

const additions: ReadonlyArray<Omit<ObservedRow, 'answer'>> = [
  { lever: 'fine', ranges: {}, high: muchMoney },
  { lever: 'reputation', ranges: {}, high: muchMoney },
  { lever: 'reputation', ranges: { auditRate: 1, detection: 1 }, high: muchMoney },
  { lever: 'reputation', ranges: { auditRate: 1, detection: 1, coordination: 1 }, high: muchMoney },
  { lever: 'coordination', ranges: { auditRate: 1, detection: 1, fine: 1 }, high: 1 },
  { lever: 'motivation', ranges: {}, high: 1 },
  { lever: 'riskAversion', ranges: {}, high: 100 },
];

export const siteCounts = [2, 3, 10] as const;

/** Labs that differ in four numbers, the others at the baseline; and which of them go together. */
export const differentLabs: Labs = {
  benefit: { kind: 'triangular', low: 0, mode: 0.2, high: 1 },
  auditRate: {
    kind: 'truncated-normal',
    mean: 0.5,
    standardDeviation: 0.2,
    low: 0,
    high: 1,
  },
  detection: 0.5,
  fine: { kind: 'log-uniform', low: 0.1, high: 10 },
  splitCost: 0.1,
  coordination: 0.25,
  riskAversion: { kind: 'discrete', values: [0, 2], weights: [0.7, 0.3] },
};
export const togetherness: ReadonlyArray<Correlation<LabName>> = [
  { between: ['benefit', 'auditRate'], value: 0.6 },
  { between: ['benefit', 'fine'], value: 0.4 },
];

/** A regulator who audits the more the more violations it sees. */
export interface RegulatorRow {
  readonly labs: string;
  readonly sees: NonNullable<RegulatorOptions['observes']>;
  readonly response: number;
  readonly adjustment: number;
  readonly result: RegulatorResult;
}

const baselineLabs = {
  benefit: 0.6,
  detection: 0.5,
  fine: 5,
  splitCost: 0.1,
  coordination: 0.25,
} as const;

/** Labs whose numbers are spread as in the source, nearly alike, or all at the baseline; but for F = 5. */
const populations = {
  spread: { fine: 5 },
  'nearly alike': { ...baselineLabs, benefit: [0.5, 0.7] },
  'all alike': baselineLabs,
} as const satisfies Record<string, Omit<ComplianceRanges, 'auditRate'>>;

function regulatorRows({ compliance }: Engine): RegulatorRow[] {
  const row = (
    response: number,
    adjustment: number,
    sees: RegulatorRow['sees'] = 'violations',
    labs: keyof typeof populations = 'spread',
  ): RegulatorRow => ({
    labs,
    sees,
    response,
    adjustment,
    result: compliance.regulator({
      response,
      adjustment,
      observes: sees,
      ranges: populations[labs],
    }),
  });
  return [
    row(0.5, 1),
    row(1, 1),
    row(2, 1),
    row(1, 1, 'evasion'),
    row(1, 1, 'violations', 'nearly alike'),
    row(1, 0.4, 'violations', 'nearly alike'),
    row(1, 1, 'violations', 'all alike'),
  ];
}

export interface ExtensionRuns {
  readonly observedRows: readonly ObservedRow[];
  /** Exact shares for each of `siteCounts`. */
  readonly sites: readonly SharesResult[];
  readonly observedMilliseconds: number;
  readonly different: {
    readonly independent: SampleResult;
    readonly together: SampleResult;
    readonly effects: ShapleyResult;
    readonly milliseconds: number;
  };
  readonly regulators: readonly RegulatorRow[];
  readonly regulatorMilliseconds: number;
}

export function extensionRuns(engine: Engine): ExtensionRuns {
  const { compliance } = engine;
  const [{ observedRows, sites }, observedMilliseconds] = timed(() => ({
    observedRows: additions.map((row) => ({
      ...row,
      answer: compliance.require({
        target: observed.share,
        levers: { [row.lever]: { high: row.high } },
        ranges: row.ranges,
      }),
    })),
    sites: siteCounts.map((count) => compliance.shares({ sites: count })),
  }));
  const labs = { ranges: differentLabs, seed: 1 } as const;
  const [different, milliseconds] = timed(() => ({
    independent: compliance.sample({ ...labs, samples: 2 ** 14, design: 'sobol' }),
    together: compliance.sample({
      ...labs,
      samples: 2 ** 14,
      design: 'sobol',
      correlation: togetherness,
    }),
    effects: compliance.shapley({ ...labs, samples: 1024, correlation: togetherness }),
  }));
  const [regulators, regulatorMilliseconds] = timed(() => regulatorRows(engine));
  return {
    observedRows,
    sites,
    observedMilliseconds,
    different: { ...different, milliseconds },
    regulators,
    regulatorMilliseconds,
  };
}
