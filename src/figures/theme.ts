/**
 * How every figure looks: colours, type, and the notation of numbers.
 *
 * Colours are those of Okabe & Ito (2008), told apart by readers with any common colour blindness, and no
 * distinction rests on colour alone: what was published is dashed or hollow, what is true is solid. Each colour
 * is a CSS variable with a default, so that a page can lighten it on a dark ground; `resolveColours` puts the
 * defaults in for files that stand alone.
 */

/** Okabe & Ito's colours, by what they stand for here. */
export const colour = {
  /** What is true: the optimum, the right formula. */
  true: 'var(--figure-true, #0072B2)',
  /** What was published. */
  published: 'var(--figure-published, #D55E00)',
  /** A second true thing in the same panel. */
  second: 'var(--figure-second, #007A5A)',
  third: 'var(--figure-third, #B0568F)',
  fourth: 'var(--figure-fourth, #A86F00)',
  fifth: 'var(--figure-fifth, #6B6B6B)',
  /** Where something does not exist. */
  void: 'var(--figure-void, #8A8A8A)',
  ink: 'currentColor',
  /** The ground behind the figure, for halos and hollow marks. */
  ground: 'var(--figure-ground, #FFFFFF)',
} as const;

/** The variables of `colour` for a dark ground: the same hues, lighter. */
export const darkColours: Readonly<Record<string, string>> = {
  '--figure-true': '#56B4E9',
  '--figure-published': '#F08A4B',
  '--figure-second': '#3CC79D',
  '--figure-third': '#DD9CC4',
  '--figure-fourth': '#E6A93C',
  '--figure-fifth': '#B5B5B5',
  '--figure-void': '#9A9A9A',
};

/** `var(--name, default)` → the default, everywhere in a text. */
export function resolveColours(svg: string): string {
  return svg.replace(/var\(--[\w-]+,\s*(#[0-9A-Fa-f]{3,8})\)/g, '$1');
}

/** The first is shipped for PNG; the others are what a reader's machine has. */
export const fontFamily = "'Source Sans 3', 'Source Sans Pro', system-ui, sans-serif";

export const type = { panelTitle: 12, label: 11, tick: 10.5, figureTitle: 19, figureText: 12.5 };

/** A line of each kind of thing. */
export const stroke = {
  true: { stroke: colour.true, strokeWidth: 2 },
  published: { stroke: colour.published, strokeWidth: 2, strokeDasharray: '5 3.5' },
} as const;

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 6 → '10⁶'. */
export function powerOfTen(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (d) => superscripts[Number(d)]);
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** A scale for an axis of large numbers: values are divided by `unit`, the title says so. */
export interface Scale {
  readonly unit: number;
  /** ' (10⁶)', or nothing. */
  readonly suffix: string;
}

/** The power of a thousand that leaves the largest value between 1 and 1000; none for values from 0.01 to 1000. */
export function scaleOf(...series: ReadonlyArray<ArrayLike<number>>): Scale {
  let most = 0;
  for (const values of series) {
    for (let i = 0; i < values.length; i++) {
      if (Number.isFinite(values[i])) most = Math.max(most, Math.abs(values[i]));
    }
  }
  const exponent = most > 0 ? 3 * Math.floor(Math.log10(most) / 3) : 0;
  if (exponent === 0 || (most >= 0.01 && most < 1)) return { unit: 1, suffix: '' };
  return { unit: 10 ** exponent, suffix: ` (${powerOfTen(exponent)})` };
}

/** A number on an axis: no more digits than it needs, a proper minus sign. */
export function tick(x: number): string {
  return String(Number(x.toPrecision(12))).replace('-', '−');
}

/** The powers of ten within a domain: the ticks of a logarithmic axis. */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first) / 6));
  const ticks: number[] = [];
  for (let exponent = first; exponent <= last; exponent += every) ticks.push(10 ** exponent);
  return ticks;
}

/** The least and the greatest value, widened to powers of ten. */
export function logDomain(...series: ReadonlyArray<ArrayLike<number>>): [number, number] {
  const logs = series.flatMap((values) => Array.from(values, Math.log10)).filter(Number.isFinite);
  return [10 ** Math.floor(Math.min(...logs)), 10 ** Math.ceil(Math.max(...logs))];
}

/** A power of ten on an axis. */
export function logTick(x: number): string {
  const exponent = Math.round(Math.log10(x));
  return exponent >= 4 || exponent < -3 ? powerOfTen(exponent) : tick(x);
}
