import { isJsonObject } from '../../json/read-json';
import type { PrivateJwk, PublicJwk } from '../../keys/key';
import type { JsonObject } from '../../token';
import { quoteForSentence } from '../../wording';
import { agree, deriveAgreedKey } from './agreement';
import type { Bytes } from './aes';
import type { Scheme } from './encryption-algorithms';
import { DecryptionFailure, readHeaderBytes } from '../decryption-failure';
import type { ParamCode } from '../../param';

/** Private members; RFC 7518 §4.6.1.1 requires a public key. */
const PRIVATE_MEMBERS = ['d', 'k', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv'];

/** The key that ECDH-ES agrees on (RFC 7518 §4.6): for the content, or for unwrapping the content encryption key. */
export async function agreeOnKey(
  header: JsonObject,
  own: PrivateJwk,
  { alg, enc, management, content }: Scheme,
): Promise<Bytes | DecryptionFailure> {
  const ephemeral = readEphemeralKey(header, own.crv);
  if (ephemeral instanceof DecryptionFailure) return ephemeral;
  const apu = header['apu'] === undefined ? new Uint8Array() : readHeaderBytes(header, 'apu');
  if (apu instanceof DecryptionFailure) return apu;
  const apv = header['apv'] === undefined ? new Uint8Array() : readHeaderBytes(header, 'apv');
  if (apv instanceof DecryptionFailure) return apv;
  const secret = await agree(own, ephemeral);
  if (secret === 'private key')
    return new DecryptionFailure('key_unreadable', [{ code: 'key_problem_numbers' }]);
  if (secret === 'public key') return createEphemeralFailure('epk_problem_not_point', ephemeral.crv ?? '');
  const { wrapBytes } = management;
  return wrapBytes === undefined
    ? deriveAgreedKey(secret, content.cekLength, enc, apu, apv)
    : deriveAgreedKey(secret, wrapBytes, alg, apu, apv);
}

function readEphemeralKey({ epk }: JsonObject, crv: string | undefined): PublicJwk | DecryptionFailure {
  if (epk === undefined) return createEphemeralFailure('epk_problem_missing');
  if (!isJsonObject(epk)) return createEphemeralFailure('epk_problem_not_jwk');
  if (PRIVATE_MEMBERS.some((name) => Object.hasOwn(epk, name))) {
    return createEphemeralFailure('epk_problem_private');
  }
  const { kty, x, y } = epk;
  if (typeof epk.crv !== 'string') return createEphemeralFailure('epk_problem_no_curve');
  if (epk.crv !== crv) {
    return createEphemeralFailure('epk_problem_other_curve', quoteForSentence(epk.crv), crv ?? '');
  }
  const isEc = crv?.startsWith('P-') === true;
  if (kty !== (isEc ? 'EC' : 'OKP') || typeof x !== 'string' || (isEc && typeof y !== 'string')) {
    return createEphemeralFailure('epk_problem_not_key', crv ?? '');
  }
  return { kty: isEc ? 'EC' : 'OKP', crv: crv ?? '', x, ...(typeof y === 'string' && { y }) };
}

function createEphemeralFailure(
  code: Extract<ParamCode, `epk_problem_${string}`>,
  ...params: readonly string[]
): DecryptionFailure {
  return new DecryptionFailure('epk_invalid', [{ code, params }], ['JWE-EPK']);
}
