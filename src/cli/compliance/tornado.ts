/** `shadowprice compliance tornado`: how far one number at a time moves a share. */

import type { TornadoOptions, TornadoResult } from '../../compliance/tornado';
import type { Answer, Verb } from '../domain';
import { addOptionFlags } from '../flags';
import { figure, flow, type Screen, table } from '../output';
import { addPopulationFlags, labTable } from './numbers';
import { tornadoOptions } from './options';
import { certificateLine, percent, populationHeader } from './present';
import { readProblem } from './problem';

export const tornado: Verb = {
  name: 'tornado',
  summary: 'how far one number at a time moves the share of an action',

  configure(command) {
    addPopulationFlags(command);
    addOptionFlags(command, tornadoOptions, 'Options:');
    command.addHelpText(
      'after',
      `
Examples:
  shadowprice compliance tornado
  shadowprice compliance tornado --levels 0.1,0.9 --action split
  shadowprice compliance tornado --fine 0..3 --json | jq '.rows[] | [.parameter, .swing]'
  shadowprice compliance tornado --method sampled --samples 1e6 --seed 1
  shadowprice compliance tornado --as-published`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'tornado',
      subject: 'ranges',
      options: Object.keys(tornadoOptions),
    } as const;
    const { numbers, call } = await readProblem(reading, source, flags);
    const result = engine.compliance.tornado(call as TornadoOptions);
    return {
      result,
      holds: result.status === 'converged' && result.certificate.holds,
      text: async (screen) => {
        const published = call.asPublished === true ? ', as published' : '';
        const how = `${result.method} on ${result.backend}${published}`;
        const unit = result.method === 'exact' ? '' : ' standard errors';
        return [
          populationHeader('tornado', how, numbers, screen),
          await swings(result, screen),
          certificateLine(result.certificate, screen, { unit }),
        ].join('\n\n');
      },
    };
  },
};

/** Numbers by their swing, the greatest first, each with a bar from its low to its high. */
function swings(result: TornadoResult, screen: Screen): Promise<string> {
  const { levels, base, action, standardErrors } = result;
  const { paint } = screen;
  const order = result.rows.map((row, i) => ({ ...row, errors: standardErrors?.[i] }));
  order.sort((a, b) => Math.abs(b.swing) - Math.abs(a.swing));
  const ends = order.flatMap(({ low, high }) => [low, high]).concat(base ?? []);
  const span = [Math.min(...ends), Math.max(...ends)] as const;
  const right = { align: 'right' } as const;
  const errors = order.map(({ errors: e }) =>
    e?.low == null || e.high == null ? '' : `± ${percent(Math.hypot(e.low, e.high), 2)}`,
  );
  const atBase = base === null ? '' : `, ${percent(base)} (│) where no number is fixed`;
  const title = flow(`share of labs that ${action}${atBase}`.split(' '), screen.width, ' ');
  const width = Math.max(12, Math.min(32, screen.width - 52));
  return table(
    [
      { title: '', cells: order.map(({ parameter }) => labTable[parameter].symbol) },
      { title: '', cells: order.map(({ parameter }) => parameter), spare: 1 },
      {
        title: `at ${figure(levels[0])}`,
        ...right,
        cells: order.map(({ low }) => percent(low, 2)),
      },
      {
        title: '',
        cells: order.map(({ low, high }) => swingBar(low, high, base, span, width, paint)),
        spare: 2,
      },
      {
        title: `at ${figure(levels[1])}`,
        ...right,
        cells: order.map(({ high }) => percent(high, 2)),
      },
      {
        title: 'swing',
        ...right,
        cells: order.map(({ swing }) =>
          paint.bold(`${swing < 0 ? '−' : '+'}${percent(Math.abs(swing), 2)}`),
        ),
      },
      ...(errors.some((text) => text !== '')
        ? [{ title: 'error', ...right, cells: errors, spare: 3 }]
        : []),
    ],
    screen,
  ).then((text) => `${paint.dim(title)}\n${text}`);
}

function swingBar(
  low: number,
  high: number,
  base: number | null,
  [least, most]: readonly [number, number],
  width: number,
  paint: Screen['paint'],
): string {
  const place = (x: number) => {
    const share = most > least ? (x - least) / (most - least) : 0.5;
    return Math.min(width - 1, Math.floor(share * width));
  };
  const from = place(Math.min(low, high));
  const to = place(Math.max(low, high));
  const colour = high >= low ? paint.green : paint.red;
  const at = base === null ? -1 : place(base);
  return Array.from({ length: width }, (_, i) => {
    if (i === at) return '│';
    return i >= from && i <= to && low !== high ? colour('█') : ' ';
  }).join('');
}
