/**
 * Reserving without knowing what comes: the family A_z of Wang, Liang and Li.
 *
 * In slot t one more machine is reserved as long as, in the last τ slots, more than k of them lack one:
 *
 *     #{ i ∈ (t − τ, t] : d_i > x_i } > k.                                                           (RV3)
 *
 * A reservation counts in x_i not only where it is in force, but in all of the last τ slots as well, so that
 * no slot is a reason to reserve twice. With C_t the number of reservations made until t, x_i is
 * C_t − C_{i−τ} throughout, and (RV3) says: C_t is at least the (k + 1)-th largest of
 *
 *     K_i = d_i + C_{i−τ},   i ∈ (t − τ, t],                                                        (RV4)
 *
 * which is how it is computed: whatever the number of machines, a slot takes one insertion into a sorted
 * list of those K_i that are above C_t, at most k of them.
 *
 * - k = 0 reserves whatever is wanted.
 * - k = ⌈F/q⌉ − 1 reserves where doing without would have cost the fee: at most 2 − u/p times the optimum.
 *   (The paper waits for more than the fee, which differs where F/q is whole only and there is the worse by
 *   a slot; its bound holds here too, as the limit of smaller fees.) Where F ≥ qτ, it reserves nothing.
 *
 * With the next w < τ slots known, the window is (t + w − τ, t + w], and nothing is reserved before it is
 * needed: C_t ≤ K_t.
 *
 * Source: W. Wang, B. Liang, B. Li, IEEE Transactions on Parallel and Distributed Systems 26 (2015) 3407
 * (arXiv:1305.5608); A. R. Karlin, M. S. Manasse, L. Rudolph, D. D. Sleator, Algorithmica 3 (1988) 79.
 */

import type { Market } from './problem';

/** Whether a reservation may pay for itself. */
export const canPay = ({ fee, saving, slots }: Market) => fee < saving * slots;

/** k of the break-even rule; F/q that is whole but for its rounding counts as whole. */
export function breakEvenOf(market: Market): number {
  if (!canPay(market)) return Infinity;
  const slots = market.fee / market.saving;
  const nearest = Math.round(slots);
  const isWhole = Math.abs(slots - nearest) <= slots * 2 ** -48;
  return Math.max(0, (isWhole ? nearest : Math.ceil(slots)) - 1);
}

/**
 * Reservations made in each slot.
 *
 * @param patience k; infinite to reserve nothing
 * @param window w, slots of demand known beforehand
 */
export function reserveOnline(
  { required, slots }: Pick<Market, 'required' | 'slots'>,
  patience: number,
  window = 0,
): Int32Array {
  const count = required.length;
  const made = new Int32Array(count);
  if (patience >= slots) return made;
  const total = new Float64Array(count);
  const until = (t: number) => (t < 0 ? 0 : total[t]);
  const key = (t: number) => required[t] + until(t - slots);
  const lacking = new SortedKeys();
  for (let i = 0; i < Math.min(window, count); i++) if (key(i) > 0) lacking.add(key(i));
  for (let t = 0; t < count; t++) {
    const before = until(t - 1);
    const left = t + window - slots;
    if (left >= 0 && key(left) > before) lacking.remove(key(left));
    if (t + window < count && key(t + window) > before) lacking.add(key(t + window));
    const wanted = Math.min(key(t), lacking.fromAbove(patience));
    total[t] = Math.max(before, wanted);
    made[t] = total[t] - before;
    if (made[t] > 0) lacking.drop(total[t]);
  }
  return made;
}

/** Numbers in rising order. */
class SortedKeys {
  private keys = new Float64Array(64);
  private count = 0;

  /** The (rank + 1)-th largest; 0 where there are not as many. */
  fromAbove(rank: number): number {
    return rank < this.count ? this.keys[this.count - 1 - rank] : 0;
  }

  add(key: number): void {
    if (this.count === this.keys.length) {
      const larger = new Float64Array(2 * this.count);
      larger.set(this.keys);
      this.keys = larger;
    }
    const at = this.above(key);
    this.keys.copyWithin(at + 1, at, this.count);
    this.keys[at] = key;
    this.count += 1;
  }

  /** One number that is there. */
  remove(key: number): void {
    const at = this.above(key);
    this.keys.copyWithin(at - 1, at, this.count);
    this.count -= 1;
  }

  /** All numbers up to this one. */
  drop(most: number): void {
    const at = this.above(most);
    this.keys.copyWithin(0, at, this.count);
    this.count -= at;
  }

  /** How many are ≤ key. */
  private above(key: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.keys[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
