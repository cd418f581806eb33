import { decodeBase64url } from './base64url';
import { isJsonObject, readJsonContent } from '../json/read-json';
import { DecodeFailure } from './malformed';
import { readContent } from './segment';
import type { JsonObject, PayloadProblem, PayloadReason } from '../token';

/** A payload as written in a token, and its parsed claims. */
export interface PayloadSource {
  /** base64url, or the text itself if it's unencoded (RFC 7797). */
  readonly text: string;
  readonly isUnencoded: boolean;
  readonly claims: JsonObject | undefined;
  readonly problem: PayloadProblem | undefined;
}

/** Reads a base64url payload that begins at index `start` of the token. */
export function readPayload(text: string, start: number): PayloadSource | DecodeFailure {
  const content = readContent(text, 'payload', start);
  return content instanceof DecodeFailure ? content : createSource(text, false, content);
}

/** Reads an unencoded payload (RFC 7797). */
export function readUnencodedPayload(text: string): PayloadSource {
  return createSource(text, true, decodePayload(text, true));
}

/** The bytes of a valid payload. */
export function decodePayload(text: string, isUnencoded: boolean): Uint8Array {
  return isUnencoded ? new TextEncoder().encode(text) : decodeBase64url(text);
}

function createSource(text: string, isUnencoded: boolean, content: string | Uint8Array): PayloadSource {
  const problem = (reason: PayloadReason, offset = 0) => ({
    text,
    isUnencoded,
    claims: undefined,
    problem: { reason, offset },
  });
  if (content.length === 0) return problem('payload_detached');
  const reading = readJsonContent(content);
  if ('problem' in reading) return problem(`payload_${reading.problem}`, reading.offset);
  if (!isJsonObject(reading.value)) return problem('payload_not_object');
  return { text, isUnencoded, claims: reading.value, problem: undefined };
}
