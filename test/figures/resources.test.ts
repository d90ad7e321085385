import { describe, expect, it } from 'vitest';
import { type Figure, resourcesTokensFigure } from '../../src/figures/index';
import { nodeContext, svgFile } from '../../src/figures/node';
import { knapsacks, resourcesFigures, tensions, tokenRules } from './resources';

const context = nodeContext();
const figures = resourcesFigures(context);

const textsOf = (panel: SVGSVGElement) =>
  [...panel.getElementsByTagName('text')].map((text) => text.textContent ?? '');

const pointsOf = (panel: SVGSVGElement) =>
  [...panel.querySelectorAll('[aria-label="line"] path')].map((path) =>
    [...(path.getAttribute('d') ?? '').matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(
      ([, x, y]): [number, number] => [Number(x), Number(y)],
    ),
  );

const titleOf = (panel: SVGSVGElement) => panel.getAttribute('aria-label') ?? '';

/** Where two labelled values of the vertical axis stand. */
function scaleOf(panel: SVGSVGElement, low: string, high: string) {
  const at = (label: string) => {
    const found = [...panel.querySelectorAll('[aria-label="y-axis tick label"] text')].find(
      (text) => text.textContent === label,
    );
    return Number(/,([\d.]+)\)/.exec(found?.getAttribute('transform') ?? '')?.[1]);
  };
  const [bottom, top] = [at(low), at(high)];
  return (y: number) =>
    Number(low) + ((bottom - y) / (bottom - top)) * (Number(high) - Number(low));
}

describe.each(Object.entries(figures))('figure: %s', (_, figure: Figure) => {
  it('has no number that is none, stands alone, and is the same when drawn again', () => {
    const svg = svgFile(figure, context);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|null|var\(|<style/);
    expect(svg.length).toBeLessThan(60_000);
    expect(svgFile(figure, context)).toBe(svg);
  });

  it('names its panels and its legend', () => {
    const svg = svgFile(figure, context);
    for (const panel of figure.panels) {
      expect(titleOf(panel)).not.toBe('');
      expect(panel.getAttribute('aria-description')).toMatch(/\S/);
    }
    for (const { label } of figure.legend) expect(svg).toContain(label);
  });

  it('draws within the axes', () => {
    for (const panel of figure.panels) {
      const [width, height] = ['width', 'height'].map((name) => Number(panel.getAttribute(name)));
      const lines = pointsOf(panel);
      for (const points of lines) expect(points.length).toBeGreaterThan(1);
      const circles = [...panel.getElementsByTagName('circle')].map((circle) =>
        ['cx', 'cy'].map((name) => Number(circle.getAttribute(name))),
      );
      for (const [x, y] of [...lines.flat(), ...circles]) {
        expect(x).toBeGreaterThanOrEqual(39.9);
        expect(x).toBeLessThanOrEqual(width - 13.9);
        expect(y).toBeGreaterThanOrEqual(33.9);
        expect(y).toBeLessThanOrEqual(height - 36.9);
      }
    }
  });
});

describe('a token budget', () => {
  const { panels } = figures.tokens;

  it('says of each rule what it breaks', () => {
    expect(panels.map(titleOf)).toEqual([
      'equal: allowed',
      'scaled: 3 bounds broken',
      'clipped: 100 tokens too many',
      'cut: parts of tokens',
      'short: 1 bound broken, 10 tokens too few',
      'Gain lost once repaired, %',
    ]);
  });

  it('puts the most relevant patch first, to scale', () => {
    const value = scaleOf(panels[2], '0', '150');
    const [optimum, rule] = pointsOf(panels[2]);
    expect(value(optimum[0][1])).toBeCloseTo(96, 0);
    expect(value(rule[0][1])).toBeCloseTo(164, 0);
    expect(value(rule[rule.length - 1][1])).toBeCloseTo(64, 0);
  });

  it('draws as a staircase what it has left out of it', () => {
    const long = (kept: number) => {
      const tokens = Array.from({ length: 200 }, (_, i) => (i < kept ? 100 - i : 64));
      const scores = tokens.map((_, i) => -i);
      const rules = [{ ...tokenRules.rules[0], tokens }];
      const figure = resourcesTokensFigure(
        { ...tokenRules, optimum: tokens, scores, rules },
        context,
      );
      return pointsOf(figure.panels[0])[0];
    };
    const [few, many] = [long(3), long(30)];
    expect(few.length).toBeLessThan(many.length);
    // to the last patch, on the floor
    const ends = [few, many].map((points) => points[points.length - 1]);
    expect(ends[0]).toEqual(ends[1]);
    expect(few[few.length - 2][1]).toBe(ends[0][1]);
  });

  it('shows small losses as such', () => {
    expect(textsOf(panels[5])).toEqual(
      expect.arrayContaining(['100.0 %', '25.0 %', '0.040 %', '0.000 %', '90.0 %']),
    );
    expect(panels[5].querySelectorAll('[aria-label="bar"] rect')).toHaveLength(5);
  });
});

describe('tensions', () => {
  const { panels } = figures.tensions;

  it('are a line each, along their weights and as fronts', () => {
    expect(panels).toHaveLength(6);
    for (const panel of panels) expect(pointsOf(panel)).toHaveLength(tensions.length);
  });

  it('have relevance in per cent, and fronts that run to the left', () => {
    const value = scaleOf(panels[0], '90', '100');
    pointsOf(panels[0]).forEach((points, i) => {
      points.forEach(([, y], k) => {
        expect(value(y)).toBeCloseTo(100 * tensions[i].relevance[k], 1);
      });
    });
    for (const points of pointsOf(panels[4])) {
      expect(points[0][0]).toBeGreaterThan(points[points.length - 1][0]);
    }
  });
});

describe('knapsacks', () => {
  const [misses, family] = figures.knapsacks.panels;

  it('mark every instance, and the bounds that are near', () => {
    const count = knapsacks.methods.reduce((sum, { missed }) => sum + missed.length, 0);
    expect(misses.querySelectorAll('[aria-label="dot"] circle')).toHaveLength(count);
    // a tenth, and not a half
    expect(misses.querySelectorAll('[aria-label="tick"] line')).toHaveLength(1);
  });

  it('show the guarantee', () => {
    expect(textsOf(family)).toContain('one half');
    expect(pointsOf(family)).toHaveLength(2);
  });
});

describe('GPUs', () => {
  const [values, gains] = figures.gpus.panels;

  it('show what the next one adds', () => {
    const value = scaleOf(gains, '0', '4');
    const lines = [...gains.querySelectorAll('[aria-label="rule"] line')];
    const heights = lines.map((line) => value(Number(line.getAttribute('y2'))));
    const [first, second, third, fourth] = heights;
    for (const [found, known] of [
      [first, 1],
      [second, 0],
      [third, 0],
      [fourth, 7],
    ]) {
      expect(found).toBeCloseTo(known, 1);
    }
  });

  it('mark the price', () => {
    expect(gains.querySelectorAll('circle')).toHaveLength(1);
    expect(values.getAttribute('aria-description')).toContain('At 3 GPUs 1.0, relaxed 6.0.');
  });
});
