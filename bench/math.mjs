/**
 * Vector exp, log and pow against a loop over the host's Math, in the same process.
 *
 * Each round times both sides one after the other, their order alternating, over 4096 values in
 * memory; printed are the medians in ns per value and the median of the ratios of the rounds. The
 * checksum of every result is printed too, so that no work can be dropped as unused.
 *
 *     node bench/math.mjs [module.wasm]
 */
import { readFileSync } from 'node:fs';

const COUNT = 4096;
const REPEAT = 100;
const ROUNDS = 101;

const path = process.argv[2] ?? new URL('../build/shadowprice.wasm', import.meta.url);
const abort = () => {
  throw new Error('abort');
};
const { instance } = await WebAssembly.instantiate(readFileSync(path), { env: { abort } });
const { memory, arenaBase, expInto, logInto, powInto } = instance.exports;
const base = typeof arenaBase === 'function' ? arenaBase() : arenaBase.value;
const missing = base + 4 * COUNT * 8 - memory.buffer.byteLength;
if (missing > 0) memory.grow(Math.ceil(missing / 65536));

const address = (i) => base + i * COUNT * 8;
const array = (i) => new Float64Array(memory.buffer, address(i), COUNT);
const [x, y, out] = [array(0), array(1), array(2)];
const host = {
  x: new Float64Array(COUNT),
  y: new Float64Array(COUNT),
  out: new Float64Array(COUNT),
};

let state = 1;
function random(low, high) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return low + ((high - low) * state) / 2 ** 32;
}

// One function each, so that the host's compiler sees a single kind of call in every loop.
function hostExp() {
  for (let i = 0; i < COUNT; i++) host.out[i] = Math.exp(host.x[i]);
}
function hostLog() {
  for (let i = 0; i < COUNT; i++) host.out[i] = Math.log(host.x[i]);
}
function hostPow() {
  for (let i = 0; i < COUNT; i++) host.out[i] = host.x[i] ** host.y[i];
}

function time(work) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < REPEAT; i++) work();
  return Number(process.hrtime.bigint() - start) / (REPEAT * COUNT);
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const sum = (list) => list.reduce((a, b) => a + b, 0);

function compare(name, fillX, fillY, ours, theirs) {
  for (let i = 0; i < COUNT; i++) {
    host.x[i] = x[i] = fillX();
    host.y[i] = y[i] = fillY();
  }
  for (let i = 0; i < 5; i++) time(ours) + time(theirs);
  const rounds = [];
  for (let i = 0; i < ROUNDS; i++) {
    const first = i % 2 ? time(ours) : time(theirs);
    const second = i % 2 ? time(theirs) : time(ours);
    rounds.push(i % 2 ? [first, second] : [second, first]);
  }
  const us = median(rounds.map((r) => r[0])).toFixed(2);
  const them = median(rounds.map((r) => r[1])).toFixed(2);
  const ratio = median(rounds.map((r) => r[1] / r[0])).toFixed(2);
  const sums = `${sum(out)} ${sum(host.out)}`;
  console.log(`${name}  ours ${us} ns  Math.${name} ${them} ns  ratio ${ratio}  sums ${sums}`);
}

const zero = () => 0;
const decade = () => 10 ** random(-3, 6);
compare(
  'exp',
  () => random(-20, 20),
  zero,
  () => expInto(address(0), address(2), COUNT),
  hostExp,
);
compare('log', decade, zero, () => logInto(address(0), address(2), COUNT), hostLog);
compare(
  'pow',
  () => random(0.01, 100),
  () => random(-3, 3),
  () => powInto(address(0), address(1), address(2), COUNT),
  hostPow,
);
