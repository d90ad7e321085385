/**
 * The least x in [low, high] at which a nondecreasing function reaches a level, jumps and flat pieces
 * included. A bracket is kept, short of the level at its lower end and not short at its upper one; the next
 * point is the root of the chord, moved towards the middle by κ·width², and then no farther from the middle
 * than a plain bisection would allow by now:
 *
 *     x = clamp(chord ∓ min(κ width², |middle − chord|), middle ± (ε 2^(n − j) − width/2)).            (50)
 *
 * So it never takes more than one step more than bisection, and on smooth functions far fewer.
 *
 * Source: I. F. D. Oliveira, R. H. C. Takahashi, "An Enhancement of the Bisection Method Average Performance
 * Preserving Minmax Optimality" (2020), with κ = 0.2/width₀ and one step of slack.
 */

/** From the greatest double to the least. */
const mostHalvings = 2100;

export interface Threshold {
  /** A point that reaches the level; low where that does already. */
  readonly x: number;
  readonly value: number;
  /** The greatest point met that is short of the level; low where there is none. */
  readonly below: number;
}

/**
 * @param excess the function less the level; not negative at high
 * @param width how narrow the bracket is to become; 0 for two neighbouring doubles
 * @param atHigh the excess at high, where it is known
 */
export function threshold(
  excess: (x: number) => number,
  low: number,
  high: number,
  width: number,
  atHigh = excess(high),
): Threshold {
  let below = low;
  let x = high;
  let value = atHigh;
  let short = excess(low);
  if (short >= 0) return { x: low, value: short, below: low };
  const first = high - low;
  const least = Math.max(width, Number.EPSILON * Math.max(Math.abs(low), Math.abs(high)));
  let steps = 1;
  for (let w = first; w > least; w /= 2) steps++;
  let reach = least * 2 ** (steps - 1);
  while (x - below > least) {
    const half = 0.5 * (x - below);
    const middle = below + half;
    const chord = below + (short / (short - value)) * (x - below);
    const side = Math.sign(middle - chord);
    const moved = Math.min((0.8 * half * half) / first, Math.abs(middle - chord));
    const allowed = Math.max(0, reach - half);
    const next = chord + side * moved;
    const at = Math.abs(next - middle) <= allowed ? next : middle - side * allowed;
    reach /= 2;
    step(at > below && at < x ? at : middle);
  }
  // on to neighbouring doubles, which lie closer where x is far below high
  for (let i = 0; width === 0 && i < mostHalvings; i++) {
    const middle = below + 0.5 * (x - below);
    if (middle <= below || middle >= x) break;
    step(middle);
  }
  return { x, value, below };

  function step(at: number): void {
    const excessAt = excess(at);
    if (excessAt >= 0) [x, value] = [at, excessAt];
    else [below, short] = [at, excessAt];
  }
}
