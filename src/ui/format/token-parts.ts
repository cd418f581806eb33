import type { MessageKey } from './translate';

/** A hue means the same everywhere: header, payload, signature. The other parts of a JWE have none. */
export type PartColor = 'header' | 'payload' | 'signature' | 'other';

export interface EncodedPart {
  readonly text: string;
  /** Zero-based index in the token. */
  readonly start: number;
  readonly name: MessageKey;
  readonly hue: PartColor;
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
 * The parts between the dots, in order, and what stands behind them: an SD-JWT's disclosures and key binding (RFC 9901
 * §4). A token in JSON serialization is one part. Of a text that is no token, what comes after the third part is one
 * rest.
 */
export function describeParts(raw: string): readonly EncodedPart[] {
  if (raw.trimStart().startsWith('{')) return [{ text: raw, start: 0, name: 'part_json', hue: 'payload' }];
  const tilde = raw.indexOf('~');
  if (tilde === -1) return describeDotted(raw);
  const last = raw.lastIndexOf('~');
  const hasBinding = last < raw.length - 1;
  const parts = [...describeDotted(raw.slice(0, tilde))];
  // One tilde with a key binding behind it leaves no room for disclosures.
  if (!hasBinding || tilde < last) {
    // Without a key binding the last tilde ends the disclosures.
    const text = raw.slice(tilde + 1, hasBinding ? last : raw.length);
    parts.push({ text, start: tilde + 1, name: 'part_disclosures', hue: 'payload' });
  }
  if (hasBinding) {
    parts.push({ text: raw.slice(last + 1), start: last + 1, name: 'part_key_binding', hue: 'other' });
  }
  return parts;
}

function describeDotted(raw: string): readonly EncodedPart[] {
  const pieces = raw.split('.', jwe.length + 1);
  const parts: EncodedPart[] = [];
  let start = 0;
  for (const [name, hue] of pieces.length === jwe.length ? jwe : jws) {
    const text = pieces[parts.length];
    if (text === undefined) return parts;
    parts.push({ text, start, name, hue });
    start += text.length + 1;
  }
  if (start <= raw.length) parts.push({ text: raw.slice(start), start, name: 'part_rest', hue: 'other' });
  return parts;
}
