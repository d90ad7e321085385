/** `.wasm` files are inlined as their bytes by the build and by the test runner. */
declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
