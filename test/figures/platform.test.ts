import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { scaleOf, tick } from '../../src/figures/index';
import { pngFile, svgFile } from '../../src/figures/node';
import { logTick, logTicks, resolveColours } from '../../src/figures/theme';
import { context, figures } from './samples';

describe('platforms', () => {
  it('bundles for browsers, without Node', async () => {
    const { outputFiles, metafile, warnings } = await build({
      entryPoints: ['src/figures/index.ts'],
      bundle: true,
      platform: 'browser',
      format: 'esm',
      write: false,
      metafile: true,
    });
    expect(warnings).toEqual([]);
    expect(outputFiles[0].text.length).toBeGreaterThan(1000);
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.filter((path) => /linkedom|resvg|figures\/node/.test(path))).toEqual([]);
  });

  it('makes PNG files with text in them', () => {
    const svg = svgFile(figures.trajectories, context);
    const png = pngFile(svg);
    expect([...png.slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const mute = pngFile(svg.replaceAll(/<text[^>]*>[^<]*<\/text>/g, ''));
    expect(png.length).toBeGreaterThan(1.1 * mute.length);
  });
});

describe('notation', () => {
  it('scales to a power of a thousand', () => {
    expect(scaleOf([3.7e6, 1])).toEqual({ unit: 1e6, suffix: ' (10⁶)' });
    expect(scaleOf([0.5], [999])).toEqual({ unit: 1, suffix: '' });
    expect(scaleOf([0.5])).toEqual({ unit: 1, suffix: '' });
    expect(scaleOf([4e-5, Number.NaN]).suffix).toBe(' (10⁻⁶)');
    expect(scaleOf([0, 0])).toEqual({ unit: 1, suffix: '' });
  });

  it('writes numbers on axes', () => {
    expect(tick(-0.30000000000000004)).toBe('−0.3');
    expect([1000, 1e4, 1e-3, 1e-4].map(logTick)).toEqual(['1000', '10⁴', '0.001', '10⁻⁴']);
    expect(logTicks([0.5, 2000])).toEqual([1, 10, 100, 1000]);
    expect(logTicks([1, 1e13]).length).toBeLessThan(8);
  });

  it('puts colours in for their variables', () => {
    expect(resolveColours('stroke="var(--figure-true, #0072B2)"')).toBe('stroke="#0072B2"');
  });
});
