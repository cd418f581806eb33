import type { KnowledgeCode } from '../knowledge-code';

type IssuerCode = Extract<KnowledgeCode, `issuers.${string}`>;

/** A pattern of issuers that belong to one provider. */
export interface Issuer {
  readonly provider: string;
  readonly name: string;
  /** Its named groups are the parts. In their order, they are the params of the text and of `keys`. */
  readonly pattern: RegExp;
  readonly code: IssuerCode;
  /** The URL of the keys, with parts as `$1` …; by default, the issuer's discovery document; '' if there is none. */
  readonly keys?: string;
  readonly keysKind?: 'discovery' | 'jwks' | 'certificates';
}
