import { findCurveBytes } from '../keys/formats/curves';
import { encodeBase64url } from '../keys/formats/encode';
import { derivePublic, isPoint } from '../keys/formats/point';
import type { Key, PublicJwk } from '../keys/key';
import { tryKeys } from './try-keys';
import type { Question } from './question';
import type { Verdict } from './verdict';

/**
 * Tries text that can be a secret as the bare bytes of a key, if the algorithm needs one: a public key of Ed25519 or
 * Ed448, its seed, or the private number of an EC key. The verdict is `otherwise` unless one matches: a mismatch shows
 * nothing, because the text may be something else. The opposite, a public key as a secret, is never tried (RFC 8725
 * §2.1).
 */
export async function tryRawKeys(question: Question, otherwise: Verdict): Promise<Verdict> {
  const { algorithm, read } = question;
  const curves = algorithm.curves ?? [];
  const found = await Promise.all(
    read.keys.flatMap(({ secret }) =>
      secret === undefined ? [] : curves.map((crv) => listRawKeys(algorithm.kty, crv, secret)),
    ),
  );
  const keys = found.flat();
  if (keys.length === 0) return otherwise;
  const verdict = await tryKeys({ ...question, read: { keys, unread: [], form: 'point', problems: [] } });
  return verdict.status === 'valid' ? verdict : otherwise;
}

async function listRawKeys(kty: string, crv: string, bytes: Uint8Array): Promise<readonly Key[]> {
  if (kty !== 'EC' && kty !== 'OKP') return [];
  const size = findCurveBytes(kty, crv);
  if (size === undefined || bytes.length !== size) return [];
  const keys: Key[] = [];
  const add = (publicJwk: PublicJwk, d?: string) =>
    keys.push({
      form: 'point',
      kty,
      publicJwk,
      ...(d !== undefined && { privateJwk: { ...publicJwk, d } }),
      problems: [],
    });
  if (kty === 'OKP') {
    const publicJwk: PublicJwk = { kty, crv, x: encodeBase64url(bytes) };
    if (await isPoint(publicJwk)) add(publicJwk);
  }
  const derived = await derivePublic(crv, bytes);
  if (derived === undefined) return keys;
  const numbers =
    kty === 'OKP'
      ? { x: encodeBase64url(derived) }
      : {
          x: encodeBase64url(derived.subarray(1, size + 1)),
          y: encodeBase64url(derived.subarray(size + 1)),
        };
  add({ kty, crv, ...numbers }, encodeBase64url(bytes));
  return keys;
}
