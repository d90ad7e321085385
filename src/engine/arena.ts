/**
 * The host's side of the module's memory: lays blocks out from the arena's base and rebuilds its views
 * when the memory grows (growing detaches them).
 */

import { EngineError } from './errors';

const pageBytes = 65536;

export class Arena {
  private view: Float64Array;

  /** @param base first byte the host may use, 16-byte aligned */
  constructor(
    private readonly memory: WebAssembly.Memory,
    readonly base: number,
  ) {
    this.view = new Float64Array(memory.buffer);
  }

  /** What the views are views of; another one after the memory grew. */
  get buffer(): ArrayBufferLike {
    return this.memory.buffer;
  }

  /** Makes room for `bytes` from the base on. @throws EngineError where there is not so much memory */
  reserve(bytes: number): void {
    const missing = this.base + bytes - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / pageBytes));
      } catch {
        throw new EngineError(`not enough memory: ${Math.ceil(bytes / 2 ** 20)} MiB are needed`);
      }
    }
    if (this.view.buffer !== this.memory.buffer) this.view = new Float64Array(this.memory.buffer);
  }

  /** `count` f64 at a byte address; valid until the memory grows. */
  f64(address: number, count: number): Float64Array {
    return this.view.subarray(address / 8, address / 8 + count);
  }

  /** `count` 32-bit words at a byte address; valid until the memory grows. */
  u32(address: number, count: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, address, count);
  }

  /** `count` bytes at an address; valid until the memory grows. */
  u8(address: number, count: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, count);
  }
}
