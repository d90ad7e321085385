/** The module's bytes, inlined by the bundler: no separate fetch in Node or in a browser. */

import bytes from '../../build/shadowprice.wasm';

export { bytes };
