import type { KnowledgeCode } from '../knowledge-code';

export type IssuerCode = Extract<KnowledgeCode, `issuers.${string}`>;

/** One way an issuer is written, and what can be read out of it. */
export interface Issuer {
  readonly provider: string;
  readonly name: string;
  /** Its named groups are the parts; they fill the sentence and the URL of the keys in their order. */
  readonly pattern: RegExp;
  readonly code: IssuerCode;
  /** Where the keys would be, parts as `$1` …; the discovery document below the issuer where nothing is said; '' for nowhere. */
  readonly keys?: string;
  readonly keysKind?: 'discovery' | 'jwks' | 'certificates';
}
