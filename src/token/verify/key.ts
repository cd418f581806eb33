import { decodeLeniently, findOtherCharacter } from '../base64url';
import type { JsonObject } from '../token';
import type { KeySummary } from '../verdict';

/** The public half of an asymmetric key, with nothing else in it. */
export type PublicJwk = { readonly kty: 'RSA' | 'EC' | 'OKP'; readonly [member: string]: string };

/** One key that may be tried: what it is made of, and what it says about itself. */
export interface Key {
  readonly form: KeySummary['form'];
  readonly material: PublicJwk | Uint8Array;
  readonly secretEncoding?: KeySummary['secretEncoding'];
  readonly kid?: string;
  readonly alg?: string;
  readonly use?: unknown;
  readonly keyOps?: unknown;
  readonly privatePasted: boolean;
}

/** RFC 7518 §6.2.1 and §6.3.1, RFC 8037 §2. */
const PUBLIC_MEMBERS = { RSA: ['n', 'e'], EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'] } as const;

/** Undefined when the JWK is of a type that is not read or lacks a member that its type must have. */
export function readJwk(jwk: JsonObject, form: KeySummary['form']): Key | undefined {
  const { kty, kid, alg, use, key_ops: keyOps } = jwk;
  const material = kty === 'oct' ? readSecret(jwk) : readPublicHalf(jwk);
  if (material === undefined) return undefined;
  return {
    form,
    material,
    privatePasted: kty !== 'oct' && jwk.d !== undefined,
    ...(typeof kid === 'string' && { kid }),
    ...(typeof alg === 'string' && { alg }),
    ...(use !== undefined && { use }),
    ...(keyOps !== undefined && { keyOps }),
  };
}

export function readPublicHalf(jwk: JsonObject): PublicJwk | undefined {
  const { kty } = jwk;
  if (kty !== 'RSA' && kty !== 'EC' && kty !== 'OKP') return undefined;
  const members: Record<string, string> = {};
  for (const name of PUBLIC_MEMBERS[kty]) {
    const value = jwk[name];
    if (typeof value !== 'string') return undefined;
    members[name] = value;
  }
  return { ...members, kty };
}

function readSecret({ k }: JsonObject): Uint8Array | undefined {
  return typeof k === 'string' && k.length % 4 !== 1 && findOtherCharacter(k) === -1
    ? decodeLeniently(k)
    : undefined;
}

export function isSecret(material: Key['material']): material is Uint8Array {
  return material instanceof Uint8Array;
}

export function kindOf({ material }: Key): KeySummary['kind'] {
  return isSecret(material) ? 'oct' : material.kty;
}

/** Bits of an RSA modulus; undefined for a key of another kind. */
export function findModulusBits({ material }: Key): number | undefined {
  if (isSecret(material) || material.n === undefined) return undefined;
  const modulus = decodeLeniently(material.n);
  const first = modulus.findIndex((byte) => byte !== 0);
  return first === -1 ? 0 : (modulus.length - first) * 8 - (Math.clz32(modulus[first] ?? 0) - 24);
}
