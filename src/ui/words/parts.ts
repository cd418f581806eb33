import type { MessageKey } from '../translate';

/** A hue means the same everywhere: header, payload, signature. The other parts of a JWE have none. */
export type Hue = 'header' | 'payload' | 'signature' | 'other';

export interface EncodedPart {
  readonly text: string;
  /** Zero-based index in the token. */
  readonly start: number;
  readonly name: MessageKey;
  readonly hue: Hue;
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

/** The parts between the dots, in order. Of a text that is no token, what comes after the third part is one rest. */
export function describeParts(raw: string): readonly EncodedPart[] {
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
