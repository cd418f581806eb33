import type { Span } from './find-member';
import type { StringMark } from './string-marks';

/** What every value, and every name, of exact JSON has: its place. Zero-based, end exclusive. */
export interface ExactNode {
  /** Characters of the JSON text. */
  readonly at: Span;
  /** Bytes of it in UTF-8. */
  readonly bytes: Span;
}

export interface ExactObject extends ExactNode {
  readonly kind: 'object';
  /** In the order in which they stand, duplicates too. */
  readonly members: readonly ExactMember[];
}

export interface ExactMember {
  readonly name: ExactString;
  readonly value: ExactValue;
  /** Another member of this object has the same name. */
  readonly isDuplicate: boolean;
}

export interface ExactArray extends ExactNode {
  readonly kind: 'array';
  readonly items: readonly ExactValue[];
}

export interface ExactString extends ExactNode {
  readonly kind: 'string';
  /** As it stands, with its quotes and escapes. */
  readonly text: string;
  readonly value: string;
  /** What cannot be told by eye, as it is shown. */
  readonly marks: readonly StringMark[];
}

export interface ExactNumber extends ExactNode {
  readonly kind: 'number';
  /** As it stands: `3.0`, `1e400`, an integer of any size. */
  readonly text: string;
  /** The nearest that JavaScript has. */
  readonly value: number;
  /** Whether `value` is the very number that `text` says: false where another one would be shown. */
  readonly isExact: boolean;
}

/** `true`, `false` or `null`. */
export interface ExactWord extends ExactNode {
  readonly kind: 'word';
  readonly value: boolean | null;
}

export type ExactValue = ExactObject | ExactArray | ExactString | ExactNumber | ExactWord;

/** A name that stands more than once in an object. */
export interface DuplicateMember {
  readonly name: string;
  /** The object, as a JSON pointer (RFC 6901). */
  readonly pointer: string;
  /** Its places, each a name with its quotes, in order. The last one counts in most parsers. */
  readonly at: readonly Span[];
}

/** JSON as it was signed. */
export interface ExactJson {
  readonly text: string;
  readonly value: ExactValue;
  /** In the order of their objects. */
  readonly duplicates: readonly DuplicateMember[];
}
