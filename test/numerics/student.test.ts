import { describe, expect, it } from 'vitest';
import { log1p } from '../../src/numerics/near-one';
import { studentQuantile, studentTail } from '../../src/numerics/student';
import { backends } from '../backends';
import { expectClose } from '../numbers';

const confidences = [0.001, 0.5, 0.9, 0.95, 0.99, 0.999999, 1 - 1e-12];

/** SciPy 1.17: t.isf((1 − confidence)/2, ν), by ν. */
const table: Readonly<Record<number, readonly number[]>> = {
  1: [
    0.00157079761872433, 1.0000000000000002, 6.313751514675045, 12.706204736174694,
    63.656741162871526, 636619.7723487513, 636633855803.5593,
  ],
  2: [
    0.0014142142694804078, 0.8164965809277261, 2.9199855803537265, 4.302652729749462,
    9.924843200918287, 999.9992499854659, 1000011.0610428281,
  ],
  7: [
    0.001298730555074094, 0.7111417780817866, 1.8945786050900069, 2.364624251592784,
    3.4994832973504924, 15.767009437416196, 114.85570633409836,
  ],
  8: [
    0.0012929956623415825, 0.7063866126448388, 1.8595480375308981, 2.306004135204166,
    3.355387331333395, 13.257135102178596, 76.01215446379273,
  ],
  15: [
    0.001274362466549993, 0.6911969489584897, 1.7530503556925734, 2.131449545559776,
    2.946712883475238, 7.903233627295349, 21.64626697843293,
  ],
  31: [
    0.0012634609567779183, 0.6824863060025721, 1.6955187825458655, 2.039513446396408,
    2.744041919294269, 6.071975924708279, 11.512927769915372,
  ],
  100: [
    0.001256451624078506, 0.6769510430114717, 1.6602343260853394, 1.9839715185235518,
    2.6258905214380173, 5.213727574223293, 8.165533278169526,
  ],
  1001: [
    0.0012536275205642237, 0.6747349193584472, 1.6463772921994684, 1.9623367052808798,
    2.5807497687505245, 4.922258736457859, 7.223863360733461,
  ],
  100000: [
    0.0012533175987275577, 0.674492203553292, 1.6448688647849703, 1.9599877075346095,
    2.575878469908375, 4.891943340709452, 7.131434183400391,
  ],
};

describe.each(backends)('student ($name)', ({ backend: { math } }) => {
  it.each(Object.keys(table).map(Number))(
    'quantiles of %i degrees are those of SciPy',
    (freedom) => {
      confidences.forEach((confidence, i) => {
        expectClose(studentQuantile(math, confidence, freedom), table[freedom][i], 1e-11);
      });
    },
  );

  it('tails have their closed forms', () => {
    for (const t of [1e-6, 0.1, 1, 3, 1e4]) {
      expectClose(studentTail(math, t, 2), 1 - t / Math.sqrt(2 + t * t), 1e-8);
    }
    expectClose(studentTail(math, 1, 1), 0.5, 1e-15);
    expect(studentTail(math, 0, 15)).toBe(1);
  });
});

describe.each(backends)('log1p ($name)', ({ backend: { math } }) => {
  it('is right for small and large arguments', () => {
    expect(log1p(math, 1e-20)).toBe(1e-20);
    expectClose(log1p(math, 1e-9), 9.999999995e-10, 3e-16);
    expectClose(log1p(math, -1e-5), -0.000010000050000333335, 3e-16);
    expectClose(log1p(math, 1), Math.LN2, 3e-16);
  });
});
