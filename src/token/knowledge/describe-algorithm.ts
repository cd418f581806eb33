import { algorithms, type AlgorithmFact } from './algorithms';
import { createText, type Description, type Text } from './description';

/** What an algorithm is, and its status. */
export interface AlgorithmDescription extends Description {
  /** What it does in a token; `key` if only a JWK may have it. */
  readonly purpose: AlgorithmFact['purpose'];
  /** The name of its family: HMAC, ECDSA, AES-GCM … */
  readonly family: string;
  /** The status in the IANA registry; `discouraged` if a draft or another RFC discourages it. */
  readonly status: AlgorithmFact['status'];
  /** Explains the status; set unless it's `registered`. */
  readonly statusText?: Text;
}

/**
 * What an algorithm in `alg` or `enc` is; undefined if it's unknown. Names are case-sensitive (RFC 7515 §4.1.1).
 * Doesn't depend on whether this extension supports it.
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
      statusText: createText(`values.alg_status.${status}`),
    }),
  };
}
