/**
 * Normal distributions cut off on both sides, to the last digits wherever the cuts lie.
 *
 * In units of σ and seen from the bound nearer to the mean (mirrored where that is `high`), z = a + s with
 * 0 ≤ s ≤ h, a + h/2 ≥ 0, and the density is proportional to e^{−(as + s²/2)}. With v the probability below s
 * and w = 1 − v above:
 *
 *     narrow, |a|h + h²/2 ≤ ½   Σ_k e_k τ^{k+1}/(k+1) = v Σ_k e_k/(k+1),  s = hτ,
 *                               e_0 = 1,  e_{k+1} = −(ah e_k + h² e_{k−1}) / (k+1)          (Newton)
 *     far, a ≥ 20               as + s²/2 + ln(R(a)/R(a+s)) = −ln(1 − v(1−ρ)),
 *                               ρ = R(b)/R(a) e^{−(ah + h²/2)},  slope 1/R(a+s)             (Newton)
 *     else                      Φ(z) = Φ(a) + vM  or  1 − Φ(z) = 1 − Φ(b) + wM, the lesser of the two
 *
 * with R Mills's ratio and M = Φ(b) − Φ(a). Moments are sums of positive terms (Gauss–Legendre on sixteen
 * panels that hold all but e^{−50} of the density): the closed form, μ + σ (φ(a) − φ(b))/M and so on, cancels in
 * the tails and between near bounds.
 *
 * Sources: N. L. Johnson, S. Kotz, N. Balakrishnan, "Continuous Univariate Distributions" 1 (1994), 10.1;
 * the series is Taylor's, from d/ds e^{−(as + s²/2)} = −(a + s) e^{−(as + s²/2)}.
 */

import type { ElementaryFunctions } from '../engine/backend';
import { gaussRule } from '../numerics/gauss';
import { log1p } from '../numerics/near-one';
import { millsRatio, normalCdf, normalQuantile } from '../numerics/normal';
import type { TruncatedNormal } from './distributions';

const terms = 36;
const far = 20;
const panels = 16;
const pointsOfPanel = 12;

/** s at the probabilities v below and w above, both in (0, 1). */
type Distance = (v: number, w: number) => number;

/** Inverse and moments of one truncated normal distribution. */
export function truncatedNormal(math: ElementaryFunctions, given: TruncatedNormal) {
  const { mean, standardDeviation: sigma, low, high } = given;
  const isMirrored = low - mean + (high - mean) < 0;
  const near = isMirrored ? high : low;
  const sign = isMirrored ? -1 : 1;
  const a = (sign * (near - mean)) / sigma;
  const h = (high - low) / sigma;
  const distance = distanceOf(math, a, h);
  return {
    /** The value at u in (0, 1). */
    quantile(u: number): number {
      const s = isMirrored ? distance(1 - u, u) : distance(u, 1 - u);
      return Math.min(Math.max(low, near + sign * sigma * s), high);
    },
    /** Mean and variance. */
    moments() {
      const s = momentsOf(math, a, h);
      const from = a >= 0 ? near : mean;
      return { mean: from + sign * sigma * s.mean, variance: sigma * sigma * s.variance };
    },
  };
}

function distanceOf(math: ElementaryFunctions, a: number, h: number): Distance {
  if (Math.abs(a) * h + 0.5 * h * h <= 0.5) return narrow(a, h);
  if (a >= far) return beyond(math, a, h);
  const b = a + h;
  const below = normalCdf(math, a);
  const above = normalCdf(math, -b);
  const mass = a > 0 ? normalCdf(math, -a) - above : 1 - below - above;
  return (v, w) => {
    const p = below + v * mass;
    return p < 0.5 ? normalQuantile(math, p) - a : -normalQuantile(math, above + w * mass) - a;
  };
}

function narrow(a: number, h: number): Distance {
  const e = Float64Array.of(1, ...new Float64Array(terms - 1));
  for (let k = 0; k + 1 < terms; k++) {
    e[k + 1] = -(a * h * e[k] + (k > 0 ? h * h * e[k - 1] : 0)) / (k + 1);
  }
  let count = terms;
  while (Math.abs(e[count - 1]) < 1e-18) count--;
  const integrals = e.map((x, k) => x / (k + 1));
  let whole = 0;
  for (let k = count - 1; k >= 0; k--) whole += integrals[k];
  return (v) => {
    let t = v;
    for (let step = 0; step < 5; step++) {
      let integral = 0;
      let slope = 0;
      for (let k = count - 1; k >= 0; k--) {
        integral = integral * t + integrals[k];
        slope = slope * t + e[k];
      }
      const change = (integral * t - v * whole) / slope;
      t -= change;
      if (Math.abs(change) < 1e-9 * t) break;
    }
    return h * t;
  };
}

function beyond(math: ElementaryFunctions, a: number, h: number): Distance {
  const ratio = millsRatio(a);
  const rest = (millsRatio(a + h) / ratio) * math.exp(-h * (a + 0.5 * h));
  const slope = 1 / ratio;
  return (v, w) => {
    const exponent = v < 0.5 ? -log1p(math, -v * (1 - rest)) : -math.log(w + v * rest);
    let s = (2 * exponent) / (slope + Math.sqrt(slope * slope + 2 * exponent));
    for (let step = 0; step < 3; step++) {
      const at = millsRatio(a + s);
      s -= (s * (a + 0.5 * s) + math.log(ratio / at) - exponent) * at;
    }
    return s;
  };
}

/** Mean and variance of z − max(a, 0). */
function momentsOf(math: ElementaryFunctions, a: number, h: number) {
  const start = Math.max(a, 0);
  const first = Math.max(Math.min(a, 0), -10);
  const last = Math.min(a >= 0 ? h : a + h, 100 / (start + Math.sqrt(start * start + 100)));
  const { points, weights } = gaussRule(pointsOfPanel);
  const width = (last - first) / panels;
  const sum = (f: (s: number) => number) => {
    let total = 0;
    for (let panel = 0; panel < panels; panel++) {
      for (let i = 0; i < pointsOfPanel; i++) {
        const s = first + width * (panel + points[i]);
        total += weights[i] * math.exp(-s * (start + 0.5 * s)) * f(s);
      }
    }
    return total;
  };
  const whole = sum(() => 1);
  const mean = sum((s) => s) / whole;
  return { mean, variance: sum((s) => (s - mean) * (s - mean)) / whole };
}
