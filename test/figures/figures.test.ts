import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/figures/index';
import { svgFile } from '../../src/figures/node';
import { context, curves, figures, optimum, published, sweepCount, texts } from './samples';

/** Throws where tags do not match; enough of XML for what we write. */
function checkWellFormed(xml: string): void {
  const open: string[] = [];
  const body = xml.replace(/<\?xml[^>]*\?>/, '');
  for (const [, close, name, , selfClosing] of body.matchAll(
    /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (close) expect(open.pop()).toBe(name);
    else if (!selfClosing) open.push(name);
  }
  expect(open).toEqual([]);
  const rest = body.replace(/<\/?[\w:-]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, '');
  expect(rest).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|#)/);
}

describe.each(Object.entries(figures))('figure: %s', (_, figure) => {
  const svg = svgFile(figure, context);

  it('is well-formed SVG that stands alone', () => {
    checkWellFormed(svg);
    expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
    expect(svg).not.toMatch(/var\(|<style|<script|href|url\(/);
  });

  it('has no number that is none', () => {
    expect(svg).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  it('names its panels, title and legend', () => {
    for (const panel of figure.panels) {
      expect(svg).toContain(panel.getAttribute('aria-label')?.replace('&', '&amp;'));
      expect(panel.getAttribute('aria-description')).toMatch(/\S/);
    }
    expect(svg).toContain(figure.title);
    for (const { label } of figure.legend) expect(svg).toContain(label);
  });

  it('draws every curve within the axes', () => {
    for (const panel of figure.panels) {
      const width = Number(panel.getAttribute('width'));
      const height = Number(panel.getAttribute('height'));
      for (const points of curves(panel)) {
        expect(points.length).toBeGreaterThan(1);
        for (const [x, y] of points) {
          expect(x).toBeGreaterThanOrEqual(39.9);
          expect(x).toBeLessThanOrEqual(width - 13.9);
          expect(y).toBeGreaterThanOrEqual(33.9);
          expect(y).toBeLessThanOrEqual(height - 33.9);
        }
      }
    }
  });

  it('draws every circle within the axes', () => {
    for (const panel of figure.panels) {
      const frame = [Number(panel.getAttribute('width')), Number(panel.getAttribute('height'))];
      for (const circle of panel.getElementsByTagName('circle')) {
        const [x, y] = ['cx', 'cy'].map((name) => Number(circle.getAttribute(name)));
        expect(x).toBeGreaterThan(39);
        expect(x).toBeLessThan(frame[0] - 13);
        expect(y).toBeGreaterThan(33);
        expect(y).toBeLessThan(frame[1] - 33);
      }
    }
  });

  it('is the same when drawn again', () => {
    expect(svgFile(figure, context)).toBe(svg);
  });

  it('keeps the panels where they are when assembled', () => {
    const parents = figure.panels.map((panel) => panel.parentNode);
    const whole = assemble(figure, context);
    expect(whole.querySelectorAll('svg')).toHaveLength(figure.panels.length);
    expect(figure.panels.map((panel) => panel.parentNode)).toEqual(parents);
  });
});

describe('trajectories', () => {
  const [allocation, , price] = figures.trajectories.panels;

  it('has six panels, with the paper’s letters', () => {
    const titles = figures.trajectories.panels.map((panel) => panel.getAttribute('aria-label'));
    expect(titles).toHaveLength(6);
    for (const letter of ['α', 'M', 'λ', 'C', 'R', 'Cumulative']) {
      expect(titles.some((title) => title?.startsWith(letter))).toBe(true);
    }
  });

  it('marks the switching time', () => {
    expect(texts(allocation)).toContain(`t* = ${optimum.switchTimes[0].toFixed(3)}`);
    const rule = allocation.querySelector('[aria-label="rule"] line, [aria-label="rule"] path');
    const x = Number(rule?.getAttribute('x1') ?? Number.NaN);
    expect(x).toBeCloseTo(40 + ((320 - 54) * optimum.switchTimes[0]) / 10, 0);
  });

  it('draws published and optimal, and both prices', () => {
    expect(curves(allocation)).toHaveLength(2);
    expect(curves(price)).toHaveLength(4);
    expect(curves(allocation)[0]).toHaveLength(optimum.time.length);
    expect(curves(allocation)[1]).toHaveLength(published.time.length);
    expect(curves(figures['optimum alone'].panels[2])).toHaveLength(2);
  });

  it('draws the values to scale', () => {
    const [points] = curves(allocation);
    const ticks = [...allocation.querySelectorAll('[aria-label="y-axis tick"] path')];
    const y = (i: number) =>
      Number(/,(-?[\d.]+)\)/.exec(ticks[i].getAttribute('transform') ?? '')?.[1]);
    const [zero, one] = [y(0), y(ticks.length - 1)];
    points.forEach(([, height], k) => {
      expect((zero - height) / (zero - one)).toBeCloseTo(optimum.allocation[k], 3);
    });
  });
});

describe('the other figures', () => {
  it('compare five strategies and the optimum', () => {
    const [bars, , capability] = figures.strategies.panels;
    expect(bars.querySelectorAll('[aria-label="bar"] rect')).toHaveLength(6);
    expect(bars.querySelectorAll('[aria-label="dot"] circle[cx]')).toHaveLength(5);
    expect(curves(capability)).toHaveLength(6);
    expect(texts(bars)).toContain('100 %');
  });

  it('shade where the infinite horizon and the turnpike fail', () => {
    expect(figures['steady state'].panels).toHaveLength(3);
    for (const panel of figures['steady state'].panels) {
      expect(curves(panel)).toHaveLength(3);
      expect(panel.querySelectorAll('[aria-label="rect"] rect')).toHaveLength(2);
    }
  });

  it('show NPV, M(T) and mean α over each parameter', () => {
    expect(figures.sweeps.panels).toHaveLength(3 * sweepCount);
    for (const panel of figures.sweeps.panels) {
      expect(curves(panel)).toHaveLength(1);
      expect(panel.querySelectorAll('[aria-label="dot"] circle')).toHaveLength(3);
    }
    expect(figures['combined sweeps'].panels).toHaveLength(6);
  });
});
