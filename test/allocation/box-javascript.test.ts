import { javascript } from '../backends';
import { boxSuite } from './box';

boxSuite(javascript);
