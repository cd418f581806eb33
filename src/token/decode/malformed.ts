import { decodeLeniently } from './base64url';
import { isJsonObject } from '../json/read-json';
import { maxTokenLength } from '../limits';
import { readJsonInAnyEncoding } from './text-encoding';
import type { JsonObject, Malformed, MalformedReason, Segment } from '../token';
import type { Param } from '../param';

/** What's wrong with a text that should be a token. A class, so that no decoded header can be mistaken for one. */
export class DecodeFailure {
  constructor(
    readonly reason: MalformedReason,
    readonly segment: Segment,
    /** Zero-based index in the whole text. */
    readonly offset: number,
    readonly params: readonly Param[] = [],
  ) {}
}

/** A failure with whatever can still be read, from the text or from `object`, its parsed JSON. */
export function createMalformed(raw: string, failure: DecodeFailure, object?: JsonObject): Malformed {
  const { reason, segment, offset, params } = failure;
  const readable = object === undefined ? readWhatDecodes(raw) : readSerialized(object);
  return { kind: 'malformed', raw, reason, params, segment, offset, ...readable };
}

type Readable = Pick<Malformed, 'header' | 'payload' | 'claims'>;

function readWhatDecodes(raw: string): Readable {
  const [first = '', second = ''] = raw.slice(0, maxTokenLength).split('.', 2);
  const header = readObject(decodeLeniently(first));
  // The second part of a JWE is its encrypted key (RFC 7516 §7.1), not a payload.
  if (second === '' || header?.enc !== undefined) return header === undefined ? {} : { header };
  return { ...(header !== undefined && { header }), ...readPayload(second) };
}

/** Has the header of the first of multiple signatures. */
function readSerialized(object: JsonObject): Readable {
  const { payload, signatures } = object;
  const first: unknown = Array.isArray(signatures) ? signatures[0] : object;
  const holder = isJsonObject(first) ? first : {};
  const text = holder.protected;
  const protectedHeader = typeof text === 'string' ? readObject(decodeLeniently(text)) : undefined;
  const own = isJsonObject(holder.header) ? holder.header : undefined;
  return {
    ...((protectedHeader ?? own) !== undefined && { header: { ...own, ...protectedHeader } }),
    ...(typeof payload === 'string' && payload !== '' && readPayload(payload)),
  };
}

function readPayload(text: string): Pick<Malformed, 'payload' | 'claims'> {
  const payload = decodeLeniently(text);
  const claims = readObject(payload);
  return { ...(payload.length > 0 && { payload }), ...(claims !== undefined && { claims }) };
}

function readObject(bytes: Uint8Array) {
  const { reading } = readJsonInAnyEncoding(bytes);
  return 'value' in reading && isJsonObject(reading.value) ? reading.value : undefined;
}
