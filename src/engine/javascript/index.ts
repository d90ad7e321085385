/** The `javascript` backend: the host's `Math`, and kernels in plain typed-array code. */

import type { Backend, ElementaryFunctions } from '../backend';
import { allocationKernels } from './allocation';
import { complianceKernels } from './compliance';
import { contestKernels } from './contest/index';
import { resourcesKernels } from './resources';
import { samplingKernels } from './sampling';

const math: ElementaryFunctions = {
  exp: Math.exp,
  log: Math.log,
  pow: Math.pow,
  expInto(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = Math.exp(x[i]);
  },
  logInto(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = Math.log(x[i]);
  },
  powInto(x, y, out) {
    for (let i = 0; i < x.length; i++) out[i] = x[i] ** y[i];
  },
};

export const javascriptBackend: Backend = {
  name: 'javascript',
  math,
  allocation: allocationKernels,
  sampling: samplingKernels,
  compliance: complianceKernels,
  contest: contestKernels,
  resources: resourcesKernels,
};
