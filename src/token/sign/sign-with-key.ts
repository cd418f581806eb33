import { concatBytes } from '@noble/ciphers/utils.js';
import { encodeBase64url } from '../keys/formats/encode';
import { isPayloadUnencoded } from '../decode/header';
import { decodeUtf8 } from '../decode/utf8';
import { describeNeeds, matchesAlgorithm, type Algorithm } from '../verify/algorithms/signature-algorithms';
import { selectKey, readMakingKeys } from './select-key';
import {
  createMakingFailure,
  encodeContent,
  type SignOptions,
  type TokenContent,
  type Making,
  type MakingFailure,
  type WrittenHeader,
} from './created-token';
import { createSignature, type Signable } from './signature';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Signs a payload with the key in a text. Fails with a reason if the text has no key for the algorithm; doesn't throw
 * for it.
 */
export async function signWithKey(
  written: WrittenHeader,
  algorithm: Algorithm,
  payload: TokenContent,
  keyText: string,
  options: SignOptions,
): Promise<Making> {
  const signable = encodeSignable(written, payload, options);
  if ('problem' in signable) return signable;
  const keys = await readMakingKeys(keyText, options.secretEncoding ?? 'utf-8');
  if ('problem' in keys) return keys;
  const key = selectKey(
    keys,
    written.header,
    (candidate) => matchesAlgorithm(candidate, algorithm),
    describeNeeds(algorithm, 'private'),
    'private',
  );
  if ('problem' in key) return key;
  const signature = await createSignature(key, algorithm, signable);
  return signature === undefined
    ? createMakingFailure('key_unreadable', [{ code: 'key_problem_numbers' }])
    : serialize(signable, signature, options);
}

/** RFC 7519 §6: the signature is empty. */
export function makeUnsigned(written: WrittenHeader, payload: TokenContent, options: SignOptions): Making {
  const signable = encodeSignable(written, payload, options);
  return 'problem' in signable ? signable : serialize(signable, new Uint8Array(), options);
}

function encodeSignable(
  { header, text }: WrittenHeader,
  payload: TokenContent,
  { serialization }: SignOptions,
): Signable | MakingFailure {
  const encoder = new TextEncoder();
  const protectedText = encodeBase64url(encoder.encode(text ?? JSON.stringify(header)));
  const bytes = encodeContent(payload);
  // RFC 7797 §6: a verifier that doesn't support `b64` must reject the token, so `crit` must list it.
  const isUnencoded = isPayloadUnencoded(header);
  if (!isUnencoded && header['b64'] !== undefined && header['b64'] !== true)
    return createMakingFailure('header_invalid', ['b64']);
  const payloadText = isUnencoded ? decodeUtf8(bytes) : encodeBase64url(bytes);
  const isWritable =
    payloadText !== undefined &&
    (!isUnencoded || serialization === 'flattened' || /^[ -\-/-~]*$/.test(payloadText));
  if (!isWritable) return createMakingFailure('payload_unencodable');
  const input = new Uint8Array(
    concatBytes(encoder.encode(`${protectedText}.`), isUnencoded ? bytes : encoder.encode(payloadText)),
  );
  return { header, payload: bytes, protectedText, payloadText, input };
}

function serialize({ protectedText, payloadText }: Signable, signature: Bytes, options: SignOptions): Making {
  const signatureText = encodeBase64url(signature);
  return {
    token:
      options.serialization === 'flattened'
        ? JSON.stringify({ payload: payloadText, protected: protectedText, signature: signatureText })
        : `${protectedText}.${payloadText}.${signatureText}`,
  };
}
