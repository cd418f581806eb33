import type { JsonObject } from '../token';
import { quoteForSentence } from '../wording';

/** The digest of a disclosure's base64url text, or of what was presented, in base64url. */
export type Digest = (text: string) => Promise<string>;

/** The hash function of an SD-JWT's digests, `_sd_alg` (RFC 9901 §4.1.1). */
export interface Hash {
  /** The name in IANA's registry of named information hash algorithms, or the quoted value of the token. */
  readonly name: string;
  readonly webCryptoName: string | undefined;
  readonly warnings: readonly string[];
}

/** RFC 9901 §4.1.1: IANA's names, in lower case. SHA-1 is weak, but computed to show which disclosures match. */
const webCryptoNames: ReadonlyMap<string, string> = new Map([
  ['sha-256', 'SHA-256'],
  ['sha-384', 'SHA-384'],
  ['sha-512', 'SHA-512'],
  ['sha-1', 'SHA-1'],
]);
const WEAK = ['sha-1'];

/** The hash of the digests in the claims: `_sd_alg`, or SHA-256 without it (RFC 9901 §4.1.1). */
export function findHash(claims: JsonObject): Hash {
  const declared: unknown = Object.hasOwn(claims, '_sd_alg') ? claims['_sd_alg'] : 'sha-256';
  const name = typeof declared === 'string' ? declared : JSON.stringify(declared);
  const webCryptoName = typeof declared === 'string' ? webCryptoNames.get(declared) : undefined;
  const isStrong = webCryptoName !== undefined && !WEAK.includes(name);
  return { name: quoteForSentence(name), webCryptoName, warnings: isStrong ? [] : ['SDJ-ALG'] };
}

/** Undefined for a hash that the runtime doesn't support. */
export function createDigest(webCryptoName: string | undefined): Digest | undefined {
  if (webCryptoName === undefined) return undefined;
  const encoder = new TextEncoder();
  return async (text) =>
    encodeBase64url(new Uint8Array(await crypto.subtle.digest(webCryptoName, encoder.encode(text))));
}

function encodeBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
