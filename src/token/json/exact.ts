import type { Span } from './find-member';
import type { StringMark } from './string-marks';

/** The position of a value or name in exact JSON. Zero-based, end exclusive. */
export interface ExactNode {
  /** In characters of the JSON text. */
  readonly at: Span;
  /** In bytes of its UTF-8. */
  readonly bytes: Span;
}

/** A JSON object as it's written. */
export interface ExactObject extends ExactNode {
  readonly kind: 'object';
  /** In the order in which they are written, including duplicates. */
  readonly members: readonly ExactMember[];
}

/** One name and value of an object. */
export interface ExactMember {
  readonly name: ExactString;
  readonly value: ExactValue;
  /** Another member of this object has the same name. */
  readonly isDuplicate: boolean;
}

/** A JSON array as it's written. */
export interface ExactArray extends ExactNode {
  readonly kind: 'array';
  readonly items: readonly ExactValue[];
}

/** A JSON string, a value or the name of a member. */
export interface ExactString extends ExactNode {
  readonly kind: 'string';
  /** As it's written, with its quotes and escapes. */
  readonly text: string;
  readonly value: string;
  /** What a reader can't see in the displayed string. */
  readonly marks: readonly StringMark[];
}

/** A JSON number, which JavaScript may not represent exactly (RFC 8259 §6). */
export interface ExactNumber extends ExactNode {
  readonly kind: 'number';
  /** As it's written: `3.0`, `1e400`, an integer of any size. */
  readonly text: string;
  /** The nearest number in JavaScript. */
  readonly value: number;
  /** Whether `value`, when displayed, equals the number in `text`. */
  readonly isExact: boolean;
}

/** `true`, `false` or `null`. */
export interface ExactWord extends ExactNode {
  readonly kind: 'word';
  readonly value: boolean | null;
}

/** Any JSON value, with its position in the text; see `ExactNode`. */
export type ExactValue = ExactObject | ExactArray | ExactString | ExactNumber | ExactWord;

/** A name that occurs more than once in an object. */
export interface DuplicateMember {
  readonly name: string;
  /** The object, as a JSON pointer (RFC 6901). */
  readonly pointer: string;
  /** The positions of the name with its quotes, in order. Most parsers use the last one. */
  readonly at: readonly Span[];
}

/** JSON as it was signed. */
export interface ExactJson {
  readonly text: string;
  readonly value: ExactValue;
  /** Sorted by object, outer objects first. */
  readonly duplicates: readonly DuplicateMember[];
}
