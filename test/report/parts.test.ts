import { describe, expect, it } from 'vitest';
import {
  aboveOrBelow,
  digitsMatched,
  grouped,
  percent,
  relativeDifference,
  reproduction,
  scientific,
  significant,
} from '../../src/report/compare';
import { html, table } from '../../src/report/html';
import { math } from '../../src/report/mathml';

describe('comparison of numbers', () => {
  it('counts the digits that agree', () => {
    expect(relativeDifference(1, 1)).toBe(0);
    expect(digitsMatched(0)).toBe(16);
    expect(digitsMatched(2e-12)).toBe(11);
    expect(digitsMatched(3)).toBe(0);
    expect(digitsMatched(Number.NaN)).toBe(0);
  });

  it('holds within its tolerance only', () => {
    expect(reproduction(1, 1 + 1e-12).holds).toBe(true);
    expect(reproduction(1, 1 + 1e-10).holds).toBe(false);
    expect(reproduction(1, Number.NaN).holds).toBe(false);
  });

  it('writes numbers for people', () => {
    expect(significant(3724916.8728333, 14)).toBe('3724916.8728333');
    expect(significant(-0.5, 2)).toBe('−0.50');
    expect(scientific(2.8e-13, 2)).toBe('2.8\u00a0×\u00a010⁻¹³');
    expect(percent(0.00497)).toBe('+0.497\u00a0%');
    expect(aboveOrBelow(-0.05, 0)).toBe('5\u00a0% below');
    expect(grouped(2652135000.56)).toBe('2\u202f652\u202f135\u202f001');
    expect(grouped(1234.5, 1)).toBe('1\u202f234.5');
  });
});

describe('html', () => {
  it('escapes what is not markup', () => {
    expect(html`<p>${'a < b & "c"'}</p>`.text).toBe('<p>a &lt; b &amp; &quot;c&quot;</p>');
    expect(html`${html`<b>x</b>`}${[1, html`<i>y</i>`]}`.text).toBe('<b>x</b>1<i>y</i>');
  });

  it('spans rows', () => {
    const text = table(
      't',
      [{ title: 'a' }, { title: 'b', isNumber: true }],
      [
        [{ span: 2, content: 'x' }, 1],
        [null, 2],
      ],
    ).text;
    expect(text).toContain('<th scope="row" rowspan="2">x</th><td class="number">1</td>');
    expect(text).toContain('<tr><td class="number">2</td></tr>');
  });
});

describe('equations', () => {
  it('reads scripts, fractions and groups', () => {
    const { text } = math('∫_0^T e^{−ρt} \\frac{1}{C} {\\left( x \\right)}^2 \\text{max} < 1');
    expect(text).toContain('<msubsup><mo>∫</mo><mn>0</mn><mi>T</mi></msubsup>');
    expect(text).toContain('<msup><mi>e</mi><mrow><mo>−</mo><mi>ρ</mi><mi>t</mi></mrow></msup>');
    expect(text).toContain(
      '<mfrac><mn>1</mn><mrow><mi>C</mi></mrow></mfrac>'.replace(
        '<mn>1</mn>',
        '<mrow><mn>1</mn></mrow>',
      ),
    );
    expect(text).toContain('<mo>(</mo><mi>x</mi><mo>)</mo>');
    expect(text).toContain('<mtext>max</mtext><mo>&lt;</mo>');
  });

  it('refuses what it cannot read', () => {
    expect(() => math('a } b')).toThrow('cannot read');
  });
});
