import { describe, expect, it } from 'vitest';
import { contestCycleFigure, contestScenarioFigure, type Figure } from '../../src/figures/index';
import { nodeContext, svgFile } from '../../src/figures/node';
import { alike, contestFigures, cycle, prices, strategies } from './contest';

const context = nodeContext();
const figures = contestFigures(context);

const textsOf = (panel: SVGSVGElement) =>
  [...panel.getElementsByTagName('text')].map((text) => text.textContent ?? '');

const pathsOf = (panel: SVGSVGElement) =>
  [...panel.querySelectorAll('[aria-label="line"] path')].map((path) => path.getAttribute('d'));

const circlesOf = (panel: SVGSVGElement) =>
  [...panel.getElementsByTagName('circle')].map((circle) =>
    ['cx', 'cy'].map((name) => Number(circle.getAttribute(name))),
  );

/** The height at which a label of the vertical axis stands. */
function heightOf(panel: SVGSVGElement, label: string): number {
  const found = [...panel.querySelectorAll('[aria-label="y-axis tick label"] text')].find(
    (text) => text.textContent === label,
  );
  return Number(/,([\d.]+)\)/.exec(found?.getAttribute('transform') ?? '')?.[1]);
}

describe.each(Object.entries(figures))('figure: %s', (_, figure: Figure) => {
  it('has no number that is none, and stands alone', () => {
    const svg = svgFile(figure, context);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|null|var\(|<style/);
    expect(svg.length).toBeLessThan(60_000);
    expect(svgFile(figure, context)).toBe(svg);
  });

  it('draws circles and lines within the axes', () => {
    for (const panel of figure.panels) {
      const [width, height] = ['width', 'height'].map((name) => Number(panel.getAttribute(name)));
      const ends = pathsOf(panel).map((d) =>
        [...(d ?? '').matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [+x, +y]),
      );
      for (const points of ends) expect(points.length).toBeGreaterThan(1);
      for (const [x, y] of [...ends.flat(), ...circlesOf(panel)]) {
        expect(x).toBeGreaterThanOrEqual(39.9);
        expect(x).toBeLessThanOrEqual(width - 13.9);
        expect(y).toBeGreaterThanOrEqual(33.9);
        expect(y).toBeLessThanOrEqual(height - 36.9);
      }
    }
  });
});

describe('inputs over periods', () => {
  const { panels, legend } = figures['contest inputs'];

  it('has a panel an input, and a legend of players and of who else', () => {
    expect(panels.map((panel) => panel.getAttribute('aria-label')?.slice(0, 3))).toEqual([
      'x_s',
      'x_p',
      'i_s',
      'i_p',
      'z_s',
      'z_p',
    ]);
    expect(legend.map(({ label }) => label)).toEqual(['player 0', 'player 1', 'theirs']);
  });

  it('puts zeros at the foot, named so, and numbers above it', () => {
    const [, , invested] = panels;
    const foot = heightOf(invested, '0');
    expect(foot).toBe(220 - 37);
    // ours: three periods of two players, then theirs
    const heights = circlesOf(invested).map(([, y]) => y);
    const ours = strategies.flat().filter((own) => own[2] === 0).length;
    expect(heights).toHaveLength(12);
    expect(heights.filter((y) => Math.abs(y - foot) < 0.01)).toHaveLength(ours);
    // 10⁻⁵ of theirs is one of the axis's powers of ten
    const least = heightOf(invested, '10⁻⁵');
    expect(heights.filter((y) => Math.abs(y - least) < 0.01)).toHaveLength(ours);
    expect(least).toBeLessThan(foot - 10);
  });

  it('has no place for zero where there is none', () => {
    const [effort] = panels;
    expect(textsOf(effort)).not.toContain('0.0');
    expect(heightOf(effort, '0')).toBeNaN();
    expect(heightOf(effort, '0.5')).toBeLessThan(220 - 37);
  });

  it('joins numbers, dots the way to zero, and nothing between zeros', () => {
    const dashes = (panel: SVGSVGElement) =>
      [...panel.querySelectorAll('[aria-label="line"]')].map((line) =>
        line.getAttribute('stroke-dasharray'),
      );
    // player 1 falls once; player 0 has zeros only
    expect(dashes(panels[2])).toEqual(['1.5 3']);
    // player 0 falls and rises again; player 1 falls
    expect(dashes(panels[3])).toEqual(['1.5 3', '1.5 3']);
    expect(dashes(panels[0])).toEqual([null, '6 3.5']);
    expect(dashes(panels[5])).toEqual([]);
  });

  it('names the bound of sharing where it is reached', () => {
    expect(textsOf(panels[4])).toContain('maximumSharing = 40');
    expect(textsOf(panels[5]).join(' ')).not.toContain('maximumSharing');
  });

  it('sets players apart where they do the same', () => {
    const [first, second] = circlesOf(panels[0]);
    const places = [...panels[0].querySelectorAll('[aria-label="dot"]')].map((group) =>
      Number(group.querySelector('circle')?.getAttribute('cx')),
    );
    expect(first[1]).not.toBe(second[1]);
    expect(places[1]).toBeGreaterThan(places[0]);
  });
});

