import { describe, expect, it } from 'vitest';
import { decisionsSkiRentalFigure, type Figure } from '../../src/figures/index';
import { nodeContext, pngFile, svgFile } from '../../src/figures/node';
import { decisionsFigures, paging, provision, skiRental, stream } from './decisions';

const context = nodeContext();
const figures = decisionsFigures(context);

type Point = [number, number];

const textsOf = (panel: SVGSVGElement) =>
  [...panel.getElementsByTagName('text')].map((text) => text.textContent ?? '');

const pointsOf = (panel: SVGSVGElement, kind = 'line') =>
  [...panel.querySelectorAll(`[aria-label="${kind}"] path`)].map((path) =>
    [...(path.getAttribute('d') ?? '').matchAll(/[MLHV](-?[\d.]+),(-?[\d.]+)/g)].map(
      ([, x, y]): Point => [Number(x), Number(y)],
    ),
  );

/** Values of an axis, by two of its labelled ticks. */
function scaleOf(panel: SVGSVGElement, axis: 'x' | 'y', low: string, high: string) {
  const at = (wanted: string) => {
    const found = [...panel.querySelectorAll(`[aria-label="${axis}-axis tick label"] text`)].find(
      (text) => text.textContent === wanted,
    );
    const place = /\(([\d.]+),([\d.]+)\)/.exec(found?.getAttribute('transform') ?? '');
    return Number(place?.[axis === 'x' ? 1 : 2]);
  };
  const [first, last] = [at(low), at(high)];
  return (place: number) =>
    Number(low) + ((first - place) / (first - last)) * (Number(high) - Number(low));
}

describe.each(Object.entries(figures))('figure: %s', (_, figure: Figure) => {
  it('has no number that is none, stands alone, and is the same when drawn again', () => {
    const svg = svgFile(figure, context);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|null|var\(|<style/);
    expect(svg.length).toBeLessThan(60_000);
    expect(svgFile(figure, context)).toBe(svg);
    // the signature of PNG
    expect([...pngFile(svg).slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  it('names its panels and its legend', () => {
    const svg = svgFile(figure, context);
    for (const panel of figure.panels) {
      expect(panel.getAttribute('aria-label')).toMatch(/\S/);
      expect(panel.getAttribute('aria-description')).toMatch(/\S/);
    }
    for (const { label } of figure.legend) expect(svg).toContain(label);
  });

  it('draws within the axes', () => {
    for (const panel of figure.panels) {
      const [width, height] = ['width', 'height'].map((name) => Number(panel.getAttribute(name)));
      const lines = [...pointsOf(panel), ...pointsOf(panel, 'area')];
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

describe('ski rental', () => {
  const [left, right] = figures['ski rental'].panels;

  it('draws ratios to scale, the bound beside its name', () => {
    expect(pointsOf(left)).toHaveLength(4);
    expect(pointsOf(right)).toHaveLength(3);
    const value = scaleOf(left, 'y', '1', '3');
    const drawn = pointsOf(left).map((points) => points.map(([, y]) => value(y)));
    const { alwaysBuy, alwaysRent, randomized, deterministic } = skiRental;
    [alwaysBuy, alwaysRent, randomized, deterministic].forEach((ratios, i) => {
      Array.from(ratios).forEach((ratio, k) => {
        expect(drawn[i][k]).toBeCloseTo(ratio, 1);
      });
    });
    expect(textsOf(left)).toEqual(expect.arrayContaining(['B = 2', '2 − 1/B = 1.500', '1.333']));
  });

  it('cuts what leaves the panel', () => {
    const figure = decisionsSkiRentalFigure({ ...skiRental, alwaysBuy: [30, 15, 3, 1] }, context);
    expect(pointsOf(figure.panels[0])[0]).toHaveLength(2);
  });
});

describe('paging', () => {
  const [mixed, anomaly] = figures.paging.panels;

  it('draws shares of requests', () => {
    const value = scaleOf(mixed, 'y', '0', '100');
    const drawn = pointsOf(mixed).map((points) => value(points[1][1]));
    ['lfu', 'fifo', 'lru', 'marking', 'belady'].forEach((name, i) => {
      expect(drawn[i]).toBeCloseTo(2 * paging.mixed.faults[name][1], 0);
    });
  });

  it('marks where more slots make more faults', () => {
    expect(textsOf(anomaly)).toEqual(expect.arrayContaining(['9', '10']));
    expect(anomaly.querySelectorAll('[aria-label="dot"] circle')).toHaveLength(9);
    expect(figures.paging.description).toContain('more faults with 3 slots than with 2');
  });
});

describe('provisioning', () => {
  const [machines, prices] = figures.provisioning.panels;

  it('holds a value for the whole of its hour', () => {
    const hour = scaleOf(machines, 'x', '0', '24');
    const value = scaleOf(machines, 'y', '0', '10');
    const [online, optimum] = pointsOf(machines);
    const at = (points: Point[], t: number) =>
      value(points[points.findIndex(([x]) => hour(x) > t) - 1][1]);
    for (const [points, known] of [
      [online, provision.online],
      [optimum, provision.optimum],
    ] as const) {
      for (let t = 0; t < known.length; t++) expect(at(points, t + 0.5)).toBeCloseTo(known[t], 1);
      expect(hour(points[points.length - 1][0])).toBeCloseTo(known.length, 1);
    }
  });

  it('shades demand from zero', () => {
    const value = scaleOf(machines, 'y', '0', '10');
    const heights = pointsOf(machines, 'area')[0].map(([, y]) => value(y));
    expect(Math.max(...heights)).toBeCloseTo(5, 1);
    expect(Math.min(...heights)).toBeCloseTo(0, 1);
  });

  it('names both prices', () => {
    expect(textsOf(prices)).toEqual(expect.arrayContaining(['on demand', 'reserved, in use']));
  });
});

describe('a stream', () => {
  const [prices, ratios] = figures.stream.panels;

  it('leaves out where a policy has nothing', () => {
    expect(pointsOf(ratios).map((points) => points.length)).toEqual([3, 3, 2, 3]);
    expect(ratios.getAttribute('aria-description')).toContain('threshold: without bound');
    expect(stream.ratios.threshold[0]).toBe(Number.POSITIVE_INFINITY);
  });

  it('draws the price of hindsight as a level', () => {
    const value = scaleOf(prices, 'y', '0', '4');
    const [level] = pointsOf(prices);
    expect(level.map(([, y]) => value(y).toFixed(1))).toEqual(['1.5', '1.5']);
    expect(textsOf(prices)).toEqual(expect.arrayContaining(['L = 1', 'U = 4']));
  });
});
