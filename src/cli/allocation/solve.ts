/** `shadowprice allocation solve`: the optimal control, its value, its prices and its certificate. */

import { allocationTable, completeParameters, specOf } from '../../allocation/parameters';
import type { AllocationResult } from '../../allocation/result';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, addParameterFlags } from '../flags';
import { figure, type Screen, table } from '../output';
import { statusLine } from '../present';
import { addComputeFlags } from './compute';
import { solveOptions } from './options';
import { certificateLine, header, paths, type Total, totalsOf, totalsTable } from './present';
import { readProblem } from './problem';

export const solve: Verb = {
  name: 'solve',
  summary: 'the optimal split of compute over time, its prices and its proof',

  configure(command) {
    addParameterFlags(command, allocationTable, 'Parameters:');
    addComputeFlags(command);
    addOptionFlags(command, solveOptions, 'Options:');
    command.addHelpText(
      'after',
      `
Examples:
  shadowprice allocation solve
  shadowprice allocation solve --rho 0.1 --horizon 20 --method shooting
  shadowprice allocation solve --compute-times 0,5,10 --compute-values 100,400,500
  shadowprice allocation solve problem.json --gamma 1.5 --json | jq .shadowPrices
  echo '{ "compute": { "kind": "constant", "level": 50 } }' | shadowprice allocation solve -`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const problem = await readProblem('solve', source, flags, Object.keys(solveOptions));
    const { parameters, options } = problem;
    const result = engine.allocation.solve(parameters, options);
    return {
      result,
      holds: result.status === 'converged' && result.certificate.holds,
      text: async (screen) => {
        const complete = completeParameters(parameters);
        const published = options.asPublished === true ? ' as published,' : '';
        const how = `${result.method} on ${result.backend},${published} ${result.time.length - 1} steps, ${result.iterations} iterations`;
        const totals = [...totalsOf(result), ...switchesOf(result), priceAtStart(result)];
        return [
          header('solve', how, complete, screen),
          await totalsTable(totals, screen),
          result.status === 'diverged' ? '' : paths(result, result.switchTimes, screen),
          await pricesTable(result, complete, screen),
          statusLine(result.status, screen) + certificateLine(result.certificate, screen),
        ]
          .filter((part) => part !== '')
          .join('\n\n');
      },
    };
  },
};

function switchesOf({ switchTimes, time, allocation }: AllocationResult): Total[] {
  return switchTimes.map((t, i) => {
    // what the control does between this switch and the next
    const next = switchTimes[i + 1] ?? time[time.length - 1];
    const after = time.findIndex((node) => node >= (t + next) / 2);
    return {
      symbol: switchTimes.length === 1 ? 't₁' : `t${subscript(i + 1)}`,
      value: figure(t),
      unit: 'time',
      meaning:
        allocation[after] < 1 ? 'switch: serving begins' : 'switch: training takes all compute',
    };
  });
}

function subscript(n: number): string {
  return String(n).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]);
}

function priceAtStart({ costate }: AllocationResult): Total {
  return {
    symbol: 'λ(0)',
    value: figure(costate[0]),
    unit: 'revenue / capability',
    meaning: 'price of capability at the start',
  };
}

/** ∂J*∕∂p, and by how many percent J* changes for one percent of p. */
function pricesTable(
  { shadowPrices, netPresentValue }: AllocationResult,
  parameters: ReturnType<typeof completeParameters>,
  screen: Screen,
): Promise<string> | string {
  const { compute } = parameters;
  const kind = typeof compute === 'function' ? 'function' : compute.kind;
  const numbers: Readonly<Record<string, unknown>> = {
    ...parameters,
    ...Object.fromEntries(Object.entries(compute).map(([key, x]) => [`compute.${key}`, x])),
    'compute.scale': 1,
  };
  const names = Object.keys(shadowPrices);
  if (names.length === 0) return '';
  const values = names.map((name) => Number(numbers[name]));
  const prices = names.map((name) => shadowPrices[name]);
  const elasticities = prices.map((price, i) => (price * values[i]) / netPresentValue);
  return table(
    [
      {
        title: 'price of',
        cells: names.map((name) => specOf(name, kind)?.symbol ?? '×C'),
      },
      { title: '', cells: names, spare: 1 },
      { title: 'at', align: 'right', cells: values.map((x) => figure(x)) },
      { title: '∂J*/∂p', align: 'right', cells: prices.map((x) => figure(x, 7)) },
      {
        title: '% of J* for 1 % of p',
        align: 'right',
        cells: elasticities.map((x) => (x === 0 ? '–' : x.toFixed(4))),
        spare: 2,
      },
    ],
    screen,
  );
}
