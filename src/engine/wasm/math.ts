/** Elementary functions of the module. */

import type { Arena } from '../arena';
import type { ElementaryFunctions } from '../backend';

export interface MathExports {
  exp(x: number): number;
  log(x: number): number;
  pow(x: number, y: number): number;
  expInto(x: number, out: number, count: number): void;
  logInto(x: number, out: number, count: number): void;
  powInto(x: number, y: number, out: number, count: number): void;
}

export function mathOf(wasm: MathExports, arena: Arena): ElementaryFunctions {
  const { base } = arena;
  const unary =
    (kernel: (x: number, out: number, count: number) => void) =>
    (x: Float64Array, out: Float64Array) => {
      arena.reserve(8 * x.length);
      const block = arena.f64(base, x.length);
      block.set(x);
      kernel(base, base, x.length);
      out.set(block);
    };
  return {
    exp: wasm.exp,
    log: wasm.log,
    pow: wasm.pow,
    expInto: unary(wasm.expInto),
    logInto: unary(wasm.logInto),
    powInto(x, y, out) {
      const second = base + 16 * Math.ceil(x.length / 2);
      arena.reserve(second - base + 8 * x.length);
      const block = arena.f64(base, x.length);
      block.set(x);
      arena.f64(second, y.length).set(y);
      wasm.powInto(base, second, base, x.length);
      out.set(block);
    },
  };
}
