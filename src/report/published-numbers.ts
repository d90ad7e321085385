/**
 * What the source publishes, and nothing else: every constant of the report that we did not compute.
 *
 * Source: A. Troynikov, "Economically Optimal Compute Allocation" (2025), with its scripts `dynamic.py` and
 * `steady_state.py`, https://github.com/antontroynikov/ComputeAllocation. The numbers are what the scripts
 * print when run as they are (Python, NumPy 1.24); allocations of the README are in `readme`.
 */

export const source = {
  author: 'A. Troynikov',
  title: 'Economically Optimal Compute Allocation',
  year: 2025,
  url: 'https://github.com/antontroynikov/ComputeAllocation',
} as const;

/** One run of `dynamic.py`. */
export interface PublishedRun {
  readonly iterations: number;
  readonly netPresentValue: number;
  readonly finalCapability: number;
  readonly meanAllocation: number;
}

/** `dynamic.py` at its defaults. */
export const publishedDefault: PublishedRun = {
  iterations: 25,
  netPresentValue: 3743445.3803408486,
  finalCapability: 91.49700599987706,
  meanAllocation: 0.6569751886980744,
};

/** One of the four sweeps of `dynamic.py`. */
export interface PublishedSweep {
  /** The API's name of the parameter. */
  readonly parameter: 'trainingExponent' | 'revenueExponent' | 'discountRate' | 'compute.growth';
  /** The paper's letter. */
  readonly symbol: string;
  readonly name: string;
  /** Value of the parameter, iterations, NPV, M(T), mean α. */
  readonly rows: ReadonlyArray<readonly [number, number, number, number, number]>;
}

