import type { Body, HeaderField } from '../../traffic';
import { maxFormFields } from '../protocol/limits';
import { parseSizedBody } from '../protocol/cut-body';
import { membersOf } from '../protocol/guard';
import { readFields } from './har-fields';
import { looseNumber, looseText } from './har-values';
import { boundText, leftOutBody } from '../protocol/text-body';

interface HarPostData {
  readonly mimeType?: unknown;
  readonly text?: unknown;
  readonly params?: unknown;
  readonly encoding?: unknown;
  /** Some tools' own. */
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

interface HarAnswer {
  readonly bodySize?: unknown;
  readonly content?: unknown;
}

/** The body that a HAR's request has: its text, or else its form fields; one without text if it says there was one. */
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
    // What is sent compressed is shorter than its text, and not the other way round.
    return parseSizedBody(text, { mimeType, contentEncoding, isBase64: isBase64(postData) }, { sizeBytes });
  }
  const form = parseForm(postData.params);
  if (form !== undefined) return form;
  const isBodiless = /^(?:GET|HEAD)$/i.test(textOf(method));
  return sizeBytes > 0 && !isBodiless ? leftOutBody(mimeType, 'missing') : undefined;
}

/** The body that a HAR's response has; where it only has a size, one without text if `isFile`. */
export function parseResponseContent(
  { content: written, bodySize }: HarAnswer,
  headers: readonly HeaderField[],
  isFile: boolean,
): Body | undefined {
  const content = membersOf<HarContent>(typeof written === 'string' ? { text: written } : written);
  const mimeType = textOf(content.mimeType) || headerOf(headers, 'content-type');
  const text = looseText(content.text);
  if (text !== '') {
    const contentEncoding = headerOf(headers, 'content-encoding');
    const sizeBytes = looseNumber(content.size) ?? 0;
    // Firefox says how much was transferred with the headers. By HAR's definition it is less than the content's size.
    const isCompressedSize = contentEncoding !== '' && (looseNumber(bodySize) ?? 0) > sizeBytes;
    const facts = { mimeType, contentEncoding, isBase64: isBase64(content) };
    return parseSizedBody(text, facts, { sizeBytes, isCompressedSize });
  }
  if (!isFile || (looseNumber(content.size) ?? 0) <= 0) return undefined;
  const isMedia = /^\s*(?:image|audio|video|font)\/(?!\S*\+xml)/i.test(mimeType);
  return leftOutBody(mimeType, isMedia ? 'media' : 'missing');
}

/** Fields without the text they were sent in are written as a form, whatever they were sent as. */
function parseForm(params: unknown): Body | undefined {
  const fields = readFields(params);
  if (fields.length === 0) return undefined;
  const pairs = fields.slice(0, maxFormFields).map(({ name, value }) => [name, value]);
  const body = boundText(new URLSearchParams(pairs).toString(), 'application/x-www-form-urlencoded');
  return { ...body, truncated: body.truncated || fields.length > maxFormFields };
}

/** Gzip in base64 is known by its first letters, whatever it is labelled as (RFC 1952 §2.3.1). */
function isBase64({ encoding, text, ...more }: HarPostData & HarContent): boolean {
  /* oxlint-disable no-underscore-dangle -- HAR's own way to name additions */
  const label = textOf(encoding) || textOf(more._encoding);
  return /^\s*base64/i.test(label) || more._base64 === true || textOf(text).startsWith('H4sI');
  /* oxlint-enable no-underscore-dangle */
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function headerOf(headers: readonly HeaderField[], lowerCaseName: string): string {
  return headers.find(({ name }) => name.toLowerCase() === lowerCaseName)?.value ?? '';
}
