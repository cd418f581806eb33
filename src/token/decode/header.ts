import { decodeStrictly } from './base64url';
import { isJsonObject, parseJsonContent, readJsonContent, type JsonError } from '../json/read-json';
import { maxCachedHeaders, maxCachedHeaderLength } from '../limits';
import { DecodeFailure } from './malformed';
import { readContent } from './segment';
import type { JsonObject } from '../token';
import { decodeUtf8Leniently } from './utf8';
import { quoteForSentence } from '../wording';

/** Bytes of a header that a failure quotes. */
const QUOTED_BYTES = 256;

/** Decoded headers by their text, since an issuer's tokens repeat it. Frozen, because tokens share them. */
const headerCache = new Map<string, JsonObject>();

/** The JOSE header in the first part of a token: a JSON object with an `alg` (RFC 7515 §4, RFC 7516 §4). */
export function readHeader(text: string): JsonObject | DecodeFailure {
  const header = readProtectedHeader(text, 0);
  return header instanceof DecodeFailure ? header : (findAlgFailure(header, 0) ?? header);
}

/** Like `readHeader`, for any text: undefined if it isn't a header, without the cost of a reason. */
export function findHeader(text: string): JsonObject | undefined {
  const known = headerCache.get(text);
  const header = known ?? parseObject(text);
  if (header === undefined || findAlgFailure(header, 0) !== undefined) return undefined;
  if (known === undefined && text.length <= maxCachedHeaderLength) cacheHeader(text, header);
  return header;
}

/**
 * A base64url JSON object. In JSON serialization its `alg` may be in another header. `start` is its offset in the
 * token.
 */
export function readProtectedHeader(text: string, start: number): JsonObject | DecodeFailure {
  const known = headerCache.get(text);
  if (known !== undefined) return known;
  const header = parseHeader(text, start);
  if (!(header instanceof DecodeFailure) && text.length <= maxCachedHeaderLength) cacheHeader(text, header);
  return header;
}

/** RFC 7515 §4.1.1: `alg` is required, and is a case-sensitive string. */
export function findAlgFailure({ alg }: JsonObject, offset: number): DecodeFailure | undefined {
  return typeof alg === 'string' && alg !== ''
    ? undefined
    : new DecodeFailure('alg_missing', 'header', offset);
}

/** RFC 7797 §3, §6: `b64` takes effect only if `crit` lists it, and only in the protected header. */
export function isPayloadUnencoded({ b64, crit }: JsonObject): boolean {
  return b64 === false && Array.isArray(crit) && crit.includes('b64');
}

const AWS_SIGNER = /^arn:aws[\w-]*:(?:elasticloadbalancing:|ec2:[^/]*:verified-access-instance\/)/;

/**
 * Whether an AWS load balancer, or AWS Verified Access, issued a token with this header. They put `exp` and `iss` into
 * the header and not into the claims, and a load balancer pads the parts and signs over the padding (AWS: Application
 * Load Balancer, authenticate users; Verified Access, user claims passing).
 */
export function isAwsLoadBalancer({ signer }: JsonObject): boolean {
  return typeof signer === 'string' && AWS_SIGNER.test(signer);
}

/** Headers of AWS tokens by their claims, which are incomplete without them. */
const awsHeaders = new WeakMap<JsonObject, JsonObject>();

/** Remembers the header of decoded claims if AWS put a part of the claims there. */
export function linkAwsHeader(claims: JsonObject, header: JsonObject): void {
  if (isAwsLoadBalancer(header)) awsHeaders.set(claims, header);
}

/** The header of the AWS token that these claims were decoded from; undefined for all other claims. */
export function findAwsHeader(claims: JsonObject): JsonObject | undefined {
  return awsHeaders.get(claims);
}

function parseHeader(text: string, start: number): JsonObject | DecodeFailure {
  const content = readContent(text, 'header', start);
  if (content instanceof DecodeFailure) return content;
  const reading = readJsonContent(content);
  if ('problem' in reading) return createHeaderFailure(content, reading, start);
  return isJsonObject(reading.value)
    ? reading.value
    : new DecodeFailure('header_not_object', 'header', start, [quoteContent(content)]);
}

function parseObject(text: string): JsonObject | undefined {
  const content = decodeStrictly(text);
  if (content === undefined) return undefined;
  const value = parseJsonContent(content)?.value;
  return isJsonObject(value) ? value : undefined;
}

function cacheHeader(text: string, header: JsonObject): void {
  freeze(header);
  const [oldest] = headerCache.keys();
  if (headerCache.size >= maxCachedHeaders && oldest !== undefined) headerCache.delete(oldest);
  // Copies the text: in V8 a slice keeps the full text it was cut from in memory.
  headerCache.set(JSON.parse(`"${text}"`) as string, header);
}

/** The recursion is bounded by the maximum depth of parsed JSON. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const member of Object.values(value)) freeze(member);
}

function createHeaderFailure(
  content: string | Uint8Array,
  { problem, offset }: JsonError,
  start: number,
): DecodeFailure {
  // The character that contains the first bit of the byte (RFC 4648 §4).
  const character = start + Math.floor((offset * 4) / 3);
  const params = [character + 1, quoteContent(content)];
  return new DecodeFailure(`header_${problem}`, 'header', character, params);
}

function quoteContent(content: string | Uint8Array): string {
  const text = typeof content === 'string' ? content : decodeUtf8Leniently(content.subarray(0, QUOTED_BYTES));
  return quoteForSentence(text);
}
