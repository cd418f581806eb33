import type { Steps } from '../../token';
import type { BodyLocation } from '../exchange/body-gap';
import { maxBodyLength, maxHeaders } from '../exchange/limits';
import { findAttachments } from './engine-io';
import { findEvents } from './event-stream';
import type { Body } from '../exchange/exchange';
import { decodeFramesText, findFrames } from './grpc-web';
import { isMedia } from '../exchange/media';
import { findParts } from './multipart';
import { visitFieldTexts } from './protobuf';
import type { Search, SearchLocation } from './search';
import { checkedText } from './search';
import { isBinary, searchBinary } from './binary';
import { searchForm } from './url';
import type { LocationKind } from '../exchange/sighting';
import { mayContainToken, mayContainTokenInCode } from './token-shape';

/**
 * Searches one body. Splits forms, multipart bodies, event streams and gRPC-web into fields, parts, events and messages
 * according to the content type; searches the texts in binary data; searches everything else as one text, which can be
 * JSON, nested JSON or JSON lines. The content type never excludes a body from the search; the first bytes of a media
 * file do. A body that isn't complete is reported with the reason.
 */
export function* searchBody(kind: BodyLocation, body: Body | undefined, search: Search): Steps<void> {
  if (body === undefined) return;
  const { gap } = body;
  if (gap !== undefined) return yield* search.withGap(kind, gap, () => searchEntireBody(kind, body, search));
  const { stopped } = search;
  yield* searchEntireBody(kind, body, search);
  if (search.stopped > stopped) search.noteGap(kind, 'search limit');
  search.stopped = stopped;
}

function* searchEntireBody(kind: BodyLocation, body: Body, search: Search): Steps<void> {
  if (isMedia(checkedText(body.text))) {
    if (body.gap === undefined) search.noteGap(kind, 'media');
    return;
  }
  yield* searchStart(kind, body, search);
  if (body.end !== undefined) {
    yield* searchAttachments(kind, body.end, { cut: false }, search);
    yield* search.searchText({ kind, name: '' }, body.end, { maxLength: maxBodyLength, cutBefore: true });
  }
}

function* searchStart(kind: LocationKind, body: Body, search: Search): Steps<void> {
  const isLong = body.text.length > maxBodyLength;
  if (/^\s*application\/x-www-form-urlencoded\b/i.test(body.mimeType)) {
    const locationOf = (name: string) => ({ kind, name, path: ['form'] });
    yield* searchForm(body.text, locationOf, search, { maxLength: maxBodyLength, cut: body.truncated });
    return;
  }
  const bounded = isLong ? { ...body, text: body.text.slice(0, maxBodyLength), truncated: true } : body;
  if (yield* searchParsed(kind, bounded, search)) return;
  const { text, truncated: cut, mimeType } = bounded;
  if (codeTypes.test(mimeType) && !mayContainTokenInCode(text) && !cut) return;
  // First, because searching all of the text finds some of them too, but without their location.
  yield* searchAttachments(kind, text, { cut }, search);
  yield* searchBytes({ kind, name: '' }, text, { cut, mimeType }, search);
}

interface BytesFacts {
  readonly cut: boolean;
  readonly mimeType: string;
}

function* searchBytes(
  location: SearchLocation,
  text: string,
  { cut, mimeType }: BytesFacts,
  search: Search,
): Steps<void> {
  if (mayContainToken(text) && isBinary(text)) yield* searchBinary(location, text, { cut, mimeType }, search);
  else yield* search.searchText(location, text, { maxLength: maxBodyLength, cut });
}

/** Searches the binary attachments in Socket.IO's long polling, which can have any format. */
function* searchAttachments(
  kind: LocationKind,
  text: string,
  { cut }: Pick<BytesFacts, 'cut'>,
  search: Search,
): Steps<void> {
  for (const attachment of yield* findAttachments(text)) {
    if (attachment === 'more') {
      search.truncated += 1;
    } else if (!isMedia(attachment.bytes)) {
      const location = { kind, name: '', path: ['socket.io', 'base64'] };
      const facts = { cut: cut && attachment.isLast, mimeType: '' };
      yield* searchBytes(location, attachment.bytes, facts, search);
    }
  }
}

/** Scripts (RFC 9239 §6) and style sheets, which are the longest bodies on most pages. */
const codeTypes = /^\s*(?:text|application)\/(?:(?:x-)?(?:java|ecma)script|typescript|css)\b/i;

