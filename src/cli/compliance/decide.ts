/** `shadowprice compliance decide` and `payoffs`: one lab, or many as columns of a problem. */

import type { ComplianceColumns, Decision, Decisions } from '../../compliance/decide';
import { type Action, actions, type Payoffs } from '../../compliance/model';
import type { ComplianceParameters } from '../../compliance/parameters';
import type { Answer, Verb } from '../domain';
import { figure, figures, flow, type Screen, table } from '../output';
import { addLabFlags, labTable } from './numbers';
import { actionPaint, bar, doings, labHeader, noCertificate, percent } from './present';
import { readProblem } from './problem';

const why = 'closed forms, evaluated as they stand';

export const decide: Verb = {
  name: 'decide',
  summary: 'what a lab does, and what each number is worth to it',

  configure(command) {
    addLabFlags(command);
    command.addHelpText(
      'after',
      `
Examples:
  shadowprice compliance decide
  shadowprice compliance decide --fine 2 --coordination 1
  shadowprice compliance decide lab.json --b 0.3 --json | jq .shadowPrices
  echo '{ "benefit": [0.1, 0.5, 0.9] }' | shadowprice compliance decide - --json`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = { verb: 'decide', subject: 'parameters', options: [] } as const;
    const { numbers } = await readProblem(reading, source, flags);
    const result: Decision | Decisions = engine.compliance.decide(numbers as ComplianceColumns);
    const header = (screen: Screen) => labHeader('decide', `on ${result.backend}`, numbers, screen);
    return {
      result,
      holds: true,
      text: async (screen) =>
        [
          header(screen),
          ...('codes' in result ? [await manyText(result, screen)] : await oneText(result, screen)),
          noCertificate(why, screen),
        ].join('\n\n'),
    };

    async function oneText(decision: Decision, screen: Screen): Promise<string[]> {
      return [
        sentence(decision, screen),
        await payoffsTable(decision.payoffs, decision.action, screen),
        await pricesTable(decision, numbers, screen),
      ];
    }
  },
};

export const payoffs: Verb = {
  name: 'payoffs',
  summary: 'what complying, evading and splitting are worth to a lab',

  configure(command) {
    addLabFlags(command);
    command.addHelpText(
      'after',
      `
Examples:
  shadowprice compliance payoffs
  shadowprice compliance payoffs --fine 2 --risk-aversion 1
  shadowprice compliance payoffs --k 3 --json | jq .split`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = { verb: 'payoffs', subject: 'parameters', options: [] } as const;
    const { numbers } = await readProblem(reading, source, flags);
    const result = engine.compliance.payoffs(numbers as ComplianceParameters);
    const { action } = engine.compliance.decide(numbers as ComplianceParameters);
    return {
      result,
      holds: true,
      text: async (screen) =>
        [
          labHeader('payoffs', `on ${engine.backend}`, numbers, screen),
          await payoffsTable(result, action, screen),
          noCertificate(why, screen),
        ].join('\n\n'),
    };
  },
};

function sentence({ action, margin, isUnique }: Decision, screen: Screen): string {
  const does = screen.paint.bold(actionPaint(action, screen)(doings[action]));
  const by = isUnique
    ? `: worth ${figure(margin)} more than the next best.`
    : ', which ties with another action: the prices are those of the action taken.';
  return flow(`The lab ${does}${by}`.split(' '), screen.width, ' ');
}

function payoffsTable(values: Payoffs, action: Action, screen: Screen): Promise<string> {
  const { paint } = screen;
  const taken = (name: Action) => name === action;
  return table(
    [
      { title: 'action', cells: actions.map((name) => (taken(name) ? paint.bold(name) : name)) },
      {
        title: 'payoff',
        align: 'right',
        cells: figures(actions.map((name) => values[name])),
      },
      { title: '', cells: actions.map((name) => (taken(name) ? '← best' : '')) },
    ],
    screen,
  );
}

/** ∂U/∂p of the action taken. */
function pricesTable(
  { shadowPrices }: Decision,
  numbers: Readonly<Record<string, unknown>>,
  screen: Screen,
): Promise<string> {
  const names = Object.keys(shadowPrices);
  const right = { align: 'right' } as const;
  return table(
    [
      { title: 'price of', cells: names.map((name) => labTable[name].symbol) },
      { title: '', cells: names, spare: 1 },
      {
        title: 'at',
        ...right,
        cells: names.map((name) => figure((numbers[name] as number) ?? labTable[name].default)),
      },
      { title: '∂U/∂p', ...right, cells: names.map((name) => figure(shadowPrices[name], 7)) },
      { title: '', cells: names.map((name) => screen.paint.dim(labTable[name].meaning)), spare: 2 },
    ],
    screen,
  );
}

function manyText({ codes, counts }: Decisions, screen: Screen): Promise<string> {
  const share = (name: Action) => counts[name] / codes.length;
  return table(
    [
      { title: 'action', cells: actions.map((name) => actionPaint(name, screen)(name)) },
      { title: 'labs', align: 'right', cells: actions.map((name) => String(counts[name])) },
      { title: 'share', align: 'right', cells: actions.map((name) => percent(share(name))) },
      { title: '', cells: actions.map((name) => bar(share(name), 20)), spare: 1 },
    ],
    screen,
  );
}
