/** `shadowprice compliance regulator`: an audit rate that answers what is seen, and where that settles. */

import type { RegulatorOptions, RegulatorResult } from '../../compliance/regulator';
import type { Answer, Verb } from '../domain';
import { UsageError } from '../failure';
import { addOptionFlags } from '../flags';
import { entry, figure, type Screen } from '../output';
import { beside, plot } from '../plot';
import { statusLine } from '../present';
import { addPopulationFlags } from './numbers';
import { regulatorOptions } from './options';
import { certificateLine, percent, populationHeader } from './present';
import { readProblem } from './problem';
import { sharesTable } from './shares';

export const regulator: Verb = {
  name: 'regulator',
  summary: 'an audit rate that answers the violations it sees, and where that settles',

  configure(command) {
    addOptionFlags(command, regulatorOptions, 'The regulator:');
    addPopulationFlags(command, ['auditRate']);
    command.addHelpText(
      'after',
      `
The audit rate is min(1, a₀ + κ · share of labs seen).

Examples:
  shadowprice compliance regulator --response 1
  shadowprice compliance regulator --response 1 --baseline 0.2 --fine 0..3
  shadowprice compliance regulator --response 2 --observes evasion --adjustment 0.3
  shadowprice compliance regulator --response 1 --json | jq '[.auditRate, .stable]'`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'regulator',
      subject: 'ranges',
      options: Object.keys(regulatorOptions),
    } as const;
    const { numbers, options, call } = await readProblem(reading, source, flags);
    if (call.response === undefined) {
      throw new UsageError('regulator needs its response to what it sees: --response 1');
    }
    const result = engine.compliance.regulator(call as unknown as RegulatorOptions);
    const isSettled = result.status === 'converged' || result.status === 'infeasible';
    return {
      result,
      holds: isSettled && result.certificate.holds,
      text: async (screen) => {
        const { observes, baseline } = { ...defaults, ...options };
        const rule = `a = ${figure(baseline as number)} + ${figure(call.response as number)} · ${observes}`;
        return [
          populationHeader('regulator', `${rule}, on ${result.backend}`, numbers, screen, [
            'auditRate',
          ]),
          answer(result, screen),
          await sharesTable(result.shares, screen),
          paths(result, screen),
          (result.status === 'infeasible' ? '' : statusLine(result.status, screen)) +
            certificateLine(result.certificate, screen),
        ]
          .filter((part) => part !== '')
          .join('\n\n');
      },
    };
  },
};

const defaults = {
  observes: regulatorOptions.observes.default,
  baseline: regulatorOptions.baseline.default,
};

function answer(result: RegulatorResult, { width, paint }: Screen): string {
  const { status, auditRate, shares, stable, slope, shadowPrices, shadowPricesExist } = result;
  const rate = paint.bold(`a* = ${figure(auditRate, 9)}`);
  const settles =
    status === 'infeasible'
      ? `${paint.red('nowhere:')} what is seen jumps over the answer at a = ${figure(auditRate, 9)}`
      : `at ${rate}, where ${percent(shares.comply)} of labs comply`;
  const how = stable ? paint.green('stable') : paint.red('not stable');
  const lines: [string, string][] = [['settles', settles]];
  if (status !== 'infeasible') {
    lines.push(['small errors', `${how}: the answer's slope is ${figure(slope)}`]);
  }
  lines.push([
    'prices',
    shadowPricesExist
      ? `∂comply/∂a₀ = ${figure(shadowPrices.baseline)}, ∂comply/∂κ = ${figure(shadowPrices.response)}`
      : 'there are none at a kink or a jump',
  ]);
  return lines.map(([label, text]) => entry(label, text, 12, width)).join('\n');
}

/** The audit rate and what is seen, period by period. */
function paths({ path }: RegulatorResult, { width, paint }: Screen): string {
  const { auditRate, violations } = path;
  if (auditRate.length < 2) return '';
  const periods = Float64Array.from(auditRate, (_, t) => t);
  const size = width >= 72 ? Math.floor((width - 3) / 2) : width;
  const draw = (title: string, y: Float64Array) =>
    plot({ title, x: periods, y }, Math.min(size, 60), 6, paint);
  return beside([draw('audit rate by period', auditRate), draw('share seen', violations)], width);
}
