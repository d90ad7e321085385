/** `shadowprice compliance indices` and `shapley`: to which numbers the variance of compliance is due. */

import type { IndicesOptions, IndicesResult } from '../../compliance/indices';
import type { ShapleyOptions, ShapleyResult } from '../../compliance/shapley';
import type { Answer, Verb } from '../domain';
import { addOptionFlags, type OptionTable } from '../flags';
import { type Column, flow, type Screen, table } from '../output';
import { addPopulationFlags, labTable } from './numbers';
import { indicesOptions, shapleyOptions } from './options';
import { bar, certificateLine, percent, populationHeader } from './present';
import { readProblem } from './problem';

const reading = (verb: string, table: OptionTable) => ({
  verb,
  subject: 'ranges' as const,
  options: [...Object.keys(table), 'correlation'],
});

export const indices: Verb = {
  name: 'indices',
  summary: "Sobol' indices: which numbers decide whether a lab complies",

  configure(command) {
    addPopulationFlags(command);
    addOptionFlags(command, indicesOptions, 'Options:');
    command.addHelpText(
      'after',
      `
Examples:
  shadowprice compliance indices
  shadowprice compliance indices --fine 0..3 --detection 0.5
  shadowprice compliance indices --method sampled --samples 65536 --seed 1
  shadowprice compliance indices --json | jq .indices.benefit.first`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const { numbers, call } = await readProblem(reading('indices', indicesOptions), source, flags);
    const result = engine.compliance.indices(call as IndicesOptions);
    return {
      result,
      holds: result.status === 'converged' && result.certificate.holds,
      text: async (screen) => {
        const how = `${result.method} on ${result.backend}${decisions(result.evaluations)}`;
        return [
          populationHeader('indices', how, numbers, screen),
          varianceLine(result, screen),
          await indicesTable(result, screen),
          certificateLine(result.certificate, screen, { unit: ' standard errors' }),
        ].join('\n\n');
      },
    };
  },
};

export const shapley: Verb = {
  name: 'shapley',
  summary: 'Shapley effects: the same for numbers that go together',

  configure(command) {
    addPopulationFlags(command);
    addOptionFlags(command, shapleyOptions, 'Options:');
    command.addHelpText(
      'after',
      `
Examples:
  shadowprice compliance shapley
  shadowprice compliance shapley --fine 0..3 --samples 16384
  echo '{ "correlation": [{ "between": ["benefit", "fine"], "value": 0.7 }] }' |
    shadowprice compliance shapley -`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const { numbers, call } = await readProblem(reading('shapley', shapleyOptions), source, flags);
    const result = engine.compliance.shapley(call as ShapleyOptions);
    return {
      result,
      holds: result.status === 'converged' && result.certificate.holds,
      text: async (screen) => {
        const { correlation } = call;
        const count = Array.isArray(correlation) ? correlation.length : 0;
        const how = `sampled on ${result.backend}${decisions(result.evaluations)}`;
        const pairs = count === 0 ? '' : `, ${count} ${count === 1 ? 'pair' : 'pairs'} correlated`;
        return [
          populationHeader('shapley', `${how}${pairs}`, numbers, screen),
          varianceLine(result, screen),
          await effectsTable(result, screen),
          certificateLine(result.certificate, screen),
        ].join('\n\n');
      },
    };
  },
};

function decisions(count: number): string {
  return count === 0 ? '' : `, ${count.toLocaleString('en')} decisions`;
}

function varianceLine(
  { mean, variance }: Pick<IndicesResult, 'mean' | 'variance'>,
  { width, paint }: Screen,
): string {
  const share = `${paint.bold(percent(mean))} of labs comply;`;
  return flow([share, `variance from lab to lab ${variance.toFixed(6)}`], width, ' ');
}

interface Ends {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const right = { align: 'right' } as const;

function indicesTable(result: IndicesResult, screen: Screen): Promise<string> {
  const { indices, sums, method, confidence } = result;
  const rows = Object.entries(indices).sort(([, a], [, b]) => b.total.value - a.total.value);
  const columns = (which: 'first' | 'total'): Column[] => {
    const ends = rows.map(([, row]) => row[which]);
    const cells = [...ends.map(({ value }) => number(value)), number(sums[which])];
    const main = { title: which, ...right, cells: cells.map(screen.paint.bold) };
    return method === 'exact' ? [main] : [main, interval(ends, confidence)];
  };
  return table(
    [
      {
        title: '',
        cells: [...rows.map(([name]) => labTable[name].symbol), 'Σ'],
      },
      { title: '', cells: rows.map(([name]) => name), spare: 2 },
      ...columns('first'),
      ...columns('total'),
      { title: '', cells: rows.map(([, { total }]) => bar(total.value, 16)), spare: 3 },
    ],
    screen,
  );
}

function effectsTable({ effects, confidence }: ShapleyResult, screen: Screen): Promise<string> {
  const rows = Object.entries(effects).sort(([, a], [, b]) => b.value - a.value);
  const sum = rows.reduce((total, [, { value }]) => total + value, 0);
  return table(
    [
      {
        title: '',
        cells: [...rows.map(([name]) => labTable[name].symbol), 'Σ'],
      },
      { title: '', cells: rows.map(([name]) => name), spare: 2 },
      {
        title: 'effect',
        ...right,
        cells: [...rows.map(([, { value }]) => value), sum].map((x) =>
          screen.paint.bold(number(x)),
        ),
      },
      interval(
        rows.map(([, effect]) => effect),
        confidence,
      ),
      { title: '', cells: rows.map(([, { value }]) => bar(value, 24)), spare: 3 },
    ],
    screen,
  );
}

function number(x: number): string {
  return x.toFixed(5);
}

function interval(ends: readonly Ends[], confidence: number): Column {
  return {
    title: `${Number((100 * confidence).toPrecision(4))} %`,
    ...right,
    cells: ends.map(({ low, high }) => `${low.toFixed(4)}…${high.toFixed(4)}`),
    spare: 1,
  };
}
