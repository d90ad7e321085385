import { describe, expect, it } from 'vitest';
import { actions } from '../../src/compliance/model';
import { actionColours } from '../../src/figures/compliance';
import { svgFile } from '../../src/figures/node';
import { maps, strong, tornado } from './compliance';
import { context, curves, figures, texts } from './samples';

/** The rectangles of one action's cells, in pixels. */
function rectangles(panel: SVGSVGElement, action: (typeof actions)[number]) {
  const path = [...panel.querySelectorAll('[aria-label="cells"] path')].find(
    (one) => one.getAttribute('fill') === actionColours[action],
  );
  const found = (path?.getAttribute('d') ?? '').matchAll(
    /M([\d.]+),([\d.]+)H([\d.]+)V([\d.]+)H[\d.]+Z/g,
  );
  return [...found].map(([, ...ends]) => ends.map(Number));
}

describe.each([
  ['audit rate', figures['compliance maps'].panels[0], maps[0]],
  ['detection', figures['compliance maps'].panels[1], maps[1]],
  ['strong enforcement', figures['compliance wedge'].panels[0], strong],
] as const)('decision map over %s', (_, panel, { map, boundaries }) => {
  it('draws every cell once, as what it is', () => {
    const width = Number(panel.getAttribute('width'));
    const height = Number(panel.getAttribute('height'));
    const x = (value: number) => 40 + (width - 40 - 16) * value;
    const y = (value: number) => height - 37 - (height - 37 - 34) * value;
    const drawn = actions.map((action) => rectangles(panel, action));
    // a cell at an edge of the map is half a cell
    const inside = (value: number, low: number, high: number) =>
      value === low ? value + 1e-3 : value === high ? value - 1e-3 : value;
    map.cells.forEach((code, n) => {
      const px = x(inside(map.x.values[n % map.width], map.x.low, map.x.high));
      const py = y(inside(map.y.values[Math.floor(n / map.width)], map.y.low, map.y.high));
      const holders = drawn.map(
        (list) =>
          list.filter(
            ([left, bottom, right, top]) => px > left && px < right && py < bottom && py > top,
          ).length,
      );
      expect(holders).toEqual(actions.map((_, i) => (i === code ? 1 : 0)));
    });
  });

  it('draws one line a piece of boundary, and few elements in all', () => {
    expect(curves(panel)).toHaveLength(boundaries.length);
    expect(panel.querySelectorAll('[aria-label="cells"] path').length).toBeLessThanOrEqual(3);
    expect(panel.outerHTML.length).toBeLessThan(25_000);
  });

  it('names the regions that are large enough', () => {
    for (const action of actions) {
      const isLarge = map.counts[action] > 0.05 * map.cells.length;
      if (isLarge || map.counts[action] === 0) {
        expect(texts(panel).includes(action)).toBe(isLarge);
      }
    }
  });
});

describe('the other figures of compliance', () => {
  it('mark the baseline lab', () => {
    for (const panel of figures['compliance maps'].panels) {
      expect(panel.querySelectorAll('[aria-label="dot"] circle')).toHaveLength(1);
    }
    expect(figures['compliance wedge'].panels[0].querySelectorAll('circle')).toHaveLength(0);
  });

  it('name the closing of the wedge', () => {
    const [map, closing] = figures['compliance wedge'].panels;
    expect(texts(map)).toContain('σ = 0.537');
    expect(texts(closing)).toEqual(expect.arrayContaining(['weak: σ = 0', 'strong: σ = 0.537']));
  });

  it('show exact shares as fractions, and every sample', () => {
    const [shares, samples] = figures['compliance shares'].panels;
    expect(texts(shares)).toContain('77/648 = 11.883 %');
    expect(samples.querySelectorAll('[aria-label="dot"] circle')).toHaveLength(9);
    // one bar of error each
    expect(samples.querySelectorAll('[aria-label="rule"] line')).toHaveLength(9 + 1);
  });

  it('order the tornado by swing', () => {
    const [bars] = figures['compliance tornado'].panels;
    expect(bars.querySelectorAll('[aria-label="bar"] rect')).toHaveLength(tornado.rows.length);
    const named = texts(bars).filter((text) => text.includes(', '));
    expect(named.slice(0, 6).map((text) => text[0])).toEqual(['B', 'a', 'd', 'F', 'σ', 'c']);
    expect(texts(bars)).toEqual(expect.arrayContaining(['−20.42', '+1.11', '+0.91']));
  });

  it('draw two bars and two estimates an index', () => {
    const [panel] = figures['compliance indices'].panels;
    expect(panel.querySelectorAll('[aria-label="bar"] rect')).toHaveLength(12);
    expect(panel.querySelectorAll('[aria-label="dot"] circle')).toHaveLength(12);
  });

  it('say what a lever takes, or what it cannot exceed', () => {
    const [reached, limited] = figures['compliance levers'].panels;
    expect(texts(reached)).toContain('V = 656.1');
    expect(texts(limited)).toContain('at most 50.0 %');
    expect(limited.getAttribute('aria-description')).toContain('cannot exceed 50.0 %');
  });

  it('stay small', () => {
    for (const [name, figure] of Object.entries(figures)) {
      if (!name.startsWith('compliance')) continue;
      expect(svgFile(figure, context).length).toBeLessThan(60_000);
    }
  });
});
