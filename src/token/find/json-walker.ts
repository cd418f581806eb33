import { findClosingQuote, skipSpace } from '../json/json-scanner';
import { maxJsonDepth } from '../limits';
import type { Steps } from '../steps';
import { NextIndex } from './next-index';
import { JSON_PART, type Work } from './search-work';

/** A string in a JSON text, between its quotes. */
export interface JsonString {
  readonly start: number;
  readonly end: number;
  readonly hasEscape: boolean;
  readonly isName: boolean;
}

/** An object or array that is open at the current position. */
export interface JsonLevel {
  /** The position of its bracket. */
  readonly start: number;
  readonly isObject: boolean;
  /** The current member: the text of its name between the quotes (-1 before a name), or its index in an array. */
  nameStart: number;
  nameEnd: number;
  index: number;
  /** It has a member of the JSON serializations. */
  isSerialized: boolean;
  /** A cache for `PathWriter`. */
  path: string | undefined;
}

const QUOTE = 0x22;
const WORDS = ['true', 'false', 'null'];
/** RFC 7515 §7.2 and RFC 7516 §7.2. */
const SERIALIZED_NAMES = ['protected', 'signature', 'signatures', 'ciphertext'];

/**
 * Walks through JSON (RFC 8259) as far as it is valid, and knows at each position the members around it, which
 * `JSON.parse` doesn't report. Doesn't read values, and accepts some text that is only similar to JSON. Several JSON texts
 * may follow each other, as in a log of JSON lines.
 */
export class JsonWalker {
  /** The open objects and arrays, outermost first. */
  readonly levels: JsonLevel[] = [];
  at: number;
  readonly #text: string;
  readonly #work: Work;
  readonly #onSerialized: (start: number, end: number) => void;
  readonly #backslashes: NextIndex;
  /** The text isn't JSON from here on, so the rest isn't read. */
  #isStopped = false;
  #openSerialized = 0;
  /** Whether a name or a value is expected, or else what follows one. */
  #expectsValue = true;
  #level: JsonLevel | undefined;
  /** The last string. Separate fields, since creating an object for each string would be slow. */
  #start = -1;
  #end = -1;
  #hasEscape = false;
  #isName = false;

  /** `onSerialized` is called at the end of each object that has members of the JSON serializations. */
  constructor(
    text: string,
    from: number,
    work: Work,
    onSerialized: (start: number, end: number) => void,
    backslashes = new NextIndex(text, '\\'),
  ) {
    this.#text = text;
    this.#backslashes = backslashes;
    this.at = from;
    this.#work = work;
    this.#onSerialized = onSerialized;
  }

  /** Whether the walk ended. */
  get isOver(): boolean {
    return this.#isStopped || this.#work.isOver();
  }

