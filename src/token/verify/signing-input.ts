import { isPayloadUnencoded } from '../decode/header';
import { encodeBase64url } from '../keys/formats/encode';
import type { Jws, JwsSignature } from '../token';
import type { VerdictNoteCode } from './verdict';

const encoder = new TextEncoder();

/** One text that a signature may cover. */
export interface SigningInput {
  readonly bytes: Uint8Array;
  /** What a match of this text means for a token that was repaired. */
  readonly note?: VerdictNoteCode;
}

/**
 * The texts that a signature may cover (RFC 7515 §5.1, RFC 7797 §3): the characters as received (RFC 7515 §5.2 step 8),
 * then, if they were repaired, the same in base64url. At least one. `detached` is used only if the token's payload is
 * empty.
 */
export function listSigningInputs(
  token: Jws,
  signature: JwsSignature,
  detached: Uint8Array | undefined,
): readonly [SigningInput, ...SigningInput[]] {
  const { payloadText, receivedPayloadText = payloadText } = token;
  const { protectedText, receivedProtectedText = protectedText, header } = signature;
  const isPadded = `${receivedProtectedText}${receivedPayloadText}`.includes('=');
  const received = isPadded ? 'matches_padded' : 'matches_standard_base64';
  const isHeaderSame = receivedProtectedText === protectedText;
  if (payloadText === '' && detached !== undefined) {
    if (token.received !== undefined && !isPayloadUnencoded(header)) {
      return listDetached(token, signature, detached);
    }
    const payload = isPayloadUnencoded(header) ? detached : encodeBase64url(detached);
    if (isHeaderSame) return [createInput(protectedText, payload, findSignatureNote(signature))];
    return [
      createInput(receivedProtectedText, payload, received),
      createInput(protectedText, payload, 'matches_repaired'),
    ];
  }
  if (isHeaderSame && receivedPayloadText === payloadText) {
    return [createInput(protectedText, payloadText, findSignatureNote(signature))];
  }
  return [
    createInput(receivedProtectedText, receivedPayloadText, received),
    createInput(protectedText, payloadText, 'matches_repaired'),
  ];
}

/** A signer that pads the parts of a token also pads a detached payload. */
function listDetached(
  { received }: Jws,
  signature: JwsSignature,
  detached: Uint8Array,
): readonly [SigningInput, ...SigningInput[]] {
  const { protectedText, receivedProtectedText = protectedText } = signature;
  const payload = encodeBase64url(detached);
  const isStandardAlphabet = received?.repairs.includes('alphabet_replaced') === true;
  const standard = payload.replaceAll('-', '+').replaceAll('_', '/');
  const payloads = new Set([payload, pad(payload), ...(isStandardAlphabet ? [standard, pad(standard)] : [])]);
  const repaired = createInput(
    protectedText,
    payload,
    receivedProtectedText === protectedText ? findSignatureNote(signature) : 'matches_repaired',
  );
  const others = [...payloads].map((text) => {
    const isPadded = `${receivedProtectedText}${text}`.includes('=');
    return createInput(receivedProtectedText, text, isPadded ? 'matches_padded' : 'matches_standard_base64');
  });
  return [repaired, ...others];
}

function findSignatureNote({ receivedSignatureText }: JwsSignature): VerdictNoteCode | undefined {
  return receivedSignatureText === undefined ? undefined : 'signature_repaired';
}

function createInput(
  header: string,
  payload: string | Uint8Array,
  note: VerdictNoteCode | undefined,
): SigningInput {
  const bytes =
    typeof payload === 'string'
      ? encoder.encode(`${header}.${payload}`)
      : concatBytes(encoder.encode(`${header}.`), payload);
  return { bytes, ...(note !== undefined && { note }) };
}

function pad(text: string): string {
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

function concatBytes(start: Uint8Array, end: Uint8Array): Uint8Array {
  const result = new Uint8Array(start.length + end.length);
  result.set(start);
  result.set(end, start.length);
  return result;
}
