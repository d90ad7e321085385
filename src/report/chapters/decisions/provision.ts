/** Claim: machines on demand or reserved, for a week of demand that nobody knows before. */

import { decisionsProvisionFigure } from '../../../figures/index';
import type { ProvisionPlan, ProvisionProblem } from '../../../resources/index';
import { grouped, milliseconds, percentage, significant, small } from '../../compare';
import { html, type Markup, mark, table } from '../../html';
import type { Claim } from '../allocation/claim';
import { jsonLines, piped } from '../resources/commands';
import type { Part } from './part';
import {
  costOf,
  countOf,
  dollars,
  inForce,
  optimumOf,
  type PolicyName,
  type ProvisionRuns,
  policies,
  policyNames,
  provisionRuns,
  realizedOf,
  resultsOf,
  shares,
  skiPrice,
  worstFees,
} from './provision-runs';

/** For the terminal. */
const brief: Readonly<Record<PolicyName, string>> = {
  onDemand: 'on demand',
  reserved: 'reserved',
  deterministic: 'break-even',
  randomized: 'random',
};

export const provisionPart: Part = {
  what: 'provisioning',
  figures: 1,
  write(engine, context) {
    const runs = provisionRuns(engine);
    const { week, problem } = runs;
    const { deterministic } = week.policies;
    return {
      figures: [
        decisionsProvisionFigure(
          {
            demand: Array.from(problem.demand),
            online: inForce(deterministic, dollars.slots),
            optimum: inForce(optimumOf(week), dollars.slots),
            prices: week.shadowPrices ?? [],
            usage: dollars.usage,
            onDemand: dollars.onDemand,
          },
          context,
        ),
      ],
      certificates: resultsOf(runs).map(({ certificate }) => certificate.holds),
      claim: (blocks) => provisionClaim(runs, blocks),
      finding: html`For virtual machines the document states the problem and no algorithm. The break-even rule is never beyond ${significant(deterministic.ratio.proven ?? Number.NaN, 3)} times the
optimum at the prices tried, and costs ${significant(realizedOf(week, 'deterministic'), 3)} times as much in a week of GPUs. <a href="#decisions-provision">Details</a>`,
      lines: [
        `  GPUs for a week, over optimum: ${policies
          .map((name) => `${brief[name]} ${significant(realizedOf(week, name), 3)}`)
          .join(', ')}`,
      ],
    };
  },
};

function provisionClaim(runs: ProvisionRuns, blocks: readonly Markup[]): Claim {
  const { problem, week, bySla, worst, skis, milliseconds: time } = runs;
  const results = resultsOf(runs);
  const optimum = optimumOf(week);
  const { deterministic } = week.policies;
  const { onDemand, usage, fee, slots } = dollars;
  const alpha = usage / onDemand;
  const prices = Array.from(week.shadowPrices ?? []);
  const held = results.filter(({ certificate }) => certificate.holds).length;
  const costs = bySla.map((result) => optimumOf(result).cost);
  const attained = worst.map((result) => realizedOf(result, 'deterministic'));
  const limit = 2 - alpha;
  const worstCost = (k: number) => 1 + ((k - 1) * (onDemand - usage)) / (worstFee(k) + usage * k);
  const nearest = attained[attained.length - 1];
  const margins = results.map(({ certificate }) => certificate.slaMargin);
  return {
    id: 'decisions-provision',
    title: 'Machines on demand or reserved',
    published: html`Section 5, cloud provisioning: “Allocate VMs to arriving job requests; online: don’t know future; minimize cost while meeting SLAs”. No prices, no algorithm, no bound.`,
    reproduced: html`<b>There is nothing to reproduce.</b> An instance: ${optimum.reservations.length} hours of demand for GPUs with nights, a weekend and a launch; $${onDemand} an hour on demand, or
$${fee} for ${slots} hours and then $${usage} an hour in use.`,
    true: html`The week can be had for $${grouped(optimum.cost)}, known beforehand. Without foresight the break-even rule (Wang, Li and Liang 2015) pays $${grouped(deterministic.cost)},
${significant(realizedOf(week, 'deterministic'), 4)} times as much, and <b>never more than 2 − u/p = ${significant(limit, 3)} times</b>, whatever the demand; a random patience
${significant(realizedOf(week, 'randomized'), 4)} times in expectation, and never more than ${significant(week.policies.randomized.ratio.proven ?? Number.NaN, 4)}. All on demand it is
${significant(realizedOf(week, 'onDemand'), 4)} times, all reserved ${significant(realizedOf(week, 'reserved'), 4)}; of the latter no more than
${significant(week.policies.reserved.ratio.proven ?? Number.NaN, 3)} is proven.`,
    why: html`<p>Each machine rents skis anew: on demand is the rent, a reservation the price, only that it ends and that use still costs u of the p on demand. Hence the rule: reserve one more
machine as soon as the hours it would have been used in, within the last ${slots}, had paid its fee, here ${significant(week.breakEven, 4)} hours. Nothing to pay for use makes it ski rental: one machine
wanted for n days costs what the break-even day does.</p>
<p>The optimum is no search: reservations are runs of consecutive hours, so the program is a flow of least cost along a line of time, whole and with prices. The price of an hour is what one
more machine in it adds to the cost of the whole week: $${dollarsOf(Math.min(...prices))} where a reserved one is idle, $${dollarsOf(Math.max(...prices))} where it has to be had on demand,
between these where it would move a reservation.</p>`,
    certificate: html`${mark(held === results.length)} ${held} of ${results.length} traces: plans replayed hour by hour, costs added up by kind, the optimum met by a dual bound to
${small(Math.max(...results.map(({ certificate }) => certificate.gap ?? Number.NaN)))}, service never below the share agreed, no ratio above what is proven.`,
    time: `${milliseconds(time)} for the week: four policies, the expectation, the optimum with prices and the proof.`,
    commands: [piped(problem, 'shadowprice resources provision -')],
    calls: [
      `const { policies, optimum, shadowPrices, certificate } = engine.resources.provision(${jsonLines(problem)}, { seed: 1 });`,
      'policies.deterministic.ratio;',
    ],
    below: [blocks[0], policyTable(runs), worstTable(runs)],
    statements: [
      {
        text: html`On all ${results.length} traces no policy costs less than the optimum, and none more than what is proven of it.`,
        holds: results.every((result) =>
          policies.every((name) => {
            const { realized, proven } = result.policies[name].ratio;
            // expectations are exact here, but for rounding
            return (
              realized !== null && realized >= 1 - 1e-12 && realized <= (proven ?? Infinity) + 1e-9
            );
          }),
        ),
      },
      {
        text: html`One machine that is wanted until the rule has reserved it makes the rule pay ${significant(nearest, 5)} times the optimum at a fee of ${worstFees[worstFees.length - 1]} hours saved;
the ratio is 1 + (k − 1)q/(F + uk), which tends to 2 − u/p as fees grow.`,
        holds:
          worstFees.every((k, i) => Math.abs(attained[i] - worstCost(k)) < 1e-12) &&
          attained.every((ratio) => ratio < limit) &&
          limit - nearest < 0.02,
      },
      {
        text: html`With nothing to pay for use, one machine for n days costs what ski rental at B = ${skiPrice} does, n from 1 to ${skis.length}: at most 2 − 1/B times the least.`,
        holds: skis.every(({ days, result }) => {
          const cost = days < skiPrice ? days : 2 * skiPrice - 1;
          return (
            result.policies.deterministic.cost === cost &&
            optimumOf(result).cost === Math.min(days, skiPrice)
          );
        }),
      },
      {
        text: html`Prices of an hour lie between $${usage} and $${onDemand}, and bound the cost of the week from below by all of it.`,
        holds:
          prices.every((price) => price >= usage - 1e-9 && price <= onDemand + 1e-9) &&
          Math.abs((week.certificate.dualBound ?? Number.NaN) / optimum.cost - 1) < 1e-9,
      },
      {
        text: html`Agreeing to serve ${percentage(shares[1], 0)}, ${percentage(shares[2], 0)} or ${percentage(shares[3], 0)} of each hour in place of all of it costs less each time ($${costs
          .slice(1)
          .map((cost) => grouped(cost))
          .join(', $')}), and is kept in every hour.`,
        holds:
          costs.every((cost, k) => k === 0 || cost < costs[k - 1]) &&
          margins.every((margin) => margin >= -1e-12),
      },
      {
        text: html`Replayed from its reservations, the optimum costs $${grouped(optimum.cost)}: fees, use and hours on demand.`,
        holds: Math.abs(replayed(problem, optimum) - optimum.cost) < 1e-9 * optimum.cost,
      },
    ],
  };
}

