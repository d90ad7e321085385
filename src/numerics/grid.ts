/** Evenly spaced values. */

/** `count` ≥ 2 values from `from` to `to`, both included, rounded as NumPy's `linspace` rounds them. */
export function linearSpace(from: number, to: number, count: number): Float64Array {
  const step = (to - from) / (count - 1);
  return Float64Array.from({ length: count }, (_, i) => (i === count - 1 ? to : from + i * step));
}
