/**
 * Projected gradients, with and without memory. P is the projection on the set, t the step:
 *
 *     gradient    x⁺ = P(x − t ∇f(x))
 *     momentum    x⁺ = P(x − t ∇f(x) + β (x − x⁻))                                                   (RC4)
 *     nesterov    y = x + θ (1/θ⁻ − 1) (x − x⁻),  x⁺ = P(y − t ∇f(y)),                             (RC5)
 *                 θ⁺ = θ (√(θ² + 4) − θ)/2
 *     adam        m⁺ = .9 m + .1 ∇f,  v⁺ = .999 v + .001 ∇f²,  x⁺ = P(x − t_k m̂/(√v̂ + ε))           (RC6)
 *
 * A step that is searched is halved until f lies below the parabola of curvature 1/t, and grows a little after
 * each success; in (RC5) it only falls until θ begins again at 1, which is where f rises or the step turns back. The y
 * of (RC5) may lie outside of the set. Adam's steps fall as 1/√k. On sets whose coordinates depend on each other it
 * scales all by one v, the mean of squares: scaled apart, its fixed points would not be minima.
 *
 * Sources: B. T. Polyak, USSR Comp. Math. Math. Phys. 4 (1964) 1 (momentum); Y. Nesterov, Soviet
 * Math. Dokl. 27 (1983) 372, and A. Beck, M. Teboulle, SIAM J. Imaging Sci. 2 (2009) 183 (nesterov); B. O'Donoghue, E. Candès,
 * Found. Comput. Math. 15 (2015) 715 (restarts); D. P. Kingma, J. Ba, ICLR 2015 (adam).
 */

import {
  Breakdown,
  type Descent,
  difference,
  firstStep,
  isBelowParabola,
  moved,
  noise,
  type Point,
  pointAt,
  type Steps,
} from './descent';
import { dot } from './sets';

const growth = 1.25;
const leastStep = 1e-300;

/** x⁺ and t of a searched step from `from`; nothing where no step goes down. */
function searched(
  descent: Descent,
  from: Point,
  first: number,
  to: (t: number) => Float64Array,
): { x: Float64Array; value: number; t: number } | undefined {
  for (let t = first; t > leastStep; t /= 2) {
    const x = to(t);
    const value = descent.objective.value(x);
    if (isBelowParabola(descent, from, x, value, t)) return { x, value, t };
  }
  return undefined;
}

export function* gradientSteps(descent: Descent): Steps {
  const { region, step } = descent;
  let at = pointAt(descent, descent.start);
  let t = step ?? firstStep(at);
  for (;;) {
    yield at;
    if (step !== undefined) {
      at = pointAt(descent, moved(region, at.x, at.gradient, step));
      continue;
    }
    const from = at;
    const found = searched(descent, from, t, (s) => moved(region, from.x, from.gradient, s));
    if (found === undefined) return;
    t = found.t * growth;
    at = pointAt(descent, found.x, found.value);
  }
}

export function* momentumSteps(descent: Descent): Steps {
  const { region, step, momentum, objective } = descent;
  let at = pointAt(descent, descent.start);
  let before = at.x;
  let t = step ?? firstStep(at);
  for (;;) {
    yield at;
    const from = at;
    if (step === undefined) {
      const found = searched(descent, from, t, (s) => moved(region, from.x, from.gradient, s));
      if (found === undefined) return;
      t = found.t;
    }
    const pushed = (beta: number) =>
      moved(
        region,
        from.x.map((xi, i) => xi + beta * (xi - before[i])),
        from.gradient,
        t,
      );
    let x = pushed(momentum);
    let value = objective.value(x);
    if (step === undefined && !(value <= from.value + noise(from.value))) {
      x = pushed(0);
      value = objective.value(x);
      t *= growth;
    } else t *= step === undefined ? growth : 1;
    before = from.x;
    at = pointAt(descent, x, value);
  }
}

export function* nesterovSteps(descent: Descent): Steps {
  const { region, step, objective } = descent;
  let at = pointAt(descent, descent.start);
  let before = at.x;
  let theta = 1;
  let t = step ?? firstStep(at);
  for (;;) {
    yield at;
    const from = at;
    const next = (theta * (Math.sqrt(theta * theta + 4) - theta)) / 2;
    const y = theta === 1 ? from : ahead(descent, from.x, before, next * (1 / theta - 1));
    const found = y && stepped(descent, y, t);
    const isBetter =
      found !== undefined &&
      found.value <= from.value + noise(from.value) &&
      dot(difference(y!.x, found.x), difference(found.x, from.x)) <= 0;
    if (theta < 1 && !isBetter) {
      theta = 1;
      if (step === undefined) t *= 2;
      continue;
    }
    if (found === undefined) return;
    t = found.t;
    theta = next;
    before = from.x;
    at = pointAt(descent, found.x, found.value);
  }

  function stepped(of: Descent, y: Point, first: number) {
    const to = (s: number) => moved(region, y.x, y.gradient, s);
    if (step === undefined) return searched(of, y, first, to);
    const x = to(step);
    return { x, value: objective.value(x), t: step };
  }
}

/** y = x + β (x − x⁻), which may lie outside of the set; nothing where f is not defined there. */
function ahead(
  { objective }: Descent,
  x: Float64Array,
  before: Float64Array,
  beta: number,
): Point | undefined {
  const y = x.map((xi, i) => xi + beta * (xi - before[i]));
  const value = objective.value(y);
  if (!(Math.abs(value) < Infinity)) return undefined;
  const gradient = objective.gradient(y);
  return gradient.every(Number.isFinite) ? { x: y, value, gradient } : undefined;
}

export function* adamSteps(descent: Descent): Steps {
  const { region, step } = descent;
  const isSeparable = region.kind === 'free' || region.kind === 'box';
  let at = pointAt(descent, descent.start);
  const n = at.x.length;
  const m = new Float64Array(n);
  const square = new Float64Array(n);
  let [first, second] = [1, 1];
  for (let k = 1; ; k++) {
    yield at;
    const { x, gradient } = at;
    first *= 0.9;
    second *= 0.999;
    const mean = dot(gradient, gradient) / n;
    for (let i = 0; i < n; i++) {
      const g = gradient[i];
      m[i] = 0.9 * m[i] + 0.1 * g;
      square[i] = 0.999 * square[i] + 0.001 * (isSeparable ? g * g : mean);
    }
    const t = (step ?? 0.1) / Math.sqrt(k);
    const d = m.map((mi, i) => mi / (1 - first) / (Math.sqrt(square[i] / (1 - second)) + 1e-8));
    const next = moved(region, x, d, t);
    if (!next.every(Number.isFinite)) {
      throw new Breakdown({
        of: 'gradient',
        value: gradient.find((g) => !Number.isFinite(g)) ?? NaN,
        x,
      });
    }
    at = pointAt(descent, next);
  }
}
