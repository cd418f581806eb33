/**
 * What a reader cannot see or is misled by: controls, bidi overrides, zero-width and other format characters, lone
 * surrogates, private use, and every space but the plain one (Unicode TR 36 §2).
 */
const unseenClass =
  '[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\u00A0\\u034F\\u115F\\u1160\\u1680\\u17B4\\u17B5\\u180B-\\u180F' +
  '\\u2000-\\u200A\\u202F\\u205F\\u2800\\u3000\\u3164\\uFE00-\\uFE0F\\uFFA0\\u{E0100}-\\u{E01EF}]';
const unseen = new RegExp(`${unseenClass}+`, 'gu');
const unseenButLines = new RegExp(`(?:(?!\\n)${unseenClass})+`, 'gu');

/** A stretch of text: plain to show as it is, or unseen characters written out as `⟨U+202E⟩`. */
export interface Stretch {
  readonly text: string;
  readonly escaped: boolean;
}

/** The text with what cannot be seen written out. `keepLines` leaves line feeds alone, in text that was broken by us. */
export function describeHostile(text: string, keepLines = false): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let end = 0;
  for (const { 0: characters, index } of text.matchAll(keepLines ? unseenButLines : unseen)) {
    if (index > end) stretches.push({ text: text.slice(end, index), escaped: false });
    stretches.push({ text: writeOut(characters), escaped: true });
    end = index + characters.length;
  }
  if (end < text.length) stretches.push({ text: text.slice(end), escaped: false });
  return stretches;
}

/** The same as one string, for titles and other places that hold no elements. */
export function writeHostile(text: string): string {
  return text.replace(unseen, writeOut);
}

function writeOut(characters: string): string {
  return Array.from(characters, (character) => {
    const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return `⟨U+${code}⟩`;
  }).join('');
}
