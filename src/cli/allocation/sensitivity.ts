/** `shadowprice allocation sensitivity`: the optimum over values of one parameter. */

import { type Command, Option } from 'commander';
import { allocationTable, completeParameters, specOf } from '../../allocation/parameters';
import {
  publishedSweeps,
  type SensitivityAxis,
  type SensitivityResult,
} from '../../allocation/sensitivity';
import { ParameterError } from '../../engine/errors';
import { unknownName } from '../../engine/parameters';
import { linearSpace } from '../../numerics/grid';
import type { Answer, Flags, Verb } from '../domain';
import { UsageError } from '../failure';
import { addNumber, addOptionFlags, addParameterFlags } from '../flags';
import { readNumbers } from '../numbers';
import { figure, figures, type Screen, table } from '../output';
import { isRecord } from '../problem';
import { addComputeFlags } from './compute';
import { solveOptions } from './options';
import { header } from './present';
import { parameterNamed, readProblem } from './problem';

/** Values of an axis that the command line spans; a file may list more. */
const maxCount = 10_000;

export const sensitivity: Verb = {
  name: 'sensitivity',
  summary: 'the optimum over values of one parameter; without --vary the four sweeps of the paper',

  configure(command) {
    addAxisFlags(command);
    addParameterFlags(command, allocationTable, 'Parameters:');
    addComputeFlags(command);
    addOptionFlags(command, solveOptions, 'Options:');
    command.addHelpText(
      'after',
      `
Examples:
  shadowprice allocation sensitivity
  shadowprice allocation sensitivity --vary rho --values 0.01,0.05,0.1
  shadowprice allocation sensitivity --vary compute.growth --from 0.05 --to 0.5 --count 10
  shadowprice allocation sensitivity --vary gamma --from 1 --to 3 --json | jq .netPresentValue`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const problem = await readProblem('sensitivity', source, flags, Object.keys(solveOptions));
    const { parameters, options } = problem;
    const axis = axisOf(flags, problem.axis);
    const solveOver = (each: SensitivityAxis) =>
      engine.allocation.sensitivity(each, parameters, options);
    const results = axis === undefined ? publishedSweeps.map(solveOver) : [solveOver(axis)];
    return {
      result: axis === undefined ? results : results[0],
      holds: results.every(isCertified),
      text: async (screen) => {
        const complete = completeParameters(parameters);
        const { compute } = complete;
        const kind = typeof compute === 'function' ? 'function' : compute.kind;
        const how = `${options.method ?? 'fbsm'} on ${engine.backend}${options.asPublished === true ? ', as published' : ''}`;
        const parts = [header('sensitivity', how, complete, screen)];
        for (const result of results) parts.push(await sweepTable(result, kind, screen));
        parts.push(verdict(results, screen));
        return parts.join('\n\n');
      },
    };
  },
};

function addAxisFlags(command: Command): void {
  const group = 'What varies:';
  const add = (flags: string, meaning: string, parse?: (text: string) => unknown) => {
    const option = new Option(flags, meaning).helpGroup(group);
    command.addOption(parse ? option.argParser(parse) : option);
  };
  add('--vary <name>', 'a parameter by name, flag or symbol: discountRate, rho, compute.growth, g');
  add('--values <list>', 'its values: 0.01,0.05,0.1', (text) => readNumbers('values', text));
  addNumber(command, '--from <x>', 'from', 'or its first value', group);
  addNumber(command, '--to <x>', 'to', 'and its last', group);
  addNumber(command, '--count <x>', 'count', 'and how many, evenly spaced (default 10)', group);
}

/** The axis of a file with the flags put over it; none where neither names a parameter. */
function axisOf(flags: Flags, inFile: unknown): SensitivityAxis | undefined {
  if (inFile !== undefined && !isRecord(inFile)) {
    throw new ParameterError('axis', inFile, 'an object { parameter, values }', 'type');
  }
  for (const [name, value] of Object.entries(inFile ?? {})) {
    if (name === 'parameter' || name === 'values') continue;
    throw unknownName(`axis.${name}`, value, ['parameter', 'values']);
  }
  const values = spanOf(flags) ?? flags.values ?? inFile?.values;
  const parameter = flags.vary ?? inFile?.parameter;
  if (parameter === undefined) {
    if (values === undefined) return undefined;
    throw new UsageError('sensitivity needs the name of what varies: --vary rho');
  }
  if (values === undefined) {
    throw new UsageError(`sensitivity needs values of ${parameter}: --values, or --from and --to`);
  }
  return {
    parameter: typeof parameter === 'string' ? parameterNamed(parameter) : parameter,
    values,
  } as SensitivityAxis;
}

function spanOf({ from, to, count, values }: Flags): number[] | undefined {
  if (from === undefined && to === undefined && count === undefined) return undefined;
  if (values !== undefined) {
    throw new UsageError('sensitivity takes --values, or --from and --to, not both');
  }
  if (typeof from !== 'number' || typeof to !== 'number') {
    throw new UsageError('sensitivity needs both --from and --to');
  }
  const length = count ?? 10;
  if (!Number.isInteger(length) || (length as number) < 2 || (length as number) > maxCount) {
    throw new ParameterError('count', length, `a whole number from 2 to ${maxCount}`);
  }
  return Array.from(linearSpace(from, to, length as number));
}

function isCertified({ holds, status }: SensitivityResult): boolean {
  return holds.every((held, i) => held && status[i] === 'converged');
}

function sweepTable(result: SensitivityResult, kind: string, screen: Screen): Promise<string> {
  const { paint } = screen;
  const spec = specOf(result.parameter, kind);
  const symbol = spec === undefined ? result.parameter : spec.symbol;
  const right = { align: 'right' } as const;
  const switches = result.switchTimes.map((times) => times.map((t) => figure(t)).join(' '));
  const marks = result.holds.map((held, i) => {
    if (held && result.status[i] === 'converged') return paint.green('✓');
    return paint.red(result.status[i] === 'converged' ? '✗' : `✗ ${result.status[i]}`);
  });
  const cells = Array.from(result.shadowPrice, (x) => figure(x));
  const prices = cells.length === 0 ? [] : [{ title: `∂J*/∂${symbol}`, ...right, cells, spare: 1 }];
  return table(
    [
      { title: symbol, ...right, cells: figures(result.values).map((text) => paint.bold(text)) },
      { title: 'J*', ...right, cells: Array.from(result.netPresentValue, (x) => figure(x, 8)) },
      { title: 'M(T)', ...right, cells: figures(result.finalCapability) },
      { title: 'ᾱ', ...right, cells: figures(result.meanAllocation, 5) },
      ...prices,
      { title: 'switches', cells: switches, spare: 2 },
      { title: 'rounds', ...right, cells: Array.from(result.iterations, String), spare: 3 },
      { title: '', cells: marks },
    ],
    screen,
  );
}

function verdict(results: readonly SensitivityResult[], { paint }: Screen): string {
  const held = results.flatMap(({ holds }) => holds);
  const count = held.filter((x) => x).length;
  const all = results.every(isCertified);
  const mark = all ? paint.green('certificates ✓') : paint.red('certificates ✗');
  return `${mark} ${count} of ${held.length} hold`;
}
