/** A dot-separated part of a token, or the entire token. */
export type Segment =
  'token' | 'header' | 'payload' | 'signature' | 'encrypted key' | 'iv' | 'ciphertext' | 'tag';

/** A part of a token, or a disclosure after it. */
type Part = Segment | 'disclosure';

const partCodes = {
  token: 'part_token',
  header: 'part_header',
  payload: 'part_payload',
  signature: 'part_signature',
  'encrypted key': 'part_encrypted_key',
  iv: 'part_iv',
  ciphertext: 'part_ciphertext',
  tag: 'part_tag',
  disclosure: 'part_disclosure',
} as const satisfies Readonly<Record<Part, string>>;

/** The message key of a part. */
export type SegmentCode = (typeof partCodes)[Part];

/** A part of a token as a param of a message. */
export function nameSegment(segment: Part): { readonly code: SegmentCode } {
  return { code: partCodes[segment] };
}
