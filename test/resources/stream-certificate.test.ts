/** The certificate of a stream: what it must not accept. */

import { describe, expect, it } from 'vitest';
import { type Claim, certifyStream } from '../../src/resources/stream/certificate';
import { marginal } from '../../src/resources/stream/check';
import { streamTokens } from '../../src/resources/stream/index';
import { pricingOf } from '../../src/resources/stream/pricing';
import { readStream } from '../../src/resources/stream/problem';
import { wasm } from '../backends';

const problem = {
  frames: { family: 'log' as const, scale: [3, 9, 1, 6, 4], width: 5 },
  lower: 1,
  upper: 12,
  total: 25,
  values: { least: 0.05, greatest: 2 },
};

describe('a worthless curve', () => {
  const families = { power: 0.5, sigmoid: 0.5, log: 1, saturating: 1, linear: 1 };

  it.each(Object.entries(families))('is level everywhere: %s', (family, exponent) => {
    const curve = { family, scale: [0], exponent, width: 2 };
    const frames = ['power', 'sigmoid'].includes(family)
      ? curve
      : { family, scale: [0], ...(family === 'linear' ? {} : { width: 2 }) };
    const { curves } = readStream(wasm.math, { frames, total: 4 }, {});
    for (const x of [0, 1, 4]) {
      for (const isWhole of [false, true]) {
        expect(Math.abs(marginal(wasm.math, curves, 0, x, isWhole, 1))).toBe(0);
      }
    }
  });
});

function claimOf(integer: boolean): Claim {
  const { math } = wasm;
  const result = streamTokens(wasm, problem, { integer });
  const stream = readStream(math, problem, { integer });
  return {
    stream,
    pricing: pricingOf(math, stream.values!, stream.free, integer),
    policies: [{ allocation: result.allocation!, value: result.value! }],
    offline: result.offline!,
    dualPrice: result.dualPrice!,
    additive: result.additive!,
  };
}

const relevance = (x: Float64Array) =>
  x.reduce((sum, t, i) => sum + problem.frames.scale[i] * Math.log(1 + t / 5), 0);

describe.each([false, true])('in whole tokens: %s', (integer) => {
  const claim = claimOf(integer);
  const [{ allocation, value }] = claim.policies;
  const certified = (changes: Partial<Claim>) => certifyStream(wasm.math, { ...claim, ...changes });
  const moved = (by: number, to: number) => {
    const x = allocation.slice();
    x[1] -= by;
    x[to] += by;
    return certified({ policies: [{ allocation: x, value: relevance(x) }] });
  };

  it('the answer holds', () => {
    expect(certified({}).holds).toBe(true);
  });

  it('tokens that later frames should have had are noticed', () => {
    const { holds, optimality } = moved(integer ? 1 : 0.01, 2);
    expect(holds).toBe(false);
    expect(optimality).toBeGreaterThan(1e-4);
  });

  it('so are bounds and budgets that are broken, and wrong values', () => {
    const less = allocation.slice();
    less[2] = 0;
    expect(certified({ policies: [{ allocation: less, value }] }).bounds).toBe(1);
    const more = allocation.map((_, i) => (i === 0 ? 12 : 4));
    const { budget, holds } = certified({ policies: [{ allocation: more, value }] });
    expect([budget, holds]).toEqual([3, false]);
    const wrong = certified({ policies: [{ allocation, value: value * 1.001 }] });
    expect([wrong.holds, wrong.valueError > 1e-5]).toEqual([false, true]);
  });

  it('so are an optimum that is none, and a promise that is not kept', () => {
    const offline = {
      ...claim.offline,
      allocation,
      value,
      certificate: { ...claim.offline.certificate, holds: false },
    };
    expect(certified({ offline }).holds).toBe(false);
    const lower = allocation.map(() => 1);
    const poor = certified({ policies: [{ allocation: lower, value: relevance(lower) }] });
    expect(poor.excess).toBeGreaterThan(0.01);
    expect(poor.holds).toBe(false);
  });
});
