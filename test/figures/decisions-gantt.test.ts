import { describe, expect, it } from 'vitest';
import { letterOf } from '../../src/figures/decisions-gantt';
import { nodeContext } from '../../src/figures/node';
import { decisionsFigures, gangs, searches } from './decisions';

const figures = decisionsFigures(nodeContext());

const numbersOf = (element: Element, ...names: string[]) =>
  names.map((name) => Number(element.getAttribute(name)));
/** Blocks, without the ground under them. */
const rectsOf = (panel: SVGSVGElement) => [...panel.querySelectorAll('rect[fill-opacity]')];
const labelsOf = (panel: SVGSVGElement) =>
  [...panel.querySelectorAll('[aria-label="text"] text')].map((text) => text.textContent);

describe('gangs', () => {
  const [first, best, ends] = figures.gangs.panels;
  // 426 × 229 pixels for 12 hours and 4 GPUs
  const [hour, gpu] = [426 / 12, 229 / 4];

  it('are blocks on their GPUs for their time', () => {
    const blocks = rectsOf(first).map((rect) => numbersOf(rect, 'x', 'y', 'width', 'height'));
    const known = [
      [0, 0, 8, 4],
      [8, 2, 4, 2],
      [8, 1, 1, 1],
    ];
    expect(blocks).toHaveLength(known.length);
    blocks.forEach(([x, y, width, height], k) => {
      expect((x - 40) / hour).toBeCloseTo(known[k][0], 1);
      expect((y - 34) / gpu).toBeCloseTo(known[k][1], 1);
      expect(width / hour).toBeCloseTo(known[k][2], 0);
      expect(height / gpu).toBeCloseTo(known[k][3], 1);
    });
  });

  it('have a block for each run of neighbouring GPUs', () => {
    expect(rectsOf(best)).toHaveLength(4);
    expect(labelsOf(best)).toEqual(['A wide', 'B split', 'B split', 'C']);
  });

  it('have names where there is room, else letters, which the last panel explains', () => {
    expect(labelsOf(first)).toEqual(['A wide', 'B split', 'C']);
    const rows = [...ends.querySelectorAll('[aria-label="y-axis tick label"] text')];
    expect(rows.map((text) => text.textContent)).toEqual([
      'A wide (4)',
      'B split (2)',
      'C a job with a very long name (1)',
    ]);
    expect(ends.querySelectorAll('circle')).toHaveLength(6);
  });

  it('are stronger in colour where they matter more', () => {
    const shades = rectsOf(first).map((rect) => Number(rect.getAttribute('fill-opacity')));
    expect(shades[1]).toBeGreaterThan(shades[2]);
    expect(shades[2]).toBeGreaterThan(shades[0]);
    expect(gangs.jobs.map(({ priority }) => priority)).toEqual([1, 4, 2]);
  });

  it('have letters without end', () => {
    expect([0, 25, 26, 27, 51, 52].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AB', 'AZ', 'BA']);
  });
});

describe('searches', () => {
  it('have a curve a method, told apart without colour', () => {
    const [panel] = figures.searches.panels;
    const lines = [...panel.querySelectorAll('[aria-label="line"] path')];
    expect(lines).toHaveLength(searches.methods.length);
    const looks = [...panel.querySelectorAll('[aria-label="line"]')].map((line) =>
      ['stroke-dasharray', 'stroke-width'].map((name) => line.getAttribute(name)).join(),
    );
    expect(new Set(looks).size).toBe(searches.methods.length);
    expect(panel.getAttribute('aria-description')).toContain('walk ends at 1.000');
  });
});
