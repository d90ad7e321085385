/** What the compliance verbs show in common: the problem, shares, the certificate. */

import type { Action } from '../../compliance/model';
import { complianceNames } from '../../compliance/parameters';
import type { Certificate } from '../../engine/result';
import { figure, type Screen, tiny } from '../output';
import { certificateLine as certificateOf, headerOf, parameterItem } from '../present';
import { isRecord } from '../problem';
import { labTable } from './numbers';

type Numbers = Readonly<Record<string, unknown>>;

/** The verb, how it was computed, and the numbers of one lab but for those in `without`. */
export function labHeader(
  verb: string,
  how: string,
  numbers: Numbers,
  screen: Screen,
  without: readonly string[] = [],
): string {
  const items = Object.entries(labTable)
    .filter(([name]) => !without.includes(name))
    .map(([name, spec]) => {
      const value = numbers[name] ?? spec.default;
      if (typeof value === 'number') return parameterItem(spec, value, spec.default, screen);
      return screen.paint.bold(`${spec.symbol} ${(value as ArrayLike<number>).length} values`);
    });
  return headerOf(`compliance ${verb}`, how, items, screen);
}

/** The same for many labs: `B 0…1` where they are spread over a range. */
export function populationHeader(
  verb: string,
  how: string,
  numbers: Numbers,
  screen: Screen,
  without: readonly string[] = [],
): string {
  const items = Object.entries(labTable)
    .filter(([name]) => !without.includes(name))
    .map(([name, spec]) => {
      const isSpread = (complianceNames as readonly string[]).includes(name);
      const usual = isSpread ? '0…1' : figure(spec.default);
      const value = numbers[name] === undefined ? usual : spreadOf(numbers[name]);
      const text = `${spec.symbol} ${value}`;
      return value === usual ? text : screen.paint.bold(text);
    });
  return headerOf(`compliance ${verb}`, how, items, screen);
}

/** A number, a range or a distribution in a few characters. */
function spreadOf(value: unknown): string {
  if (typeof value === 'number') return figure(value);
  if (Array.isArray(value)) return value.map((x) => figure(x)).join('…');
  if (!isRecord(value)) return '';
  const numbers = Object.entries(value).filter(([name]) => name !== 'kind');
  const inside = numbers.map(([, x]) =>
    Array.isArray(x) ? `${x.length} values` : figure(x as number),
  );
  return value.kind === 'uniform' ? inside.join('…') : `${value.kind}(${inside.join(', ')})`;
}

/** `11.883 %`. */
export function percent(x: number, decimals = 3): string {
  return `${(100 * x).toFixed(decimals)} %`;
}

/** Decimals of a percentage that its standard error leaves two digits of. */
export function decimalsOf(error: number | null): number {
  if (error === null || !(error > 0)) return 6;
  return Math.min(10, Math.max(2, 1 - Math.floor(Math.log10(100 * error))));
}

/** A colour for each action, the same everywhere. */
export function actionPaint(action: Action, { paint }: Screen): (text: string) => string {
  return { comply: paint.green, evade: paint.red, split: paint.yellow }[action];
}

export const doings: Readonly<Record<Action, string>> = {
  comply: 'complies',
  evade: 'evades',
  split: 'splits',
};

/** A bar of blocks, to an eighth of a character. */
export function bar(share: number, columns: number): string {
  const eighths = Math.round(8 * columns * Math.min(1, Math.max(0, share)));
  const rest = eighths % 8;
  return '█'.repeat(eighths >> 3) + (rest === 0 ? '' : ' ▏▎▍▌▋▊▉'[rest]);
}

/** The certificate with every figure that it has but those in `without`; `unit` is that of its tolerance. */
export function certificateLine(
  certificate: Certificate,
  screen: Screen,
  { unit = '', without = [] }: { unit?: string; without?: readonly string[] } = {},
): string {
  const { kind: _, tolerance: __, holds: ___, ...figures } = certificate;
  const says = Object.entries(figures).flatMap(([name, value]: [string, unknown]) => {
    if (without.includes(name)) return [];
    const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    if (typeof value === 'boolean') return [`${words} ${value ? '✓' : '✗'}`];
    if (typeof value !== 'number') return [];
    return [`${words} ${unit === '' ? tiny(value) : figure(value, 3)}${unit}`];
  });
  return certificateOf(certificate, says, screen, unit);
}

/** In place of a certificate. */
export function noCertificate(why: string, { paint }: Screen): string {
  return paint.dim(`no certificate: ${why}`);
}