describe('scenario', () => {
  const { panels, legend } = figures['contest scenario'];

  it('has six panels in the source’s letters', () => {
    const letters = panels.map((panel) => panel.getAttribute('aria-label')?.split(/[, ]/)[0]);
    expect(letters).toEqual(['X_s', 'X_p', 's', 'p', 'σ', 'Payoff']);
  });

  it('draws players who are alike as one', () => {
    expect(legend.map(({ label }) => label)).toEqual(['each player', 'computed by other code']);
    for (const panel of panels) expect(pathsOf(panel)).toHaveLength(1);
  });

  it('draws a line a player and series where they differ, and one of σ', () => {
    const { panels: many, legend: named } = figures['contest scenario with series'];
    expect(named.map(({ label }) => label)).toEqual([
      'risk.theta = 0',
      'risk.theta = 0.5',
      'player 0',
      'player 1',
    ]);
    expect(many.map((panel) => pathsOf(panel).length)).toEqual([4, 4, 4, 4, 2, 4]);
  });

  it('marks numbers from elsewhere where there are some', () => {
    expect(panels.map((panel) => circlesOf(panel).length)).toEqual([0, 0, 0, 0, 0, 2]);
  });

  it('draws to scale, and leaves gaps', () => {
    const payoff = alike.columns.payoff.map((each) => [...each]);
    payoff[1] = [null, null];
    const gappy = contestScenarioFigure(
      { result: { axes: alike.axes, columns: { ...alike.columns, payoff } } },
      context,
    );
    // two points that stand alone
    expect(pathsOf(gappy.panels[5])).toEqual([]);
    const points = circlesOf(gappy.panels[5]);
    expect(points).toHaveLength(2);
    const [low, high] = [40, 320 - 14];
    const at = (price: number) =>
      low + ((high - low) * (price - prices[0])) / (prices[2] - prices[0]);
    expect(points.map(([x]) => x)).toEqual([at(prices[0]), at(prices[2])]);
    const [most, least] = [payoff[0][0], payoff[2][0]].map(Number);
    const [top, bottom] = points.map(([, y]) => 220 - 37 - y);
    expect(bottom / top).toBeCloseTo(least / most, 3);
  });
});

describe('cycle', () => {
  const { panels, legend } = figures['contest cycle'];

  it('draws the plane of payoffs, what moves gain, what is put in, and the mixture', () => {
    expect(panels).toHaveLength(4);
    expect(legend.map(({ label }) => label)).toEqual([
      'player 0 moves',
      'player 1 moves',
      'mixed equilibrium',
      'theirs',
    ]);
    const [plane, gains, , mixture] = panels;
    expect(plane.querySelectorAll('[aria-label="arrow"] path')).toHaveLength(4);
    expect(textsOf(plane)).toEqual(expect.arrayContaining(['1', '2', '3', '4', 'U₀']));
    // four profiles, the mixture, and what was refused
    expect(circlesOf(plane)).toHaveLength(6);
    expect(gains.querySelectorAll('[aria-label="bar"] rect')).toHaveLength(5);
    expect(textsOf(gains)).toEqual(
      expect.arrayContaining(['1 → 2, player 0', '4 → 1, player 1', 'theirs, player 0', '1.5']),
    );
    expect(textsOf(mixture)).toEqual(expect.arrayContaining(['75.00 %', '25.00 %', '100 %']));
  });

  it('puts arrows from profile to profile, the last to the first', () => {
    const [plane] = panels;
    const profiles = circlesOf(plane).slice(0, 4);
    const arrows = [...plane.querySelectorAll('[aria-label="arrow"] path')].map((path) => {
      const [, x1, y1, x2, y2] =
        /M(-?[\d.]+),(-?[\d.]+)\D+?(-?[\d.]+),(-?[\d.]+)/.exec(path.getAttribute('d') ?? '') ?? [];
      return [x1, y1, x2, y2].map(Number);
    });
    arrows.forEach(([x1, y1, x2, y2], k) => {
      const [from, to] = [profiles[k], profiles[(k + 1) % 4]];
      // insets of 5 and 6 pixels
      expect(Math.hypot(x1 - from[0], y1 - from[1])).toBeCloseTo(5, 1);
      expect(Math.hypot(x2 - to[0], y2 - to[1])).toBeCloseTo(6, 1);
    });
  });

  it('does without a mixture, and without anything refused', () => {
    const bare = contestCycleFigure({ cycle }, context);
    expect(bare.panels).toHaveLength(3);
    expect(circlesOf(bare.panels[0])).toHaveLength(4);
    expect(bare.legend).toHaveLength(2);
  });

  it('draws moves of all at once as nobody’s', () => {
    const together = contestCycleFigure(
      { cycle: { ...cycle, updateRule: 'simultaneous', moves: [] } },
      context,
    );
    const arrows = [...together.panels[0].querySelectorAll('[aria-label="arrow"]')];
    expect(arrows).toHaveLength(4);
    for (const arrow of arrows) expect(arrow.getAttribute('stroke')).toBe('currentColor');
  });
});
