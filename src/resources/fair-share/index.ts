/** Fair shares: max–min, proportional and α-fair, of one resource or over the links of a network. */

export {
  type FairShareMethod,
  type FairShareOptions,
  type FairShareResult,
  fairShare,
} from './fair-share';
export type { Bottleneck, LinkPrice } from './prices';
export type { FairShareProblem } from './problem';
