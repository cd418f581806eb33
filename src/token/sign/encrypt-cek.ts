import { agree, deriveAgreedKey } from '../decrypt/algorithms/agreement';
import { loadAes } from '../decrypt/algorithms/load-aes';
import type { Scheme } from '../decrypt/algorithms/encryption-algorithms';
import { DecryptionFailure, readHeaderBytes } from '../decrypt/decryption-failure';
import { readRounds } from '../decrypt/find-cek';
import { derivePasswordKey } from '../decrypt/algorithms/password';
import { encryptRsa } from '../decrypt/algorithms/rsa';
import { encodeBase64url } from '../keys/formats/encode';
import type { Key, PublicJwk } from '../keys/key';
import type { JsonObject } from '../token';
import { createEphemeralKey } from './ephemeral-key';
import { createMakingFailure, type MakingFailure } from './created-token';
import { maxRounds } from '../limits';

type Bytes = Uint8Array<ArrayBuffer>;

/** The recommendation of OWASP's Password Storage Cheat Sheet. */
const ROUNDS = 600_000;
const SALT_LENGTH = 16;
const GCM_IV_LENGTH = 12;

/** A content encryption key, the encrypted key for the recipient, and the header parameters for it (RFC 7516 §5.1). */
interface EncryptedCek {
  readonly cek: Bytes;
  readonly encryptedKey: Bytes;
  readonly parameters: JsonObject;
}

const nothing = new Uint8Array();

/** Determines the content encryption key and encrypts it for the recipient (RFC 7516 §5.1, steps 1 to 7). */
export async function encryptCek(
  header: JsonObject,
  { alg, enc, management, content }: Scheme,
  key: Key,
): Promise<EncryptedCek | MakingFailure> {
  const secret = new Uint8Array(key.secret ?? []);
  const cek = crypto.getRandomValues(new Uint8Array(content.cekLength));
  switch (management.family) {
    case 'dir':
      return { cek: secret, encryptedKey: nothing, parameters: {} };
    case 'AESKW':
      return { cek, encryptedKey: await (await loadAes(secret)).wrapKey(secret, cek), parameters: {} };
    case 'AESGCMKW': {
      const iv = crypto.getRandomValues(new Uint8Array(GCM_IV_LENGTH));
      const { ciphertext, tag } = await (await loadAes(secret)).encryptGcm(secret, iv, cek, nothing);
      const parameters = { iv: encodeBase64url(iv), tag: encodeBase64url(tag) };
      return { cek, encryptedKey: ciphertext, parameters };
    }
    case 'PBES2': {
      const { hash = 'SHA-256', wrapBytes = 0 } = management;
      const rounds = findRounds(header);
      if (rounds === undefined) return createMakingFailure('header_invalid', ['p2c']);
      if (rounds > maxRounds) return createMakingFailure('p2c_too_high', [rounds, maxRounds]);
      const salt = crypto.getRandomValues(new Uint8Array(SALT_LENGTH));
      const wrapping = await derivePasswordKey(secret, alg, hash, wrapBytes, salt, rounds);
      const encryptedKey = await (await loadAes(wrapping)).wrapKey(wrapping, cek);
      return { cek, encryptedKey, parameters: { p2s: encodeBase64url(salt), p2c: rounds } };
    }
    case 'RSAES': {
      const encryptedKey = await encryptRsa(key.publicJwk ?? { kty: 'RSA' }, management.hash, cek);
      return encryptedKey === 'unreadable'
        ? createMakingFailure('key_unreadable', [{ code: 'key_problem_numbers_or_short' }])
        : { cek, encryptedKey, parameters: {} };
    }
    case 'ECDH-ES': {
      const { wrapBytes } = management;
      const length = wrapBytes ?? content.cekLength;
      const agreed = await agreeWith(header, key.publicJwk, wrapBytes === undefined ? enc : alg, length);
      if ('problem' in agreed) return agreed;
      const parameters = { epk: agreed.epk };
      if (wrapBytes === undefined) return { cek: agreed.key, encryptedKey: nothing, parameters };
      const encryptedKey = await (await loadAes(agreed.key)).wrapKey(agreed.key, cek);
      return { cek, encryptedKey, parameters };
    }
  }
}

/** The iteration count of PBKDF2; undefined if the header has an invalid "p2c". */
export function findRounds(header: JsonObject): number | undefined {
  return header['p2c'] === undefined ? ROUNDS : readRounds(header);
}

/** RFC 7518 §4.6: with a key pair that is used only once. */
async function agreeWith(
  header: JsonObject,
  recipient: PublicJwk = { kty: 'EC' },
  algorithm: string,
  length: number,
): Promise<{ readonly key: Bytes; readonly epk: JsonObject } | MakingFailure> {
  const apu = header['apu'] === undefined ? nothing : readHeaderBytes(header, 'apu');
  if (apu instanceof DecryptionFailure) return createMakingFailure('header_invalid', ['apu']);
  const apv = header['apv'] === undefined ? nothing : readHeaderBytes(header, 'apv');
  if (apv instanceof DecryptionFailure) return createMakingFailure('header_invalid', ['apv']);
  const { d, ...epk } = await createEphemeralKey(recipient.crv ?? '');
  const secret = await agree({ ...epk, d }, recipient);
  if (typeof secret === 'string')
    return createMakingFailure('key_unreadable', [
      { code: 'key_problem_point_not_on_curve', params: [{ anyOf: [epk.crv ?? ''] }] },
    ]);
  return { key: await deriveAgreedKey(secret, length, algorithm, apu, apv), epk };
}
