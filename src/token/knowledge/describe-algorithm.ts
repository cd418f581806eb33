import { algorithms, type AlgorithmFact } from './algorithms';
import { createText, type Description, type Text } from './description';

/** What an algorithm is, and what became of it. */
export interface AlgorithmDescription extends Description {
  /** What it does in a token; `key` for a name that only a JWK may carry. */
  readonly purpose: AlgorithmFact['purpose'];
  /** What family it belongs to, by its own name: HMAC, ECDSA, AES-GCM … */
  readonly family: string;
  /** What the registry of IANA says of it; `discouraged` where a draft or another RFC does. */
  readonly status: AlgorithmFact['status'];
  /** Set for every status but `registered`. */
  readonly statusSaid?: Text;
}

/**
 * What an algorithm of `alg` or `enc` is; undefined for a name that is neither registered nor seen elsewhere. Names are
 * compared as they stand (RFC 7515 §4.1.1). Does not say whether this tool can compute it.
 */
export function describeAlgorithm(name: string): AlgorithmDescription | undefined {
  const fact = algorithms.get(name);
  if (!fact) return undefined;
  const { code, params, purpose, family, status, reference } = fact;
  return {
    ...createText(code, ...params),
    purpose,
    family,
    status,
    ...(reference !== '' && { reference }),
    ...(status !== 'registered' && {
      statusSaid: createText(`values.alg_status.${status}`),
    }),
  };
}
