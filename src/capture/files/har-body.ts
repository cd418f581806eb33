import type { Body, HeaderField } from '../../traffic';
import { maxFormFields } from '../protocol/limits';
import { parseSizedBody } from '../protocol/cut-body';
import { membersOf, textOf } from '../protocol/guard';
import { readFields, headerOf } from './har-fields';
import { looseNumber, looseText } from './har-values';
import { limitText, leftOutBody } from '../protocol/text-body';

interface HarPostData {
  readonly mimeType?: unknown;
  readonly text?: unknown;
  readonly params?: unknown;
  readonly encoding?: unknown;
  /** Written by some tools. */
  readonly _encoding?: unknown;
  readonly _base64?: unknown;
}

interface HarContent {
  readonly size?: unknown;
  readonly mimeType?: unknown;
  readonly text?: unknown;
  readonly encoding?: unknown;
}

interface HarRequest {
  readonly method?: unknown;
  readonly bodySize?: unknown;
  readonly postData?: unknown;
}

interface HarResponse {
  readonly bodySize?: unknown;
  readonly content?: unknown;
}

/** The body of a HAR's request: its text, otherwise its form fields; without text if only its size is known. */
export function parseRequestContent(
  { method, bodySize, postData: written }: HarRequest,
  headers: readonly HeaderField[],
): Body | undefined {
  const postData = membersOf<HarPostData>(typeof written === 'string' ? { text: written } : written);
  const mimeType = textOf(postData.mimeType) || headerOf(headers, 'content-type');
  const contentEncoding = headerOf(headers, 'content-encoding');
  const text = looseText(postData.text);
  const sizeBytes = Math.max(
    looseNumber(bodySize) ?? 0,
    looseNumber(headerOf(headers, 'content-length')) ?? 0,
  );
  if (text !== '') {
    // A body that was sent compressed is shorter than its text, never longer.
    return parseSizedBody(text, { mimeType, contentEncoding, isBase64: isBase64(postData) }, { sizeBytes });
  }
  const form = parseForm(postData.params);
  if (form !== undefined) return form;
  const isBodiless = /^(?:GET|HEAD)$/i.test(textOf(method));
  return sizeBytes > 0 && !isBodiless ? leftOutBody(mimeType, 'missing') : undefined;
}

/** The body of a HAR's response. If only its size is known, a body without text if `isFile`, otherwise undefined. */
export function parseResponseContent(
  { content: written, bodySize }: HarResponse,
  headers: readonly HeaderField[],
  isFile: boolean,
): Body | undefined {
  const content = membersOf<HarContent>(typeof written === 'string' ? { text: written } : written);
  const mimeType = textOf(content.mimeType) || headerOf(headers, 'content-type');
  const text = looseText(content.text);
  if (text !== '') {
    const contentEncoding = headerOf(headers, 'content-encoding');
    const sizeBytes = looseNumber(content.size) ?? 0;
    // Firefox reports the transferred size including headers. By HAR's definition it's less than the content's size.
    const isCompressedSize = contentEncoding !== '' && (looseNumber(bodySize) ?? 0) > sizeBytes;
    const facts = { mimeType, contentEncoding, isBase64: isBase64(content) };
    return parseSizedBody(text, facts, { sizeBytes, isCompressedSize });
  }
  if (!isFile || (looseNumber(content.size) ?? 0) <= 0) return undefined;
  const isMedia = /^\s*(?:image|audio|video|font)\/(?!\S*\+xml)/i.test(mimeType);
  return leftOutBody(mimeType, isMedia ? 'media' : 'missing');
}

/** Fields without their text are encoded as a form, whatever their original encoding. */
function parseForm(params: unknown): Body | undefined {
  const fields = readFields(params);
  if (fields.length === 0) return undefined;
  const pairs = fields.slice(0, maxFormFields).map(({ name, value }) => [name, value]);
  const body = limitText(new URLSearchParams(pairs).toString(), 'application/x-www-form-urlencoded');
  return { ...body, truncated: body.truncated || fields.length > maxFormFields };
}

/** Gzip in base64 is detected by its first letters, whatever its label (RFC 1952 §2.3.1). */
function isBase64({ encoding, text, ...more }: HarPostData & HarContent): boolean {
  /* oxlint-disable no-underscore-dangle -- HAR's prefix for custom members */
  const label = textOf(encoding) || textOf(more._encoding);
  return /^\s*base64/i.test(label) || more._base64 === true || textOf(text).startsWith('H4sI');
  /* oxlint-enable no-underscore-dangle */
}
