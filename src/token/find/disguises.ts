import { createNote, type Found, type FoundNote } from './found';
import type { Steps } from '../steps';
import { takeEnd } from './base64-runs';
import { isSignatureComplete } from './findable';
import { listCounts } from './invisible';
import { rewrite, type Replacing } from './rewrite';
import { sliceWrapped, type InnerSearch } from './search-work';

type Kind = 'tags' | 'colors' | 'escapes' | 'strings' | 'similar';

/** Inline tags, as a page's source has them around the parts of a highlighted token or where a line may break. */
const TAG_NAME = '(?:wbr|br|span|mark|em|strong|b|i|u|a|font|code|var|kbd|samp|tt|bdi|small|ins|del)';
const TAG = String.raw`<\/?${TAG_NAME}(?:\s[^<>]{0,300})?\/?>`;
const ESCAPED_TAG = String.raw`&lt;\/?${TAG_NAME}\s?\/?&gt;`;
/** A color of a terminal, with its escape character or a notation of it, or where a page lost it. */
const COLOR = String.raw`(?:\x1b|\\{1,2}(?:x1b|u001b|e|033)|\^\[|\u241b)?\[(?:\d{1,3}(?:;\d{1,3}){0,5})?[mK]`;
/** An escaped character of a token in code, or a backslash before one in Markdown and regular expressions. */
const ESCAPE = String.raw`\\{1,2}(?:x(?:2[bdef]|3d|5f|7e)|u00(?:2[bdef]|3d|5f|7e)|u\{(?:2[bdef]|3d|5f|7e)\}|0(?:5[3567]|75)|137|176|[._~-])`;
/** Quoted-printable (RFC 2045 §6.7), and dots in brackets, by which a text avoids links. */
const QUOTED_PRINTABLE = '=(?:2[BDEF]|3D|5F|7E)';
const BRACKETS = String.raw`\[(?:\.|dot)\]|\((?:\.|dot)\)`;
/** Two string literals that code concatenates. */
const CONCATENATION = ['"', "'", '`']
  .map((quote) => String.raw`${quote}\s{0,40}(?:\+|\.{1,2}|&|\|\||<>|\\)?\s{0,40}${quote}`)
  .join('|');
/** Characters that word processors and chat software write instead of a hyphen, and that are similar to a dot, also a middle one. */
const DASHES = '\u2010-\u2015\u2212\ufe58\ufe63\uff0d';
const DOTS = '\u00b7\u0387\u2022\u2024\u2027\u2219\u22c5\u3002\u30fb\ufe52\uff0e\uff61\uff65';

