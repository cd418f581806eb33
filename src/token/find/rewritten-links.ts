import { decodeLeniently } from '../decode/base64url';
import { decodeUtf8Leniently } from '../decode/utf8';
import type { Steps } from '../steps';
import { takeEnd } from './base64-runs';
import { ALPHABET } from './base64-start';
import { createNote, type Found } from './found';
import { rewrite, type Replacing } from './rewrite';
import { sliceWrapped, type InnerSearch, type Work } from './search-work';

/** In the name of each host of Proofpoint's URL Defense, the only software known to change letters of a link. */
const HOST = 'urldefense';
/** What precedes the original link, perhaps in JSON, quoted-printable or another URL. */
const BEFORE_LINK =
  /urldefense(?:\.proofpoint)?\.(?:com|us)(?:\\?\/|%2F)(?:v2(?:\\?\/|%2F)url(?:\?|%3F)u(?:=3D|=|%3D)|v3(?:\\?\/|%2F)__)/iy;
const LINK_TEXT = /(?:[^\s"'`<>\\]|\\\/)*/y;
/** In version 2, the next parameter. */
const NEXT_PARAMETER = /&|%26/i;
/** In version 3, the first of these ends the original link, also if the link ends with underscores. */
const END_OF_VERSION_3 = /__(?:;|%3B)/i;
const ESCAPE = /-[\dA-F]{2}|_/iy;
const BASE64URL = /[\w-]*/y;
/** One character, or a run of them whose length is a letter of base64url. */
const REPLACED = /\*(?:\*[\w-])?/y;
const minRunLength = 2;

/** A link within the one that replaces it. */
export interface RewrittenLink {
  readonly version: 2 | 3;
  readonly start: number;
  readonly end: number;
  /** In version 3, base64url of the characters that asterisks replace. */
  readonly replaced: string;
}

/** Finds the links in a text that URL Defense rewrote. The text is passed once, if positions rise. */
export class RewrittenLinks {
  readonly #text: string;
  readonly #work: Work;
  #next: number | undefined;
  #link: RewrittenLink | undefined;

  constructor(text: string, work: Work) {
    this.#text = text;
    this.#work = work;
  }

  /** Returns the link that contains the position. */
  at(position: number): RewrittenLink | undefined {
    this.#next ??= this.#findHost(0);
    while (this.#next < position) {
      const end = this.#readLink(this.#next);
      this.#next = this.#findHost(end);
    }
    const link = this.#link;
    return link !== undefined && link.start <= position && position < link.end ? link : undefined;
  }

  #findHost(from: number): number {
    const host = this.#text.indexOf(HOST, from);
    return host === -1 ? Infinity : host;
  }

  /** Reads the link at a host, and returns the end of what was read, so that no text is read twice. */
  #readLink(host: number): number {
    const text = this.#text;
    const start = takeEnd(BEFORE_LINK, text, host);
    if (start === host) return host + HOST.length;
    const end = takeEnd(LINK_TEXT, text, start);
    this.#work.spend(2 * (end - host));
    const written = text.slice(start, end);
    const version = /v3/i.test(text.slice(host, start)) ? 3 : 2;
    const after = (version === 3 ? END_OF_VERSION_3 : NEXT_PARAMETER).exec(written);
    // Without its end, the link is truncated.
    if (after !== null || version === 2) {
      const length = after?.index ?? written.length;
      const list = version === 3 ? length + (after?.[0].length ?? 0) : length;
      const replaced = written.slice(list, takeEnd(BASE64URL, written, list));
      this.#link = { version, start, end: start + length, replaced };
    }
    return end;
  }
}

/** Finds the tokens in a link that was rewritten, each with its position in the text. */
export function* findInRewrittenLink(
  text: string,
  { version, start, end, replaced }: RewrittenLink,
  search: InnerSearch,
): Steps<readonly Found[]> {
  const link = sliceWrapped(text, start, end, search.work);
  if (link === undefined) return [];
  const characters = link.includes('*') ? Array.from(decodeUtf8Leniently(decodeLeniently(replaced))) : [];
  const restoring = version === 3 ? createRestoring(characters) : undefined;
  const original = yield* rewrite(link, restoring ?? escapes, search.work);
  if (restoring?.isListTooShort() === true) return [];
  const found = yield* search.run(original?.text ?? link);
  return found.map((one) => {
    const source = original?.toSource(one.source) ?? one.source;
    return {
      ...one,
      source: { start: start + source.start, end: start + source.end },
      path: ['url', ...one.path],
      notes: [createNote('link_restored'), ...one.notes],
    };
  });
}

/** In version 2, a hyphen is written for the percent sign of an escape, and an underscore for a slash. */
const escapes: Replacing = {
  findStart: (text, from) => {
    for (let index = from; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === 0x2d || code === 0x5f) return index;
    }
    return -1;
  },
  findEnd: (text, start) => takeEnd(ESCAPE, text, start),
  replace: (text, start, end) =>
    end - start === 1 ? '/' : String.fromCharCode(Number.parseInt(text.slice(start + 1, end), 16)),
};

/** In version 3, asterisks are written for characters that are listed after the link. */
interface Restoring extends Replacing {
  /** The list has fewer characters: then the link can't be restored. */
  readonly isListTooShort: () => boolean;
}

function createRestoring(characters: readonly string[]): Restoring {
  let count = 0;
  return {
    findStart: (text, from) => text.indexOf('*', from),
    findEnd: (text, start) => takeEnd(REPLACED, text, start),
    replace: (text, start, end) => {
      const length = end - start === 1 ? 1 : minRunLength + ALPHABET.indexOf(text[end - 1] ?? '');
      count += length;
      return characters.slice(count - length, count).join('');
    },
    isListTooShort: () => count > characters.length,
  };
}
