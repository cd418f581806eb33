import { readJson, readJsonText, type JsonError } from './read-json';
import { decodeUtf8 } from '../decode/utf8';
import type { DuplicateMember, ExactJson, ExactMember, ExactNode, ExactString, ExactValue } from './exact';
import type { Span } from './find-member';
import { isNumberExact } from './number';
import { skip, skipSpace, skipString } from './json-scanner';
import { findStringMarks } from './string-marks';

/** Returns synchronously what `readExactJson` does. Checks first that the text is valid JSON of a limited depth. */
export function parseExactJson(json: string | Uint8Array): ExactJson | JsonError {
  const reading = typeof json === 'string' ? readJsonText(json) : readJson(json);
  if ('problem' in reading) return reading;
  const text = typeof json === 'string' ? json : (decodeUtf8(json) ?? '');
  const builder = new Builder(text);
  return { text, value: builder.build(''), duplicates: builder.duplicates };
}

/** A number, `true`, `false` or `null`, in JSON that is valid. */
const SCALAR = /[^\s,\]}]*/y;

/** Parses valid JSON from left to right by recursive descent. The depth was checked before. */
class Builder {
  duplicates: DuplicateMember[] = [];
  readonly #text: string;
  readonly #bytesBefore: Uint32Array | undefined;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#bytesBefore = countBytes(text);
  }

  build(pointer: string): ExactValue {
    const start = this.#skipSpace();
    switch (this.#text[start]) {
      case '{': {
        const members = this.#buildMembers(pointer);
        return { kind: 'object', ...this.#locate(start), members };
      }
      case '[': {
        const items: ExactValue[] = [];
        this.#readList(']', () => items.push(this.build(`${pointer}/${items.length}`)));
        return { kind: 'array', ...this.#locate(start), items };
      }
      case '"':
        return this.#buildString();
      default:
        return this.#buildScalar(start);
    }
  }

  #buildMembers(pointer: string): readonly ExactMember[] {
    const members: { readonly name: ExactString; readonly value: ExactValue }[] = [];
    const positions = new Map<string, Span[]>();
    const outer = this.duplicates;
    this.duplicates = [];
    this.#readList('}', () => {
      this.#skipSpace();
      const name = this.#buildString();
      const found = positions.get(name.value);
      if (found === undefined) positions.set(name.value, [name.at]);
      else found.push(name.at);
      // After the colon.
      this.#at = this.#skipSpace() + 1;
      const step = name.value.replaceAll('~', '~0').replaceAll('/', '~1');
      members.push({ name, value: this.build(`${pointer}/${step}`) });
    });
    // The duplicates of an object are listed before those inside it.
    for (const [name, at] of positions) if (at.length > 1) outer.push({ name, pointer, at });
    for (const inner of this.duplicates) outer.push(inner);
    this.duplicates = outer;
    return members.map((member) => ({
      ...member,
      isDuplicate: (positions.get(member.name.value)?.length ?? 0) > 1,
    }));
  }

  /** Calls `readItem` at each item of the object or array that begins here, and continues after its closing bracket. */
  #readList(bracket: '}' | ']', readItem: () => void): void {
    this.#at += 1;
    if (this.#text[this.#skipSpace()] !== bracket) {
      do {
        readItem();
        // After the comma or the bracket.
        this.#at = this.#skipSpace() + 1;
      } while (this.#text[this.#at - 1] === ',');
    } else {
      this.#at += 1;
    }
  }

  #buildString(): ExactString {
    const start = this.#at;
    this.#at = skipString(this.#text, start);
    const text = this.#text.slice(start, this.#at);
    const value = JSON.parse(text) as string;
    return { kind: 'string', ...this.#locate(start), text, value, marks: findStringMarks(value) };
  }

  #buildScalar(start: number): ExactValue {
    this.#at = skip(SCALAR, this.#text, start);
    const text = this.#text.slice(start, this.#at);
    const location = this.#locate(start);
    if (/^[-\d]/.test(text)) {
      const value = Number(text);
      return { kind: 'number', ...location, text, value, isExact: isNumberExact(text, value) };
    }
    return { kind: 'word', ...location, value: text === 'null' ? null : text === 'true' };
  }

  #skipSpace(): number {
    this.#at = skipSpace(this.#text, this.#at);
    return this.#at;
  }

  /** The position of what begins at `start` and ends at the current position. */
  #locate(start: number): ExactNode {
    const at = { start, end: this.#at };
    const before = this.#bytesBefore;
    // In ASCII, a character is a byte.
    const bytes = before === undefined ? at : { start: before[at.start] ?? 0, end: before[at.end] ?? 0 };
    return { at, bytes };
  }
}

/** How many bytes of UTF-8 precede each character. Undefined if that equals the character's index. */
function countBytes(text: string): Uint32Array | undefined {
  if (!/[^\0-\x7F]/.test(text)) return undefined;
  const before = new Uint32Array(text.length + 1);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // A surrogate pair has four bytes, counted as two for each surrogate. A lone surrogate becomes U+FFFD, which has three.
    const isPaired =
      text.codePointAt(index) !== code || (index > 0 && (text.codePointAt(index - 1) ?? 0) > 0xffff);
    before[index + 1] = (before[index] ?? 0) + (code < 0x80 ? 1 : code < 0x800 || isPaired ? 2 : 3);
  }
  return before;
}
