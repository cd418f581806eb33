import type { Decryption, DecryptOptions } from './decryption';
import { maxKeyLength } from '../limits';
import type { Jwe, JsonObject, Token } from '../token';
import { quoteValue } from '../quote-value';
import { quoteForSentence } from '../wording';
import { findScheme } from './algorithms/encryption-algorithms';
import { createDecryption } from './decryptions';
import { openToken } from './open-token';

/** `decrypt` itself: first the checks that don't need the key, then the attempt. */
export async function decryptWithKey(
  token: Token,
  keyText: string,
  options: DecryptOptions,
): Promise<Decryption> {
  if (token.kind !== 'jwe') return createDecryption('not_a_jwe');
  const unsupported = findUnsupported(token);
  if (unsupported !== undefined) return unsupported;
  if (keyText.trim() === '') return createDecryption('no_key');
  if (keyText.length > maxKeyLength) {
    return createDecryption('key_too_long', [keyText.length, maxKeyLength]);
  }
  try {
    return await openToken(token, keyText, options);
  } catch (error) {
    return createDecryption('runtime_refused', [error instanceof Error ? error.name : 'Error']);
  }
}

/** Why no key can decrypt it: an algorithm or an extension isn't supported. */
function findUnsupported(jwe: Jwe): Decryption | undefined {
  const schemes = jwe.recipients.map(({ header }) => findScheme(header));
  if (schemes.every((scheme) => typeof scheme === 'string')) {
    const isOnlyEnc = schemes.includes('enc_unsupported');
    const name = quoteValue(isOnlyEnc ? jwe.header['enc'] : jwe.header['alg']);
    return createDecryption(isOnlyEnc ? 'enc_unsupported' : 'alg_unsupported', [name]);
  }
  const headers = jwe.recipients.map(({ header }) => header);
  const crit = headers.map(findCritProblem).find((one) => one !== undefined);
  if (crit !== undefined) return crit;
  const zip = headers.map((header) => header['zip']).find((one) => one !== undefined);
  if (zip === undefined) return undefined;
  // RFC 7516 §4.1.3: only if it's protected, so that nobody can add or remove it.
  if (zip === 'DEF' && !isUnprotected(jwe, 'zip')) return undefined;
  const warnings = zip === 'DEF' ? ['JWE-ZIP'] : ['JWE-ZIP-UNKNOWN'];
  return createDecryption('zip_unsupported', [quoteValue(zip)], { warnings });
}

/** RFC 7516 §4.1.13: no extension is supported; `b64` (RFC 7797) is only for signatures. */
function findCritProblem(header: JsonObject): Decryption | undefined {
  if (!Object.hasOwn(header, 'crit')) return undefined;
  const { crit } = header;
  const name: unknown = Array.isArray(crit) ? crit[0] : undefined;
  return typeof name === 'string'
    ? createDecryption('crit_not_understood', [quoteForSentence(name)])
    : createDecryption('crit_not_list');
}

function isUnprotected({ unprotectedHeader, recipients }: Jwe, name: string): boolean {
  const headers = [unprotectedHeader, ...recipients.map(({ ownHeader }) => ownHeader)];
  return headers.some((header) => header !== undefined && Object.hasOwn(header, name));
}
