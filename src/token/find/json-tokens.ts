import { decode } from '../decode/decode';
import { estimatePayload } from './compact';
import { listRepairNotes, type Found } from './found';
import { findHeader } from '../decode/header';
import { isJsonObject, parseJson } from '../json/read-json';
import { maxTokenLength } from '../limits';
import { toBase64url } from '../decode/repair';
import type { Steps } from '../steps';
import type { JsonObject } from '../token';
import { JsonWalker } from './json-walker';
import { NextIndex } from './next-index';
import { DECODED_CHARACTER, DECODING, HEADER_CHARACTER, type Work } from './search-work';

/** How many braces before a member are tried as the beginning of its token: general serialization nests two or three. */
const maxBraces = 4;
/** All objects together may have this many times the length of the text, since they nest. */
const maxPasses = 4;

/** Collects the tokens in JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2) among the objects of one text. */
export class SerializedTokens {
  /** Sorted by end. */
  readonly found: Found[] = [];
  readonly #text: string;
  readonly #work: Work;
  /** How many characters of objects may still be read. */
  #left: number;

  constructor(text: string, work: Work) {
    this.#text = text;
    this.#work = work;
    this.#left = maxPasses * text.length;
  }

  /**
   * Reads the object from `start` to `end`. Its token replaces those that were found inside it, since one of several
   * signatures looks like a token too.
   */
  take(start: number, end: number, writePath: () => readonly string[]): void {
    const length = end - start;
    if (length > maxTokenLength || this.#work.isOver()) return;
    this.#left -= length;
    if (this.#left < 0) {
      this.#work.isCut = true;
      return;
    }
    this.#work.spend(DECODING + DECODED_CHARACTER * length);
    const raw = this.#text.slice(start, end);
    if (!mayBeToken(parseJson(raw)?.value)) return;
    // Each signature has a header.
    this.#work.spend(DECODING + HEADER_CHARACTER * length);
    const token = decode(raw, { repair: true });
    if (token.kind === 'malformed') return;
    if (token.kind === 'jws') this.#work.spend(estimatePayload(token));
    const { found } = this;
    while ((found.at(-1)?.source.start ?? -1) >= start) found.pop();
    found.push({
      raw: token.raw,
      source: { start, end },
      path: writePath(),
      token,
      notes: listRepairNotes(token),
    });
  }
}

/** Finds the tokens in JSON serialization in a text that isn't JSON, around the members at the given positions. */
export function* findSerialized(
  text: string,
  members: readonly number[],
  work: Work,
): Steps<readonly Found[]> {
  const tokens = new SerializedTokens(text, work);
  const { found } = tokens;
  const backslashes = new NextIndex(text, '\\');
  let budget = maxPasses * text.length;
  let floor = 0;
  for (const member of members) {
    if (member < floor) continue;
    const before = text.slice(floor, member);
    let brace = before.length;
    for (let tries = 0; tries < maxBraces && brace > 0; tries += 1) {
      brace = before.lastIndexOf('{', brace - 1);
      if (brace === -1) break;
      if (budget <= 0) {
        work.isCut = true;
        break;
      }
      const start = floor + brace;
      const take = (objectStart: number, end: number) => {
        tokens.take(objectStart, end, () => []);
      };
      const walker = new JsonWalker(text, start, work, take, backslashes);
      yield* walker.findString(member);
      yield* walker.closeAll();
      budget -= walker.at - start;
    }
    if (work.spend(before.length)) yield work.pause();
    floor = found.at(-1)?.source.end ?? floor;
    floor = Math.max(floor, member);
  }
  return found;
}

/** Whether an object has what every token in JSON serialization has. Cheaper than `decode`, which explains what is wrong. */
function mayBeToken(object: unknown): boolean {
  if (!isJsonObject(object)) return false;
  if (typeof object.ciphertext === 'string') {
    // The algorithm may be in the header of a recipient.
    return hasHeader(object) || isJsonObject(object.unprotected) || Array.isArray(object.recipients);
  }
  const { signatures } = object;
  if (!Array.isArray(signatures)) return isSignature(object);
  const first: unknown = signatures[0];
  return isJsonObject(first) && isSignature(first);
}

function isSignature(object: JsonObject): boolean {
  return typeof object.signature === 'string' && hasHeader(object);
}

/** The algorithm may be in the protected or in the unprotected header. */
function hasHeader({ protected: text, header }: JsonObject): boolean {
  return isJsonObject(header) || (typeof text === 'string' && findHeader(toBase64url(text)) !== undefined);
}
