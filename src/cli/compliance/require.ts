/** `shadowprice compliance require`: what it takes for a share of labs to comply. */

import { Option } from 'commander';
import { type LeverName, leverNames, type RequireOptions } from '../../compliance/require/levers';
import type { RequireResult } from '../../compliance/require/require';
import type { Answer, Verb } from '../domain';
import { UsageError } from '../failure';
import { addOptionFlags } from '../flags';
import { figure, flow, type Screen, table, tiny } from '../output';
import { certificateLine as certificateOf, statusLine } from '../present';
import { isRecord } from '../problem';
import { leversOf, readLevers, readLimits } from './levers';
import { addPopulationFlags, labTable } from './numbers';
import { requireOptions } from './options';
import { percent, populationHeader } from './present';
import { readProblem } from './problem';

export const requireVerb: Verb = {
  name: 'require',
  summary: 'the least lever, or the cheapest mix of levers, for a share of compliance',

  configure(command) {
    const group = 'What is asked:';
    addOptionFlags(command, { target: requireOptions.target }, group);
    command.addOption(
      new Option(
        '--lever <name[=price]>',
        `what can be set, at what price (default 1), separated by commas: ${leverNames.join(', ')}`,
      )
        .helpGroup(group)
        .argParser((text, before) => readLevers('lever', text, before)),
    );
    command.addOption(
      new Option(
        '--limit <name=low..high>',
        'bounds of a lever (default 0..1, of riskAversion 0..10), separated by commas',
      )
        .helpGroup(group)
        .argParser((text, before) => readLimits('limit', text, before)),
    );
    addPopulationFlags(command);
    addOptionFlags(command, { tolerance: requireOptions.tolerance }, 'Options:');
    command.addHelpText(
      'after',
      `
Examples:
  shadowprice compliance require --target 0.5 --lever audit-rate --fine 2
  shadowprice compliance require --target 0.5 --lever fine --limit fine=0..5
  shadowprice compliance require --target 0.6 --lever fine,audit-rate=2 --limit fine=0..5
  shadowprice compliance require --target 0.5 --lever F --limit F=0..9 --json | jq .shadowPrice
  echo '{ "target": 0.4, "levers": { "fine": { "price": 1, "high": 5 } } }' |
    shadowprice compliance require -`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'require',
      subject: 'ranges',
      options: [...Object.keys(requireOptions), 'levers'],
    } as const;
    const { numbers, call } = await readProblem(reading, source, flags);
    const levers = leversOf(flags, call.levers);
    if (call.target === undefined) {
      throw new UsageError('require needs a share to reach: --target 0.5');
    }
    if (levers === undefined) {
      throw new UsageError('require needs a lever: --lever fine, or --lever fine,audit-rate=2');
    }
    const result = engine.compliance.require({ ...call, levers } as unknown as RequireOptions);
    const isSettled = result.status === 'converged' || result.status === 'infeasible';
    return {
      result,
      holds: isSettled && result.certificate.holds,
      text: async (screen) => {
        const names = Object.keys(result.levers);
        const how = `at least ${percent(result.target, 2)}, on ${result.backend}`;
        return [
          populationHeader('require', how, numbers, screen, names),
          sentences(result, screen),
          await leversTable(result, levers, screen),
          (result.status === 'infeasible' ? '' : statusLine(result.status, screen)) +
            certificateLine(result, screen),
        ].join('\n\n');
      },
    };
  },
};

function sentences(result: RequireResult, { width, paint }: Screen): string {
  const { status, target, levers, cost, share, best, shadowPrice, shadowPriceExists } = result;
  const say = (text: string) => flow(text.split(' '), width, ' ');
  const settings = Object.entries(levers).map(
    ([name, x]) => `${labTable[name].symbol} = ${figure(x)}`,
  );
  const words = `${settings.slice(0, -1).join(', ')}${settings.length > 1 ? ' and ' : ''}${settings.at(-1)}`;
  if (status === 'infeasible') {
    return say(
      `${paint.red('Out of reach:')} with every lever at its upper bound ${percent(best.share)} of labs comply, short of ${percent(target)}.`,
    );
  }
  const answer = `${paint.bold(words)} ${settings.length > 1 ? 'make' : 'makes'} ${percent(share)} of labs comply, at a cost of ${paint.bold(figure(cost))}.`;
  const price = shadowPriceExists
    ? `One more percentage point costs ${paint.bold(figure(shadowPrice / 100, 4))} more.`
    : 'What one more percentage point costs differs from what one less saves.';
  return `${say(answer)}\n${say(price)}`;
}

/** Each lever with its value, price and bounds, and what these bounds and prices are worth. */
function leversTable(result: RequireResult, asked: unknown, screen: Screen): Promise<string> {
  const names = Object.keys(result.levers) as LeverName[];
  const given = (name: string): Readonly<Record<string, unknown>> => {
    const options = isRecord(asked) ? asked[name] : undefined;
    return isRecord(options) ? options : {};
  };
  const number = (value: unknown, usual: number) =>
    figure(typeof value === 'number' ? value : usual);
  const right = { align: 'right' } as const;
  const price = (name: string) => result.shadowPrices[name];
  const priced = (name: string) => (price(name) === undefined ? '–' : figure(price(name), 5));
  return table(
    [
      { title: 'lever', cells: names.map((name) => labTable[name].symbol) },
      { title: '', cells: names, spare: 3 },
      {
        title: 'set to',
        ...right,
        cells: names.map((name) => screen.paint.bold(figure(result.levers[name] ?? 0, 9))),
      },
      {
        title: 'within',
        ...right,
        cells: names.map((name) => {
          const { low, high } = given(name);
          return `${number(low, 0)}…${number(high, name === 'riskAversion' ? 10 : 1)}`;
        }),
        spare: 2,
      },
      { title: 'price', ...right, cells: names.map((name) => number(given(name).price, 1)) },
      {
        title: '∂cost/∂price',
        ...right,
        cells: names.map((name) => priced(`${name}.price`)),
        spare: 4,
      },
      {
        title: '∂cost/∂bound',
        ...right,
        cells: names.map((name) => {
          const bounds = [price(`${name}.low`), price(`${name}.high`)];
          const binding = bounds.find((x) => x !== undefined && x !== 0);
          if (binding !== undefined) return figure(binding, 5);
          return bounds.every((x) => x === undefined) ? '–' : '0';
        }),
        spare: 1,
      },
    ],
    screen,
  );
}

function certificateLine({ certificate, status }: RequireResult, screen: Screen): string {
  const { share, residual, minimality, gap, gapTolerance } = certificate;
  const says = [`share recomputed ${percent(share, 6)}`];
  if (status === 'infeasible') says.push(`short of the target by ${tiny(residual)}`);
  else {
    says.push(`short by ${tiny(residual)}`, `minimal ${minimality ? '✓' : '✗'}`);
    says.push(`gap ${tiny(gap)} (≤ ${tiny(gapTolerance)})`);
  }
  return certificateOf(certificate, says, screen);
}
