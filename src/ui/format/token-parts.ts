import type { Token } from '../../token';
import type { MessageKey } from './translate';

/** The color of a part, the same in all views. `other` is neutral: an encrypted key, IV, key binding or extra text. */
export type PartColor = 'header' | 'payload' | 'signature' | 'other';

/** One part of the encoded token, which is shown in its own color. */
export interface EncodedPart {
  readonly text: string;
  /** Zero-based index in the token. */
  readonly start: number;
  readonly name: MessageKey;
  readonly color: PartColor;
}

const jws = [
  ['part_header', 'header'],
  ['part_payload', 'payload'],
  ['part_signature', 'signature'],
] as const;
/** RFC 7516 §7.1. */
const jwe = [
  ['part_header', 'header'],
  ['part_encrypted_key', 'other'],
  ['part_iv', 'other'],
  ['part_ciphertext', 'payload'],
  ['part_tag', 'signature'],
] as const;

/**
 * The dot-separated parts in order, followed by an SD-JWT's disclosures and key binding (RFC 9901 §4). A token in JSON
 * serialization is one part. In a text that isn't a token, everything after the third part is one part.
 */
export function describeParts(raw: string): readonly EncodedPart[] {
  if (raw.trimStart().startsWith('{')) return [{ text: raw, start: 0, name: 'part_json', color: 'payload' }];
  const tilde = raw.indexOf('~');
  if (tilde === -1) return describeDotted(raw);
  const last = raw.lastIndexOf('~');
  const hasBinding = last < raw.length - 1;
  const parts = [...describeDotted(raw.slice(0, tilde))];
  // With a key binding, a single tilde means that there are no disclosures.
  if (!hasBinding || tilde < last) {
    // Without a key binding, the last tilde belongs to the disclosures.
    const text = raw.slice(tilde + 1, hasBinding ? last : raw.length);
    parts.push({ text, start: tilde + 1, name: 'part_disclosures', color: 'payload' });
  }
  if (hasBinding) {
    parts.push({ text: raw.slice(last + 1), start: last + 1, name: 'part_key_binding', color: 'other' });
  }
  return parts;
}

function describeDotted(raw: string): readonly EncodedPart[] {
  const texts = raw.split('.', jwe.length + 1);
  const parts: EncodedPart[] = [];
  let start = 0;
  for (const [name, color] of texts.length === jwe.length ? jwe : jws) {
    const text = texts[parts.length];
    if (text === undefined) return parts;
    parts.push({ text, start, name, color });
    start += text.length + 1;
  }
  if (start <= raw.length) parts.push({ text: raw.slice(start), start, name: 'part_rest', color: 'other' });
  return parts;
}

/** Whether the table has header members that aren’t part of the signed or encrypted JSON. */
export function hasUnprotected(token: Token): boolean {
  switch (token.kind) {
    case 'jws':
      return token.signatures[0]?.unprotectedHeader !== undefined;
    case 'sd-jwt':
      return hasUnprotected(token.jws);
    case 'jwe':
      return token.unprotectedHeader !== undefined || token.recipients[0]?.ownHeader !== undefined;
    default:
      return false;
  }
}
