/** `shadowprice allocation simulate`: what a given control earns. */

import { Option } from 'commander';
import { allocationTable, completeParameters } from '../../allocation/parameters';
import type { Control } from '../../allocation/simulate';
import type { Answer, Verb } from '../domain';
import { UsageError } from '../failure';
import { addOptionFlags, addParameterFlags } from '../flags';
import { readNumber, readNumbers } from '../numbers';
import { statusLine } from '../present';
import { addComputeFlags } from './compute';
import { simulateOptions } from './options';
import { certificateLine, header, paths, totalsOf, totalsTable } from './present';
import { readProblem } from './problem';

export const simulate: Verb = {
  name: 'simulate',
  summary: 'what a split that you choose earns',

  configure(command) {
    command.addOption(
      new Option('--allocation <α | list>', 'the control: one share, or shares at equal steps')
        .helpGroup('Control:')
        .argParser(readControl),
    );
    addParameterFlags(command, allocationTable, 'Parameters:');
    addComputeFlags(command);
    addOptionFlags(command, simulateOptions, 'Options:');
    command.addHelpText(
      'after',
      `
Examples:
  shadowprice allocation simulate --allocation 0.5
  shadowprice allocation simulate --allocation 1,1,0.5,0 --hold previous
  shadowprice allocation simulate problem.json --allocation 0.6 --t 100 --json | jq .netPresentValue
  echo '{ "parameters": { "horizon": 4 }, "control": [1, 1, 0] }' | shadowprice allocation simulate -`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const problem = await readProblem('simulate', source, flags, Object.keys(simulateOptions));
    const { parameters, options } = problem;
    const control = flags.allocation ?? problem.control;
    if (control === undefined) {
      throw new UsageError(
        'simulate needs a control: --allocation 0.5, or "control" in the problem',
      );
    }
    const result = engine.allocation.simulate(parameters, control as Control, options);
    return {
      result,
      holds: result.status === 'converged' && result.certificate.holds,
      text: async (screen) => {
        const published = options.asPublished === true ? ' as published,' : '';
        const how = `${describe(control)} on ${result.backend},${published} ${result.time.length - 1} steps`;
        return [
          header('simulate', how, completeParameters(parameters), screen),
          await totalsTable(totalsOf(result), screen),
          result.status === 'diverged' ? '' : paths(result, [], screen),
          statusLine(result.status, screen) + certificateLine(result.certificate, screen),
        ]
          .filter((part) => part !== '')
          .join('\n\n');
      },
    };
  },
};

function readControl(text: string): number | number[] {
  const expected = 'a share from 0 to 1, or shares separated by commas';
  if (!text.includes(',')) return readNumber('allocation', text, expected);
  return readNumbers('allocation', text, 'a share from 0 to 1');
}

function describe(control: unknown): string {
  return Array.isArray(control) ? `a control of ${control.length} values` : `α = ${control}`;
}