/** Searches a body in a format with parts. Returns false if it isn't in such a format, whatever its content type. */
function* searchParsed(kind: LocationKind, body: Body, search: Search): Steps<boolean> {
  const [, type = '', subtype = ''] = /^\s*([\w-]+)\/([\w.-]+)/.exec(body.mimeType.toLowerCase()) ?? [];
  if (type === 'multipart') return yield* searchParts(kind, body, search);
  if (type === 'text' && subtype === 'event-stream') return yield* searchEvents(kind, body, search);
  if (type !== 'application') return false;
  switch (subtype) {
    case 'grpc-web-text': {
      const text = decodeFramesText(body.text);
      return (
        text !== undefined && (yield* searchFrames({ kind, step: 'grpc-web' }, { ...body, text }, search))
      );
    }
    case 'grpc-web':
      return yield* searchFrames({ kind, step: 'grpc-web' }, body, search);
    case 'connect':
      return yield* searchFrames({ kind, step: 'connect' }, body, search);
    case 'proto':
    case 'protobuf':
    case 'x-protobuf':
      return !body.truncated && (yield* searchMessage({ kind, path: ['protobuf'] }, body.text, search));
    default:
      return false;
  }
}

function* searchParts(
  kind: LocationKind,
  { text, mimeType, truncated }: Body,
  search: Search,
): Steps<boolean> {
  const body = findParts(text, mimeType);
  if (body === undefined) return false;
  const path = ['multipart'];
  for (const [index, part] of body.parts.entries()) {
    if (isMedia(part.text)) continue;
    const isLast = index === body.parts.length - 1 && body.rest === '';
    const cut = truncated && isLast && !body.isClosed;
    yield* search.searchText({ kind, name: part.name, path }, part.text, { maxLength: maxBodyLength, cut });
  }
  yield* search.searchText({ kind, name: '', path }, body.rest, {
    maxLength: maxBodyLength,
    cut: truncated && !body.isClosed && body.rest !== '',
  });
  return true;
}

function* searchEvents(kind: LocationKind, { text, truncated }: Body, search: Search): Steps<boolean> {
  const { data, rest, endsInData } = yield* findEvents(text);
  for (const [index, event] of data.entries()) {
    const cut = truncated && endsInData && index === data.length - 1;
    yield* search.searchText({ kind, name: '', path: ['data'] }, event, { maxLength: maxBodyLength, cut });
  }
  yield* search.searchText({ kind, name: '' }, rest, {
    maxLength: maxBodyLength,
    cut: truncated && !endsInData,
  });
  return true;
}

interface FrameLocation {
  readonly kind: LocationKind;
  readonly step: string;
}

function* searchFrames(
  { kind, step }: FrameLocation,
  { text, truncated }: Body,
  search: Search,
): Steps<boolean> {
  const stream = findFrames(text);
  if (stream === undefined) return false;
  for (const { kind: frameKind, bytes, isComplete } of stream.frames) {
    if (frameKind === 'compressed') {
      search.truncated += 1;
    } else if (frameKind === 'trailers') {
      yield* searchTrailers({ kind, step }, { bytes, cut: !isComplete }, search);
    } else if (!isComplete || !(yield* searchMessage({ kind, path: [step] }, bytes, search))) {
      yield* search.searchText({ kind, name: '', path: [step] }, bytes, {
        maxLength: maxBodyLength,
        cut: !isComplete,
      });
    }
  }
  const cut = truncated && stream.frames.every(({ isComplete }) => isComplete);
  yield* search.searchText({ kind, name: '', path: [step] }, stream.rest, { maxLength: maxBodyLength, cut });
  return true;
}

/** Header lines in gRPC-web, JSON in Connect. */
function* searchTrailers(
  { kind, step }: FrameLocation,
  { bytes, cut }: { readonly bytes: string; readonly cut: boolean },
  search: Search,
): Steps<void> {
  const path = [step, 'trailers'];
  if (/^\s*\{/.test(bytes)) {
    yield* search.searchText({ kind, name: '', path }, bytes, { maxLength: maxBodyLength, cut });
    return;
  }
  const lines = bytes.split('\n');
  yield* search.each(lines, maxHeaders, (line) => {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim();
    const isLast = line === lines.at(-1);
    return search.searchText({ kind, name, path }, line.slice(colon + 1), {
      maxLength: maxBodyLength,
      cut: cut && isLast,
    });
  });
}

interface MessageLocation {
  readonly kind: LocationKind;
  readonly path: readonly string[];
}

function* searchMessage({ kind, path }: MessageLocation, bytes: string, search: Search): Steps<boolean> {
  return yield* visitFieldTexts(bytes, (field, text) =>
    search.searchText({ kind, name: '', path: [...path, `field ${field}`] }, text, {
      maxLength: maxBodyLength,
    }),
  );
}
