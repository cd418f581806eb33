import type { Decryption } from './decryption';
import type { Jwe } from '../token';
import type { Bytes } from './algorithms/aes';
import type { Trial } from './select-keys';
import { addDecryptionNote, createDecryption } from './decryptions';
import type { OpenedContent } from './open-recipient';
import { decompress } from '../decode/zip';
import { isInflationSuspect } from '../decode/inflate';
import { findKeyWarnings, findTokenWarnings } from './warnings';
import { describeKey } from '../keys/words';
import { summarizeUsedKey } from '../keys/summarize';
import { describePlaintext, isUnsignedForAnyone } from './plaintext';
import { maxInflatedLength, maxInflation } from '../limits';

/**
 * The outcome for decrypted content: decompressed, parsed, and with its warnings. `library` derived the key from an
 * application's secret.
 */
export async function describeOpened(
  jwe: Jwe,
  trial: Trial,
  { content, note }: OpenedContent,
  candidates: number,
  library?: string,
): Promise<Decryption> {
  const outcome = await describeContent(jwe, trial, content, candidates, library);
  return note === undefined ? outcome : addDecryptionNote(outcome, note);
}

async function describeContent(
  jwe: Jwe,
  trial: Trial,
  content: Bytes,
  candidates: number,
  library: string | undefined,
): Promise<Decryption> {
  const { key, recipient, recipientIndex, scheme } = trial;
  const used = describeKey(key);
  const warnings = new Set([...findTokenWarnings(recipient, scheme, key), ...findKeyWarnings(key, scheme)]);
  const about = { key: await summarizeUsedKey(key, candidates), recipient: recipientIndex };
  // JJWT wraps DEFLATE in zlib, which RFC 7516 §4.1.3 doesn't.
  const inflated = jwe.header['zip'] === 'DEF' ? decompress(content, maxInflatedLength) : { content };
  if (inflated === 'broken') {
    return createDecryption('inflate_failed', [used], { ...about, warnings: [...warnings] });
  }
  if (inflated === 'too large') {
    const limit = Math.max(maxInflatedLength, maxInflation * content.length);
    const params = [used, content.length, limit];
    warnings.add('JWE-ZIP-BOMB');
    return createDecryption('inflate_too_large', params, { ...about, warnings: [...warnings] });
  }
  const plaintext = inflated.content;
  if (plaintext !== content && isInflationSuspect(content.length, plaintext.length))
    warnings.add('JWE-ZIP-BOMB');
  const found = describePlaintext(plaintext);
  if (isUnsignedForAnyone(found, scheme)) warnings.add('JWE-NO-INNER-SIG');
  const outcome = { ...about, ...found, warnings: [...warnings] };
  return library === undefined
    ? createDecryption('decrypted', [scheme.alg, scheme.enc, used], outcome)
    : createDecryption('decrypted', [library, used, scheme.alg, scheme.enc], {
        ...outcome,
        variant: 'decrypted_app',
      });
}