export const publishedSweepRows: readonly PublishedSweep[] = [
  {
    parameter: 'trainingExponent',
    symbol: 'ε',
    name: 'returns to training',
    rows: [
      [0.1, 25, 115134.6246400416, 15.095928400728612, 0.39732043499101244],
      [0.18888888888888888, 23, 231684.422407061, 21.7925483780161, 0.5027476634254728],
      [0.2777777777777778, 22, 494123.6302166509, 32.29446186193792, 0.5663667107135248],
      [0.3666666666666667, 22, 1091823.0362287697, 48.61113036966548, 0.6104725571262634],
      [0.4555555555555556, 24, 2471279.338714122, 73.95071404189987, 0.6434103208433647],
      [0.5444444444444445, 25, 5691873.922653093, 113.41228167440673, 0.669081860191685],
      [0.6333333333333333, 26, 13287466.993636135, 175.046822097832, 0.6897307516080174],
      [0.7222222222222222, 27, 31364777.316517707, 271.6487482841866, 0.706580046304857],
      [0.8111111111111111, 29, 74763191.05027264, 423.7049888129323, 0.7204432418162046],
      [0.9, 30, 179849678.14977467, 663.9220735769572, 0.7313208392972251],
    ],
  },
  {
    parameter: 'revenueExponent',
    symbol: 'γ',
    name: 'returns to capability',
    rows: [
      [0.1, 22, 1630.3284899218177, 22.485713418282252, 0.047082304448279634],
      [0.42222222222222217, 23, 4780.976026983281, 47.0444191792374, 0.22821515609123547],
      [0.7444444444444444, 23, 16731.15278497796, 62.21794219713694, 0.3743346112258826],
      [1.0666666666666667, 23, 63478.94731854068, 72.97280344702439, 0.48013682119152845],
      [1.3888888888888888, 24, 252469.4584951664, 80.95696461223564, 0.5576059672169403],
      [1.711111111111111, 25, 1035903.9602037185, 87.09975311373744, 0.6160182209454752],
      [2.033333333333333, 25, 4345788.546990615, 91.95524584466168, 0.6612434313733931],
      [2.3555555555555556, 25, 18537939.090410393, 95.87669711224397, 0.6971409745195957],
      [2.6777777777777776, 25, 80114302.52190399, 99.10829144941474, 0.7263134941262951],
      [3.0, 26, 349869877.9815429, 101.81166456719336, 0.7504464595431869],
    ],
  },
  {
    parameter: 'discountRate',
    symbol: 'ρ',
    name: 'discount rate',
    rows: [
      [0.01, 24, 5261545.003270438, 94.25428258042254, 0.6857154595443989],
      [0.03111111111111111, 24, 4395664.068663617, 92.84814097352923, 0.6711309300803562],
      [0.052222222222222225, 25, 3673428.4977020174, 91.33466369261461, 0.6552679823537351],
      [0.07333333333333333, 25, 3070136.563002335, 89.71050610538326, 0.6378743165503321],
      [0.09444444444444444, 25, 2565745.7468679273, 87.97580034773824, 0.6189918858889673],
      [0.11555555555555555, 25, 2143674.655743588, 86.13576071859859, 0.5986394949684374],
      [0.1366666666666667, 25, 1790308.9954330495, 84.20211469893081, 0.5769214779313342],
      [0.1577777777777778, 25, 1494531.5964579093, 82.1958418902346, 0.5540888625904248],
      [0.1788888888888889, 25, 1247328.8686865738, 80.14916083126202, 0.5306123568791096],
      [0.2, 25, 1041101.737488275, 78.09170237890307, 0.506910418409445],
    ],
  },
  {
    parameter: 'compute.growth',
    symbol: 'g',
    name: 'growth of compute',
    rows: [
      [0.05, 25, 2055384.4550614837, 79.19432996041652, 0.6171194632552737],
      [0.1, 25, 3743445.3803408486, 91.49700599987706, 0.6569751886980744],
      [0.15000000000000002, 25, 6988718.259573549, 106.060141973059, 0.692868281572521],
      [0.2, 25, 13346961.609493721, 123.35138949482892, 0.7245167753846138],
      [0.25, 24, 26027959.590143852, 143.97707472011624, 0.7522004447324842],
      [0.3, 24, 51746919.74166118, 168.65323299583105, 0.7762233220724983],
      [0.35000000000000003, 24, 104734314.33621459, 198.29597576491918, 0.7970499654493366],
      [0.4, 23, 215517812.04392806, 234.0587350194461, 0.8151987426844864],
      [0.45, 23, 450375459.46547234, 277.2465973472212, 0.8308162366414313],
      [0.5, 23, 954755115.4868385, 329.63985389500647, 0.8445237033940292],
    ],
  },
];

/** `steady_state.py` at its defaults: ρ = 0.15, g = 0.1, ε = 0.5, γ = 2, T = 100. */
export const publishedSteadyState = {
  /** Eq. 11. */
  theoretical: 0.6000000000000001,
  /** Its search over constant allocations. */
  numerical: 0.4999498135242507,
  /** Name, allocation, NPV. */
  strategies: [
    { name: 'Theoretical', allocation: 0.6000000000000001, netPresentValue: 2652135000.560625 },
    { name: 'Numerical', allocation: 0.4999498135242507, netPresentValue: 2762739376.26883 },
    { name: 'Baseline (50/50)', allocation: 0.5, netPresentValue: 2762739347.230231 },
    { name: 'High Training (80/20)', allocation: 0.8, netPresentValue: 1768001329.4625597 },
    { name: 'Low Training (20/80)', allocation: 0.2, netPresentValue: 1768574843.936054 },
  ],
  /** What it prints about the infinite horizon. */
  convergence: 'Convergence condition satisfied',
} as const;

/** What its README says of the steady state. */
export const readme = {
  theoretical: '60%',
  numerical: '50%',
  verdict:
    'The theoretical formula provides a good approximation but slightly overestimates the optimal training allocation compared to direct NPV optimization',
  symmetry: 'Both high training (80%) and low training (20%) performed similarly',
} as const;