/** No more digits than it needs. */
const dollarsOf = (x: number) => String(Number(x.toFixed(2)));

const worstFee = (hours: number) => hours * (dollars.onDemand - dollars.usage);

function replayed({ demand }: ProvisionProblem, plan: ProvisionPlan): number {
  const { onDemand, fee, slots, usage } = dollars;
  const reserved = inForce(plan, slots);
  const use = reserved.map((machines, t) => Math.min(machines, demand[t]));
  const rented = use.map((machines, t) => demand[t] - machines);
  return fee * countOf(plan.reservations) + usage * countOf(use) + onDemand * countOf(rented);
}

function policyTable({ week }: ProvisionRuns): Markup {
  const row = (name: string, plan: ProvisionPlan, cost: number) => [
    name,
    grouped(cost),
    grouped(countOf(plan.reservations)),
    grouped(countOf(plan.onDemand)),
    significant(plan.ratio.realized ?? Number.NaN, 4),
    plan.ratio.proven === null ? 'none' : significant(plan.ratio.proven, 4),
  ];
  const drawn = week.policies.randomized.patience;
  return table(
    html`<b>A week of GPUs.</b> Reservations and hours on demand of the random rule are those of the patience drawn, ${Number.isFinite(drawn) ? `${drawn} hours` : 'without end'}.`,
    [
      { title: 'policy' },
      { title: 'cost, $', isNumber: true },
      { title: 'reservations', isNumber: true },
      { title: 'GPU hours on demand', isNumber: true },
      { title: 'over the optimum', isNumber: true },
      { title: 'proven', isNumber: true },
    ],
    [
      ...policies.map((name) => row(policyNames[name], week.policies[name], costOf(week, name))),
      row('known beforehand', optimumOf(week), optimumOf(week).cost),
    ],
  );
}

function worstTable({ worst }: ProvisionRuns): Markup {
  return table(
    html`<b>One machine, wanted until the break-even rule has reserved it</b>: cost over the optimum.`,
    [
      { title: 'fee, in hours saved', isNumber: true },
      ...policies.map((name) => ({ title: policyNames[name], isNumber: true })),
      { title: 'proven of the rule', isNumber: true },
    ],
    worst.map((result, i) => [
      String(worstFees[i]),
      ...policies.map((name) => significant(realizedOf(result, name), 4)),
      significant(result.policies.deterministic.ratio.proven ?? Number.NaN, 4),
    ]),
  );
}
