/** The compiled kernels, over plain arrays. SHADOWPRICE_WASM overrides the path of the module. */
import { readFileSync } from 'node:fs';

interface Exports {
  memory: WebAssembly.Memory;
  arenaBase: WebAssembly.Global | (() => number);
  exp(x: number): number;
  log(x: number): number;
  pow(x: number, y: number): number;
  expInto(x: number, out: number, count: number): void;
  logInto(x: number, out: number, count: number): void;
  powInto(x: number, y: number, out: number, count: number): void;
}

const path =
  process.env.SHADOWPRICE_WASM ?? new URL('../../build/shadowprice.wasm', import.meta.url);
const abort = (): never => {
  throw new Error('abort');
};
const { instance } = await WebAssembly.instantiate(readFileSync(path), { env: { abort } });
const raw = instance.exports as unknown as Exports;
const base = typeof raw.arenaBase === 'function' ? raw.arenaBase() : Number(raw.arenaBase.value);

/** Places the arrays one after the other, 16-byte aligned, and a result of the same length. */
function run(inputs: Float64Array[], kernel: (...addresses: number[]) => void): Float64Array {
  const count = inputs[0]!.length;
  const stride = (count * 8 + 31) & ~15; // one f64 at least stays free behind each array
  const end = base + stride * (inputs.length + 1);
  const missing = Math.ceil((end - raw.memory.buffer.byteLength) / 65536);
  if (missing > 0) raw.memory.grow(missing);
  const addresses = inputs.map((input, i) => {
    new Float64Array(raw.memory.buffer, base + i * stride, count).set(input);
    return base + i * stride;
  });
  const out = base + inputs.length * stride;
  const guard = new Float64Array(raw.memory.buffer, out, count + 1);
  guard[count] = 12345;
  kernel(...addresses, out, count);
  if (guard[count] !== 12345) throw new Error('a kernel wrote behind its result');
  return guard.slice(0, count);
}

export const { exp, log, pow } = raw;
export const expInto = (x: Float64Array): Float64Array => run([x], raw.expInto as never);
export const logInto = (x: Float64Array): Float64Array => run([x], raw.logInto as never);
export const powInto = (x: Float64Array, y: Float64Array): Float64Array =>
  run([x, y], raw.powInto as never);
/** In place: the result overwrites the argument. */
export const expInPlace = (x: Float64Array): Float64Array => {
  let address = 0;
  const unused = run([x], (from, _out, count) => {
    address = from!;
    raw.expInto(from!, from!, count!);
  });
  return new Float64Array(raw.memory.buffer, address, unused.length).slice();
};
