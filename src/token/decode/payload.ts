import { decodeBase64url } from './base64url';
import { decompress, looksCompressed } from './zip';
import { isJsonObject } from '../json/read-json';
import { DecodeFailure } from './malformed';
import { readContent } from './segment';
import { decodeText, readJsonInAnyEncoding, toBytes } from './text-encoding';
import type { JsonObject, Jws, PayloadForm, PayloadProblem, PayloadReason } from '../token';
import { decodeUtf8 } from './utf8';

/** A payload as written in a token, and its parsed claims. */
export interface PayloadSource {
  /** base64url, or the text itself if it's unencoded (RFC 7797). */
  readonly text: string;
  readonly isUnencoded: boolean;
  readonly claims: JsonObject | undefined;
  readonly problem: PayloadProblem | undefined;
  readonly form?: PayloadForm;
}

/** Reads a base64url payload that begins at index `start` of the token. `zip` is the header's. */
export function readPayload(text: string, start: number, zip: unknown): PayloadSource | DecodeFailure {
  const content = readContent(text, 'payload', start);
  return content instanceof DecodeFailure ? content : createSource(text, false, content, zip);
}

/** Reads an unencoded payload (RFC 7797). */
export function readUnencodedPayload(text: string): PayloadSource {
  return createSource(text, true, decodePayload(text, true), undefined);
}

/** The bytes of a valid payload. */
export function decodePayload(text: string, isUnencoded: boolean): Uint8Array {
  return isUnencoded ? new TextEncoder().encode(text) : decodeBase64url(text);
}

/** The bytes of a payload's text, which are the signed bytes unless it's compressed. */
export function inflatePayload({ payload, payloadForm }: Pick<Jws, 'payload' | 'payloadForm'>): Uint8Array {
  const inflated = payloadForm?.compression === undefined ? undefined : decompress(payload);
  return typeof inflated === 'object' ? inflated.content : payload;
}

/** The text of a payload, in the encoding that it was recognized as. Undefined if it isn't text. */
export function readPayloadText(jws: Pick<Jws, 'payload' | 'payloadForm'>): string | undefined {
  const encoding = jws.payloadForm?.text?.encoding;
  const bytes = inflatePayload(jws);
  return encoding === undefined ? decodeUtf8(bytes) : decodeText(bytes, encoding);
}

function createSource(
  text: string,
  isUnencoded: boolean,
  content: string | Uint8Array,
  zip: unknown,
): PayloadSource {
  const problem = (reason: PayloadReason, offset = 0, form?: PayloadForm) => ({
    text,
    isUnencoded,
    claims: undefined,
    problem: { reason, offset },
    ...(form && { form }),
  });
  if (content.length === 0) return problem('payload_detached');
  let { reading, text: textForm } = readJsonInAnyEncoding(content);
  let form: PayloadForm | undefined = textForm && { text: textForm };
  if ('problem' in reading && (zip !== undefined || looksCompressed(toBytes(content)))) {
    const inflated = decompress(toBytes(content));
    if (inflated === 'too large') return problem('payload_inflates_too_large');
    if (inflated !== 'broken') {
      ({ reading, text: textForm } = readJsonInAnyEncoding(inflated.content));
      const compression = { format: inflated.format, inflatedLength: inflated.content.length };
      form = { compression, ...(textForm && { text: textForm }) };
    } else if (zip !== undefined) return problem('payload_not_inflatable');
  }
  if ('problem' in reading) return problem(`payload_${reading.problem}`, reading.offset, form);
  if (!isJsonObject(reading.value)) return problem('payload_not_object', 0, form);
  return { text, isUnencoded, claims: reading.value, problem: undefined, ...(form && { form }) };
}
