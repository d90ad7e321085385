/** The text of a provisioning answer: policies beside the optimum, prices, reservations. */

import type {
  ProvisionPlan,
  ProvisionProblem,
  ProvisionResult,
} from '../../resources/provision/index';
import { ratioOf } from '../../resources/ratio';
import { figure, figures, flow, type Screen, table, tiny } from '../output';
import { certificateLine, headerOf, statusLine } from '../present';

export async function textOf(
  { onDemand, reservation, sla }: ProvisionProblem,
  result: ProvisionResult,
  screen: Screen,
): Promise<string> {
  const { certificate, status, breakEven } = result;
  const { fee, slots, usage = 0 } = reservation;
  const items = [
    `on demand ${figure(onDemand)}`,
    `reserved ${figure(fee)} for ${slots} slots, ${figure(usage)} a slot in use`,
    `pays after ${figure(breakEven, 4)} slots of use`,
    ...(sla === undefined ? [] : [`serves ${figure(100 * sla.share)} % of each slot`]),
  ];
  const says =
    certificate.gap === null
      ? ['no optimum']
      : [`gap ${tiny(certificate.gap)}`, `cost error ${tiny(certificate.costError)}`];
  return [
    headerOf('resources provision', `on ${result.backend}`, items, screen),
    await policyTable(result, screen),
    summary(result, screen),
    ...(result.feePrice ? [await reservationTable(result, screen)] : []),
    statusLine(status, screen) + certificateLine(certificate, says, screen),
  ].join('\n\n');
}

interface Row {
  readonly name: string;
  readonly cost: number;
  readonly realized: number | null;
  readonly proven: number | null;
  /** null where costs are of many. */
  readonly plan: Pick<ProvisionPlan, 'reservations' | 'onDemand'> | null;
}

/** A row a policy, the optimum last. */
function policyTable({ policies, optimum }: ProvisionResult, screen: Screen): Promise<string> {
  const right = { align: 'right' } as const;
  const { onDemand, reserved, deterministic, randomized } = policies;
  const { expectation } = randomized;
  const rowOf = (name: string, { cost, ratio, ...plan }: ProvisionPlan) => ({
    name,
    cost,
    ...ratio,
    plan,
  });
  // the ratio and its bound are those of the expected cost: what was drawn has a row of its own
  const rows: readonly Row[] = [
    rowOf('on demand', onDemand),
    rowOf('reserved', reserved),
    rowOf('deterministic', deterministic),
    ...(expectation === null
      ? []
      : [{ ...rowOf('randomized, mean', randomized), cost: expectation.cost, plan: null }]),
    {
      ...rowOf('randomized, drawn', randomized),
      realized: optimum && ratioOf(randomized.cost, optimum.cost),
      proven: null,
    },
    ...(optimum === null ? [] : [rowOf('optimum', optimum)]),
  ];
  const ratio = (x: number | null) => (x === null ? '—' : figure(x, 4));
  const count = ({ plan }: Row, of: 'reservations' | 'onDemand') =>
    plan === null ? '—' : figure(sumOf(plan[of]), 9);
  return table(
    [
      { title: 'policy', cells: rows.map(({ name }) => name) },
      {
        title: 'cost',
        ...right,
        cells: figures(
          rows.map(({ cost }) => cost),
          8,
        ),
      },
      {
        title: 'reservations',
        ...right,
        cells: rows.map((row) => count(row, 'reservations')),
      },
      {
        title: 'on demand',
        ...right,
        spare: 1,
        cells: rows.map((row) => count(row, 'onDemand')),
      },
      { title: 'ratio', ...right, cells: rows.map(({ realized }) => ratio(realized)) },
      { title: 'proven', ...right, cells: rows.map(({ proven }) => ratio(proven)) },
    ],
    screen,
  );
}

function summary(result: ProvisionResult, screen: Screen): string {
  const { policies, feePrice, shadowPrices, savings, uniquePrices } = result;
  const { deterministic, randomized, onDemand } = policies;
  const { expectation } = randomized;
  const lines = [
    [
      `serves ${figure(onDemand.served, 9)} machine slots`,
      `${figure(100 * onDemand.servedShare, 4)} % of what is wanted`,
    ],
    [
      'reserves after slots without:',
      `deterministic ${figure(deterministic.patience)}`,
      `randomized ${figure(randomized.patience)} (drawn)`,
    ],
  ];
  if (expectation !== null) {
    const { cost, standardError, cases } = expectation;
    const how =
      standardError > 0
        ? `± ${figure(standardError, 2)} (${cases} draws)`
        : `over ${cases === 1 ? '1 case' : `${cases} cases`}`;
    lines.push([`randomized costs ${figure(cost, 8)} in expectation`, how]);
  }
  if (feePrice !== null && shadowPrices !== null && uniquePrices !== null) {
    const count = uniquePrices.filter(Boolean).length;
    lines.push(
      [`one more on the fee costs the optimum ${figure(feePrice, 9)} at most`],
      savings === null
        ? [
            `between what one machine less in a slot saves and one more costs:`,
            rangeOf(shadowPrices),
          ]
        : [
            `one machine more in a slot costs ${rangeOf(shadowPrices)}`,
            `one less saves ${rangeOf(savings)}`,
          ],
      [`both are the same in ${count} of ${shadowPrices.length} slots`],
    );
  }
  return lines.map((line) => flow(line, screen.width)).join('\n');
}

function rangeOf(prices: Float64Array): string {
  let [low, high] = [Infinity, -Infinity];
  for (const price of prices) {
    low = Math.min(low, price);
    high = Math.max(high, price);
  }
  return low === high ? figure(low) : `${figure(low)} … ${figure(high)}`;
}

/** Rows that a table shows of many. */
const mostRows = 24;

/** A row a slot in which the optimum reserves. */
async function reservationTable(
  { optimum, shadowPrices, savings }: ProvisionResult,
  screen: Screen,
): Promise<string> {
  const { reservations, reservedUse, onDemand } = optimum!;
  const all = Array.from(reservations.keys()).filter((t) => reservations[t] > 0);
  const shown = all.slice(0, mostRows);
  const right = { align: 'right' } as const;
  const count = (x: Int32Array) => shown.map((t) => figure(x[t], 9));
  const prices = (x: Float64Array) => figures(shown.map((t) => x[t]));
  const rows = await table(
    [
      { title: 'slot', ...right, cells: shown.map(String) },
      { title: 'optimum reserves', ...right, cells: count(reservations) },
      { title: 'reserved in use', ...right, cells: count(reservedUse) },
      { title: 'on demand', ...right, cells: count(onDemand) },
      ...(savings === null
        ? [{ title: 'price', ...right, spare: 1, cells: prices(shadowPrices!) }]
        : [
            { title: 'one more', ...right, spare: 1, cells: prices(shadowPrices!) },
            { title: 'one less', ...right, spare: 1, cells: prices(savings) },
          ]),
    ],
    screen,
  );
  const rest = all.length - shown.length;
  return rest === 0 ? rows : `${rows}\n  ${screen.paint.dim(`and ${rest} more slots`)}`;
}

function sumOf(x: Int32Array): number {
  let sum = 0;
  for (const value of x) sum += value;
  return sum;
}
