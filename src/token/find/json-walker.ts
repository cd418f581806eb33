import { findClosingQuote, skipSpace } from '../json/json-scanner';
import { MAX_JSON_DEPTH } from '../limits';
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

/** An object or an array that is open where the walk is. */
export interface JsonLevel {
  /** Where its bracket stands. */
  readonly start: number;
  readonly isObject: boolean;
  /** The member that the walk is in: of an object between the quotes of its name, -1 before one; of an array its index. */
  nameStart: number;
  nameEnd: number;
  index: number;
  /** It has a member that tokens in JSON serialization have. */
  isSerialized: boolean;
  /** Kept by whoever asks for its path. */
  path: string | undefined;
}

const QUOTE = 0x22;
const WORDS = ['true', 'false', 'null'];
/** RFC 7515 §7.2 and RFC 7516 §7.2. */
const SERIALIZED_NAMES = ['protected', 'signature', 'signatures', 'ciphertext'];

/**
 * Goes through a JSON text (RFC 8259) as far as it is one, and knows at each place in which members it stands. Gives no
 * values and lets pass what only looks like JSON: the values are `JSON.parse`'s, which cannot tell places and reads all
 * of a text. Several texts may follow one another, as in a log of JSON lines.
 */
export class JsonWalk {
  /** Those that are open, outermost first. */
  readonly levels: JsonLevel[] = [];
  at: number;
  readonly #text: string;
  readonly #work: Work;
  readonly #onSerialized: (start: number, end: number) => void;
  readonly #backslashes: NextIndex;
  /** The text stopped being JSON: all that is behind this place is left. */
  #isStopped = false;
  #openSerialized = 0;
  /** A value or a name may stand here, or else what comes behind one. */
  #wantsValue = true;
  #level: JsonLevel | undefined;
  /** The last string. In fields of its own, since most strings are asked for by nobody. */
  #start = -1;
  #end = -1;
  #hasEscape = false;
  #isName = false;

  /** `onSerialized` is told of each object that has the members of a token, when it is closed. */
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

  /** Whether nothing more can be found. */
  get isOver(): boolean {
    return this.#isStopped || this.#work.isOver();
  }

  /** Goes on to the string in which the point stands. Undefined where it stands in none, or behind what is JSON. */
  *findString(point: number): Steps<JsonString | undefined> {
    while (this.at <= point && this.#step()) if (this.#work.spend(JSON_PART)) yield this.#work.pause();
    const [start, end] = [this.#start, this.#end];
    return start <= point && point < end
      ? { start, end, hasEscape: this.#hasEscape, isName: this.#isName }
      : undefined;
  }

  /** Goes on until every object is closed that may be a token. */
  *finish(): Steps<void> {
    while (this.#openSerialized > 0 && this.#step())
      if (this.#work.spend(JSON_PART)) yield this.#work.pause();
  }

  /** Goes on until all that is open is closed. */
  *closeAll(): Steps<void> {
    while (this.levels.length > 0 && this.#step()) if (this.#work.spend(JSON_PART)) yield this.#work.pause();
  }

  /** False where the text stops being JSON. */
  #step(): boolean {
    if (this.isOver) return false;
    const start = this.at;
    this.#isStopped = !this.#read();
    this.#work.spend(this.at - start);
    return !this.#isStopped;
  }

  /** False where no JSON goes on here: it won't go on later either. */
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
        return this.#wantsValue && this.#readString();
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
    this.#wantsValue = level === undefined;
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
    if (level === undefined || this.#wantsValue) return false;
    level.nameStart = -1;
    level.index += 1;
    this.#wantsValue = true;
    this.at += 1;
    return true;
  }

  #open(isObject: boolean): boolean {
    if (!this.#mayBeginValue() || this.levels.length === MAX_JSON_DEPTH) return false;
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
    this.#wantsValue = true;
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
    this.#wantsValue = this.levels.length === 0;
    return true;
  }

  #readScalar(): boolean {
    if (!this.#mayBeginValue()) return false;
    const end = findScalarEnd(this.#text, this.at);
    if (end === this.at) return false;
    this.at = end;
    this.#wantsValue = this.levels.length === 0;
    return true;
  }

  /** In an object a value has a name. */
  #mayBeginValue(): boolean {
    const level = this.#level;
    return this.#wantsValue && (level?.isObject !== true || level.nameStart !== -1);
  }
}

/** The end of a number, `true`, `false` or `null`; `start` itself where none begins. */
function findScalarEnd(text: string, start: number): number {
  let end = start;
  while (isInNumber(text.charCodeAt(end))) end += 1;
  return end > start ? end : start + (WORDS.find((word) => text.startsWith(word, start))?.length ?? 0);
}

function isInNumber(code: number): boolean {
  // Digits, a dot, signs, an exponent.
  return (
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2e ||
    code === 0x2d ||
    code === 0x2b ||
    (code | 0x20) === 0x65
  );
}
