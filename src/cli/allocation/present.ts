/** What the allocation verbs show in common: the problem, the totals, the paths, the certificate. */

import {
  type AllocationNumber,
  allocationTable,
  type CompleteAllocationParameters,
} from '../../allocation/parameters';
import type { AllocationPaths, AllocationTotals } from '../../allocation/result';
import type { Certificate } from '../../engine/result';
import { figure, type Screen, table, tiny } from '../output';
import { beside, plot } from '../plot';
import { certificateLine as certificateOf, headerOf, parameterItem } from '../present';

/** The verb, how it was computed, and every parameter; those that are not the default stand out. */
export function header(
  verb: string,
  how: string,
  parameters: CompleteAllocationParameters,
  screen: Screen,
  defaults: Readonly<Record<string, number>> = {},
): string {
  const items = Object.entries(allocationTable).map(([name, spec]) =>
    parameterItem(
      spec,
      parameters[name as AllocationNumber],
      defaults[name] ?? spec.default,
      screen,
    ),
  );
  items.push(`C(t) = ${formula(parameters.compute)}`);
  return headerOf(`allocation ${verb}`, how, items, screen);
}

function formula(compute: CompleteAllocationParameters['compute']): string {
  if (typeof compute === 'function') return 'a function';
  const signed = (x: number) => `${x < 0 ? '−' : '+'} ${figure(Math.abs(x))}`;
  switch (compute.kind) {
    case 'exponential':
      return `${figure(compute.initial)} e^(${figure(compute.growth)} t)`;
    case 'constant':
      return figure(compute.level);
    case 'linear':
      return `${figure(compute.initial)} ${signed(compute.slope)} t`;
    case 'logistic': {
      const [K, initial, g] = [compute.capacity, compute.initial, compute.growth].map((x) =>
        figure(x),
      );
      return `${K} / (1 + (${K}/${initial} − 1) e^(−${g} t))`;
    }
    case 'table': {
      const { times, values } = compute;
      const last = times.length - 1;
      return `${times.length} points from (${figure(times[0])}, ${figure(values[0])}) to (${figure(times[last])}, ${figure(values[last])})`;
    }
  }
}

export interface Total {
  readonly symbol: string;
  readonly value: string;
  readonly unit: string;
  readonly meaning: string;
}

export function totalsOf({
  netPresentValue,
  finalCapability,
  meanAllocation,
}: AllocationTotals): Total[] {
  return [
    {
      symbol: 'J',
      value: figure(netPresentValue, 9),
      unit: 'revenue',
      meaning: 'net present value',
    },
    {
      symbol: 'M(T)',
      value: figure(finalCapability),
      unit: 'capability',
      meaning: 'final capability',
    },
    {
      symbol: 'ᾱ',
      value: figure(meanAllocation),
      unit: '',
      meaning: 'mean share of compute that trains',
    },
  ];
}

export function totalsTable(totals: readonly Total[], screen: Screen): Promise<string> {
  const { paint } = screen;
  return table(
    [
      { title: '', cells: totals.map(({ symbol }) => paint.bold(symbol)) },
      { title: '', cells: totals.map(({ value }) => value) },
      { title: '', cells: totals.map(({ unit }) => paint.dim(unit)), spare: 2 },
      { title: '', cells: totals.map(({ meaning }) => meaning), spare: 1 },
    ],
    screen,
  );
}

/** α(t) and M(t). */
export function paths(
  { time, allocation, capability }: AllocationPaths,
  marks: readonly number[],
  { width, paint }: Screen,
): string {
  const size = width >= 72 ? Math.floor((width - 3) / 2) : width;
  const draw = (title: string, y: ArrayLike<number>, range?: readonly [number, number]) =>
    plot({ title, x: time, y, marks, ...(range ? { range } : {}) }, Math.min(size, 60), 6, paint);
  return beside(
    [draw('α(t), share that trains', allocation, [0, 1]), draw('M(t), capability', capability)],
    width,
  );
}

/** What certificates of this domain may say beyond what all say. */
interface Figures extends Certificate {
  readonly residual?: number;
  readonly discretizationError?: number;
  readonly priceError?: number;
  readonly extremals?: { readonly count: number; readonly isBest: boolean };
  /** That of the optimum which the answer is measured by. */
  readonly optimum?: Figures;
}

/** `certificate ✓ pontryagin: residual 1.1e-9, …, 1 extremal, the optimum (held to 1e-4)`. */
export function certificateLine(certificate: Figures, screen: Screen): string {
  const { optimum } = certificate;
  const says = figuresOf(certificate);
  if (optimum !== undefined) {
    says.push(`optimum ${optimum.holds ? '✓' : '✗'} residual ${tiny(optimum.residual ?? 0)}`);
  }
  return certificateOf(certificate, says, screen);
}

function figuresOf(figures: Figures): string[] {
  const { residual, discretizationError, priceError, extremals } = figures;
  const says: string[] = [];
  if (residual !== undefined) says.push(`residual ${tiny(residual)}`);
  if (discretizationError !== undefined) says.push(`discretization ${tiny(discretizationError)}`);
  if (priceError !== undefined) says.push(`prices ${tiny(priceError)}`);
  if (extremals !== undefined) {
    const { count, isBest } = extremals;
    says.push(`${count} ${count === 1 ? 'extremal' : 'extremals'}`);
    const best = count === 1 ? 'the optimum' : 'the best of them';
    says.push(isBest ? best : 'not shown to be the optimum');
  }
  return says;
}
