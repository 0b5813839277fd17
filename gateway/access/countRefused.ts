// What does it cost somebody to try tokens that are not believed?
import type { RateLimits } from '../operation/rates';
import type { Identify } from './identify';

/** Who asks, from an address; a token that is refused is counted as a request from there, as nothing that follows would count it. @throws as `identify`, RateLimited */
export type IdentifyAt = (shown: Parameters<Identify>[0], address: string | undefined) => ReturnType<Identify>;

export function countRefused(identify: Identify, rates: RateLimits): IdentifyAt {
  return async (shown, address) => {
    try {
      return await identify(shown);
    } catch (refusal) {
      await rates.countOperation({ subject: null, address });
      throw refusal;
    }
  };
}
