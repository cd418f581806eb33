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
import { mayHoldToken, mayHoldTokenInCode } from './token-shape';

/**
 * Searches one body: forms, multipart, event streams and gRPC-web by their fields, parts, events and messages, as its
 * type says; bytes by the texts in them; all else as one text, in which the search knows JSON, JSON in JSON and JSON
 * lines by themselves. Whether something is searched never depends on the type, but on how it begins. A body of which
 * a part is missing is reported with the reason.
 */
export function* searchBody(place: BodyLocation, body: Body | undefined, search: Search): Steps<void> {
  if (body === undefined) return;
  const { gap } = body;
  if (gap !== undefined) return yield* search.withGap(place, gap, () => searchWhole(place, body, search));
  const { stopped } = search;
  yield* searchWhole(place, body, search);
  if (search.stopped > stopped) search.noteGap(place, 'search limit');
  search.stopped = stopped;
}

function* searchWhole(place: BodyLocation, body: Body, search: Search): Steps<void> {
  if (isMedia(checkedText(body.text))) {
    if (body.gap === undefined) search.noteGap(place, 'media');
    return;
  }
  yield* searchStart(place, body, search);
  if (body.end !== undefined) {
    yield* searchAttachments(place, body.end, { cut: false }, search);
    yield* search.look({ place, name: '' }, body.end, { maxLength: maxBodyLength, cutBefore: true });
  }
}

function* searchStart(place: LocationKind, body: Body, search: Search): Steps<void> {
  const isLong = body.text.length > maxBodyLength;
  if (/^\s*application\/x-www-form-urlencoded\b/i.test(body.mimeType)) {
    const locationOf = (name: string) => ({ place, name, path: ['form'] });
    yield* searchForm(body.text, locationOf, search, { maxLength: maxBodyLength, cut: body.truncated });
    return;
  }
  const bounded = isLong ? { ...body, text: body.text.slice(0, maxBodyLength), truncated: true } : body;
  if (yield* searchInside(place, bounded, search)) return;
  const { text, truncated: cut, mimeType } = bounded;
  if (codeTypes.test(mimeType) && !mayHoldTokenInCode(text) && !cut) return;
  // First, since the search of the whole text finds some of them, without saying where.
  yield* searchAttachments(place, text, { cut }, search);
  yield* searchBytes({ place, name: '' }, text, { cut, mimeType }, search);
}

interface BytesFacts {
  readonly cut: boolean;
  readonly mimeType: string;
}

function* searchBytes(
  spot: SearchLocation,
  text: string,
  { cut, mimeType }: BytesFacts,
  search: Search,
): Steps<void> {
  if (mayHoldToken(text) && isBinary(text)) yield* searchBinary(spot, text, { cut, mimeType }, search);
  else yield* search.look(spot, text, { maxLength: maxBodyLength, cut });
}

/** Those of Socket.IO's long polling, each of which can be of any format. */
function* searchAttachments(
  place: LocationKind,
  text: string,
  { cut }: Pick<BytesFacts, 'cut'>,
  search: Search,
): Steps<void> {
  for (const attachment of yield* findAttachments(text)) {
    if (attachment === 'more') {
      search.truncated += 1;
    } else if (!isMedia(attachment.bytes)) {
      const spot = { place, name: '', path: ['socket.io', 'base64'] };
      const facts = { cut: cut && attachment.isLast, mimeType: '' };
      yield* searchBytes(spot, attachment.bytes, facts, search);
    }
  }
}

/** Of scripts and style sheets (RFC 9239 §6), which are the longest bodies of most pages. */
const codeTypes = /^\s*(?:text|application)\/(?:(?:x-)?(?:java|ecma)script|typescript|css)\b/i;

