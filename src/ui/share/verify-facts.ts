import type { JsonObject, Token } from '../../token';

/** What code needs to verify a token. The values come from the token and its issuer, so they can contain anything. */
export interface VerifyFacts {
  readonly algorithm: string;
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
  /** Where the issuer publishes its keys, if that’s known from a captured or fetched key set. */
  readonly jwksUri?: string | undefined;
}

/** What of a token its facts are read from. */
export interface VerifiedToken {
  readonly kind: Token['kind'];
  readonly header?: JsonObject | undefined;
  readonly claims?: JsonObject | undefined;
}

/** HMAC. This and the next three are the algorithms that code can be written for (RFC 7518 §3.1, RFC 8037, RFC 9864). */
export const hmac = /^HS(?:256|384|512)$/;
/** RSASSA-PKCS1-v1_5 and RSASSA-PSS. */
export const rsa = /^(?:RS|PS)(?:256|384|512)$/;
/** ECDSA with a NIST curve. */
export const ecdsa = /^ES(?:256|384|512)$/;
/** Ed25519, by its own name or by the deprecated `EdDSA`. */
export const edwards = /^(?:EdDSA|Ed25519)$/;
const maxLength = 2_000;

/** A key set that may be the issuer’s. */
export interface KnownKeySet {
  readonly url: string;
  readonly issuers: readonly string[];
}

/** Reads the facts of a token; undefined if no code can verify it. */
export function readVerifyFacts(
  { kind, header, claims }: VerifiedToken,
  keySets: readonly KnownKeySet[] = [],
): VerifyFacts | undefined {
  // The libraries don't read the disclosures of an SD-JWT.
  if (kind !== 'jws') return undefined;
  const { alg } = header ?? {};
  if (typeof alg !== 'string' || ![hmac, rsa, ecdsa, edwards].some((pattern) => pattern.test(alg)))
    return undefined;
  const text = (value: unknown) =>
    typeof value === 'string' && value !== '' && value.length <= maxLength ? value : undefined;
  const { iss, aud } = claims ?? {};
  const issuer = text(iss);
  const known = keySets.find(({ url, issuers }) => issuers.includes(issuer ?? '') && isWebUrl(url));
  return {
    algorithm: alg,
    issuer,
    audience: text(Array.isArray(aud) ? aud[0] : aud),
    ...(known && { jwksUri: known.url }),
  };
}

function isWebUrl(text: string): boolean {
  return text.length <= maxLength && /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** Where code gets the issuer’s keys. */
export interface KeyLocation {
  /** False for keys that are passed to the code, and for secrets. */
  readonly isPublished: boolean;
  /** The URL of the key set, or of the discovery document that has it. */
  readonly jwksUri?: string;
  readonly discovery?: string;
}

/** Only an issuer with a URL has a discovery document (OpenID Connect Discovery 1.0 §4). */
export function findKeyLocation({ algorithm, issuer, jwksUri }: VerifyFacts): KeyLocation {
  if (hmac.test(algorithm)) return { isPublished: false };
  if (jwksUri !== undefined) return { isPublished: true, jwksUri };
  if (issuer === undefined || !isWebUrl(issuer)) return { isPublished: false };
  return {
    isPublished: true,
    discovery: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
  };
}

/** The lines of code that are written: those that don’t apply are false. */
export function writeLines(...written: readonly (string | false | undefined)[]): string {
  return `${written.filter((line) => typeof line === 'string').join('\n')}\n`;
}
