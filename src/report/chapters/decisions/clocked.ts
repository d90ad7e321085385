/** Work that is waited for, and how long it took, in milliseconds. */
export async function clocked<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}
