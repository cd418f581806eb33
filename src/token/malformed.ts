import { decodeLeniently } from './base64url';
import { isJsonObject, readJson } from './json';
import { MAX_TOKEN_LENGTH } from './limits';
import type { Malformed, MalformedReason, Segment } from './token';
import { fillSentence } from './wording';

/** What is wrong with a text that should be a token. A class, so that no decoded header can be taken for one. */
export class TokenFault {
  constructor(
    readonly reason: MalformedReason,
    readonly segment: Segment,
    /** Zero-based index in the whole text. */
    readonly offset: number,
    readonly params: readonly string[] = [],
  ) {}
}

/** A fault together with whatever of the text can be read in spite of it. */
export function createMalformed(raw: string, fault: TokenFault): Malformed {
  const { reason, segment, offset, params } = fault;
  const sentence = fillSentence(`malformed_${reason}`, params);
  return { kind: 'malformed', raw, reason, params, sentence, segment, offset, ...readWhatDecodes(raw) };
}

function readWhatDecodes(raw: string): Pick<Malformed, 'header' | 'payload' | 'claims'> {
  const [first = '', second = ''] = raw.slice(0, MAX_TOKEN_LENGTH).split('.', 2);
  const header = readObject(decodeLeniently(first));
  // Part two of a JWE is its encrypted key (RFC 7516 §7.1).
  if (second === '' || header?.enc !== undefined) return header === undefined ? {} : { header };
  const payload = decodeLeniently(second);
  const claims = readObject(payload);
  return {
    ...(header !== undefined && { header }),
    ...(payload.length > 0 && { payload }),
    ...(claims !== undefined && { claims }),
  };
}

function readObject(bytes: Uint8Array) {
  const reading = readJson(bytes);
  return 'value' in reading && isJsonObject(reading.value) ? reading.value : undefined;
}
