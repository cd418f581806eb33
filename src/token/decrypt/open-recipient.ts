import { concatBytes } from '@noble/ciphers/utils.js';
import type { DecryptionNoteCode } from './decryption';
import type { Jwe } from '../token';
import type { Bytes } from './algorithms/aes';
import type { Trial } from './select-keys';
import { openContent } from './algorithms/content';
import { DecryptionFailure } from './decryption-failure';
import { createLengthFailure, findCek, readRounds } from './find-cek';
import { maxRounds } from '../limits';

/** The decrypted content, still compressed. */
export interface OpenedContent {
  readonly content: Bytes;
  /** Which text was authenticated, if the token was repaired. */
  readonly note?: DecryptionNoteCode;
}

/** The content, or why this key doesn't decrypt it for this recipient. */
export async function openForRecipient(
  jwe: Jwe,
  { recipient, scheme, key }: Trial,
  areHighRoundsAllowed: boolean,
  signal: AbortSignal | undefined,
): Promise<OpenedContent | DecryptionFailure> {
  const { alg, enc, content, management } = scheme;
  // RFC 7516 §5.2 steps 10 and 11: with `dir` and ECDH-ES the encrypted key must be empty.
  const isDirect = management.family === 'dir' || alg === 'ECDH-ES';
  if (isDirect && recipient.encryptedKey.length > 0) {
    const params = [alg, recipient.encryptedKey.length];
    return new DecryptionFailure('encrypted_key_present', params, ['JWE-DIR-KEY']);
  }
  if (jwe.iv.length !== content.ivLength)
    return createLengthFailure('part_iv', jwe.iv, enc, content.ivLength);
  if (jwe.tag.length !== content.tagLength)
    return createLengthFailure('part_tag', jwe.tag, enc, content.tagLength);
  const rounds = management.family === 'PBES2' ? (readRounds(recipient.header) ?? 0) : 0;
  if (rounds > maxRounds && !areHighRoundsAllowed) {
    const params = [rounds, maxRounds];
    return new DecryptionFailure('p2c_too_high', params, ['JWE-P2C-HIGH']);
  }
  const cek = await raceSignal(findCek(recipient, key, scheme), signal);
  if (cek instanceof DecryptionFailure) return cek;
  const encrypted = { ciphertext: new Uint8Array(jwe.ciphertext), tag: new Uint8Array(jwe.tag) };
  for (const { bytes, note } of listAdditionalData(jwe)) {
    const opened = await openContent(content, cek, new Uint8Array(jwe.iv), encrypted, bytes);
    if (opened !== undefined) return { content: opened, ...(note !== undefined && { note }) };
  }
  return new DecryptionFailure('key_mismatch');
}

interface AdditionalData {
  readonly bytes: Bytes;
  readonly note?: DecryptionNoteCode;
}

/** RFC 7516 §5.1, step 14: over the characters as received, then over those in base64url. */
function listAdditionalData(jwe: Jwe): readonly AdditionalData[] {
  const { protectedText, aadText, received } = jwe;
  const { receivedProtectedText = protectedText, receivedAadText = aadText } = jwe;
  const repaired = concatAdditionalData(protectedText, aadText);
  if (received === undefined) return [{ bytes: repaired }];
  if (receivedProtectedText === protectedText && receivedAadText === aadText) {
    return [{ bytes: repaired, note: 'encoding_repaired' }];
  }
  return [
    { bytes: concatAdditionalData(receivedProtectedText, receivedAadText), note: 'matches_received' },
    { bytes: repaired, note: 'matches_repaired' },
  ];
}

function concatAdditionalData(protectedText: string, aadText: string | undefined): Bytes {
  const encoder = new TextEncoder();
  const start = encoder.encode(protectedText);
  return aadText === undefined ? start : new Uint8Array(concatBytes(start, encoder.encode(`.${aadText}`)));
}

/** Web Cryptography can't be cancelled, so this only stops waiting. */
function raceSignal(
  work: Promise<Bytes | DecryptionFailure>,
  signal: AbortSignal | undefined,
): Promise<Bytes | DecryptionFailure> {
  if (signal === undefined) return work;
  const cancelled = new DecryptionFailure('cancelled');
  if (signal.aborted) return Promise.resolve(cancelled);
  return new Promise((resolve, reject) => {
    const stop = () => resolve(cancelled);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
