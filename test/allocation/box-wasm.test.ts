import { wasm } from '../backends';
import { boxSuite } from './box';

boxSuite(wasm);
