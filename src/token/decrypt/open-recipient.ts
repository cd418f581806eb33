import { concatBytes } from '@noble/ciphers/utils.js';
import type { Jwe } from '../token';
import type { Bytes } from './aes';
import type { Trial } from './choose-keys';
import { openContent } from './content';
import { OpeningFault } from './fault';
import { createLengthFault, findCek, readRounds } from './find-cek';
import { MAX_ROUNDS } from './warnings';

/** The content as it was encrypted, still compressed, or why this key does not open it for this recipient. */
export async function openForRecipient(
  jwe: Jwe,
  { recipient, scheme, key }: Trial,
  areHighRoundsAllowed: boolean,
  signal: AbortSignal | undefined,
): Promise<Bytes | OpeningFault> {
  const { enc, content, management } = scheme;
  if (jwe.iv.length !== content.ivLength) return createLengthFault('IV', jwe.iv, enc, content.ivLength);
  if (jwe.tag.length !== content.tagLength) return createLengthFault('tag', jwe.tag, enc, content.tagLength);
  const rounds = management.family === 'PBES2' ? (readRounds(recipient.header) ?? 0) : 0;
  if (rounds > MAX_ROUNDS && !areHighRoundsAllowed) {
    const params = [String(rounds), String(MAX_ROUNDS)];
    return new OpeningFault('p2c_too_high', params, ['JWE-P2C-HIGH']);
  }
  const cek = await raceSignal(findCek(recipient, key, scheme), signal);
  if (cek instanceof OpeningFault) return cek;
  const sealed = { ciphertext: new Uint8Array(jwe.ciphertext), tag: new Uint8Array(jwe.tag) };
  const opened = await openContent(content, cek, new Uint8Array(jwe.iv), sealed, readAdditionalData(jwe));
  return opened ?? new OpeningFault('key_mismatch');
}

/** RFC 7516 §5.1, step 14. */
function readAdditionalData({ protectedText, aadText }: Jwe): Bytes {
  const encoder = new TextEncoder();
  const start = encoder.encode(protectedText);
  return aadText === undefined ? start : new Uint8Array(concatBytes(start, encoder.encode(`.${aadText}`)));
}

/** Web Cryptography cannot be stopped: what is given up is the wait. */
function raceSignal(
  work: Promise<Bytes | OpeningFault>,
  signal: AbortSignal | undefined,
): Promise<Bytes | OpeningFault> {
  if (signal === undefined) return work;
  const cancelled = new OpeningFault('cancelled');
  if (signal.aborted) return Promise.resolve(cancelled);
  return new Promise((resolve, reject) => {
    const stop = () => resolve(cancelled);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
