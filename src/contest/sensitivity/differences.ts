/**
 * Derivatives by differences, as weights of values: f'(0) ≈ Σ w_l f(δ_l).
 *
 * From steps h_l = h, h/2, h/4, … the quotients D_l are extrapolated to step 0 by the polynomial through them
 * (L. F. Richardson, "The Deferred Approach to the Limit", 1927):
 *
 *     central     D_l = (f(h_l) − f(−h_l))/2h_l,   c_l = Π_{j≠l} h_j²/(h_j² − h_l²),   three steps: error O(h⁶)
 *     one-sided   D_l = (f(h_l) − f(0))/h_l,       c_l = Π_{j≠l} h_j/(h_j − h_l),      five steps:  error O(h⁵)
 */

/** Where values are wanted, and with what weights they make the derivative at 0. */
export interface Stencil {
  readonly steps: readonly number[];
  readonly weights: readonly number[];
}

/** From both sides. */
export function central(h: number): Stencil {
  const lengths = [h, h / 2, h / 4];
  const factors = extrapolation(lengths.map((length) => length * length));
  return {
    steps: lengths.flatMap((length) => [length, -length]),
    weights: lengths.flatMap((length, l) => {
      const weight = factors[l] / (2 * length);
      return [weight, -weight];
    }),
  };
}

/** From the side of the sign of h; the last step is 0. */
export function oneSided(h: number): Stencil {
  const lengths = [h, h / 2, h / 4, h / 8, h / 16];
  const factors = extrapolation(lengths);
  const weights = lengths.map((length, l) => factors[l] / length);
  return {
    steps: [...lengths, 0],
    weights: [...weights, -weights.reduce((sum, weight) => sum + weight, 0)],
  };
}

/** c_l of the value at 0 of the polynomial through points at u_l. */
function extrapolation(u: readonly number[]): number[] {
  return u.map((own, l) =>
    u.reduce((product, other, j) => (j === l ? product : (product * other) / (other - own)), 1),
  );
}
