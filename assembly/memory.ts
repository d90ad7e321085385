/**
 * The arena: everything above the module's own static data belongs to the host.
 *
 *     0            __heap_base        arenaBase()                              memory.size × 64 KiB
 *     | static data | up to 15 unused  | blocks laid out by the host …           |
 *
 * A kernel is called with the address of a block it describes itself (`sweepOffset`, …); the host grows
 * the memory, fills the block, calls once and reads the block. Kernels allocate nothing and keep nothing
 * between calls, so a block may be laid over another as soon as its answer is read.
 */

/** First byte the host may use; 16-byte aligned. */
export function arenaBase(): i32 {
  return i32((__heap_base + 15) & ~15);
}

/** Bytes of an array of `count` f64, rounded up so that the next array is 16-byte aligned. */
// @ts-ignore: decorator
@inline
export function arrayBytes(count: i32): i32 {
  return ((count + 1) & ~1) << 3;
}
