/** Fair shares of one resource, or of the links of a network. */

import * as v from 'valibot';
import type { Backend, BackendName } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { numberSchema, parse } from '../../engine/parameters';
import type { Status } from '../../engine/result';
import { alphaFair } from './alpha-fair';
import {
  type BottleneckCertificate,
  certifyAlpha,
  certifyMaxMin,
  demandGap,
  type FairnessCertificate,
  linkGaps,
} from './certificate';
import { maxMin } from './max-min';
import { type FairnessMeasures, measures } from './measures';
import { alphaPrices, type Bottleneck, type LinkPrice, maxMinPrices } from './prices';
import { type FairShareProblem, linkUse, type Network, networkOf } from './problem';

export const fairShareMethods = ['max-min', 'proportional', 'alpha'] as const;
export type FairShareMethod = (typeof fairShareMethods)[number];

export interface FairShareOptions {
  /** Default `max-min`. */
  readonly method?: FairShareMethod;
  /** α of `alpha`, 0.1 … 32: 1 is `proportional`, more is nearer to max–min of equal weights. Default 2. */
  readonly alpha?: number;
}

export interface FairShareResult {
  readonly status: Extract<Status, 'converged' | 'iteration-limit'>;
  readonly backend: BackendName;
  readonly method: FairShareMethod;
  /** 1 for `proportional`, infinite for `max-min`. */
  readonly alpha: number;
  /** x_i, in units of demands and capacities. */
  readonly allocation: Float64Array;
  /** x_i / w_i. */
  readonly shares: Float64Array;
  /** What holds each flow. */
  readonly bottlenecks: readonly Bottleneck[];
  /** Σ x over the flows of each link. */
  readonly linkUse: Readonly<Record<string, number>>;
  /**
   * `max-min`: share x/w of the flows that a link holds, per unit of its capacity; else Σ w u(x) per unit, infinite
   * where a link that is asked for has no capacity.
   */
  readonly shadowPrices: Readonly<Record<string, LinkPrice>>;
  /** Of the shares x/w. */
  readonly measures: FairnessMeasures;
  /** Newton steps; 0 where the answer is direct. */
  readonly iterations: number;
  readonly certificate: BottleneckCertificate | FairnessCertificate;
}

export const alphaRow = {
  symbol: 'α',
  flag: 'alpha',
  unit: '1',
  minimum: 0.1,
  maximum: 32,
  default: 2,
  meaning: 'aversion to inequality of alpha-fair rates',
} as const;

const schema = v.strictObject(
  {
    method: v.optional(
      v.picklist(fairShareMethods, `one of ${fairShareMethods.join(', ')}`),
      'max-min' as const,
    ),
    alpha: v.optional(numberSchema(alphaRow)),
  },
  'an object of options',
);

/** Most links on which α-fair rates are had: every step solves a system of them. */
const mostPriced = 1000;

/**
 * Fair rates of flows: of one resource (`capacity`), or of flows along `routes` over links with `capacities`.
 *
 * `max-min` (weighted): no flow can have more unless one with a share x/w no greater has less; by progressive
 * filling. `proportional` and `alpha` maximize Σ w u(x), u′(x) = x^−α. Every flow is told what holds it, every
 * link its price, and fairness is proven by a condition that is equivalent to it.
 *
 * @throws ParameterError naming the first field or option that is not usable
 */
export function fairShare(
  backend: Backend,
  problem: FairShareProblem,
  options: FairShareOptions = {},
): FairShareResult {
  const network = networkOf(problem);
  const { method, alpha: given } = parse(schema, options, 'options');
  if (given !== undefined && method !== 'alpha') {
    throw new ParameterError('alpha', given, `nothing where the method is ${method}`, 'type');
  }
  if (method === 'max-min') return maxMinResult(backend, network);
  const alpha = method === 'proportional' ? 1 : (given ?? alphaRow.default);
  return alphaResult(backend, network, method, alpha);
}

function maxMinResult(backend: Backend, network: Network): FairShareResult {
  const x = maxMin(network);
  const certificate = certifyMaxMin(network, x);
  const gaps = linkGaps(network, x);
  const bottlenecks = network.routes.map((route, i) => {
    const near = gaps(i);
    return {
      demand: demandGap(x[i], network.demands[i]) <= certificate.tolerance,
      links: route.flatMap((l, k) => (near[k] <= certificate.tolerance ? network.links[l] : [])),
    };
  });
  return {
    status: 'converged',
    ...common(backend, network, x, bottlenecks, maxMinPrices(network, bottlenecks)),
    method: 'max-min',
    alpha: Infinity,
    iterations: 0,
    certificate,
  };
}

function alphaResult(
  backend: Backend,
  network: Network,
  method: FairShareMethod,
  alpha: number,
): FairShareResult {
  if (network.links.length > mostPriced) {
    const expected = `at most ${mostPriced} links where the method is ${method}`;
    throw new ParameterError('capacities', network.capacities, expected);
  }
  const { x, prices, iterations, converged } = alphaFair(backend.math, network, alpha);
  const certificate = certifyAlpha(backend.math, network, alpha, x, prices);
  const { tolerance } = certificate;
  const bottlenecks = network.routes.map((route, i) => {
    const paid = route.reduce((sum, l) => sum + prices[l], 0);
    return {
      demand: demandGap(x[i], network.demands[i]) <= tolerance,
      links: route.flatMap((l) =>
        prices[l] === Infinity || prices[l] > tolerance * paid ? network.links[l] : [],
      ),
    };
  });
  return {
    status: converged ? 'converged' : 'iteration-limit',
    ...common(backend, network, x, bottlenecks, alphaPrices(network, x, prices)),
    method,
    alpha,
    iterations,
    certificate,
  };
}

function common(
  backend: Backend,
  network: Network,
  allocation: Float64Array,
  bottlenecks: readonly Bottleneck[],
  prices: readonly LinkPrice[],
) {
  const { links, weights } = network;
  const use = linkUse(network, allocation);
  const shares = allocation.map((x, i) => x / weights[i]);
  return {
    backend: backend.name,
    allocation,
    shares,
    bottlenecks,
    linkUse: Object.fromEntries(links.map((link, l) => [link, use[l]])),
    shadowPrices: Object.fromEntries(links.map((link, l) => [link, prices[l]])),
    measures: measures(shares),
  };
}
