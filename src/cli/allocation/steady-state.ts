/** `shadowprice allocation steady-state`: constant and balanced-growth allocations. */

import { allocationTable } from '../../allocation/parameters';
import type { PublishedSteadyState, SteadyStateResult } from '../../allocation/steady-state';
import { completeForStudy } from '../../allocation/study';
import { ParameterError } from '../../engine/errors';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, addParameterFlags } from '../flags';
import { entry, figure, figures, type Screen, table } from '../output';
import { statusLine } from '../present';
import { addComputeFlags } from './compute';
import { steadyStateOptions } from './options';
import { certificateLine, header } from './present';
import { readProblem } from './problem';

/** The defaults of the paper's steady-state study, where they differ from the table's. */
const { discountRate, horizon } = completeForStudy({}).complete;
const defaults = { discountRate, horizon };

export const steadyState: Verb = {
  name: 'steady-state',
  summary: 'constant and balanced-growth splits, and where each is valid',

  configure(command) {
    addParameterFlags(command, allocationTable, 'Parameters:', defaults);
    addComputeFlags(command);
    addOptionFlags(command, steadyStateOptions, 'Options:');
    command.addHelpText(
      'after',
      `
Examples:
  shadowprice allocation steady-state
  shadowprice allocation steady-state --rho 0.3 --g 0.05
  shadowprice allocation steady-state --as-published
  shadowprice allocation steady-state --json | jq '.strategies[] | [.name, .loss]'`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const names = Object.keys(steadyStateOptions);
    const problem = await readProblem('steady-state', source, flags, names);
    const { asPublished, ...options } = problem.options;
    if (asPublished !== undefined && typeof asPublished !== 'boolean') {
      throw new ParameterError('asPublished', asPublished, 'true or false', 'type');
    }
    const complete = () => completeForStudy(problem.parameters).complete;
    if (asPublished) {
      const [extra] = Object.keys(options);
      if (extra !== undefined) {
        throw new ParameterError(extra, options[extra], 'nothing beside asPublished', 'type');
      }
      const result = engine.allocation.steadyState(problem.parameters, { asPublished: true });
      const text = async (screen: Screen) =>
        [
          header('steady-state', 'as published', complete(), screen, defaults),
          await publishedTable(result, screen),
          screen.paint.dim('no certificate: Euler sums over a grid, digit for digit the script'),
        ].join('\n\n');
      return { result, holds: true, text };
    }
    const result = engine.allocation.steadyState(problem.parameters, options);
    return {
      result,
      holds: result.status === 'converged' && result.certificate.holds,
      text: async (screen) =>
        [
          header('steady-state', `on ${result.backend}`, complete(), screen, defaults),
          await formulasTable(result, screen),
          conditions(result, screen),
          await strategiesTable(result.strategies, screen),
          summary(result, screen),
          statusLine(result.status, screen) + certificateLine(result.certificate, screen),
        ].join('\n\n'),
    };
  },
};

const formulasOf = (result: SteadyStateResult) => [
  { name: 'Eq. 11', ...result.paper },
  { name: 'Eqs. 8–10', ...result.paperEquations },
  { name: 'best constant', ...result.bestConstant },
  { name: 'balanced growth', ...result.balancedGrowth },
];

function formulasTable(result: SteadyStateResult, screen: Screen): Promise<string> {
  const { paint } = screen;
  const rows = formulasOf(result);
  return table(
    [
      { title: 'formula', cells: rows.map(({ name }) => name) },
      {
        title: 'α',
        align: 'right',
        cells: figures(
          rows.map(({ allocation }) => allocation),
          4,
        ).map(paint.bold),
      },
      {
        title: 'valid',
        cells: rows.map(({ valid }) => (valid ? paint.green('yes') : paint.red('no'))),
      },
      { title: '', cells: rows.map(({ formula }) => formula), spare: 1 },
    ],
    screen,
  );
}

/** Where each formula is valid. */
function conditions(result: SteadyStateResult, { width, paint }: Screen): string {
  const lines = formulasOf(result).map(({ name, condition }) =>
    entry(name, condition, labelWidth, width),
  );
  return [paint.dim('  valid where'), ...lines].join('\n');
}

const labelWidth = 18;

function strategiesTable(
  strategies: SteadyStateResult['strategies'],
  screen: Screen,
): Promise<string> {
  const right = { align: 'right' } as const;
  return table(
    [
      { title: 'strategy', cells: strategies.map(({ name }) => name) },
      { title: 'α', ...right, cells: figures(strategies.map(({ allocation }) => allocation)) },
      {
        title: 'J',
        ...right,
        cells: strategies.map(({ netPresentValue }) => figure(netPresentValue, 8)),
        spare: 1,
      },
      {
        title: 'loss',
        ...right,
        cells: strategies.map(({ loss }) => `${(100 * loss).toFixed(2)} %`),
      },
    ],
    screen,
  );
}

function summary(result: SteadyStateResult, { width, paint }: Screen): string {
  const { bestConstantHere: best, optimum, infiniteHorizon } = result;
  const { converges, condition, threshold } = infiniteHorizon;
  const exists = converges ? paint.green('exists') : paint.red('does not exist');
  return [
    [
      'optimum',
      `J ${figure(optimum.netPresentValue, 8)}, mean α ${figure(optimum.meanAllocation)}`,
    ],
    ['best constant here', `J ${figure(best.netPresentValue, 8)}, α ${figure(best.allocation)}`],
    ['infinite horizon', `its value ${exists}: ${condition}, that is > ${figure(threshold)}`],
    [
      'growth',
      `of capability εg = ${figure(result.capabilityGrowth)}; g/ρ = ${figure(result.growthToDiscount)}`,
    ],
  ]
    .map(([label, text]) => entry(label, text, labelWidth, width))
    .join('\n');
}

function publishedTable(result: PublishedSteadyState, screen: Screen): Promise<string> {
  const { theoretical, numerical, strategies } = result;
  const right = { align: 'right' } as const;
  const rows = [
    { name: 'Eq. 11', allocation: theoretical, netPresentValue: Number.NaN },
    { name: 'its numerical optimum', allocation: numerical, netPresentValue: Number.NaN },
    ...strategies,
  ];
  const value = (x: number) => (Number.isNaN(x) ? '' : figure(x, 8));
  return table(
    [
      { title: 'strategy', cells: rows.map(({ name }) => name) },
      { title: 'α', ...right, cells: figures(rows.map(({ allocation }) => allocation)) },
      {
        title: 'J as printed',
        ...right,
        cells: rows.map(({ netPresentValue }) => value(netPresentValue)),
      },
    ],
    screen,
  );
}