const kinds: readonly (readonly [Kind, RegExp])[] = [
  ['tags', new RegExp(String.raw`(?:${TAG})(?:\s{0,40}(?:${TAG})){0,20}|${ESCAPED_TAG}`, 'iy')],
  ['colors', new RegExp(COLOR, 'y')],
  ['escapes', new RegExp(`${ESCAPE}|${QUOTED_PRINTABLE}|${BRACKETS}`, 'iy')],
  ['strings', new RegExp(CONCATENATION, 'y')],
  ['similar', new RegExp(`[${DASHES}${DOTS}]`, 'y')],
];
/** The characters with which one of them begins: a cheap check. */
const BEGINNING = new RegExp(`[<&\\x1b\\\\^\\u241b[(="'\`${DASHES}${DOTS}]`);
const LETTERS_BEFORE_EQUALS = /[\w.~+/-]*/y;
/** Padding within a text, which isn't quoted-printable. */
const LETTERS_AFTER_EQUALS = /={1,2}[\w.~+/-]+/y;
/** A token has a few of them, or one for each letter. */
const maxDisguises = 5_000;
/** What a chat may have replaced by one dash. */
const HYPHENS = ['-', '--'] as const;
const DASH = new RegExp(`[${DASHES}]`);
const ESCAPED_DOT = /[[(]/;

const codes = {
  tags: 'tags_removed',
  colors: 'colors_removed',
  escapes: 'escapes_decoded',
  strings: 'strings_concatenated',
  similar: 'similar_replaced',
} as const satisfies Record<Kind, FoundNote['code']>;

/** What is at a position between the letters of a token, and where it ends. */
interface Disguise {
  readonly kind: Kind;
  readonly end: number;
}

function findDisguise(text: string, start: number): Disguise | undefined {
  if (!BEGINNING.test(text[start] ?? '')) return undefined;
  for (const [kind, pattern] of kinds) {
    const end = takeEnd(pattern, text, start);
    if (end !== start) return { kind, end };
  }
  return undefined;
}

/**
 * Returns the end of the text from `start` that may be a token with something else between its letters, `from` being a
 * position where that may begin. Undefined if there's nothing of that kind.
 */
export function findDisguisedEnd(text: string, start: number, from: number): number | undefined {
  if (findDisguise(text, from) === undefined) return undefined;
  let end = start;
  for (let count = 0; count < maxDisguises; count += 1) {
    const { at, disguise } = findNext(text, end);
    if (disguise === undefined) return at;
    end = disguise.end;
  }
  return end;
}

/** The next disguise, or the end of the letters. */
function findNext(text: string, from: number): { readonly at: number; readonly disguise?: Disguise } {
  let at = takeEnd(LETTERS_BEFORE_EQUALS, text, from);
  for (;;) {
    const disguise = findDisguise(text, at);
    if (disguise !== undefined) return { at, disguise };
    const next = takeEnd(LETTERS_AFTER_EQUALS, text, at);
    if (next === at) return { at };
    at = next;
  }
}

/**
 * Finds the tokens in text with tags, colors, escapes, similar characters or the ends of string literals between letters.
 * Only with a complete signature: the letters may belong to different values.
 */
export function* findDisguised(
  text: string,
  start: number,
  end: number,
  search: InnerSearch,
): Steps<readonly Found[]> {
  const region = sliceWrapped(text, start, end, search.work);
  if (region === undefined) return [];
  for (const hyphen of DASH.test(region) ? HYPHENS : HYPHENS.slice(0, 1)) {
    const kindsFound = new Set<Kind>();
    const characters = new Map<string, number>();
    const replacing: Replacing = {
      findStart: (each, from) => {
        const { at, disguise } = findNext(each, from);
        return disguise === undefined ? -1 : at;
      },
      findEnd: (each, from) => findDisguise(each, from)?.end ?? from,
      replace: (each, from, to) => {
        const kind = findDisguise(each, from)?.kind;
        if (kind !== undefined) kindsFound.add(kind);
        const written = each.slice(from, to);
        if (kind === 'escapes') return decodeEscape(written);
        if (kind !== 'similar') return '';
        characters.set(written, (characters.get(written) ?? 0) + 1);
        return DASH.test(written) ? hyphen : '.';
      },
    };
    const plain = yield* rewrite(region, replacing, search.work);
    if (plain === undefined) return [];
    const found = (yield* search.run(plain.text)).filter(isComplete);
    if (found.length === 0) continue;
    const notes = Array.from(kindsFound, (kind) =>
      createNote(codes[kind], ...(kind === 'similar' ? [listCounts(characters)] : [])),
    );
    return found.map((one) => {
      const source = plain.toSource(one.source);
      return {
        ...one,
        source: { start: start + source.start, end: start + source.end },
        notes: [...notes, ...one.notes],
      };
    });
  }
  return [];
}

function decodeEscape(written: string): string {
  if (ESCAPED_DOT.test(written)) return '.';
  const octal = /^\\+([01]\d\d)$/.exec(written)?.[1];
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
  const hex = /([\da-f]{2})\}?$/i.exec(written)?.[1];
  return hex === undefined ? written.slice(-1) : String.fromCharCode(Number.parseInt(hex, 16));
}

function isComplete({ token }: Found): boolean {
  return isSignatureComplete(token.kind === 'sd-jwt' ? token.jws : token);
}
