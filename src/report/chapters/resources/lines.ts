/** The comparison for the terminal: aligned plain text. */

import { aligned } from '../../aligned';
import { percentage, significant, small } from '../../compare';
import { knapsacksOf, methodsOf } from './knapsacks';
import type { ResourceRuns } from './runs';
import { lostShare, ruleKeys, ruleTitles, solved } from './tokens';

const sign = (holds: boolean) => (holds ? '✓' : '✗');

export function comparisonLines({ tokens, knapsacks, gpus, fair }: ResourceRuns): string[] {
  const whole = solved(tokens.whole);
  const rules = ruleKeys.map((name) => {
    const { value, feasible, boundsBroken, budgetError } = whole.rules[name];
    const budget = Math.round(budgetError);
    return [
      `  ${ruleTitles[name]}`,
      significant(value, 7),
      feasible ? 'allowed' : boundsBroken > 0 ? `${boundsBroken} bounds` : `budget by ${budget}`,
      percentage(lostShare(tokens.whole, name), 2),
    ];
  });
  const held = knapsacksOf(knapsacks).every(({ certificate }) => certificate.holds);
  const missed = methodsOf(knapsacks).map(
    ({ name, missed: shares }) => `${name} ${percentage(Math.max(...shares), 1)}`,
  );
  const lines = [
    ...aligned([
      ['tokens, a rule', 'published', 'allowed', 'gain lost, repaired'],
      ...rules,
      ['  optimum', significant(whole.value, 7), sign(whole.certificate.holds), percentage(0, 2)],
    ]),
    '',
    `  knapsacks, missed at worst ${sign(held)}: ${missed.slice(0, 2).join(', ')}`,
    `  GPUs by menu: value ${significant(gpus.whole.objective ?? Number.NaN, 5)} ${sign(gpus.whole.certificate.holds)}, by the linear program at most ${significant(gpus.relaxed.objective ?? Number.NaN, 5)}`,
    `  max–min fair rates: published procedure equal on ${fair.links.length} links, not on a network; distance ${small(
      fair.network.certificate.kind === 'bottleneck'
        ? fair.network.certificate.distance
        : Number.NaN,
    )}`,
  ];
  return lines.map((line) => line.replaceAll('\u00a0', ' '));
}
