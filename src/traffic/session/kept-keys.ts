import type { KeyScope } from './keyring';
import { maxKeptIssuerLength, maxKeptKeys, maxKeptKidLength, maxKeyNameLength } from './limits';
import { isJsonObject } from '../../token';

/** A public key that the user keeps across sessions. Plain data, and nothing in it is secret. */
export interface KeptKey {
  /** RFC 7638, SHA-256. */
  readonly thumbprint: string;
  /** The public key as a JWK. */
  readonly jwk: string;
  /** Which tokens it verifies. */
  readonly scope: KeyScope & { readonly kind: 'issuer' | 'all' };
  /** Empty if the user gave it no name. */
  readonly name: string;
}

/** RFC 7518 §6.2.1 and §6.3.1, RFC 8037 §2, RFC 9964 §3. The numbers are base64url, with this maximum length. */
const publicNumbers: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  RSA: { n: 3_000, e: 20 },
  EC: { x: 100, y: 100 },
  OKP: { x: 100 },
  AKP: { pub: 4_000 },
};

/**
 * Parses a kept key, when it's stored and when it's read; undefined for anything else. This is the last check before the
 * disk: it copies only the members of a public key, and rejects a key with any other member, so that neither a private
 * key nor a secret can be stored.
 */
export function parseKeptKey(value: unknown): KeptKey | undefined {
  if (!isJsonObject(value)) return undefined;
  const { thumbprint, jwk, scope, name } = value;
  if (typeof thumbprint !== 'string' || !/^[\w-]{43}$/.test(thumbprint)) return undefined;
  const publicJwk = typeof jwk === 'string' ? parsePublicJwk(jwk) : undefined;
  if (publicJwk === undefined || !isJsonObject(scope) || !isHarmless(name, maxKeyNameLength))
    return undefined;
  const { kind, value: issuer } = scope;
  const isScope =
    kind === 'all' ? issuer === '' : kind === 'issuer' && isHarmless(issuer, maxKeptIssuerLength);
  return isScope
    ? { thumbprint, jwk: publicJwk, scope: { kind, value: issuer } as KeptKey['scope'], name }
    : undefined;
}

/** Parses a stored list. Invalid keys are left out. */
export function parseKeptKeys(value: unknown): readonly KeptKey[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, maxKeptKeys).flatMap((entry) => parseKeptKey(entry) ?? []);
}

function parsePublicJwk(text: string): string | undefined {
  if (text.length > 10_000) return undefined;
  let members: unknown;
  try {
    members = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(members)) return undefined;
  const { kty, crv, alg, kid, ...others } = members;
  const numbers =
    typeof kty === 'string' && Object.hasOwn(publicNumbers, kty) ? publicNumbers[kty] : undefined;
  if (numbers === undefined) return undefined;
  const isNumber = ([name, limit]: readonly [string, number]) => {
    const number = others[name];
    return typeof number === 'string' && number.length <= limit && /^[\w-]+$/.test(number);
  };
  if (!Object.entries(numbers).every(isNumber)) return undefined;
  if (Object.keys(others).some((name) => !Object.hasOwn(numbers, name))) return undefined;
  if (![crv, alg].every((word) => word === undefined || isWord(word))) return undefined;
  if (kid !== undefined && !isHarmless(kid, maxKeptKidLength)) return undefined;
  return JSON.stringify({
    kty,
    ...(crv !== undefined && { crv }),
    ...others,
    ...(alg !== undefined && { alg }),
    ...(kid !== undefined && { kid }),
  });
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' && /^[\w.+-]{1,50}$/.test(value);
}

/** Whether it's a short text without a token, a private key or a JWK in it. */
function isHarmless(value: unknown, maxLength: number): value is string {
  return (
    typeof value === 'string' &&
    value.length <= maxLength &&
    !/[\p{Cc}{}]|PRIVATE|eyJ[\w-]{4,}|AGE-SECRET-KEY/iu.test(value)
  );
}
