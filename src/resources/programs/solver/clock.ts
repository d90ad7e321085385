/** The time that a solve has left. */

export interface Clock {
  /** Seconds, ∞ where there is no limit. */
  left(): number;
  isLate(): boolean;
}

export function clockOf(timeLimit: number | null): Clock {
  if (timeLimit === null) return { left: () => Number.POSITIVE_INFINITY, isLate: () => false };
  const end = performance.now() + 1000 * timeLimit;
  const left = () => Math.max(0, (end - performance.now()) / 1000);
  return { left, isLate: () => left() === 0 };
}