  /** Walks to the string that contains `position`. Undefined if none does, or if the text isn't JSON up to there. */
  *findString(position: number): Steps<JsonString | undefined> {
    while (this.at <= position && this.#step()) if (this.#work.spend(JSON_PART)) yield this.#work.pause();
    const [start, end] = [this.#start, this.#end];
    return start <= position && position < end
      ? { start, end, hasEscape: this.#hasEscape, isName: this.#isName }
      : undefined;
  }

  /** Walks until each open object that may be a token is closed. */
  *finish(): Steps<void> {
    while (this.#openSerialized > 0 && this.#step())
      if (this.#work.spend(JSON_PART)) yield this.#work.pause();
  }

  /** Walks until all open objects and arrays are closed. */
  *closeAll(): Steps<void> {
    while (this.levels.length > 0 && this.#step()) if (this.#work.spend(JSON_PART)) yield this.#work.pause();
  }

  /** Returns false where the text isn't JSON any longer. */
  #step(): boolean {
    if (this.isOver) return false;
    const start = this.at;
    this.#isStopped = !this.#read();
    this.#work.spend(this.at - start);
    return !this.#isStopped;
  }

  /** Reads the next part. Returns false if it isn't JSON. */
  #read(): boolean {
    const text = this.#text;
    const code = text.charCodeAt(this.at);
    switch (code) {
      case 0x20:
      case 0x0a:
      case 0x0d:
      case 0x09:
        this.at += 1;
        return true;
      case QUOTE:
        return this.#expectsValue && this.#readString();
      case 0x2c:
        return this.#endMember();
      case 0x7b:
      case 0x5b:
        return this.#open(code === 0x7b);
      case 0x7d:
      case 0x5d:
        return this.#close(code === 0x7d);
      default:
        return this.#readScalar();
    }
  }

  #readString(): boolean {
    const text = this.#text;
    const start = this.at + 1;
    let end = text.indexOf('"', start);
    const backslash = this.#backslashes.from(start);
    const hasEscape = backslash < end;
    if (hasEscape) end = findClosingQuote(text, backslash);
    if (end === -1) {
      this.#work.spend(text.length - start);
      return false;
    }

    this.#start = start;
    this.#end = end;
    this.#hasEscape = hasEscape;
    this.at = end + 1;
    const level = this.#level;
    this.#isName = level?.isObject === true && level.nameStart === -1;
    if (level !== undefined && this.#isName) return this.#readName(level, start, end);
    this.#expectsValue = level === undefined;
    return true;
  }

  #readName(level: JsonLevel, start: number, end: number): boolean {
    const text = this.#text;
    level.nameStart = start;
    level.nameEnd = end;
    this.at = skipSpace(text, this.at);
    if (text.charCodeAt(this.at) !== 0x3a) return false;
    this.at += 1;
    const length = end - start;
    if (length >= 9 && length <= 10 && !level.isSerialized) {
      const isOne = SERIALIZED_NAMES.some((name) => name.length === length && text.startsWith(name, start));
      if (isOne) {
        level.isSerialized = true;
        this.#openSerialized += 1;
      }
    }
    return true;
  }

  #endMember(): boolean {
    const level = this.#level;
    if (level === undefined || this.#expectsValue) return false;
    level.nameStart = -1;
    level.index += 1;
    this.#expectsValue = true;
    this.at += 1;
    return true;
  }

  #open(isObject: boolean): boolean {
    if (!this.#mayBeginValue() || this.levels.length === maxJsonDepth) return false;
    const start = this.at;
    this.#level = {
      start,
      isObject,
      nameStart: -1,
      nameEnd: -1,
      index: 0,
      isSerialized: false,
      path: undefined,
    };
    this.levels.push(this.#level);
    this.#expectsValue = true;
    this.at += 1;
    return true;
  }

  #close(isObject: boolean): boolean {
    const level = this.#level;
    if (level?.isObject !== isObject) return false;
    this.at += 1;
    if (level.isSerialized) {
      this.#openSerialized -= 1;
      this.#onSerialized(level.start, this.at);
    }
    this.levels.pop();
    this.#level = this.levels.at(-1);
    this.#expectsValue = this.levels.length === 0;
    return true;
  }

  #readScalar(): boolean {
    if (!this.#mayBeginValue()) return false;
    const end = findScalarEnd(this.#text, this.at);
    if (end === this.at) return false;
    this.at = end;
    this.#expectsValue = this.levels.length === 0;
    return true;
  }

  /** In an object, a value needs a name before it. */
  #mayBeginValue(): boolean {
    const level = this.#level;
    return this.#expectsValue && (level?.isObject !== true || level.nameStart !== -1);
  }
}

/** Returns the end of a number, `true`, `false` or `null`, or `start` if there's none. */
function findScalarEnd(text: string, start: number): number {
  let end = start;
  while (isInNumber(text.charCodeAt(end))) end += 1;
  return end > start ? end : start + (WORDS.find((word) => text.startsWith(word, start))?.length ?? 0);
}

function isInNumber(code: number): boolean {
  // Digits, a dot, signs, the `e` of an exponent.
  return (
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2e ||
    code === 0x2d ||
    code === 0x2b ||
    (code | 0x20) === 0x65
  );
}
