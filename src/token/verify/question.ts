import type { KeysRead } from '../keys/key';
import type { Jws, JwsSignature } from '../token';
import type { Algorithm } from './algorithms/signature-algorithms';
import type { CheckBudget } from './check-budget';

/** One signature, with everything that is needed to check it. */
export interface Question {
  readonly token: Jws;
  readonly signature: JwsSignature;
  readonly algorithm: Algorithm;
  readonly read: KeysRead;
  readonly detachedPayload?: Uint8Array | undefined;
  readonly budget: CheckBudget;
}