/** False when the text is not what its type says. */
function* searchInside(place: LocationKind, body: Body, search: Search): Steps<boolean> {
  const [, type = '', subtype = ''] = /^\s*([\w-]+)\/([\w.-]+)/.exec(body.mimeType.toLowerCase()) ?? [];
  if (type === 'multipart') return yield* searchParts(place, body, search);
  if (type === 'text' && subtype === 'event-stream') return yield* searchEvents(place, body, search);
  if (type !== 'application') return false;
  switch (subtype) {
    case 'grpc-web-text': {
      const text = decodeFramesText(body.text);
      return (
        text !== undefined && (yield* searchFrames({ place, step: 'grpc-web' }, { ...body, text }, search))
      );
    }
    case 'grpc-web':
      return yield* searchFrames({ place, step: 'grpc-web' }, body, search);
    case 'connect':
      return yield* searchFrames({ place, step: 'connect' }, body, search);
    case 'proto':
    case 'protobuf':
    case 'x-protobuf':
      return !body.truncated && (yield* searchMessage({ place, path: ['protobuf'] }, body.text, search));
    default:
      return false;
  }
}

function* searchParts(
  place: LocationKind,
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
    yield* search.look({ place, name: part.name, path }, part.text, { maxLength: maxBodyLength, cut });
  }
  yield* search.look({ place, name: '', path }, body.rest, {
    maxLength: maxBodyLength,
    cut: truncated && !body.isClosed && body.rest !== '',
  });
  return true;
}

function* searchEvents(place: LocationKind, { text, truncated }: Body, search: Search): Steps<boolean> {
  const { data, rest, endsInData } = yield* findEvents(text);
  for (const [index, event] of data.entries()) {
    const cut = truncated && endsInData && index === data.length - 1;
    yield* search.look({ place, name: '', path: ['data'] }, event, { maxLength: maxBodyLength, cut });
  }
  yield* search.look({ place, name: '' }, rest, { maxLength: maxBodyLength, cut: truncated && !endsInData });
  return true;
}

interface FrameSpot {
  readonly place: LocationKind;
  readonly step: string;
}

function* searchFrames(
  { place, step }: FrameSpot,
  { text, truncated }: Body,
  search: Search,
): Steps<boolean> {
  const stream = findFrames(text);
  if (stream === undefined) return false;
  for (const { kind, bytes, isWhole } of stream.frames) {
    if (kind === 'compressed') {
      search.truncated += 1;
    } else if (kind === 'trailers') {
      yield* searchTrailers({ place, step }, { bytes, cut: !isWhole }, search);
    } else if (!isWhole || !(yield* searchMessage({ place, path: [step] }, bytes, search))) {
      yield* search.look({ place, name: '', path: [step] }, bytes, {
        maxLength: maxBodyLength,
        cut: !isWhole,
      });
    }
  }
  const cut = truncated && stream.frames.every(({ isWhole }) => isWhole);
  yield* search.look({ place, name: '', path: [step] }, stream.rest, { maxLength: maxBodyLength, cut });
  return true;
}

/** Header lines; Connect has JSON there. */
function* searchTrailers(
  { place, step }: FrameSpot,
  { bytes, cut }: { readonly bytes: string; readonly cut: boolean },
  search: Search,
): Steps<void> {
  const path = [step, 'trailers'];
  if (/^\s*\{/.test(bytes)) {
    yield* search.look({ place, name: '', path }, bytes, { maxLength: maxBodyLength, cut });
    return;
  }
  const lines = bytes.split('\n');
  yield* search.each(lines, maxHeaders, (line) => {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim();
    const isLast = line === lines.at(-1);
    return search.look({ place, name, path }, line.slice(colon + 1), {
      maxLength: maxBodyLength,
      cut: cut && isLast,
    });
  });
}

interface MessageSpot {
  readonly place: LocationKind;
  readonly path: readonly string[];
}

function* searchMessage({ place, path }: MessageSpot, bytes: string, search: Search): Steps<boolean> {
  return yield* visitFieldTexts(bytes, (field, text) =>
    search.look({ place, name: '', path: [...path, `field ${field}`] }, text, { maxLength: maxBodyLength }),
  );
}
